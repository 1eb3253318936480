/** What a citizen's page fetches only when it needs media: one address, which the server can name ahead. */
export { MediaSession } from '../../media/media-session.ts';
export { mediaSignal } from '../../realtime/media-signal.ts';

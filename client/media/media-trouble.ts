/** What a page says of its own media: whether its way is gone, and what of its own goes out to nobody. */
import type { MediaSource } from '../../shared/states.ts';
import type { MediaSnapshot, MediaState } from './media-session.ts';

export const isMediaLost = (state: MediaState): boolean => state === 'recovering' || state === 'failed';

export type Unsent = MediaSource | 'both';

/** Of devices that are open, what is not sent since sending was refused or given up. */
export function unsentOf(
  { sendRefusal, sending }: Pick<MediaSnapshot, 'sendRefusal' | 'sending'>,
  own: Readonly<Record<MediaSource, MediaStreamTrack | null>>,
): Unsent | null {
  if (!sendRefusal) return null;
  const [one, other] = (['camera', 'microphone'] as const).filter((source) => own[source] && !sending[source]);
  return other ? 'both' : (one ?? null);
}

/** What this page sends follows its turn and its devices; the server still decides what it takes (C7). */
import { useEffect } from 'react';
import type { TicketView } from '../../../shared/views/all.ts';
import type { LocalSnapshot } from '../../media/local-media.ts';
import type { MediaSession } from '../../media/media-session.ts';

export function useSending(
  session: MediaSession | null,
  local: LocalSnapshot,
  ticket: TicketView | undefined,
  on: boolean,
): void {
  const camera = on && ticket?.participation === 'video' ? local.camera : null;
  const microphone = on ? local.microphone : null;
  const state = ticket?.state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new state may grant what the last one refused.
  useEffect(() => {
    if (!session) return;
    void session.setTrack('microphone', microphone);
    void session.setTrack('camera', camera);
  }, [session, camera, microphone, state]);
}

import type { MediaState } from '../media/media-session.ts';
import { isMediaLost } from '../media/media-trouble.ts';
import { useLasting } from '../ui/use-lasting.ts';
import { useConnection } from './react.tsx';

/** Whether the page's way for picture and sound is gone for a moment already; of a lost connection its own note tells. */
export function useMediaLost(state: MediaState): boolean {
  const connection = useConnection();
  return useLasting(isMediaLost(state) && connection.state === 'connected');
}

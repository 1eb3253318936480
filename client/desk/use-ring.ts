/** A desk that rings until somebody takes care of it: sound, vibration and title, also behind other pages. */
import { useEffect } from 'react';
import { unlockSound, useTurnAlert } from '../features/citizen-wait/alert-turn.ts';

/** To be there before anything rings: the first press at the page allows its sound. */
export function useRing(rings: boolean, title: string): void {
  useEffect(() => {
    const once = { capture: true, once: true } as const;
    window.addEventListener('pointerdown', unlockSound, once);
    window.addEventListener('keydown', unlockSound, once);
    return () => {
      window.removeEventListener('pointerdown', unlockSound, once);
      window.removeEventListener('keydown', unlockSound, once);
    };
  }, []);
  useTurnAlert(rings, title);
}

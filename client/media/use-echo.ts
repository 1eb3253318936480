/** Whether this page's loudspeaker goes into its own microphone during a call; its code comes with the first call. */
import { useEffect, useRef, useState } from 'react';
import type { EchoState } from './echo-in-call.ts';

/** `microphone`: `null` while nobody is to hear it. `played`: what the loudspeaker gives now. */
export function useEcho(microphone: MediaStreamTrack | null, played: readonly MediaStreamTrack[]): boolean {
  const [heard, setHeard] = useState(false);
  const state = useRef<EchoState | null>(null);
  const tracks = useRef(played);
  tracks.current = played;
  const which = played.map(({ id }) => id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another microphone is another room.
  useEffect(() => {
    state.current = null;
    setHeard(false);
  }, [microphone]);
  useEffect(() => {
    if (!microphone || which === '') return;
    let stop: (() => void) | undefined;
    let gone = false;
    void Promise.all([import('./watch-echo.ts'), import('./echo-in-call.ts')]).then(
      ([{ watchEcho }, { afterWindow, NO_ECHO }]) => {
        if (gone) return;
        stop = watchEcho(microphone, tracks.current, (window) => {
          state.current = afterWindow(state.current ?? NO_ECHO, window);
          setHeard(state.current.heard);
        });
      },
      // A page without it has a call all the same.
      () => undefined,
    );
    return () => {
      gone = true;
      stop?.();
    };
  }, [microphone, which]);
  return heard;
}

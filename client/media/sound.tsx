/** One voice, heard and not seen. */
import { useEffect, useRef } from 'react';
import { keepPlaying } from './keep-playing.ts';

interface SoundProps {
  track: MediaStreamTrack;
  muted?: boolean;
  /** Another one tries again: after a tap. */
  turn?: number;
  /** The browser wants a tap first. */
  onBlocked?: () => void;
}

export function Sound({ track, muted = false, turn = 0, onBlocked }: SoundProps) {
  const audio = useRef<HTMLAudioElement>(null);
  const blocked = useRef(onBlocked);
  useEffect(() => {
    blocked.current = onBlocked;
  });
  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    element.srcObject = new MediaStream([track]);
    return () => {
      element.srcObject = null;
    };
  }, [track]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another track, and a tap (`turn`), begin anew.
  useEffect(() => {
    if (audio.current) return keepPlaying(audio.current, () => blocked.current?.());
  }, [track, turn]);
  return <audio ref={audio} muted={muted} autoPlay />;
}

/** Plays what may be heard. Where the browser wants a tap first, it asks for one. */
import { useEffect, useRef, useState } from 'react';
import { onShown } from '../../media/on-shown.ts';
import { Button } from '../../ui/button.tsx';
import { useT } from '../../ui/texts.ts';

export function SoundOut({ tracks }: { tracks: readonly MediaStreamTrack[] }) {
  const t = useT();
  const [blocked, setBlocked] = useState(false);
  const [turn, setTurn] = useState(0);
  return (
    <>
      {tracks.map((track) => (
        <OneSound key={track.id} track={track} turn={turn} onBlocked={() => setBlocked(true)} />
      ))}
      {blocked && tracks.length > 0 && (
        <Button
          kind="primary"
          wide
          onClick={() => {
            setBlocked(false);
            setTurn((old) => old + 1);
          }}
        >
          {t('session.soundTap')}
        </Button>
      )}
    </>
  );
}

function OneSound({ track, turn, onBlocked }: { track: MediaStreamTrack; turn: number; onBlocked: () => void }) {
  const audio = useRef<HTMLAudioElement>(null);
  const blocked = useRef(onBlocked);
  blocked.current = onBlocked;
  useEffect(() => {
    const element = audio.current;
    if (!element) return;
    element.srcObject = new MediaStream([track]);
    return () => {
      element.srcObject = null;
    };
  }, [track]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a tap (`turn`) tries again.
  useEffect(() => {
    const play = () => {
      audio.current?.play().catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'NotAllowedError') blocked.current();
      });
    };
    play();
    // A phone call pauses it, and nothing begins it again.
    return onShown(() => audio.current?.paused && play());
  }, [track, turn]);
  // biome-ignore lint/a11y/useMediaCaption: a live voice has no captions track.
  return <audio ref={audio} autoPlay />;
}

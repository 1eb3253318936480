/** Plays what may be heard. Where the browser wants a tap first, it asks for one. */
import { useState } from 'react';
import { Sound } from '../../media/sound.tsx';
import { Button } from '../../ui/button.tsx';
import { useT } from '../../ui/texts.ts';

export function SoundOut({ tracks }: { tracks: readonly MediaStreamTrack[] }) {
  const t = useT();
  const [blocked, setBlocked] = useState(false);
  const [turn, setTurn] = useState(0);
  return (
    <>
      {tracks.map((track) => (
        <Sound key={track.id} track={track} turn={turn} onBlocked={() => setBlocked(true)} />
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

/** One person's picture and sound. Without packets the picture gives way to words. */
import { type ReactNode, useRef, useState } from 'react';
import { Icon } from '../../desk/icons.tsx';
import { useT } from '../../desk/texts.ts';
import type { RemoteStream } from '../../media/remote-streams.ts';
import { Sound } from '../../media/sound.tsx';
import { useVideo } from '../../media/use-video.ts';
import css from './stage.module.css';

export function Picture({ track, mirrored, label }: { track: MediaStreamTrack; mirrored?: boolean; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  useVideo(place, track, { label, mirrored, className: css.video });
  return <div ref={place} className={css.place} />;
}

interface TileProps {
  label: string;
  camera: RemoteStream | undefined;
  microphone: RemoteStream | undefined;
  muted: boolean;
  /** What to read while there is no picture. */
  empty: ReactNode;
  onAir?: boolean;
}

export function Tile({ label, camera, microphone, muted, empty, onAir }: TileProps) {
  const t = useT();
  const [blocked, setBlocked] = useState(false);
  const [taps, setTaps] = useState(0);
  return (
    <figure className={css.tile} data-on-air={onAir || undefined}>
      {camera?.flowing ? <Picture track={camera.track} label={label} /> : <div className={css.noPicture}>{empty}</div>}
      {microphone?.flowing && (
        <Sound track={microphone.track} muted={muted} turn={taps} onBlocked={() => setBlocked(true)} />
      )}
      <figcaption className={css.caption}>
        <span className={css.captionText}>{label}</span>
        <Icon name={microphone?.flowing && !muted && !blocked ? 'sound' : 'muted'} size={14} />
      </figcaption>
      {blocked && !muted && (
        <button
          type="button"
          className={css.unlock}
          onClick={() => {
            setBlocked(false);
            setTaps((n) => n + 1);
          }}
        >
          {t('stage.unlockSound')}
        </button>
      )}
    </figure>
  );
}

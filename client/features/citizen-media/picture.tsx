/** One live picture. It is shown only while packets flow: the moment they stop it is gone, never a frozen frame (C6). */
import { type ReactNode, useEffect, useRef } from 'react';

interface PictureProps {
  track: MediaStreamTrack | null;
  flowing: boolean;
  label: string;
  /** One's own picture is shown as in a mirror. */
  mirrored?: boolean;
  className?: string;
  /** What stands in its place while nothing flows. */
  children?: ReactNode;
}

export function Picture({ track, flowing, label, mirrored = false, className = '', children }: PictureProps) {
  const video = useRef<HTMLVideoElement>(null);
  const shown = track !== null && flowing;
  useEffect(() => {
    const element = video.current;
    if (!element || !track) return;
    element.srcObject = new MediaStream([track]);
    // A muted video needs no tap; whatever else fails is seen as a missing picture.
    element.play().catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [track]);
  return (
    <figure className={`picture ${className}`}>
      <video
        ref={video}
        muted
        playsInline
        autoPlay
        hidden={!shown}
        data-mirrored={mirrored || undefined}
        aria-label={label}
      />
      {shown ? <figcaption>{label}</figcaption> : <div className="slate">{children}</div>}
    </figure>
  );
}

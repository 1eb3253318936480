/** One live picture. It is shown only while packets flow: the moment they stop it is gone, never a frozen frame (C6). */
import { type ReactNode, useRef } from 'react';
import { useVideo } from '../../media/use-video.ts';

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

export function Picture({ track, flowing, label, mirrored, className = '', children }: PictureProps) {
  const place = useRef<HTMLElement>(null);
  const shown = flowing ? track : null;
  useVideo(place, shown, { label, mirrored });
  return (
    <figure ref={place} className={`picture ${className}`}>
      {shown ? <figcaption>{label}</figcaption> : <div className="slate">{children}</div>}
    </figure>
  );
}

/**
 * A picture that does not flow yet, laid over what is seen meanwhile: nothing is drawn of it until its first frame comes,
 * which then needs no change of the page (C1).
 */
export function PictureAhead({ track }: { track: MediaStreamTrack | null }) {
  const place = useRef<HTMLDivElement>(null);
  useVideo(place, track, { label: '' });
  return <div ref={place} className="picture-ahead" aria-hidden />;
}

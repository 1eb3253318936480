/** Places the picture of a track into an element that React draws. */
import { type RefObject, useLayoutEffect } from 'react';
import { onShown } from './on-shown.ts';
import { videoOf } from './video-elements.ts';

interface Placed {
  readonly label: string;
  /** One's own picture is shown as in a mirror. */
  readonly mirrored?: boolean | undefined;
  readonly className?: string | undefined;
}

/** `track`: `null` for no picture. The element is first among the children of `place`. */
export function useVideo(
  place: RefObject<HTMLElement | null>,
  track: MediaStreamTrack | null,
  { label, mirrored = false, className = '' }: Placed,
): void {
  useLayoutEffect(() => {
    const parent = place.current;
    if (!parent || !track) return;
    const video = videoOf(track);
    parent.prepend(video);
    // Whatever is taken off the page is paused by the browser, and a phone call pauses everything.
    const play = () => {
      if (video.paused) video.play().catch(() => undefined);
    };
    play();
    const stopWatching = onShown(play);
    return () => {
      stopWatching();
      // Another place may have taken it meanwhile.
      if (video.parentElement === parent) video.remove();
    };
  }, [place, track]);
  useLayoutEffect(() => {
    if (!track) return;
    const video = videoOf(track);
    video.className = className;
    video.setAttribute('aria-label', label);
    video.toggleAttribute('data-mirrored', mirrored);
  }, [track, label, mirrored, className]);
}

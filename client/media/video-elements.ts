/**
 * One `<video>` per picture, playing before it is needed: at put-through only its place on the page changes (C1), and
 * a change of page neither stops it nor begins it anew.
 */
const elements = new WeakMap<MediaStreamTrack, HTMLVideoElement>();

/** The element of a track, muted and playing. It is nowhere on the page until somebody places it. */
export function videoOf(track: MediaStreamTrack): HTMLVideoElement {
  let video = elements.get(track);
  if (!video) {
    video = document.createElement('video');
    video.muted = true;
    video.playsInline = true;
    video.autoplay = true;
    elements.set(track, video);
    begin(video, track);
  }
  return video;
}

/** Packets stopped: what was seen last must not be what is seen first when they come back (C6). */
export function forgetPicture(track: MediaStreamTrack): void {
  const video = elements.get(track);
  if (video) begin(video, track);
}

/** Resolves with the first picture of a track that begins to flow, or after `atMostMs`. */
export function firstPicture(track: MediaStreamTrack, atMostMs: number): Promise<void> {
  const video = elements.get(track);
  if (!video || video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      video.removeEventListener('loadeddata', done);
      resolve();
    };
    const timer = setTimeout(done, atMostMs);
    video.addEventListener('loadeddata', done);
  });
}

export function dropVideo(track: MediaStreamTrack): void {
  const video = elements.get(track);
  if (!video) return;
  elements.delete(track);
  video.srcObject = null;
  video.remove();
}

function begin(video: HTMLVideoElement, track: MediaStreamTrack): void {
  video.srcObject = new MediaStream([track]);
  // A muted video needs no tap; whatever else fails is seen as a missing picture.
  video.play().catch(() => undefined);
}

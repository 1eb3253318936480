/** Plays what an element holds, also after a phone call, which pauses it and never begins it again. */
import { onShown } from './on-shown.ts';

/** `onBlocked`: the browser wants a tap first. Returns how to stop watching. */
export function keepPlaying(audio: HTMLAudioElement, onBlocked: () => void): () => void {
  const play = () => {
    audio.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked();
    });
  };
  play();
  return onShown(() => {
    if (audio.paused) play();
  });
}

/** One short, soft tone, made in the browser; no browser lets a page sound before it was pressed or typed at. */

let audio: AudioContext | undefined;

const context = (): AudioContext | undefined => {
  try {
    audio ??= new AudioContext();
  } catch {
    // A machine without sound: title and line say it.
  }
  return audio;
};

/** Whether a tone would be silent now because the browser waits for a first press. */
export const isBlocked = (): boolean => context()?.state === 'suspended';

/** Within a press. Calls `then` once it may sound. */
export function unblock(then: () => void): void {
  void context()
    ?.resume()
    .then(then)
    .catch(() => undefined);
}

export function tone(): void {
  if (audio?.state !== 'running') return;
  const at = audio.currentTime;
  const note = audio.createOscillator();
  const volume = audio.createGain();
  note.frequency.value = 587;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.12, at + 0.04);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.45);
  note.connect(volume).connect(audio.destination);
  note.start(at);
  note.stop(at + 0.5);
}

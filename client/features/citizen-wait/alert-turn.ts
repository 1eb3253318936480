/** Calling somebody back to their phone: a chime, a vibration and the page's title, until answered. */
import { useEffect } from 'react';
import { onShown } from '../../media/on-shown.ts';

let audio: AudioContext | undefined;

/** Within a tap: browsers let a page sound later only if it was allowed to once. */
export function unlockSound(): void {
  try {
    if (!audio) {
      audio = new AudioContext();
      // A phone call interrupts it for good; what was allowed once may go on.
      onShown(() => void audio?.resume().catch(() => undefined));
    }
    void audio.resume();
  } catch {
    // Without sound there still are vibration, title and the SMS.
  }
}

/** Two soft notes. `lengthMs` of quiet follow by themselves. */
export function chime(): void {
  if (audio?.state !== 'running') return;
  const start = audio.currentTime;
  for (const [index, frequency] of [659, 880].entries()) {
    const at = start + index * 0.35;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.35, at + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.6);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.65);
  }
}

const AGAIN_MS = 4000;

export function useTurnAlert(active: boolean, title: string): void {
  useEffect(() => {
    if (!active) return;
    const marked = `● ${title}`;
    let before = document.title;
    const call = () => {
      chime();
      // Before the page's first tap browsers refuse it, and note that as a fault of the page.
      if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.([400, 200, 400]);
      // A desk may have gone on to another page since.
      if (document.title === marked) return;
      before = document.title;
      document.title = marked;
    };
    call();
    const timer = setInterval(call, AGAIN_MS);
    return () => {
      clearInterval(timer);
      if (document.title === marked) document.title = before;
    };
  }, [active, title]);
}

/** Reads the page, place, turn and consent aloud for whoever wants it; kept on this device. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import { currentLanguage } from '../../i18n/i18n.ts';
import { recall, remember } from '../../ui/memory.ts';

const KEY = 'directline.spoken';
const listeners = new Set<() => void>();
let on = recall(KEY) === '1';

export const canSpeak = (): boolean => 'speechSynthesis' in window && 'SpeechSynthesisUtterance' in window;

/** `politely`: after what is being said; otherwise at once. */
export function speak(text: string, politely = false): void {
  if (!canSpeak()) return;
  const words = new SpeechSynthesisUtterance(text);
  words.lang = currentLanguage();
  words.rate = 0.9;
  if (!politely) speechSynthesis.cancel();
  speechSynthesis.speak(words);
}

export function setSpoken(wanted: boolean): void {
  on = wanted;
  remember(KEY, wanted ? '1' : null);
  if (!wanted && canSpeak()) speechSynthesis.cancel();
  for (const listener of [...listeners]) listener();
}

export const useSpokenOn = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => on,
  );

/** Says the text when it changes; quiet while the help is off or the text is empty. */
export function useSpoken(text: string, politely = false): void {
  const spoken = useSpokenOn();
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!spoken || !text || said === text) return;
    speak(text, politely);
    setSaid(text);
  }, [spoken, text, said, politely]);
}

import { Button } from '../../ui/button.tsx';
import { useT } from '../../ui/texts.ts';
import { canSpeak, setSpoken, useSpoken, useSpokenOn } from './spoken-help.ts';

/** The switch of the spoken help, and what it reads on this page; absent where the browser has no voice. */
export function ReadAloud({ text, kind = 'plain' }: { text: string; kind?: 'plain' | 'quiet' }) {
  const t = useT();
  const on = useSpokenOn();
  useSpoken(text);
  if (!canSpeak()) return null;
  return (
    <Button kind={kind} wide aria-pressed={on} onClick={() => setSpoken(!on)}>
      {t(on ? 'wait.speakOff' : 'wait.speakOn')}
    </Button>
  );
}

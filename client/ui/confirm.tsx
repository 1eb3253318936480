/** Asking once more, in place: the question replaces the button, so nothing floats over anything. */
import { useEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { useT } from './texts.ts';

interface QuestionProps {
  question: string;
  yes: string;
  onYes: () => void;
  busy?: boolean;
  /** `grave`, unless nothing is lost by it. */
  answer?: 'grave' | 'primary';
}

export function Confirm({
  ask,
  kind = 'quiet',
  ...question
}: QuestionProps & { ask: string; kind?: 'quiet' | 'plain' }) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button kind={kind} wide onClick={() => setAsking(true)}>
        {ask}
      </Button>
    );
  }
  return <Question {...question} onNo={() => setAsking(false)} />;
}

/** Takes the focus, so that it is read. */
export function Question({
  question,
  yes,
  onYes,
  onNo,
  busy = false,
  answer = 'grave',
}: QuestionProps & { onNo: () => void }) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, []);
  return (
    <div className="note warn" ref={box} tabIndex={-1} role="alertdialog" aria-label={question}>
      <p>{question}</p>
      <div className="row">
        <Button onClick={onNo}>{t('action.cancel')}</Button>
        <Button kind={answer} busy={busy} onClick={onYes}>
          {yes}
        </Button>
      </div>
    </div>
  );
}

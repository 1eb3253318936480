/** Asking once more, in place: the question replaces the button, so nothing floats over anything. */
import { useEffect, useRef, useState } from 'react';
import { Button } from './button.tsx';
import { useT } from './texts.ts';

export function Confirm({
  ask,
  question,
  yes,
  onYes,
  busy = false,
}: {
  ask: string;
  question: string;
  yes: string;
  onYes: () => void;
  busy?: boolean;
}) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asking) box.current?.focus();
  }, [asking]);
  if (!asking) {
    return (
      <Button kind="quiet" wide onClick={() => setAsking(true)}>
        {ask}
      </Button>
    );
  }
  return (
    <div className="note warn" ref={box} tabIndex={-1} role="alertdialog" aria-label={question}>
      <p>{question}</p>
      <div className="row">
        <Button onClick={() => setAsking(false)}>{t('action.cancel')}</Button>
        <Button kind="grave" busy={busy} onClick={onYes}>
          {yes}
        </Button>
      </div>
    </div>
  );
}

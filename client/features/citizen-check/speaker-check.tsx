import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { useT } from '../../ui/texts.ts';
import { chime, unlockSound } from '../citizen-wait/alert-turn.ts';

/** Plays the very sound of the call and asks whether it was heard. */
export function SpeakerCheck() {
  const t = useT();
  const [played, setPlayed] = useState(false);
  const [heard, setHeard] = useState<boolean | null>(null);
  const play = () => {
    unlockSound();
    // The context needs a moment to run after its first tap.
    setTimeout(chime, 120);
    setPlayed(true);
    setHeard(null);
  };
  return (
    <section className="card" aria-labelledby="check-speaker">
      <h2 id="check-speaker">{t('check.speaker')}</h2>
      <Button onClick={play}>{t('check.speakerPlay')}</Button>
      {played && heard === null && (
        <>
          <p>{t('check.speakerAsk')}</p>
          <div className="row">
            <Button onClick={() => setHeard(true)}>{t('check.speakerYes')}</Button>
            <Button onClick={() => setHeard(false)}>{t('check.speakerNo')}</Button>
          </div>
        </>
      )}
      <div role="status">
        {heard === true && <p className="note good">{t('check.speakerGood')}</p>}
        {heard === false && <p className="note warn">{t('check.speakerBad')}</p>}
      </div>
    </section>
  );
}

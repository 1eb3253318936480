/** What stands on a terminal: the start with whoever is called or waits, taking a number, the number, and one's own place. */
import { useEffect, useState } from 'react';
import type * as z from 'zod/mini';
import type { SessionCard } from '../../../shared/actions/public.ts';
import type { showTerminal } from '../../../shared/actions/terminal.ts';
import { CONSENT_VERSION } from '../../../shared/consent.ts';
import { RealtimeProvider } from '../../realtime/react.tsx';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { useT } from '../../ui/texts.ts';
import { mayJoin, whyNoNumber } from '../citizen-session/take-number.tsx';
import { unlockSound, useTurnAlert } from '../citizen-wait/alert-turn.ts';
import { TicketRoom } from '../citizen-wait/ticket-room.tsx';
import { Expected, type ExpectedHere } from './expected.tsx';
import { Held, type HeldHere } from './held.tsx';
import { useIdle } from './idle.ts';
import './kiosk.css';
import { type Given, NumberSlip } from './number-slip.tsx';
import { TakeHere } from './take-here.tsx';

type Turn = z.infer<typeof showTerminal.result>['turns'][number];

interface Props {
  session: SessionCard;
  places: readonly { township: string; villages: string[] }[];
  name: string;
  turns: readonly Turn[];
  expected: readonly ExpectedHere[];
  held: readonly HeldHere[];
  /** Who is called now cannot be told. */
  unheard: boolean;
  onStartAgain: () => void;
}

type Step =
  | { readonly at: 'start' }
  | { readonly at: 'taking'; readonly hasPhone: boolean }
  | { readonly at: 'number'; readonly given: Given }
  | { readonly at: 'turn'; readonly ticketId: string };

export function KioskDesk({ session, places, name, turns, expected, held, unheard, onStartAgain }: Props) {
  const t = useT();
  const [step, setStep] = useState<Step>({ at: 'start' });
  const inTurn = step.at === 'turn' && turns.some(({ ticketId }) => ticketId === step.ticketId);
  // A call is not walked away from; everything else is.
  const { secondsLeft } = useIdle(step.at !== 'start' && !inTurn, onStartAgain);
  const called = turns.filter((turn) => turn.called);
  useTurnAlert(called.length > 0 && !inTurn, t('kiosk.calls'));
  const begin = (hasPhone: boolean) => {
    unlockSound();
    setStep({ at: 'taking', hasPhone });
  };
  const comes = (person: ExpectedHere) => {
    unlockSound();
    setStep({ at: 'number', given: { ...person, hasPhone: false, booked: false } });
  };
  const silence = unheard && (
    <p className="note bad big" role="alert">
      {t('kiosk.unheard')}
    </p>
  );
  const calls = called.length > 0 && !inTurn && (
    <section className="card main kiosk-calls" role="alert">
      <h2>{t('kiosk.calls')}</h2>
      {called.map((turn) => (
        <div key={turn.ticketId} className="stack">
          <p className="kiosk-name">{t('kiosk.call', { number: turn.number, name: turn.publicName })}</p>
          {step.at === 'start' && (
            <button
              type="button"
              className="button primary wide huge"
              onClick={() => setStep({ at: 'turn', ticketId: turn.ticketId })}
            >
              {t('kiosk.iAm', { name: turn.publicName })}
            </button>
          )}
        </div>
      ))}
    </section>
  );
  const warning = secondsLeft !== null && <IdleWarning secondsLeft={secondsLeft} />;

  if (step.at === 'turn') {
    const { ticketId } = step;
    const isOpen = inTurn || held.some((one) => one.ticketId === ticketId);
    return (
      <div className="kiosk-own">
        {warning}
        <RealtimeProvider introduction={{ as: 'citizen', sessionId: session.id, ticketId }}>
          <TicketRoom sessionId={session.id} ticketId={ticketId} consentVersion={CONSENT_VERSION} />
        </RealtimeProvider>
        {!inTurn && (
          <aside className="kiosk-bar" aria-label={t('kiosk.title')}>
            {silence}
            {calls}
            {!isOpen && (
              <Button wide onClick={() => window.print()}>
                {t('kiosk.print')}
              </Button>
            )}
            <Button kind="primary" wide onClick={onStartAgain}>
              {t(isOpen ? 'kiosk.keep' : 'kiosk.done')}
            </Button>
          </aside>
        )}
      </div>
    );
  }
  if (step.at === 'start') {
    // Whoever is already talking here came back to the start by a reload.
    const talking = turns.filter((turn) => !turn.called);
    return (
      <Page title={t('kiosk.title')} calm>
        <p className="soft">{t('kiosk.place', { name, session: session.title })}</p>
        {silence}
        {calls}
        {talking.map((turn) => (
          <Button key={turn.ticketId} wide onClick={() => setStep({ at: 'turn', ticketId: turn.ticketId })}>
            {t('kiosk.iAm', { name: turn.publicName })}
          </Button>
        ))}
        <Expected people={expected} onEntered={comes} />
        <Held
          people={held}
          session={session.state}
          onOpen={(ticketId) => {
            unlockSound();
            setStep({ at: 'turn', ticketId });
          }}
        />
        {mayJoin(session) && !session.listing ? (
          <section className="stack">
            <h2>{t('kiosk.welcome')}</h2>
            <button type="button" className="button primary wide huge" onClick={() => begin(true)}>
              {t('kiosk.withPhone')}
            </button>
            <p>{t('kiosk.withPhoneWhat')}</p>
            <button type="button" className="button wide huge" onClick={() => begin(false)}>
              {t('kiosk.withoutPhone')}
            </button>
            <p>{t('kiosk.withoutPhoneWhat')}</p>
          </section>
        ) : (
          <p className="note big">{t(whyNoNumber(session))}</p>
        )}
      </Page>
    );
  }
  return (
    <>
      {warning}
      {step.at === 'taking' && (
        <TakeHere
          session={session}
          places={places}
          hasPhone={step.hasPhone}
          calls={
            <>
              {silence}
              {calls}
            </>
          }
          onTaken={(given) => setStep({ at: 'number', given })}
          onStartAgain={onStartAgain}
        />
      )}
      {step.at === 'number' && <NumberSlip session={session} given={step.given} onDone={onStartAgain} />}
    </>
  );
}

function IdleWarning({ secondsLeft }: { secondsLeft: number }) {
  const t = useT();
  const [first] = useState(secondsLeft);
  // Read aloud once, and not every second.
  useEffect(() => document.getElementById('kiosk-stay')?.focus(), []);
  return (
    <div className="kiosk-idle" role="alertdialog" aria-label={t('kiosk.idle')}>
      <p className="big">{t('kiosk.idle')}</p>
      <p aria-hidden="true">{t('kiosk.idleWhat', { seconds: secondsLeft })}</p>
      <p className="sr-only">{t('kiosk.idleWhat', { seconds: first })}</p>
      <Button id="kiosk-stay" kind="primary" wide>
        {t('kiosk.idleStay')}
      </Button>
    </div>
  );
}

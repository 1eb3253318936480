/** The waiting room: the place, the programme above it, and what one may do meanwhile. */
import { type ReactNode, useEffect, useState } from 'react';
import { comeBack, enterWaitingRoom, stepAway } from '../../../shared/actions/ticket.ts';
import { positionOf } from '../../../shared/queue/position.ts';
import { PARTICIPATION, type Participation } from '../../../shared/states.ts';
import type { ProgrammeView, TicketView, WaitingView } from '../../../shared/views/all.ts';
import { canReceive, mediaProblem } from '../../media/devices.ts';
import type { MediaSnapshot } from '../../media/media-session.ts';
import { keepAwake } from '../../media/wake-lock.ts';
import { useRealtime, useServerNow } from '../../realtime/react.tsx';
import { Button } from '../../ui/button.tsx';
import { ConnectionNote } from '../../ui/connection-note.tsx';
import { Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';
import { DeviceHelp } from '../citizen-media/device-panel.tsx';
import { ProgrammePicture, ProgrammeSound } from '../citizen-media/programme.tsx';
import { AddInTurn } from './add-in-turn.tsx';
import { unlockSound } from './alert-turn.ts';
import { EditMatter } from './change-booking.tsx';
import { ChoicesOfLeader } from './choices.tsx';
import { Consents } from './consents.tsx';
import { GiveUp } from './give-up.tsx';
import { InsteadOfCall } from './ladder-offer.tsx';
import { Place } from './place.tsx';
import { SpokenSwitch } from './spoken-switch.tsx';
import { MoreWays } from './ways.tsx';
import { WithWhom } from './with-whom.tsx';

/** So near to the turn the screen stays on. */
const NEAR = 3;

interface WaitingStepProps {
  ticket: TicketView;
  waiting: WaitingView | undefined;
  programme: ProgrammeView | undefined;
  media: MediaSnapshot;
  /** With sound only: whether the programme is heard. */
  listening: { on: boolean; set: (on: boolean) => void };
  consentVersion: string | null;
  messages: ReactNode;
}

export function WaitingStep(props: WaitingStepProps) {
  const { ticket, waiting, programme, media, listening, consentVersion, messages } = props;
  const t = useT();
  const client = useRealtime();
  const now = useServerNow(10_000);
  const { busy, refusal, act } = useAct();
  const own = { ticketId: ticket.ticketId };
  const away = ticket.state === 'away';
  const session = programme?.session;
  const byMedia = ticket.participation !== 'phone';
  const open = session?.public === true && canReceive();
  const shown = open && ticket.participation === 'video';
  const heard = open && ticket.participation === 'audio';
  const takePart = (participation: Participation) =>
    void act(() => client.action(enterWaitingRoom, { ...own, participation }));
  const problem = byMedia ? mediaProblem() : null;
  const near = waiting !== undefined && positionOf(waiting.digest, ticket).place <= NEAR;
  useEffect(() => (near && !away ? keepAwake() : undefined), [near, away]);

  const [rewords, setRewords] = useState(false);
  if (rewords && !ticket.approved) return <EditMatter ticket={ticket} onBack={() => setRewords(false)} />;
  return (
    <Page title={t(away ? 'wait.away' : 'wait.title')} width={shown ? 'wide' : 'narrow'} calm>
      <ConnectionNote />
      <div className={shown ? 'columns' : 'stack'}>
        {shown && (
          <div className="stack tight">
            <ProgrammePicture view={programme} media={media} />
            <Button wide busy={busy} onClick={() => takePart('audio')}>
              {t('wait.saveData')}
            </Button>
          </div>
        )}
        <div className="stack">
          <p>
            {t('wait.number', { number: ticket.number })} · {ticket.name}
          </p>
          {away ? (
            <>
              <p className="big">{t('wait.awayWhat')}</p>
              <Button
                kind="primary"
                wide
                busy={busy}
                onClick={() => {
                  unlockSound();
                  void act(() => client.action(comeBack, own));
                }}
              >
                {t('wait.comeBack')}
              </Button>
            </>
          ) : waiting ? (
            <Place ticket={ticket} waiting={waiting} session={session} now={now} />
          ) : (
            <Loading />
          )}
          <WithWhom ticket={ticket} />
          <ComesBack ticket={ticket} />
          {ticket.passes > 0 && !away && <p className="note warn">{t('wait.passed', { count: ticket.passes })}</p>}
          {!away && <p>{t(!byMedia ? 'wait.phoneWait' : ticket.hasPhone ? 'wait.keepOpen' : 'wait.keepNear')}</p>}
          {problem && <DeviceHelp problem={problem} ticketId={ticket.ticketId} />}
          {messages}
          <ChoicesOfLeader ticket={ticket} session={session} />
          {heard && (
            <section className="card stack tight">
              <p>{t('wait.soundOnly')}</p>
              {listening.on && <ProgrammeSound view={programme} media={media} />}
              <Button wide onClick={() => listening.set(!listening.on)}>
                {t(listening.on ? 'wait.stopListening' : 'wait.listen')}
              </Button>
            </section>
          )}
          <RefusalText refusal={refusal} />
          {!away && (
            <Button wide busy={busy} onClick={() => void act(() => client.action(stepAway, own))}>
              {t('wait.stepAway')}
            </Button>
          )}
          <AddInTurn ticketId={ticket.ticketId} />
          {ticket.hasPhone && <MoreWays ticketId={ticket.ticketId} />}
          {!ticket.approved && (
            <Button wide onClick={() => setRewords(true)}>
              {t('booked.edit')}
            </Button>
          )}
          <SpokenSwitch consent={ticket.consent} />
          <Consents ticket={ticket} version={consentVersion} open={session?.public ?? false} />
          <details className="card">
            <summary>{t('wait.changeWay')}</summary>
            <p className="soft">{t('wait.wayNow', { way: t(`participation.${ticket.participation}`) })}</p>
            {PARTICIPATION.filter((way) => way !== ticket.participation && (way !== 'phone' || ticket.hasPhone)).map(
              (participation) => (
                <Button key={participation} wide busy={busy} onClick={() => takePart(participation)}>
                  {t(`participation.${participation}`)}
                </Button>
              ),
            )}
          </details>
          <InsteadOfCall ticket={ticket} />
          <GiveUp ticketId={ticket.ticketId} />
        </div>
      </div>
    </Page>
  );
}

/** Why somebody who had been called is here again. */
function ComesBack({ ticket: { lastFailure, returnedAt } }: { ticket: TicketView }) {
  const t = useT();
  if (lastFailure !== null) {
    return (
      <p className="note warn" role="status">
        {t(`wait.failed.${lastFailure}`)} {t('wait.failedWhat')}
      </p>
    );
  }
  return returnedAt === null ? null : (
    <p className="note" role="status">
      {t('wait.returned')}
    </p>
  );
}

/** Down from video without losing the turn (C12): what the desk offers, and what somebody may choose by themselves. */
import { useState } from 'react';
import { chooseNext, declineStep, enterWaitingRoom } from '../../../shared/actions/ticket.ts';
import type { TicketView } from '../../../shared/views/all.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { useAct } from '../../ui/use-act.ts';
import { LeaveMessage } from './leave-message.ts';
import { hasKept } from './message-marks.ts';

interface LadderProps {
  ticket: TicketView;
}

/** The step that the desk offers; nothing where it offers none. */
export function LadderOffer({ ticket: { ticketId, ladder, state } }: LadderProps) {
  const t = useT();
  const client = useRealtime();
  const { busy, refusal, act } = useAct();
  const step = ladder?.offered;
  if (!step) return null;
  const decline = () => void act(() => client.action(declineStep, { ticketId }));
  return (
    <section className="card stack tight" aria-label={t('ladder.offer')}>
      <p className="note big" role="status">
        {t(`ladder.offered.${step}`)}
      </p>
      {(step === 'audio' || step === 'phone') && (
        <Button
          kind="primary"
          wide
          busy={busy}
          onClick={() => void act(() => client.action(enterWaitingRoom, { ticketId, participation: step }))}
        >
          {t(`ladder.take.${step}`)}
        </Button>
      )}
      {step === 'message' && state !== 'live' && <LeaveMessage ticketId={ticketId} />}
      {step === 'written' && state !== 'live' && <WriteInstead ticketId={ticketId} />}
      <Button wide busy={busy} onClick={decline}>
        {t('ladder.decline')}
      </Button>
      <RefusalText refusal={refusal} />
    </section>
  );
}

/** An answer in writing instead of the call; what is to be answered stands in the matter. */
function WriteInstead({ ticketId }: { ticketId: string }) {
  const t = useT();
  const client = useRealtime();
  const { busy, refusal, act } = useAct();
  return (
    <>
      <Confirm
        ask={t('ladder.take.written')}
        question={t('ladder.writtenAsk')}
        yes={t('ladder.writtenYes')}
        busy={busy}
        onYes={() => void act(() => client.action(chooseNext, { ticketId, choice: 'written', toSessionId: null }))}
      />
      <RefusalText refusal={refusal} />
    </>
  );
}

/** While waiting, for whoever sees that a call will not do. */
export function InsteadOfCall({ ticket: { ticketId, ladder, lastFailure } }: LadderProps) {
  const t = useT();
  // Open for whoever's call broke off, and where one was recorded and not sent to its end; what the desk offers is on the page already.
  const [open, setOpen] = useState(lastFailure !== null || hasKept(ticketId));
  if (ladder?.offered === 'message' || ladder?.offered === 'written') return null;
  return (
    <details className="card" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('ladder.instead')}</summary>
      <p>{t('ladder.insteadWhat')}</p>
      {open && <LeaveMessage ticketId={ticketId} />}
      <WriteInstead ticketId={ticketId} />
    </details>
  );
}

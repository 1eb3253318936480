/** Changing a place that is booked: the words while nobody approved them, and the evening (Q2). */
import { useState } from 'react';
import { listSessions, type SessionCard } from '../../../shared/actions/public.ts';
import { editMatter, moveBooking } from '../../../shared/actions/ticket.ts';
import type { TicketView } from '../../../shared/views/all.ts';
import { callAction } from '../../api/call-action.ts';
import { useQuery } from '../../api/use-query.ts';
import { navigate } from '../../app/router.tsx';
import { Button } from '../../ui/button.tsx';
import { Question } from '../../ui/confirm.tsx';
import { Failed, Loading } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { clockOf, dayOf } from '../../ui/time.ts';
import { useAct } from '../../ui/use-act.ts';
import { MatterStep } from '../citizen-join/matter-step.tsx';

interface Props {
  ticket: TicketView;
  onBack: () => void;
}

export function EditMatter({ ticket, onBack }: Props) {
  const t = useT();
  const { busy, refusal, act } = useAct();
  const [words, setWords] = useState({ subject: ticket.subject, more: ticket.more });
  const save = async () => {
    await callAction(editMatter, { ticketId: ticket.ticketId, ...words });
    onBack();
  };
  return (
    <Page title={t('booked.edit')}>
      <MatterStep
        draft={words}
        onChange={(changes) => setWords((old) => ({ ...old, ...changes }))}
        onDone={() => void act(save)}
        submit={t('booked.save')}
        busy={busy}
      />
      <RefusalText refusal={refusal} />
      <Button kind="quiet" wide onClick={onBack}>
        {t('action.back')}
      </Button>
    </Page>
  );
}

export function MoveBooking({ ticket, sessionId, onBack }: Props & { sessionId: string }) {
  const t = useT();
  const { data, error, reload } = useQuery(listSessions, {});
  const { busy, refusal, act } = useAct();
  const [asking, setAsking] = useState<string | null>(null);
  const others = data?.sessions.filter(({ id, bookable }) => bookable && id !== sessionId) ?? [];
  const move = async (toSessionId: string) => {
    try {
      const moved = await callAction(moveBooking, { ticketId: ticket.ticketId, toSessionId });
      navigate(`/s/${moved.sessionId}/wait/${moved.ticketId}`, { replace: true });
    } catch (error) {
      // It may have filled up meanwhile: what can still be chosen is asked anew.
      setAsking(null);
      reload();
      throw error;
    }
  };
  return (
    <Page title={t('booked.move')}>
      {!data && (error ? <Failed refusal={error} onRetry={reload} /> : <Loading />)}
      {data && <p>{t(others.length > 0 ? 'booked.moveWhat' : 'booked.moveNone')}</p>}
      {ticket.order < 0 && <p className="note warn">{t('booked.movePriority')}</p>}
      <RefusalText refusal={refusal} />
      {others.map((session) => (
        <div key={session.id} className="card">
          <p>
            <strong>{whenOf(session)}</strong>
            <br />
            {session.title} · {session.topic}
          </p>
          {session.outlook?.probablyNotTonight && <p className="note warn">{t('session.notTonightBooked')}</p>}
          {asking === session.id ? (
            <Question
              question={t('booked.moveAsk', { time: whenOf(session) })}
              yes={t('booked.moveYes')}
              answer="primary"
              busy={busy}
              onNo={() => setAsking(null)}
              onYes={() => void act(() => move(session.id))}
            />
          ) : (
            <Button wide onClick={() => setAsking(session.id)}>
              {t('booked.moveTo')}
            </Button>
          )}
        </div>
      ))}
      <Button kind="quiet" wide onClick={onBack}>
        {t('action.back')}
      </Button>
    </Page>
  );
}

const whenOf = ({ startsAt, zone }: SessionCard): string => `${dayOf(startsAt, zone)} ${clockOf(startsAt, zone)}`;

/** What somebody may choose whose turn did not come, or whose leader is another (S4, S5). */
import { useState } from 'react';
import { chooseNext, showChoices } from '../../../shared/actions/ticket.ts';
import { NEXT_CHOICES, type NextChoice } from '../../../shared/states.ts';
import type { TicketView } from '../../../shared/views/all.ts';
import type { SessionHead } from '../../../shared/views/common.ts';
import { useQuery } from '../../api/use-query.ts';
import { useRealtime } from '../../realtime/react.tsx';
import { Button } from '../../ui/button.tsx';
import { Question } from '../../ui/confirm.tsx';
import { Loading } from '../../ui/load-state.tsx';
import { RefusalText } from '../../ui/refusal-text.tsx';
import { useT } from '../../ui/texts.ts';
import { clockOf, dayAndClock, dayOf, plainDate } from '../../ui/time.ts';
import { useAct } from '../../ui/use-act.ts';

/** The leader is another, late or lost: another way is open at once, folded away from those who stay with this one. */
export function ChoicesOfLeader({ ticket, session }: { ticket: TicketView; session: SessionHead | undefined }) {
  const t = useT();
  if (!session?.leaderChange) return null;
  return (
    <details className="card">
      <summary>{t('wait.leaderChanged')}</summary>
      <p className="soft">{t(ticket.entered ? 'wait.leaderChangedWhat' : 'wait.leaderChangedBooked')}</p>
      <Choices ticket={ticket} />
    </details>
  );
}

export function Choices({ ticket }: { ticket: TicketView }) {
  const t = useT();
  const client = useRealtime();
  const { data, error, loading, reload } = useQuery(showChoices, { ticketId: ticket.ticketId });
  const { busy, refusal, act } = useAct();
  const [asking, setAsking] = useState<NextChoice | null>(null);
  if (!data) {
    return loading ? (
      <Loading />
    ) : (
      <>
        <RefusalText refusal={error ?? null} />
        <Button wide onClick={reload}>
          {t('action.reload')}
        </Button>
      </>
    );
  }
  const { nextSession: next, phoneBy, writtenBy, chooseBy } = data;
  const what: Record<NextChoice, string> = {
    nextSession: next
      ? t('over.nextSessionWhat', {
          title: next.title,
          day: dayOf(next.startsAt, next.zone),
          time: clockOf(next.startsAt, next.zone),
        })
      : t('over.nextSessionNone'),
    phone: phoneBy === null ? '' : t('over.phoneWhat', { date: plainDate(phoneBy) }),
    written: t(phoneBy === null ? 'over.writtenWhatHere' : 'over.writtenWhat', { date: plainDate(writtenBy) }),
  };
  const choose = (choice: NextChoice) =>
    void act(async () => {
      const toSessionId = choice === 'nextSession' ? (next?.sessionId ?? null) : null;
      try {
        await client.action(chooseNext, { ticketId: ticket.ticketId, choice, toSessionId });
      } catch (error) {
        // The evening may have filled up meanwhile: what can still be chosen is asked anew.
        setAsking(null);
        reload();
        throw error;
      }
    });
  return (
    <section className="stack" aria-label={t('over.choices')}>
      <RefusalText refusal={refusal} />
      {NEXT_CHOICES.filter((choice) => choice !== 'phone' || phoneBy !== null).map((choice) => {
        const open = choice !== 'nextSession' || next !== null;
        return (
          <div key={choice} className="card">
            <p>{what[choice]}</p>
            {asking === choice ? (
              <Question
                question={t(`over.ask.${choice}`)}
                yes={t('over.yes')}
                busy={busy}
                answer="primary"
                onNo={() => setAsking(null)}
                onYes={() => choose(choice)}
              />
            ) : (
              open && (
                <Button kind="primary" wide onClick={() => setAsking(choice)}>
                  {t(`over.option.${choice}`)}
                </Button>
              )
            )}
          </div>
        );
      })}
      {chooseBy !== null && next !== null && (
        <p className="soft">{t('over.chooseBy', { time: dayAndClock(chooseBy, next.zone) })}</p>
      )}
    </section>
  );
}

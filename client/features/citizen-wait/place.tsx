/** The place in the queue, the largest thing on the page, and an honest range for the wait (Q5). */
import { isRoomEmpty, positionOf, waitOf } from '../../../shared/queue/position.ts';
import type { TicketView, WaitingView } from '../../../shared/views/all.ts';
import type { SessionHead } from '../../../shared/views/common.ts';
import { useT } from '../../ui/texts.ts';
import { clockOf, minutesRange } from '../../ui/time.ts';
import { useSpoken } from './spoken-help.ts';

interface PlaceProps {
  ticket: TicketView;
  waiting: WaitingView;
  session: SessionHead | undefined;
  now: number;
}

export function Place({ ticket, waiting, session, now }: PlaceProps) {
  const t = useT();
  const { place, exact } = positionOf(waiting.digest, ticket);
  const ahead = Math.max(0, place - 1);
  const early = session !== undefined && (session.state === 'scheduled' || session.state === 'lobby');
  const from = early ? Math.max(now, session.startsAt) : now;
  const wait = waitOf(waiting.digest, ticket, from);
  const said = ahead === 0 ? t('wait.next') : t('wait.placeSaid', { count: ahead });
  // The consents are read when the help is turned on; the place follows them.
  useSpoken(said, true);
  const range = minutesRange(wait.lowMs, wait.highMs);
  const outlook = () => {
    if (early)
      return now < session.startsAt
        ? t('wait.rangeFromStart', { time: clockOf(session.startsAt, session.zone), range })
        : t('wait.startsSoon', { range });
    if (isRoomEmpty(waiting.digest, ticket)) return t('wait.roomEmpty');
    if (ahead > 0) return t('wait.range', { range });
    return t(ticket.setBack ? 'wait.nextAfterThis' : 'wait.nextWhat');
  };
  return (
    <section className="place" aria-label={said}>
      <p className="sr-only" role="status">
        {said}
      </p>
      <div aria-hidden="true">
        {ahead === 0 ? (
          <p className="place-next">{t('wait.next')}</p>
        ) : (
          <p className="place-line">
            <span>{t('wait.ahead')}</span>
            <strong>
              {!exact && <small>{t('wait.about')}</small>}
              {ahead}
            </strong>
            <span>{t('wait.aheadUnit')}</span>
          </p>
        )}
      </div>
      {session?.state === 'paused' ? (
        <p className="big">{t('wait.paused')}</p>
      ) : wait.probablyNotTonight ? (
        <div className="note warn">
          <p>
            <strong>{t('wait.notTonight')}</strong>
          </p>
          <p>{t('wait.notTonightWhat')}</p>
        </div>
      ) : (
        <p className="big">{outlook()}</p>
      )}
    </section>
  );
}

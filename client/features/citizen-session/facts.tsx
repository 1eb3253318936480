/** What a session is, in words: state, time on the county's clock, who answers, what about, how many wait. */
import type { SessionCard } from '../../../shared/actions/public.ts';
import { useT } from '../../ui/texts.ts';
import { clockOf, dayOf } from '../../ui/time.ts';

export function SessionFacts({ session, brief = false }: { session: SessionCard; brief?: boolean }) {
  const t = useT();
  const { zone } = session;
  return (
    <dl className="facts">
      <dt>{t('session.when')}</dt>
      <dd>
        {dayOf(session.startsAt, zone)}
        <br />
        {clockOf(session.startsAt, zone)}–{clockOf(session.endsAt, zone)}
      </dd>
      <dt>{t('session.who')}</dt>
      <dd>
        {session.officials.map((official) => (
          <div key={`${official.title} ${official.name}`}>
            {official.title} <strong>{official.name}</strong>
          </div>
        ))}
      </dd>
      <dt>{t('session.topic')}</dt>
      <dd>{session.topic}</dd>
      {session.scope && !brief && (
        <>
          <dt>{t('session.scope')}</dt>
          <dd>{session.scope}</dd>
        </>
      )}
      {!isOver(session) && (
        <>
          <dt>{t('session.waiting')}</dt>
          <dd>{t('session.people', { count: session.waiting })}</dd>
        </>
      )}
    </dl>
  );
}

export const isOver = ({ state }: Pick<SessionCard, 'state'>): boolean =>
  state === 'ended' || state === 'cancelled' || state === 'postponed';

export const isRunning = ({ state }: Pick<SessionCard, 'state'>): boolean =>
  state === 'live' || state === 'paused' || state === 'closing';

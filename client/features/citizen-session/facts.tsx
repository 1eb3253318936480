/** What a session is, in words: state, time on the county's clock, who answers, what about, how many wait. */
import type { SessionCard } from '../../../shared/actions/public.ts';
import { isSessionOver } from '../../../shared/states.ts';
import { serverNow } from '../../api/server-time.ts';
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

export const isOver = (session: Pick<SessionCard, 'state' | 'endsAt'>): boolean => isSessionOver(session, serverNow());

/** The state in words; an evening that nobody opened did not take place. */
export function StateTag({ session }: { session: Pick<SessionCard, 'state' | 'endsAt'> }) {
  const t = useT();
  const missed = session.state === 'scheduled' && isOver(session);
  return (
    <span className={isRunning(session) ? 'tag good' : 'tag'}>
      {t(missed ? 'session.notHeld' : `session.state.${session.state}`)}
    </span>
  );
}

export const isRunning = ({ state }: Pick<SessionCard, 'state'>): boolean =>
  state === 'live' || state === 'paused' || state === 'closing';

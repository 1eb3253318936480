/** Which session a member of staff most likely wants: the one that runs, then the next to come, then those that are over. */
import type { SessionCard } from '../../../shared/actions/public.ts';

type Session = Pick<SessionCard, 'state' | 'startsAt' | 'endsAt'>;

const RUNNING: readonly SessionCard['state'][] = ['live', 'paused', 'closing', 'lobby'];

/** One that never began is over once its time has passed. */
const isOver = ({ state, endsAt }: Session, now: number): boolean =>
  state === 'ended' || state === 'cancelled' || state === 'postponed' || (state === 'scheduled' && endsAt < now);

/** Those that are over only where nothing else is. */
export function inOrder<One extends Session>(sessions: readonly One[], now: number): One[] {
  const rank = (session: One) => {
    const at = RUNNING.indexOf(session.state);
    return at === -1 ? RUNNING.length : at;
  };
  const open = sessions.filter((session) => !isOver(session, now));
  if (open.length === 0) return sessions.toSorted((a, b) => b.startsAt - a.startsAt);
  return open.toSorted((a, b) => rank(a) - rank(b) || a.startsAt - b.startsAt);
}

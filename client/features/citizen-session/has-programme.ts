import type { SessionCard } from '../../../shared/actions/public.ts';

const RUNS: readonly SessionCard['state'][] = ['lobby', 'live', 'paused', 'closing'];

/**
 * Whether a session's page has the programme. Whoever watches stays after the end until they stop: the last call comes by
 * the delay later (C2).
 */
export const hasProgramme = (session: Pick<SessionCard, 'public' | 'state'>, isWatching: boolean): boolean =>
  session.public && (RUNS.includes(session.state) || (isWatching && session.state === 'ended'));

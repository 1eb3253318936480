/** What a terminal can do now: nobody who is called may wait at one that looks alive and hears of nothing. */
import type { Refusal } from '../../../shared/errors.ts';

/**
 * `ended`: it was set up, and its sign-in is over. `unheard`: it cannot tell who is called now. `failed`: nothing could
 * be read yet.
 */
export type TerminalStanding = 'loading' | 'failed' | 'notSetUp' | 'ended' | 'unheard' | 'working';

/** `wasHeard`: it was answered before; `refusal`: of the newest answer. */
export function terminalStanding(wasHeard: boolean, refusal: Pick<Refusal, 'code'> | undefined): TerminalStanding {
  if (!refusal) return wasHeard ? 'working' : 'loading';
  if (refusal.code === 'NOT_SIGNED_IN' || refusal.code === 'FORBIDDEN') return wasHeard ? 'ended' : 'notSetUp';
  return wasHeard ? 'unheard' : 'failed';
}

/** What somebody may expect who takes a number or books now, told before they do so in vain (Q5). */
import { placeOf } from '../../../shared/queue/order.ts';
import { type WaitRange, waitRange } from '../../../shared/queue/position.ts';
import type { Lane } from '../../../shared/states.ts';
import { isAdmitting } from '../sessions/transitions.ts';
import type { SessionRecord } from '../sessions/types.ts';
import { callsBefore } from './booking.ts';
import { leaderSeats } from './lines.ts';
import { paceOf, ratioOf } from './policy.ts';

export interface Standings {
  /** Who has a place, by lane; before the evening everybody booked. */
  readonly lanes: Readonly<Record<Lane, number>>;
  /** Lengths of the calls that were made, in milliseconds. */
  readonly callsMs: readonly number[];
}

/**
 * The same range as the waiting room shows, for the place that would come next: behind everybody who booked, before the
 * evening; behind all walk-ins, once it takes people in. `null`: no number can be had. Somebody heard before stands further
 * behind than this, which only the number tells.
 */
export function outlookOf(session: SessionRecord, { lanes, callsMs }: Standings, now: number): WaitRange | null {
  const pace = paceOf(session, callsMs, leaderSeats(session).length);
  if (session.state === 'scheduled')
    return waitRange(callsBefore(session, lanes.booked) + 1, pace, Math.max(now, session.startsAt));
  if (!isAdmitting(session)) return null;
  const place = placeOf('walkIn', lanes.walkIn, { ...lanes, walkIn: lanes.walkIn + 1 }, ratioOf(session));
  const begins = session.state === 'lobby' ? Math.max(now, session.startsAt) : now;
  return waitRange(place, pace, begins);
}

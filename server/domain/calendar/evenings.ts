/** Planning, moving and calling off one evening (S1). What has begun is the desk's own business. */
import { isLeaderGone } from '../../../shared/actions/calendar.ts';
import { leaderSeats } from '../queue/lines.ts';
import { type Decision, decided, type Refused, refused } from '../result.ts';
import { sessionFacts, UNBEGUN } from '../sessions/transitions.ts';
import type { SessionRecord } from '../sessions/types.ts';
import type { EveningFacts } from './types.ts';

type Result = Decision<SessionRecord, never>;
/** So long after its end an evening that nobody opened has not taken place. */
export const UNOPENED_MS = 3_600_000;
/** Nobody is told of one that lies further back, where no server ran for long. */
export const UNOPENED_MOST_MS = 7 * 24 * 3_600_000;
type Scheduled = Extract<SessionRecord, { state: 'scheduled' }>;

export interface NewEvening {
  readonly id: string;
  readonly countyId: string;
  readonly seriesId: string | null;
  /** 第 N 期 */
  readonly number: number;
  readonly zone: string;
  readonly startsAt: number;
}

const wrongState = ({ state }: SessionRecord): Refused => refused('WRONG_STATE', { state });
const inThePast = (): Refused => refused('BAD_INPUT', { issues: [{ path: 'date', message: 'lies in the past' }] });

function factsOf({ lengthMs: _, ...facts }: EveningFacts) {
  return facts;
}

export function planEvening(evening: NewEvening, facts: EveningFacts, now: number): Decision<Scheduled, never> {
  if (evening.startsAt <= now) return inThePast();
  return decided({
    ...evening,
    ...factsOf(facts),
    endsAt: evening.startsAt + facts.lengthMs,
    ...UNBEGUN,
    state: 'scheduled',
  });
}

/**
 * Also of a postponed evening, which thereby takes place. Places are kept, so there are never fewer than are held;
 * `givenBack`: of the numbers given out so many are free again.
 */
export function changeEvening(
  session: SessionRecord,
  facts: EveningFacts,
  startsAt: number,
  now: number,
  givenBack = 0,
): Result {
  if (session.state !== 'scheduled' && session.state !== 'postponed') return wrongState(session);
  if (startsAt <= now) return inThePast();
  const held = session.issued - givenBack;
  if (facts.capacity < held)
    return refused('BAD_INPUT', { issues: [{ path: 'plan.capacity', message: `${held} are given out` }] });
  // What was said of a leader was said of the evening as it stood.
  const isMoved = startsAt !== session.startsAt || session.state === 'postponed';
  const replaced = held > 0 ? replacedSeat(session, facts) : null;
  const saidBefore = isMoved ? null : session.leaderChange;
  return decided({
    ...sessionFacts(session),
    ...factsOf(facts),
    leaderChange: replaced ? { at: now, what: 'replaced', seatId: replaced.id } : saidBefore,
    startsAt,
    endsAt: startsAt + facts.lengthMs,
    state: 'scheduled',
  });
}

/** S5: the seat at which somebody answers instead of a leader who no longer does; `null`: all whom people booked with are there. */
export function replacedSeat(before: Pick<SessionRecord, 'seats'>, after: Pick<SessionRecord, 'seats'>) {
  const [were, are] = [leaderSeats(before), leaderSeats(after)];
  const names = were.map(({ officialName }) => officialName);
  const isGone = isLeaderGone(
    names,
    are.map(({ officialName }) => officialName),
  );
  return isGone ? (are.find(({ officialName }) => !names.includes(officialName)) ?? are[0] ?? null) : null;
}

/** A booked time within the evening: of one that ends earlier the last calls are expected earlier. */
export const slotIn = (session: Pick<SessionRecord, 'startsAt' | 'endsAt' | 'callLengthMs'>, slotAt: number): number =>
  Math.max(session.startsAt, Math.min(slotAt, session.endsAt - session.callLengthMs));

/** Without a new date yet. */
export const postponeEvening = (session: SessionRecord, reason: string, now: number): Result =>
  session.state === 'scheduled' || session.state === 'lobby'
    ? decided({ ...sessionFacts(session), state: 'postponed', reason, at: now })
    : wrongState(session);

export const cancelEvening = (session: SessionRecord, reason: string, now: number): Result =>
  session.state === 'scheduled' || session.state === 'lobby' || session.state === 'postponed'
    ? decided({ ...sessionFacts(session), state: 'cancelled', reason, at: now })
    : wrongState(session);

/** What the clock does with one that nobody opened; refused of every other. */
export const cancelUnopened = (session: SessionRecord, reason: string, now: number): Result =>
  session.state === 'scheduled' && now >= session.endsAt + UNOPENED_MS && now < session.endsAt + UNOPENED_MOST_MS
    ? cancelEvening(session, reason, now)
    : wrongState(session);

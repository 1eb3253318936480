/** Departments' officers who are called to the stage of a running call (C11). */
import { type Decision, decided, type Refused, refused } from '../result.ts';
import type { CallRecord } from './types.ts';

/** So many officers at most ring or are on one stage. */
export const MOST_SUMMONED = 3;

/** One time that a department's room was called to a stage. */
export type Summons = {
  /** The department's room whose desk rings. */
  readonly seatId: string;
  readonly unitId: string;
  readonly calledAt: number;
  readonly calledBy: string;
} & (
  | { readonly state: 'ringing' }
  | { readonly state: 'joined'; readonly joinedAt: number; readonly by: string }
  | { readonly state: 'refused'; readonly at: number; readonly reason: string; readonly by: string }
  /** Left, was sent away, or the call ended; `joinedAt: null`: it was taken back while it rang. */
  | { readonly state: 'left'; readonly at: number; readonly joinedAt: number | null }
);

type Open = Extract<Summons, { state: 'ringing' | 'joined' }>;
type Result = Decision<CallRecord, never>;

const isOpen = (summons: Summons): summons is Open => summons.state === 'ringing' || summons.state === 'joined';

/** Who rings or is on the stage. */
export const openSummons = (call: Pick<CallRecord, 'summons'>): Open[] => call.summons.filter(isOpen);

/** The running call that a room rings for, or on whose stage it is; at most one. */
export const summonedTo = (calls: readonly CallRecord[], seatId: string): CallRecord | undefined =>
  calls.find((call) => call.state !== 'ended' && openSummons(call).some((one) => one.seatId === seatId));

/** `calls`: those that run. A room rings for one call at a time (`SEAT_BUSY`). */
export function summon(
  call: CallRecord,
  room: { readonly seatId: string; readonly unitId: string },
  by: string,
  calls: readonly CallRecord[],
  now: number,
): Result {
  if (call.state !== 'live' && call.state !== 'held') {
    return refused('WRONG_STATE', { state: call.state });
  }
  if (room.seatId === call.seatId) {
    return refused('SEAT_BUSY', { callId: call.id });
  }
  const other = summonedTo(calls, room.seatId);
  if (other) {
    return refused('SEAT_BUSY', { callId: other.id });
  }
  if (openSummons(call).length >= MOST_SUMMONED) {
    return refused('WRONG_STATE', { state: call.state, needs: 'summonedFull' });
  }
  const { seatId, unitId } = room;
  return decided({
    ...call,
    summons: [...call.summons, { seatId, unitId, calledAt: now, calledBy: by, state: 'ringing' }],
  });
}

/** Onto the stage. A room with a caller of its own ends that call first. */
export function accept(
  call: CallRecord,
  seatId: string,
  by: string,
  calls: readonly CallRecord[],
  now: number,
): Result {
  const own = calls.find((one) => one.state !== 'ended' && one.seatId === seatId);
  if (own) {
    return refused('SEAT_BUSY', { callId: own.id });
  }
  return change(call, seatId, ['ringing'], (one) => ({ ...factsOf(one), state: 'joined', joinedAt: now, by }));
}

/** With a reason, which the desks of the stage read and the log keeps. */
export function refuse(call: CallRecord, seatId: string, reason: string, by: string, now: number): Result {
  if (reason.trim() === '') {
    return refused('REASON_MISSING');
  }
  return change(call, seatId, ['ringing'], (one) => ({ ...factsOf(one), state: 'refused', at: now, reason, by }));
}

/** The officer leaves. */
export const leave = (call: CallRecord, seatId: string, now: number): Result =>
  change(call, seatId, ['joined'], (one) => over(one, now));

/** The desk of the stage sends away who is on it, or takes back a call that nobody answered. */
export const dismiss = (call: CallRecord, seatId: string, now: number): Result =>
  change(call, seatId, ['ringing', 'joined'], (one) => over(one, now));

/** Those have left: with the end of the call all, with a hand-over whoever speaks from then on. */
export const summonsOver = (
  summons: readonly Summons[],
  now: number,
  which: (one: Summons) => boolean = () => true,
): readonly Summons[] => summons.map((one) => (isOpen(one) && which(one) ? over(one, now) : one));

const factsOf = ({ seatId, unitId, calledAt, calledBy }: Summons) => ({ seatId, unitId, calledAt, calledBy });

const over = (one: Open, now: number): Summons => ({
  ...factsOf(one),
  state: 'left',
  at: now,
  joinedAt: one.state === 'joined' ? one.joinedAt : null,
});

function change(
  call: CallRecord,
  seatId: string,
  from: readonly Open['state'][],
  to: (one: Open) => Summons,
): Result | Refused {
  const open = call.state === 'ended' ? undefined : openSummons(call).find((one) => one.seatId === seatId);
  if (!open || !from.includes(open.state)) {
    return refused('WRONG_STATE', { state: open?.state ?? call.state, needs: 'summoned' });
  }
  return decided({ ...call, summons: call.summons.map((one) => (one === open ? to(open) : one)) });
}

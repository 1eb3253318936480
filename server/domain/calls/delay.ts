/**
 * What the audience is shown of the stage, later by the session's delay (C6): so that a cut comes before the harm. What
 * must go goes at once, from what is shown and from what is still to come.
 */
import type { SessionMediaState } from './media-types.ts';

export interface Delayed<Value> {
  readonly shown: Value;
  /** In order of time; each is shown from `at` on (epoch milliseconds). */
  readonly coming: readonly { readonly at: number; readonly value: Value }[];
}

export const atOnce = <Value>(value: Value): Delayed<Value> => ({ shown: value, coming: [] });

/** `value` holds from `now` on, and is shown `delayMs` later; `still` says what of an earlier one may be shown now. */
export function follow<Value>(
  before: Delayed<Value>,
  value: Value,
  { now, delayMs, still }: { readonly now: number; readonly delayMs: number; readonly still: (one: Value) => Value },
): Delayed<Value> {
  if (delayMs === 0) return atOnce(value);
  const { shown, coming } = showDue(before, now);
  const kept = coming.map((each) => ({ at: each.at, value: still(each.value) }));
  // A clock that was set back brings nothing out of order.
  const at = Math.max(now + delayMs, coming.at(-1)?.at ?? 0);
  return { shown: still(shown), coming: [...kept, { at, value }] };
}

/** What became due by `now`. */
export function showDue<Value>(delayed: Delayed<Value>, now: number): Delayed<Value> {
  const isDue = delayed.coming.filter(({ at }) => at <= now);
  const newest = isDue.at(-1);
  return newest ? { shown: newest.value, coming: delayed.coming.slice(isDue.length) } : delayed;
}

/**
 * What of an earlier state the audience may still get. A call that ended is shown to its end; what was taken off is not, and
 * neither is a helper who was sent away.
 */
export function stillPublic(earlier: SessionMediaState, now: SessionMediaState): SessionMediaState {
  const { programmeSeatId, calls } = earlier;
  if (programmeSeatId === null) return earlier;
  const callId = calls.find(({ seatId, state }) => seatId === programmeSeatId && state === 'live')?.callId;
  const mustGo = now.cut || callId === undefined || now.offAir.includes(callId);
  if (mustGo) return { ...earlier, programmeSeatId: null };
  const helpers = earlier.helpers?.filter(({ id }) => now.helpers?.some((one) => one.id === id));
  return helpers?.length === earlier.helpers?.length ? earlier : { ...earlier, helpers: helpers ?? [] };
}

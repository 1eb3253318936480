/** How long a call has run (C10): one reckoning for desks, screen and citizen. Times in epoch milliseconds. */

/** What one extension adds. */
export const EXTENSION_MS = 3 * 60_000;
/** So long before the planned end the leader's side is told. */
export const LAST_MINUTE_MS = 60_000;

export interface CallTimes {
  readonly startedAt: number;
  readonly liveAt: number | null;
  /** While held since when. */
  readonly heldAt: number | null;
  /** How long it was held before. */
  readonly heldMs: number;
}

/** Without the time for which it was held. */
export const ranMs = ({ startedAt, liveAt, heldAt, heldMs }: CallTimes, now: number): number =>
  Math.max(0, (heldAt ?? now) - (liveAt ?? startedAt) - heldMs);

/** Where a call stands with its planned length, which an extension is part of. Nothing ends by it: people end a call. */
export function callClock(
  call: CallTimes & { readonly extendedMs: number },
  callLengthMs: number,
  now: number,
): { readonly ran: number; readonly planned: number; readonly stands: 'within' | 'lastMinute' | 'over' } {
  const ran = ranMs(call, now);
  const planned = callLengthMs + call.extendedMs;
  return { ran, planned, stands: ran >= planned ? 'over' : ran >= planned - LAST_MINUTE_MS ? 'lastMinute' : 'within' };
}

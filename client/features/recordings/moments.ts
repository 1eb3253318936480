/** Recordings of one call on one line of time: what of each side plays at which moment (R2). */
import type { Recording } from '../../../shared/actions/recordings.ts';

export interface Playing {
  readonly recording: Recording;
  /** Milliseconds from its beginning. */
  readonly offsetMs: number;
}

const endOf = ({ startedAt, lengthMs }: Recording): number => startedAt + lengthMs;

/** Epoch milliseconds. */
export const boundsOf = (recordings: readonly Recording[]): { from: number; until: number } => ({
  from: Math.min(...recordings.map(({ startedAt }) => startedAt)),
  until: Math.max(...recordings.map(endOf)),
});

/** Of two that meet, the later one. */
export function playingAt(recordings: readonly Recording[], side: Recording['side'], at: number): Playing | null {
  const found = recordings
    .filter((one) => one.side === side && one.startedAt <= at && at < endOf(one))
    .sort((one, other) => other.startedAt - one.startedAt)[0];
  return found ? { recording: found, offsetMs: at - found.startedAt } : null;
}

/** The moment itself where something plays, otherwise the next one at which something does: holds are left out. `null`: the end. */
export function nextMoment(recordings: readonly Recording[], at: number): number | null {
  if (recordings.some((one) => one.startedAt <= at && at < endOf(one))) return at;
  const later = recordings.map(({ startedAt }) => startedAt).filter((startedAt) => startedAt > at);
  return later.length === 0 ? null : Math.min(...later);
}

/** Who may watch the recordings of a call (R7, K2): fewer people than read the case. */
import { actsAs } from '../../../shared/roles.ts';
import type { RecordingRecord } from '../calls/recording.ts';
import type { Stretch } from '../calls/seats.ts';
import type { SeatRecord } from '../sessions/types.ts';
import { mayReadCase } from './access.ts';
import { handsOf } from './steps.ts';
import type { CaseRecord } from './types.ts';

type Staff = Parameters<typeof mayReadCase>[0];

/**
 * The supervisor (the inspector of a sealed case), caseworkers and head of the main unit, and the leader of that very call.
 * `together`: every case that came of the same visit; a recording is of the whole call, so that one of them that is
 * withheld withholds it. `seat`: where the call was, or one of several that it was at (C4); `posts`: the names under which somebody answers.
 */
export function mayWatch(
  staff: Staff,
  record: CaseRecord,
  together: readonly CaseRecord[],
  seat: Pick<SeatRecord, 'officialName'> | undefined,
  posts: readonly string[],
): boolean {
  if (![record, ...together].every((one) => mayReadCase(staff, one))) return false;
  const hands = handsOf(staff, record, null);
  if (hands.has('supervisor') || hands.has('mainUnit') || hands.has('mainHead')) return true;
  return actsAs(staff.roles).has('official') && seat !== undefined && posts.includes(seat.officialName);
}

/** The stretches of a call in which somebody was there who may watch no more than those; `null`: all of it. */
export type Within = readonly Stretch[] | null;

/** Of the seat's side what began while they were there; of the citizen's, which goes on over a change of seats, what they were in. */
export const wasRecordedWithin = (within: Within, recording: RecordingRecord): boolean => {
  const { startedAt, side } = recording;
  const endedAt = recording.state === 'kept' ? startedAt + recording.lengthMs : Number.POSITIVE_INFINITY;
  return (
    within?.some(
      ({ from, until }) => startedAt < (until ?? endedAt) && (side === 'official' ? startedAt >= from : endedAt > from),
    ) ?? true
  );
};

export const wasSaidWithin = (within: Within, at: number): boolean =>
  within?.some(({ from, until }) => at >= from && (until === null || at < until)) ?? true;

/** So long after it was written down somebody's pages get the files of a call. */
export const WATCHING_MS = 4 * 3_600_000;

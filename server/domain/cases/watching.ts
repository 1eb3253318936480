/** Who may watch the recordings of a call (R7, K2): fewer people than read the case. */
import { actsAs } from '../../../shared/roles.ts';
import type { SeatRecord } from '../sessions/types.ts';
import { mayReadCase } from './access.ts';
import { handsOf } from './steps.ts';
import type { CaseRecord } from './types.ts';

type Staff = Parameters<typeof mayReadCase>[0];

/**
 * The supervisor (the inspector of a sealed case), caseworkers and head of the main unit, and the leader of that very call.
 * `together`: every case that came of the same visit; a recording is of the whole call, so that one of them that is
 * withheld withholds it. `seat`: where the call was; `posts`: the names under which somebody answers.
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

/** So long after it was written down somebody's pages get the files of a call. */
export const WATCHING_MS = 4 * 3_600_000;

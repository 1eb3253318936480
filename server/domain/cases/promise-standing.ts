/** How a promise that counts stands (C8): kept, late, broken, or running. Pure; times are epoch milliseconds. */
import type { PromiseStanding } from '../../../shared/states.ts';

export interface PromiseCourse {
  readonly confirmedAt: number;
  /** The end of the day that was said, in the county's zone. */
  readonly endsAt: number;
  /** When its case was answered and when it was reopened, in any order. */
  readonly repliedAt: readonly number[];
  readonly reopenedAt: readonly number[];
}

/**
 * C8: kept when its case was answered before its date was over and not reopened since, late when answered afterwards, broken when the
 * date is over without an answer or the answer did not last.
 */
export function promiseStanding(
  { confirmedAt, endsAt, repliedAt, reopenedAt }: PromiseCourse,
  now: number,
): PromiseStanding {
  const answers = repliedAt.filter((at) => at >= confirmedAt);
  const lastReopened = Math.max(...reopenedAt.filter((at) => at >= confirmedAt), Number.NEGATIVE_INFINITY);
  // An answer that was followed by a reopening solved nothing; the first that lasted counts.
  const lasting = answers.filter((at) => at > lastReopened).sort((a, b) => a - b)[0];
  if (lasting !== undefined) return lasting < endsAt ? 'kept' : 'late';
  if (lastReopened > Number.NEGATIVE_INFINITY) return 'broken';
  return now < endsAt ? 'running' : 'broken';
}

/** Three reviews of whatever is to be public: 初审, 复审, 终审 by three different people (T5). Pure. */
import type { StaffRole } from '../../shared/roles.ts';
import { type Refused, refused } from './result.ts';

export type ReviewStage = 'first' | 'second' | 'final';

export interface Review {
  readonly stage: ReviewStage;
  readonly byPersonId: string;
  readonly byName: string;
  readonly at: number;
  /** Why something was left out, or it was sent back; '' neither. */
  readonly reason: string;
}

export interface Reviewer {
  readonly personId: string;
  readonly displayName: string;
  readonly unitId: string | null;
  readonly roles: readonly StaffRole[];
}

/** Who reviews at which stage. */
const REVIEWERS: Readonly<Record<ReviewStage, readonly StaffRole[]>> = {
  first: ['clerk'],
  second: ['supervisor'],
  final: ['official', 'administrator'],
};

/** Whether this person may take this review, after those that it has; nobody twice. */
export function mayTake(stage: ReviewStage, before: readonly Review[], by: Reviewer): Refused | null {
  if (!REVIEWERS[stage].some((role) => by.roles.includes(role))) return refused('FORBIDDEN');
  return before.some(({ byPersonId }) => byPersonId === by.personId) ? refused('OWN_WORK') : null;
}

export const reviewBy = (stage: ReviewStage, by: Reviewer, reason: string, now: number): Review => ({
  stage,
  byPersonId: by.personId,
  byName: by.displayName,
  at: now,
  reason,
});

/** Where it stands once a review was passed. */
export const AFTER = { first: 'second', second: 'final', final: 'published' } as const satisfies Record<
  ReviewStage,
  string
>;

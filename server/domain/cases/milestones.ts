/**
 * Milestones on a case's way that figures and promises are counted from: what happened, when, and whose it was then. Nothing
 * personal and nothing typed is in them, so that they can be counted where the log is sealed. Pure.
 */
import type { CaseRecord } from './types.ts';

export const CASE_MILESTONES = ['replied', 'reopened', 'handBack', 'extended'] as const;

export interface CaseMilestone {
  readonly countyId: string;
  readonly caseId: string;
  readonly what: (typeof CASE_MILESTONES)[number];
  /** The main unit before the change; `null`: of nobody. */
  readonly unitId: string | null;
  readonly at: number;
  /** From when its time counted and until when it ran (K3), before the change. */
  readonly startsAt: number;
  readonly dueAt: number | null;
}

/** What one change of a case leaves behind. */
export function milestonesOf(before: CaseRecord, after: CaseRecord, at: number): CaseMilestone[] {
  const { countyId, id: caseId, limits, dueAt } = before;
  const unitId = before.mainUnitId ?? before.handledBy.at(-1) ?? null;
  const milestone = (what: CaseMilestone['what']): CaseMilestone => ({
    ...{ countyId, caseId, what, unitId, at },
    startsAt: limits.startsAt,
    dueAt,
  });
  return [
    ...(after.state === 'replied' && before.state !== 'replied' ? [milestone('replied')] : []),
    ...(after.level > before.level ? [milestone('reopened')] : []),
    ...(after.state === 'handBackAsked' && before.state !== 'handBackAsked' ? [milestone('handBack')] : []),
    ...(after.extensions > before.extensions ? [milestone('extended')] : []),
  ];
}

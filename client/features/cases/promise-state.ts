/** What became of an earlier promise, from its own facts and its case's state. */
import type { Matter } from '../../../shared/views/all.ts';

type Earlier = Matter['earlier'][number];
export type PromiseState = 'notConfirmed' | 'settled' | 'overdue' | 'open';

const OVER: ReadonlySet<string> = new Set(['replied', 'closed', 'refused', 'merged']);

/** `today`: YYYY-MM-DD in the county's zone (S2). */
export function promiseState(
  caseState: Earlier['state'],
  { confirmed, dueOn }: Earlier['promises'][number],
  today: string,
): PromiseState {
  if (!confirmed) return 'notConfirmed';
  if (OVER.has(caseState)) return 'settled';
  return dueOn < today ? 'overdue' : 'open';
}

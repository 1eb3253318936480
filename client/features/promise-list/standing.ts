/** How a promise stands, in plain words. */
import { DUE_SOON_DAYS, type PromiseRow } from '../../../shared/actions/figures.ts';
import type { T } from '../../desk/texts.ts';

const DAY_MS = 86_400_000;

/** Days from one calendar day to another, negative when it lies before. */
export const daysUntil = (day: string, today: string): number =>
  Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / DAY_MS);

export type Standing = 'open' | 'soon' | 'today' | 'kept' | 'late' | 'broken' | 'again';

/** `today`: YYYY-MM-DD in the county's zone (S2). `again`: its answer did not last, and its date is still to come. */
export function standingOf({ standing, dueOn }: Pick<PromiseRow, 'standing' | 'dueOn'>, today: string): Standing {
  const days = daysUntil(dueOn, today);
  if (standing === 'broken') return days >= 0 ? 'again' : 'broken';
  if (standing !== 'running') return standing;
  if (days <= 0) return 'today';
  return days <= DUE_SOON_DAYS ? 'soon' : 'open';
}

export function standingWords(row: Pick<PromiseRow, 'standing' | 'dueOn'>, today: string, t: T): string {
  const standing = standingOf(row, today);
  const count = Math.abs(daysUntil(row.dueOn, today));
  return standing === 'open' || standing === 'soon' || standing === 'broken'
    ? t(`promiseList.is.${standing}`, { count })
    : t(`promiseList.is.${standing}`);
}

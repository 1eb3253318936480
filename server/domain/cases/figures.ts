/**
 * Figures by unit and period: pure, over rows that hold nothing personal. A rate without anything to count is `null`, not
 * zero. The three rates and the composite are those of a published implementation.
 */
import type { CaseFigures } from '../../../shared/actions/figures.ts';
import type { PromiseStanding, Satisfaction } from '../../../shared/states.ts';
import type { CaseMilestone } from './milestones.ts';

const DAY_MS = 86_400_000;
/** How much of “mostly satisfied” counts. */
const MOSTLY = 0.9;
const WEIGHTS = { contact: 0.1, solved: 0.5, satisfied: 0.4 } as const;

type OfUnit = { readonly unitId: string | null };
export type MilestoneRow = OfUnit & Pick<CaseMilestone, 'what' | 'at' | 'startsAt' | 'dueAt'>;
export type FollowUpRow = OfUnit & {
  readonly contacted: boolean;
  readonly solved: boolean | null;
  readonly satisfaction: Satisfaction | null;
};
export type PromiseRow = OfUnit & { readonly standing: PromiseStanding };
/** Cases that came in, grouped. */
export type OpenedRow = OfUnit & {
  readonly kind: string;
  readonly category: string;
  readonly place: string;
  readonly channel: string;
  readonly count: number;
};

export interface FigureRows {
  readonly opened: readonly OpenedRow[];
  readonly milestones: readonly MilestoneRow[];
  readonly followUps: readonly FollowUpRow[];
  readonly promises: readonly PromiseRow[];
}

const rate = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** The value below which this share of them lies, by the nearest rank. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

export function figuresOf({ opened, milestones, followUps, promises }: FigureRows): CaseFigures {
  const replies = milestones.filter(({ what }) => what === 'replied');
  const timed = replies.filter(({ dueAt }) => dueAt !== null);
  const days = replies.map(({ at, startsAt }) => (at - startsAt) / DAY_MS);
  const contact = rate(followUps.filter(({ contacted }) => contacted).length, followUps.length);
  const solved = rate(followUps.filter((one) => one.solved === true).length, followUps.length);
  const told = (what: Satisfaction) => followUps.filter(({ satisfaction }) => satisfaction === what).length;
  const satisfied = rate(told('satisfied') + MOSTLY * told('mostly'), followUps.length);
  // A promise that still runs has neither been kept nor broken.
  const over = promises.filter(({ standing }) => standing !== 'running');
  const count = (what: CaseMilestone['what']) => milestones.filter((one) => one.what === what).length;
  return {
    opened: opened.reduce((sum, row) => sum + row.count, 0),
    replied: replies.length,
    onTimeRate: rate(timed.filter(({ at, dueAt }) => dueAt !== null && at < dueAt).length, timed.length),
    medianDays: quantile(days, 0.5),
    p90Days: quantile(days, 0.9),
    followUps: followUps.length,
    contactRate: contact,
    solvedRate: solved,
    satisfiedRate: satisfied,
    composite:
      contact === null || solved === null || satisfied === null
        ? null
        : WEIGHTS.contact * contact + WEIGHTS.solved * solved + WEIGHTS.satisfied * satisfied,
    handBacks: count('handBack'),
    extensions: count('extended'),
    reopenings: count('reopened'),
    promises: over.length,
    promisesInTime: over.filter(({ standing }) => standing === 'kept').length,
  };
}

/** Each unit that has anything to count, and the county as a whole. */
export function figuresByUnit(rows: FigureRows): { total: CaseFigures; byUnit: Map<string, CaseFigures> } {
  const units = new Set(
    [rows.opened, rows.milestones, rows.followUps, rows.promises].flatMap((some) =>
      some.flatMap(({ unitId }: OfUnit) => unitId ?? []),
    ),
  );
  const its =
    (unitId: string) =>
    <Row extends OfUnit>(row: Row) =>
      row.unitId === unitId;
  return {
    total: figuresOf(rows),
    byUnit: new Map(
      [...units].map((unitId) => [
        unitId,
        figuresOf({
          opened: rows.opened.filter(its(unitId)),
          milestones: rows.milestones.filter(its(unitId)),
          followUps: rows.followUps.filter(its(unitId)),
          promises: rows.promises.filter(its(unitId)),
        }),
      ]),
    ),
  };
}

/** What came in, by one of its properties, most first; `''`: not known. */
export function openedBy(
  opened: readonly OpenedRow[],
  property: 'kind' | 'category' | 'place' | 'channel',
): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const row of opened) counts.set(row[property], (counts.get(row[property]) ?? 0) + row.count);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

/** Figures of the cases as they are read: counts, shares in percent, days with one decimal; a dash where there is nothing to count. */
import type { CaseFigures } from '../../../shared/actions/figures.ts';

/** Counted over all cases of a period: not asked for every few seconds. */
export const FIGURES_EVERY_MS = 60_000;

/** In the order of the tables; `promises`: kept in time of those whose date is over. */
export const FIGURES = [
  'opened',
  'replied',
  'onTimeRate',
  'medianDays',
  'p90Days',
  'followUps',
  'contactRate',
  'solvedRate',
  'satisfiedRate',
  'composite',
  'handBacks',
  'extensions',
  'reopenings',
  'promises',
] as const satisfies readonly (keyof CaseFigures)[];
export type FigureName = (typeof FIGURES)[number];

type Kind = 'count' | 'rate' | 'days';
const KINDS: Partial<Record<FigureName, Kind>> = {
  onTimeRate: 'rate',
  contactRate: 'rate',
  solvedRate: 'rate',
  satisfiedRate: 'rate',
  composite: 'rate',
  medianDays: 'days',
  p90Days: 'days',
};
export const kindOf = (name: FigureName): Kind => KINDS[name] ?? 'count';

/** By which one sorts and compares; of promises the share that was kept. */
export const measureOf = (name: FigureName, figures: CaseFigures): number | null => {
  if (name !== 'promises') return figures[name];
  return figures.promises === 0 ? null : figures.promisesInTime / figures.promises;
};

const formats = new Map<string, Intl.NumberFormat>();
function formatOf(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, known);
  return known;
}

const NOTHING = '–';

export function figureWords(name: FigureName, figures: CaseFigures, locale: string): string {
  if (name === 'promises') return figures.promises === 0 ? NOTHING : `${figures.promisesInTime} / ${figures.promises}`;
  const value = figures[name];
  if (value === null) return NOTHING;
  switch (kindOf(name)) {
    case 'rate':
      return formatOf(locale, { style: 'percent', maximumFractionDigits: 0 }).format(value);
    case 'days':
      return formatOf(locale, { maximumFractionDigits: 1 }).format(value);
    case 'count':
      return formatOf(locale, {}).format(value);
  }
}

/** What it is more or less than before, of both as they are read; shares in percentage points. `null` where one of the two is nothing. */
export function changeOf(name: FigureName, now: CaseFigures, before: CaseFigures): number | null {
  const [value, was] = [measureOf(name, now), measureOf(name, before)];
  if (value === null || was === null) return null;
  if (kindOf(name) === 'rate' || name === 'promises') return Math.round(value * 100) - Math.round(was * 100);
  return (Math.round(value * 10) - Math.round(was * 10)) / 10;
}

export const signed = (value: number, locale: string): string =>
  formatOf(locale, { signDisplay: 'exceptZero', maximumFractionDigits: 1 }).format(value);

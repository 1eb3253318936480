/** What the homes say alike: how often they look, counts, and lengths of time. */
import { MOST_COUNTED } from '../../../shared/actions/supervise.ts';

/** Changes made by others are seen within 5 seconds. */
export const LOOKS_EVERY_MS = 4000;

export const countOf = (count: number): string => (count >= MOST_COUNTED ? `${MOST_COUNTED}+` : String(count));

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

/** A length of time in the largest unit that says something, in the language's own words. */
export function waited(ms: number, locale: string): string {
  const hours = Math.max(0, Math.floor(ms / HOUR_MS));
  const [value, unit] = hours < DAY_HOURS ? [hours, 'hour'] : [Math.floor(hours / DAY_HOURS), 'day'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

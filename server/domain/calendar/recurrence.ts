/** Evenings that come again every week on the same days, at the same time on the county's wall (S2). */
import { Temporal } from 'temporal-polyfill';
import type { CalendarDays } from './working-days.ts';

/** Evenings of a series are there so many days ahead. */
export const AHEAD_DAYS = 56;

export interface Recurrence {
  /** Monday is 1. */
  readonly weekdays: readonly number[];
  /** `HH:mm` in the county's zone. */
  readonly time: string;
  /** `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly until: string | null;
}

/** The days of a series from `first` to `last`, both included. A holiday has no evening; the next one stays where it is. */
export function daysOf(recurrence: Recurrence, first: string, last: string, days: CalendarDays): string[] {
  const { compare } = Temporal.PlainDate;
  const later = (a: string, b: string) => (compare(a, b) > 0 ? a : b);
  const end = recurrence.until !== null && compare(recurrence.until, last) < 0 ? recurrence.until : last;
  const found: string[] = [];
  for (
    let day = Temporal.PlainDate.from(later(first, recurrence.from));
    compare(day, end) <= 0;
    day = day.add({ days: 1 })
  ) {
    const date = day.toString();
    if (recurrence.weekdays.includes(day.dayOfWeek) && days.get(date) !== false) found.push(date);
  }
  return found;
}

/** Wall-clock time as epoch milliseconds. A time that a change of the clocks skips is moved behind it. */
export const instantOf = (date: string, time: string, zone: string): number =>
  Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
    .epochMilliseconds;

/** `HH:mm` on the wall. */
export const wallTimeOf = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });

export const daysLater = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();

/** Whether the calendar has this day; `PlainDate` lets 2026-02-31 through. */
export function isDay(date: string): boolean {
  try {
    Temporal.PlainDate.from(date, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

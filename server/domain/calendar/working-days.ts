/** Working days of a county (K3): Monday to Friday, but for holidays and the weekend days that make up for them. */
import { Temporal } from 'temporal-polyfill';

/** Days that are not as their weekday is: `true` works, `false` does not. Dates are `YYYY-MM-DD` in the county's zone. */
export type CalendarDays = ReadonlyMap<string, boolean>;

const SATURDAY = 6;

export function isWorkingDay(date: string, days: CalendarDays): boolean {
  return days.get(date) ?? Temporal.PlainDate.from(date).dayOfWeek < SATURDAY;
}

/** The `count`-th working day after `date`; `date` itself does not count. */
export function workingDaysAfter(date: string, count: number, days: CalendarDays): string {
  let day = Temporal.PlainDate.from(date);
  for (let left = count; left > 0; ) {
    day = day.add({ days: 1 });
    if (isWorkingDay(day.toString(), days)) left -= 1;
  }
  return day.toString();
}

/** How many working days come behind `from`, up to and with `until`; none where `until` is not later. */
export function workingDaysBetween(from: string, until: string, days: CalendarDays): number {
  let count = 0;
  for (let date = from; date < until; ) {
    date = Temporal.PlainDate.from(date).add({ days: 1 }).toString();
    if (isWorkingDay(date, days)) count += 1;
  }
  return count;
}

/** The date of an instant in a zone (S2). */
export const dateIn = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();

/** When a day begins in a zone, as epoch milliseconds. */
export const startOfDay = (date: string, zone: string): number =>
  Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;

/** When a day is over in a zone, as epoch milliseconds. */
export const endOfDay = (date: string, zone: string): number =>
  Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;

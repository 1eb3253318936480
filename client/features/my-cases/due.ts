import { dateFormat } from '../../i18n/date-format.ts';
import { clockOf, dayAndClock, plainDate } from '../../ui/time.ts';

/** Limits in days end with a day, which is named; those in hours at a moment of it. */
export const dueWords = (dueAt: number, zone: string): string =>
  clockOf(dueAt, zone) === '00:00'
    ? plainDate(dateFormat('en-CA', zone, {}).format(dueAt - 1))
    : dayAndClock(dueAt, zone);

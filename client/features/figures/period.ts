/** Periods that one chooses with one press, as days of the county's calendar that end with today. */
import { MOST_DAYS } from '../../../shared/actions/figures.ts';

const DAY_MS = 86_400_000;
export const PERIODS = ['week', 'thirty', 'month', 'year'] as const;
export type PeriodName = (typeof PERIODS)[number];

export interface Period {
  readonly from: string;
  readonly until: string;
}

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const back = (day: string, days: number): string => new Date(at(day) - days * DAY_MS).toISOString().slice(0, 10);

/** `week`: the last seven days; a month and a year are of the calendar. `today`: YYYY-MM-DD in the county's zone (S2). */
export function periodOf(name: PeriodName, today: string): Period {
  switch (name) {
    case 'week':
      return { from: back(today, 6), until: today };
    case 'thirty':
      return { from: back(today, 29), until: today };
    case 'month':
      return { from: `${today.slice(0, 7)}-01`, until: today };
    case 'year':
      return { from: `${today.slice(0, 4)}-01-01`, until: today };
  }
}

/** Whether the server counts it: from one day to the same or a later one, a year at most. */
export const isPeriod = ({ from, until }: Period): boolean => {
  const days = (at(until) - at(from)) / DAY_MS;
  return days >= 0 && days < MOST_DAYS;
};

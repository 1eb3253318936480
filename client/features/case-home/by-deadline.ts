/** One's cases by when they are due, on the county's calendar days. */
import type { CaseRow } from '../../../shared/actions/cases.ts';
import { plainDate } from '../../desk/format.ts';

export const DUE_GROUPS = ['overdue', 'today', 'week', 'later', 'none'] as const;
export type DueGroup = (typeof DUE_GROUPS)[number];

const DAY_MS = 86_400_000;

/** A deadline that is the midnight after a day is of that day; the week ends with Sunday. */
export function dueGroup(dueAt: number | null, now: number, zone: string): DueGroup {
  if (dueAt === null) return 'none';
  if (dueAt <= now) return 'overdue';
  const day = plainDate(dueAt - 1, zone);
  const today = plainDate(now, zone);
  if (day === today) return 'today';
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
  const sunday = new Date(Date.parse(`${today}T00:00:00Z`) + (6 - weekday) * DAY_MS).toISOString().slice(0, 10);
  return day <= sunday ? 'week' : 'later';
}

export interface Section {
  readonly name: 'review' | 'sign' | DueGroup | 'waiting';
  readonly rows: readonly CaseRow[];
}

/** What waits for a step of one's own first, then by deadline, then what waits for others. */
export function sections(rows: readonly CaseRow[], isHead: boolean, now: number, zone: string): Section[] {
  const review = isHead ? rows.filter(({ state }) => state === 'drafted') : [];
  const sign = rows.filter(({ state }) => state === 'dispatched');
  const waiting = rows.filter(({ state }) => ELSEWHERE.includes(state) || (state === 'drafted' && !isHead));
  const known = new Set([...review, ...sign, ...waiting]);
  const mine = rows.filter((row) => !known.has(row) && row.state !== 'replied' && row.state !== 'followedUp');
  const due = DUE_GROUPS.map(
    (name): Section => ({ name, rows: mine.filter(({ dueAt }) => dueGroup(dueAt, now, zone) === name) }),
  );
  const all: Section[] = [{ name: 'review', rows: review }, { name: 'sign', rows: sign }, ...due];
  return [...all, { name: 'waiting' as const, rows: waiting }].filter((section) => section.rows.length > 0);
}
const ELSEWHERE: readonly string[] = ['waitingForCitizen', 'suspended', 'handBackAsked', 'firstReviewed'];

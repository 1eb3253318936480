/** One's cases by deadline, on the county's days (S2). */
import { expect, test } from 'vitest';
import { dueGroup, sections } from '../../../client/features/case-home/by-deadline.ts';
import type { CaseRow } from '../../../shared/actions/cases.ts';

const ZONE = 'Asia/Shanghai';
/** A Friday, 10:00 in the county. */
const NOW = Date.parse('2026-11-27T02:00:00Z');
const at = (wall: string) => Date.parse(`${wall}+08:00`);

test('[S2] the midnight after a day is of that day, and the week ends with Sunday', () => {
  expect(dueGroup(NOW, NOW, ZONE)).toBe('overdue');
  expect(dueGroup(at('2026-11-28T00:00:00'), NOW, ZONE)).toBe('today');
  expect(dueGroup(at('2026-11-30T00:00:00'), NOW, ZONE)).toBe('week');
  expect(dueGroup(at('2026-11-30T09:00:00'), NOW, ZONE)).toBe('later');
  expect(dueGroup(null, NOW, ZONE)).toBe('none');
});

test('what waits for one’s own step comes first, what waits for others last, answered ones are gone', () => {
  const row = (id: string, state: CaseRow['state'], dueAt: number | null = null) => ({ id, state, dueAt }) as CaseRow;
  const rows = [
    row('a', 'inProgress', NOW - 1),
    row('b', 'dispatched'),
    row('c', 'waitingForCitizen'),
    row('d', 'drafted'),
    row('e', 'replied'),
    row('f', 'inProgress'),
  ];
  const of = (isHead: boolean) =>
    sections(rows, isHead, NOW, ZONE).map(({ name, rows: its }) => [name, its.map(({ id }) => id).join('')]);
  expect(of(false)).toEqual([
    ['sign', 'b'],
    ['overdue', 'a'],
    ['none', 'f'],
    ['waiting', 'cd'],
  ]);
  expect(of(true)).toEqual([
    ['review', 'd'],
    ['sign', 'b'],
    ['overdue', 'a'],
    ['none', 'f'],
    ['waiting', 'c'],
  ]);
});

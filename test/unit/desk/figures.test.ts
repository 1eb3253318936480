/** What figures and promises are called on the pages: periods, shares, changes, and how a promise stands. */
import { describe, expect, test } from 'vitest';
import { isPeriod, periodOf } from '../../../client/features/figures/period.ts';
import { changeOf, figureWords } from '../../../client/features/figures/words.ts';
import { standingOf } from '../../../client/features/promise-list/standing.ts';
import type { CaseFigures } from '../../../shared/actions/figures.ts';

const NONE: CaseFigures = {
  ...{ opened: 0, replied: 0, onTimeRate: null, medianDays: null, p90Days: null, followUps: 0, contactRate: null },
  ...{ solvedRate: null, satisfiedRate: null, composite: null, handBacks: 0, extensions: 0, reopenings: 0 },
  ...{ promises: 0, promisesInTime: 0 },
};

test('periods end with today; a year at most is counted', () => {
  expect(periodOf('week', '2026-03-02')).toEqual({ from: '2026-02-24', until: '2026-03-02' });
  expect(periodOf('thirty', '2026-01-10')).toEqual({ from: '2025-12-12', until: '2026-01-10' });
  expect(periodOf('month', '2026-03-02').from).toBe('2026-03-01');
  expect(isPeriod(periodOf('year', '2028-12-31'))).toBe(true);
  expect(isPeriod({ from: '2027-01-01', until: '2028-01-02' })).toBe(false);
  expect(isPeriod({ from: '2026-03-02', until: '2026-03-01' })).toBe(false);
});

describe('figures as they are read', () => {
  test('nothing to count is a dash, not nought', () => {
    expect(figureWords('opened', NONE, 'zh-CN')).toBe('0');
    expect(figureWords('onTimeRate', NONE, 'zh-CN')).toBe('–');
    expect(figureWords('promises', NONE, 'zh-CN')).toBe('–');
    expect(changeOf('onTimeRate', { ...NONE, onTimeRate: 1 }, NONE)).toBeNull();
  });
  test('shares in percent, their changes in points; days with one decimal', () => {
    const now = { ...NONE, opened: 1200, onTimeRate: 0.875, medianDays: 3.26, promises: 4, promisesInTime: 3 };
    expect(figureWords('opened', now, 'zh-CN')).toBe('1,200');
    expect(figureWords('onTimeRate', now, 'zh-CN')).toBe('88%');
    expect(figureWords('promises', now, 'zh-CN')).toBe('3 / 4');
    const before = { ...NONE, opened: 1203, onTimeRate: 0.9, medianDays: 3, promises: 2, promisesInTime: 1 };
    expect(changeOf('opened', now, before)).toBe(-3);
    expect(changeOf('onTimeRate', now, before)).toBe(-2);
    expect(changeOf('medianDays', now, before)).toBe(0.3);
    expect(changeOf('promises', now, before)).toBe(25);
  });
});

test('[C8] a promise in plain words: soon, due today, past its date, or answered in vain', () => {
  const is = (standing: 'running' | 'kept' | 'late' | 'broken', dueOn: string) =>
    standingOf({ standing, dueOn }, '2026-03-02');
  expect(is('running', '2026-03-10')).toBe('open');
  expect(is('running', '2026-03-09')).toBe('soon');
  expect(is('running', '2026-03-02')).toBe('today');
  expect(is('broken', '2026-03-01')).toBe('broken');
  expect(is('broken', '2026-03-05')).toBe('again');
  expect(is('kept', '2026-03-05')).toBe('kept');
  expect(is('late', '2026-02-05')).toBe('late');
});

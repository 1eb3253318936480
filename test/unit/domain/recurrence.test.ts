/** Evenings that come again: over holidays, moved clocks and the ends of a series (S2). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysLater, daysOf, instantOf, isDay, wallTimeOf } from '../../../server/domain/calendar/recurrence.ts';

const TUESDAY_THURSDAY = { weekdays: [2, 4], time: '19:00', from: '2026-09-22', until: null };
const none = new Map<string, boolean>();
const at = (date: string, time: string, zone: string) => new Date(instantOf(date, time, zone)).toISOString();

describe('[S2] every Tuesday and Thursday', () => {
  test('from its first day to the last that is asked for', () => {
    expect(daysOf(TUESDAY_THURSDAY, '2026-09-21', '2026-10-02', none)).toEqual([
      '2026-09-22',
      '2026-09-24',
      '2026-09-29',
      '2026-10-01',
    ]);
    expect(daysOf(TUESDAY_THURSDAY, '2026-09-01', '2026-09-21', none)).toEqual([]);
    expect(daysOf({ ...TUESDAY_THURSDAY, until: '2026-09-29' }, '2026-09-24', '2026-12-31', none)).toEqual([
      '2026-09-24',
      '2026-09-29',
    ]);
  });

  test('leaves holidays out, and does not come on a weekend day that makes up for one', () => {
    const days = new Map([
      ['2026-10-01', false],
      ['2026-10-06', false],
      ['2026-10-10', true],
    ]);
    expect(daysOf(TUESDAY_THURSDAY, '2026-09-29', '2026-10-13', days)).toEqual([
      '2026-09-29',
      '2026-10-08',
      '2026-10-13',
    ]);
  });

  test('an evening on weekends comes on weekends, holidays left out', () => {
    const saturday = { ...TUESDAY_THURSDAY, weekdays: [6] };
    const days = new Map([['2026-10-03', false]]);
    expect(daysOf(saturday, '2026-09-28', '2026-10-11', days)).toEqual(['2026-10-10']);
  });
});

describe('[S2] wall-clock time', () => {
  test('stays the same through a change of the clocks, where there is one', () => {
    expect(at('2026-10-24', '19:00', 'Europe/Berlin')).toBe('2026-10-24T17:00:00.000Z');
    expect(at('2026-10-25', '19:00', 'Europe/Berlin')).toBe('2026-10-25T18:00:00.000Z');
    expect(at('2026-10-25', '19:00', 'Asia/Shanghai')).toBe('2026-10-25T11:00:00.000Z');
  });

  test('that a change of the clocks skips is moved behind it; that comes twice is the first', () => {
    expect(at('2026-03-29', '02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(at('2026-10-25', '02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  });

  test('is read back as it was set', () => {
    const time = fc.tuple(fc.integer({ min: 4, max: 23 }), fc.integer({ min: 0, max: 59 }));
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe');
    fc.assert(
      fc.property(time, fc.nat(700), zones, ([hour, minute], offset, zone) => {
        const wall = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        expect(wallTimeOf(instantOf(daysLater('2026-01-01', offset), wall, zone), zone)).toBe(wall);
      }),
    );
  });
});

test('days that no calendar has are known', () => {
  expect(['2026-02-28', '2028-02-29', '2026-12-31'].every(isDay)).toBe(true);
  expect(['2026-02-29', '2026-04-31', '2026-02-30'].some(isDay)).toBe(false);
});

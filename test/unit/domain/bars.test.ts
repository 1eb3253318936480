import { describe, expect, it } from 'vitest';
import { type BarRecord, barUntil, holderOf, lift, mayHavePlace, wallOf } from '../../../server/domain/people/bars.ts';

const ZONE = 'Asia/Shanghai';
const at = (wall: string) => Date.parse(`${wall}+08:00`);
const NOW = at('2026-12-01T20:00');
const EVENING = { endsAt: at('2026-12-01T20:30'), overtimeMs: 300_000, zone: ZONE };
const bar = (change: Partial<BarRecord> = {}): BarRecord => ({
  id: 'b1',
  countyId: 'c',
  holderId: 'ph1',
  personId: 'p1',
  sessionId: 's1',
  ticketId: 't1',
  reason: '辱骂',
  at: NOW - 1000,
  until: NOW + 1000,
  byPersonId: 'm',
  lifted: null,
  ...change,
});
const LIFTED = { at: NOW, byPersonId: 's', reason: '限错了人' };

describe('[Q10] barred for a time', () => {
  it('until the evening is over with its overtime, or the end of the day when it is over already', () => {
    expect(barUntil('evening', EVENING, NOW)).toBe(at('2026-12-01T20:35'));
    expect(barUntil('evening', EVENING, at('2026-12-01T21:00'))).toBe(at('2026-12-02T00:00'));
  });

  it.each([
    ['days7', '2026-12-09T00:00'],
    ['days30', '2027-01-01T00:00'],
    ['days90', '2027-03-02T00:00'],
  ] as const)('%s: until the end of the last day in the county’s zone', (length, end) => {
    expect(barUntil(length, EVENING, NOW)).toBe(at(end));
  });

  it('is of the phone, and of the person where there is none', () => {
    expect(holderOf({ id: 'p1', phoneId: 'ph1' })).toBe('ph1');
    expect(holderOf({ id: 'p1', phoneId: null })).toBe('p1');
  });

  it('gives no place while one lasts, and tells the end of the longest without the reason', () => {
    const long = bar({ until: at('2026-12-09T00:00') });
    expect(mayHavePlace([bar(), long], ZONE, NOW)).toEqual({
      ok: false,
      code: 'BARRED',
      details: { until: long.until, untilWall: '2026-12-08 24:00' },
    });
    expect(mayHavePlace([bar({ until: NOW }), bar({ lifted: LIFTED })], ZONE, NOW)).toEqual({ ok: true });
    expect(wallOf(EVENING.endsAt, ZONE)).toBe('2026-12-01 20:30');
  });

  it('is lifted once, while it lasts', () => {
    expect(lift(bar(), LIFTED)).toMatchObject({ ok: true, state: { lifted: LIFTED } });
    const refused = { ok: false, code: 'WRONG_STATE' };
    expect(lift(bar({ lifted: LIFTED }), LIFTED)).toMatchObject({ ...refused, details: { state: 'lifted' } });
    expect(lift(bar({ until: NOW }), LIFTED)).toMatchObject({ ...refused, details: { state: 'over' } });
  });
});

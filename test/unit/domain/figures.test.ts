import { describe, expect, it } from 'vitest';
import { type FigureRows, figuresByUnit, figuresOf, openedBy, quantile } from '../../../server/domain/cases/figures.ts';
import { type PromiseCourse, promiseStanding } from '../../../server/domain/cases/promise-standing.ts';

describe('[C8] a promise', () => {
  const course: PromiseCourse = { confirmedAt: 10, endsAt: 100, repliedAt: [], reopenedAt: [] };
  it.each([
    ['running', {}, 99],
    ['broken', {}, 100],
    ['kept', { repliedAt: [99] }, 500],
    ['late', { repliedAt: [100] }, 500],
    ['broken', { repliedAt: [50], reopenedAt: [60] }, 70],
    ['kept', { repliedAt: [50, 80], reopenedAt: [60] }, 500],
    ['late', { repliedAt: [50, 120], reopenedAt: [60] }, 500],
    // What happened to the case before it was promised says nothing of the promise.
    ['running', { repliedAt: [5], reopenedAt: [6] }, 50],
  ] as const)('is %s: %o at %i', (standing, change, now) => {
    expect(promiseStanding({ ...course, ...change }, now)).toBe(standing);
  });
});

describe('figures', () => {
  const DAY_MS = 86_400_000;
  const reply = (unitId: string, days: number, late = false) => ({
    ...{ countyId: 'c', caseId: 'x', what: 'replied' as const, unitId, startsAt: 0, at: days * DAY_MS },
    dueAt: late ? days * DAY_MS : days * DAY_MS + 1,
  });
  const call = (solved: boolean | null, satisfaction: 'satisfied' | 'mostly' | 'dissatisfied' | null) => ({
    ...{ unitId: 'a', contacted: solved !== null, solved, satisfaction },
  });
  const rows: FigureRows = {
    opened: [
      { unitId: 'a', kind: 'help', category: 'C01', place: '石桥村', channel: 'directLine', count: 3 },
      { unitId: null, kind: 'help', category: '', place: '柳林村', channel: 'board', count: 2 },
    ],
    milestones: [
      reply('a', 1),
      reply('a', 2),
      reply('a', 9, true),
      reply('b', 4),
      { ...reply('a', 1), what: 'handBack' },
    ],
    followUps: [call(true, 'satisfied'), call(true, 'mostly'), call(false, 'dissatisfied'), call(null, null)],
    promises: [
      { unitId: 'a', standing: 'kept' },
      { unitId: 'a', standing: 'late' },
      { unitId: 'b', standing: 'running' },
    ],
  };

  it('has the three rates, the composite, time, promises, of the county and of each unit', () => {
    const { total, byUnit } = figuresByUnit(rows);
    expect(total).toMatchObject({
      opened: 5,
      replied: 4,
      onTimeRate: 0.75,
      handBacks: 1,
      promises: 2,
      promisesInTime: 1,
    });
    const a = byUnit.get('a');
    expect(a).toMatchObject({ opened: 3, replied: 3, medianDays: 2, p90Days: 9, contactRate: 0.75, solvedRate: 0.5 });
    expect(a?.satisfiedRate).toBeCloseTo(1.9 / 4);
    expect(a?.composite).toBeCloseTo(0.1 * 0.75 + 0.5 * 0.5 + 0.4 * (1.9 / 4));
    expect(byUnit.get('b')).toMatchObject({ replied: 1, composite: null, promises: 0 });
  });

  it('has no rate of nothing', () => {
    expect(figuresOf({ opened: [], milestones: [], followUps: [], promises: [] })).toMatchObject({
      replied: 0,
      onTimeRate: null,
      medianDays: null,
      contactRate: null,
    });
    expect(quantile([], 0.5)).toBeNull();
  });

  it('counts what came in by property, most first', () => {
    expect(openedBy(rows.opened, 'kind')).toEqual([{ name: 'help', count: 5 }]);
    expect(openedBy(rows.opened, 'place').map(({ name }) => name)).toEqual(['石桥村', '柳林村']);
  });
});

import { describe, expect, it } from 'vitest';
import { listingOf, turnsOf } from '../../../server/domain/cases/listing.ts';
import type { CaseRecord } from '../../../server/domain/cases/types.ts';
import { townshipOf } from '../../../shared/case-filter.ts';
import { caseIn } from '../../support/records.ts';

const record = (change: Partial<CaseRecord> = {}) =>
  ({ ...caseIn({ id: 'c1', number: 'DL2026-000001', personId: 'p1' }), ...change }) as CaseRecord;

describe('what lists know of a case', () => {
  it('[K3] a deadline is one only while it runs', () => {
    expect(listingOf(record({ state: 'inProgress', dueAt: 5 })).dueAt).toBe(5);
    expect(listingOf(record({ state: 'inProgress', dueAt: 5, stoppedAt: 1 })).dueAt).toBeNull();
    expect(listingOf(record({ state: 'replied', at: 1, dueAt: 5 })).dueAt).toBeNull();
    expect(listingOf(record({ state: 'closed', at: 1, dueAt: 5 }))).toMatchObject({ dueAt: null, open: false });
  });
  it('[K2] main and co-units read it; whom it complains of is kept from it', () => {
    const its = listingOf(
      record({ mainUnitId: 'u1', coUnitIds: ['u2', 'u1'], aboutUnitIds: ['u3'], aboutPersonIds: ['p9'] }),
    );
    expect(its.unitIds).toEqual(['u1', 'u2']);
    expect(its.about).toEqual(['u3', 'p9']);
  });
  it('the township is what stands before the village', () => {
    expect(['青禾镇东关社区', '清水乡', '城关街道东街', '老城', ''].map(townshipOf)).toEqual([
      '青禾镇',
      '清水乡',
      '城关街道',
      '老城',
      '',
    ]);
  });
  it('a place is compared without the blanks that a form writes', () => {
    const its = record();
    const [typed, chosen] = ['石桥镇石桥村', '石桥镇 石桥村'].map((placeName) => listingOf({ ...its, placeName }));
    expect(chosen).toMatchObject({ place: '石桥镇石桥村', township: '石桥镇' });
    expect(typed).toEqual(chosen);
  });
  it('it is the turn of whoever has a step, of a unit for its own', () => {
    expect(turnsOf({ roles: ['caseworker'], unitId: 'u1' })).toEqual([
      { states: ['dispatched', 'inProgress'], unitId: 'u1' },
    ]);
    expect(turnsOf({ roles: ['caseworker'], unitId: null })).toEqual([]);
    expect(turnsOf({ roles: ['aide'], unitId: null })).toEqual([]);
    expect(turnsOf({ roles: ['clerk', 'unitHead'], unitId: 'u1' })).toEqual([
      { states: ['submitted'], unitId: null },
      { states: ['drafted'], unitId: 'u1' },
    ]);
  });
});

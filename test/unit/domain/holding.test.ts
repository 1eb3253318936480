import { describe, expect, it } from 'vitest';
import { holds } from '../../../server/domain/people/holding.ts';
import type { Actor } from '../../../server/domain/people/types.ts';
import type { StaffRole } from '../../../shared/roles.ts';
import { ticketIn } from './fixtures.ts';

const phone = (phoneId: string): Actor => ({ kind: 'citizen', countyId: 'c1', phoneId, address: '' });
const staff = (personId: string, ...roles: StaffRole[]): Actor => ({
  kind: 'staff',
  countyId: 'c1',
  personId,
  displayName: personId,
  unitId: null,
  roles,
  address: '',
});
const own = ticketIn('waiting', { takenBy: null });
const taken = ticketIn('waiting', { takenBy: { by: 'officer', id: 'o1' } });

describe('[Q7] a place is held by', () => {
  it('the phone of its person, and no other', () => {
    expect(holds(phone('ph1'), own, { phoneId: 'ph1' })).toBe(true);
    expect(holds(phone('ph1'), taken, { phoneId: 'ph1' })).toBe(true);
    expect(holds(phone('ph1'), own, { phoneId: 'ph2' })).toBe(false);
    expect(holds(phone('ph1'), taken, { phoneId: null })).toBe(false);
    expect(holds(phone('ph1'), own, null)).toBe(false);
  });

  it('the officer who took it, while they are one', () => {
    expect(holds(staff('o1', 'villageOfficer'), taken, { phoneId: null })).toBe(true);
    expect(holds(staff('o1', 'villageOfficer'), taken, { phoneId: 'ph1' })).toBe(true);
    expect(holds(staff('o1', 'terminal'), { takenBy: { by: 'terminal', id: 'o1' } }, { phoneId: null })).toBe(true);
    expect(holds(staff('o2', 'terminal'), { takenBy: { by: 'terminal', id: 'o1' } }, { phoneId: null })).toBe(false);
    expect(holds(staff('o1', 'moderator'), taken, { phoneId: null })).toBe(false);
    expect(holds(staff('o1', 'villageOfficer'), own, { phoneId: null })).toBe(false);
    for (const role of ['villageOfficer', 'moderator', 'administrator'] as const)
      expect(holds(staff('o2', role), taken, { phoneId: null }), role).toBe(false);
  });

  it('nobody who is not signed in', () => {
    expect(holds({ kind: 'anyone', countyId: 'c1', address: '' }, taken, { phoneId: null })).toBe(false);
  });
});

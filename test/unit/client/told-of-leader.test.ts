import { expect, test } from 'vitest';
import { isToldOfLeader } from '../../../client/features/citizen-wait/told-of-leader.ts';
import { TICKET_STATES } from '../../../shared/states.ts';

const evening = { leaderChange: { what: 'replaced', at: 5 } } as const;
const said = (at: number) => ({ notice: { text: '由副县长赵新接访', at } });

test('[S5] whoever booked reads that the leader is another, and nothing else that is said to those who wait', () => {
  expect(TICKET_STATES.filter((state) => isToldOfLeader({ state }, said(5), evening))).toEqual(['booked']);
  const booked = { state: 'booked' } as const;
  expect(isToldOfLeader(booked, said(6), evening)).toBe(false);
  expect(isToldOfLeader(booked, said(5), { leaderChange: null })).toBe(false);
  expect(isToldOfLeader(booked, { notice: null }, { leaderChange: null })).toBe(false);
  expect(isToldOfLeader(booked, undefined, undefined)).toBe(false);
});

/** [Q2] The waiting list of an evening that is booked out: who moves up, in which order, and never twice. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bookedPlaces, freePlaces, type TicketCounts } from '../../../server/domain/queue/booking.ts';
import * as waitlist from '../../../server/domain/queue/waitlist.ts';
import { issueNumber } from '../../../server/domain/sessions/transitions.ts';
import { SESSION_STATES } from '../../../shared/states.ts';
import { accepted, MINUTE, STARTS_AT, sessionIn } from './fixtures.ts';

const BEFORE = STARTS_AT - 60 * MINUTE;
const words = {
  subject: 'Roads',
  more: '',
  placeName: '',
  publicName: 'Ms Li',
  consent: { call: true, recording: false, broadcast: false },
  consentVersion: '2026-11-2',
};
const facts = (id: string, visits = 0, openCases = 0) => ({ id, personId: `p-${id}`, ...words, visits, openCases });
const join = (id: string, lastOrder: number, visits = 0, openCases = 0) =>
  accepted(waitlist.join(sessionIn('scheduled'), facts(id, visits, openCases), lastOrder, BEFORE)).state;
const ids = (list: readonly waitlist.ListedRecord[]) => list.map(({ id }) => id);

describe('[Q2] the waiting list', () => {
  test('is joined before the evening and at no other time, and only where places can be booked', () => {
    for (const state of SESSION_STATES)
      expect(waitlist.join(sessionIn(state), facts('a'), 0, BEFORE).ok).toBe(state === 'scheduled');
    expect(waitlist.join(sessionIn('scheduled'), facts('a'), 0, STARTS_AT)).toMatchObject({ code: 'WRONG_STATE' });
    const walkInsOnly = sessionIn('scheduled', { ratio: { booked: 0, walkIn: 1 } });
    expect(waitlist.join(walkInsOnly, facts('a'), 0, BEFORE)).toMatchObject({ code: 'NOT_OPEN_YET' });
  });

  test('first-timers stand before repeats; somebody whose matter is not solved is no repeat', () => {
    const list = [join('repeat', 0, 2), join('unsolved', 1, 2, 1), join('first', 2)];
    expect(ids(waitlist.inListOrder(list))).toEqual(['unsolved', 'first', 'repeat']);
    expect(list.map(({ id }) => waitlist.placeInList(list, id))).toEqual([3, 1, 2]);
    expect(waitlist.placeInList(list, 'nobody')).toBeNull();
  });

  test('is told what became of it once, and never two things', () => {
    const entry = join('a', 0);
    const ends = [
      waitlist.placed(entry, 't1', BEFORE),
      waitlist.invited(entry, BEFORE),
      waitlist.walkedIn(entry, 't1', BEFORE),
      waitlist.leaveList(entry, BEFORE),
      waitlist.calledOff(entry, BEFORE),
    ].map((end) => accepted(end).state);
    expect(ends.map(({ state }) => state)).toEqual(['placed', 'invited', 'walkedIn', 'left', 'calledOff']);
    for (const ended of ends) {
      expect(waitlist.placed(ended, 't2', BEFORE)).toMatchObject({ code: 'WRONG_STATE' });
      // Whoever was told to come as a walk-in may still do so, or say that they do not.
      const may = ended.state === 'invited';
      expect(waitlist.walkedIn(ended, 't2', BEFORE).ok).toBe(may);
      expect(waitlist.leaveList(ended, BEFORE).ok).toBe(may);
    }
  });

  test('whatever happens: no place is given twice, none stays free while somebody waits, nobody is skipped', () => {
    const step = fc.oneof(
      fc.record({ what: fc.constant('join' as const), visits: fc.nat(1) }),
      fc.record({ what: fc.constantFrom('giveBack' as const, 'leaveList' as const), who: fc.nat(50) }),
      fc.record({ what: fc.constant('capacity' as const), more: fc.integer({ min: 0, max: 4 }) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.array(step, { maxLength: 80 }), (capacity, steps) => {
        let session = sessionIn('scheduled', { capacity });
        let counts: TicketCounts = {};
        let list: waitlist.ListedRecord[] = [];
        const holders: string[] = [];
        let joined = 0;
        const give = (id: string) => {
          session = accepted(issueNumber(session, counts.left ?? 0)).state;
          counts = { ...counts, booked: (counts.booked ?? 0) + 1 };
          expect(holders).not.toContain(id);
          holders.push(id);
        };
        const moveUp = () => {
          for (const entry of waitlist.movesUp(list, session, counts, BEFORE)) {
            // Whoever is first in the order of the rule, and nobody else.
            expect(waitlist.placeInList(list, entry.id)).toBe(1);
            accepted(waitlist.placed(entry, `t-${entry.id}`, BEFORE));
            list = list.filter(({ id }) => id !== entry.id);
            give(entry.id);
          }
        };
        for (const one of steps) {
          if (one.what === 'join') {
            const id = `n${joined}`;
            if (freePlaces(session, counts, BEFORE) > list.length) give(id);
            else list = [...list, join(id, joined, one.visits)];
            joined += 1;
          } else if (one.what === 'giveBack' && holders.length > 0) {
            holders.splice(one.who % holders.length, 1);
            counts = { ...counts, booked: holders.length, left: (counts.left ?? 0) + 1 };
          } else if (one.what === 'leaveList' && list.length > 0) {
            const gone = list[one.who % list.length];
            list = list.filter((entry) => entry !== gone);
          } else if (one.what === 'capacity') {
            session = { ...session, capacity: session.capacity + one.more };
          }
          moveUp();
          expect(counts.booked ?? 0).toBe(holders.length);
          expect(holders.length).toBeLessThanOrEqual(bookedPlaces(session));
          if (list.length > 0) expect(freePlaces(session, counts, BEFORE)).toBe(0);
        }
      }),
    );
  });
});

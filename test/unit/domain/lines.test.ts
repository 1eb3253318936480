/** One queue, several lines: leaders and departments' rooms (Q2, Q3, Q5, Q6). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOf, standsIn } from '../../../server/domain/queue/lines.ts';
import { nearTurn } from '../../../server/domain/queue/near-turn.ts';
import { nextForSeat, orderQueue } from '../../../server/domain/queue/policy.ts';
import * as queue from '../../../server/domain/queue/transitions.ts';
import type { TicketFacts, TicketRecord } from '../../../server/domain/queue/types.ts';
import { advanceTurn } from '../../../server/domain/sessions/transitions.ts';
import type { SeatRecord } from '../../../server/domain/sessions/types.ts';
import { TICKET_STATES } from '../../../shared/states.ts';
import { accepted, MINUTE, STARTS_AT, seat, sessionIn, ticketIn } from './fixtures.ts';

const room = (id: string, ...categories: string[]): SeatRecord => ({
  ...seat(id, false),
  room: { unitId: 'u1', categories, turn: 0 },
});
const session = sessionIn('live', {
  seats: [seat('a'), room('water', 'C0102', 'C0304'), room('town', 'C01')],
  ratio: { booked: 1, walkIn: 1 },
});
const NOW = STARTS_AT + MINUTE;
const waiting = (id: string, order: number, facts: Partial<TicketFacts> = {}): TicketRecord =>
  ticketIn('waiting', { id, order, number: order, ...facts });
const toWater = { to: 'room', seatId: 'water' } as const;

describe('[Q2] who stands in which line', () => {
  test('without a category the leaders’ alone; with one that of its rooms too, a first level standing for all under it', () => {
    const lines = (categoryCode: string | null) => linesOf({ sentTo: null, categoryCode }, session);
    expect(lines(null)).toEqual({ leaders: true, rooms: [] });
    expect(lines('C0102')).toEqual({ leaders: true, rooms: ['water', 'town'] });
    expect(lines('C0101')).toEqual({ leaders: true, rooms: ['town'] });
    expect(lines('C01')).toEqual({ leaders: true, rooms: ['town'] });
    expect(lines('C0201')).toEqual({ leaders: true, rooms: [] });
  });

  test('who was sent stands there and nowhere else, whatever the category; to a room that is no more with the leaders', () => {
    expect(linesOf({ sentTo: toWater, categoryCode: 'C0101' }, session)).toEqual({ leaders: false, rooms: ['water'] });
    expect(linesOf({ sentTo: { to: 'leader' }, categoryCode: 'C0102' }, session)).toEqual({ leaders: true, rooms: [] });
    const gone = { to: 'room', seatId: 'gone' } as const;
    expect(linesOf({ sentTo: gone, categoryCode: 'C0102' }, session)).toEqual({ leaders: true, rooms: [] });
  });
});

describe('[Q2] the next for a seat', () => {
  const tickets = [
    waiting('any', 1),
    waiting('water', 2, { categoryCode: 'C0102' }),
    waiting('sent', 3, { sentTo: toWater }),
    waiting('kept', 4, { categoryCode: 'C0304', sentTo: { to: 'leader' } }),
  ];
  const next = (roomId: string | null, among = tickets) => nextForSeat(among, session, roomId, NOW)?.id;

  test('is the first in order of those whom it serves', () => {
    expect([next(null), next('water'), next('town')]).toEqual(['any', 'water', 'water']);
    expect(next('water', tickets.slice(2))).toBe('sent');
    expect(next('water', tickets.slice(3))).toBeUndefined();
    expect(next(null, tickets.slice(2))).toBe('kept');
  });

  test('[T6] of a room is nobody who has not consented to the call: nobody there could write it down', () => {
    const consent = { call: false, recording: false, broadcast: false };
    expect(next('water', [waiting('x', 1, { sentTo: toWater, consent })])).toBeUndefined();
    expect(next(null, [waiting('x', 1, { consent })])).toBe('x');
  });

  test('mixes booked and walk-in by a turn of its own', () => {
    const mixed = [
      waiting('w', 1, { sentTo: toWater }),
      waiting('b', 2, { sentTo: toWater, lane: 'booked' }),
      waiting('b2', 3, { lane: 'booked' }),
    ];
    const after = advanceTurn(session, 'booked', 'water');
    expect(nextForSeat(mixed, session, 'water', NOW)?.id).toBe('b');
    expect(nextForSeat(mixed, after, 'water', NOW)?.id).toBe('w');
    expect(after.turn).toBe(session.turn);
    expect(advanceTurn(after, 'walkIn', 'water').seats).toEqual(session.seats);
    expect(advanceTurn(session, 'head', 'water')).toEqual(session);
  });

  test('skips nobody of its line: whoever is first there is called, whatever other seats do meanwhile', () => {
    const ticket = fc.record({
      categoryCode: fc.constantFrom(null, 'C0101', 'C0102', 'C0304'),
      sentTo: fc.constantFrom(null, { to: 'leader' } as const, toWater, { to: 'room', seatId: 'town' } as const),
      lane: fc.constantFrom('head' as const, 'booked' as const, 'walkIn' as const, 'repeat' as const),
    });
    const who = fc.array(fc.constantFrom(null, 'water', 'town'), { maxLength: 40 });
    fc.assert(
      fc.property(fc.array(ticket, { maxLength: 30 }), who, (facts, calls) => {
        let left = facts.map((one, index) => waiting(`t${index}`, index + 1, one));
        let now = session;
        const called: string[] = [];
        for (const roomId of calls) {
          const one = nextForSeat(left, now, roomId, NOW);
          const line = left.filter((other) => standsIn(other, roomId, now));
          expect(one === null).toBe(line.length === 0);
          if (!one) continue;
          expect(line.some((other) => other.lane === one.lane && other.order < one.order)).toBe(false);
          called.push(one.id);
          left = left.filter((other) => other.id !== one.id);
          now = advanceTurn(now, one.lane, roomId);
        }
        expect(new Set(called).size).toBe(called.length);
      }),
    );
  });
});

describe('[Q6] sending somebody to another seat', () => {
  test('from the queue, the green room and the deck alone, with a reason, and the place is kept', () => {
    for (const state of TICKET_STATES) {
      const before = ticketIn(state, { lane: 'booked', order: 7.5 });
      const sent = queue.send(before, toWater, '部门能答复', NOW);
      const may = state === 'waiting' || state === 'away' || state === 'screening' || state === 'onDeck';
      expect([state, sent.ok]).toEqual([state, may]);
      if (!sent.ok) continue;
      expect(sent.state).toMatchObject({ lane: 'booked', order: 7.5, sentTo: toWater, passes: before.passes });
      expect(sent.state.state).toBe(state === 'away' ? 'away' : 'waiting');
      expect(sent.effects).toEqual([
        { effect: 'tell', what: 'sentToRoom' },
        { effect: 'log', what: 'queue.send', why: '部门能答复', data: { from: state, ...toWater } },
      ]);
      expect(queue.send(before, toWater, ' ', NOW)).toMatchObject({ code: 'REASON_MISSING' });
    }
  });

  test('and back: the order is as if nothing had been', () => {
    const tickets = [waiting('t1', 1), waiting('t2', 2), waiting('t3', 3)];
    const there = accepted(queue.send(tickets[1]!, toWater, 'r', NOW)).state;
    const back = accepted(queue.send(there, { to: 'leader' }, 'r', NOW));
    expect(back.effects[0]).toEqual({ effect: 'tell', what: 'sentToLeader' });
    const ids = (all: readonly TicketRecord[]) => orderQueue(all, session, NOW).map(({ id }) => id);
    expect(ids([tickets[0]!, back.state, tickets[2]!])).toEqual(ids(tickets));
  });
});

describe('called to a department’s room', () => {
  const called = accepted(queue.call(waiting('t', 1), 'officer', NOW, 'water')).state;

  test('the answer leads to its deck: there is no green room', () => {
    expect(called).toMatchObject({ state: 'screening', seatId: 'water' });
    expect(accepted(queue.answer(called, NOW)).state).toMatchObject({
      state: 'onDeck',
      seatId: 'water',
      heldBy: 'officer',
    });
    const phone = accepted(queue.call(waiting('t', 1, { participation: 'phone' }), 'officer', NOW, 'water')).state;
    expect(accepted(queue.reach(phone, NOW)).state).toMatchObject({ state: 'onDeck', seatId: 'water' });
    const green = accepted(queue.call(waiting('t', 1), 'm1', NOW)).state;
    expect(accepted(queue.answer(green, NOW)).state).toMatchObject({ state: 'screening', seatId: null });
  });

  test('[T6] without the consent to the call it does not', () => {
    const consent = { call: false, recording: false, broadcast: false };
    const without = accepted(queue.answer({ ...called, consent }, NOW)).state;
    expect(without.state).toBe('screening');
    expect(queue.toDeck(without, room('water'), NOW)).toMatchObject({ code: 'CONSENT_MISSING' });
  });

  test('[C2] nobody need approve words that are never public; before a leader they must', () => {
    const answered = ticketIn('screening', { approval: null });
    expect(queue.toDeck(answered, room('water'), NOW).ok).toBe(true);
    expect(queue.toDeck(answered, seat('a'), NOW)).toMatchObject({ code: 'NOT_APPROVED' });
  });
});

test('[Q5] of a room’s line those alone are told of their turn whom it alone serves', () => {
  const tickets = [
    waiting('category', 1, { categoryCode: 'C0102' }),
    waiting('sent', 2, { sentTo: toWater }),
    waiting('other', 3),
  ];
  const told = (roomId: string | null) =>
    nearTurn(tickets, session, roomId).map((near) => `${near.ticketId} ${near.told}`);
  expect(told(null)).toEqual(['category next', 'other near']);
  expect(told('water')).toEqual(['sent near']);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  endOrder,
  isCallable,
  laneFor,
  moveKey,
  nextToCall,
  orderBetween,
  orderQueue,
  paceOf,
  ratioOf,
} from '../../../server/domain/queue/policy.ts';
import type { TicketFacts, TicketRecord } from '../../../server/domain/queue/types.ts';
import { lanesOf } from '../../../shared/queue/order.ts';
import { digestOf, positionOf } from '../../../shared/queue/position.ts';
import { LANES, TICKET_STATES } from '../../../shared/states.ts';
import { ENDS_AT, MINUTE, STARTS_AT, sessionIn, ticketIn } from './fixtures.ts';

const NOW = STARTS_AT + MINUTE;
const session = sessionIn('live', { issued: 20 });

const waiting = (id: string, order: number, facts: Partial<TicketFacts> = {}): TicketRecord =>
  ticketIn('waiting', { id, order, number: Math.floor(order), ...facts });
const ids = (tickets: readonly TicketRecord[]) => tickets.map((ticket) => ticket.id).join(' ');

describe('[Q2] order and lanes', () => {
  it('orders those who wait and those who stepped away, and nobody else', () => {
    for (const state of TICKET_STATES) {
      const kept = state === 'waiting' || state === 'away';
      expect(orderQueue([ticketIn(state)], session, NOW)).toHaveLength(kept ? 1 : 0);
    }
  });

  it('puts first-timers before repeats, and an unsolved matter is no repeat', () => {
    expect(laneFor({ visits: 0, openCases: 0 })).toBe('walkIn');
    expect(laneFor({ visits: 2, openCases: 0 })).toBe('repeat');
    expect(laneFor({ visits: 2, openCases: 1 })).toBe('walkIn');
    const queue = [waiting('again', 1, { lane: 'repeat' }), waiting('first', 2)];
    expect(ids(orderQueue(queue, session, NOW))).toBe('first again');
  });

  it('calls whoever is carried over to an evening of walk-ins alone first, as their phone says', () => {
    const walkInsOnly = sessionIn('live', { ratio: { booked: 0, walkIn: 1 } });
    const carried = waiting('carried', -999_995, { lane: 'booked', number: 5 });
    const queue = [waiting('a', 1), waiting('b', 2), carried];
    expect(ids(orderQueue(queue, walkInsOnly, NOW))).toBe('carried a b');
    expect(nextToCall(queue, walkInsOnly, NOW)?.id).toBe('carried');
    const digest = digestOf(lanesOf(queue), ratioOf(walkInsOnly), paceOf(walkInsOnly, [], 1));
    expect(queue.map((ticket) => positionOf(digest, ticket).place)).toEqual([2, 3, 1]);
  });

  it('does not change what it is given, nor depends on its order', () => {
    const queue = Object.freeze([waiting('c', 3), waiting('a', 1), waiting('b', 2)]);
    expect(ids(orderQueue(queue, session, NOW))).toBe('a b c');
  });

  it('lets the number decide between equal keys', () => {
    const queue = [waiting('b', 9.5, { number: 8 }), waiting('a', 9.5, { number: 4 })];
    expect(ids(orderQueue(queue, session, NOW))).toBe('a b');
    expect(ids(orderQueue(queue.reverse(), session, NOW))).toBe('a b');
  });
});

describe('[Q1] [Q4] the next to be called', () => {
  it('is nobody when nobody waits', () => {
    expect(nextToCall([], session, NOW)).toBeNull();
    expect(nextToCall([ticketIn('away'), ticketIn('screening'), ticketIn('noShow')], session, NOW)).toBeNull();
  });

  it('[Q1] calls somebody whose page is lost all the same', () => {
    expect(nextToCall([waiting('lost', 1, { presence: 'lost' }), waiting('here', 2)], session, NOW)?.id).toBe('lost');
  });

  it('leaves out who stepped away or did not enter yet; they keep the place', () => {
    const away = ticketIn('away', { id: 'away', order: 1 });
    const outside = waiting('outside', 2, { entered: false, presence: 'never' });
    const queue = [away, outside, waiting('third', 3)];
    expect(nextToCall(queue, session, NOW)?.id).toBe('third');
    expect(ids(orderQueue(queue, session, NOW))).toBe('away outside third');
    expect([away, outside].some(isCallable)).toBe(false);
  });

  it('[Q4] does not call somebody again at once who was just passed over', () => {
    const passed = waiting('passed', 1, { passes: 1, passedAtCall: 4 });
    const at = (finishedCalls: number) => sessionIn('live', { finishedCalls });
    expect(nextToCall([passed, waiting('second', 2)], at(4), NOW)?.id).toBe('second');
    expect(nextToCall([passed, waiting('second', 2)], at(5), NOW)?.id).toBe('passed');
  });

  it('[Q4] calls them again when nobody else is left, so that the evening does not stand still', () => {
    const passed = waiting('passed', 1, { passes: 1, passedAtCall: 0 });
    expect(nextToCall([passed], sessionIn('live'), NOW)?.id).toBe('passed');
  });

  it('gives the slot of a round to the first of its lane who is there', () => {
    const queue = [
      ticketIn('away', { id: 'w1', order: 1, number: 1 }),
      waiting('b2', 2, { lane: 'booked' }),
      waiting('w3', 3),
    ];
    expect(nextToCall(queue, sessionIn('live', { turn: 2 }), NOW)?.id).toBe('w3');
    expect(nextToCall(queue, sessionIn('live', { turn: 0 }), NOW)?.id).toBe('b2');
  });

  it('calls nobody later than at the place shown', () => {
    const anyTicket = fc.record({
      lane: fc.constantFrom(...LANES),
      away: fc.boolean(),
    });
    const anyTurn = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(fc.array(anyTicket, { maxLength: 40 }), anyTurn, (all, turn) => {
        let queue = all.map(({ lane, away }, index) =>
          ticketIn(away ? 'away' : 'waiting', { id: `t${index + 1}`, number: index + 1, order: index + 1, lane }),
        );
        let now = sessionIn('live', { turn });
        const shown = new Map(orderQueue(queue, now, NOW).map((ticket, index) => [ticket.id, index + 1]));
        for (let nth = 1; ; nth += 1) {
          const next = nextToCall(queue, now, NOW);
          if (!next) {
            break;
          }
          expect(nth).toBeLessThanOrEqual(shown.get(next.id) ?? 0);
          queue = queue.filter((ticket) => ticket.id !== next.id);
          const mixed = next.lane === 'booked' || next.lane === 'walkIn';
          now = sessionIn('live', { turn: now.turn + (mixed ? 1 : 0) });
        }
        expect(queue.every((ticket) => ticket.state === 'away')).toBe(true);
      }),
    );
  });
});

describe('[Q6] moving', () => {
  const queue = [
    waiting('a', 1),
    waiting('b', 2),
    waiting('c', 3),
    waiting('d', 4, { lane: 'booked' }),
    waiting('e', 5, { lane: 'repeat' }),
    waiting('f', 6, { lane: 'head' }),
  ];
  const moved = (tickets: readonly TicketRecord[], ticketId: string, before: string | null): TicketRecord[] => {
    const key = moveKey(tickets, ticketId, before, session, NOW);
    if (!key.ok) {
      throw new Error(key.code);
    }
    return tickets.map((ticket) => (ticket.id === ticketId ? { ...ticket, lane: key.lane, order: key.order } : ticket));
  };

  it('stands directly before the other, in that one’s lane', () => {
    expect(moveKey(queue, 'c', 'b', session, NOW)).toEqual({ ok: true, lane: 'walkIn', order: 1.5 });
    expect(moveKey(queue, 'c', 'a', session, NOW)).toEqual({ ok: true, lane: 'walkIn', order: 0 });
    expect(moveKey(queue, 'e', 'c', session, NOW)).toEqual({ ok: true, lane: 'walkIn', order: 2.5 });
    expect(moveKey(queue, 'a', 'f', session, NOW)).toEqual({ ok: true, lane: 'head', order: 1 });
  });

  it('stays where it is when moved before itself', () => {
    expect(moveKey(queue, 'b', 'b', session, NOW)).toEqual({ ok: true, lane: 'walkIn', order: 2 });
  });

  it('goes to the end of its own lane, behind all numbers given out and before the next', () => {
    const end = moveKey(queue, 'a', null, session, NOW);
    expect(end.ok && end.order > 20 && end.order < 21 && end.lane).toBe('walkIn');
    const fromHead = moveKey(queue, 'f', null, session, NOW);
    expect(fromHead.ok && fromHead.lane).toBe('walkIn');
  });

  it('refuses for tickets that are not there, or not in the queue any more', () => {
    expect(moveKey(queue, 'nobody', 'a', session, NOW)).toMatchObject({ code: 'NOT_FOUND' });
    expect(moveKey(queue, 'a', 'nobody', session, NOW)).toMatchObject({ code: 'STALE' });
    const called = ticketIn('screening', { id: 'z', order: 7 });
    expect(moveKey([...queue, called], 'a', 'z', session, NOW)).toMatchObject({ code: 'STALE' });
  });

  it('takes no key of somebody who may come back', () => {
    const called = ticketIn('screening', { id: 'z', order: 1.5 });
    const key = moveKey([...queue, called], 'c', 'b', session, NOW);
    expect(key.ok && key.order > 1 && key.order < 2 && key.order !== 1.5).toBe(true);
    const front = ticketIn('onDeck', { id: 'y', order: 0 });
    expect(moveKey([...queue, front], 'c', 'a', session, NOW)).toMatchObject({ ok: true, order: -1 });
  });

  it('finds room for 50 moves in turn before and behind the one moved last, and 30 on one side', () => {
    let all = [...queue];
    for (let count = 0; count < 50; count += 1) {
      const id = `m${count}`;
      all.push(waiting(id, 10 + count));
      all = moved(all, id, count % 2 === 0 || count < 2 ? 'b' : `m${count - 1}`);
    }
    expect(new Set(all.map((ticket) => ticket.order)).size).toBe(all.length);
    let same = [waiting('p', 99_998), waiting('q', 99_999)];
    for (let count = 0; count < 30; count += 1) {
      same.push(waiting(`n${count}`, 100_000 + count));
      same = moved(same, `n${count}`, 'q');
    }
    expect(ids(orderQueue(same, session, NOW).slice(0, 2))).toBe('p n0');
    expect(orderQueue(same, session, NOW).at(-1)?.id).toBe('q');
  });

  it('says so when a gap is used up', () => {
    const tight = [waiting('p', 1), waiting('q', 1 + Number.EPSILON), waiting('x', 7)];
    expect(moveKey(tight, 'x', 'q', session, NOW)).toMatchObject({ code: 'STALE', details: { reason: 'noRoom' } });
  });

  it('sends 200 to the end one after the other, in that order, before the next number', () => {
    let all = Array.from({ length: 200 }, (_, index) => waiting(`t${index + 1}`, index + 1));
    const ended = sessionIn('live', { issued: 200 });
    for (let index = 1; index <= 200; index += 1) {
      const key = moveKey(all, `t${index}`, null, ended, NOW);
      expect(key.ok && key.order < 201).toBe(true);
      all = all.map((ticket) => (ticket.id === `t${index}` && key.ok ? { ...ticket, order: key.order } : ticket));
    }
    const wanted = Array.from({ length: 200 }, (_, index) => `t${index + 1}`).join(' ');
    expect(ids(orderQueue(all, ended, NOW))).toBe(wanted);
  });

  it('stands exactly where the moderator put it, and all others as before', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...LANES), { minLength: 2, maxLength: 25 }),
        fc.nat(),
        fc.nat(),
        (lanes, from, to) => {
          const all = lanes.map((lane, index) => waiting(`t${index}`, index + 1, { lane, homeLane: lane }));
          const ticket = all[from % all.length];
          const target = all[to % all.length];
          if (!ticket || !target || ticket.id === target.id) {
            return;
          }
          const after = moved(all, ticket.id, target.id);
          const inLane = (tickets: readonly TicketRecord[]) =>
            tickets.filter(({ lane }) => lane === target.lane).sort((a, b) => a.order - b.order);
          const lane = inLane(after);
          expect(lane[lane.findIndex(({ id }) => id === target.id) - 1]?.id).toBe(ticket.id);
          const others = (tickets: readonly TicketRecord[]) =>
            ids(inLane(tickets).filter(({ id }) => id !== ticket.id));
          expect(others(after)).toBe(others(all));
        },
      ),
    );
  });

  it('has a key between any two that differ enough', () => {
    expect(orderBetween(null, null)).toBe(0);
    expect(orderBetween(4.5, null)).toBe(5);
    expect(orderBetween(null, 4.5)).toBe(4);
    expect(orderBetween(null, 4)).toBe(3);
    expect(orderBetween(3, 4)).toBe(3.5);
    expect(orderBetween(1, 1 + Number.EPSILON)).toBeNull();
  });

  it('grows the key of the end by the millisecond, within one number', () => {
    const at = { issued: 99_999, startsAt: STARTS_AT };
    expect(endOrder(at, NOW)).toBeLessThan(endOrder(at, NOW + 1));
    for (const now of [0, STARTS_AT - 30 * 86_400_000, ENDS_AT, STARTS_AT + 30 * 86_400_000]) {
      expect(endOrder(at, now)).toBeGreaterThan(99_999);
      expect(endOrder(at, now)).toBeLessThan(100_000);
    }
  });
});

describe('[Q5] pace and places', () => {
  it('expects the planned length ± 40 % until three calls were made', () => {
    const evening = { callLengthMs: 5 * MINUTE, endsAt: ENDS_AT };
    expect(paceOf(evening, [MINUTE, MINUTE], 2)).toEqual({
      shortMs: 3 * MINUTE,
      longMs: 7 * MINUTE,
      seats: 2,
      closesAt: ENDS_AT,
    });
  });

  it('then goes by the middle half of the recent calls', () => {
    const evening = { callLengthMs: 5 * MINUTE, endsAt: ENDS_AT };
    const lengths = [9, 2, 4, 3, 8].map((minutes) => minutes * MINUTE);
    expect(paceOf(evening, lengths, 1)).toMatchObject({ shortMs: 3 * MINUTE, longMs: 8 * MINUTE });
    expect(lengths[0]).toBe(9 * MINUTE);
  });

  it('shows each phone the place that the server knows', () => {
    const queue = [waiting('a', 1), waiting('b', 2, { lane: 'booked' }), waiting('c', 3, { lane: 'head' })];
    const digest = digestOf(lanesOf(queue), { ...session.ratio, turn: session.turn }, paceOf(session, [], 1));
    expect(ratioOf(session)).toEqual(digest.ratio);
    orderQueue(queue, session, NOW).forEach((ticket, index) => {
      expect(positionOf(digest, ticket)).toEqual({ place: index + 1, exact: true });
    });
  });
});

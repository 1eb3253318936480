/** Q5: who is told that the turn comes near. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NEAR_AHEAD, nearTurn, tellTurn, toldThere } from '../../../server/domain/queue/near-turn.ts';
import { orderQueue } from '../../../server/domain/queue/policy.ts';
import type { TicketRecord } from '../../../server/domain/queue/types.ts';
import { LANES, SESSION_STATES } from '../../../shared/states.ts';
import { STARTS_AT, sessionIn, ticketIn } from './fixtures.ts';

const session = sessionIn('live');
const queue = (count: number, facts: (index: number) => Partial<TicketRecord> = () => ({})): TicketRecord[] =>
  Array.from({ length: count }, (_, index) =>
    ticketIn('waiting', { id: `t${index}`, number: index + 1, order: index + 1, ...facts(index) }),
  );
const told = (tickets: readonly TicketRecord[]) =>
  nearTurn(tickets, session).map(({ ticketId, told: what }) => [ticketId, what]);

describe('[Q5] told of the turn coming near', () => {
  test('the next, and everybody with at most three ahead; nobody behind', () => {
    expect(told(queue(6))).toEqual([
      ['t0', 'next'],
      ['t1', 'near'],
      ['t2', 'near'],
      ['t3', 'near'],
    ]);
  });

  test('once each: whoever heard that they are next is not told that they are near', () => {
    expect(told(queue(3, (index) => ({ told: index === 0 ? 'near' : 'next' })))).toEqual([['t0', 'next']]);
    expect(told(queue(3, () => ({ told: 'next' })))).toEqual([]);
  });

  test('whoever takes a number this moment sees it on the page: it counts as told, without a message', () => {
    const [ticket] = queue(1) as [TicketRecord];
    const decision = (sees: boolean) => tellTurn(ticket, 'near', sees);
    expect(decision(false)).toMatchObject({ state: { told: 'near' }, effects: [{ effect: 'tell', what: 'near' }] });
    expect(decision(true)).toMatchObject({ state: { told: 'near' }, effects: [] });
  });

  test('whoever is moved behind those who are near is told again later; among them nobody is', () => {
    const [first, ...others] = queue(6) as [TicketRecord, ...TicketRecord[]];
    const movedTo = (order: number) => ({ ...first, told: 'next', order }) as TicketRecord;
    for (const [order, what] of [
      [4.5, 'next'],
      [5.5, 'nothing'],
    ] as const)
      for (const state of ['live', 'paused'] as const)
        expect(toldThere(movedTo(order), [first, ...others], sessionIn(state)).told).toBe(what);
    // Whoever is called or not there yet does not stand in front of them.
    const called = others.map((other) => ({ ...ticketIn('screening'), id: other.id, order: other.order }));
    expect(toldThere(movedTo(5.5), called, session).told).toBe('next');
  });

  test('while the session is live and at no other time', () => {
    for (const state of SESSION_STATES) expect(nearTurn(queue(2), sessionIn(state)).length > 0).toBe(state === 'live');
  });

  test('whoever joins a lane behind more than three brings nobody nearer and is not near', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...LANES), { maxLength: 40 }),
        fc.constantFrom(...LANES),
        fc.nat(5),
        fc.nat(5),
        (lanes, own, booked, walkIn) => {
          const before = [...lanes, ...Array(NEAR_AHEAD + 1).fill(own)];
          const tickets = [...before, own].map((lane, index) =>
            ticketIn('waiting', { id: `t${index}`, number: index + 1, order: index + 1, lane }),
          );
          const live = sessionIn('live', { ratio: { booked: booked + 1, walkIn } });
          expect(nearTurn(tickets, live)).toEqual(nearTurn(tickets.slice(0, -1), live));
        },
      ),
    );
  });

  test('from the first of each lane the same as from the whole queue', () => {
    const ticket = fc.record({ lane: fc.constantFrom(...LANES), away: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(ticket, { maxLength: 40 }),
        fc.nat(5),
        fc.nat(5),
        fc.nat(10),
        (all, booked, walkIn, turn) => {
          const tickets = all.map(({ lane, away }, index) =>
            ticketIn(away ? 'away' : 'waiting', { id: `t${index}`, number: index + 1, order: index + 1, lane }),
          );
          const ratio = { booked: booked + 1, walkIn };
          const live = sessionIn('live', { ratio, turn: turn % (ratio.booked + ratio.walkIn) });
          const heads = LANES.flatMap((lane) => tickets.filter((one) => one.lane === lane).slice(0, NEAR_AHEAD + 1));
          const nearest = orderQueue(tickets, live, STARTS_AT).slice(0, NEAR_AHEAD + 1);
          expect(nearTurn(heads, live).map(({ ticketId }) => ticketId)).toEqual(nearest.map(({ id }) => id));
        },
      ),
    );
  });
});

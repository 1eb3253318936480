/** [Q5] The seats that the range counts are those that really serve. */
import { expect, test } from 'vitest';
import { FollowedTickets } from '../../../server/domain/queue/followed-tickets.ts';
import type { TicketRecord } from '../../../server/domain/queue/types.ts';
import { digest, type PresenceNow } from '../../../server/realtime/projections/common.ts';
import type { SessionSnapshot } from '../../../server/services/live/snapshot.ts';
import type { SessionState } from '../../../shared/states.ts';
import { callIn, MINUTE, STARTS_AT, seat, sessionIn, ticketIn } from '../domain/fixtures.ts';

const room = { ...seat('water', false), room: { unitId: 'u1', categories: ['C0304'], turn: 2 } };

function snapshotOf(
  state: SessionState,
  { calls = [], tickets = [] }: { calls?: SessionSnapshot['calls']; tickets?: readonly TicketRecord[] } = {},
): SessionSnapshot {
  const session = sessionIn(state, { seats: [seat('a'), seat('b'), seat('c', false), room] });
  const followed = new FollowedTickets(session);
  for (const ticket of tickets) followed.take(ticket, null);
  return { at: STARTS_AT, session, tickets: followed, calls } as unknown as SessionSnapshot;
}
const here = (...seats: string[]): PresenceNow => ({
  ticketHere: () => false,
  sending: () => false,
  seatSending: (id) => seats.includes(id),
  roomHere: (id) => seats.includes(id),
  officerHere: (id) => seats.includes(id),
  deskHere: () => false,
  helperHere: () => false,
  audience: 0,
  recorder: null,
});
const ended = (seatId: string, lengthMs: number) => ({
  ...callIn('ended', { id: `${seatId}${lengthMs}`, seatId }),
  liveAt: STARTS_AT,
  endedAt: STARTS_AT + lengthMs,
});

test('leaders’ seats with a picture or a call while it is live, one at least; before, all that are planned', () => {
  const seats = (state: SessionState, presence: PresenceNow, facts: Parameters<typeof snapshotOf>[1] = {}) =>
    digest(snapshotOf(state, facts), presence).pace.seats;
  expect(seats('lobby', here())).toBe(3);
  expect(seats('live', here())).toBe(1);
  expect(seats('live', here('a', 'c', 'water'))).toBe(2);
  expect(seats('live', here('a'), { calls: [callIn('live', { seatId: 'b' })] })).toBe(2);
  expect(seats('live', here('a'), { calls: [callIn('live', { seatId: 'water' })] })).toBe(1);
});

test('a room has its own line, turn and lengths, and is open while somebody is on duty', () => {
  const lengths = [4, 6, 8].map((minutes) => ended('a', minutes * MINUTE));
  const long = [10, 20, 30].map((minutes) => ended('water', minutes * MINUTE));
  const tickets = [
    ticketIn('waiting', { id: 't1', order: 1 }),
    ticketIn('waiting', { id: 't2', order: 2, categoryCode: 'C0304' }),
    ticketIn('away', { id: 't3', order: 3, sentTo: { to: 'room', seatId: 'water' } }),
  ];
  const told = digest(snapshotOf('live', { calls: [...lengths, ...long], tickets }), here('water'));
  expect(told.pace).toMatchObject({ shortMs: 4 * MINUTE, longMs: 6 * MINUTE });
  expect(told.roomPace).toEqual({ shortMs: 10 * MINUTE, longMs: 20 * MINUTE });
  expect(told.lanes.walkIn.runs).toEqual([[1, 2]]);
  expect(told.rooms).toMatchObject([{ seatId: 'water', open: true, turn: 2 }]);
  expect(told.rooms[0]?.lanes[2]).toEqual([[[2, 2]], 0]);
  expect(digest(snapshotOf('live'), here()).rooms[0]?.open).toBe(false);
});

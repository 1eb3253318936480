/** Who is next, and where somebody who is moved comes to stand (Q2, Q4, Q6). */
import type { QueueDigest } from '../../../shared/queue/digest.ts';
import { inOrder, type Ratio } from '../../../shared/queue/order.ts';
import type { Lane } from '../../../shared/states.ts';
import { type Refused, refused } from '../result.ts';
import type { SessionRecord } from '../sessions/types.ts';
import { standsIn } from './lines.ts';
import type { TicketRecord } from './types.ts';

type OrderFacts = Pick<SessionRecord, 'ratio' | 'turn'>;

/** The ratio with the turn of the present round, as the digest carries it. */
export const ratioOf = (session: OrderFacts): Ratio => ({
  booked: session.ratio.booked,
  walkIn: session.ratio.walkIn,
  turn: session.turn,
});

/** The same in the line of a department's room, which mixes by a turn of its own; `null`: the leaders' line. */
export function ratioIn(session: OrderFacts & Pick<SessionRecord, 'seats'>, roomId: string | null): Ratio {
  const turn = session.seats.find((seat) => seat.id === roomId)?.room?.turn ?? session.turn;
  return ratioOf({ ratio: session.ratio, turn });
}

/** Who has a place: waits or stepped away. */
export const isStanding = ({ state }: Pick<TicketRecord, 'state'>): boolean => state === 'waiting' || state === 'away';

/** Somebody who was heard before stands behind first-timers, unless the matter is not solved yet. */
export const laneFor = (history: { readonly visits: number; readonly openCases: number }): Lane =>
  history.visits > 0 && history.openCases === 0 ? 'repeat' : 'walkIn';

/** Everybody who has a place. The index is the place − 1. `now` is for policies by time. */
export function orderQueue(tickets: readonly TicketRecord[], session: OrderFacts, _now: number): TicketRecord[] {
  const standing = tickets.filter(isStanding);
  // Keys are unique but for a come-back in the very millisecond of another; the number decides then.
  return inOrder(
    standing.sort((a, b) => a.number - b.number),
    ratioOf(session),
  );
}

/** When somebody came to where they are in the green room or on deck. */
const cameAt = (ticket: TicketRecord): number => {
  switch (ticket.state) {
    case 'screening':
      return ticket.calledAt;
    case 'onDeck':
      return ticket.since;
    default:
      return 0;
  }
};
/** First come first: decides whom a moderator talks with who holds several (C7). */
export const byTurn = (a: TicketRecord, b: TicketRecord): number => cameAt(a) - cameAt(b) || a.number - b.number;

/** In the waiting room. A lost connection is called all the same: a locked phone loses nothing (Q1). */
export const isCallable = (ticket: TicketRecord): boolean => ticket.state === 'waiting' && ticket.entered;

/** Q4: passed over, and called again once one more call is finished, unless nobody else is left. */
export const isSetBack = (
  { state, passedAtCall }: Pick<TicketRecord, 'state' | 'passedAtCall'>,
  { finishedCalls }: Pick<SessionRecord, 'finishedCalls'>,
): boolean => state === 'waiting' && passedAtCall === finishedCalls;

/**
 * The next to be called, or `null`. The round's slot goes to the first of its lane who is there, so that nobody is
 * called later than at the place shown. Who was passed over waits until one more call is finished, unless all were.
 */
export function nextToCall(
  tickets: readonly TicketRecord[],
  session: OrderFacts & Pick<SessionRecord, 'finishedCalls'>,
  now: number,
): TicketRecord | null {
  const callable = tickets.filter(isCallable);
  const fresh = callable.filter((ticket) => !isSetBack(ticket, session));
  return orderQueue(fresh.length > 0 ? fresh : callable, session, now)[0] ?? null;
}

/**
 * The next of one line: `null` is the leaders', otherwise a department's room, which mixes by a turn of its own. A room
 * has nobody who could write down a consent that is spoken (T6): who has not given it yet is left to the moderators.
 */
export function nextForSeat(
  tickets: readonly TicketRecord[],
  session: OrderFacts & Pick<SessionRecord, 'finishedCalls' | 'seats'>,
  roomId: string | null,
  now: number,
): TicketRecord | null {
  const room = session.seats.find((seat) => seat.id === roomId)?.room;
  const line = tickets.filter(
    (ticket) => standsIn(ticket, roomId, session) && (roomId === null || ticket.consent.call),
  );
  return nextToCall(line, room ? { ...session, turn: room.turn } : session, now);
}

const DAY_MS = 86_400_000;

/**
 * An order key behind every number given out so far and before the next one; grows with time, by the millisecond from
 * eight days before the session to eight days after it.
 */
export function endOrder(session: Pick<SessionRecord, 'issued' | 'startsAt'>, now: number): number {
  const share = (now - session.startsAt + 8 * DAY_MS) / (16 * DAY_MS);
  return session.issued + Math.min(0.999_999, Math.max(0.000_001, share));
}

/**
 * A key between two others; `null` stands for no neighbour on that side. Between neighbours it halves the gap: a gap of
 * one whole key takes more than 50 moves that do not all fall on the same side, and 35 that do, in a session of 100,000
 * numbers. Answers `null` when the gap is used up.
 */
export function orderBetween(before: number | null, after: number | null): number | null {
  if (before === null) {
    return after === null ? 0 : Math.ceil(after) - 1;
  }
  if (after === null) {
    return Math.floor(before) + 1;
  }
  const middle = before + (after - before) / 2;
  return middle > before && middle < after ? middle : null;
}

/**
 * Where `ticketId` comes to stand: directly before `beforeTicketId` in that one's lane, or at the end of its own lane.
 * `tickets` are all open tickets of the session, so that the key is taken by nobody who may come back to the queue.
 */
export function moveKey(
  tickets: readonly TicketRecord[],
  ticketId: string,
  beforeTicketId: string | null,
  session: OrderFacts & Pick<SessionRecord, 'issued' | 'startsAt'>,
  now: number,
): { readonly ok: true; readonly lane: Lane; readonly order: number } | Refused {
  const ticket = tickets.find((candidate) => candidate.id === ticketId);
  if (!ticket) {
    return refused('NOT_FOUND', { ticketId });
  }
  if (beforeTicketId === ticketId) {
    return { ok: true, lane: ticket.lane, order: ticket.order };
  }
  const others = tickets.filter((candidate) => candidate.id !== ticketId);
  const taken = new Set(others.map((other) => other.order));
  if (beforeTicketId === null) {
    const lane = ticket.lane === 'head' ? ticket.homeLane : ticket.lane;
    const last = others.reduce((most, other) => Math.max(most, other.order), 0);
    const end = endOrder(session, now);
    const order = last < end ? end : last + (Math.floor(last) + 1 - last) / 64;
    return taken.has(order) ? refused('STALE') : { ok: true, lane, order };
  }
  const queue = orderQueue(others, session, now);
  const target = queue.find((other) => other.id === beforeTicketId);
  if (!target) {
    return refused('STALE', { ticketId: beforeTicketId });
  }
  const lane = queue.filter((other) => other.lane === target.lane);
  const previous = lane[lane.indexOf(target) - 1];
  let order = orderBetween(previous?.order ?? null, target.order);
  while (order !== null && taken.has(order)) {
    order = previous ? orderBetween(order, target.order) : orderBetween(null, order);
  }
  return order === null ? refused('STALE', { reason: 'noRoom' }) : { ok: true, lane: target.lane, order };
}

/** A quarter of the recent calls was shorter, a quarter longer; the planned length ± 40 % until three calls were made. */
export function paceOf(
  session: Pick<SessionRecord, 'callLengthMs' | 'endsAt'>,
  recentCallsMs: readonly number[],
  seats: number,
): QueueDigest['pace'] {
  const sorted = [...recentCallsMs].sort((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  const known = sorted.length >= 3;
  return {
    shortMs: known ? at(0.25) : Math.round(session.callLengthMs * 0.6),
    longMs: known ? at(0.75) : Math.round(session.callLengthMs * 1.4),
    seats: Math.max(0, Math.floor(seats)),
    closesAt: session.endsAt,
  };
}

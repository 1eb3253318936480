/** What somebody may still change of a place that they hold: the words while nobody approved them, and the evening (Q2). */
import { type Decision, decided, type Refused, refused } from '../result.ts';
import type { SessionRecord } from '../sessions/types.ts';
import { slotAt } from './booking.ts';
import { ticketFacts } from './transitions.ts';
import type { TicketRecord } from './types.ts';

const wrongState = ({ state }: TicketRecord, more?: Record<string, unknown>): Refused =>
  refused('WRONG_STATE', { state, ...more });

/** Approved words are what a moderator answers for (C2); from then on they are changed at the desk. */
export function editMatter(
  ticket: TicketRecord,
  words: { readonly subject: string; readonly more: string },
): Decision<TicketRecord, never> {
  if (ticket.state !== 'booked' && ticket.state !== 'waiting' && ticket.state !== 'away') return wrongState(ticket);
  return ticket.approval === null ? decided({ ...ticket, ...words }) : wrongState(ticket, { approved: true });
}

export interface MovedFacts {
  readonly id: string;
  readonly receiptToken: string;
  /** As the other evening gave it out. */
  readonly number: number;
  /** How many booked there in front. */
  readonly ahead: number;
}

/**
 * To another evening, with words, consents, approval and what was added. One place is given back and one taken, in what is saved together;
 * a priority from an evening before (S4) does not go along.
 */
export function moveBooking(
  ticket: TicketRecord,
  from: SessionRecord,
  to: SessionRecord,
  facts: MovedFacts,
  now: number,
): Decision<{ readonly before: TicketRecord; readonly next: TicketRecord }, never> {
  if (ticket.state !== 'booked') return wrongState(ticket);
  if (from.state !== 'scheduled') return refused('WRONG_STATE', { state: from.state });
  if (from.id === to.id || from.countyId !== to.countyId) return refused('STALE', { sessionId: to.id });
  const kept = ticketFacts(ticket);
  return decided({
    before: {
      ...kept,
      // What was added goes along.
      added: null,
      state: 'deferred',
      endedAt: now,
      by: 'session',
      toSessionId: to.id,
      toTicketId: facts.id,
    },
    next: {
      ...kept,
      id: facts.id,
      receiptToken: facts.receiptToken,
      sessionId: to.id,
      number: facts.number,
      lane: 'booked',
      homeLane: 'booked',
      order: facts.number,
      takenAt: now,
      told: 'nothing',
      carriedFrom: null,
      // The rooms of that evening are others.
      sentTo: null,
      version: 0,
      state: 'booked',
      slotAt: slotAt(to, facts.ahead),
    },
  });
}

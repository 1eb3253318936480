/** S4: whoever still waits when an evening is over chooses what happens next. Nobody is dropped silently. */
import type { ReplyBy } from '../../../shared/states.ts';
import { type CalendarDays, dateIn, workingDaysAfter } from '../calendar/working-days.ts';
import { type Decision, decided, type Refused, refused } from '../result.ts';
import type { SessionRecord } from '../sessions/types.ts';
import { isLate } from './booking.ts';
import { type TicketEffect, ticketFacts } from './transitions.ts';
import type { TicketRecord } from './types.ts';

/** Of an evening's places so many at most go to people carried over from an earlier one: one in three. */
export const PLACES_PER_CARRIED = 3;
export const PHONE_WORKING_DAYS = 3;
export const WRITTEN_WORKING_DAYS = 5;
/** Whoever has not chosen by then is answered in writing. */
export const CHOOSE_WITHIN_MS = 24 * 3_600_000;
/** People carried over come before those who booked: keys of their own, below every number. */
const BEFORE_NUMBERS = -1_000_000;

/** Whether no call can reach somebody of this session any more (S3). */
export function isOver({ state }: Pick<SessionRecord, 'state'>): boolean {
  return state === 'closing' || state === 'ended' || state === 'postponed' || state === 'cancelled';
}

/** Until when they may choose; `null`: the evening still closes, or may still take place. */
export function chooseBy(session: SessionRecord): number | null {
  if (session.state === 'ended') return session.endedAt + CHOOSE_WITHIN_MS;
  return session.state === 'cancelled' ? session.at + CHOOSE_WITHIN_MS : null;
}

export interface DueDays {
  /** `YYYY-MM-DD` in the county's zone. */
  readonly phoneBy: string;
  readonly writtenBy: string;
}

/** Counted from the day of the choice (K3: in working days). */
export function dueDays(now: number, zone: string, days: CalendarDays): DueDays {
  const today = dateIn(now, zone);
  return {
    phoneBy: workingDaysAfter(today, PHONE_WORKING_DAYS, days),
    writtenBy: workingDaysAfter(today, WRITTEN_WORKING_DAYS, days),
  };
}

/**
 * Whether `next` is an evening that people of `over` can be carried to. `carried`: how many are already; `givenBack`: of
 * the numbers that it gave out so many are free again.
 */
export function mayCarry(
  over: SessionRecord,
  next: SessionRecord,
  carried: number,
  now: number,
  givenBack = 0,
): Refused | { readonly ok: true } {
  const comes =
    next.id !== over.id &&
    next.countyId === over.countyId &&
    next.startsAt > over.startsAt &&
    next.endsAt > now &&
    (next.state === 'scheduled' || next.state === 'lobby' || next.state === 'live' || next.state === 'paused');
  if (!comes) return refused('STALE', { sessionId: next.id });
  const kept = Math.floor(next.capacity / PLACES_PER_CARRIED);
  return carried < kept && next.issued - givenBack < next.capacity
    ? { ok: true }
    : refused('NO_PLACE_LEFT', { sessionId: next.id });
}

type Ended = Decision<TicketRecord, TicketEffect>;

const wrongState = (ticket: TicketRecord, over: SessionRecord): Refused =>
  isOver(over)
    ? refused('WRONG_STATE', { state: ticket.state })
    : refused('WRONG_STATE', { state: ticket.state, sessionState: over.state });

/**
 * Whoever waits or stepped away; of an evening that was called off whoever had a place, too. Once the leader is another,
 * late or lost, nobody need wait for the end to choose, or come to the waiting room (S5).
 */
export function mayChoose(ticket: TicketRecord, over: SessionRecord): boolean {
  const isOpen = over.state === 'lobby' || over.state === 'live' || over.state === 'paused';
  const ofLeader = isOpen && over.leaderChange !== null;
  if (ticket.state === 'booked') return ofLeader || over.state === 'cancelled' || over.state === 'postponed';
  return (ofLeader || isOver(over)) && (ticket.state === 'waiting' || ticket.state === 'away');
}

/**
 * Whoever is not on a call may write instead at any time (C12), with the turn before them or while they are called: a
 * network that carries nothing is no reason to wait for the end.
 */
export const mayWriteInstead = (ticket: TicketRecord): boolean =>
  ticket.state === 'waiting' || ticket.state === 'away' || ticket.state === 'screening' || ticket.state === 'onDeck';

export interface CarryFacts {
  readonly id: string;
  readonly receiptToken: string;
  /** As the next evening gave it out. */
  readonly number: number;
}

/** The next evening with priority: in front of everybody who booked, in the order in which they came. */
export function carryOver(
  ticket: TicketRecord,
  over: SessionRecord,
  next: SessionRecord,
  facts: CarryFacts,
  now: number,
): Decision<{ readonly before: TicketRecord; readonly next: TicketRecord }, never> {
  if (!mayChoose(ticket, over)) return wrongState(ticket, over);
  const before: TicketRecord = {
    ...ticketFacts(ticket),
    // What was added goes along.
    added: null,
    state: 'deferred',
    endedAt: now,
    by: 'session',
    toSessionId: next.id,
    toTicketId: facts.id,
  };
  return decided({
    before,
    next: {
      ...ticketFacts(ticket),
      id: facts.id,
      sessionId: next.id,
      number: facts.number,
      lane: 'booked',
      homeLane: 'booked',
      order: BEFORE_NUMBERS + facts.number,
      takenAt: now,
      entered: false,
      enteredAt: null,
      presence: 'never',
      passes: 0,
      passedAtCall: null,
      lastFailure: null,
      receiptToken: facts.receiptToken,
      told: 'nothing',
      carriedFrom: ticket.id,
      added: ticket.added,
      messagesReadAt: null,
      // The rooms of that evening are others.
      sentTo: null,
      ladder: null,
      version: 0,
      state: 'booked',
      // Of an evening that has begun they cannot be there from its beginning.
      slotAt: Math.max(next.startsAt, now),
    },
  });
}

/** A call by telephone or an answer in writing; the case that says so is `caseId`. */
export function answerLater(
  ticket: TicketRecord,
  over: SessionRecord,
  replyBy: ReplyBy,
  { caseId, dueOn }: { readonly caseId: string; readonly dueOn: string },
  now: number,
): Ended {
  const may = mayChoose(ticket, over) || (replyBy === 'written' && mayWriteInstead(ticket));
  if (!may) return wrongState(ticket, over);
  const common = { ...ticketFacts(ticket), endedAt: now, caseId, dueOn };
  return replyBy === 'phone'
    ? decided<TicketRecord, TicketEffect>(
        { ...common, state: 'deferred', by: 'phone' },
        { effect: 'tell', what: 'willPhone' },
      )
    : decided<TicketRecord, TicketEffect>({ ...common, state: 'written' }, { effect: 'tell', what: 'willWrite' });
}

/** The evening is postponed: whoever waited already is expected again when it takes place, with the place kept. */
export const expectAgain = (ticket: TicketRecord, session: Pick<SessionRecord, 'startsAt'>): Ended =>
  ticket.state === 'waiting' || ticket.state === 'away'
    ? decided({ ...ticketFacts(ticket), entered: false, enteredAt: null, state: 'booked', slotAt: session.startsAt })
    : refused('WRONG_STATE', { state: ticket.state });

/**
 * What the end makes of somebody who was expected tonight and has not come: a no-show where their time was over, as late
 * as they may be (Q2); otherwise nobody knows whether they would have come, and they are asked like whoever waits.
 * `before`: the session until it ended.
 */
export const notCome = (ticket: TicketRecord, before: SessionRecord, now: number): Ended => {
  if (ticket.state !== 'booked') return refused('WRONG_STATE', { state: ticket.state });
  return isLate(ticket, before, now)
    ? decided<TicketRecord, TicketEffect>(
        { ...ticketFacts(ticket), state: 'noShow', endedAt: now },
        { effect: 'tell', what: 'missed' },
      )
    : decided({ ...ticketFacts(ticket), state: 'away', since: now });
};

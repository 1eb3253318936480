/**
 * What may happen to one ticket (Q1, Q4, Q6, C3). Kept in one file, since the switches over the states are to be read
 * side by side.
 */
import {
  type ConsentScope,
  type Ladder,
  type LadderStep,
  type Lane,
  type Outcome,
  type Participation,
  type SentTo,
  TICKET_ENDS,
} from '../../../shared/states.ts';
import { type Decision, decided, type Refused, refused } from '../result.ts';
import { isAdmitting } from '../sessions/transitions.ts';
import type { SeatRecord, SessionRecord } from '../sessions/types.ts';
import { isLate, slotAt } from './booking.ts';
import { endOrder, laneFor } from './policy.ts';
import type { Taker, TicketFacts, TicketRecord, TicketState } from './types.ts';

/** How long a called citizen has to answer (Q4). */
export const ANSWER_WINDOW_MS = 60_000;
/** The pass that makes a no-show (Q4). */
export const PASSES_TO_NO_SHOW = 3;

export type TicketEffect =
  | { readonly effect: 'later'; readonly queue: 'ticket.passOver'; readonly at: number }
  /** The citizen is told, also where the page is closed. */
  | {
      readonly effect: 'tell';
      readonly what:
        | 'numberTaken'
        | 'booked'
        | 'bookedByPhone'
        | 'movedUp'
        | 'reminder'
        | 'called'
        | 'calledByPhone'
        | 'passedOver'
        | 'noShow'
        | 'missed'
        | 'near'
        | 'next'
        | 'willPhone'
        | 'willWrite'
        | 'callFailed'
        | 'callEnded'
        | 'refused'
        | 'sentToRoom'
        | 'sentToLeader';
    }
  /** What there is to tell of an end or a pass is held back until it cannot be undone any more (Q9). */
  | { readonly effect: 'hold'; readonly at: number }
  /** Written down with who and why (Q6). */
  | { readonly effect: 'log'; readonly what: string; readonly why: string; readonly data: Record<string, unknown> };

type Result = Decision<TicketRecord, TicketEffect>;

export interface TakeFacts {
  readonly id: string;
  readonly countyId: string;
  readonly personId: string;
  /** As `issueNumber` gave it out. */
  readonly number: number;
  /** How many booked in front of them. */
  readonly ahead: number;
  readonly subject: string;
  readonly more: string;
  readonly placeName: string;
  readonly publicName: string;
  readonly consent: Readonly<Record<ConsentScope, boolean>>;
  readonly receiptToken: string;
  /** Finished visits and unsolved cases of the person, for the lane (Q2). */
  readonly visits: number;
  readonly openCases: number;
  readonly takenBy: Taker | null;
  /** As they mean to; a page's device check may find another way. */
  readonly participation: Participation;
}

/** What a ticket is in every state. */
export function ticketFacts(ticket: TicketRecord): TicketFacts {
  return {
    id: ticket.id,
    countyId: ticket.countyId,
    sessionId: ticket.sessionId,
    personId: ticket.personId,
    number: ticket.number,
    lane: ticket.lane,
    order: ticket.order,
    homeLane: ticket.homeLane,
    takenAt: ticket.takenAt,
    entered: ticket.entered,
    enteredAt: ticket.enteredAt,
    presence: ticket.presence,
    participation: ticket.participation,
    subject: ticket.subject,
    more: ticket.more,
    placeName: ticket.placeName,
    publicName: ticket.publicName,
    approval: ticket.approval,
    categoryCode: ticket.categoryCode,
    consent: ticket.consent,
    passes: ticket.passes,
    passedAtCall: ticket.passedAtCall,
    lastFailure: ticket.lastFailure,
    earlierVisits: ticket.earlierVisits,
    receiptToken: ticket.receiptToken,
    told: ticket.told,
    carriedFrom: ticket.carriedFrom,
    added: ticket.added,
    messagesReadAt: ticket.messagesReadAt,
    sentTo: ticket.sentTo,
    takenBy: ticket.takenBy,
    ladder: ticket.ladder,
    // Whatever leads to another state ends what could be undone (Q9).
    undo: null,
    version: ticket.version,
  };
}

const wrongState = (ticket: TicketRecord, more?: Record<string, unknown>): Refused =>
  refused('WRONG_STATE', { state: ticket.state, ...more });

const ENDS: ReadonlySet<TicketState> = new Set(TICKET_ENDS);
/** Whether this ticket may still be served. */
export const isOpen = (ticket: TicketRecord): boolean => !ENDS.has(ticket.state);

/** Since when somebody waits; `null`: who booked has not come yet. */
export function waitingSince(ticket: TicketRecord, { startsAt }: Pick<SessionRecord, 'startsAt'>): number | null {
  if (ticket.state === 'booked') return null;
  if (ticket.enteredAt !== null) return ticket.enteredAt;
  if (ticket.homeLane !== 'booked') return ticket.takenAt;
  return 'since' in ticket ? ticket.since : startsAt;
}

const toWaiting = (ticket: TicketRecord, now: number, returnedAt: number | null = null): TicketRecord => ({
  ...ticketFacts(ticket),
  state: 'waiting',
  since: now,
  returnedAt,
  slotAt: null,
});

/** Whether somebody who waits may still be called tonight. */
export const isServing = ({ state, endsAt }: SessionRecord, now: number): boolean =>
  (state === 'lobby' || state === 'live' || state === 'paused') && now < endsAt;

/** A new ticket, with the place of its number (Q1, Q2); before the evening a booked one. */
export function take(session: SessionRecord, facts: TakeFacts, now: number): Result {
  const ahead = session.state === 'scheduled' && now < session.startsAt;
  if (!ahead && (!isAdmitting(session) || now >= session.endsAt)) {
    return refused('LOBBY_CLOSED');
  }
  const lane = ahead ? 'booked' : laneFor(facts);
  const common: TicketFacts = {
    id: facts.id,
    countyId: facts.countyId,
    sessionId: session.id,
    personId: facts.personId,
    number: facts.number,
    lane,
    order: facts.number,
    homeLane: lane,
    takenAt: now,
    entered: false,
    enteredAt: null,
    presence: 'never',
    participation: facts.participation,
    subject: facts.subject,
    more: facts.more,
    placeName: facts.placeName,
    publicName: facts.publicName,
    approval: null,
    categoryCode: null,
    consent: facts.consent,
    passes: 0,
    passedAtCall: null,
    lastFailure: null,
    earlierVisits: facts.visits,
    receiptToken: facts.receiptToken,
    told: 'nothing',
    carriedFrom: null,
    added: null,
    messagesReadAt: null,
    sentTo: null,
    takenBy: facts.takenBy,
    ladder: null,
    undo: null,
    version: 0,
  };
  return ahead
    ? decided<TicketRecord, TicketEffect>(
        { ...common, state: 'booked', slotAt: slotAt(session, facts.ahead) },
        { effect: 'tell', what: facts.participation === 'phone' ? 'bookedByPhone' : 'booked' },
      )
    : decided<TicketRecord, TicketEffect>(
        { ...common, state: 'waiting', since: now, returnedAt: null, slotAt: null },
        { effect: 'tell', what: 'numberTaken' },
      );
}

/**
 * Enters the waiting room, or enters again on a new page: whoever is further along stays there (Q1). Whoever booked and
 * comes too late goes on as a walk-in, behind everybody who is there (Q2).
 */
export function enter(
  ticket: TicketRecord,
  participation: Participation,
  session: SessionRecord,
  now: number,
  why: Ladder['soundFor'] = null,
): Result {
  const ladder = participation === 'audio' && why !== null ? { soundFor: why, offered: null } : null;
  const enteredAt = ticket.enteredAt ?? (ticket.entered ? null : now);
  const present = { ...ticket, entered: true, enteredAt, presence: 'here' as const, participation, ladder };
  switch (ticket.state) {
    case 'booked':
      return decided(
        isLate(ticket, session, now)
          ? { ...toWaiting(present, now), lane: 'walkIn', homeLane: 'walkIn', order: endOrder(session, now) }
          : { ...toWaiting(present, now), slotAt: ticket.slotAt },
      );
    case 'away':
      return decided(toWaiting(present, now));
    case 'waiting':
    case 'screening':
    case 'onDeck':
    case 'live':
      return decided(present);
    case 'done':
    case 'left':
    case 'noShow':
    case 'deferred':
    case 'refused':
    case 'written':
      return wrongState(ticket);
  }
}

/** Whoever booked and takes part by telephone has nothing to press: where the waiting room is open, they wait (Q4). */
export const enterByPhone = (ticket: TicketRecord, session: SessionRecord, now: number): Result =>
  ticket.state === 'booked' && isByPhone(ticket) && isServing(session, now)
    ? enter(ticket, 'phone', session, now)
    : decided(ticket);

/** The place is kept; not called meanwhile. */
export function stepAway(ticket: TicketRecord, now: number): Result {
  return ticket.state === 'waiting'
    ? decided({ ...ticketFacts(ticket), state: 'away', since: now })
    : wrongState(ticket);
}

/** From stepping away to the place kept; from a no-show to the end as a walk-in, while the session still serves (Q4). */
export function comeBack(ticket: TicketRecord, session: SessionRecord, now: number): Result {
  if (ticket.state === 'away') {
    return decided(toWaiting({ ...ticket, presence: 'here' }, now));
  }
  if (ticket.state !== 'noShow') {
    return wrongState(ticket);
  }
  if (!isServing(session, now)) {
    return refused('CLOSING_TIME');
  }
  return decided({
    ...ticketFacts(ticket),
    lane: 'walkIn',
    homeLane: 'walkIn',
    order: endOrder(session, now),
    entered: true,
    presence: 'here',
    passes: 0,
    passedAtCall: null,
    told: 'nothing',
    state: 'waiting',
    since: now,
    returnedAt: null,
    slotAt: null,
  });
}

/** Gives the number back. Who is on the stage is first taken off it by the end of the call (C5). */
export function leave(ticket: TicketRecord, now: number): Result {
  switch (ticket.state) {
    case 'booked':
    case 'waiting':
    case 'away':
    case 'screening':
    case 'onDeck':
      return decided({ ...ticketFacts(ticket), state: 'left', endedAt: now });
    case 'live':
    case 'done':
    case 'left':
    case 'noShow':
    case 'deferred':
    case 'refused':
    case 'written':
      return wrongState(ticket);
  }
}

/**
 * Into the green room, with 60 s to answer (Q4); with `seatId` to that department's room, which has none. Whoever takes
 * part by telephone has nothing to press: the desk rings and says whether they were reached, so no clock passes over them.
 */
export function call(ticket: TicketRecord, heldBy: string, now: number, seatId: string | null = null): Result {
  if (ticket.state !== 'waiting' || !ticket.entered) {
    return wrongState(ticket, { entered: ticket.entered });
  }
  const answerBy = now + ANSWER_WINDOW_MS;
  const called = {
    ...ticketFacts(ticket),
    state: 'screening',
    calledAt: now,
    answerBy,
    answeredAt: null,
    heldBy,
    seatId,
  } as const;
  return isByPhone(ticket)
    ? decided<TicketRecord, TicketEffect>(called, { effect: 'tell', what: 'calledByPhone' })
    : decided<TicketRecord, TicketEffect>(
        called,
        { effect: 'tell', what: 'called' },
        { effect: 'later', queue: 'ticket.passOver', at: answerBy },
      );
}

export const isByPhone = (ticket: TicketRecord): boolean => ticket.participation === 'phone';

/** Called, and not answered yet by somebody who is to press for it (Q4). */
export const isCalling = (ticket: TicketRecord): boolean =>
  ticket.state === 'screening' && ticket.answeredAt === null && !isByPhone(ticket);

/** `call` in front of others, which is written down (Q6). */
export function callOutOfOrder(ticket: TicketRecord, heldBy: string, reason: string, now: number): Result {
  return withReason(call(ticket, heldBy, now), 'queue.call', reason, {});
}

/** For what changes nothing of where somebody is: what could be undone still can (Q9). */
export const stillUndoable = ({ undo }: TicketFacts): TicketFacts['undo'] =>
  undo && { ...undo, version: undo.version + 1 };

/** In time or late, as long as nobody passed over. Answering twice is answering once. */
export function answer(ticket: TicketRecord, now: number): Result {
  if (ticket.state !== 'screening') {
    return wrongState(ticket);
  }
  return decided(atDoor({ ...ticket, presence: 'here', answeredAt: ticket.answeredAt ?? now }, now));
}

/** The desk rang and somebody took the telephone: their answer (Q4). */
export function reach(ticket: TicketRecord, now: number): Result {
  if (ticket.state !== 'screening') {
    return wrongState(ticket);
  }
  if (!isByPhone(ticket)) {
    return wrongState(ticket, { participation: ticket.participation });
  }
  return decided(atDoor({ ...ticket, answeredAt: ticket.answeredAt ?? now }, now));
}

/** Whoever answers a department's room is on its deck at once: there is no green room before a call off air. */
function atDoor(ticket: Extract<TicketRecord, { state: 'screening' }>, now: number): TicketRecord {
  const { seatId, heldBy } = ticket;
  if (seatId === null || !ticket.consent.call) return ticket;
  return { ...ticketFacts(ticket), state: 'onDeck', since: now, seatId, heldBy };
}

/**
 * After 60 s without an answer, by telephone as soon as the desk did not reach them: back to the place kept, and a pass more, but at most one per finished call; the third
 * makes a no-show (Q4).
 */
export function passOver(ticket: TicketRecord, session: Pick<SessionRecord, 'finishedCalls'>, now: number): Result {
  if (ticket.state !== 'screening') {
    return wrongState(ticket);
  }
  if (ticket.answeredAt !== null) {
    return wrongState(ticket, { answered: true });
  }
  if (!isByPhone(ticket) && now < ticket.answerBy) {
    return wrongState(ticket, { answerBy: ticket.answerBy });
  }
  const counts = ticket.passedAtCall !== session.finishedCalls;
  const passed = {
    ...ticket,
    passes: ticket.passes + (counts ? 1 : 0),
    passedAtCall: session.finishedCalls,
  };
  return passed.passes >= PASSES_TO_NO_SHOW
    ? decided<TicketRecord, TicketEffect>(
        { ...ticketFacts(passed), state: 'noShow', endedAt: now },
        { effect: 'tell', what: 'noShow' },
      )
    : decided<TicketRecord, TicketEffect>(toWaiting(passed, now), { effect: 'tell', what: 'passedOver' });
}

/** From the green room or the deck to the place kept. */
export function returnToWaiting(ticket: TicketRecord, reason: string, now: number): Result {
  return ticket.state === 'screening' || ticket.state === 'onDeck'
    ? withReason(decided(toWaiting(ticket, now, now)), 'queue.return', reason, { from: ticket.state })
    : wrongState(ticket);
}

/** A seat that somebody comes to, as far as its ticket asks. */
type At = Pick<SeatRecord, 'id' | 'room'>;

/** What everybody needs before being heard: the consent to the call (T6), and before a leader approved words (C2, T5). */
function mayBeHeard(ticket: TicketRecord, seat: At): Refused | { readonly ok: true } {
  if (!ticket.consent.call) {
    return refused('CONSENT_MISSING', { scope: 'call' });
  }
  return ticket.approval || seat.room ? { ok: true } : refused('NOT_APPROVED');
}

/** Screened: next for a seat. */
export function toDeck(ticket: TicketRecord, seat: At, now: number): Result {
  if (ticket.state !== 'screening') {
    return wrongState(ticket);
  }
  if (ticket.answeredAt === null) {
    return wrongState(ticket, { answered: false });
  }
  const heard = mayBeHeard(ticket, seat);
  return heard.ok
    ? decided({ ...ticketFacts(ticket), state: 'onDeck', since: now, seatId: seat.id, heldBy: ticket.heldBy })
    : heard;
}

/** Onto the stage of the seat they are on deck for; by telephone also straight from waiting or the green room. */
export function goLive(ticket: TicketRecord, seat: At, callId: string, now: number): Result {
  const byPhone = ticket.participation === 'phone';
  switch (ticket.state) {
    case 'waiting':
    case 'screening':
      if (!byPhone) {
        return wrongState(ticket);
      }
      break;
    case 'onDeck':
      if (!byPhone && ticket.seatId !== seat.id) {
        return wrongState(ticket, { seatId: ticket.seatId });
      }
      break;
    case 'booked':
    case 'away':
    case 'live':
    case 'done':
    case 'left':
    case 'noShow':
    case 'deferred':
    case 'refused':
    case 'written':
      return wrongState(ticket);
  }
  const heard = mayBeHeard(ticket, seat);
  return heard.ok ? decided({ ...ticketFacts(ticket), state: 'live', since: now, seatId: seat.id, callId }) : heard;
}

/** The call goes on at another seat. */
export function handOver(ticket: TicketRecord, seat: At): Result {
  if (ticket.state !== 'live') {
    return wrongState(ticket);
  }
  const heard = mayBeHeard(ticket, seat);
  return heard.ok ? decided({ ...ticket, seatId: seat.id }) : heard;
}

/** The end of the call for the ticket; `failed` goes back to the head (C3). */
export function finish(
  ticket: TicketRecord,
  outcome: Outcome,
  whereTo: string | null,
  session: SessionRecord,
  now: number,
): Result {
  if (outcome === 'failed') {
    return technicalFailure(ticket, whereTo ?? '', session, now);
  }
  return ticket.state === 'live'
    ? decided<TicketRecord, TicketEffect>(
        { ...ticketFacts(ticket), state: 'done', endedAt: now, outcome, whereTo },
        { effect: 'tell', what: 'callEnded' },
      )
    : wrongState(ticket);
}

/** Back to waiting at the head, with the reason kept (C3). Nobody is told to wait for a call that cannot come tonight. */
export function technicalFailure(ticket: TicketRecord, reason: string, session: SessionRecord, now: number): Result {
  if (ticket.state !== 'live') {
    return wrongState(ticket);
  }
  if (reason.trim() === '') {
    return refused('REASON_MISSING');
  }
  const failed = toWaiting({ ...ticket, entered: true, lane: 'head', lastFailure: reason }, now);
  return isServing(session, now)
    ? decided<TicketRecord, TicketEffect>(failed, { effect: 'tell', what: 'callFailed' })
    : decided(failed);
}

/** Refuses with a reason and where to go instead. */
export function refuse(ticket: TicketRecord, reason: string, whereTo: string, now: number): Result {
  if (whereTo.trim() === '') {
    return refused('REASON_MISSING', { needs: 'whereTo' });
  }
  switch (ticket.state) {
    case 'booked':
    case 'waiting':
    case 'away':
    case 'screening':
    case 'onDeck':
      return withReason(
        decided<TicketRecord, TicketEffect>(
          { ...ticketFacts(ticket), state: 'refused', endedAt: now, reason, whereTo },
          { effect: 'tell', what: 'refused' },
        ),
        'queue.refuse',
        reason,
        { whereTo },
      );
    case 'live':
    case 'done':
    case 'left':
    case 'noShow':
    case 'deferred':
    case 'refused':
    case 'written':
      return wrongState(ticket);
  }
}

export interface Approval {
  readonly subject: string;
  readonly publicName: string;
  readonly categoryCode: string;
  /** Staff person id. */
  readonly by: string;
}

/** Subject and public name as they may be shown (C2, T5). */
export function approve(ticket: TicketRecord, approval: Approval, now: number): Result {
  const { subject, publicName, categoryCode, by } = approval;
  return isOpen(ticket)
    ? decided({ ...ticket, subject, publicName, categoryCode, approval: { at: now, by } })
    : wrongState(ticket);
}

/** At any time, after an end too: what rests on it follows from the ticket as it then is (C2, C7, T6). */
export function changeConsent(ticket: TicketRecord, scope: ConsentScope, given: boolean, _now: number): Result {
  return decided({ ...ticket, consent: { ...ticket.consent, [scope]: given } });
}

/** C12: the desk offers a step down from video, or takes the offer back; whoever it is for takes the step, or does not. */
export function offerStep(ticket: TicketRecord, step: LadderStep | null): Result {
  const { state, participation } = ticket;
  const isHere = state === 'waiting' || state === 'away' || state === 'screening' || state === 'onDeck';
  if (!isHere && state !== 'live') return wrongState(ticket);
  // What is said or written instead of the call comes before it.
  if (state === 'live' && (step === 'message' || step === 'written')) return wrongState(ticket, { step });
  if (step === participation || (step === 'audio' && participation === 'phone'))
    return wrongState(ticket, { participation });
  const undo = stillUndoable(ticket);
  return decided({ ...ticket, undo, ladder: ladderOf(ticket.ladder?.soundFor ?? null, step) });
}

/** Not this step: the call goes on as it is. */
export function declineStep(ticket: TicketRecord): Result {
  if (!ticket.ladder?.offered) return refused('STALE');
  return decided({ ...ticket, undo: stillUndoable(ticket), ladder: ladderOf(ticket.ladder.soundFor, null) });
}

const ladderOf = (soundFor: Ladder['soundFor'], offered: LadderStep | null): Ladder | null =>
  soundFor === null && offered === null ? null : { soundFor, offered };

/** Video → audio only → telephone without losing the turn. */
export function setParticipation(ticket: TicketRecord, participation: Participation, _now: number): Result {
  return isOpen(ticket) ? decided({ ...ticket, participation }) : wrongState(ticket);
}

/** This person added to their matter, or took away; what a desk may undo stays so. */
export function setAdded(ticket: TicketRecord, count: number, now: number): Result {
  return decided({ ...ticket, undo: stillUndoable(ticket), added: count === 0 ? null : { count, at: now } });
}

/** The newest reading counts; nothing is read before it was written. */
export function readMessages(ticket: TicketRecord, upTo: number, now: number): Result {
  const undo = stillUndoable(ticket);
  return decided({ ...ticket, undo, messagesReadAt: Math.max(ticket.messagesReadAt ?? 0, Math.min(upTo, now)) });
}

/** To another place, which `moveKey` works out; the reason is written down (Q6). */
export function move(
  ticket: TicketRecord,
  to: { readonly lane: Lane; readonly order: number },
  reason: string,
  _now: number,
): Result {
  if (ticket.state !== 'waiting' && ticket.state !== 'away') {
    return wrongState(ticket);
  }
  return withReason(decided({ ...ticket, lane: to.lane, order: to.order }), 'queue.move', reason, {
    from: { lane: ticket.lane, order: ticket.order },
    to: { lane: to.lane, order: to.order },
  });
}

/**
 * To a department's room, or back to the leaders (Q6): from the queue, the green room or the deck, with the place kept.
 * The citizen is told with whom they will speak.
 */
export function send(ticket: TicketRecord, to: SentTo, reason: string, now: number): Result {
  const sent = { ...ticket, sentTo: to };
  const tell = { effect: 'tell', what: to.to === 'room' ? 'sentToRoom' : 'sentToLeader' } as const;
  const data = { from: ticket.state, ...to };
  switch (sent.state) {
    case 'waiting':
    case 'away':
      return withReason(decided<TicketRecord, TicketEffect>(sent, tell), 'queue.send', reason, data);
    case 'screening':
    case 'onDeck':
      return withReason(decided<TicketRecord, TicketEffect>(toWaiting(sent, now), tell), 'queue.send', reason, data);
    case 'booked':
    case 'live':
    case 'done':
    case 'left':
    case 'noShow':
    case 'deferred':
    case 'refused':
    case 'written':
      return wrongState(ticket);
  }
}

function withReason(result: Result, what: string, why: string, data: Record<string, unknown>): Result {
  if (!result.ok) {
    return result;
  }
  if (why.trim() === '') {
    return refused('REASON_MISSING');
  }
  return { ...result, effects: [...result.effects, { effect: 'log', what, why, data }] };
}

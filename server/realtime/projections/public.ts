/** What the audience, the waiting room and one citizen see. */

import type { AirQuestion } from '../../../shared/questions.ts';
import type { QueueDigest } from '../../../shared/queue/digest.ts';
import type { ProgrammeView, TicketView, WaitingView } from '../../../shared/views/all.ts';
import type { Programme } from '../../../shared/views/common.ts';
import { hasPhone } from '../../domain/queue/holders.ts';
import { isRoom, linesOf } from '../../domain/queue/lines.ts';
import { isSetBack } from '../../domain/queue/policy.ts';
import { isCalling } from '../../domain/queue/transitions.ts';
import type { TicketRecord } from '../../domain/queue/types.ts';
import { asTold } from '../../domain/queue/undo.ts';
import { titled } from '../../domain/sessions/seats.ts';
import type { SessionSnapshot } from '../../services/live/snapshot.ts';
import { callHead, ofSamePhone, onStage, type PresenceNow, runningCalls, sessionHead } from './common.ts';

/** `programme`: as they are told of it, which may be later (C6). */
export const programmeView = (
  snapshot: SessionSnapshot,
  programme: Programme,
  question: AirQuestion | null,
): ProgrammeView => ({
  session: sessionHead(snapshot),
  programme,
  question,
});

/** One identical message for everybody who waits: no identities (DESIGN: the contract). */
export function waitingView({ roomMessages }: SessionSnapshot, digest: QueueDigest): WaitingView {
  const [newest] = roomMessages;
  return { digest, notice: newest ? { text: newest.text, at: newest.at } : null };
}

/** Whether the view of a ticket is made of it, of what `commonToTickets` says and of others of its phone alone. */
export function isOfTicketAlone({ state }: TicketRecord): boolean {
  return state === 'booked' || state === 'waiting' || state === 'away' || state === 'screening' || state === 'onDeck';
}

/** What is alike in every ticket view: when it changes, all are made anew. */
export function commonToTickets({ session, roomMessages, messagesOfTicket }: SessionSnapshot): string {
  const { state, finishedCalls, seats } = session;
  const toRoom = roomMessages.map(({ id }) => id);
  const toTickets = [...messagesOfTicket.values()].reduce((sum, messages) => sum + messages.length, 0);
  return JSON.stringify([state, finishedCalls, seats, toRoom, toTickets]);
}

/**
 * What it is made of besides the ticket is to be in `commonToTickets`, or `isOfTicketAlone` is to say no. Whoever took the
 * number sees no other place of its phone (Q7).
 */
export function ticketView(
  snapshot: SessionSnapshot,
  presence: PresenceNow,
  record: TicketRecord,
  isTaker: boolean,
): TicketView {
  const ticket = asTold(record);
  return {
    ticketId: ticket.id,
    number: ticket.number,
    name: snapshot.people.get(ticket.personId)?.name ?? '',
    state: ticket.state,
    sessionState: snapshot.session.state,
    lane: ticket.lane,
    order: ticket.order,
    lines: linesOf(ticket, snapshot.session),
    sentTo: ticket.sentTo?.to ?? null,
    withWhom: withWhom(snapshot, ticket),
    participation: ticket.participation,
    hasPhone: hasPhone(snapshot.people.get(ticket.personId)),
    ladder: ticket.ladder,
    entered: ticket.entered,
    passes: ticket.passes,
    setBack: isSetBack(ticket, snapshot.session),
    subject: ticket.subject,
    more: ticket.more,
    publicName: ticket.publicName,
    approved: ticket.approval !== null,
    consent: ticket.consent,
    slotAt: ticket.state === 'booked' ? ticket.slotAt : null,
    called:
      ticket.state === 'screening'
        ? { answerBy: ticket.answerBy, answered: ticket.answeredAt !== null, toRoom: ticket.seatId !== null }
        : null,
    lastFailure: failureOf(ticket),
    returnedAt: ticket.state === 'waiting' ? ticket.returnedAt : null,
    call: callOf(snapshot, presence, ticket),
    messages: messagesTo(snapshot, ticket).map(({ id, text, at, listen }) => ({ id, text, at, listen })),
    messagesReadAt: ticket.messagesReadAt,
    ended: endOf(snapshot, ticket),
    others: (isTaker ? [] : ofSamePhone(snapshot, ticket)).map((other) => ({
      ticketId: other.id,
      number: other.number,
      name: snapshot.people.get(other.personId)?.name ?? '',
      state: other.state,
      entered: other.entered,
      called: isCalling(other),
      lane: other.lane,
      order: other.order,
    })),
  };
}

/** A newer message to everybody takes the place of an older one in the view of the room; unread, it stays here. */
function messagesTo(snapshot: SessionSnapshot, ticket: TicketRecord) {
  const since = Math.max(ticket.takenAt, ticket.messagesReadAt ?? 0);
  const overtaken = snapshot.roomMessages.slice(1).filter(({ at }) => at > since);
  return [...(snapshot.messagesOfTicket.get(ticket.id) ?? []), ...overtaken].sort((a, b) => a.at - b.at);
}

/** Once called to a seat that one; until then every seat that serves this person. */
function withWhom({ session }: SessionSnapshot, ticket: TicketRecord): TicketView['withWhom'] {
  const seatId = 'seatId' in ticket ? ticket.seatId : null;
  const lines = linesOf(ticket, session);
  return session.seats
    .filter((seat) =>
      seatId === null ? (isRoom(seat) ? lines.rooms.includes(seat.id) : lines.leaders) : seat.id === seatId,
    )
    .map((seat) => ({ who: titled(seat), seatName: seat.name, isRoom: isRoom(seat) }));
}

function failureOf({ state, lastFailure }: TicketRecord): TicketView['lastFailure'] {
  if (lastFailure === null || (state !== 'waiting' && state !== 'away')) return null;
  return lastFailure === 'connectionLost' || lastFailure === 'overtime' ? lastFailure : 'technical';
}

function callOf(snapshot: SessionSnapshot, presence: PresenceNow, ticket: TicketRecord): TicketView['call'] {
  if (ticket.state !== 'live') return null;
  const call = runningCalls(snapshot).find((one) => one.id === ticket.callId);
  const seat = snapshot.session.seats.find((one) => one.id === ticket.seatId);
  if (!call || !seat) return null;
  const head = callHead(snapshot, presence, call);
  return {
    head,
    withWhom: titled(seat),
    onStage: onStage(snapshot, presence, seat.id, ticket.publicName, call),
    onAir: head.shown,
  };
}

function endOf(snapshot: SessionSnapshot, ticket: TicketRecord): TicketView['ended'] {
  const nothing = {
    outcome: null,
    whereTo: null,
    reason: null,
    cases: [],
    promises: [],
    receiptToken: null,
    carried: null,
    due: null,
  };
  const cases = (snapshot.casesOfTicket.get(ticket.id) ?? []).map(({ number, subject }) => ({ number, subject }));
  switch (ticket.state) {
    case 'booked':
    case 'waiting':
    case 'away':
    case 'screening':
    case 'onDeck':
    case 'live':
      return null;
    case 'left':
    case 'noShow':
      return nothing;
    case 'deferred': {
      if (ticket.by === 'session') return { ...nothing, carried: snapshot.carriedTo.get(ticket.id) ?? null };
      const due = { by: 'phone' as const, on: ticket.dueOn };
      return { ...nothing, cases, receiptToken: ticket.receiptToken, due };
    }
    case 'written': {
      const due = { by: 'written' as const, on: ticket.dueOn };
      return { ...nothing, cases, receiptToken: ticket.receiptToken, due };
    }
    case 'refused':
      return { ...nothing, whereTo: ticket.whereTo, reason: ticket.reason };
    case 'done': {
      const ids = new Set(snapshot.casesOfTicket.get(ticket.id)?.map((record) => record.id));
      const unitNames = new Map(snapshot.units.map((unit) => [unit.id, unit.name]));
      return {
        ...nothing,
        outcome: ticket.outcome,
        whereTo: ticket.whereTo,
        cases,
        promises: snapshot.promises
          .filter((promise) => ids.has(promise.caseId) && promise.confirmedAt !== null)
          .map((promise) => ({
            wording: promise.wording,
            unitName: unitNames.get(promise.unitId) ?? '',
            dueOn: promise.dueOn,
          })),
        receiptToken: ticket.receiptToken,
      };
    }
  }
}

/** The desk's side of the queue: calling, passing over, returning, moving, refusing, approving. */
import { isDeepStrictEqual } from 'node:util';
import { CONSENT_VERSION, CONSENT_VERSIONS } from '../../shared/consent.ts';
import { Refusal } from '../../shared/errors.ts';
import { unpublished } from '../domain/calls/shared-picture.ts';
import { categoryByCode } from '../domain/cases/categories.ts';
import { isRoom, type LineOf, lineOf } from '../domain/queue/lines.ts';
import { toldThere } from '../domain/queue/near-turn.ts';
import { moveKey, nextForSeat } from '../domain/queue/policy.ts';
import { rang } from '../domain/queue/rang.ts';
import * as transitions from '../domain/queue/transitions.ts';
import type { TicketRecord, Undoable } from '../domain/queue/types.ts';
import { placeIsLeft, tellHeld, undo, undoable } from '../domain/queue/undo.ts';
import { advanceTurn, mayStartCall } from '../domain/sessions/transitions.ts';
import type { SeatRecord, SessionRecord } from '../domain/sessions/types.ts';
import { deleteCaptions } from './caption-service.ts';
import { type Ahead, type CommandAsked, once, onceReading } from './context.ts';
import { keepTicket } from './keep-ticket.ts';
import { deleteRecordings } from './recording-service.ts';
import {
  allowed,
  notFound,
  refuseSecondPlace,
  refuseWithoutPhone,
  sessionForUpdate,
  staffOf,
  ticketOf,
  writeDown,
} from './support.ts';
import { wordsConfirmed } from './word-service.ts';

/** How many may be in the green room at once. */
const GREEN_ROOM = 3;

/** Who is inside, and who could be called as the leaders' line was before the session was locked. */
interface Calling {
  readonly stage: readonly TicketRecord[];
  readonly callable: readonly TicketRecord[];
  readonly asOf: readonly [LineOf, number];
}

const asOf = (session: SessionRecord): Calling['asOf'] => [lineOf(null, session), session.finishedCalls];

const readCalling: Ahead<'queue.callNext', Calling> = async (_, { tx }, found) => {
  const its = asOf(found);
  const [stage, callable] = await Promise.all([tx.stageTickets(found.id), tx.callable(found, its[0])]);
  return { stage, callable, asOf: its };
};

export const queueHandlers = {
  'queue.callNext': onceReading<'queue.callNext', Calling>(readCalling, async (input, asked, read) => {
    const { tx, now } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    roomInGreenRoom(asked, session, read.stage);
    const isSame = isDeepStrictEqual(asOf(session), read.asOf);
    const next = isSame ? nextForSeat(read.callable, session, null, now) : await nextOf(asked, session);
    if (!next) throw new Refusal('QUEUE_EMPTY');
    await callIn(asked, session, next, null);
    await tx.saveSession(advanceTurn(session, next.lane));
    return { ticketId: next.id };
  }),

  'room.callNext': once<'room.callNext'>(async (input, asked) => {
    const { tx, now, touched } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    allowed(mayStartCall(session, now));
    const room = seatOf(session, input.seatId);
    if (!isRoom(room)) throw new Refusal('NOT_FOUND');
    const [, next] = await Promise.all([seatIsFree(asked, session.id, room.id), nextOf(asked, session, room.id)]);
    if (!next) throw new Refusal('QUEUE_EMPTY');
    const decision = transitions.call(next, staffOf(asked.actor).personId, now, room.id);
    const { id: ticketId } = await keepTicket(asked, decision);
    await writeDown(asked, 'room.callNext', { sessionId: session.id, ticketId, data: { seatId: room.id } });
    await tx.saveSession(advanceTurn(session, next.lane, room.id));
    touched.stage(session.id);
    touched.queue(session.id);
    return { ticketId };
  }),

  'queue.send': once<'queue.send'>(async (input, asked) => {
    const { tx, now, touched } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    const ticket = await ticketOf(tx, input.ticketId);
    if (input.toSeatId !== null && !isRoom(seatOf(session, input.toSeatId))) throw new Refusal('NOT_FOUND');
    const to =
      input.toSeatId === null ? ({ to: 'leader' } as const) : ({ to: 'room', seatId: input.toSeatId } as const);
    await keepTicket(asked, transitions.send(ticket, to, input.reason, now));
    touched.stage(session.id);
    touched.queue(session.id);
    return {};
  }),

  'queue.call': once<'queue.call'>(async (input, asked) => {
    const session = await sessionForUpdate(asked.tx, input.sessionId);
    roomInGreenRoom(asked, session, await asked.tx.stageTickets(session.id));
    await callIn(asked, session, await ticketOf(asked.tx, input.ticketId), input.reason);
    return {};
  }),

  'queue.passOver': once<'queue.passOver'>(async (input, asked) => {
    const session = await sessionForUpdate(asked.tx, input.sessionId);
    const ticket = await ticketOf(asked.tx, input.ticketId);
    await passOver(asked, session, ticket);
    return {};
  }),

  'queue.reached': once<'queue.reached'>(async (input, asked) => {
    const { tx, now, touched } = asked;
    await sessionForUpdate(tx, input.sessionId);
    const ticket = await keepTicket(asked, transitions.reach(await ticketOf(tx, input.ticketId), now));
    await writeDown(asked, 'queue.reached', { sessionId: input.sessionId, ticketId: ticket.id });
    touched.stage(input.sessionId);
    return {};
  }),

  'ticket.rang': once<'ticket.rang'>(async (input, asked) => {
    const { tx, now, touched } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    if (input.result !== 'notReached') await refuseSecondPlace(asked, input.ticketId);
    const before = await ticketOf(tx, input.ticketId);
    if (input.result === 'byPhone') await refuseWithoutPhone(tx, before);
    const ticket = await keepTicket(asked, rang(before, input.result, session, now));
    await writeDown(asked, 'ticket.rang', { sessionId: session.id, ticketId: ticket.id, why: input.result });
    touched.stage(session.id);
    touched.queue(session.id);
    return {};
  }),

  'queue.return': once<'queue.return'>(async (input, asked) => {
    const { tx, now, touched } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    const { beforeTicketId, reason } = input;
    const returned = transitions.returnToWaiting(await ticketOf(tx, input.ticketId), reason, now);
    if (beforeTicketId === undefined || !returned.ok) await keepTicket(asked, returned);
    else {
      // A room keeps its line in the order of the one queue.
      if (asked.connection?.as.as === 'duty') throw new Refusal('FORBIDDEN');
      const open = await tx.openTickets(session.id);
      const tickets = open.map((other) => (other.id === returned.state.id ? returned.state : other));
      if (beforeTicketId !== null && !tickets.some(({ id }) => id === beforeTicketId)) throw new Refusal('NOT_FOUND');
      const key = moveKey(tickets, input.ticketId, beforeTicketId, session, now);
      if (!key.ok) throw new Refusal(key.code, key.details);
      const moved = toldWhere(transitions.move(returned.state, key, reason, now), tickets, session);
      await keepTicket(asked, moved.ok ? { ...moved, effects: [...returned.effects, ...moved.effects] } : moved);
    }
    touched.stage(input.sessionId);
    touched.queue(input.sessionId);
    return {};
  }),

  'queue.move': once<'queue.move'>(async (input, asked) => {
    const { tx, now, touched } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    const tickets = await tx.openTickets(input.sessionId);
    const ticket = await ticketOf(tx, input.ticketId);
    if (input.beforeTicketId !== null && !tickets.some((other) => other.id === input.beforeTicketId))
      throw new Refusal('NOT_FOUND');
    const key = moveKey(tickets, input.ticketId, input.beforeTicketId, session, now);
    if (!key.ok) throw new Refusal(key.code, key.details);
    const moved = toldWhere(transitions.move(ticket, key, input.reason, now), tickets, session);
    await keepTicket(asked, undoableBy(asked, ticket, 'move', moved));
    touched.session(input.sessionId);
    touched.queue(input.sessionId);
    return {};
  }),

  'queue.refuse': once<'queue.refuse'>(async (input, asked) => {
    const { tx, now, touched } = asked;
    await sessionForUpdate(tx, input.sessionId);
    const { reason, whereTo } = input;
    const ticket = await ticketOf(tx, input.ticketId);
    await keepTicket(asked, undoableBy(asked, ticket, 'refuse', transitions.refuse(ticket, reason, whereTo, now)));
    touched.stage(input.sessionId);
    // A booked place is given on once the refusal stands (`tellHeldByClock`).
    if (ticket.state !== 'booked') touched.queue(input.sessionId);
    return {};
  }),

  'ticket.undo': once<'ticket.undo'>(async (input, asked) => {
    const { tx, now, touched } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    const before = await ticketOf(tx, input.ticketId);
    const by = staffOf(asked.actor).personId;
    if (!placeIsLeft(before, session, await tx.ticketCounts(session.id), now)) throw new Refusal('UNDO_CHANGED');
    const decision = undo(before, session, await tx.openTickets(session.id), by, now);
    const ticket = await keepTicket(asked, decision);
    if (ticket.state === 'onDeck') await seatIsFree(asked, session.id, ticket.seatId, ticket.id);
    await writeDown(asked, `undo.${before.undo?.what}`, { sessionId: session.id, ticketId: ticket.id });
    touched.stage(session.id);
    touched.queue(session.id);
    return {};
  }),

  'ticket.approve': once<'ticket.approve'>(async (input, asked) => {
    const { tx, now, touched } = asked;
    if (!categoryByCode(input.categoryCode))
      throw new Refusal('BAD_INPUT', { issues: [{ path: 'categoryCode', message: 'unknown' }] });
    await sessionForUpdate(tx, input.sessionId);
    const approval = {
      subject: input.subject,
      publicName: input.publicName,
      categoryCode: input.categoryCode,
      by: staffOf(asked.actor).personId,
    };
    const before = await ticketOf(tx, input.ticketId);
    const words = await wordsConfirmed(asked, before, input);
    const ticket = await keepTicket(asked, transitions.approve(before, approval, now));
    const { subject, publicName, categoryCode } = approval;
    await writeDown(asked, words.length > 0 ? 'ticket.approveDespite' : 'ticket.approve', {
      sessionId: input.sessionId,
      ticketId: ticket.id,
      ...(words.length > 0 ? { why: words.join(' / ') } : {}),
      data: { subject, publicName, categoryCode },
    });
    touched.stage(input.sessionId);
    return {};
  }),

  'ticket.logSpokenConsent': once<'ticket.logSpokenConsent'>(async (input, asked) => {
    await consent(asked, input.ticketId, input.scope, input.given, CONSENT_VERSION, true);
    return {};
  }),

  'ticket.toDeck': once<'ticket.toDeck'>(async (input, asked) => {
    const { tx, now, touched } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    const seat = seatOf(session, input.seatId);
    const before = await ticketOf(tx, input.ticketId);
    await seatIsFree(asked, session.id, seat.id, before.id);
    const ticket = await keepTicket(asked, transitions.toDeck(before, seat, now));
    await writeDown(asked, 'ticket.toDeck', { sessionId: session.id, ticketId: ticket.id });
    touched.stage(session.id);
    return {};
  }),

  'ticket.revealPhone': once<'ticket.revealPhone'>(async (input, asked) => {
    const ticket = await ticketOf(asked.tx, input.ticketId);
    const person = await asked.tx.person(ticket.personId);
    const phone = person?.phoneId ? await asked.tx.phone(person.phoneId) : null;
    if (!phone) throw new Refusal('NOT_FOUND');
    await writeDown(asked, 'ticket.revealPhone', { sessionId: input.sessionId, ticketId: ticket.id });
    asked.touched.session(input.sessionId);
    return { phone };
  }),
};

/** Who is to be called next (Q2) by the leaders' desk or for a department's room, under the session's lock. */
export async function nextOf(
  { tx, now }: CommandAsked,
  session: SessionRecord,
  roomId: string | null = null,
): Promise<TicketRecord | null> {
  return nextForSeat(await tx.callable(session, lineOf(roomId, session)), session, roomId, now);
}

const seatOf = (session: SessionRecord, seatId: string): SeatRecord =>
  session.seats.find((seat) => seat.id === seatId) ?? notFound();

/** One at a time is on the deck of a seat, or called to a department's room, whose deck the answer leads to. */
async function seatIsFree({ tx }: CommandAsked, sessionId: string, seatId: string, exceptId?: string): Promise<void> {
  const taken = (await tx.stageTickets(sessionId)).find(
    (other) =>
      (other.state === 'onDeck' || other.state === 'screening') && other.seatId === seatId && other.id !== exceptId,
  );
  if (taken) throw new Refusal('SEAT_BUSY', { ticketId: taken.id });
}

function roomInGreenRoom({ now }: CommandAsked, session: SessionRecord, stage: readonly TicketRecord[]): void {
  allowed(mayStartCall(session, now));
  const inside = stage.filter((ticket) => ticket.state === 'screening' && ticket.seatId === null);
  if (inside.length >= GREEN_ROOM) throw new Refusal('GREEN_ROOM_FULL');
}

async function callIn(
  asked: CommandAsked,
  session: SessionRecord,
  before: TicketRecord,
  why: string | null,
): Promise<void> {
  const { now, touched } = asked;
  const heldBy = staffOf(asked.actor).personId;
  if (why === null) {
    const { id } = await keepTicket(asked, transitions.call(before, heldBy, now));
    await writeDown(asked, 'queue.callNext', { sessionId: session.id, ticketId: id });
  } else {
    await keepTicket(asked, transitions.callOutOfOrder(before, heldBy, why, now));
  }
  touched.stage(session.id);
  touched.queue(session.id);
}

const toldWhere = (
  moved: ReturnType<typeof transitions.move>,
  open: readonly TicketRecord[],
  session: SessionRecord,
): ReturnType<typeof transitions.move> =>
  moved.ok ? { ...moved, state: toldThere(moved.state, open, session) } : moved;

/** What a moderator does can be undone for a few seconds (Q9); what the clock or a department's room does stands. */
function undoableBy(
  { actor, connection, now }: CommandAsked,
  before: TicketRecord,
  what: Undoable['what'],
  decision: ReturnType<typeof transitions.move>,
): ReturnType<typeof transitions.move> {
  return actor.kind === 'staff' && connection?.as.as !== 'duty'
    ? undoable(before, decision, what, actor.personId, now)
    : decision;
}

/** Q9: it can be undone no more. `at`: when it was done. */
export async function tellHeldByClock(ticketId: string, at: number, asked: CommandAsked): Promise<void> {
  const found = await asked.tx.ticket(ticketId);
  if (!found) return;
  await sessionForUpdate(asked.tx, found.sessionId);
  const decision = tellHeld(await ticketOf(asked.tx, ticketId), at);
  if (!decision) return;
  await keepTicket(asked, decision);
  // Whoever is on the list moves up to the place of somebody refused.
  asked.touched.queue(found.sessionId);
}

async function passOver(asked: CommandAsked, session: SessionRecord, before: TicketRecord): Promise<void> {
  const after = await keepTicket(
    asked,
    undoableBy(asked, before, 'passOver', transitions.passOver(before, session, asked.now)),
  );
  await writeDown(asked, after.state === 'noShow' ? 'queue.noShow' : 'queue.passOver', {
    sessionId: session.id,
    ticketId: before.id,
  });
  asked.touched.stage(session.id);
  asked.touched.queue(session.id);
}

/** Q4: nobody answered within 60 s. Does nothing when it was answered or called anew meanwhile. */
export async function passOverByClock(ticketId: string, calledAt: number, asked: CommandAsked): Promise<void> {
  const found = await asked.tx.ticket(ticketId);
  if (!found) return;
  const session = await sessionForUpdate(asked.tx, found.sessionId);
  const ticket = await ticketOf(asked.tx, ticketId);
  if (ticket.state !== 'screening' || ticket.answeredAt !== null || ticket.calledAt !== calledAt) return;
  // Moved to the telephone meanwhile: the desk says whether they were reached.
  if (transitions.isByPhone(ticket)) return;
  await passOver(asked, session, ticket);
}

/**
 * Consent is given to the wording that is shown now; an earlier one can still be withdrawn, by a page that was open
 * before the words changed (T6).
 */
export function refuseOtherWording(given: boolean, version: string): void {
  const fits = given ? version === CONSENT_VERSION : (CONSENT_VERSIONS as readonly string[]).includes(version);
  if (!fits) throw new Refusal('CONSENT_OUTDATED', { version: CONSENT_VERSION });
}

/** Gives or revokes one consent; written with the version of its wording and whether it was spoken (T6). */
export async function consent(
  asked: CommandAsked,
  ticketId: string,
  scope: 'call' | 'recording' | 'broadcast',
  given: boolean,
  version: string,
  spoken: boolean,
): Promise<void> {
  const { tx, now, actor, touched } = asked;
  const before = await ticketOf(tx, ticketId);
  await sessionForUpdate(tx, before.sessionId);
  const ticket = await keepTicket(asked, transitions.changeConsent(await ticketOf(tx, ticketId), scope, given, now));
  const byPersonId = actor.kind === 'staff' ? actor.personId : ticket.personId;
  const entry = { ticketId, personId: ticket.personId, scope, given, version, spoken, at: now, byPersonId };
  await tx.insertConsents([entry]);
  await writeDown(asked, given ? 'consent.given' : 'consent.revoked', {
    sessionId: ticket.sessionId,
    ticketId,
    data: { scope, spoken, version },
  });
  if (scope === 'recording' && !given) {
    await deleteRecordings(asked, await tx.recordingsOfTicket(ticketId), 'consent');
    await deleteCaptions(asked, ticketId);
  }
  if (scope !== 'recording' && !given) await unpublishPicture(asked, ticket);
  touched.stage(ticket.sessionId);
}

/** C13: a consent that is given anew brings back no picture that nobody showed to the public since. */
async function unpublishPicture({ tx }: CommandAsked, ticket: TicketRecord): Promise<void> {
  const call = ticket.state === 'live' ? await tx.call(ticket.callId) : null;
  if (call?.shared?.publicAt) await tx.saveCall(unpublished(call));
}

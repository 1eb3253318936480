/** Put-through, hold, on and off the programme, ending with an outcome (C1–C5). */
import { Refusal } from '../../shared/errors.ts';
import { mayBePublic } from '../domain/calls/programme.ts';
import * as calls from '../domain/calls/transitions.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import { promiseCounts } from '../domain/cases/transitions.ts';
import * as tickets from '../domain/queue/transitions.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import { advanceTurn, finishClosing } from '../domain/sessions/transitions.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { unitOf } from './call-case-service.ts';
import { type Ending, stopCall } from './call-ending.ts';
import { type CommandAsked, once } from './context.ts';
import { keepSession } from './keep-session.ts';
import { keepTicket } from './keep-ticket.ts';
import { nextOf } from './queue-service.ts';
import { refuseIfAbout } from './summons-service.ts';
import {
  callOf,
  must,
  notFound,
  refuseWithoutPhone,
  sessionForUpdate,
  staffOf,
  ticketOf,
  writeDown,
} from './support.ts';

const NOTE_EVERY_MS = 60_000;
/** So many entries back an earlier one is looked for; beyond it one more is written. */
const LATELY = 20;

export const callHandlers = {
  'call.putThrough': once<'call.putThrough'>(async (input, asked) => {
    const session = await sessionForUpdate(asked.tx, input.sessionId);
    const ticket = await ticketOf(asked.tx, input.ticketId);
    if (ticket.state !== 'onDeck') throw new Refusal('WRONG_STATE', { state: ticket.state });
    return { callId: await begin(asked, session, ticket, ticket.seatId) };
  }),

  'call.swap': once<'call.swap'>(async (input, asked) => {
    const session = await sessionForUpdate(asked.tx, input.sessionId);
    const ticket = await ticketOf(asked.tx, input.ticketId);
    if (ticket.state !== 'onDeck') throw new Refusal('WRONG_STATE', { state: ticket.state });
    const { seatId } = ticket;
    // A department's room has one citizen at a time and an officer who ends each call.
    if (session.seats.some((seat) => seat.id === seatId && seat.room)) throw new Refusal('FORBIDDEN');
    const others = await makeRoom(asked, session, { seatId, forTicketId: ticket.id });
    return { callId: await begin(asked, session, ticket, seatId, { beside: others }) };
  }),

  'call.byPhone': once<'call.byPhone'>(async (input, asked) => {
    const { tx, now } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    const before = await ticketOf(tx, input.ticketId);
    await refuseWithoutPhone(tx, before);
    const why = input.reason ?? null;
    const isNext = before.state === 'waiting' && (await nextOf(asked, session))?.id === before.id;
    if (before.state === 'waiting' && !isNext && why === null) throw new Refusal('REASON_MISSING');
    const ticket = must(tickets.setParticipation(before, 'phone', now));
    const callId = await begin(asked, session, ticket, input.seatId, { why });
    if (isNext) await tx.saveSession(advanceTurn(session, before.lane));
    asked.touched.queue(session.id);
    return { callId };
  }),

  'call.setPublic': once<'call.setPublic'>(async (input, asked) => {
    const { tx } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    const before = await callOf(tx, input.callId);
    if (input.public) await refuseUnlessPublic(asked, session, before);
    await save(
      asked,
      must(calls.setPublic(before, input.public, asked.now)),
      input.public ? 'call.public' : 'call.notPublic',
    );
    return {};
  }),
  'call.hold': once<'call.hold'>(async (input, asked) => {
    await sessionForUpdate(asked.tx, input.sessionId);
    await save(asked, must(calls.hold(await callOf(asked.tx, input.callId), asked.now)), 'call.hold');
    return {};
  }),
  'call.resume': once<'call.resume'>(async (input, asked) => {
    const session = await sessionForUpdate(asked.tx, input.sessionId);
    const resumed = must(calls.resume(await callOf(asked.tx, input.callId), asked.now));
    await makeRoom(asked, session, { seatId: resumed.seatId, forTicketId: resumed.ticketId });
    await save(asked, resumed, 'call.resume');
    return {};
  }),
  'call.extend': once<'call.extend'>(async (input, asked) => {
    const session = await sessionForUpdate(asked.tx, input.sessionId);
    await save(asked, must(calls.extend(await callOf(asked.tx, input.callId), session)), 'call.extend');
    return {};
  }),
  'call.handOver': once<'call.handOver'>(async (input, asked) => {
    const { tx, now } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    const before = await callOf(tx, input.callId);
    const seat = session.seats.find((one) => one.id === input.toSeatId) ?? notFound();
    const ticket = await ticketOf(tx, before.ticketId);
    if (seat.room) await refuseToRoom(asked, before, seat.room.unitId);
    const to = { seatId: seat.id, mayBePublic: mayBePublic(session, seat.id, ticket) };
    const call = must(calls.handOver(before, to, await tx.runningCalls(session.id), now));
    await tx.saveCall(call);
    await keepTicket(asked, tickets.handOver(ticket, seat));
    await writeDown(asked, 'call.handOver', {
      sessionId: session.id,
      ticketId: ticket.id,
      data: { callId: call.id, from: before.seatId, to: seat.id },
    });
    asked.touched.stage(session.id);
    return {};
  }),

  'call.end': once<'call.end'>(async (input, asked) => {
    const session = await sessionForUpdate(asked.tx, input.sessionId);
    const call = await callOf(asked.tx, input.callId);
    if (input.unitId !== null) await unitOf(asked, input.unitId);
    await endCall(asked, session, call, input);
    return {};
  }),

  'call.note': once<'call.note'>(async (input, asked) => {
    await sessionForUpdate(asked.tx, input.sessionId);
    const before = await callOf(asked.tx, input.callId);
    const call = must(calls.keepNote(before, input.note));
    await asked.tx.saveCall(call);
    if (call.note !== before.note) await writeDownNote(asked, call);
    asked.touched.session(input.sessionId);
    return {};
  }),
};

/** C1: nothing is negotiated here; the stage resumes what was connected on deck. */
async function begin(
  asked: CommandAsked,
  session: SessionRecord,
  ticket: TicketRecord,
  seatId: string,
  { why = null, beside }: { readonly why?: string | null; readonly beside?: readonly CallRecord[] } = {},
): Promise<string> {
  const { tx, now, deps, touched } = asked;
  const seat = session.seats.find((one) => one.id === seatId) ?? notFound();
  const facts = { id: deps.newId('ca'), ticketId: ticket.id, seatId, participation: ticket.participation };
  const started = must(calls.startCall(session, facts, beside ?? (await tx.runningCalls(session.id)), now));
  const call = { ...must(calls.goLive(started, now)), public: mayBePublic(session, seatId, ticket) };
  await tx.insertCall(call);
  await keepTicket(asked, tickets.goLive(ticket, seat, call.id, now));
  await writeDown(asked, ticket.participation === 'phone' ? 'call.byPhone' : 'call.putThrough', {
    sessionId: session.id,
    ticketId: ticket.id,
    why,
    data: { callId: call.id, seatId },
  });
  touched.stage(session.id);
  return call.id;
}

/** C4: holds whoever is on the stage of that seat; answers the calls that run beside it. */
async function makeRoom(
  asked: CommandAsked,
  session: SessionRecord,
  to: { readonly seatId: string; readonly forTicketId: string },
): Promise<readonly CallRecord[]> {
  const running = await asked.tx.runningCalls(session.id);
  const { held, calls: others } = must(calls.makeRoom(running, to, asked.now));
  if (held) await save(asked, held, 'call.hold');
  return others;
}

/** K7: while somebody types, one entry a minute says that they did; the words themselves are the call's. */
async function writeDownNote(asked: CommandAsked, call: CallRecord): Promise<void> {
  const { personId } = staffOf(asked.actor);
  const lately = (await asked.tx.auditOfSession(call.sessionId, LATELY)).some(
    (entry) =>
      entry.what === 'call.note' &&
      entry.ticketId === call.ticketId &&
      entry.byPersonId === personId &&
      asked.now - entry.at < NOTE_EVERY_MS,
  );
  if (lately) return;
  const { sessionId, ticketId } = call;
  await writeDown(asked, 'call.note', { sessionId, ticketId, data: { callId: call.id } });
}

async function refuseUnlessPublic({ tx }: CommandAsked, session: SessionRecord, call: CallRecord): Promise<void> {
  const ticket = await ticketOf(tx, call.ticketId);
  const seat = session.seats.find((one) => one.id === call.seatId);
  if (!session.public) throw new Refusal('WRONG_STATE', { state: 'sessionNotPublic' });
  if (!seat?.onAir) throw new Refusal('WRONG_STATE', { state: 'seatOffAir' });
  if (!ticket.consent.broadcast) throw new Refusal('CONSENT_MISSING', { scope: 'broadcast' });
  if (ticket.approval === null) throw new Refusal('NOT_APPROVED');
}

/** A room is never one that the matter complains of (K2), and makes no promises: what was promised is settled before (C8). */
async function refuseToRoom(asked: CommandAsked, call: CallRecord, unitId: string): Promise<void> {
  await refuseIfAbout(asked, call.ticketId, unitId);
  const promises = await asked.tx.promisesOfCall(call.id);
  if (promises.every(promiseCounts)) return;
  throw new Refusal('WRONG_STATE', { state: call.state, needs: 'promisesSettled' });
}

async function save(asked: CommandAsked, call: CallRecord, what: string): Promise<void> {
  await asked.tx.saveCall(call);
  await writeDown(asked, what, { sessionId: call.sessionId, ticketId: call.ticketId, data: { callId: call.id } });
  asked.touched.stage(call.sessionId);
}

/** The last call of a closing evening ends it (S3). */
async function endCall(asked: CommandAsked, session: SessionRecord, call: CallRecord, ending: Ending): Promise<void> {
  const counted = await stopCall(asked, session, call, ending);
  if (counted.state !== 'closing') return;
  const over = finishClosing(counted, (await asked.tx.runningCalls(counted.id)).length, asked.now);
  if (over.ok) await keepSession(asked, over);
}

/** C3: the person on stage was gone for longer than the place is kept. Does nothing when the call moved on meanwhile. */
export async function failByClock(callId: string, reason: string, asked: CommandAsked): Promise<void> {
  const found = await asked.tx.call(callId);
  if (!found || found.state === 'ended') return;
  const session = await sessionForUpdate(asked.tx, found.sessionId);
  const call = await callOf(asked.tx, callId);
  if (call.state === 'ended') return;
  await endCall(asked, session, call, { outcome: 'failed', note: '', whereTo: reason, unitId: null });
}

/** Put-through, hold, on and off the programme, ending with an outcome; cases and promises made during a call (C1–C5, C8, K1). */
import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../../shared/errors.ts';
import type { CaseKind } from '../../shared/states.ts';
import { mayBePublic } from '../domain/calls/programme.ts';
import * as calls from '../domain/calls/transitions.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import { categoryByCode } from '../domain/cases/categories.ts';
import * as cases from '../domain/cases/transitions.ts';
import type { CaseRecord, PromiseRecord } from '../domain/cases/types.ts';
import * as tickets from '../domain/queue/transitions.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import { advanceTurn, finishClosing } from '../domain/sessions/transitions.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { type Ending, stopCall } from './call-ending.ts';
import { type CommandAsked, once } from './context.ts';
import { keepSession } from './keep-session.ts';
import { keepTicket } from './keep-ticket.ts';
import { nextOf } from './queue-service.ts';
import { callOf, must, notFound, sessionForUpdate, staffOf, ticketOf, writeDown } from './support.ts';

export const callHandlers = {
  'call.putThrough': once<'call.putThrough'>(async (input, asked) => {
    const session = await sessionForUpdate(asked.tx, input.sessionId);
    const ticket = await ticketOf(asked.tx, input.ticketId);
    if (ticket.state !== 'onDeck') throw new Refusal('WRONG_STATE', { state: ticket.state });
    return { callId: await begin(asked, session, ticket, ticket.seatId) };
  }),

  'call.byPhone': once<'call.byPhone'>(async (input, asked) => {
    const { tx, now } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    const before = await ticketOf(tx, input.ticketId);
    const why = input.reason ?? null;
    const isNext = before.state === 'waiting' && (await nextOf(asked, session))?.id === before.id;
    if (before.state === 'waiting' && !isNext && why === null) throw new Refusal('REASON_MISSING');
    const ticket = must(tickets.setParticipation(before, 'phone', now));
    const callId = await begin(asked, session, ticket, input.seatId, why);
    if (isNext) await tx.saveSession(advanceTurn(session, before.lane));
    return { callId };
  }),

  'call.setPublic': once<'call.setPublic'>(async (input, asked) => {
    const { tx } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    const before = await callOf(tx, input.callId);
    if (input.public) await refuseUnlessPublic(asked, session, before);
    await save(asked, must(calls.setPublic(before, input.public)), input.public ? 'call.public' : 'call.notPublic');
    return {};
  }),
  'call.hold': once<'call.hold'>(async (input, asked) => {
    await sessionForUpdate(asked.tx, input.sessionId);
    await save(asked, must(calls.hold(await callOf(asked.tx, input.callId), asked.now)), 'call.hold');
    return {};
  }),
  'call.resume': once<'call.resume'>(async (input, asked) => {
    await sessionForUpdate(asked.tx, input.sessionId);
    await save(asked, must(calls.resume(await callOf(asked.tx, input.callId), asked.now)), 'call.resume');
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
    const call = must(calls.keepNote(await callOf(asked.tx, input.callId), input.note));
    await asked.tx.saveCall(call);
    asked.touched.session(input.sessionId);
    return {};
  }),

  'call.openCase': once<'call.openCase'>(async (input, asked) => {
    const { tx } = asked;
    if (!categoryByCode(input.categoryCode))
      throw new Refusal('BAD_INPUT', { issues: [{ path: 'categoryCode', message: 'unknown' }] });
    const session = await sessionForUpdate(tx, input.sessionId);
    const call = await callOf(tx, input.callId);
    const ticket = await ticketOf(tx, call.ticketId);
    const record = await openCase(asked, session, ticket, call.id, {
      subject: input.subject,
      kind: input.kind,
      categoryCode: input.categoryCode,
      more: '',
    });
    asked.touched.session(session.id);
    return { caseId: record.id, number: record.number };
  }),

  'promise.record': once<'promise.record'>(async (input, asked) => {
    const { tx, now, deps, actor } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    const call = await callOf(tx, input.callId);
    await unitOf(asked, input.unitId);
    const ofTicket = await tx.casesOfTicket(call.ticketId);
    const record = input.caseId === null ? ofTicket[0] : ofTicket.find((one) => one.id === input.caseId);
    if (!record) throw new Refusal('NOT_FOUND');
    const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(session.zone).toPlainDate().toString();
    const promise = must(
      cases.recordPromise(
        {
          id: deps.newId('pr'),
          countyId: session.countyId,
          caseId: record.id,
          callId: call.id,
          wording: input.wording,
          unitId: input.unitId,
          dueOn: input.dueOn,
          recordedBy: staffOf(actor).displayName,
        },
        today,
        now,
      ),
    );
    await tx.insertPromise(promise);
    await writeDown(asked, 'promise.record', {
      sessionId: session.id,
      caseId: record.id,
      ticketId: call.ticketId,
      data: { promiseId: promise.id },
    });
    if (input.confirmed) await confirm(asked, promise.id);
    asked.touched.session(session.id);
    return { promiseId: promise.id };
  }),

  'promise.confirm': once<'promise.confirm'>(async (input, asked) => {
    await sessionForUpdate(asked.tx, input.sessionId);
    const promise = await promiseOf(asked, input);
    await confirm(asked, promise.id);
    asked.touched.session(input.sessionId);
    return {};
  }),

  'promise.withdraw': once<'promise.withdraw'>(async (input, asked) => {
    const { tx, touched } = asked;
    await sessionForUpdate(tx, input.sessionId);
    const { id, caseId, unitId, dueOn, wording } = must(cases.withdrawPromise(await promiseOf(asked, input)));
    await tx.deletePromise(id);
    await writeDown(asked, 'promise.withdraw', {
      sessionId: input.sessionId,
      caseId,
      ticketId: (await callOf(tx, input.callId)).ticketId,
      data: { promiseId: id, unitId, dueOn, wording },
    });
    touched.session(input.sessionId);
    return {};
  }),
};

async function promiseOf({ tx }: CommandAsked, input: { promiseId: string; callId: string }): Promise<PromiseRecord> {
  const promise = await tx.promise(input.promiseId);
  return promise?.callId === input.callId ? promise : notFound();
}

/** C8: from here on the promise counts; its case goes to the unit that was named, due on the day that was said. */
async function confirm(asked: CommandAsked, promiseId: string): Promise<void> {
  const { tx, now } = asked;
  const promise = must(cases.confirmPromise((await tx.promise(promiseId)) ?? notFound(), now));
  await tx.savePromise(promise);
  const record = (await tx.case(promise.caseId)) ?? notFound();
  const zone = (await tx.county(promise.countyId))?.zone ?? 'UTC';
  const dueAt = Temporal.PlainDate.from(promise.dueOn).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  await tx.saveCase({ ...record, state: 'dispatched', mainUnitId: promise.unitId, dueAt });
  await writeDown(asked, 'promise.confirm', {
    caseId: record.id,
    ticketId: record.ticketId,
    data: { promiseId, unitId: promise.unitId, dueOn: promise.dueOn },
  });
}

async function unitOf({ tx, actor }: CommandAsked, unitId: string): Promise<void> {
  if (!(await tx.units(actor.countyId)).some((unit) => unit.id === unitId)) throw new Refusal('NOT_FOUND', { unitId });
}

/** C1: nothing is negotiated here; the stage resumes what was connected on deck. */
async function begin(
  asked: CommandAsked,
  session: SessionRecord,
  ticket: TicketRecord,
  seatId: string,
  why: string | null = null,
): Promise<string> {
  const { tx, now, deps, touched } = asked;
  const facts = { id: deps.newId('ca'), ticketId: ticket.id, seatId, participation: ticket.participation };
  const started = must(calls.startCall(session, facts, await tx.runningCalls(session.id), now));
  const call = { ...must(calls.goLive(started, now)), public: mayBePublic(session, seatId, ticket) };
  await tx.insertCall(call);
  const onAir = await keepTicket(asked, tickets.goLive(ticket, seatId, call.id, now));
  const [held] = await tx.casesOfTicket(ticket.id);
  const matter = {
    subject: ticket.subject,
    kind: 'help',
    categoryCode: ticket.categoryCode,
    more: ticket.more,
  } as const;
  const record = held ?? (await openCase(asked, session, onAir, call.id, matter));
  await writeDown(asked, ticket.participation === 'phone' ? 'call.byPhone' : 'call.putThrough', {
    sessionId: session.id,
    ticketId: ticket.id,
    caseId: record.id,
    why,
    data: { callId: call.id, seatId },
  });
  touched.stage(session.id);
  return call.id;
}

async function openCase(
  asked: CommandAsked,
  session: SessionRecord,
  ticket: TicketRecord,
  callId: string,
  matter: { subject: string; kind: CaseKind; categoryCode: string | null; more: string },
): Promise<CaseRecord> {
  const { tx, now, deps } = asked;
  const year = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(session.zone).year;
  const record = cases.openCase(
    {
      id: deps.newId('cs'),
      countyId: session.countyId,
      number: await tx.nextCaseNumber(session.countyId, year),
      placeName: ticket.placeName,
      personId: ticket.personId,
      ticketId: ticket.id,
      callId,
      ...matter,
    },
    now,
  );
  await tx.insertCase(record);
  await writeDown(asked, 'case.open', {
    sessionId: session.id,
    caseId: record.id,
    ticketId: ticket.id,
    data: { number: record.number },
  });
  return record;
}

async function refuseUnlessPublic({ tx }: CommandAsked, session: SessionRecord, call: CallRecord): Promise<void> {
  const ticket = await ticketOf(tx, call.ticketId);
  if (!session.public) throw new Refusal('WRONG_STATE', { state: 'sessionNotPublic' });
  if (!ticket.consent.broadcast) throw new Refusal('CONSENT_MISSING', { scope: 'broadcast' });
  if (ticket.approval === null) throw new Refusal('NOT_APPROVED');
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

/** Cases and promises of a running call: opened, joined, promised, and settled by its outcome (C8, K1). */
import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../../shared/errors.ts';
import type { CaseKind, Outcome } from '../../shared/states.ts';
import { spokenAt } from '../domain/calls/seats.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import { categoryByCode } from '../domain/cases/categories.ts';
import { limitsOf } from '../domain/cases/deadlines.ts';
import * as cases from '../domain/cases/transitions.ts';
import type { CaseRecord, PromiseRecord } from '../domain/cases/types.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { tellOthersOfAnswer } from './board-service.ts';
import { readable } from './case-access.ts';
import { countyTime, goneOn, newLimits, numberOfCase } from './case-limits.ts';
import { insertCase, saveCase } from './case-marks.ts';
import { isShared } from './case-merged.ts';
import { type CommandAsked, once } from './context.ts';
import { callOf, must, notFound, sessionForUpdate, staffOf, ticketOf, writeDown } from './support.ts';

export const callCaseHandlers = {
  'call.openCase': once<'call.openCase'>(async (input, asked) => {
    const { tx } = asked;
    if (!categoryByCode(input.categoryCode))
      throw new Refusal('BAD_INPUT', { issues: [{ path: 'categoryCode', message: 'unknown' }] });
    const session = await sessionForUpdate(tx, input.sessionId);
    const call = await callOf(tx, input.callId);
    const ticket = await ticketOf(tx, call.ticketId);
    // What the citizen told belongs to the first matter.
    const isFirst = (await tx.casesOfTicket(ticket.id)).length === 0;
    const record = await openCase(asked, session, ticket, call.id, {
      subject: input.subject,
      kind: input.kind,
      categoryCode: input.categoryCode,
      more: isFirst ? ticket.more : '',
    });
    asked.touched.session(session.id);
    return { caseId: record.id, number: record.number };
  }),

  'call.joinCase': once<'call.joinCase'>(async (input, asked) => {
    const { tx, now } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    const ticket = await ticketOf(tx, (await callOf(tx, input.callId)).ticketId);
    const held = await tx.casesOfTicket(ticket.id);
    if (held.some((one) => one.id === input.caseId)) return {};
    const joined = held.find((one) => one.ticketId !== ticket.id);
    if (joined) throw new Refusal('WRONG_STATE', { state: 'joined', caseId: joined.id });
    const found = (await tx.case(input.caseId)) ?? notFound();
    // In a department's room, of its own unit's cases alone (K2).
    if (asked.connection?.as.as === 'duty') readable(found, staffOf(asked.actor));
    const record = must(cases.join(found, ticket.personId, now));
    await tx.joinCase(record, ticket.id, now);
    await writeDown(asked, 'case.join', {
      sessionId: session.id,
      caseId: record.id,
      ticketId: ticket.id,
      data: { callId: input.callId },
    });
    asked.touched.session(session.id);
    return {};
  }),

  'promise.record': once<'promise.record'>(async (input, asked) => {
    const { tx, now, deps, actor } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    const call = await callOf(tx, input.callId);
    await unitOf(asked, input.unitId);
    const record = await caseFor(asked, session, call, input.caseId);
    const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(session.zone).toPlainDate().toString();
    const { seatId, from } = spokenAt(call, session);
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
          seat: { seatId, from },
          recordedBy: staffOf(actor).displayName,
        },
        today,
        input.readBack === true,
        now,
      ),
    );
    await tx.insertPromise(promise);
    await writeDown(asked, 'promise.record', {
      sessionId: session.id,
      caseId: record.id,
      ticketId: call.ticketId,
      data: { promiseId: promise.id, ...(input.readBack ? { readBack: true } : {}) },
    });
    if (input.confirmed) await confirm(asked, promise.id, call);
    asked.touched.session(session.id);
    return { promiseId: promise.id };
  }),

  'promise.readBack': once<'promise.readBack'>(async (input, asked) => {
    const { tx, now, touched } = asked;
    await sessionForUpdate(tx, input.sessionId);
    const promise = must(cases.readBackPromise(await promiseOf(asked, input), now));
    await tx.savePromise(promise);
    await writeDown(asked, 'promise.readBack', {
      sessionId: input.sessionId,
      caseId: promise.caseId,
      ticketId: (await callOf(tx, input.callId)).ticketId,
      data: { promiseId: promise.id },
    });
    touched.session(input.sessionId);
    return {};
  }),

  'call.remark': once<'call.remark'>(async (input, asked) => {
    const session = await sessionForUpdate(asked.tx, input.sessionId);
    const call = await callOf(asked.tx, input.callId);
    const record = await caseFor(asked, session, call, input.caseId);
    await writeDown(asked, 'call.remark', {
      sessionId: session.id,
      caseId: record.id,
      ticketId: call.ticketId,
      why: input.text,
      data: { callId: call.id },
    });
    asked.touched.session(session.id);
    return {};
  }),

  'promise.confirm': once<'promise.confirm'>(async (input, asked) => {
    await sessionForUpdate(asked.tx, input.sessionId);
    const promise = await promiseOf(asked, input);
    await confirm(asked, promise.id, await callOf(asked.tx, input.callId));
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
async function confirm(asked: CommandAsked, promiseId: string, call: CallRecord): Promise<void> {
  const { tx, now } = asked;
  const promise = must(cases.confirmPromise((await tx.promise(promiseId)) ?? notFound(), call, now));
  await tx.savePromise(promise);
  const record = (await tx.case(promise.caseId)) ?? notFound();
  const asPromised = { ...record, urgency: null, promisedFor: promise.dueOn, startsAt: now };
  const { dueAt } = limitsOf(asPromised, await countyTime(tx, promise.countyId));
  const gone = await goneOn(tx, record, now);
  await saveCase(asked, record, must(cases.promised(record, promise.unitId, dueAt, gone, now)));
  await writeDown(asked, 'promise.confirm', {
    sessionId: call.sessionId,
    caseId: record.id,
    ticketId: call.ticketId,
    data: { promiseId, unitId: promise.unitId, dueOn: promise.dueOn },
  });
}

export async function unitOf({ tx, actor }: CommandAsked, unitId: string): Promise<void> {
  if (!(await tx.units(actor.countyId)).some((unit) => unit.id === unitId)) throw new Refusal('NOT_FOUND', { unitId });
}

/** The case that is named, which must be one of the ticket's; `null`: its first, opened where there is none. */
async function caseFor(
  asked: CommandAsked,
  session: SessionRecord,
  call: CallRecord,
  caseId: string | null,
): Promise<CaseRecord> {
  const held = await asked.tx.casesOfTicket(call.ticketId);
  if (caseId !== null) return held.find((one) => one.id === caseId) ?? notFound();
  return held[0] ?? openOwn(asked, session, await ticketOf(asked.tx, call.ticketId), call.id);
}

/** The ticket's own matter, as it was approved (K1). */
export const openOwn = (asked: CommandAsked, session: SessionRecord, ticket: TicketRecord, callId: string | null) =>
  openCase(asked, session, ticket, callId, {
    subject: ticket.subject,
    kind: 'help',
    categoryCode: ticket.categoryCode,
    more: ticket.more,
  });

/** K1: at the latest here the ticket has a case. Each goes where the call's outcome sends it, or stays with its unit. */
export async function settleCases(
  asked: CommandAsked,
  session: SessionRecord,
  ticket: TicketRecord,
  callId: string,
  {
    outcome,
    unitId,
    whereTo,
  }: { readonly outcome: Outcome; readonly unitId: string | null; readonly whereTo: string | null },
): Promise<CaseRecord[]> {
  const { tx, now } = asked;
  const held = await tx.casesOfTicket(ticket.id);
  const all = held.length > 0 ? held : [await openOwn(asked, session, ticket, callId)];
  for (const before of all) {
    const to = { unitId, whereTo, isShared: await isShared(tx, before.id) };
    const after = must(cases.settle(before, outcome, to, now));
    if (after.state === before.state) continue;
    await saveCase(asked, before, after);
    await writeDown(asked, 'case.settle', {
      sessionId: session.id,
      caseId: after.id,
      ticketId: ticket.id,
      data: { callId, state: after.state, ...(after.mainUnitId ? { unitId: after.mainUnitId } : {}) },
    });
    if (after.state === 'replied') await tellOthersOfAnswer(asked, after);
  }
  return all;
}

async function openCase(
  asked: CommandAsked,
  session: SessionRecord,
  ticket: TicketRecord,
  callId: string | null,
  matter: { subject: string; kind: CaseKind; categoryCode: string | null; more: string },
): Promise<CaseRecord> {
  const { tx, now, deps } = asked;
  const facts = {
    id: deps.newId('cs'),
    countyId: session.countyId,
    number: await numberOfCase(tx, session.countyId, now),
    placeName: ticket.placeName,
    personId: ticket.personId,
    alias: ticket.approval === null ? '' : ticket.publicName,
    ticketId: ticket.id,
    callId,
    ...matter,
  };
  const record = cases.openCase(facts, now, await newLimits(tx, facts, now));
  await insertCase(asked, record);
  await writeDown(asked, 'case.open', {
    sessionId: session.id,
    caseId: record.id,
    ticketId: ticket.id,
    data: { number: record.number },
  });
  return record;
}

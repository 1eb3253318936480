/** Reading cases as far as a role may (T5, K2), and the first things done to one. */
import { Refusal } from '../../shared/errors.ts';
import { categoryByCode, categoryName } from '../domain/cases/categories.ts';
import { categorise } from '../domain/cases/transitions.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import { maskPhone } from '../domain/people/mask.ts';
import { maySee, unitScope } from '../domain/people/policy.ts';
import { once, query } from './context.ts';
import type { Reader } from './ports/store.ts';
import { must, notFound, type Staff, staffOf, writeDown } from './support.ts';

const PAGE = 50;

export const caseHandlers = {
  'cases.list': query<'cases.list'>(async (input, { actor, read }) => {
    const staff = staffOf(actor);
    const scope = unitScope(staff);
    const found = await read.cases({
      countyId: staff.countyId,
      limit: PAGE + 1,
      ...(input.state ? { state: input.state } : {}),
      ...(input.text ? { text: input.text } : {}),
      ...(input.cursor ? { cursor: input.cursor } : {}),
      ...(scope === null ? {} : { unitId: scope }),
    });
    const page = found.slice(0, PAGE);
    return { cases: await rows(page, staff, read), nextCursor: found.length > PAGE ? (page.at(-1)?.id ?? null) : null };
  }),

  'case.show': query<'case.show'>(async (input, { actor, read }) => {
    const staff = staffOf(actor);
    const record = await readable(await read.caseByNumber(staff.countyId, input.number), staff);
    const [[row], person, calls, promises, entries, units, ticket] = await Promise.all([
      rows([record], staff, read),
      read.person(record.personId),
      record.ticketId === null ? [] : read.callsOfTicket(record.ticketId),
      read.promisesOfCases([record.id]),
      read.auditOfCase(record.id, record.ticketId),
      read.units(staff.countyId),
      record.ticketId === null ? null : read.ticket(record.ticketId),
    ]);
    const [session, related, phone] = await Promise.all([
      ticket ? read.session(ticket.sessionId) : null,
      record.ticketId === null ? [] : read.casesOfTicket(record.ticketId),
      person?.phoneId && maySee(staff, 'phone') ? read.phone(person.phoneId) : null,
    ]);
    const unitNames = new Map(units.map((unit) => [unit.id, unit.name]));
    return {
      case: row ?? notFound(),
      more: record.more,
      phoneMasked: phone === null ? null : maskPhone(phone),
      sessionTitle: session?.title ?? null,
      ticketNumber: ticket?.number ?? null,
      calls: calls.map((call) => {
        const seat = session?.seats.find((one) => one.id === call.seatId);
        return {
          id: call.id,
          startedAt: call.startedAt,
          endedAt: call.state === 'ended' ? call.endedAt : null,
          seatName: seat?.name ?? '',
          withWhom: seat ? `${seat.officialTitle} ${seat.officialName}` : '',
          participation: call.participation,
          public: call.public,
          outcome: call.state === 'ended' ? call.outcome : null,
          note: call.note,
          quality: call.quality,
        };
      }),
      promises: promises.map((promise) => ({
        id: promise.id,
        wording: promise.wording,
        unitName: unitNames.get(promise.unitId) ?? '',
        dueOn: promise.dueOn,
        confirmedAt: promise.confirmedAt,
        by: promise.recordedBy,
      })),
      timeline: entries.map((entry) => ({
        at: entry.at,
        who: entry.byName,
        what: entry.what,
        why: entry.what === 'case.note' && typeof entry.data.text === 'string' ? entry.data.text : entry.why,
      })),
      related: related
        .filter((other) => other.id !== record.id)
        .map((other) => ({ number: other.number, subject: other.subject })),
    };
  }),

  'case.note': once<'case.note'>(async (input, asked) => {
    const record = await readable(await asked.tx.case(input.caseId), staffOf(asked.actor));
    await writeDown(asked, 'case.note', { caseId: record.id, ticketId: record.ticketId, data: { text: input.text } });
    return {};
  }),

  'case.categorise': once<'case.categorise'>(async (input, asked) => {
    if (!categoryByCode(input.categoryCode))
      throw new Refusal('BAD_INPUT', { issues: [{ path: 'categoryCode', message: 'unknown' }] });
    const record = await readable(await asked.tx.case(input.caseId), staffOf(asked.actor));
    await asked.tx.saveCase(must(categorise(record, input.kind, input.categoryCode, asked.now)));
    await writeDown(asked, 'case.categorise', {
      caseId: record.id,
      data: { kind: input.kind, categoryCode: input.categoryCode },
    });
    return {};
  }),

  'units.list': query<'units.list'>(async (_input, { actor, read }) => ({
    units: (await read.units(actor.countyId)).map((unit) => ({ id: unit.id, name: unit.name })),
  })),
};

/** A case outside what this role may read is, to it, not there. */
async function readable(record: CaseRecord | null, staff: Staff): Promise<CaseRecord> {
  if (!record || record.countyId !== staff.countyId) return notFound();
  const scope = unitScope(staff);
  if (scope !== null && record.mainUnitId !== scope) return notFound();
  return record;
}

async function rows(records: readonly CaseRecord[], staff: Staff, read: Reader) {
  const [people, units] = await Promise.all([
    maySee(staff, 'personName') ? read.persons(records.map((record) => record.personId)) : null,
    read.units(staff.countyId),
  ]);
  const unitNames = new Map(units.map((unit) => [unit.id, unit.name]));
  return records.map((record) => ({
    id: record.id,
    number: record.number,
    kind: record.kind,
    state: record.state,
    subject: record.subject,
    categoryName: record.categoryCode === null ? null : categoryName(record.categoryCode),
    personName: people?.get(record.personId)?.name ?? null,
    place: record.placeName,
    mainUnitName: record.mainUnitId === null ? null : (unitNames.get(record.mainUnitId) ?? null),
    dueAt: record.dueAt,
    openedAt: record.openedAt,
  }));
}

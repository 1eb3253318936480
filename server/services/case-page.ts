/** One case with everything around it, as far as the reader may see: its tickets, calls, promises, consents and log. */
import { type CaseDetail, EntryDetails } from '../../shared/actions/cases.ts';
import type { AuditEntry } from '../domain/audit/types.ts';
import { qualityOf } from '../domain/calls/quality.ts';
import { inOne, speakerAt, stretchesOf } from '../domain/calls/seats.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import { mayReadCase } from '../domain/cases/access.ts';
import type { CaseRecord, PromiseRecord } from '../domain/cases/types.ts';
import { maskPhone } from '../domain/people/mask.ts';
import { maySee } from '../domain/people/policy.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import { seatName } from '../domain/sessions/seats.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { rowsOf } from './case-access.ts';
import { caseWork } from './case-work.ts';
import type { ConsentEntry, Reader } from './ports/store.ts';
import { notFound, type Staff } from './support.ts';

/** Entries that hold a text of their own. */
const WRITTEN: ReadonlySet<string> = new Set(['case.note', 'case.add', 'case.answer']);

export async function casePage(record: CaseRecord, staff: Staff, read: Reader): Promise<CaseDetail> {
  const [[row], work, person, promises, entries, units, visits] = await Promise.all([
    rowsOf([record], staff, read),
    caseWork(record, staff, read),
    read.person(record.personId),
    read.promisesOfCases([record.id]),
    read.auditOfCase(record.id),
    read.units(staff.countyId),
    visitsOf(record, read),
  ]);
  const phoneId = maySee(staff, 'phoneMasked') ? person?.phoneId : null;
  const consents = visits.flatMap((visit) => visit.consents);
  const [phone, people] = await Promise.all([
    phoneId ? read.phone(phoneId) : null,
    read.persons([...new Set(consents.map((entry) => entry.byPersonId))]),
  ]);
  const unitNames = new Map(units.map((unit) => [unit.id, unit.name]));
  const [first] = visits;
  const others = new Map(visits.flatMap((visit) => visit.cases).map((other) => [other.id, other]));
  others.delete(record.id);
  return {
    case: row ?? notFound(),
    work,
    more: record.more,
    phoneMasked: phone === null ? null : maskPhone(phone),
    sessionTitle: first?.session?.title ?? null,
    ticketNumber: first?.ticket.number ?? null,
    calls: visits.flatMap((visit) => {
      // A note is of the whole call; where one of its cases is withheld, so is the note (K2).
      const whole = visit.cases.every((other) => mayReadCase(staff, other));
      return visit.calls.map((call) => callOf(call, visit.session, whole));
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
      why: typeof entry.data.text === 'string' && WRITTEN.has(entry.what) ? entry.data.text : entry.why,
      details: detailsOf(entry, promises, unitNames),
    })),
    consents: consents.map(({ ticketId, scope, given, version, spoken, at, byPersonId }) => {
      const by = people.get(byPersonId);
      return { ticketId, scope, given, version, spoken, at, by: by?.kind === 'staff' ? by.name : 'citizen' };
    }),
    related: [...others.values()]
      .filter((other) => mayReadCase(staff, other))
      .map((other) => ({ number: other.number, subject: other.subject })),
  };
}

/** What one of the case's tickets brought with it. */
interface Visit {
  readonly ticket: TicketRecord;
  readonly session: SessionRecord | null;
  readonly calls: readonly CallRecord[];
  readonly cases: readonly CaseRecord[];
  readonly consents: readonly ConsentEntry[];
}

async function visitsOf(record: CaseRecord, read: Reader): Promise<Visit[]> {
  const found = await Promise.all(
    (await read.ticketIdsOfCase(record.id)).map(async (ticketId): Promise<Visit | null> => {
      const ticket = await read.ticket(ticketId);
      if (!ticket) return null;
      const [session, calls, cases, consents] = await Promise.all([
        read.session(ticket.sessionId),
        read.callsOfTicket(ticketId),
        read.casesOfTicket(ticketId),
        read.consentsOfTicket(ticketId),
      ]);
      return { ticket, session, calls, cases, consents };
    }),
  );
  return found.filter((visit) => visit !== null);
}

function callOf(call: CallRecord, session: SessionRecord | null, withNote: boolean): CaseDetail['calls'][number] {
  const stretches = session ? stretchesOf(call) : [];
  return {
    id: call.id,
    startedAt: call.startedAt,
    endedAt: call.state === 'ended' ? call.endedAt : null,
    seatName: session ? inOne(stretches.map(({ seatId }) => seatName(session, seatId))) : '',
    withWhom: session ? inOne(stretches.map((at) => speakerAt(at, session))) : '',
    participation: call.participation,
    public: call.public,
    outcome: call.state === 'ended' ? call.outcome : null,
    note: withNote ? call.note : null,
    quality: {
      citizen: qualityOf(call.quality?.citizen ?? null),
      official: qualityOf(call.quality?.official ?? null),
    },
  };
}

/** An entry's data with names for ids; what an older entry does not hold is left out. */
export function detailsOf(
  { data }: AuditEntry,
  promises: readonly PromiseRecord[],
  unitNames: ReadonlyMap<string, string>,
): EntryDetails {
  const promise = promises.find((one) => one.id === data.promiseId);
  const unitName = typeof data.unitId === 'string' ? unitNames.get(data.unitId) : undefined;
  const said = promise && {
    wording: promise.wording,
    dueOn: promise.dueOn,
    unitName: unitNames.get(promise.unitId),
  };
  const known = EntryDetails.safeParse(withoutNulls({ ...data, unitName, ...said }));
  return known.success ? known.data : {};
}

const withoutNulls = (data: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null && value !== undefined));

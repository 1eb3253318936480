/** The ledger of an evening; every look at it is written down. */
import type { Ledger, LedgerRow } from '../../shared/actions/ledger.ts';
import { townshipOf } from '../../shared/case-filter.ts';
import { inOne, speakerAt, stretchesOf } from '../domain/calls/seats.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import { mayReadCase } from '../domain/cases/access.ts';
import type { CaseRecord, PromiseRecord } from '../domain/cases/types.ts';
import { maySee } from '../domain/people/policy.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import { seatName } from '../domain/sessions/seats.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { free } from './context.ts';
import type { Reader } from './ports/store.ts';
import { notFound, type Staff, staffOf, writeDown } from './support.ts';

export const ledgerHandlers = {
  /** Not remembered: a repeat reads anew, and is no second look. */
  'ledger.open': free<'ledger.open'>(async ({ sessionId }, asked) => {
    const { deps, actor, now, remember } = asked;
    await remember(async (tx) => {
      await writeDown({ ...asked, tx }, 'ledger.open', { sessionId });
      return {};
    });
    const session = (await deps.store.read.session(sessionId)) ?? notFound();
    return ledgerOf(session, staffOf(actor), deps.store.read, now);
  }),
};

async function ledgerOf(session: SessionRecord, staff: Staff, read: Reader, now: number): Promise<Ledger> {
  const [{ tickets }, calls, units] = await Promise.all([
    read.ticketsSince(session.id, 0),
    read.callsOfSession(session.id),
    read.units(session.countyId),
  ]);
  const names = maySee(staff, 'personName') ? await read.persons(tickets.map(({ personId }) => personId)) : null;
  const unitNames = new Map(units.map(({ id, name }) => [id, name]));
  const unitName = (id: string | null) => (id === null ? '' : (unitNames.get(id) ?? ''));
  const rows: LedgerRow[] = [];
  let promised = 0;
  for (const ticket of tickets.toSorted((a, b) => a.number - b.number)) {
    const cases = await read.casesOfTicket(ticket.id);
    const promises = cases.length === 0 ? [] : await read.promisesOfCases(cases.map(({ id }) => id));
    const own = calls.filter(({ ticketId }) => ticketId === ticket.id).toSorted((a, b) => a.startedAt - b.startedAt);
    // The one that told how it went: of several the last.
    const call = own.at(-1);
    // What was promised in a call that broke off stays promised.
    promised += promises.filter((one) => one.confirmedAt !== null && own.some(({ id }) => id === one.callId)).length;
    const visit = visitOf(session, ticket, call, names?.get(ticket.personId)?.name ?? null, maySee(staff, 'hidden'));
    if (cases.length === 0) rows.push({ ...visit, ...NOTHING_REGISTERED });
    // What is kept from whoever asks has no row (K2).
    for (const record of cases.filter((one) => mayReadCase(staff, one)))
      rows.push({ ...visit, ...matterOf(record, promises, unitName) });
  }
  const { id, number, title, startsAt, endsAt, zone } = session;
  return {
    session: { id, number, title, startsAt, endsAt, zone },
    madeAt: now,
    rows,
    figures: { ...figuresOf(tickets, calls), promises: promised },
  };
}

function visitOf(
  session: SessionRecord,
  ticket: TicketRecord,
  call: CallRecord | undefined,
  name: string | null,
  words: boolean,
) {
  const seen = words || ticket.approval !== null;
  return {
    number: ticket.number,
    ticketState: ticket.state,
    calledAt: call?.startedAt ?? null,
    caller: name ?? (seen ? ticket.publicName : ''),
    township: words ? townshipOf(ticket.placeName) : '',
    categoryCode: ticket.categoryCode,
    subject: seen ? ticket.subject : '',
    official: call ? inOne(stretchesOf(call).map((at) => speakerAt(at, session) || seatName(session, at.seatId))) : '',
    outcome: call?.state === 'ended' ? call.outcome : null,
  };
}

const NOTHING_REGISTERED = {
  caseNumber: null,
  caseState: null,
  unitName: '',
  dueAt: null,
  promises: [],
  rating: null,
} as const satisfies Partial<LedgerRow> as Pick<
  LedgerRow,
  'caseNumber' | 'caseState' | 'unitName' | 'dueAt' | 'promises' | 'rating'
>;

function matterOf(record: CaseRecord, promises: readonly PromiseRecord[], unitName: (id: string | null) => string) {
  const { rating } = record;
  return {
    subject: record.subject,
    categoryCode: record.categoryCode,
    caseNumber: record.number,
    caseState: record.state,
    unitName: unitName(record.mainUnitId),
    dueAt: record.dueAt,
    promises: promises
      .filter(({ caseId }) => caseId === record.id)
      .map(({ wording, unitId, dueOn, confirmedAt }) => ({
        wording,
        unitName: unitName(unitId),
        dueOn,
        confirmed: confirmedAt !== null,
      })),
    rating: rating && { solved: rating.solved, attitude: rating.attitude, speed: rating.speed },
  };
}

function figuresOf(tickets: readonly TicketRecord[], calls: readonly CallRecord[]) {
  const outcomes = { answered: 0, promised: 0, dispatched: 0, outOfScope: 0, failed: 0 };
  const lengths: number[] = [];
  for (const call of calls) {
    if (call.state !== 'ended') continue;
    outcomes[call.outcome] += 1;
    if (call.liveAt !== null && call.outcome !== 'failed') lengths.push(call.endedAt - call.liveAt - call.heldMs);
  }
  const sum = lengths.reduce((all, one) => all + one, 0);
  return {
    numbers: tickets.length,
    calls: calls.length,
    outcomes,
    meanCallMs: lengths.length === 0 ? null : Math.round(sum / lengths.length),
    notReached: tickets.filter(({ state }) => !['done', 'live', 'left', 'noShow', 'refused'].includes(state)).length,
    noShow: tickets.filter(({ state }) => state === 'noShow').length,
  };
}

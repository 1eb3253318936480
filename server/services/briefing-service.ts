/** The briefing of an evening; every look at it is written down. */
import type { Briefing, BriefingPerson, BriefingPromise } from '../../shared/actions/briefing.ts';
import { dateIn } from '../domain/calendar/working-days.ts';
import { mayReadCase } from '../domain/cases/access.ts';
import type { CaseRecord, PromiseRecord } from '../domain/cases/types.ts';
import { maySee } from '../domain/people/policy.ts';
import * as briefing from '../domain/queue/briefing.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { free } from './context.ts';
import type { Reader } from './ports/store.ts';
import { notFound, type Staff, staffOf, writeDown } from './support.ts';

const CASES_EACH = 5;
/** The evening before is looked for so far back. */
const BACK_MS = 60 * 86_400_000;

export const briefingHandlers = {
  /** Not remembered: a repeat reads anew, and is no second look. */
  'briefing.open': free<'briefing.open'>(async ({ sessionId }, asked) => {
    const { deps, actor, now, remember } = asked;
    await remember(async (tx) => {
      await writeDown({ ...asked, tx }, 'briefing.open', { sessionId });
      return {};
    });
    const session = (await deps.store.read.session(sessionId)) ?? notFound();
    return briefingOf(session, staffOf(actor), deps.store.read, now);
  }),
};

async function briefingOf(session: SessionRecord, staff: Staff, read: Reader, now: number): Promise<Briefing> {
  const tickets = briefing.bookedInOrder(await read.openTickets(session.id));
  const names = maySee(staff, 'personName') ? await read.persons(tickets.map(({ personId }) => personId)) : null;
  const words = maySee(staff, 'hidden');
  const unitNames = new Map((await read.units(session.countyId)).map(({ id, name }) => [id, name]));
  const today = dateIn(now, session.zone);
  const promised = (promise: PromiseRecord, record: CaseRecord): BriefingPromise => ({
    caseNumber: record.number,
    subject: words ? record.subject : '',
    wording: promise.wording,
    unitName: unitNames.get(promise.unitId) ?? '',
    dueOn: promise.dueOn,
    overdue: promise.dueOn < today,
  });

  const people = await Promise.all(
    tickets.map(async (ticket) => {
      const all = words ? await read.casesOfPerson(ticket.personId, CASES_EACH) : [];
      const cases = all.filter((record) => mayReadCase(staff, record));
      const promises = cases.length === 0 ? [] : await read.promisesOfCases(cases.map(({ id }) => id));
      const open = promises.flatMap((promise) => {
        const record = cases.find(({ id }) => id === promise.caseId);
        return record && briefing.isOpenPromise(promise, record) ? [promised(promise, record)] : [];
      });
      return personOf(ticket, names?.get(ticket.personId)?.name ?? null, words, cases, open);
    }),
  );
  return {
    session: {
      id: session.id,
      number: session.number,
      title: session.title,
      topic: session.topic,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      zone: session.zone,
      seats: session.seats.map(({ name, officialName, officialTitle }) => ({ name, officialName, officialTitle })),
    },
    madeAt: now,
    people: people.length,
    groups: briefing.byCategory(people).map(({ people: its, ...group }) => ({
      ...group,
      people: its.map(({ categoryCode: _, ...person }) => person),
    })),
    open: await openOfBefore(session, staff, read, promised),
  };
}

function personOf(
  ticket: TicketRecord,
  name: string | null,
  words: boolean,
  cases: readonly CaseRecord[],
  promises: BriefingPromise[],
): BriefingPerson & { readonly categoryCode: string | null } {
  // Whoever sees approved words only is told nothing else that was typed (T5).
  const seen = words || ticket.approval !== null;
  return {
    categoryCode: ticket.categoryCode,
    number: ticket.number,
    name,
    publicName: seen ? ticket.publicName : '',
    placeName: words ? ticket.placeName : '',
    subject: seen ? ticket.subject : '',
    more: words ? ticket.more : null,
    slotAt: ticket.state === 'booked' ? ticket.slotAt : null,
    earlierVisits: ticket.earlierVisits,
    cases: cases.map(({ number, subject, state, openedAt }) => ({ number, subject, state, openedAt })),
    promises,
  };
}

async function openOfBefore(
  session: SessionRecord,
  staff: Staff,
  read: Reader,
  promised: (promise: PromiseRecord, record: CaseRecord) => BriefingPromise,
): Promise<BriefingPromise[]> {
  const earlier = await read.sessionsBetween(session.countyId, session.startsAt - BACK_MS, session.startsAt);
  const before = briefing.eveningBefore(earlier, session);
  const found: BriefingPromise[] = [];
  for (const call of before ? await read.callsOfSession(before.id) : [])
    for (const promise of await read.promisesOfCall(call.id)) {
      const record = await read.case(promise.caseId);
      if (record && mayReadCase(staff, record) && briefing.isOpenPromise(promise, record))
        found.push(promised(promise, record));
    }
  return found.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

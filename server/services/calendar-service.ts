/** The office's calendar: series, evenings and holidays; whoever has a place is told of every change. */
import { isDeepStrictEqual } from 'node:util';
import { type EveningPlan, type PlannedEvening, seatsFault } from '../../shared/actions/calendar.ts';
import { Refusal } from '../../shared/errors.ts';
import type { SessionState } from '../../shared/states.ts';
import * as evenings from '../domain/calendar/evenings.ts';
import { AHEAD_DAYS, daysLater, daysOf, instantOf, isDay, wallTimeOf } from '../domain/calendar/recurrence.ts';
import type { EveningFacts, SeriesRecord } from '../domain/calendar/types.ts';
import { dateIn, endOfDay } from '../domain/calendar/working-days.ts';
import { categoryByCode } from '../domain/cases/categories.ts';
import { givenBack } from '../domain/queue/booking.ts';
import { leaderSeats } from '../domain/queue/lines.ts';
import { chooseBy, expectAgain } from '../domain/queue/not-reached.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { type CommandAsked, once, query } from './context.ts';
import { daysFromIcal } from './ical.ts';
import { keepTicket } from './keep-ticket.ts';
import type { Reader } from './ports/store.ts';
import { remindLater } from './reminders.ts';
import { must, notFound, sessionForUpdate, writeDown } from './support.ts';
import { pageOf, tellAll } from './tell-all.ts';
import { tellOfLeader } from './tell-of-leader.ts';
import { callOffList, listAgain, tellListed } from './waitlist-service.ts';
import { dayAndTime, leadersNow, NOT_OPENED } from './wording.ts';

const MINUTE_MS = 60_000;
const MOST_SHOWN_DAYS = 366;

export const calendarHandlers = {
  'calendar.show': query<'calendar.show'>(async ({ from, until }, { actor, read, now }) => {
    for (const [path, date] of Object.entries({ from, until })) realDay(path, date);
    if (until > daysLater(from, MOST_SHOWN_DAYS)) throw badInput('until', 'more than a year');
    const county = (await read.county(actor.countyId)) ?? notFound();
    const { zone } = county;
    const [within, postponed] = await Promise.all([
      read.sessionsBetween(county.id, instantOf(from, '00:00', zone), endOfDay(until, zone)),
      read.postponedSessions(county.id),
    ]);
    const others = postponed.filter(({ id }) => !within.some((one) => one.id === id));
    const sessions = [...others, ...within].toSorted((a, b) => a.startsAt - b.startsAt);
    const ids = sessions.map(({ id }) => id);
    const [people, listed] = await Promise.all([read.openCounts(ids), read.listedCounts(ids)]);
    return {
      zone,
      today: dateIn(now, zone),
      evenings: sessions.map((session) =>
        plannedEvening(session, people.get(session.id) ?? 0, listed.get(session.id) ?? 0),
      ),
      series: (await read.seriesOf(county.id)).map(({ id, weekdays, time, from, until, evening }) => ({
        seriesId: id,
        weekdays: [...weekdays],
        time,
        from,
        until,
        plan: planOf(evening),
      })),
      days: (await read.calendar(county.id)).filter(({ date }) => date >= from && date <= until),
    };
  }),

  'evening.plan': once<'evening.plan'>(async ({ date, time, plan }, asked) => {
    realDay('date', date);
    const { tx, deps } = asked;
    const { id: countyId, zone } = await countyFor(asked);
    await knownRooms(asked, plan);
    const evening = {
      id: deps.newId('ev'),
      countyId,
      seriesId: null,
      number: (await tx.lastSessionNumber(countyId)) + 1,
      zone,
      startsAt: instantOf(date, time, zone),
    };
    await tx.saveSession(must(evenings.planEvening(evening, factsOf(plan), asked.now)));
    await tx.giveShortCode(evening);
    await writeDown(asked, 'evening.plan', { sessionId: evening.id, data: { date, time } });
    return { sessionId: evening.id };
  }),

  'series.plan': once<'series.plan'>(async ({ weekdays, time, from, until, plan }, asked) => {
    realDay('from', from);
    if (until !== null) realDay('until', until);
    if (until !== null && until < from) throw badInput('until', 'lies before its beginning');
    const { tx, deps } = asked;
    const { id: countyId } = await countyFor(asked);
    await knownRooms(asked, plan);
    const record: SeriesRecord = {
      id: deps.newId('sr'),
      countyId,
      weekdays: [...new Set(weekdays)].sort(),
      time,
      from,
      until,
      evening: factsOf(plan),
    };
    await tx.saveSeries(record);
    await writeDown(asked, 'series.plan', { data: { seriesId: record.id, weekdays, time, from, until } });
    return { seriesId: record.id, evenings: await extend(asked, record) };
  }),

  'evening.change': once<'evening.change'>(async ({ sessionId, date, time, plan, following }, asked) => {
    realDay('date', date);
    const { tx } = asked;
    const { zone } = await countyFor(asked);
    await knownRooms(asked, plan);
    const first = await sessionForUpdate(tx, sessionId);
    const later = following ? await followingOf(first, asked, ['scheduled']) : [];
    const changed = changedOf(planOfSession(first), plan);
    const isAtAnotherTime = time !== wallTimeOf(first.startsAt, zone);
    let told = await change(asked, first, factsOf(plan), instantOf(date, time, zone));
    for (const { id } of later) {
      const session = await sessionForUpdate(tx, id);
      const facts = factsOf({ ...planOfSession(session), ...changed });
      const startsAt = isAtAnotherTime ? instantOf(dateIn(session.startsAt, zone), time, zone) : session.startsAt;
      told += await change(asked, session, facts, startsAt);
    }
    const series = following && first.seriesId !== null ? await tx.series(first.seriesId) : null;
    if (series) {
      const evening = factsOf({ ...planOf(series.evening), ...changed });
      await tx.saveSeries({ ...series, time: isAtAnotherTime ? time : series.time, evening });
    }
    return { evenings: 1 + later.length, told };
  }),

  'evening.postpone': once<'evening.postpone'>(async ({ sessionId, reason }, asked) => {
    const { tx, now, touched } = asked;
    const session = must(evenings.postponeEvening(await sessionForUpdate(tx, sessionId), reason, now));
    await tx.saveSession(session);
    for (const ticket of await tx.openTickets(sessionId))
      if (ticket.state !== 'booked') await keepTicket(asked, expectAgain(ticket, session));
    await writeDown(asked, 'evening.postpone', { sessionId, why: reason });
    touched.stage(sessionId);
    await listAgain(asked, sessionId);
    await tellListed(asked, session, 'listedPostponed', { reason });
    return { told: await tellEverybody(asked, session, 'eveningPostponed', { reason }) };
  }),

  'evening.cancel': once<'evening.cancel'>(async ({ sessionId, reason, following }, asked) => {
    const { tx } = asked;
    const { zone } = await countyFor(asked);
    const first = await sessionForUpdate(tx, sessionId);
    const later = following ? await followingOf(first, asked, ['scheduled', 'postponed']) : [];
    let told = await cancel(asked, first, reason);
    for (const { id } of later) told += await cancel(asked, await sessionForUpdate(tx, id), reason);
    const series = following && first.seriesId !== null ? await tx.series(first.seriesId) : null;
    if (series) await tx.saveSeries({ ...series, until: daysLater(dateIn(first.startsAt, zone), -1) });
    return { evenings: 1 + later.length, told };
  }),

  'calendar.setDay': once<'calendar.setDay'>(async ({ date, works, name }, asked) => {
    realDay('date', date);
    const { tx } = asked;
    const { id, zone } = await countyFor(asked);
    if (works === null) await tx.deleteCalendarDay(id, date);
    else await tx.saveCalendarDays(id, [{ date, works, name }]);
    await writeDown(asked, 'calendar.setDay', { data: { date, works, name } });
    const there = await tx.sessionsBetween(id, instantOf(date, '00:00', zone), endOfDay(date, zone));
    return { evenings: there.filter(({ state }) => state === 'scheduled').length };
  }),

  'calendar.import': once<'calendar.import'>(async ({ text }, asked) => {
    const { id, zone } = await countyFor(asked);
    const days = daysFromIcal(text, zone);
    await asked.tx.saveCalendarDays(id, days);
    await writeDown(asked, 'calendar.import', { data: { days: days.length } });
    return { days: days.length };
  }),
};

/** By the clock, several times a day: the evenings of every series that have come within sight. */
export async function extendByClock(asked: CommandAsked): Promise<void> {
  await asked.tx.lockCounty(asked.actor.countyId);
  for (const series of await asked.tx.seriesOf(asked.actor.countyId)) await extend(asked, series);
}

/** Answers how many evenings are new. One that was moved or called off keeps its day's id, so that it is not made again. */
async function extend({ tx, now }: CommandAsked, series: SeriesRecord): Promise<number> {
  const { zone } = (await tx.county(series.countyId)) ?? notFound();
  const today = dateIn(now, zone);
  const days = await tx.calendarDays(series.countyId);
  let number = await tx.lastSessionNumber(series.countyId);
  let made = 0;
  for (const date of daysOf(series, today, daysLater(today, AHEAD_DAYS), days)) {
    const id = `${series.id}-${date}`;
    const startsAt = instantOf(date, series.time, zone);
    if (startsAt <= now || (await tx.session(id)) !== null) continue;
    number += 1;
    const evening = { id, countyId: series.countyId, seriesId: series.id, number, zone, startsAt };
    await tx.saveSession(must(evenings.planEvening(evening, series.evening, now)));
    await tx.giveShortCode(evening);
    made += 1;
  }
  return made;
}

async function change(asked: CommandAsked, before: SessionRecord, facts: EveningFacts, startsAt: number) {
  const { tx, touched } = asked;
  const free = givenBack(await tx.ticketCounts(before.id));
  const session = must(evenings.changeEvening(before, facts, startsAt, asked.now, free));
  await tx.saveSession(session);
  const leaders = evenings.replacedSeat(before, session) ? leadersNow(leaderSeats(session)) : null;
  await writeDown(asked, 'evening.change', {
    sessionId: session.id,
    why: leaders,
    data: { from: before.startsAt, to: session.startsAt },
  });
  // There may be more places now, for whoever is on the list.
  touched.queue(session.id);
  const toldOfTime = await tellOfTime(asked, before, session);
  if (leaders === null || before.issued === free) return toldOfTime;
  // Told of both, they are the same people.
  return Math.max(toldOfTime, await tellOfLeader(asked, session, leaders));
}

async function tellOfTime(asked: CommandAsked, before: SessionRecord, session: SessionRecord): Promise<number> {
  const { tx } = asked;
  const isMoved = before.startsAt !== session.startsAt || before.state !== session.state;
  if (!isMoved && before.endsAt === session.endsAt) return 0;
  const time = dayAndTime(session.startsAt, session.zone);
  if (isMoved) await tellListed(asked, session, 'listedMoved', { time });
  const earlier: TicketRecord[] = [];
  for (const ticket of await tx.openTickets(session.id)) {
    if (ticket.state !== 'booked') continue;
    const slotAt = evenings.slotIn(session, ticket.slotAt + session.startsAt - before.startsAt);
    // One that takes place after all reminds anew, at the same time too.
    if (slotAt === ticket.slotAt && !isMoved) continue;
    const moved = { ...ticket, slotAt };
    await tx.saveTicket(moved);
    await remindLater(asked, moved);
    earlier.push(moved);
  }
  if (isMoved) return tellEverybody(asked, session, 'eveningMoved', { time });
  // It ends earlier: whoever was to come after its end is expected before it.
  return tellAll(asked, earlier, (ticket) => ({
    template: 'eveningMoved',
    fields: {
      session: session.title,
      number: String(ticket.number),
      link: pageOf(asked, ticket),
      time: dayAndTime(ticket.state === 'booked' ? ticket.slotAt : session.startsAt, session.zone),
    },
  }));
}

/** S4: does nothing when the evening was opened, moved or called off meanwhile. */
export async function cancelUnopenedByClock(sessionId: string, asked: CommandAsked): Promise<void> {
  const before = await sessionForUpdate(asked.tx, sessionId);
  const decision = evenings.cancelUnopened(before, NOT_OPENED, asked.now);
  if (decision.ok) await keepCancelled(asked, decision.state, NOT_OPENED);
}

function cancel(asked: CommandAsked, before: SessionRecord, reason: string): Promise<number> {
  return keepCancelled(asked, must(evenings.cancelEvening(before, reason, asked.now)), reason);
}

async function keepCancelled(asked: CommandAsked, session: SessionRecord, reason: string): Promise<number> {
  const { tx, now, touched } = asked;
  await tx.saveSession(session);
  await writeDown(asked, 'evening.cancel', { sessionId: session.id, why: reason });
  touched.stage(session.id);
  await callOffList(asked, session, reason);
  const at = chooseBy(session) ?? now;
  const told = await tellEverybody(asked, session, 'eveningCancelled', { reason, by: dayAndTime(at, session.zone) });
  await tx.later({ queue: 'session.settle', key: session.id, at, data: { sessionId: session.id } });
  return told;
}

async function tellEverybody(
  asked: CommandAsked,
  session: SessionRecord,
  template: string,
  more: Readonly<Record<string, string>>,
): Promise<number> {
  return tellAll(asked, await asked.tx.openTickets(session.id), (ticket) => ({
    template,
    fields: { session: session.title, number: String(ticket.number), link: pageOf(asked, ticket), ...more },
  }));
}

/** Of the same series, later, and in one of these states. */
async function followingOf(
  first: SessionRecord,
  { tx }: CommandAsked,
  states: readonly SessionState[],
): Promise<SessionRecord[]> {
  if (first.seriesId === null) throw badInput('following', 'the evening is of no series');
  const later = await tx.sessionsOfSeries(first.seriesId, first.startsAt + 1);
  return later.filter(({ id, state }) => id !== first.id && states.includes(state));
}

/** Plans of one county follow one another. */
async function countyFor({ tx, actor }: CommandAsked) {
  await tx.lockCounty(actor.countyId);
  return (await tx.county(actor.countyId)) ?? notFound();
}

/** Departments' rooms are of units of the county, for categories that there are. */
async function knownRooms({ tx, actor }: CommandAsked, { seats }: EveningPlan): Promise<void> {
  const fault = seatsFault(seats);
  if (fault) throw badInput('plan.seats', fault);
  const units = new Set((await tx.units(actor.countyId)).map(({ id }) => id));
  for (const { unitId, categories } of seats) {
    if (unitId !== null && !units.has(unitId)) throw badInput('plan.seats', 'no such unit');
    if (!categories.every((code) => categoryByCode(code))) throw badInput('plan.seats', 'no such category');
  }
}

function realDay(path: string, date: string): void {
  if (!isDay(date)) throw badInput(path, 'no such day');
}
const badInput = (path: string, message: string) => new Refusal('BAD_INPUT', { issues: [{ path, message }] });

const factsOf = ({
  minutes,
  delaySeconds,
  callMinutes,
  overtimeMinutes,
  seats,
  ...plan
}: EveningPlan): EveningFacts => ({
  ...plan,
  lengthMs: minutes * MINUTE_MS,
  delayMs: delaySeconds * 1000,
  callLengthMs: callMinutes * MINUTE_MS,
  overtimeMs: overtimeMinutes * MINUTE_MS,
  seats: seats.map(({ unitId, categories, ...seat }, index) => ({
    id: `seat-${index + 1}`,
    ...seat,
    ...(unitId === null ? {} : { room: { unitId, categories, turn: 0 } }),
  })),
});

const inMinutes = (ms: number): number => Math.round(ms / MINUTE_MS);

const planOf = (facts: EveningFacts): EveningPlan => ({
  title: facts.title,
  topic: facts.topic,
  scope: facts.scope,
  minutes: inMinutes(facts.lengthMs),
  public: facts.public,
  recorded: facts.recorded,
  delaySeconds: facts.delayMs / 1000,
  capacity: facts.capacity,
  callMinutes: inMinutes(facts.callLengthMs),
  overtimeMinutes: inMinutes(facts.overtimeMs),
  ratio: facts.ratio,
  seats: facts.seats.map(({ name, officialName, officialTitle, onAir, room }) => ({
    name,
    officialName,
    officialTitle,
    onAir,
    unitId: room?.unitId ?? null,
    categories: [...(room?.categories ?? [])],
  })),
});

const planOfSession = (session: SessionRecord): EveningPlan =>
  planOf({ ...session, lengthMs: session.endsAt - session.startsAt });

/** What was changed of a plan; later evenings keep their own of everything else. */
const changedOf = (before: EveningPlan, after: EveningPlan): Partial<EveningPlan> =>
  Object.fromEntries(
    Object.entries(after).filter(([part, value]) => !isDeepStrictEqual(before[part as keyof EveningPlan], value)),
  );

function plannedEvening(session: SessionRecord, people: number, listed: number): PlannedEvening {
  const { id, seriesId, number, state, zone, startsAt, endsAt } = session;
  return {
    sessionId: id,
    seriesId,
    number,
    state,
    date: dateIn(startsAt, zone),
    time: wallTimeOf(startsAt, zone),
    startsAt,
    endsAt,
    plan: planOfSession(session),
    reason: 'reason' in session ? session.reason : null,
    people,
    listed,
  };
}

/** The county's evenings from a month back as far as they are planned; with `sessionId` that one alone. */
export async function eveningsToShow(
  read: Reader,
  sessionId: string | null,
  now: number,
): Promise<{ name: string; sessions: SessionRecord[] } | null> {
  if (sessionId !== null) {
    const session = await read.session(sessionId);
    return session && { name: session.title, sessions: [session] };
  }
  const county = await read.firstCounty();
  const from = now - 30 * 86_400_000;
  return { name: county.name, sessions: await read.sessionsBetween(county.id, from, now + 366 * 86_400_000) };
}

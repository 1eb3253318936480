/** Q10: somebody is given no number for a time; set at the moderator's desk, seen and lifted by the supervisor. */
import * as bars from '../domain/people/bars.ts';
import { maskPhone } from '../domain/people/mask.ts';
import type { PersonRecord } from '../domain/people/types.ts';
import { type CommandAsked, once, query } from './context.ts';
import { allowed, must, notFound, sessionForUpdate, staffOf, ticketOf, writeDown } from './support.ts';

const MOST_SHOWN = 200;
const MOST_OF_TICKET = 5;

export const barHandlers = {
  'ticket.bar': once<'ticket.bar'>(async ({ ticketId, length, reason }, asked) => {
    const { tx, now, deps, actor, touched } = asked;
    const ticket = await ticketOf(tx, ticketId);
    const session = await sessionForUpdate(tx, ticket.sessionId);
    const person = (await tx.person(ticket.personId)) ?? notFound();
    const until = bars.barUntil(length, session, now);
    await tx.saveBar({
      id: deps.newId('ba'),
      countyId: ticket.countyId,
      holderId: bars.holderOf(person),
      personId: person.id,
      sessionId: session.id,
      ticketId,
      reason,
      at: now,
      until,
      byPersonId: staffOf(actor).personId,
      lifted: null,
    });
    await writeDown(asked, 'ticket.bar', { sessionId: session.id, ticketId, why: reason, data: { length, until } });
    await tellPhone(asked, person, 'barred', { until: bars.wallOf(until, session.zone), reason });
    touched.session(session.id);
    return { until };
  }),

  'bars.list': query<'bars.list'>(async (_input, { read, actor, now }) => {
    const { zone } = (await read.county(actor.countyId)) ?? notFound();
    const shown = await read.bars(actor.countyId, now, MOST_SHOWN);
    const ids = shown.map(({ personId }) => personId);
    const staff = shown.flatMap(({ byPersonId, lifted }) => [byPersonId, ...(lifted ? [lifted.byPersonId] : [])]);
    const [people, phones] = await Promise.all([read.persons([...ids, ...staff]), read.phonesOf(ids)]);
    const nameOf = (personId: string) => people.get(personId)?.name ?? '';
    const rows = shown.map(async ({ id, personId, sessionId, ticketId, reason, byPersonId, at, until, lifted }) => {
      const phone = phones.get(personId);
      return {
        id,
        name: nameOf(personId),
        phoneMasked: phone === undefined ? null : maskPhone(phone),
        reason,
        byName: nameOf(byPersonId),
        sessionTitle: (await read.session(sessionId))?.title ?? '',
        number: (await read.ticket(ticketId))?.number ?? null,
        at,
        until,
        lifted: lifted && { at: lifted.at, byName: nameOf(lifted.byPersonId), reason: lifted.reason },
      };
    });
    return { now, zone, bars: await Promise.all(rows) };
  }),

  'ticket.bars': query<'ticket.bars'>(async ({ ticketId }, { read, actor, now }) => {
    const ticket = await ticketOf(read, ticketId);
    if (ticket.countyId !== actor.countyId) notFound();
    const person = (await read.person(ticket.personId)) ?? notFound();
    const ever = await read.barsOf([bars.holderOf(person)], 0);
    const shown = ever.sort((a, b) => b.at - a.at).slice(0, MOST_OF_TICKET);
    const people = await read.persons(shown.map(({ byPersonId }) => byPersonId));
    return {
      bars: shown.map((bar) => ({
        id: bar.id,
        reason: bar.reason,
        byName: people.get(bar.byPersonId)?.name ?? '',
        at: bar.at,
        until: bar.until,
        lasts: bars.lasts(bar, now),
      })),
    };
  }),

  'bar.lift': once<'bar.lift'>(async ({ barId, reason }, asked) => {
    const { tx, now, actor, touched } = asked;
    const { sessionId } = await barOf(asked, barId);
    // Two who lift it at once: the second finds it lifted.
    await sessionForUpdate(tx, sessionId);
    const before = await barOf(asked, barId);
    await tx.saveBar(must(bars.lift(before, { at: now, byPersonId: staffOf(actor).personId, reason })));
    await writeDown(asked, 'bar.lift', { sessionId, ticketId: before.ticketId, why: reason, data: { barId } });
    const others = await tx.barsOf([before.holderId], now);
    const person = await tx.person(before.personId);
    if (person && others.length === 0) await tellPhone(asked, person, 'barLifted', {});
    touched.session(sessionId);
    return {};
  }),
};

async function barOf({ tx, actor }: CommandAsked, barId: string): Promise<bars.BarRecord> {
  const bar = await tx.bar(barId);
  return bar?.countyId === actor.countyId ? bar : notFound();
}

/** Refuses with `BARRED` whoever would be given a place now: by hand, by an officer, at a terminal, or on a list. */
export async function refuseBarred({ tx, now }: CommandAsked, holderId: string, zone: string): Promise<void> {
  allowed(bars.mayHavePlace(await tx.barsOf([holderId], now), zone, now));
}

/** Of these people, those who are given no place now. */
export async function barredOf({ tx, now }: CommandAsked, personIds: readonly string[]): Promise<ReadonlySet<string>> {
  const people = await tx.persons(personIds);
  const holders = new Set((await tx.barsOf([...people.values()].map(bars.holderOf), now)).map((bar) => bar.holderId));
  return new Set([...people.values()].filter((person) => holders.has(bars.holderOf(person))).map(({ id }) => id));
}

async function tellPhone(
  { tx, deps, now }: CommandAsked,
  person: PersonRecord,
  template: 'barred' | 'barLifted',
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const phone = person.phoneId === null ? null : await tx.phone(person.phoneId);
  if (!phone) return;
  const { countyId } = person;
  await tx.queueNotice({ id: deps.newId('nt'), countyId, ticketId: null, phone, template, fields, at: now });
}

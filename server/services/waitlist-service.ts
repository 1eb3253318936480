/** The waiting list of an evening that is booked out: joining, standing, moving up, leaving (Q2). */
import { Refusal } from '../../shared/errors.ts';
import { bookedPlaces, freePlaces } from '../domain/queue/booking.ts';
import { mayTake } from '../domain/queue/holders.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import * as waitlist from '../domain/queue/waitlist.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { barredOf, refuseBarred } from './bar-service.ts';
import { type Asked, type CommandAsked, once, query } from './context.ts';
import { giveNumber } from './give-number.ts';
import type { Noted } from './noted.ts';
import type { Reader } from './ports/store.ts';
import { refuseOtherWording } from './queue-service.ts';
import { allowed, must, notFound, sessionForUpdate, writeDown } from './support.ts';
import { namesToTell } from './tell-all.ts';

export const waitlistHandlers = {
  'waitlist.join': once<'waitlist.join'>(async (input, asked) => {
    const { tx, now, deps, actor, touched } = asked;
    if (actor.kind !== 'citizen') throw new Refusal('NOT_SIGNED_IN');
    const { subject, more, publicName, place: placeName, consent: given } = input;
    const { version, ...consent } = given;
    if (!consent.call) throw new Refusal('CONSENT_MISSING', { scope: 'call' });
    refuseOtherWording(true, version);
    const session = await sessionForUpdate(tx, input.sessionId);
    if (session.countyId !== actor.countyId) throw new Refusal('NOT_FOUND');
    allowed(waitlist.mayJoinList(session, now));
    const { phoneId } = actor;
    const person = await tx.citizen(actor.countyId, phoneId, input.name);
    await refuseBarred(asked, phoneId, session.zone);
    const personId = person.id;
    allowed(mayTake(await tx.ticketsOfPhone(phoneId), personId, session.id, await tx.listedOfPhone(phoneId)));
    const list = await tx.listOf(session.id);
    const listed = list.find((entry) => entry.personId === personId);
    if (listed) throw new Refusal('ALREADY_IN_QUEUE', { entryId: listed.id });
    const words = { personId, subject, more, placeName, publicName };
    if (freePlaces(session, await tx.ticketCounts(session.id), now) > list.length) {
      const ticket = await giveNumber(asked, session, { ...words, given });
      touched.queue(session.id, ticket);
      return { entryId: null, ticketId: ticket.id };
    }
    const visits = (await tx.visitsOf([personId])).get(personId) ?? { visits: 0, openCases: 0 };
    const facts = { id: deps.newId('wl'), ...words, consent, consentVersion: version, ...visits };
    const entry = must(waitlist.join(session, facts, await tx.lastListOrder(session.id), now));
    await tx.insertListed(entry);
    await writeDown(asked, 'waitlist.join', { sessionId: session.id, data: { entryId: entry.id } });
    const place = waitlist.placeInList([...list, entry], entry.id);
    await tell(asked, session, [entry], 'listed', { place: String(place) });
    touched.queue(session.id);
    return { entryId: entry.id, ticketId: null };
  }),

  'waitlist.show': query<'waitlist.show'>(async ({ entryId }, { actor, read }) => {
    const entry = await ownEntry(read, actor, entryId);
    const session = (await read.session(entry.sessionId)) ?? notFound();
    const person = await read.person(entry.personId);
    return {
      sessionId: session.id,
      sessionTitle: session.title,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      zone: session.zone,
      state: entry.state,
      place: waitlist.placeInList(await read.listOf(session.id), entry.id),
      repeat: entry.repeat,
      bookedPlaces: bookedPlaces(session),
      ticketId: 'ticketId' in entry ? entry.ticketId : null,
      name: person?.name ?? '',
      placeName: entry.placeName,
      subject: entry.subject,
      more: entry.more,
      publicName: entry.publicName,
    };
  }),

  'waitlist.leave': once<'waitlist.leave'>(async ({ entryId }, asked) => {
    const { tx, actor, now } = asked;
    const { sessionId } = await ownEntry(tx, actor, entryId);
    await sessionForUpdate(tx, sessionId);
    await tx.saveListed(must(waitlist.leaveList(await ownEntry(tx, actor, entryId), now)));
    await writeDown(asked, 'waitlist.leave', { sessionId, data: { entryId } });
    return {};
  }),
};

/** Somebody else's entry is, to this phone, not there (Q7: a phone may have several people). */
async function ownEntry(read: Reader, actor: Asked['actor'], entryId: string): Promise<waitlist.ListedRecord> {
  const entry = (await read.listed(entryId)) ?? notFound();
  const person = await read.person(entry.personId);
  return actor.kind === 'citizen' && person?.phoneId === actor.phoneId ? entry : notFound();
}

/**
 * Whoever is on the list of an evening whose places or queue just changed moves up, in the same transaction: a place that
 * is given back is never seen free by anybody else.
 */
export async function fillFromLists(asked: CommandAsked, { queues }: Pick<Noted, 'queues'>): Promise<void> {
  for (const sessionId of [...queues.keys()]) {
    if ((await asked.tx.session(sessionId))?.state === 'scheduled') await fill(asked, sessionId);
  }
}

async function fill(asked: CommandAsked, sessionId: string): Promise<void> {
  const { tx, now, touched } = asked;
  const listed = await tx.listOf(sessionId);
  if (listed.length === 0) return;
  // Whoever is barred now keeps the place on the list, and others move up past it (Q10).
  const barred = await barredOf(
    asked,
    listed.map(({ personId }) => personId),
  );
  const list = listed.filter(({ personId }) => !barred.has(personId));
  const session = await sessionForUpdate(tx, sessionId);
  const moving = waitlist.movesUp(list, session, await tx.ticketCounts(sessionId), now);
  // Nobody's hand: whoever gave a place back is not who gives it on.
  const byItself = { ...asked, actor: { kind: 'system' as const, countyId: session.countyId } };
  for (const entry of moving) {
    const { personId, subject, more, placeName, publicName, consent, consentVersion, listedAt } = entry;
    const given = { ...consent, version: consentVersion };
    const wanted = { personId, subject, more, placeName, publicName, given, movedUp: { givenAt: listedAt } };
    const ticket = await giveNumber(byItself, await sessionForUpdate(tx, sessionId), wanted);
    await tx.saveListed(must(waitlist.placed(entry, ticket.id, now)));
    touched.queue(sessionId);
  }
}

/** Somebody who took a number by themselves waits on the list no longer. */
export async function offTheList({ tx, now }: CommandAsked, ticket: TicketRecord): Promise<void> {
  const person = await tx.person(ticket.personId);
  if (!person?.phoneId) return;
  const own = (await tx.listedOfPhone(person.phoneId)).filter(
    ({ personId, sessionId }) => personId === ticket.personId && sessionId === ticket.sessionId,
  );
  for (const entry of own) await tx.saveListed(must(waitlist.walkedIn(entry, ticket.id, now)));
}

/** The waiting room opens: whoever no place became free for may come as a walk-in. */
export async function inviteListed(asked: CommandAsked, session: SessionRecord): Promise<void> {
  const list = waitlist.inListOrder(await asked.tx.listOf(session.id));
  for (const entry of list) await asked.tx.saveListed(must(waitlist.invited(entry, asked.now)));
  await tell(asked, session, list, 'listedWalkIn', {});
}

/** The evening is put off after its waiting room had opened. */
export async function listAgain({ tx }: CommandAsked, sessionId: string): Promise<void> {
  for (const entry of await tx.invitedOf(sessionId)) await tx.saveListed(must(waitlist.listedAgain(entry)));
}

/** The evening is called off, and its list with it. */
export async function callOffList(asked: CommandAsked, session: SessionRecord, reason: string): Promise<void> {
  const list = [...(await asked.tx.listOf(session.id)), ...(await asked.tx.invitedOf(session.id))];
  for (const entry of list) await asked.tx.saveListed(must(waitlist.calledOff(entry, asked.now)));
  await tell(asked, session, list, 'listedCancelled', { reason });
}

/** The evening changed, and the list goes on. */
export async function tellListed(
  asked: CommandAsked,
  session: SessionRecord,
  template: 'listedMoved' | 'listedPostponed',
  more: Readonly<Record<string, string>>,
): Promise<void> {
  await tell(asked, session, await asked.tx.listOf(session.id), template, more);
}

async function tell(
  { tx, deps, now }: CommandAsked,
  session: SessionRecord,
  list: readonly waitlist.ListedRecord[],
  template: string,
  more: Readonly<Record<string, string>>,
): Promise<void> {
  const [phones, names] = await Promise.all([tx.phonesOf(list.map(({ personId }) => personId)), namesToTell(tx, list)]);
  await tx.queueNotices(
    list.flatMap(({ id, personId, countyId }) => {
      const phone = phones.get(personId);
      const link = `${deps.settings.publicUrl}/s/${session.id}/list/${id}`;
      const fields = { session: session.title, link, ...more, whose: names.get(personId) ?? '' };
      return phone ? [{ id: deps.newId('nt'), countyId, ticketId: null, phone, template, fields, at: now }] : [];
    }),
  );
}

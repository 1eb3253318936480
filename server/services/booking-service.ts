/** Changing what one holds: the words, and the evening (Q2). */

import { Refusal } from '../../shared/errors.ts';
import { holderOf } from '../domain/people/bars.ts';
import { bookedPlaces, freePlaces, givenBack } from '../domain/queue/booking.ts';
import * as changing from '../domain/queue/change-booking.ts';
import { mayTake } from '../domain/queue/holders.ts';
import { issueNumber } from '../domain/sessions/transitions.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { takeAlong } from './addition-service.ts';
import { refuseBarred } from './bar-service.ts';
import { type CommandAsked, once } from './context.ts';
import { remindLater } from './reminders.ts';
import { allowed, heldBy, must, notFound, sessionForUpdate, tell, ticketOf, writeDown } from './support.ts';
import { pageOf } from './tell-all.ts';
import { takeWaysAlong } from './told-ways.ts';
import { offTheList } from './waitlist-service.ts';
import { dayAndTime } from './wording.ts';

export const bookingHandlers = {
  'booking.move': once<'booking.move'>(async ({ ticketId, toSessionId }, asked) => {
    const { tx, now, deps, touched } = asked;
    const { from, to } = await lockBoth(asked, (await ticketOf(tx, ticketId)).sessionId, toSessionId);
    if (to.countyId !== from.countyId) throw new Refusal('NOT_FOUND');
    const ticket = await ticketOf(tx, ticketId);
    const person = (await tx.person(ticket.personId)) ?? notFound();
    await refuseBarred(asked, holderOf(person), to.zone);
    const held = await heldBy(tx, person);
    const counts = await tx.ticketCounts(to.id);
    const facts = { id: deps.newId('tk'), receiptToken: deps.secrets.newToken(), number: to.issued + 1 };
    const both = must(changing.moveBooking(ticket, from, to, { ...facts, ahead: counts.booked ?? 0 }, now));
    allowed(mayTake(held.tickets, ticket.personId, to.id, held.listed));
    if (freePlaces(to, counts, now) === 0) throw new Refusal('SESSION_FULL', { capacity: bookedPlaces(to) });
    await tx.saveSession(must(issueNumber(to, givenBack(counts))));
    await tx.saveTicket(both.before);
    await tx.insertTicket(both.next);
    await takeAlong(asked, ticket, both.next);
    const consents = await tx.consentsOfTicket(ticketId);
    await tx.insertConsents(consents.map((entry) => ({ ...entry, ticketId: facts.id })));
    for (const record of await tx.casesOfTicket(ticketId)) await tx.joinCase(record, facts.id, now);
    const data = { toSessionId: to.id, toTicketId: facts.id };
    await writeDown(asked, 'booking.move', { sessionId: from.id, ticketId, data });
    await writeDown(asked, 'booking.moved', { sessionId: to.id, ticketId: facts.id, data: { from: ticketId } });
    const time = both.next.state === 'booked' ? dayAndTime(both.next.slotAt, to.zone) : '';
    const fields = { session: to.title, time, number: String(facts.number), link: pageOf(asked, both.next) };
    await takeWaysAlong(asked, ticketId, both.next);
    await tell(asked, both.next, 'bookingMoved', fields);
    await remindLater(asked, both.next);
    await offTheList(asked, both.next);
    touched.session(from.id);
    touched.queue(from.id);
    touched.queue(to.id, both.next);
    return { sessionId: to.id, ticketId: facts.id, number: facts.number };
  }),

  'ticket.edit': once<'ticket.edit'>(async ({ ticketId, subject, more }, asked) => {
    const { tx, touched } = asked;
    const { sessionId } = await ticketOf(tx, ticketId);
    await sessionForUpdate(tx, sessionId);
    await tx.saveTicket(must(changing.editMatter(await ticketOf(tx, ticketId), { subject, more })));
    await writeDown(asked, 'ticket.edit', { sessionId, ticketId });
    touched.session(sessionId);
    return {};
  }),
};

/** The earlier evening first, as everybody does. */
async function lockBoth(
  { tx }: CommandAsked,
  fromId: string,
  toId: string,
): Promise<{ from: SessionRecord; to: SessionRecord }> {
  const from = (await tx.session(fromId)) ?? notFound();
  const to = (await tx.session(toId)) ?? notFound();
  const toIsFirst = to.startsAt < from.startsAt || (to.startsAt === from.startsAt && to.id < from.id);
  const first = await sessionForUpdate(tx, toIsFirst ? toId : fromId);
  const second = fromId === toId ? first : await sessionForUpdate(tx, toIsFirst ? fromId : toId);
  return toIsFirst ? { from: second, to: first } : { from: first, to: second };
}

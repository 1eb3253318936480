/** The same trouble (Q8): what the desk sees beside a ticket, and what a moderator says of it. */

import { Refusal } from '../../shared/errors.ts';
import { readScope } from '../domain/cases/access.ts';
import { likeness, SAME_FROM } from '../domain/queue/same-trouble.ts';
import { isOpen } from '../domain/queue/transitions.ts';
import { termsOf } from '../domain/queue/trouble-terms.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import { type CommandAsked, once, query } from './context.ts';
import { notFound, sessionForUpdate, staffOf, ticketOf, writeDown } from './support.ts';

/** Of the newest so many open cases the like ones are looked for. */
const CASES_COMPARED = 500;
const CASES_SHOWN = 5;

const matterOf = (one: Pick<TicketRecord, 'subject' | 'more' | 'placeName' | 'categoryCode'>) => ({
  terms: termsOf(`${one.subject} ${one.more}`, one.placeName),
  place: one.placeName,
  categoryCode: one.categoryCode,
});

export const troubleHandlers = {
  'trouble.show': query<'trouble.show'>(async (input, { read, actor }) => {
    const ticket = await ticketOf(read, input.ticketId);
    const [open, units, its] = await Promise.all([
      read.openCases(readScope(staffOf(actor)), CASES_COMPARED),
      read.units(actor.countyId),
      read.casesOfTicket(ticket.id),
    ]);
    const own = new Set(its.map(({ id }) => id));
    const matter = matterOf(ticket);
    const alike = open
      .filter(({ id }) => !own.has(id))
      .map((record) => ({ record, score: likeness(matter, matterOf(record)) }))
      .filter(({ score }) => score >= SAME_FROM)
      .sort((a, b) => b.score - a.score || b.record.openedAt - a.record.openedAt)
      .slice(0, CASES_SHOWN);
    return {
      cases: alike.map(({ record: { id, number, subject, placeName, state, mainUnitId } }) => ({
        id,
        number,
        subject,
        place: placeName,
        state,
        unitName: units.find((unit) => unit.id === mainUnitId)?.name ?? null,
      })),
    };
  }),

  'trouble.join': once<'trouble.join'>(async (input, asked) => {
    const { tx, deps } = asked;
    const { sessionId, ticketIds } = input;
    await sessionForUpdate(tx, sessionId);
    const named = new Set(ticketIds);
    const tickets = await Promise.all([...named].map((ticketId) => openTicketOf(asked, sessionId, ticketId)));
    const before = await tx.troublesSaid(sessionId);
    const groupId = before.find((said) => named.has(said.ticketId) && said.groupId)?.groupId ?? deps.newId('tr');
    await say(asked, sessionId, tickets, groupId);
    await writeDown(asked, 'trouble.join', {
      sessionId,
      ticketId: tickets[0]?.id ?? null,
      data: { groupId, numbers: tickets.map(({ number }) => number) },
    });
    return { groupId };
  }),

  'trouble.split': once<'trouble.split'>(async (input, asked) => {
    const { sessionId, ticketId } = input;
    await sessionForUpdate(asked.tx, sessionId);
    await say(asked, sessionId, [await openTicketOf(asked, sessionId, ticketId)], null);
    await writeDown(asked, 'trouble.split', { sessionId, ticketId });
    return {};
  }),
};

async function openTicketOf({ tx }: CommandAsked, sessionId: string, ticketId: string): Promise<TicketRecord> {
  const ticket = await ticketOf(tx, ticketId);
  if (ticket.sessionId !== sessionId) return notFound();
  if (!isOpen(ticket)) throw new Refusal('WRONG_STATE', { state: ticket.state, ticketId });
  return ticket;
}

async function say(
  { tx, now, actor, touched }: CommandAsked,
  sessionId: string,
  tickets: readonly TicketRecord[],
  groupId: string | null,
): Promise<void> {
  const byPersonId = staffOf(actor).personId;
  await tx.saveTroubles(tickets.map(({ id }) => ({ ticketId: id, sessionId, groupId, at: now, byPersonId })));
  touched.session(sessionId);
}

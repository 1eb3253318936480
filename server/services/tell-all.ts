/** One SMS each, to whoever of these people has a phone; it names them where several have the same (Q7). */
import type { TicketRecord } from '../domain/queue/types.ts';
import type { CommandAsked } from './context.ts';
import type { OutgoingNotice } from './ports/store.ts';
import { whose } from './wording.ts';

/** Answers how many were told. */
export async function tellAll(
  { tx, deps, now }: CommandAsked,
  tickets: readonly TicketRecord[],
  words: (ticket: TicketRecord) => Pick<OutgoingNotice, 'template' | 'fields'>,
): Promise<number> {
  const phones = await tx.phonesOf(tickets.map((ticket) => ticket.personId));
  const byPhone = Map.groupBy(tickets, (ticket) => phones.get(ticket.personId) ?? null);
  const ofSharedPhones = [...byPhone].flatMap(([phone, its]) => (phone !== null && its.length > 1 ? its : []));
  const people = await tx.persons(ofSharedPhones.map((ticket) => ticket.personId));
  const notices = tickets.flatMap((ticket) => {
    const phone = phones.get(ticket.personId);
    if (!phone) return [];
    const { template, fields } = words(ticket);
    const named = people.get(ticket.personId);
    const its = { ...fields, whose: named ? whose(named.name) : '' };
    const { id: ticketId, countyId } = ticket;
    return [{ id: deps.newId('nt'), countyId, ticketId, phone, at: now, template, fields: its }];
  });
  await tx.queueNotices(notices);
  return notices.length;
}

/** Where a ticket's own page is. */
export const pageOf = ({ deps }: CommandAsked, { sessionId, id }: TicketRecord): string =>
  `${deps.settings.publicUrl}/s/${sessionId}/wait/${id}`;

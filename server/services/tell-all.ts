/** One SMS each, to whoever of these people has a phone. */
import type { TicketRecord } from '../domain/queue/types.ts';
import type { CommandAsked } from './context.ts';
import type { OutgoingNotice } from './ports/store.ts';

/** Answers how many were told. */
export async function tellAll(
  { tx, deps, now }: CommandAsked,
  tickets: readonly TicketRecord[],
  words: (ticket: TicketRecord) => Pick<OutgoingNotice, 'template' | 'fields'>,
): Promise<number> {
  const phones = await tx.phonesOf(tickets.map((ticket) => ticket.personId));
  const notices = tickets.flatMap((ticket) => {
    const phone = phones.get(ticket.personId);
    const { countyId } = ticket;
    return phone ? [{ id: deps.newId('nt'), countyId, phone, at: now, ...words(ticket) }] : [];
  });
  await tx.queueNotices(notices);
  return notices.length;
}

/** Where a ticket's own page is. */
export const pageOf = ({ deps }: CommandAsked, { sessionId, id }: TicketRecord): string =>
  `${deps.settings.publicUrl}/s/${sessionId}/wait/${id}`;

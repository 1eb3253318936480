/** One SMS each, to whoever of these people has a phone; it names them where the phone is there for others too (Q7). */
import { isShared } from '../domain/queue/holders.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import type { CommandAsked } from './context.ts';
import type { OutgoingNotice, Reader } from './ports/store.ts';
import { whose } from './wording.ts';

/** `tickets` are of one session. Answers how many were told. */
export async function tellAll(
  { tx, deps, now }: CommandAsked,
  tickets: readonly TicketRecord[],
  words: (ticket: TicketRecord) => Pick<OutgoingNotice, 'template' | 'fields'>,
): Promise<number> {
  const [phones, names] = await Promise.all([
    tx.phonesOf(tickets.map((ticket) => ticket.personId)),
    namesToTell(tx, tickets),
  ]);
  const notices = tickets.flatMap((ticket) => {
    const phone = phones.get(ticket.personId);
    if (!phone) return [];
    const { template, fields } = words(ticket);
    const its = { ...fields, whose: names.get(ticket.personId) ?? '' };
    const { id: ticketId, countyId } = ticket;
    return [{ id: deps.newId('nt'), countyId, ticketId, phone, at: now, template, fields: its }];
  });
  await tx.queueNotices(notices);
  return notices.length;
}

/** How a message begins for each of these people of one session, where their phone is there for others too (Q7). */
export async function namesToTell(
  tx: Reader,
  people: readonly Pick<TicketRecord, 'sessionId' | 'personId'>[],
): Promise<ReadonlyMap<string, string>> {
  const [first] = people;
  if (!first) return new Map();
  const held = await tx.heldOfPhones(
    first.sessionId,
    people.map(({ personId }) => personId),
  );
  const shared = people.filter((one) => isShared(held.get(one.personId) ?? [], one));
  const persons = await tx.persons(shared.map(({ personId }) => personId));
  return new Map([...persons].map(([personId, { name }]) => [personId, whose(name)]));
}

/** Where a ticket's own page is. */
export const pageOf = ({ deps }: CommandAsked, { sessionId, id }: TicketRecord): string =>
  `${deps.settings.publicUrl}/s/${sessionId}/wait/${id}`;

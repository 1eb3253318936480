/** S5: everybody with a place is told by SMS and on the page that their leader is another, late or lost. */
import type { SessionRecord } from '../domain/sessions/types.ts';
import type { CommandAsked } from './context.ts';
import { staffOf } from './support.ts';
import { pageOf, tellAll } from './tell-all.ts';

/** Answers how many were told by SMS. */
export async function tellOfLeader(asked: CommandAsked, { id, title }: SessionRecord, text: string): Promise<number> {
  const { tx, now, deps } = asked;
  const open = await tx.openTickets(id);
  const told = await tellAll(asked, open, (ticket) => ({
    // Whoever is still to come chooses nothing yet: they may move the booking, or give it back.
    template: ticket.state === 'booked' ? 'leaderChangedBooked' : 'leaderChanged',
    fields: { session: title, text, number: String(ticket.number), link: pageOf(asked, ticket) },
  }));
  await tx.insertMessage({
    id: deps.newId('ms'),
    sessionId: id,
    ticketId: null,
    ticketIds: null,
    listen: false,
    text,
    at: now,
    byPersonId: staffOf(asked.actor).personId,
    to: open.length,
    here: open.filter((ticket) => asked.isHere(id, ticket.id)).length,
    sms: told,
  });
  return told;
}

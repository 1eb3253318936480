/** Reminders of a place in an evening to come: a day, an hour and ten minutes before its time. */
import { REMIND_BEFORE_MS } from '../domain/queue/booking.ts';
import { isOver } from '../domain/queue/not-reached.ts';
import { isByPhone } from '../domain/queue/transitions.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import type { CommandAsked } from './context.ts';
import { tell } from './support.ts';
import { pageOf } from './tell-all.ts';
import { dayAndTime } from './wording.ts';

/** Anew whenever the time is another; a reminder of a time that is no more does nothing. */
export async function remindLater({ tx, now }: CommandAsked, ticket: TicketRecord): Promise<void> {
  if (ticket.state !== 'booked') return;
  for (const before of REMIND_BEFORE_MS) {
    const at = ticket.slotAt - before;
    if (at <= now) continue;
    const data = { ticketId: ticket.id, slotAt: String(ticket.slotAt) };
    // With its slot: the hour before one time may be the ten minutes before another.
    await tx.later({ queue: 'ticket.remind', key: `${ticket.id}:${ticket.slotAt}:${at}`, at, data });
  }
}

/** Until when somebody is reminded: by telephone they wait from the moment the waiting room opens, and stay at home (Q4). */
const expectedAt = (ticket: TicketRecord): number | null =>
  ticket.state === 'booked' || (ticket.state === 'waiting' && isByPhone(ticket)) ? ticket.slotAt : null;

export async function remindByClock(ticketId: string, slotAt: number, asked: CommandAsked): Promise<void> {
  const ticket = await asked.tx.ticket(ticketId);
  if (!ticket || expectedAt(ticket) !== slotAt) return;
  const session = await asked.tx.session(ticket.sessionId);
  if (!session || isOver(session)) return;
  await tell(asked, ticket, isByPhone(ticket) ? 'reminderByPhone' : 'reminder', {
    session: session.title,
    time: dayAndTime(slotAt, session.zone),
    number: String(ticket.number),
    link: pageOf(asked, ticket),
  });
}

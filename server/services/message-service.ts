/** Messages from the desk: to one, to a group, to everybody who waits. On their pages until they read them. */
import { Refusal } from '../../shared/errors.ts';
import { isOpen } from '../domain/queue/transitions.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import { type CommandAsked, once, query } from './context.ts';
import type { DeskMessage } from './ports/store.ts';
import { notFound, sessionForUpdate, staffOf, writeDown } from './support.ts';
import { pageOf, tellAll } from './tell-all.ts';

const LISTED = 30;

export const messageHandlers = {
  'message.send': once<'message.send'>(async (input, asked) => {
    const { tx, now, deps, touched, isHere } = asked;
    const { sessionId, ticketId, ticketIds = null, text, alsoSms = false, listen = false } = input;
    const session = await sessionForUpdate(tx, sessionId);
    // Nobody can listen to what is not shown.
    if (listen && !session.public) throw new Refusal('WRONG_STATE', { state: session.state, public: false });
    const to = await addressed(asked, sessionId, ticketId === null ? ticketIds : [ticketId]);
    const away = to.filter(({ id }) => !isHere(sessionId, id));
    const words = (ticket: TicketRecord) => ({
      template: 'deskMessage',
      fields: { number: String(ticket.number), text, link: pageOf(asked, ticket) },
    });
    const counts = {
      to: to.length,
      here: to.length - away.length,
      sms: alsoSms ? await tellAll(asked, away, words) : 0,
    };
    await tx.insertMessage({
      id: deps.newId('ms'),
      sessionId,
      ticketId,
      ticketIds: ticketId === null && ticketIds ? to.map(({ id }) => id) : null,
      listen,
      text,
      at: now,
      byPersonId: staffOf(asked.actor).personId,
      ...counts,
    });
    await writeDown(asked, 'message.send', { sessionId, ticketId, data: { ...counts, text } });
    touched.session(sessionId);
    return counts;
  }),

  'message.list': query<'message.list'>(async ({ sessionId }, { read }) => {
    const [messages, readers] = await Promise.all([
      read.messagesOfSession(sessionId, LISTED),
      read.messageReaders(sessionId),
    ]);
    const numbers = await read.numbersOf([...new Set(messages.flatMap((message) => idsOf(message) ?? []))]);
    return {
      messages: messages.map((message) => {
        const { id, text, at, listen, to, here, sms } = message;
        const ids = idsOf(message);
        const its = new Set(ids);
        const has = readers.filter(
          ({ ticketId, takenAt, readAt }) => readAt >= at && (ids === null ? takenAt <= at : its.has(ticketId)),
        );
        return {
          ...{ id, text, at, listen, to, here, sms },
          numbers: ids?.flatMap((ticketId) => numbers.get(ticketId) ?? []).sort((a, b) => a - b) ?? null,
          read: has.length,
        };
      }),
    };
  }),
};

/** `null`: everybody. */
const idsOf = ({ ticketId, ticketIds }: DeskMessage): readonly string[] | null =>
  ticketId === null ? ticketIds : [ticketId];

/** Who of a group left meanwhile is not written to; where nobody is left of it, that is said. */
async function addressed(
  { tx }: CommandAsked,
  sessionId: string,
  ids: readonly string[] | null,
): Promise<TicketRecord[]> {
  const open = (await tx.openTickets(sessionId)).filter(isOpen);
  if (ids === null) return open.filter(({ state }) => state === 'waiting' || state === 'away');
  const wanted = new Set(ids);
  const to = open.filter(({ id }) => wanted.has(id));
  return to.length > 0 ? to : notFound();
}

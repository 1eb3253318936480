/** Saves what a transition decided of a ticket and carries out what follows; an effect not handled here does not compile. */
import { Refusal } from '../../shared/errors.ts';
import type { TicketEffect } from '../domain/queue/transitions.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import type { Decision } from '../domain/result.ts';
import type { CommandAsked } from './context.ts';
import { must, tell, unknownEffect, writeDown } from './support.ts';
import { day, dayAndTime } from './wording.ts';

/** Throws the refusal, or answers the record as it now stands. */
export async function keepTicket(
  asked: CommandAsked,
  decision: Decision<TicketRecord, TicketEffect>,
): Promise<TicketRecord> {
  const ticket = must(decision);
  await asked.tx.saveTicket(ticket);
  await followTicket(asked, ticket, decision);
  return ticket;
}

/** Only what follows, for a record that its caller saves or inserts. */
export async function followTicket(
  asked: CommandAsked,
  ticket: TicketRecord,
  decision: Decision<TicketRecord, TicketEffect>,
): Promise<void> {
  if (!decision.ok) throw new Refusal(decision.code, decision.details);
  for (const effect of decision.effects) await follow(asked, ticket, effect);
}

async function follow(asked: CommandAsked, ticket: TicketRecord, effect: TicketEffect): Promise<void> {
  const { sessionId, id: ticketId } = ticket;
  switch (effect.effect) {
    case 'later': {
      const calledAt = String(ticket.state === 'screening' ? ticket.calledAt : asked.now);
      const data = { ticketId, calledAt };
      return asked.tx.later({ queue: effect.queue, key: `${ticketId}:${calledAt}`, at: effect.at, data });
    }
    case 'tell':
      asked.tx.meanwhile(
        fieldsOf(asked, ticket, effect.what).then((fields) => tell(asked, ticket, effect.what, fields)),
      );
      return;
    case 'hold': {
      const at = String(asked.now);
      return asked.tx.later({
        queue: 'ticket.tellHeld',
        key: `${ticketId}:${at}`,
        at: effect.at,
        data: { ticketId, at },
      });
    }
    case 'log':
      return writeDown(asked, effect.what, { sessionId, ticketId, why: effect.why, data: effect.data });
    default:
      return unknownEffect(effect);
  }
}

/** What the SMS templates are filled with (`domain/notices/templates.ts`). */
async function fieldsOf(
  { tx, deps }: CommandAsked,
  ticket: TicketRecord,
  what: Extract<TicketEffect, { effect: 'tell' }>['what'],
): Promise<Record<string, string>> {
  const { publicUrl } = deps.settings;
  const number = String(ticket.number);
  const page = `${publicUrl}/s/${ticket.sessionId}/wait/${ticket.id}`;
  switch (what) {
    case 'numberTaken':
    case 'callFailed':
      return { number, link: page };
    case 'callEnded': {
      const cases = await tx.casesOfTicket(ticket.id);
      return { numbers: cases.map((one) => one.number).join('、'), link: `${publicUrl}/r/${ticket.receiptToken}` };
    }
    case 'willPhone':
    case 'willWrite': {
      const cases = await tx.casesOfTicket(ticket.id);
      const date = 'dueOn' in ticket ? day(ticket.dueOn) : '';
      const link = `${publicUrl}/r/${ticket.receiptToken}`;
      return { date, numbers: cases.map((one) => one.number).join('、'), link };
    }
    case 'refused':
      return ticket.state === 'refused' ? { number, reason: ticket.reason, whereTo: ticket.whereTo } : { number };
    case 'booked':
    case 'bookedByPhone':
    case 'movedUp':
    case 'reminder': {
      const session = await tx.session(ticket.sessionId);
      const time = session && ticket.state === 'booked' ? dayAndTime(ticket.slotAt, session.zone) : '';
      return { session: session?.title ?? '', time, number, link: page };
    }
    case 'near':
    case 'next':
      return { number, link: page };
    case 'sentToRoom':
    case 'sentToLeader': {
      const session = await tx.session(ticket.sessionId);
      const seatId = ticket.sentTo?.to === 'room' ? ticket.sentTo.seatId : null;
      const room = session?.seats.find((seat) => seat.id === seatId)?.name ?? '';
      return { number, room, link: page };
    }
    case 'called':
    case 'calledByPhone':
    case 'passedOver':
    case 'noShow':
    case 'missed':
      return { number };
    default:
      return unknownEffect(what);
  }
}

/** Saves what a transition decided of a session and carries out what follows; an effect not handled here does not compile. */
import { chooseBy, notCome } from '../domain/queue/not-reached.ts';
import { enterByPhone, isByPhone, isOpen, returnToWaiting } from '../domain/queue/transitions.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import type { Decision } from '../domain/result.ts';
import type { SessionEffect } from '../domain/sessions/transitions.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { stopCall } from './call-ending.ts';
import type { CommandAsked } from './context.ts';
import { keepTicket } from './keep-ticket.ts';
import { endQuestions } from './question-cases.ts';
import { joinRecordings } from './recording-service.ts';
import { must, unknownEffect } from './support.ts';
import { pageOf, tellAll } from './tell-all.ts';
import { inviteListed } from './waitlist-service.ts';
import { dayAndTime } from './wording.ts';

/** Throws the refusal, or answers the record as it now stands. What it touches is media too: a cut or an end withdraws it (C6, C7). */
export async function keepSession(
  asked: CommandAsked,
  decision: Decision<SessionRecord, SessionEffect>,
): Promise<SessionRecord> {
  let session = must(decision);
  await asked.tx.saveSession(session);
  if (decision.ok) for (const effect of decision.effects) session = await followSession(asked, session, effect);
  asked.touched.stage(session.id);
  return session;
}

async function followSession(
  asked: CommandAsked,
  session: SessionRecord,
  effect: SessionEffect,
): Promise<SessionRecord> {
  const { tx } = asked;
  switch (effect.effect) {
    case 'later': {
      const data = { sessionId: session.id };
      await tx.later({ queue: effect.queue, key: `${session.id}:${effect.at}`, at: effect.at, data });
      return session;
    }
    case 'endCalls': {
      let now = session;
      for (const call of await tx.runningCalls(session.id))
        now = await stopCall(asked, now, call, { outcome: 'failed', note: '', whereTo: 'overtime', unitId: null });
      return now;
    }
    case 'clearDesks':
      await clearDesks(asked, session);
      return session;
    case 'askWaiting':
      await letGo(asked, session, effect.before);
      await endQuestions(asked, session);
      return session;
    case 'keepRecord':
      await tx.later({ queue: 'minutes.draft', key: session.id, at: asked.now, data: { sessionId: session.id } });
      await joinRecordings(asked, session.id);
      return session;
    case 'tellBooked':
      await tellBooked(asked, session);
      await inviteListed(asked, session);
      return session;
    default:
      return unknownEffect(effect);
  }
}

async function tellBooked(asked: CommandAsked, session: SessionRecord): Promise<void> {
  const booked = (await asked.tx.openTickets(session.id)).filter((ticket) => ticket.state === 'booked');
  for (const ticket of booked.filter(isByPhone)) await keepTicket(asked, enterByPhone(ticket, session, asked.now));
  await tellAll(asked, booked, (ticket) => ({
    template: isByPhone(ticket) ? 'lobbyOpenByPhone' : 'lobbyOpen',
    fields: { session: session.title, number: String(ticket.number), link: pageOf(asked, ticket) },
  }));
}

/** Codes of the reason, as desks read them. */
const whyCleared = ({ state }: SessionRecord) => (state === 'paused' ? 'leaderAway' : 'sessionOver');

async function clearDesks(asked: CommandAsked, session: SessionRecord): Promise<void> {
  for (const ticket of await asked.tx.stageTickets(session.id))
    if (ticket.state !== 'live') await keepTicket(asked, returnToWaiting(ticket, whyCleared(session), asked.now));
}

/**
 * S4: nobody stays in front of a desk that is closed, whoever was expected and never came is told so, and everybody who
 * waits, or whose time had not come, is asked what comes next.
 */
async function letGo(asked: CommandAsked, session: SessionRecord, before: SessionRecord): Promise<void> {
  const { tx, now } = asked;
  await clearDesks(asked, session);
  const waiting: TicketRecord[] = [];
  for (const ticket of await tx.openTickets(session.id)) {
    const left = ticket.state === 'booked' ? await keepTicket(asked, notCome(ticket, before, now)) : ticket;
    if (isOpen(left)) waiting.push(left);
  }
  const by = chooseBy(session);
  if (waiting.length === 0 || by === null) return;
  await tellAll(asked, waiting, (ticket) => ({
    // Somebody whose call broke off was heard, if not to the end.
    template: ticket.lastFailure === null ? 'sessionOver' : 'callUnfinished',
    fields: { number: String(ticket.number), by: dayAndTime(by, session.zone), link: pageOf(asked, ticket) },
  }));
  await tx.later({ queue: 'session.settle', key: session.id, at: by, data: { sessionId: session.id } });
}

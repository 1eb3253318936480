/** Saves what a transition decided of a session and carries out what follows; an effect not handled here does not compile. */
import { returnToWaiting } from '../domain/queue/transitions.ts';
import type { Decision } from '../domain/result.ts';
import type { SessionEffect } from '../domain/sessions/transitions.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { stopCall } from './call-ending.ts';
import type { CommandAsked } from './context.ts';
import { keepTicket } from './keep-ticket.ts';
import { must, unknownEffect } from './support.ts';

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
    case 'askWaiting':
      await letGo(asked, session);
      return session;
    default:
      return unknownEffect(effect);
  }
}

/** S4, as far as it is built: nobody stays in front of a desk that is closed, and everybody who waits is told. */
async function letGo(asked: CommandAsked, session: SessionRecord): Promise<void> {
  const { tx, deps, now } = asked;
  for (const ticket of await tx.stageTickets(session.id))
    if (ticket.state !== 'live') await keepTicket(asked, returnToWaiting(ticket, 'sessionOver', now));
  const waiting = await tx.openTickets(session.id);
  const phones = await tx.phonesOf(waiting.map((ticket) => ticket.personId));
  await tx.queueNotices(
    waiting.flatMap((ticket) => {
      const phone = phones.get(ticket.personId);
      // Somebody whose call broke off was heard, if not to the end.
      const template = ticket.lastFailure === null ? 'sessionOver' : 'callUnfinished';
      const fields = { number: String(ticket.number) };
      const { countyId } = ticket;
      return phone ? [{ id: deps.newId('nt'), countyId, phone, template, fields, at: now }] : [];
    }),
  );
}

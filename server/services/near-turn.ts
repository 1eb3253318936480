/** Telling people that their turn comes near, in the transaction that brought it near (Q5). */
import { NEAR_AHEAD, nearTurn } from '../domain/queue/near-turn.ts';
import type { CommandAsked } from './context.ts';
import { keepTicket } from './keep-ticket.ts';
import type { Noted } from './noted.ts';

export async function tellNear(asked: CommandAsked, { queues }: Pick<Noted, 'queues'>): Promise<void> {
  for (const [sessionId, justTook] of queues) {
    const session = await asked.tx.session(sessionId);
    if (session?.state !== 'live') continue;
    const standing = await asked.tx.laneHeads(sessionId, NEAR_AHEAD + 1, 'standing');
    for (const decision of nearTurn(standing, session, justTook, asked.now)) await keepTicket(asked, decision);
  }
}

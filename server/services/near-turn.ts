/** Telling people that their turn comes near, in the transaction that brought it near (Q5). */

import { lineOf, roomSeats } from '../domain/queue/lines.ts';
import { NEAR_AHEAD, nearTurn } from '../domain/queue/near-turn.ts';
import type { CommandAsked } from './context.ts';
import { keepTicket } from './keep-ticket.ts';
import type { Noted } from './noted.ts';

export async function tellNear(asked: CommandAsked, { queues }: Pick<Noted, 'queues'>): Promise<void> {
  for (const [sessionId, justTook] of queues) {
    const session = await asked.tx.session(sessionId);
    if (session?.state !== 'live') continue;
    for (const roomId of [null, ...roomSeats(session).map((seat) => seat.id)]) {
      const standing = await asked.tx.laneHeads(sessionId, NEAR_AHEAD + 1, lineOf(roomId, session), 'standing');
      for (const decision of nearTurn(standing, session, justTook, asked.now, roomId))
        await keepTicket(asked, decision);
    }
  }
}

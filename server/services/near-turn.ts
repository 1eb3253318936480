/** Telling people that their turn comes near, in the transaction that brought it near (Q5). */

import { lineOf, linesRooms, standsIn } from '../domain/queue/lines.ts';
import { NEAR_AHEAD, nearTurn, type StandingFirst, tellTurn } from '../domain/queue/near-turn.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import type { CommandAsked } from './context.ts';
import { keepTicket } from './keep-ticket.ts';
import type { Noted } from './noted.ts';
import { ticketOf } from './support.ts';

export async function tellNear(asked: CommandAsked, { queues }: Pick<Noted, 'queues'>): Promise<void> {
  for (const [sessionId, change] of queues) {
    const { justTook, onlyThat } = change;
    const session = await asked.tx.session(sessionId);
    if (session?.state !== 'live') continue;
    const near = await Promise.all(
      linesRooms(session).map(async (roomId) => {
        if (onlyThat && justTook && (await isFarBack(asked, justTook, change.before, roomId, session))) return [];
        const first = await asked.tx.standingFirst(sessionId, lineOf(roomId, session), NEAR_AHEAD + 1);
        return nearTurn(first, session, roomId);
      }),
    );
    for (const { ticketId, told } of near.flat())
      await keepTicket(asked, tellTurn(await ticketOf(asked.tx, ticketId), told, ticketId === justTook?.id));
  }
}

/** S5: told before a pause, people may have put the phone away; whoever is near when it is over hears so anew. */
export async function tellNearAnew(asked: CommandAsked, session: SessionRecord): Promise<void> {
  const near = await Promise.all(
    linesRooms(session).map(async (roomId) => {
      const first = await asked.tx.standingFirst(session.id, lineOf(roomId, session), NEAR_AHEAD + 1);
      return nearTurn(
        first.map((ticket) => ({ ...ticket, told: 'nothing' as const })),
        session,
        roomId,
      );
    }),
  );
  for (const { ticketId, told } of near.flat())
    await keepTicket(asked, tellTurn(await ticketOf(asked.tx, ticketId), told, false));
}

/** Whoever joins a lane at its end brings nobody else nearer, and is near only where hardly anybody stands before. */
async function isFarBack(
  { tx }: CommandAsked,
  joined: StandingFirst,
  before: number | null,
  roomId: string | null,
  session: SessionRecord,
): Promise<boolean> {
  if (!standsIn(joined, roomId, session)) return true;
  if (roomId === null && before !== null) return before > NEAR_AHEAD;
  return (await tx.standingBefore(joined, session.id, lineOf(roomId, session), NEAR_AHEAD + 1)) > NEAR_AHEAD;
}

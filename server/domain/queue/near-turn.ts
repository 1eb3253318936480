/** Q5: everybody is told when three are ahead of them, and when they are next; once each, also where the page is closed. */
import { type Decided, decided } from '../result.ts';
import type { SessionRecord } from '../sessions/types.ts';
import { linesOf, standsIn } from './lines.ts';
import { orderQueue } from './policy.ts';
import { stillUndoable, type TicketEffect } from './transitions.ts';
import type { NearTold, TicketRecord } from './types.ts';

/** So many are ahead of somebody whose turn comes near. */
export const NEAR_AHEAD = 3;
const RANK: Readonly<Record<NearTold, number>> = { nothing: 0, near: 1, next: 2 };

/**
 * Who is to be told now, with what they were told written in. `standing`: of each lane those who stand first, at least
 * `NEAR_AHEAD + 1`. `just`: whoever took a number in this moment sees the place on the page; it counts as told.
 * Of a room's line only those whom it alone serves are told: the others may go by the leaders', which is sure to be served.
 */
export function nearTurn(
  standing: readonly TicketRecord[],
  session: SessionRecord,
  just: string | null,
  now: number,
  roomId: string | null = null,
): Decided<TicketRecord, TicketEffect>[] {
  if (session.state !== 'live') return [];
  const turn = session.seats.find((seat) => seat.id === roomId)?.room?.turn ?? session.turn;
  const line = standing.filter((ticket) => standsIn(ticket, roomId, session));
  return orderQueue(line, { ...session, turn }, now)
    .slice(0, NEAR_AHEAD + 1)
    .flatMap((ticket, ahead) => {
      if (roomId !== null && linesOf(ticket, session).leaders) return [];
      const told: NearTold = ahead === 0 ? 'next' : 'near';
      if (RANK[ticket.told] >= RANK[told]) return [];
      const tells = ticket.id === just ? [] : [{ effect: 'tell' as const, what: told }];
      return [decided<TicketRecord, TicketEffect>({ ...ticket, told, undo: stillUndoable(ticket) }, ...tells)];
    });
}

/** Q5: everybody is told when three are ahead of them, and when they are next; once each, also where the page is closed. */
import { frontOf, lanesOf } from '../../../shared/queue/order.ts';
import { type Decided, decided } from '../result.ts';
import type { SessionRecord } from '../sessions/types.ts';
import { linesOf, linesRooms, standsIn } from './lines.ts';
import { isStanding, ratioIn } from './policy.ts';
import { stillUndoable, type TicketEffect } from './transitions.ts';
import type { NearTold, TicketRecord } from './types.ts';

/** So many are ahead of somebody whose turn comes near. */
export const NEAR_AHEAD = 3;
type Told = Exclude<NearTold, 'nothing'>;
const RANK: Readonly<Record<NearTold, number>> = { nothing: 0, near: 1, next: 2 };

/** As much of somebody in a line as this rule asks for. */
export type StandingFirst = Pick<TicketRecord, 'id' | 'lane' | 'order' | 'number' | 'told' | 'sentTo' | 'categoryCode'>;

/**
 * Who is to be told what now. `standing`: of each lane those who stand first, at least `NEAR_AHEAD + 1`, waiting or
 * stepped away. Of a room's line only those whom it alone serves are told: the others may go by the leaders', which is
 * sure to be served.
 */
export function nearTurn(
  standing: readonly StandingFirst[],
  session: SessionRecord,
  roomId: string | null = null,
): { readonly ticketId: string; readonly told: Told }[] {
  if (session.state !== 'live') return [];
  return frontIn(standing, session, roomId).flatMap((ticket, ahead) => {
    if (roomId !== null && linesOf(ticket, session).leaders) return [];
    const told: Told = ahead === 0 ? 'next' : 'near';
    return RANK[ticket.told] >= RANK[told] ? [] : [{ ticketId: ticket.id, told }];
  });
}

function frontIn<Ticket extends StandingFirst>(
  standing: readonly Ticket[],
  session: SessionRecord,
  roomId: string | null,
): Ticket[] {
  const line = standing.filter((ticket) => standsIn(ticket, roomId, session)).sort((a, b) => a.number - b.number);
  return frontOf(lanesOf(line), ratioIn(session, roomId), NEAR_AHEAD + 1);
}

/** Whoever comes to stand behind those who are near hears of it again when the turn comes near. `open`: all open tickets. */
export function toldThere(ticket: TicketRecord, open: readonly TicketRecord[], session: SessionRecord): TicketRecord {
  const standing = [...open.filter(({ id, state }) => id !== ticket.id && isStanding({ state })), ticket];
  const isNear = linesRooms(session).some((roomId) => frontIn(standing, session, roomId).includes(ticket));
  return isNear ? ticket : { ...ticket, told: 'nothing' };
}

/** `sees`: whoever took a number in this moment sees the place on the page; it counts as told. */
export function tellTurn(ticket: TicketRecord, told: Told, sees: boolean): Decided<TicketRecord, TicketEffect> {
  const record = { ...ticket, told, undo: stillUndoable(ticket) };
  return sees ? decided(record) : decided(record, { effect: 'tell', what: told });
}

/** When somebody was last there. A dead path keeps its socket open for up to 40 s; a missing heartbeat tells earlier. */
import type { TicketRecord } from '../domain/queue/types.ts';
import type { Member } from './members.ts';

/** A page says every 3 s that it is there (`session.beat`): two of these may be lost. */
export const SILENCE_MS = 7_000;

/** In the green room after the answer, on deck or on stage, with a page: their place depends on it being there. */
export const isInTurn = (ticket: TicketRecord): boolean =>
  ticket.participation !== 'phone' &&
  (ticket.state === 'onDeck' ||
    ticket.state === 'live' ||
    (ticket.state === 'screening' && ticket.answeredAt !== null));

/** Desks, screens and helpers always, a citizen's page in its turn; who watches or waits need not beat. */
export function mustBeat(as: Member['as'], ticket: TicketRecord | undefined): boolean {
  switch (as) {
    case 'moderator':
    case 'aide':
    case 'official':
    case 'duty':
    case 'helper':
      return true;
    case 'citizen':
      return ticket !== undefined && isInTurn(ticket);
    case 'audience':
      return false;
  }
}

/** Until when the page behind an open socket is known to be there. `heardAt`: its newest message. */
export function hereUntil(heardAt: number, beats: boolean, now: number): number {
  return beats && now - heardAt > SILENCE_MS ? heardAt : now;
}

import { type SessionState, TICKET_ENDS, type TicketState } from '../../../shared/states.ts';

const isEnd = (state: TicketState): boolean => (TICKET_ENDS as readonly string[]).includes(state);

const isOver = (session: SessionState | undefined): boolean =>
  session === 'ended' || session === 'postponed' || session === 'cancelled';

/** Whether nothing of this ticket can go on: whoever did not answer may come back while the evening lasts. */
export const isDone = (ticket: TicketState, session: SessionState | undefined): boolean =>
  isEnd(ticket) && (ticket !== 'noShow' || isOver(session));

/** Whether a no-show may queue again: as long as anybody is called (Q4). */
export const mayRejoin = (ticket: TicketState, session: SessionState): boolean =>
  ticket === 'noShow' && (session === 'lobby' || session === 'live' || session === 'paused');

/**
 * Whether somebody whose turn can no longer come chooses what does (S4): who waits, and of an evening that was called off
 * whoever has a place.
 */
export const mayChoose = (ticket: TicketState, session: SessionState): boolean =>
  ticket === 'waiting' ||
  ticket === 'away' ||
  (ticket === 'booked' && (session === 'postponed' || session === 'cancelled'));

/**
 * Whether this person's turn can no longer come (S3): the evening is over or was called off, or it takes no new calls.
 * Whoever is on the call, or talks to the moderator while a last call runs, is left there.
 */
export function isOverFor(ticket: TicketState, session: SessionState | undefined): boolean {
  if (session === undefined || isEnd(ticket) || ticket === 'live') return false;
  if (isOver(session)) return true;
  return session === 'closing' && ticket !== 'screening' && ticket !== 'onDeck';
}

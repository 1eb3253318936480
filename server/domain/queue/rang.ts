/** What a telephone call to somebody who is away does to their place (Q4): one click of the desk, whatever the state. */
import type { Rung } from '../../../shared/states.ts';
import { type Decision, decided, refused } from '../result.ts';
import type { SessionRecord } from '../sessions/types.ts';
import { comeBack, enter, reach, setParticipation, type TicketEffect } from './transitions.ts';
import type { TicketRecord } from './types.ts';

type Result = Decision<TicketRecord, TicketEffect>;

/**
 * `notReached` changes nothing. Whoever comes back to the page does the rest there, except a no-show, whose place is
 * given back as a walk-in's. Whoever takes part by telephone waits in turn without a page; in the green room the call is
 * their answer.
 */
export function rang(ticket: TicketRecord, result: Rung, session: SessionRecord, now: number): Result {
  if (result === 'notReached') return decided(ticket);
  switch (ticket.state) {
    case 'booked':
      return result === 'byPhone' ? enter(ticket, 'phone', session, now) : decided(ticket);
    case 'away':
    case 'noShow': {
      if (ticket.state === 'away' && result === 'returns') return decided(ticket);
      const back = comeBack(ticket, session, now);
      return back.ok && result === 'byPhone' ? setParticipation(back.state, 'phone', now) : back;
    }
    case 'waiting':
      return result === 'byPhone'
        ? decided({
            ...ticket,
            entered: true,
            enteredAt: ticket.enteredAt ?? (ticket.entered ? null : now),
            participation: 'phone',
          })
        : decided(ticket);
    case 'screening':
      return result === 'byPhone' ? reach({ ...ticket, participation: 'phone' }, now) : decided(ticket);
    case 'onDeck':
    case 'live':
    case 'done':
    case 'left':
    case 'deferred':
    case 'refused':
    case 'written':
      return refused('WRONG_STATE', { state: ticket.state });
  }
}

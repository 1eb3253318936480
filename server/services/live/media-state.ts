/** What of the stored state decides about media: the same after a restart (C7). */
import { programmeOf, wouldBePublic } from '../../domain/calls/programme.ts';
import type { SessionMediaState } from '../../domain/calls/media-types.ts';
import type { CallRecord } from '../../domain/calls/types.ts';
import type { TicketRecord } from '../../domain/queue/types.ts';
import type { SessionRecord } from '../../domain/sessions/types.ts';
import type { Reader } from '../ports/store.ts';

export async function readMediaState(read: Reader, sessionId: string): Promise<SessionMediaState | null> {
  const [session, tickets, calls] = await Promise.all([read.session(sessionId), read.stageTickets(sessionId), read.runningCalls(sessionId)]);
  return session && mediaState(session, tickets, calls);
}

export function mediaState(session: SessionRecord, tickets: readonly TicketRecord[], calls: readonly CallRecord[]): SessionMediaState {
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const programme = programmeOf(session, calls, byId);
  const shown = calls.find((call) => call.id === programme.callId);
  return {
    sessionId: session.id,
    screening: tickets.flatMap((ticket) =>
      ticket.state === 'screening' && ticket.answeredAt !== null ? [{ ticketId: ticket.id, heldBy: ticket.heldBy }] : [],
    ),
    onDeck: tickets.flatMap((ticket) =>
      ticket.state === 'onDeck'
        ? [{ ticketId: ticket.id, seatId: ticket.seatId, heldBy: ticket.heldBy, mayBePublic: wouldBePublic(session, ticket, ticket.seatId) }]
        : [],
    ),
    calls: calls.flatMap((call) =>
      call.state === 'live' || call.state === 'held'
        ? [{ callId: call.id, ticketId: call.ticketId, seatId: call.seatId, state: call.state, participation: call.participation }]
        : [],
    ),
    programmeSeatId: programme.state === 'stage' ? (shown?.seatId ?? null) : null,
  };
}

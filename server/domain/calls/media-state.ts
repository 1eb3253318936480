/** What of the stored records decides about media (C7). */
import { roomSeats } from '../queue/lines.ts';
import { byTurn } from '../queue/policy.ts';
import type { TicketRecord } from '../queue/types.ts';
import type { SessionRecord } from '../sessions/types.ts';
import type { HelperRecord } from './helpers.ts';
import type { SessionMediaState } from './media-types.ts';
import { mayBePublic, offAirOf, programmeOf } from './programme.ts';
import { whyNotRecorded } from './recording.ts';
import { openSummons } from './summons.ts';
import type { CallRecord } from './types.ts';

/**
 * `tickets`: at least those in the green room, on deck and live; `calls`: at least those that run, and with their tickets
 * those of `endedWithinDelay`. Who withdraws the consent to the call is on neither deck nor stage any more (T6).
 */
export function mediaStateOf(
  session: SessionRecord,
  tickets: readonly TicketRecord[],
  calls: readonly CallRecord[],
  now: number,
  helpers: readonly HelperRecord[] = [],
): SessionMediaState {
  const byId = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const screening: SessionMediaState['screening'][number][] = [];
  const onDeck: SessionMediaState['onDeck'][number][] = [];
  for (const ticket of [...tickets].sort(byTurn)) {
    if (ticket.state === 'screening' && ticket.answeredAt !== null) {
      screening.push({ ticketId: ticket.id, heldBy: ticket.heldBy, participation: ticket.participation });
    } else if (ticket.state === 'onDeck' && ticket.consent.call) {
      const { id, seatId, heldBy, participation } = ticket;
      onDeck.push({ ticketId: id, seatId, heldBy, participation, mayBePublic: mayBePublic(session, seatId, ticket) });
    }
  }
  const running: SessionMediaState['calls'][number][] = [];
  for (const call of calls) {
    const ticket = byId.get(call.ticketId);
    if (call.state !== 'live' && call.state !== 'held') {
      continue;
    }
    if (ticket?.state === 'live' && ticket.callId === call.id && ticket.consent.call) {
      const { id, ticketId, seatId, state, participation } = call;
      const open = mayBePublic(session, seatId, ticket);
      const summoned = openSummons(call).map((one) => ({ seatId: one.seatId, joined: one.state === 'joined' }));
      const recorded = whyNotRecorded(session, call, ticket) === null;
      running.push({ callId: id, ticketId, seatId, state, participation, mayBePublic: open, summoned, recorded });
    }
  }
  const shown = programmeOf(session, calls, byId, now).callId;
  const programmeSeatId = running.find((call) => call.callId === shown)?.seatId ?? null;
  const rooms = roomSeats(session).map((seat) => seat.id);
  return {
    sessionId: session.id,
    screening,
    onDeck,
    calls: running,
    helpers: helpers.flatMap(({ id, seatId, kind, removedAt }) => (removedAt === null ? [{ id, seatId, kind }] : [])),
    rooms,
    programmeSeatId,
    delayMs: session.delayMs,
    cut: session.cut !== null,
    offAir: offAirOf(session, calls, byId),
  };
}

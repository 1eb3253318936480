/** Q9: for a few seconds a moderator can take back what they just did to a ticket. */
import { type Decision, decided, refused } from '../result.ts';
import { mayStartCall } from '../sessions/transitions.ts';
import type { SessionRecord } from '../sessions/types.ts';
import { freePlaces, type TicketCounts } from './booking.ts';
import { isOpen, isServing, type TicketEffect, ticketFacts } from './transitions.ts';
import type { OffStage, TicketRecord, Undoable } from './types.ts';

/** How long the server takes it back: what the desk shows (`UNDO_SHOWN_MS`), and a second for the way. */
export const UNDO_MS = 6_000;

type Result = Decision<TicketRecord, TicketEffect>;

/**
 * `decision`, made of `before`, with what it takes to undo it written in. Nobody is told of a pass or a refusal by SMS
 * until it stands. `by`: staff person id.
 */
export function undoable(
  before: TicketRecord,
  decision: Result,
  what: Undoable['what'],
  by: string,
  now: number,
): Result {
  const offStage = offStageOf(before);
  if (!decision.ok || !offStage) return decision;
  const { lane, order, passes, passedAtCall, told } = before;
  const version = decision.state.version + 1;
  const place = { lane, order, passes, passedAtCall, told };
  const undo = { what, by, at: now, version, told: false, before: { ...place, ...offStage } };
  const effects = decision.effects.map((effect) =>
    effect.effect === 'tell' ? ({ effect: 'hold', at: now + UNDO_MS } as const) : effect,
  );
  return { ...decision, state: { ...decision.state, undo }, effects };
}

/** The time is over: what was held back is told, unless it was undone, or something else happened that says more. */
export function tellHeld(ticket: TicketRecord, at: number): Result | null {
  const { undo } = ticket;
  if (!undo || undo.at !== at || undo.told) return null;
  const what = toldOf(ticket);
  const told: TicketRecord = { ...ticket, undo: { ...undo, version: undo.version + 1, told: true } };
  return what ? decided<TicketRecord, TicketEffect>(told, { effect: 'tell', what }) : decided(told);
}

function toldOf({ state }: TicketRecord): 'passedOver' | 'noShow' | 'refused' | null {
  switch (state) {
    case 'waiting':
      return 'passedOver';
    case 'noShow':
    case 'refused':
      return state;
    default:
      return null;
  }
}

/**
 * Back to the very state and place from before, if the same moderator asks in time and nothing else happened to the
 * ticket. `open`: all open tickets of the session, since a place that was left may have been taken. Refuses
 * with `UNDO_CHANGED`, `UNDO_TOO_LATE`, `FORBIDDEN`, and what a call refuses where it leads back to the green room or the deck.
 */
export function undo(
  ticket: TicketRecord,
  session: SessionRecord,
  open: readonly TicketRecord[],
  by: string,
  now: number,
): Result {
  const last = ticket.undo;
  if (!last) return refused('UNDO_CHANGED');
  if (last.by !== by) return refused('FORBIDDEN');
  if (last.told || now >= last.at + UNDO_MS) return refused('UNDO_TOO_LATE');
  if (last.version !== ticket.version) return refused('UNDO_CHANGED');
  const { before } = last;
  const others = open.filter(({ id }) => id !== ticket.id);
  if (others.some(({ order }) => order === before.order)) return refused('UNDO_CHANGED');
  // Whoever was out of the queue may have taken a new number by now, which is theirs.
  if (!isOpen(ticket) && others.some(({ personId }) => personId === ticket.personId)) return refused('UNDO_CHANGED');
  const fits = mayBe(before.state, session, now);
  // What was said meanwhile stays said.
  const told = ticket.told === 'nothing' ? before.told : ticket.told;
  return fits.ok ? decided({ ...ticketFacts(ticket), ...before, told }) : fits;
}

/** Whether the place of somebody who had booked is still free: before the evening it may have been given on. */
export function placeIsLeft(
  { state, undo }: TicketRecord,
  session: SessionRecord,
  counts: TicketCounts,
  now: number,
): boolean {
  const gaveUp = state === 'refused' && undo?.before.state === 'booked' && session.state === 'scheduled';
  return !gaveUp || freePlaces(session, counts, now) > 0;
}

function mayBe(state: OffStage['state'], session: SessionRecord, now: number): ReturnType<typeof mayStartCall> {
  switch (state) {
    case 'screening':
    case 'onDeck':
      return mayStartCall(session, now);
    case 'booked':
    case 'waiting':
    case 'away':
      return isServing(session, now) || session.state === 'scheduled' || session.state === 'postponed'
        ? { ok: true }
        : refused('UNDO_CHANGED');
  }
}

/** What the person's own page shows: of a refusal that can still be undone, what was before. */
export function asTold(ticket: TicketRecord): TicketRecord {
  const { undo, state } = ticket;
  if (state !== 'refused' || !undo || undo.told) return ticket;
  return { ...ticketFacts(ticket), ...undo.before };
}

/** What can be undone as the desk of this ticket shows it; `null`: nothing, too late, or something else happened. */
export const undoNow = ({ undo, version }: TicketRecord, now: number): Undoable | null =>
  undo && !undo.told && undo.version === version && now < undo.at + UNDO_MS ? undo : null;

function offStageOf(ticket: TicketRecord): OffStage | null {
  switch (ticket.state) {
    case 'booked':
      return { state: ticket.state, slotAt: ticket.slotAt };
    case 'waiting':
      return { state: ticket.state, since: ticket.since, returnedAt: ticket.returnedAt, slotAt: ticket.slotAt };
    case 'away':
      return { state: ticket.state, since: ticket.since };
    case 'screening': {
      const { state, calledAt, answerBy, answeredAt, heldBy, seatId } = ticket;
      return { state, calledAt, answerBy, answeredAt, heldBy, seatId };
    }
    case 'onDeck': {
      const { state, since, seatId, heldBy } = ticket;
      return { state, since, seatId, heldBy };
    }
    default:
      return null;
  }
}

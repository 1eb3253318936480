/** Which seat of an evening is meant: leaders' seats, which the moderators fill, and departments' rooms. */

import type { ViewOf } from '../../../shared/views/all.ts';
import type { Seat } from '../../../shared/views/common.ts';

type View = ViewOf<'moderator'>;

export const leaderSeats = (seats: readonly Seat[]): readonly Seat[] => seats.filter(({ room }) => room === null);
export const roomSeats = (seats: readonly Seat[]): readonly Seat[] => seats.filter(({ room }) => room !== null);

/** The leader's seat that the next one is for: one without a call and without anybody on deck first, then one without a call. */
export function freeSeat(view: View): string | undefined {
  const seats = leaderSeats(view.seats);
  const free = seats.filter((seat) => !isBusy(view, seat.id));
  return (
    free.find((seat) => !hasDeck(view, seat.id)) ??
    free[0] ??
    seats.find((seat) => !hasDeck(view, seat.id)) ??
    seats[0]
  )?.id;
}

/** Seats that a moderator chose on the cards of tickets, by ticket. */
export type ChosenSeats = Readonly<Record<string, string>>;

/** For whose deck somebody is: the seat chosen on their card, else the one that is free. Button and key mean the same. */
export const deckSeat = (view: View, ticketId: string, chosen: ChosenSeats): string | undefined =>
  chosen[ticketId] ?? freeSeat(view);

type WithSeat = { readonly seatId: string; readonly state: string };
/** The call on the stage of a seat (where nobody is, one that is held there), and another that is held beside it (C4). */
export function callsAt<Call extends WithSeat>(
  calls: readonly Call[],
  seatId: string | undefined,
): { readonly call: Call | undefined; readonly beside: Call | undefined } {
  const here = calls.filter((call) => call.state !== 'ended' && call.seatId === seatId);
  const call = here.find(({ state }) => state !== 'held') ?? here[0];
  return { call, beside: here.find((one) => one !== call) };
}

/** Whether the one on deck may take the place of whoever is on stage, who is held: at most one is held at a seat. */
export const canSwap = (view: View, seatId: string | null): boolean =>
  view.session.state === 'live' &&
  view.calls.filter((call) => call.seatId === seatId && call.state !== 'ended').length === 1;

/** The running call that the desk's keys are for: of a leader's seat, since a department's room has an officer of its own. */
export const callOfKeys = (view: View): View['calls'][number] | undefined =>
  leaderSeats(view.seats)
    .map((seat) => callsAt(view.calls, seat.id).call)
    .find((call) => call !== undefined);

/** Whether somebody is on deck for a seat. */
export const hasDeck = (view: View, seatId: string): boolean =>
  view.rows.some((row) => row.state === 'onDeck' && row.seatId === seatId);

/** Whether whoever is put through or handed over to a seat sees nobody there; on the telephone nobody is seen. */
export const meetsNobody = (
  view: View,
  { participation, seatId }: Pick<View['rows'][number], 'participation' | 'seatId'>,
): boolean => participation !== 'phone' && !view.seats.some((seat) => seat.id === seatId && seat.ready);

/** Whether somebody is on the stage of a seat. */
export const isBusy = (view: View, seatId: string | null): boolean =>
  view.calls.some((call) => call.seatId === seatId && call.state !== 'ended');

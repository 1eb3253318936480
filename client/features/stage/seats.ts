import type { ViewOf } from '../../../shared/views/all.ts';

type View = ViewOf<'moderator'>;

/** The seat that the next one is for: one without a call first. */
export const freeSeat = (view: View): string | undefined =>
  (view.seats.find((seat) => !isBusy(view, seat.id)) ?? view.seats[0])?.id;

/** Whether whoever is put through to a seat sees somebody there; on the telephone nobody is seen. */
export const meetsNobody = (view: View, row: View['rows'][number]): boolean =>
  row.participation !== 'phone' && !view.seats.some((seat) => seat.id === row.seatId && seat.ready);

/** Whether somebody is on the stage of a seat. */
export const isBusy = (view: View, seatId: string | null): boolean =>
  view.calls.some((call) => call.seatId === seatId && call.state !== 'ended');

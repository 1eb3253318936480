/** One queue, several lines: the leaders' and that of each department's room. Who stands in which (Q2, Q3). */
import type { Lines } from '../../../shared/queue/digest.ts';
import { codesUnder } from '../cases/categories.ts';
import type { SeatRecord, SessionRecord } from '../sessions/types.ts';
import type { TicketRecord } from './types.ts';

type Seats = Pick<SessionRecord, 'seats'>;
export type RoomSeat = SeatRecord & Required<Pick<SeatRecord, 'room'>>;

export const isRoom = (seat: SeatRecord): seat is RoomSeat => seat.room !== undefined;
export const leaderSeats = ({ seats }: Seats): SeatRecord[] => seats.filter((seat) => !isRoom(seat));
export const roomSeats = ({ seats }: Seats): RoomSeat[] => seats.filter(isRoom);
/** Whose lines a session has; `null`: the leaders'. */
export const linesRooms = (session: Seats): (string | null)[] => [null, ...roomSeats(session).map(({ id }) => id)];

const LEADERS: Lines = { leaders: true, rooms: [] };

/** Whether matters of this category are served in the room. */
const serves = ({ room }: RoomSeat, code: string): boolean =>
  room.categories.some((one) => one === code || codesUnder(one).includes(code));

/**
 * Who was sent stands where they were sent to, and nowhere else; everybody else in the leaders' line, and in that of
 * every room of the category: whoever is free first calls them. Who was sent to a room that is no more is the leaders'.
 */
export function linesOf(
  { sentTo, categoryCode }: Pick<TicketRecord, 'sentTo' | 'categoryCode'>,
  session: Seats,
): Lines {
  const rooms = roomSeats(session);
  if (rooms.length === 0) {
    return LEADERS;
  }
  if (sentTo?.to === 'room' && rooms.some((seat) => seat.id === sentTo.seatId)) {
    return { leaders: false, rooms: [sentTo.seatId] };
  }
  const byCategory = sentTo === null && categoryCode !== null;
  return {
    leaders: true,
    rooms: byCategory ? rooms.filter((seat) => serves(seat, categoryCode)).map((seat) => seat.id) : [],
  };
}

/** `null`: the leaders' line. */
export function standsIn(
  ticket: Pick<TicketRecord, 'sentTo' | 'categoryCode'>,
  roomId: string | null,
  session: Seats,
): boolean {
  const lines = linesOf(ticket, session);
  return roomId === null ? lines.leaders : lines.rooms.includes(roomId);
}

/** A line as a store looks for it, without reading every ticket. */
export type LineOf =
  | { readonly of: 'leaders'; readonly rooms: readonly string[] }
  | { readonly of: 'room'; readonly seatId: string; readonly codes: readonly string[] };

/** The same people as `standsIn` has. */
export function lineOf(roomId: string | null, session: Seats): LineOf {
  const rooms = roomSeats(session);
  const room = rooms.find((seat) => seat.id === roomId);
  return room
    ? { of: 'room', seatId: room.id, codes: room.room.categories.flatMap((code) => [code, ...codesUnder(code)]) }
    : { of: 'leaders', rooms: rooms.map((seat) => seat.id) };
}

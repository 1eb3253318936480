/**
 * Everybody who stands in the lines of one session, in order, ticket by ticket: what one change costs does not grow with
 * the queue. The rules are those of `policy.ts` and `lines.ts`.
 */
import type { Lines } from '../../../shared/queue/digest.ts';
import { countsOf, frontOf, type Lanes, placeOf } from '../../../shared/queue/order.ts';
import { LANES } from '../../../shared/states.ts';
import type { SessionRecord } from '../sessions/types.ts';
import { linesOf, roomSeats } from './lines.ts';
import { isCallable, isSetBack, isStanding, nextForSeat, ratioIn } from './policy.ts';
import { Sorted } from './sorted.ts';
import type { TicketRecord } from './types.ts';

/** `null`: the leaders' line; a seat's id: the line of that department's room; `all`: whoever stands in any. */
export type LineName = string | null | typeof ALL;
const ALL = Symbol('all');
export const EVERYBODY: LineName = ALL;

/** As `orderQueue` has it: by key, and by number where two came back in the same moment. */
const byOrder = (one: TicketRecord, other: TicketRecord): number =>
  one.order - other.order || one.number - other.number;

class Line {
  readonly #lanes = {
    head: new Sorted(byOrder),
    booked: new Sorted(byOrder),
    walkIn: new Sorted(byOrder),
    repeat: new Sorted(byOrder),
  };
  waiting = 0;

  get lanes(): Lanes<TicketRecord> {
    const { head, booked, walkIn, repeat } = this.#lanes;
    return { head: head.items, booked: booked.items, walkIn: walkIn.items, repeat: repeat.items };
  }

  add(ticket: TicketRecord): void {
    this.#lanes[ticket.lane].add(ticket);
    if (ticket.state === 'waiting') this.waiting += 1;
  }

  remove(ticket: TicketRecord): void {
    this.#lanes[ticket.lane].remove(ticket);
    if (ticket.state === 'waiting') this.waiting -= 1;
  }

  indexOf(ticket: TicketRecord): number {
    return this.#lanes[ticket.lane].indexOf(ticket);
  }
}

const EMPTY = new Line();

export class Standings {
  readonly #standing = new Map<string, TicketRecord>();
  #lines = new Map<LineName, Line>();
  #session: SessionRecord;
  #rooms: string;

  constructor(session: SessionRecord) {
    this.#session = session;
    this.#rooms = roomsOf(session);
  }

  /** The session as it now is: its turns, and which rooms there are and for what. */
  follow(session: SessionRecord): void {
    this.#session = session;
    const rooms = roomsOf(session);
    if (rooms === this.#rooms) return;
    this.#rooms = rooms;
    this.#lines = new Map();
    for (const ticket of this.#standing.values()) this.#place(ticket);
  }

  /** A ticket as it now is, whether it stands in a line or not. */
  take(ticket: TicketRecord): void {
    const before = this.#standing.get(ticket.id);
    if (before) for (const name of this.#namesOf(before)) this.#lines.get(name)?.remove(before);
    this.#standing.delete(ticket.id);
    if (!isStanding(ticket)) return;
    this.#standing.set(ticket.id, ticket);
    this.#place(ticket);
  }

  /** Those of each lane, in order; changes with the queue. */
  lanes(line: LineName): Lanes<TicketRecord> {
    return this.#line(line).lanes;
  }

  /** How many are there, and not stepped away. */
  waiting(line: LineName): number {
    return this.#line(line).waiting;
  }

  /** The first `most` in the order of service. */
  front(line: LineName, most: number): TicketRecord[] {
    return frontOf(this.lanes(line), this.#ratio(line), most);
  }

  /** 1 = next; `null` for whoever stands in no line. Counts the lines for which `counts` says so (`positionOf`). */
  placeOf(ticket: TicketRecord, counts: (roomId: string, lines: Lines) => boolean): number | null {
    if (!this.#standing.has(ticket.id)) return null;
    const lines = linesOf(ticket, this.#session);
    const names: LineName[] = lines.rooms.filter((roomId) => counts(roomId, lines));
    if (lines.leaders) names.push(null);
    const places = names.map((name) => {
      const line = this.#line(name);
      return placeOf(ticket.lane, line.indexOf(ticket), countsOf(line.lanes), this.#ratio(name));
    });
    return places.length === 0 ? null : Math.min(...places);
  }

  /** Whom this seat would call now (`nextForSeat`), or `null`. */
  next(roomId: string | null, now: number): TicketRecord | null {
    const lanes = this.lanes(roomId);
    const mayCome = (ticket: TicketRecord) => isCallable(ticket) && (roomId === null || ticket.consent.call);
    const firsts = LANES.flatMap((lane) => [
      lanes[lane].find((ticket) => mayCome(ticket) && !isSetBack(ticket, this.#session)) ?? [],
      lanes[lane].find(mayCome) ?? [],
    ]).flat();
    return nextForSeat([...new Set(firsts)], this.#session, roomId, now);
  }

  #line(name: LineName): Line {
    return this.#lines.get(name) ?? EMPTY;
  }

  #ratio(name: LineName) {
    return ratioIn(this.#session, typeof name === 'string' ? name : null);
  }

  #namesOf(ticket: TicketRecord): LineName[] {
    const { leaders, rooms } = linesOf(ticket, this.#session);
    return [ALL, ...(leaders ? [null] : []), ...rooms];
  }

  #place(ticket: TicketRecord): void {
    for (const name of this.#namesOf(ticket)) {
      const line = this.#lines.get(name) ?? new Line();
      this.#lines.set(name, line);
      line.add(ticket);
    }
  }
}

const roomsOf = (session: SessionRecord): string =>
  JSON.stringify(roomSeats(session).map(({ id, room }) => [id, room.categories]));

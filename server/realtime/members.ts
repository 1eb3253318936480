/** Who is connected to one session, and until when each of them was there. */
import type { Handshake } from '../../shared/handshake.ts';
import type { ViewMessage } from '../../shared/views/all.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import { hereUntil, isInTurn, mustBeat } from './beats.ts';
import type { Encoded } from './encode-once.ts';

export interface Member {
  readonly socketId: string;
  readonly as: Exclude<Handshake['as'], 'check'>;
  readonly ticketId: string | null;
  /** The page of a ticket is open at whoever took the number for its person (Q7). */
  readonly isTaker: boolean;
  readonly personId: string | null;
  /** Of screens, of desks of departments' rooms and of helpers. */
  readonly seatId: string | null;
  readonly helperId: string | null;
  /** When its newest message came. */
  readonly heardAt: () => number;
  /** Sends one view to this page alone. */
  readonly send: (message: ViewMessage) => void;
  readonly sendEncoded: (encoded: Encoded) => void;
  /** Its right to be here is over: told so, without media from this moment, and let go. */
  readonly dismiss: () => void;
}

/** Who must beat whatever happens (`mustBeat`). */
const DESKS = ['moderator', 'aide', 'official', 'duty', 'helper'] as const;
const NOBODY: ReadonlySet<Member> = new Set();

export class Members {
  readonly #all = new Map<string, Member>();
  readonly #byRole = new Map<Member['as'], Set<Member>>();
  readonly #byTicket = new Map<string, Set<Member>>();
  /** Tickets whose page has to be there. */
  #inTurn: ReadonlyMap<string, TicketRecord> = new Map();

  /** Everybody. */
  get all(): Iterable<Member> {
    return this.#all.values();
  }
  get isEmpty(): boolean {
    return this.#all.size === 0;
  }
  /** Of tickets whose page is open. */
  get ticketIds(): IterableIterator<string> {
    return this.#byTicket.keys();
  }
  /** Whose place on deck or on stage depends on their page. */
  get inTurn(): Iterable<TicketRecord> {
    return this.#inTurn.values();
  }

  add(member: Member): void {
    this.#all.set(member.socketId, member);
    addTo(this.#byRole, member.as, member);
    if (member.ticketId !== null) addTo(this.#byTicket, member.ticketId, member);
  }

  /** Answers who went. */
  remove(socketId: string): Member | null {
    const member = this.#all.get(socketId);
    if (!member) return null;
    this.#all.delete(socketId);
    removeFrom(this.#byRole, member.as, member);
    if (member.ticketId !== null) removeFrom(this.#byTicket, member.ticketId, member);
    return member;
  }

  as(role: Member['as']): ReadonlySet<Member> {
    return this.#byRole.get(role) ?? NOBODY;
  }

  ofTicket(ticketId: string): ReadonlySet<Member> {
    return this.#byTicket.get(ticketId) ?? NOBODY;
  }

  ofRoom(seatId: string): Member[] {
    return [...this.as('duty')].filter((one) => one.seatId === seatId);
  }

  ofHelper(helperId: string): Member[] {
    return [...this.as('helper')].filter((one) => one.helperId === helperId);
  }

  /** Takes in whose turn it is now. */
  follow(tickets: readonly TicketRecord[]): void {
    this.#inTurn = new Map(tickets.filter(isInTurn).map((ticket) => [ticket.id, ticket]));
  }

  /** Until when one of them was there; `now` while one is, `null` when none is connected. */
  newest(members: Iterable<Member>, now: number): number | null {
    let newest: number | null = null;
    for (const member of members) newest = Math.max(newest ?? 0, this.#seenAt(member, now));
    return newest;
  }

  /** Of those who must beat the sockets that are open and say nothing. */
  silent(now: number): string[] {
    const beating = DESKS.flatMap((role) => [...this.as(role)]);
    for (const ticketId of this.#inTurn.keys()) beating.push(...this.ofTicket(ticketId));
    return beating.flatMap((one) => (this.#seenAt(one, now) < now ? one.socketId : []));
  }

  #seenAt(member: Member, now: number): number {
    const ticket = member.ticketId === null ? undefined : this.#inTurn.get(member.ticketId);
    return hereUntil(member.heardAt(), mustBeat(member.as, ticket), now);
  }
}

function addTo<Key>(all: Map<Key, Set<Member>>, key: Key, member: Member): void {
  const its = all.get(key) ?? new Set();
  all.set(key, its.add(member));
}

function removeFrom<Key>(all: Map<Key, Set<Member>>, key: Key, member: Member): void {
  const its = all.get(key);
  its?.delete(member);
  if (its?.size === 0) all.delete(key);
}

/** The tickets of one session as they change, kept so that nothing has to go through all of them for one that did. */

import type { SessionRecord } from '../sessions/types.ts';
import { isStanding } from './policy.ts';
import { Sorted } from './sorted.ts';
import { Standings } from './standings.ts';
import { isOpen } from './transitions.ts';
import type { TicketRecord } from './types.ts';

type EndedTicket = Extract<TicketRecord, { readonly endedAt: number }>;

const byNumber = (one: TicketRecord, other: TicketRecord): number => one.number - other.number;
const hasEnded = (ticket: TicketRecord): ticket is EndedTicket => !isOpen(ticket);

export class FollowedTickets {
  readonly standings: Standings;
  readonly #byId = new Map<string, TicketRecord>();
  readonly #open = new Sorted(byNumber);
  /** Open and in no line: booked, in the green room, on deck, on stage. */
  readonly #elsewhere = new Sorted(byNumber);
  readonly #ended = new Sorted<EndedTicket>((one, other) => other.endedAt - one.endedAt || other.number - one.number);
  readonly #undoable = new Map<string, TicketRecord>();
  readonly #counts: Partial<Record<TicketRecord['state'], number>> = {};
  readonly #staffIds = new Set<string>();
  readonly #ofPhone = new Map<string, Sorted<TicketRecord>>();

  constructor(session: SessionRecord) {
    this.standings = new Standings(session);
  }

  get byId(): ReadonlyMap<string, TicketRecord> {
    return this.#byId;
  }
  /** By number. */
  get open(): readonly TicketRecord[] {
    return this.#open.items;
  }
  /** By number. */
  get elsewhere(): readonly TicketRecord[] {
    return this.#elsewhere.items;
  }
  /** The newest first. */
  get ended(): readonly EndedTicket[] {
    return this.#ended.items;
  }
  /** Those of which something may be undone (Q9). */
  get undoable(): Iterable<TicketRecord> {
    return this.#undoable.values();
  }
  get counts(): Readonly<Partial<Record<TicketRecord['state'], number>>> {
    return this.#counts;
  }
  /** Who held a ticket, or took one for somebody. */
  get staffIds(): ReadonlySet<string> {
    return this.#staffIds;
  }
  /** All of this phone, ended ones too, by number (Q7). */
  ofPhone(phoneId: string): readonly TicketRecord[] {
    return this.#ofPhone.get(phoneId)?.items ?? [];
  }

  /** A ticket as it now is. `phoneId`: of its person. */
  take(ticket: TicketRecord, phoneId: string | null): void {
    const before = this.#byId.get(ticket.id);
    if (before) this.#drop(before);
    this.#byId.set(ticket.id, ticket);
    this.standings.take(ticket);
    this.#count(ticket, 1);
    if (hasEnded(ticket)) this.#ended.add(ticket);
    else {
      this.#open.add(ticket);
      if (!isStanding(ticket)) this.#elsewhere.add(ticket);
    }
    if (ticket.undo) this.#undoable.set(ticket.id, ticket);
    if ('heldBy' in ticket) this.#staffIds.add(ticket.heldBy);
    if (ticket.takenBy) this.#staffIds.add(ticket.takenBy.id);
    if (phoneId === null) return;
    const ofPhone = this.#ofPhone.get(phoneId) ?? new Sorted(byNumber);
    this.#ofPhone.set(phoneId, ofPhone);
    ofPhone.add(ticket);
  }

  #drop(before: TicketRecord): void {
    this.#count(before, -1);
    this.#open.remove(before);
    this.#elsewhere.remove(before);
    this.#undoable.delete(before.id);
    if (hasEnded(before)) this.#ended.remove(before);
  }

  #count({ state }: TicketRecord, by: 1 | -1): void {
    this.#counts[state] = (this.#counts[state] ?? 0) + by;
  }
}

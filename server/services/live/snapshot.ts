/** Everything that the views of one session are made of, read once per change. */

import type { TicketView } from '../../../shared/views/all.ts';
import type { AuditEntry } from '../../domain/audit/types.ts';
import type { CallRecord } from '../../domain/calls/types.ts';
import type { CaseRecord, PromiseRecord } from '../../domain/cases/types.ts';
import type { EmergencyRecord } from '../../domain/emergencies/emergency.ts';
import type { PersonRecord } from '../../domain/people/types.ts';
import type { TroubleSaid } from '../../domain/queue/same-trouble.ts';
import { isOpen } from '../../domain/queue/transitions.ts';
import type { TicketRecord } from '../../domain/queue/types.ts';
import type { SessionRecord } from '../../domain/sessions/types.ts';
import type { DeskMessage, Reader, UnitRecord } from '../ports/store.ts';

export interface SessionSnapshot {
  readonly at: number;
  readonly session: SessionRecord;
  /** Tickets that have not ended, and those that somebody is connected for though they have; by number. */
  readonly tickets: readonly TicketRecord[];
  /** Every ticket of the session. */
  readonly byId: ReadonlyMap<string, TicketRecord>;
  /** What is not as the snapshot before had it, with all who share a phone with one of them (Q7). */
  readonly changed: ReadonlySet<string>;
  /** Of tonight's ended tickets the last `ENDED_ROWS`, newest first, so that a desk finds a no-show or a refused one. */
  readonly ended: readonly TicketRecord[];
  readonly counts: Partial<Record<TicketRecord['state'], number>>;
  /** Calls of tonight that ended, newest last, for the honest range (Q5). */
  readonly calls: readonly CallRecord[];
  readonly people: ReadonlyMap<string, PersonRecord>;
  /** All tickets, by the phone of their person: who shares one (Q7). */
  readonly ofPhone: ReadonlyMap<string, readonly TicketRecord[]>;
  readonly units: readonly UnitRecord[];
  readonly log: readonly AuditEntry[];
  readonly troublesSaid: readonly TroubleSaid[];
  readonly emergencies: readonly EmergencyRecord[];
  /** To everybody, the newest first. */
  readonly roomMessages: readonly DeskMessage[];
  /** Of tickets in the green room, on deck, on stage, and of ended ones that somebody looks at. */
  readonly casesOfTicket: ReadonlyMap<string, readonly CaseRecord[]>;
  readonly earlierCases: ReadonlyMap<string, readonly CaseRecord[]>;
  readonly promises: readonly PromiseRecord[];
  /** Promises of ended calls that no leader has confirmed, each with its case. */
  readonly unsettled: readonly { readonly promise: PromiseRecord; readonly ofCase: CaseRecord }[];
  /** Where those were carried over to whose ended ticket somebody looks at (S4). */
  readonly carriedTo: ReadonlyMap<string, CarriedTo>;
  readonly messagesOfTicket: ReadonlyMap<string, readonly DeskMessage[]>;
}

type CarriedTo = NonNullable<NonNullable<TicketView['ended']>['carried']>;

const LOG_ROWS = 50;
const ENDED_ROWS = 100;
/** So many of those to everybody are kept for whoever has not read them. */
const ROOM_MESSAGES = 5;
const EARLIER_CASES = 5;

/**
 * Reads one session again and again. Tickets and their people are kept, and only those that were written since are read:
 * of thousands who wait, one change concerns a few.
 */
export class SnapshotReader {
  readonly #read: Reader;
  readonly #sessionId: string;
  readonly #byId = new Map<string, TicketRecord>();
  /** Names do not change. */
  readonly #people = new Map<string, PersonRecord>();
  readonly #byNumber: TicketRecord[] = [];
  readonly #ofPhone = new Map<string, TicketRecord[]>();
  #horizon = 0;
  /** Changed since the last snapshot that was given out. */
  readonly #untold = new Set<string>();

  constructor(read: Reader, sessionId: string) {
    this.#read = read;
    this.#sessionId = sessionId;
  }

  /** `connectedTickets`: whose pages are open now. Answers `null` when there is no such session. One at a time. */
  async next(connectedTickets: ReadonlySet<string>, now: number): Promise<SessionSnapshot | null> {
    const read = this.#read;
    const sessionId = this.#sessionId;
    const session = await read.session(sessionId);
    if (!session) return null;
    const [, calls, units, log, roomMessages, ownMessages, unconfirmed, troublesSaid, emergencies] = await Promise.all([
      this.#follow(),
      read.callsOfSession(sessionId),
      read.units(session.countyId),
      read.auditOfSession(sessionId, LOG_ROWS),
      read.messages(sessionId, null, ROOM_MESSAGES),
      read.messagesToTickets(sessionId),
      read.unconfirmedPromises(sessionId),
      read.troublesSaid(sessionId),
      read.openEmergencies(session.countyId),
    ]);
    const tickets: TicketRecord[] = [];
    const close: TicketRecord[] = [];
    const endedHere: TicketRecord[] = [];
    const allEnded: (TicketRecord & { readonly endedAt: number })[] = [];
    const counts: Partial<Record<TicketRecord['state'], number>> = {};
    for (const ticket of this.#byNumber) {
      counts[ticket.state] = (counts[ticket.state] ?? 0) + 1;
      if (isOpen(ticket)) {
        tickets.push(ticket);
        if (ticket.state === 'screening' || ticket.state === 'onDeck' || ticket.state === 'live') close.push(ticket);
        continue;
      }
      if ('endedAt' in ticket) allEnded.push(ticket);
      if (!connectedTickets.has(ticket.id)) continue;
      tickets.push(ticket);
      endedHere.push(ticket);
    }
    close.push(...endedHere);
    const lastEnded = allEnded
      .sort((one, other) => other.endedAt - one.endedAt || other.number - one.number)
      .slice(0, ENDED_ROWS);

    const casesOfTicket = new Map(
      await Promise.all(close.map(async (ticket) => [ticket.id, await read.casesOfTicket(ticket.id)] as const)),
    );
    const earlierCases = new Map(
      await Promise.all(
        close.map(async (ticket) => {
          const all = await read.casesOfPerson(ticket.personId, EARLIER_CASES + 5);
          const here = new Set(casesOfTicket.get(ticket.id)?.map((record) => record.id));
          return [ticket.id, all.filter((record) => !here.has(record.id)).slice(0, EARLIER_CASES)] as const;
        }),
      ),
    );
    const caseIds = [...casesOfTicket.values(), ...earlierCases.values()].flat().map((record) => record.id);
    const promises = caseIds.length === 0 ? [] : await read.promisesOfCases([...new Set(caseIds)]);
    const unsettled = await Promise.all(
      unconfirmed.map(async (promise) => ({ promise, ofCase: await read.case(promise.caseId) })),
    );
    const carriedTo = new Map<string, CarriedTo>();
    for (const ticket of endedHere) {
      const carried = await carriedOf(read, ticket);
      if (carried) carriedTo.set(ticket.id, carried);
    }
    const messagesOfTicket = new Map<string, DeskMessage[]>();
    for (const message of ownMessages)
      for (const ticketId of message.ticketIds ?? [message.ticketId ?? ''])
        messagesOfTicket.set(ticketId, [...(messagesOfTicket.get(ticketId) ?? []), message]);
    const changed = new Set(this.#untold);
    this.#untold.clear();
    return {
      at: now,
      session,
      tickets,
      byId: this.#byId,
      changed,
      ended: lastEnded,
      counts,
      calls,
      people: this.#people,
      ofPhone: this.#ofPhone,
      units,
      log,
      troublesSaid,
      emergencies: emergencies.filter((one) => one.sessionId === sessionId),
      roomMessages,
      casesOfTicket,
      earlierCases,
      promises,
      unsettled: unsettled.flatMap(({ promise, ofCase }) => (ofCase ? [{ promise, ofCase }] : [])),
      carriedTo,
      messagesOfTicket,
    };
  }

  /** Takes in what was written since, and notes whom that concerns. */
  async #follow(): Promise<void> {
    const { tickets, horizon } = await this.#read.ticketsSince(this.#sessionId, this.#horizon);
    const changed = tickets.filter(({ id, version }) => (this.#byId.get(id)?.version ?? -1) < version);
    const strangers = new Set(changed.map(({ personId }) => personId).filter((id) => !this.#people.has(id)));
    for (const [id, person] of await this.#read.persons([...strangers])) this.#people.set(id, person);
    // Nothing is half taken in where reading failed.
    this.#horizon = horizon;
    if (changed.length === 0) return;
    for (const ticket of changed.sort((one, other) => one.number - other.number)) {
      this.#byId.set(ticket.id, ticket);
      keepByNumber(this.#byNumber, ticket);
      this.#untold.add(ticket.id);
      const phone = this.#people.get(ticket.personId)?.phoneId ?? null;
      if (phone === null) continue;
      const ofPhone = this.#ofPhone.get(phone) ?? [];
      this.#ofPhone.set(phone, keepByNumber(ofPhone, ticket));
      for (const { id } of ofPhone) this.#untold.add(id);
    }
  }
}

/** In its place among the others, or for what it was before. */
function keepByNumber(tickets: TicketRecord[], ticket: TicketRecord): TicketRecord[] {
  let at = tickets.length;
  for (let low = 0; low < at; ) {
    const middle = (low + at) >> 1;
    if (tickets[middle]!.number < ticket.number) low = middle + 1;
    else at = middle;
  }
  tickets.splice(at, tickets[at]?.id === ticket.id ? 1 : 0, ticket);
  return tickets;
}

async function carriedOf(read: Reader, ticket: TicketRecord): Promise<CarriedTo | null> {
  if (ticket.state !== 'deferred' || ticket.by !== 'session') return null;
  const [session, next] = await Promise.all([read.session(ticket.toSessionId), read.ticket(ticket.toTicketId)]);
  if (!session || !next) return null;
  return {
    sessionId: session.id,
    ticketId: next.id,
    number: next.number,
    title: session.title,
    startsAt: session.startsAt,
    priority: next.carriedFrom !== null,
  };
}

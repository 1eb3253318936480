/** Everything that the views of one session are made of, read once per change. */

import type { TicketView } from '../../../shared/views/all.ts';
import { type ListedWord, wordsInAny } from '../../../shared/words.ts';
import type { AuditEntry } from '../../domain/audit/types.ts';
import type { HelperRecord } from '../../domain/calls/helpers.ts';
import type { CallRecord } from '../../domain/calls/types.ts';
import { isProtected } from '../../domain/cases/access.ts';
import type { CaseRecord, PromiseRecord } from '../../domain/cases/types.ts';
import type { EmergencyRecord } from '../../domain/emergencies/emergency.ts';
import type { PersonRecord } from '../../domain/people/types.ts';
import { FollowedTickets } from '../../domain/queue/followed-tickets.ts';
import type { TroubleSaid } from '../../domain/queue/same-trouble.ts';
import type { TicketRecord } from '../../domain/queue/types.ts';
import type { SessionRecord } from '../../domain/sessions/types.ts';
import type { DeskMessage, QuestionsNow, Reader, Store, UnitRecord } from '../ports/store.ts';

export interface SessionSnapshot {
  readonly at: number;
  readonly session: SessionRecord;
  /** Every ticket of the session; goes on following it, like what else is kept of them. */
  readonly tickets: FollowedTickets;
  /** What is not as the snapshot before had it, with all who share a phone with one of them (Q7). */
  readonly changed: ReadonlySet<string>;
  /** Calls of tonight that ended, newest last, for the honest range (Q5). */
  readonly calls: readonly CallRecord[];
  readonly helpers: readonly HelperRecord[];
  readonly people: ReadonlyMap<string, PersonRecord>;
  readonly units: readonly UnitRecord[];
  readonly log: readonly AuditEntry[];
  readonly troublesSaid: readonly TroubleSaid[];
  readonly emergencies: readonly EmergencyRecord[];
  readonly questions: QuestionsNow;
  /** To everybody, the newest first. */
  readonly roomMessages: readonly DeskMessage[];
  /** By holder, until when the last one lasts or lasted (Q10). */
  readonly barEnds: ReadonlyMap<string, number>;
  /** Of tickets in the green room, on deck, on stage, and of ended ones that somebody looks at. */
  readonly casesOfTicket: ReadonlyMap<string, readonly CaseRecord[]>;
  readonly earlierCases: ReadonlyMap<string, readonly CaseRecord[]>;
  readonly promises: readonly PromiseRecord[];
  /** Words of the county's list that are never public (T5) and stand in those that count of calls that run. */
  readonly never: readonly ListedWord[];
  /** Promises of ended calls that no leader has confirmed, each with its case. */
  readonly unsettled: readonly { readonly promise: PromiseRecord; readonly ofCase: CaseRecord }[];
  /** Where those were carried over to whose ended ticket somebody looks at (S4). */
  readonly carriedTo: ReadonlyMap<string, CarriedTo>;
  readonly messagesOfTicket: ReadonlyMap<string, readonly DeskMessage[]>;
}

type CarriedTo = NonNullable<NonNullable<TicketView['ended']>['carried']>;

const LOG_ROWS = 50;
/** A refresh may come a moment after what it is for was due. */
const LATELY_MS = 5_000;
/** So many of those to everybody are kept for whoever has not read them. */
const ROOM_MESSAGES = 5;
const EARLIER_CASES = 5;

/**
 * Reads one session again and again. Tickets and their people are kept, and only those that were written since are read:
 * of thousands who wait, one change concerns a few.
 */
export class SnapshotReader {
  readonly #store: Store;
  readonly #sessionId: string;
  #tickets: FollowedTickets | null = null;
  /** Names do not change. */
  readonly #people = new Map<string, PersonRecord>();
  #horizon = 0;
  /** Changed since the last snapshot that was given out. */
  readonly #untold = new Set<string>();

  constructor(store: Store, sessionId: string) {
    this.#store = store;
    this.#sessionId = sessionId;
  }

  /** `isConnected`: whose pages are open now. Answers `null` when there is no such session. One at a time. */
  next(isConnected: (ticketId: string) => boolean, now: number): Promise<SessionSnapshot | null> {
    return this.#store.reading((read) => this.#next(read, isConnected, now));
  }

  async #next(read: Reader, isConnected: (ticketId: string) => boolean, now: number): Promise<SessionSnapshot | null> {
    const sessionId = this.#sessionId;
    const session = await read.session(sessionId);
    if (!session) return null;
    this.#tickets ??= new FollowedTickets(session);
    const tickets = this.#tickets;
    tickets.standings.follow(session);
    const [
      ,
      calls,
      helpers,
      units,
      log,
      roomMessages,
      ownMessages,
      unconfirmed,
      troublesSaid,
      emergencies,
      barEnds,
      questions,
    ] = await Promise.all([
      this.#follow(read, tickets),
      read.callsOfSession(sessionId),
      read.helpersOfSession(sessionId),
      read.units(session.countyId),
      read.auditOfSession(sessionId, LOG_ROWS),
      read.messages(sessionId, null, ROOM_MESSAGES),
      read.messagesToTickets(sessionId),
      read.unconfirmedPromises(sessionId),
      read.troublesSaid(sessionId),
      read.openEmergencies(session.countyId),
      read.barEnds(session.countyId),
      // What is shown late may still be on its way.
      read.questionsNow(sessionId, now - session.delayMs - LATELY_MS),
    ]);
    const endedHere = tickets.ended.filter(({ id }) => isConnected(id));
    const close = [...tickets.elsewhere.filter(isUpNext), ...endedHere];

    const casesOfTicket = new Map(
      await Promise.all(close.map(async (ticket) => [ticket.id, await read.casesOfTicket(ticket.id)] as const)),
    );
    const earlierCases = new Map(
      await Promise.all(
        close.map(async (ticket) => {
          // Everybody at a desk looks at the same view (K2).
          const all = (await read.casesOfPerson(ticket.personId, EARLIER_CASES + 5)).filter((one) => !isProtected(one));
          const here = new Set(casesOfTicket.get(ticket.id)?.map((record) => record.id));
          return [ticket.id, all.filter((record) => !here.has(record.id)).slice(0, EARLIER_CASES)] as const;
        }),
      ),
    );
    const caseIds = [...casesOfTicket.values(), ...earlierCases.values()].flat().map((record) => record.id);
    const promises = caseIds.length === 0 ? [] : await read.promisesOfCases([...new Set(caseIds)]);
    const running = calls.filter(({ state }) => state !== 'ended').map(({ id }) => id);
    const counting = promises.flatMap(({ callId, confirmedAt, wording }) =>
      confirmedAt !== null && running.includes(callId) ? wording : [],
    );
    const words = counting.length === 0 ? [] : await read.words(session.countyId);
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
      changed,
      calls,
      helpers,
      people: this.#people,
      units,
      log,
      troublesSaid,
      questions,
      emergencies: emergencies.filter((one) => one.sessionId === sessionId),
      roomMessages,
      barEnds,
      casesOfTicket,
      earlierCases,
      promises,
      never: wordsInAny(
        counting,
        words.filter(({ level }) => level === 'never'),
      ),
      unsettled: unsettled.flatMap(({ promise, ofCase }) => (ofCase ? [{ promise, ofCase }] : [])),
      carriedTo,
      messagesOfTicket,
    };
  }

  /** Takes in what was written since, and notes whom that concerns. */
  async #follow(read: Reader, followed: FollowedTickets): Promise<void> {
    const { tickets, horizon } = await read.ticketsSince(this.#sessionId, this.#horizon);
    const changed = tickets.filter(({ id, version }) => (followed.byId.get(id)?.version ?? -1) < version);
    const strangers = new Set(changed.map(({ personId }) => personId).filter((id) => !this.#people.has(id)));
    for (const [id, person] of await read.persons([...strangers])) this.#people.set(id, person);
    // Nothing is half taken in where reading failed.
    this.#horizon = horizon;
    for (const ticket of changed.sort((one, other) => one.number - other.number)) {
      const phoneId = this.#people.get(ticket.personId)?.phoneId ?? null;
      followed.take(ticket, phoneId);
      this.#untold.add(ticket.id);
      if (phoneId !== null) for (const { id } of followed.ofPhone(phoneId)) this.#untold.add(id);
    }
  }
}

/** In the green room, on deck or on stage. */
const isUpNext = ({ state }: TicketRecord): boolean => state === 'screening' || state === 'onDeck' || state === 'live';

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

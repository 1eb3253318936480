/** Everything that the views of one session are made of, read once per change. */

import type { TicketView } from '../../../shared/views/all.ts';
import type { AuditEntry } from '../../domain/audit/types.ts';
import type { CallRecord } from '../../domain/calls/types.ts';
import type { CaseRecord, PromiseRecord } from '../../domain/cases/types.ts';
import type { PersonRecord } from '../../domain/people/types.ts';
import type { TroubleSaid } from '../../domain/queue/same-trouble.ts';
import type { TicketRecord } from '../../domain/queue/types.ts';
import type { SessionRecord } from '../../domain/sessions/types.ts';
import type { DeskMessage, Reader, UnitRecord } from '../ports/store.ts';

export interface SessionSnapshot {
  readonly at: number;
  readonly session: SessionRecord;
  /** Tickets that have not ended, and those that somebody is connected for though they have. */
  readonly tickets: readonly TicketRecord[];
  /** Of tonight's ended tickets the last `ENDED_ROWS`, newest first, so that a desk finds a no-show or a refused one. */
  readonly ended: readonly TicketRecord[];
  readonly counts: Partial<Record<TicketRecord['state'], number>>;
  /** Calls of tonight that ended, newest last, for the honest range (Q5). */
  readonly calls: readonly CallRecord[];
  readonly people: ReadonlyMap<string, PersonRecord>;
  /** Of `tickets`, by the phone of their person: who shares one (Q7). */
  readonly ofPhone: ReadonlyMap<string | null, readonly TicketRecord[]>;
  readonly units: readonly UnitRecord[];
  readonly log: readonly AuditEntry[];
  readonly troublesSaid: readonly TroubleSaid[];
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

/** `connectedTickets`: whose pages are open now. Answers `null` when there is no such session. */
export async function readSnapshot(
  read: Reader,
  sessionId: string,
  connectedTickets: readonly string[],
  now: number,
): Promise<SessionSnapshot | null> {
  const session = await read.session(sessionId);
  if (!session) return null;
  const [open, lastEnded, counts, calls, units, log, roomMessages, ownMessages, unconfirmed, troublesSaid] =
    await Promise.all([
      read.openTickets(sessionId),
      read.endedTickets(sessionId, ENDED_ROWS),
      read.ticketCounts(sessionId),
      read.callsOfSession(sessionId),
      read.units(session.countyId),
      read.auditOfSession(sessionId, LOG_ROWS),
      read.messages(sessionId, null, ROOM_MESSAGES),
      read.messagesToTickets(sessionId),
      read.unconfirmedPromises(sessionId),
      read.troublesSaid(sessionId),
    ]);
  const known = new Set(open.map((ticket) => ticket.id));
  const ended = await Promise.all(connectedTickets.filter((id) => !known.has(id)).map((id) => read.ticket(id)));
  const endedHere = ended.filter((ticket): ticket is TicketRecord => ticket?.sessionId === sessionId);
  const tickets = [...open, ...endedHere];
  const close = [
    ...open.filter((ticket) => ticket.state === 'screening' || ticket.state === 'onDeck' || ticket.state === 'live'),
    ...endedHere,
  ];

  const people = await read.persons([...tickets, ...lastEnded].map((ticket) => ticket.personId));
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
  return {
    at: now,
    session,
    tickets,
    ended: lastEnded,
    counts,
    calls,
    people,
    ofPhone: Map.groupBy(tickets, (ticket) => people.get(ticket.personId)?.phoneId ?? null),
    units,
    log,
    troublesSaid,
    roomMessages,
    casesOfTicket,
    earlierCases,
    promises,
    unsettled: unsettled.flatMap(({ promise, ofCase }) => (ofCase ? [{ promise, ofCase }] : [])),
    carriedTo,
    messagesOfTicket,
  };
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

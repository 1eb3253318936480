import { and, asc, count, desc, eq, gte, inArray, isNotNull, isNull, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { Refusal } from '../../../shared/errors.ts';
import { LANES, type Lane, TICKET_ENDS, TICKET_STATES } from '../../../shared/states.ts';
import type { LineOf } from '../../domain/queue/lines.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, isAnyOf, type Link } from '../link.ts';
import { ticketFromRow, ticketToRow } from '../mappers/ticket.ts';
import { consent, deskMessage, person, session, ticket } from '../schema.ts';
import { countyOf } from './county-of.ts';

type Reads = Pick<
  Reader,
  | 'ticket'
  | 'ticketsSince'
  | 'ticketByReceipt'
  | 'openTickets'
  | 'stageTickets'
  | 'laneHeads'
  | 'carriedInto'
  | 'ticketCounts'
  | 'laneCounts'
  | 'consentsOfTicket'
  | 'ticketsOfPhone'
  | 'ticketsOfPerson'
  | 'ticketsTakenBy'
  | 'messages'
  | 'messagesToTickets'
  | 'messagesOfSession'
  | 'messageReaders'
  | 'numbersOf'
  | 'holdersOf'
>;
type Writes = Pick<Writer, 'insertTicket' | 'saveTicket' | 'insertConsent' | 'insertMessage'>;
type TicketRow = typeof ticket.$inferSelect;
type MessageRow = typeof deskMessage.$inferSelect;

const OPEN_STATES = TICKET_STATES.filter((state) => !(TICKET_ENDS as readonly string[]).includes(state));
const THIS_TRANSACTION = sql`pg_current_xact_id()::text::bigint`;
const placeOfText = (messageId: string) => `desk_message.text:${messageId}`;

/** Who stands in a line: `standsIn` of the domain, as a condition. */
function inLine(line: LineOf): SQL | undefined {
  const room = sql<string>`${ticket.sentTo} ->> 'seatId'`;
  if (line.of === 'leaders') {
    return line.rooms.length === 0
      ? undefined
      : or(isNull(ticket.sentTo), isNull(room), notInArray(room, [...line.rooms]));
  }
  const ofCategory = and(isNull(ticket.sentTo), inArray(ticket.categoryCode, [...line.codes]));
  const known = or(isNotNull(ticket.categoryCode), isNotNull(ticket.sentTo));
  return and(known, or(eq(room, line.seatId), line.codes.length === 0 ? undefined : ofCategory));
}

export const ticketReads = ({ db, crypto }: Link): Reads => {
  const toRecord = (row: TicketRow) => ticketFromRow(row, crypto);
  const toMessage = ({ textSealed, countyId: _county, ...message }: MessageRow) => ({
    ...message,
    text: crypto.open(placeOfText(message.id), textSealed),
  });
  const inStates = async (sessionId: string, states: readonly TicketRow['state'][]) =>
    (
      await db
        .select()
        .from(ticket)
        .where(and(eq(ticket.sessionId, sessionId), inArray(ticket.state, states)))
    ).map(toRecord);
  /** Of one state: the index then gives them in order, and a long lane is not sorted. */
  const headOf = (sessionId: string, state: TicketRow['state'], lane: Lane, limit: number, line: LineOf) =>
    db
      .select()
      .from(ticket)
      .where(and(eq(ticket.sessionId, sessionId), eq(ticket.state, state), eq(ticket.lane, lane), inLine(line)))
      .orderBy(asc(ticket.order))
      .limit(limit);

  return {
    async ticket(ticketId) {
      const row = first(await db.select().from(ticket).where(eq(ticket.id, ticketId)));
      return row && toRecord(row);
    },
    async ticketsSince(sessionId, since) {
      const rows = await db
        .select({ ticket, horizon: sql<string>`(select pg_snapshot_xmin(pg_current_snapshot()))::text` })
        .from(ticket)
        .where(and(eq(ticket.sessionId, sessionId), gte(ticket.writtenIn, since)));
      // Every transaction below the horizon was over when this statement looked.
      const horizon = rows[0] ? Number(rows[0].horizon) : since;
      return { tickets: rows.map((row) => toRecord(row.ticket)), horizon };
    },
    async ticketByReceipt(token) {
      const row = first(await db.select().from(ticket).where(eq(ticket.receiptToken, token)));
      return row && toRecord(row);
    },
    openTickets: (sessionId) => inStates(sessionId, OPEN_STATES),
    stageTickets: (sessionId) => inStates(sessionId, ['screening', 'onDeck', 'live']),
    async laneHeads(sessionId, perLane, line, which = 'waiting') {
      const states = which === 'waiting' ? (['waiting'] as const) : (['waiting', 'away'] as const);
      const [first, second, ...others] = LANES.flatMap((lane) =>
        states.map((state) => headOf(sessionId, state, lane, perLane, line)),
      );
      const rows = (await unionAll(first!, second!, ...others)).sort((one, other) => one.order - other.order);
      return LANES.flatMap((lane) => rows.filter((row) => row.lane === lane).slice(0, perLane)).map(toRecord);
    },
    async carriedInto(sessionId) {
      const carried = and(eq(ticket.sessionId, sessionId), isNotNull(ticket.carriedFrom));
      return first(await db.select({ tickets: count() }).from(ticket).where(carried))?.tickets ?? 0;
    },
    async ticketCounts(sessionId) {
      const rows = await db
        .select({ state: ticket.state, tickets: count() })
        .from(ticket)
        .where(eq(ticket.sessionId, sessionId))
        .groupBy(ticket.state);
      return Object.fromEntries(rows.map(({ state, tickets }) => [state, tickets]));
    },
    async laneCounts(sessionId) {
      const rows = await db
        .select({ lane: ticket.lane, tickets: count() })
        .from(ticket)
        .where(and(eq(ticket.sessionId, sessionId), inArray(ticket.state, ['booked', 'waiting', 'away'])))
        .groupBy(ticket.lane);
      const none = { head: 0, booked: 0, walkIn: 0, repeat: 0 };
      return { ...none, ...Object.fromEntries(rows.map(({ lane, tickets }) => [lane, tickets])) };
    },
    async consentsOfTicket(ticketId) {
      const rows = await db.select().from(consent).where(eq(consent.ticketId, ticketId)).orderBy(asc(consent.seq));
      return rows.map(({ seq: _, countyId: _county, ...entry }) => entry);
    },
    async ticketsOfPhone(phoneId) {
      const rows = await db
        .select({ ticket })
        .from(person)
        .innerJoin(ticket, eq(ticket.personId, person.id))
        .where(eq(person.phoneId, phoneId))
        .orderBy(desc(ticket.takenAt));
      return rows.map((row) => toRecord(row.ticket));
    },
    async ticketsOfPerson(personId) {
      return (await db.select().from(ticket).where(eq(ticket.personId, personId))).map(toRecord);
    },
    async ticketsTakenBy(takerId, sessionId) {
      const its = and(eq(ticket.sessionId, sessionId), eq(ticket.takerId, takerId));
      return (await db.select().from(ticket).where(its).orderBy(asc(ticket.number))).map(toRecord);
    },
    async messages(sessionId, ticketId, limit) {
      const to = and(
        eq(deskMessage.sessionId, sessionId),
        ticketId === null
          ? and(isNull(deskMessage.ticketId), isNull(deskMessage.ticketIds))
          : eq(deskMessage.ticketId, ticketId),
      );
      return (await db.select().from(deskMessage).where(to).orderBy(desc(deskMessage.at)).limit(limit)).map(toMessage);
    },
    async messagesToTickets(sessionId) {
      const named = or(isNotNull(deskMessage.ticketId), isNotNull(deskMessage.ticketIds));
      const its = and(eq(deskMessage.sessionId, sessionId), named);
      return (await db.select().from(deskMessage).where(its).orderBy(asc(deskMessage.at))).map(toMessage);
    },
    async messagesOfSession(sessionId, limit) {
      const its = eq(deskMessage.sessionId, sessionId);
      return (await db.select().from(deskMessage).where(its).orderBy(desc(deskMessage.at)).limit(limit)).map(toMessage);
    },
    async messageReaders(sessionId) {
      const rows = await db
        .select({ ticketId: ticket.id, takenAt: ticket.takenAt, readAt: ticket.messagesReadAt })
        .from(ticket)
        .where(and(eq(ticket.sessionId, sessionId), isNotNull(ticket.messagesReadAt)));
      return rows.map((row) => ({ ...row, readAt: row.readAt ?? 0 }));
    },
    async holdersOf(ticketIds) {
      const rows = await db
        .select({ id: ticket.id, number: ticket.number, personId: ticket.personId })
        .from(ticket)
        .where(isAnyOf(ticket.id, ticketIds));
      return new Map(rows.map(({ id, ...holder }) => [id, holder]));
    },
    async numbersOf(ticketIds) {
      const rows = await db
        .select({ id: ticket.id, number: ticket.number })
        .from(ticket)
        .where(isAnyOf(ticket.id, ticketIds));
      return new Map(rows.map(({ id, number }) => [id, number]));
    },
  };
};

export const ticketWrites = ({ db, crypto }: Link): Writes => ({
  async insertTicket(record) {
    await db.insert(ticket).values(ticketToRow(record, crypto));
  },
  async saveTicket(record) {
    const saved = await db
      .update(ticket)
      .set({ ...ticketToRow(record, crypto), version: record.version + 1, writtenIn: THIS_TRANSACTION })
      .where(and(eq(ticket.id, record.id), eq(ticket.version, record.version)));
    if (saved.rowCount === 0) throw new Refusal('STALE', { ticketId: record.id });
  },
  async insertConsent(entry) {
    await db.insert(consent).values({ ...entry, countyId: countyOf(ticket, entry.ticketId) });
  },
  async insertMessage({ text, ...message }) {
    const textSealed = crypto.seal(placeOfText(message.id), text);
    await db.insert(deskMessage).values({ ...message, textSealed, countyId: countyOf(session, message.sessionId) });
  },
});

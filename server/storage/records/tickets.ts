import { and, asc, count, desc, eq, gte, inArray, isNotNull, isNull, notInArray, or, type SQL, sql } from 'drizzle-orm';
import { LANES, TICKET_ENDS, TICKET_STATES } from '../../../shared/states.ts';
import type { LineOf } from '../../domain/queue/lines.ts';
import type { TicketRecord } from '../../domain/queue/types.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, isAnyOf, isNotStale, type Link, type WriteLink } from '../link.ts';
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
  | 'callable'
  | 'standingFirst'
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
type Writes = Pick<Writer, 'ticket' | 'readAhead' | 'insertTicket' | 'saveTicket' | 'insertConsents' | 'insertMessage'>;
type TicketRow = typeof ticket.$inferSelect;
type MessageRow = typeof deskMessage.$inferSelect;

const OPEN_STATES = TICKET_STATES.filter((state) => !(TICKET_ENDS as readonly string[]).includes(state));
const THIS_TRANSACTION = sql`pg_current_xact_id()::text::bigint`;
/** The index gives one lane of one state in order, so that a long one is not sorted. */
const LANE_NAMES = sql`(values ${sql.join(
  LANES.map((lane) => sql`(${sql.raw(`'${lane}'`)})`),
  sql`, `,
)}) as lane (name)`;
type StandingRow = Pick<TicketRow, 'id' | 'lane' | 'order' | 'number' | 'told'> & {
  readonly sent_to: TicketRow['sentTo'];
  readonly category_code: TicketRow['categoryCode'];
};
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
    async callable({ id: sessionId, finishedCalls }, line) {
      // A room's desk calls nobody whose consent would have to be spoken.
      const consents = line.of === 'room' ? sql`(${ticket.consent} ->> 'call')::boolean` : sql`true`;
      const firstOf = (more: SQL) => sql`(
        select ${ticket.id} from ${ticket}
        where ${ticket.sessionId} = ${sessionId} and ${ticket.state} = 'waiting' and ${ticket.lane} = lane.name
          and ${ticket.entered} and ${consents} and ${inLine(line) ?? sql`true`} and ${more}
        order by ${ticket.order}, ${ticket.number} limit 1)`;
      const notSetBack = sql`${ticket.passedAtCall} is distinct from ${finishedCalls}`;
      const firsts = sql`select first.id from ${LANE_NAMES} cross join lateral (
        ${firstOf(notSetBack)} union all ${firstOf(sql`true`)}) as first`;
      return (await db.select().from(ticket).where(sql`${ticket.id} in (${firsts})`)).map(toRecord);
    },
    async standingFirst(sessionId, line, perLane) {
      const { rows } = await db.execute<StandingRow>(sql`
        select first.* from ${LANE_NAMES}
        cross join (values ('waiting'), ('away')) as standing (state)
        cross join lateral (
          select ${ticket.id}, ${ticket.lane}, ${ticket.order}, ${ticket.number}, ${ticket.told}, ${ticket.sentTo}, ${ticket.categoryCode}
          from ${ticket}
          where ${ticket.sessionId} = ${sessionId} and ${ticket.state} = standing.state and ${ticket.lane} = lane.name
            and ${inLine(line) ?? sql`true`}
          order by ${ticket.order}, ${ticket.number} limit ${perLane}) as first`);
      return rows.map(({ sent_to: sentTo, category_code: categoryCode, ...row }) => ({ ...row, sentTo, categoryCode }));
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

export const ticketWrites = (link: WriteLink): Writes => ({
  ...ticketsAhead(link),
  ...ticketInserts(link),
});

/** Of one transaction: what was read ahead stands until it is saved. */
function ticketsAhead(link: WriteLink): Pick<Writes, 'ticket' | 'readAhead' | 'saveTicket'> {
  const { db, crypto, soon } = link;
  const reads = ticketReads(link);
  const ahead = new Map<string, TicketRecord>();
  return {
    ticket: async (ticketId) => ahead.get(ticketId) ?? reads.ticket(ticketId),
    async readAhead(ticketId) {
      const record = await reads.ticket(ticketId);
      if (record) ahead.set(ticketId, record);
    },
    async saveTicket(record) {
      ahead.delete(record.id);
      const saving = db
        .update(ticket)
        .set({ ...ticketToRow(record, crypto), version: record.version + 1, writtenIn: THIS_TRANSACTION })
        .where(and(eq(ticket.id, record.id), eq(ticket.version, record.version)))
        .execute();
      soon(saving.then(({ rowCount }) => isNotStale(rowCount, { ticketId: record.id })));
    },
  };
}

const ticketInserts = ({ db, crypto, plain }: WriteLink): Omit<Writes, 'ticket' | 'readAhead' | 'saveTicket'> => ({
  async insertTicket(record) {
    plain(db.insert(ticket).values(ticketToRow(record, crypto)).execute());
  },
  async insertConsents(entries) {
    if (entries.length === 0) return;
    const rows = entries.map((entry) => ({ ...entry, countyId: countyOf(ticket, entry.ticketId) }));
    plain(db.insert(consent).values(rows).execute());
  },
  async insertMessage({ text, ...message }) {
    const textSealed = crypto.seal(placeOfText(message.id), text);
    await db.insert(deskMessage).values({ ...message, textSealed, countyId: countyOf(session, message.sessionId) });
  },
});

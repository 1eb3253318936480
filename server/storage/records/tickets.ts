import {
  and,
  asc,
  type Column,
  count,
  desc,
  eq,
  getTableColumns,
  gte,
  inArray,
  isNotNull,
  isNull,
  notInArray,
  or,
  type Placeholder,
  type SQL,
  sql,
} from 'drizzle-orm';
import { LANES, type Lane, TICKET_ENDS, TICKET_STATES } from '../../../shared/states.ts';
import type { LineOf } from '../../domain/queue/lines.ts';
import type { TicketRecord } from '../../domain/queue/types.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, isAnyOf, isNotStale, type Link, type WriteLink } from '../link.ts';
import { isAnyIn, madeOnce, placeFor, placesOf } from '../made-once.ts';
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
  | 'standingBefore'
  | 'standingInLanes'
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
const STANDING = sql`(values ('waiting'), ('away')) as standing (state)`;
const NOBODY: Readonly<Record<Lane, number>> = { head: 0, booked: 0, walkIn: 0, repeat: 0 };
const { placeholder: place } = sql;
const placeOfText = (messageId: string) => `desk_message.text:${messageId}`;

type Line = LineOf['of'];

/** Who stands in a line: `standsIn` of the domain, as a condition with places for `valuesOf(line)`. */
function inLine(of: Line): SQL {
  const room = sql<string>`${ticket.sentTo} ->> 'seatId'`;
  if (of === 'leaders')
    return sql`(${ticket.sentTo} is null or ${room} is null or not ${room} = any(${place('rooms')}::text[]))`;
  const ofCategory = sql`(${ticket.sentTo} is null and ${isAnyIn(ticket.categoryCode, 'codes')})`;
  const known = sql`(${ticket.categoryCode} is not null or ${ticket.sentTo} is not null)`;
  return sql`(${known} and (${room} = ${place('seatId')} or ${ofCategory}))`;
}
const valuesOf = (line: LineOf) =>
  line.of === 'leaders' ? { rooms: [...line.rooms] } : { seatId: line.seatId, codes: [...line.codes] };

/**
 * A statement for each limit, which stands in it as it is. Of a limit that it does not know the database assumes that it
 * lets a tenth of the table through, and then plans anew for each use.
 */
const withLimit = <Statement>(make: (limit: Placeholder) => Statement): ((limit: number) => Statement) => {
  const made = new Map<number, Statement>();
  return (limit) => {
    // drizzle takes any piece of SQL for a limit; its type names placeholders alone.
    const known = made.get(limit) ?? make(sql.raw(String(Math.trunc(limit))) as unknown as Placeholder);
    made.set(limit, known);
    return known;
  };
};

const ofLine = <Result>(make: (of: Line) => Result): Readonly<Record<Line, Result>> => ({
  leaders: make('leaders'),
  room: make('room'),
});

const one = madeOnce((db) =>
  db
    .select()
    .from(ticket)
    .where(eq(ticket.id, place('ticketId'))),
);
const since = madeOnce((db) =>
  db
    .select({ ticket, horizon: sql<string>`(select pg_snapshot_xmin(pg_current_snapshot()))::text` })
    .from(ticket)
    .where(and(eq(ticket.sessionId, place('sessionId')), gte(ticket.writtenIn, place('since')))),
);
/** The states stand in it as they are, so that the database plans it once and not for each use. */
const inStates = (states: readonly TicketRow['state'][]) => {
  const its = sql.join(
    states.map((state) => sql.raw(`'${state}'`)),
    sql`, `,
  );
  return madeOnce((db) =>
    db
      .select()
      .from(ticket)
      .where(and(eq(ticket.sessionId, place('sessionId')), sql`${ticket.state} in (${its})`)),
  );
};
const open = inStates(OPEN_STATES);
const onStage = inStates(['screening', 'onDeck', 'live']);
const ofPhone = madeOnce((db) =>
  db
    .select({ ticket })
    .from(person)
    .innerJoin(ticket, eq(ticket.personId, person.id))
    .where(eq(person.phoneId, place('phoneId')))
    .orderBy(desc(ticket.takenAt)),
);
const callable = ofLine((of) => {
  // A room's desk calls nobody whose consent would have to be spoken.
  const consents = of === 'room' ? sql`(${ticket.consent} ->> 'call')::boolean` : sql`true`;
  const firstOf = (more: SQL) => sql`(
    select ${ticket.id} from ${ticket}
    where ${ticket.sessionId} = ${place('sessionId')} and ${ticket.state} = 'waiting' and ${ticket.lane} = lane.name
      and ${ticket.entered} and ${consents} and ${inLine(of)} and ${more}
    order by ${ticket.order}, ${ticket.number} limit 1)`;
  const notSetBack = sql`${ticket.passedAtCall} is distinct from ${place('finishedCalls')}`;
  const firsts = sql`select first.id from ${LANE_NAMES} cross join lateral (
    ${firstOf(notSetBack)} union all ${firstOf(sql`true`)}) as first`;
  return madeOnce((db) => db.select().from(ticket).where(sql`${ticket.id} in (${firsts})`));
});
/** Beside `LANE_NAMES` and `STANDING`. */
const standsInLane = (of: Line) =>
  and(
    eq(ticket.sessionId, place('sessionId')),
    sql`${ticket.state} = standing.state`,
    sql`${ticket.lane} = lane.name`,
    inLine(of),
  );
const standingFirst = ofLine((of) =>
  withLimit((limit) =>
    madeOnce((db) => {
      const { id, lane, order, number, told, sentTo, categoryCode } = ticket;
      const first = db
        .select({ id, lane, order, number, told, sentTo, categoryCode })
        .from(ticket)
        .where(standsInLane(of))
        .orderBy(asc(ticket.order), asc(ticket.number))
        .limit(limit)
        .as('first');
      return db
        .select({ ...first._.selectedFields })
        .from(LANE_NAMES)
        .crossJoin(STANDING)
        .crossJoinLateral(first);
    }),
  ),
);
const standingBefore = ofLine((of) =>
  withLimit((limit) =>
    madeOnce((db) => {
      const before = db
        .select({ number: ticket.number })
        .from(ticket)
        .where(
          and(
            eq(ticket.sessionId, place('sessionId')),
            sql`${ticket.state} = standing.state`,
            eq(ticket.lane, place('lane')),
            sql`(${ticket.order}, ${ticket.number}) < (${place('order')}, ${place('number')})`,
            inLine(of),
          ),
        )
        // By the index: whoever left the front leaves rows behind that a reading from the table's beginning goes through.
        .orderBy(asc(ticket.order), asc(ticket.number))
        .limit(limit)
        .as('before');
      return db.select({ people: count() }).from(STANDING).crossJoinLateral(before);
    }),
  ),
);
const standingInLanes = ofLine((of) =>
  withLimit((limit) =>
    madeOnce((db) => {
      const some = db
        .select({ number: ticket.number })
        .from(ticket)
        .where(standsInLane(of))
        // By the index: a lane with nobody in it would be looked for through the whole table.
        .orderBy(asc(ticket.order), asc(ticket.number))
        .limit(limit)
        .as('some');
      const lane = sql<Lane>`lane.name`;
      return db
        .select({ lane, people: count() })
        .from(LANE_NAMES)
        .crossJoin(STANDING)
        .crossJoinLateral(some)
        .groupBy(lane);
    }),
  ),
);
const inserting = madeOnce((db, columns) => db.insert(ticket).values(placesOf(ticket, columns) as never));
const saving = madeOnce((db, names) => {
  const columns = names.filter((name) => name !== 'before');
  return db
    .update(ticket)
    .set({ ...placesOf(ticket, columns), writtenIn: THIS_TRANSACTION })
    .where(and(eq(ticket.id, placeFor(ticket.id, 'id')), eq(ticket.version, placeFor(ticket.version, 'before'))));
});
/** Of as many consents as one statement has: values of the first are named `scope 0` and so on. */
const consenting = madeOnce((db, names) => {
  const keys = names.filter((name) => name.endsWith(' 0')).map((name) => name.slice(0, -2));
  const columns: Record<string, Column> = getTableColumns(consent);
  const rows = Array.from({ length: names.length / keys.length }, (_, index) => ({
    ...Object.fromEntries(keys.map((key) => [key, placeFor(columns[key]!, `${key} ${index}`)])),
    countyId: countyOf(ticket, place(`ticketId ${index}`)),
  }));
  return db.insert(consent).values(rows as never);
});

const messagesTo = (to: () => SQL | undefined) =>
  madeOnce((db) =>
    db
      .select()
      .from(deskMessage)
      .where(and(eq(deskMessage.sessionId, place('sessionId')), to()))
      .orderBy(desc(deskMessage.at))
      .limit(place('limit')),
  );
const messagesToAll = messagesTo(() => and(isNull(deskMessage.ticketId), isNull(deskMessage.ticketIds)));
const messagesToOne = messagesTo(() => eq(deskMessage.ticketId, place('ticketId')));
const messagesToSome = madeOnce((db) =>
  db
    .select()
    .from(deskMessage)
    .where(
      and(
        eq(deskMessage.sessionId, place('sessionId')),
        or(isNotNull(deskMessage.ticketId), isNotNull(deskMessage.ticketIds)),
      ),
    )
    .orderBy(asc(deskMessage.at)),
);

export const ticketReads = ({ db, crypto }: Link): Reads => {
  const toRecord = (row: TicketRow) => ticketFromRow(row, crypto);
  const toMessage = ({ textSealed, countyId: _county, ...message }: MessageRow) => ({
    ...message,
    text: crypto.open(placeOfText(message.id), textSealed),
  });

  return {
    async ticket(ticketId) {
      const row = first(await one(db, { ticketId }));
      return row && toRecord(row);
    },
    async ticketsSince(sessionId, from) {
      const rows = await since(db, { sessionId, since: from });
      // Every transaction below the horizon was over when this statement looked.
      const horizon = rows[0] ? Number(rows[0].horizon) : from;
      return { tickets: rows.map((row) => toRecord(row.ticket)), horizon };
    },
    async ticketByReceipt(token) {
      const row = first(await db.select().from(ticket).where(eq(ticket.receiptToken, token)));
      return row && toRecord(row);
    },
    openTickets: async (sessionId) => (await open(db, { sessionId })).map(toRecord),
    stageTickets: async (sessionId) => (await onStage(db, { sessionId })).map(toRecord),
    async callable({ id: sessionId, finishedCalls }, line) {
      return (await callable[line.of](db, { sessionId, finishedCalls, ...valuesOf(line) })).map(toRecord);
    },
    standingFirst: (sessionId, line, perLane) => standingFirst[line.of](perLane)(db, { sessionId, ...valuesOf(line) }),
    async standingBefore({ lane, order, number }, sessionId, line, atMost) {
      const values = { sessionId, lane, order, number, ...valuesOf(line) };
      return first(await standingBefore[line.of](atMost)(db, values))?.people ?? 0;
    },
    async standingInLanes(sessionId, line, atMost) {
      const rows = await standingInLanes[line.of](atMost)(db, { sessionId, ...valuesOf(line) });
      return { ...NOBODY, ...Object.fromEntries(rows.map(({ lane, people }) => [lane, people])) };
    },
    async carriedInto(sessionId) {
      const held = notInArray(ticket.state, ['left', 'refused', 'deferred', 'written']);
      const carried = and(eq(ticket.sessionId, sessionId), isNotNull(ticket.carriedFrom), held);
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
      return { ...NOBODY, ...Object.fromEntries(rows.map(({ lane, tickets }) => [lane, tickets])) };
    },
    async consentsOfTicket(ticketId) {
      const rows = await db.select().from(consent).where(eq(consent.ticketId, ticketId)).orderBy(asc(consent.seq));
      return rows.map(({ seq: _, countyId: _county, ...entry }) => entry);
    },
    async ticketsOfPhone(phoneId) {
      return (await ofPhone(db, { phoneId })).map((row) => toRecord(row.ticket));
    },
    async ticketsOfPerson(personId) {
      return (await db.select().from(ticket).where(eq(ticket.personId, personId))).map(toRecord);
    },
    async ticketsTakenBy(takerId, sessionId) {
      const its = and(eq(ticket.sessionId, sessionId), eq(ticket.takerId, takerId));
      return (await db.select().from(ticket).where(its).orderBy(asc(ticket.number))).map(toRecord);
    },
    async messages(sessionId, ticketId, limit) {
      const rows =
        ticketId === null
          ? await messagesToAll(db, { sessionId, limit })
          : await messagesToOne(db, { sessionId, limit, ticketId });
      return rows.map(toMessage);
    },
    async messagesToTickets(sessionId) {
      return (await messagesToSome(db, { sessionId })).map(toMessage);
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
      const row = { ...ticketToRow(record, crypto), version: record.version + 1, before: record.version };
      const saved = saving(db, row).then(({ rowCount }) => isNotStale(rowCount, { ticketId: record.id }));
      soon(saved);
    },
  };
}

const ticketInserts = ({ db, crypto, plain }: WriteLink): Omit<Writes, 'ticket' | 'readAhead' | 'saveTicket'> => ({
  async insertTicket(record) {
    plain(inserting(db, { ...ticketToRow(record, crypto) }));
  },
  async insertConsents(entries) {
    if (entries.length === 0) return;
    const named = entries.flatMap((entry, index) =>
      Object.entries(entry).map(([key, value]) => [`${key} ${index}`, value] as const),
    );
    plain(consenting(db, Object.fromEntries(named)));
  },
  async insertMessage({ text, ...message }) {
    const textSealed = crypto.seal(placeOfText(message.id), text);
    await db.insert(deskMessage).values({ ...message, textSealed, countyId: countyOf(session, message.sessionId) });
  },
});

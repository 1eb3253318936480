import { and, asc, count, eq, gte, inArray, lt, max } from 'drizzle-orm';
import { TICKET_ENDS, TICKET_STATES } from '../../../shared/states.ts';
import type { SeriesRecord } from '../../domain/calendar/types.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, isAnyOf, type Link } from '../link.ts';
import { sessionFromRow } from '../mappers/session.ts';
import { calendarDay, county, series, session, ticket } from '../schema.ts';

type Reads = Pick<
  Reader,
  | 'calendar'
  | 'calendarDays'
  | 'series'
  | 'seriesOf'
  | 'sessionsBetween'
  | 'postponedSessions'
  | 'sessionsOfSeries'
  | 'lastSessionNumber'
  | 'openCounts'
>;
type Writes = Pick<Writer, 'lockCounty' | 'saveSeries' | 'saveCalendarDays' | 'deleteCalendarDay'>;

const OPEN_STATES = TICKET_STATES.filter((state) => !(TICKET_ENDS as readonly string[]).includes(state));

/** Series that were planned before calls could be recorded do not say so. */
const seriesFromRow = ({ evening, ...row }: typeof series.$inferSelect): SeriesRecord => ({
  ...row,
  evening: { ...evening, recorded: evening.recorded ?? false },
});

export const calendarReads = ({ db }: Link): Reads => {
  const calendar = async (countyId: string) => {
    const rows = await db
      .select()
      .from(calendarDay)
      .where(eq(calendarDay.countyId, countyId))
      .orderBy(asc(calendarDay.date));
    return rows.map(({ date, works, name }) => ({ date, works, name }));
  };
  return {
    calendar,
    async calendarDays(countyId) {
      return new Map((await calendar(countyId)).map(({ date, works }) => [date, works]));
    },
    async series(seriesId) {
      const row = first(await db.select().from(series).where(eq(series.id, seriesId)));
      return row && seriesFromRow(row);
    },
    async seriesOf(countyId) {
      const ofCounty = eq(series.countyId, countyId);
      const rows = await db.select().from(series).where(ofCounty).orderBy(asc(series.from), asc(series.id));
      return rows.map(seriesFromRow);
    },
    async sessionsBetween(countyId, from, until) {
      const within = and(eq(session.countyId, countyId), gte(session.startsAt, from), lt(session.startsAt, until));
      const rows = await db.select().from(session).where(within).orderBy(asc(session.startsAt), asc(session.id));
      return rows.map(sessionFromRow);
    },
    async postponedSessions(countyId) {
      const postponed = and(eq(session.countyId, countyId), eq(session.state, 'postponed'));
      const rows = await db.select().from(session).where(postponed).orderBy(asc(session.startsAt), asc(session.id));
      return rows.map(sessionFromRow);
    },
    async sessionsOfSeries(seriesId, from) {
      const following = and(eq(session.seriesId, seriesId), gte(session.startsAt, from));
      return (await db.select().from(session).where(following).orderBy(asc(session.startsAt))).map(sessionFromRow);
    },
    async lastSessionNumber(countyId) {
      const rows = await db
        .select({ last: max(session.number) })
        .from(session)
        .where(eq(session.countyId, countyId));
      return first(rows)?.last ?? 0;
    },
    async openCounts(sessionIds) {
      const rows = await db
        .select({ sessionId: ticket.sessionId, tickets: count() })
        .from(ticket)
        .where(and(isAnyOf(ticket.sessionId, sessionIds), inArray(ticket.state, OPEN_STATES)))
        .groupBy(ticket.sessionId);
      return new Map(rows.map(({ sessionId, tickets }) => [sessionId, tickets]));
    },
  };
};

export const calendarWrites = ({ db }: Link): Writes => ({
  async lockCounty(countyId) {
    await db.select({ id: county.id }).from(county).where(eq(county.id, countyId)).for('update');
  },
  async saveSeries(record) {
    await db.insert(series).values(record).onConflictDoUpdate({ target: series.id, set: record });
  },
  async saveCalendarDays(countyId, days) {
    for (const day of days) {
      await db
        .insert(calendarDay)
        .values({ ...day, countyId })
        .onConflictDoUpdate({ target: [calendarDay.countyId, calendarDay.date], set: day });
    }
  },
  async deleteCalendarDay(countyId, date) {
    await db.delete(calendarDay).where(and(eq(calendarDay.countyId, countyId), eq(calendarDay.date, date)));
  },
});

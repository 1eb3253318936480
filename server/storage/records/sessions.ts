import { and, asc, eq, gte, inArray } from 'drizzle-orm';
import { Refusal } from '../../../shared/errors.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, type Link } from '../link.ts';
import { sessionFromRow, sessionToRow } from '../mappers/session.ts';
import { session } from '../schema.ts';

type Reads = Pick<Reader, 'session' | 'sessions' | 'runningSessions'>;
type Writes = Pick<Writer, 'lockSession' | 'saveSession'>;

export const sessionReads = ({ db }: Link): Reads => ({
  async session(sessionId) {
    const row = first(await db.select().from(session).where(eq(session.id, sessionId)));
    return row && sessionFromRow(row);
  },
  async sessions(countyId, from, limit) {
    const rows = await db
      .select()
      .from(session)
      .where(and(eq(session.countyId, countyId), gte(session.startsAt, from)))
      .orderBy(asc(session.startsAt), asc(session.id))
      .limit(limit);
    return rows.map(sessionFromRow);
  },
  async runningSessions() {
    const running = inArray(session.state, ['lobby', 'live', 'paused', 'closing']);
    return (await db.select().from(session).where(running).orderBy(asc(session.startsAt))).map(sessionFromRow);
  },
});

export const sessionWrites = ({ db }: Link): Writes => ({
  async lockSession(sessionId) {
    const row = first(await db.select().from(session).where(eq(session.id, sessionId)).for('update'));
    return row && sessionFromRow(row);
  },
  async saveSession(record) {
    const row = sessionToRow(record);
    const kept = await db
      .insert(session)
      .values(row)
      .onConflictDoUpdate({ target: session.id, set: row, setWhere: eq(session.countyId, record.countyId) });
    if (kept.rowCount === 0) throw new Refusal('NOT_FOUND');
  },
});

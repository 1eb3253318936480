import { and, asc, eq, gt, gte, inArray, lte, sql } from 'drizzle-orm';
import { Refusal } from '../../../shared/errors.ts';
import type { SessionRecord } from '../../domain/sessions/types.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, type Link, type WriteLink } from '../link.ts';
import { madeOnce, placeFor, placesOf } from '../made-once.ts';
import { sessionFromRow, sessionToRow } from '../mappers/session.ts';
import { session } from '../schema.ts';

type Reads = Pick<Reader, 'session' | 'sessions' | 'runningSessions' | 'unopenedSessions'>;
type Writes = Pick<Writer, 'session' | 'lockSession' | 'saveSession'>;

const one = madeOnce((db) =>
  db
    .select()
    .from(session)
    .where(eq(session.id, sql.placeholder('sessionId'))),
);
const locking = madeOnce((db) =>
  db
    .select()
    .from(session)
    .where(eq(session.id, sql.placeholder('sessionId')))
    .for('update'),
);
const saving = madeOnce((db, columns) => {
  const row = placesOf(session, columns);
  const setWhere = eq(session.countyId, placeFor(session.countyId, 'countyId'));
  return db
    .insert(session)
    .values(row as never)
    .onConflictDoUpdate({ target: session.id, set: row, setWhere });
});

export const sessionReads = ({ db }: Link): Reads => ({
  async session(sessionId) {
    const row = first(await one(db, { sessionId }));
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
  async unopenedSessions(endedAfter, endedBy) {
    const unopened = and(eq(session.state, 'scheduled'), gt(session.endsAt, endedAfter), lte(session.endsAt, endedBy));
    return (await db.select().from(session).where(unopened).orderBy(asc(session.startsAt))).map(sessionFromRow);
  },
});

/** Of one transaction. A session that it locked or saved is nobody else's to change until its end: it is read once. */
export const sessionWrites = (link: WriteLink): Writes => {
  const { db, soon } = link;
  const reads = sessionReads(link);
  const held = new Map<string, SessionRecord>();
  return {
    session: async (sessionId) => held.get(sessionId) ?? reads.session(sessionId),
    async lockSession(sessionId) {
      const before = held.get(sessionId);
      if (before) return before;
      const row = first(await locking(db, { sessionId }));
      if (!row) return null;
      const record = sessionFromRow(row);
      held.set(sessionId, record);
      return record;
    },
    async saveSession(record) {
      soon(
        saving(db, { ...sessionToRow(record) }).then(({ rowCount }) => {
          if (rowCount === 0) throw new Refusal('NOT_FOUND');
        }),
      );
      held.set(record.id, record);
    },
  };
};

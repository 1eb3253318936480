import { asc, eq, sql } from 'drizzle-orm';
import type { Reader, Writer } from '../../services/ports/store.ts';
import type { Link } from '../link.ts';
import { madeOnce } from '../made-once.ts';
import { session, troubleSaid } from '../schema.ts';
import { countyOf } from './county-of.ts';

type Reads = Pick<Reader, 'troublesSaid'>;
type Writes = Pick<Writer, 'saveTroubles'>;

const said = madeOnce((db) =>
  db
    .select({ ticketId: troubleSaid.ticketId, groupId: troubleSaid.groupId })
    .from(troubleSaid)
    .where(eq(troubleSaid.sessionId, sql.placeholder('sessionId')))
    .orderBy(asc(troubleSaid.at), asc(troubleSaid.ticketId)),
);

export const troubleReads = ({ db }: Link): Reads => ({
  troublesSaid: (sessionId) => said(db, { sessionId }),
});

export const troubleWrites = ({ db }: Link): Writes => ({
  async saveTroubles(said) {
    for (const one of said)
      await db
        .insert(troubleSaid)
        .values({ ...one, countyId: countyOf(session, one.sessionId) })
        .onConflictDoUpdate({
          target: troubleSaid.ticketId,
          set: { groupId: sql`excluded.group_id`, at: sql`excluded.at`, byPersonId: sql`excluded.by_person_id` },
        });
  },
});

import { asc, eq, sql } from 'drizzle-orm';
import type { Reader, Writer } from '../../services/ports/store.ts';
import type { Link } from '../link.ts';
import { session, troubleSaid } from '../schema.ts';
import { countyOf } from './county-of.ts';

type Reads = Pick<Reader, 'troublesSaid'>;
type Writes = Pick<Writer, 'saveTroubles'>;

export const troubleReads = ({ db }: Link): Reads => ({
  async troublesSaid(sessionId) {
    const { ticketId, groupId, at } = troubleSaid;
    const its = eq(troubleSaid.sessionId, sessionId);
    return db.select({ ticketId, groupId }).from(troubleSaid).where(its).orderBy(asc(at), asc(ticketId));
  },
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

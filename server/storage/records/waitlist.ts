import { and, count, eq, inArray, max, sql } from 'drizzle-orm';
import { Refusal } from '../../../shared/errors.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, isAnyOf, type Link } from '../link.ts';
import { madeOnce } from '../made-once.ts';
import { listedFromRow, listedToRow } from '../mappers/waitlist.ts';
import { person, waitlistEntry } from '../schema.ts';

type Reads = Pick<Reader, 'listed' | 'listOf' | 'invitedOf' | 'lastListOrder' | 'listedOfPhone' | 'listedCounts'>;
type Writes = Pick<Writer, 'insertListed' | 'saveListed'>;

const ofPhone = madeOnce((db) =>
  db
    .select({ entry: waitlistEntry })
    .from(person)
    .innerJoin(waitlistEntry, eq(waitlistEntry.personId, person.id))
    .where(and(eq(person.phoneId, sql.placeholder('phoneId')), inArray(waitlistEntry.state, ['listed', 'invited']))),
);

export const waitlistReads = ({ db, crypto }: Link): Reads => {
  const ofState = async (sessionId: string, state: 'listed' | 'invited') => {
    const its = and(eq(waitlistEntry.sessionId, sessionId), eq(waitlistEntry.state, state));
    return (await db.select().from(waitlistEntry).where(its)).map((row) => listedFromRow(row, crypto));
  };
  return {
    async listed(entryId) {
      const row = first(await db.select().from(waitlistEntry).where(eq(waitlistEntry.id, entryId)));
      return row && listedFromRow(row, crypto);
    },
    listOf: (sessionId) => ofState(sessionId, 'listed'),
    invitedOf: (sessionId) => ofState(sessionId, 'invited'),
    async lastListOrder(sessionId) {
      const rows = await db
        .select({ last: max(waitlistEntry.order) })
        .from(waitlistEntry)
        .where(eq(waitlistEntry.sessionId, sessionId));
      return first(rows)?.last ?? 0;
    },
    async listedOfPhone(phoneId) {
      return (await ofPhone(db, { phoneId })).map(({ entry }) => listedFromRow(entry, crypto));
    },
    async listedCounts(sessionIds) {
      const rows = await db
        .select({ sessionId: waitlistEntry.sessionId, people: count() })
        .from(waitlistEntry)
        .where(and(isAnyOf(waitlistEntry.sessionId, sessionIds), eq(waitlistEntry.state, 'listed')))
        .groupBy(waitlistEntry.sessionId);
      return new Map(rows.map(({ sessionId, people }) => [sessionId, people]));
    },
  };
};

export const waitlistWrites = ({ db, crypto }: Link): Writes => ({
  async insertListed(record) {
    await db.insert(waitlistEntry).values(listedToRow(record, crypto));
  },
  async saveListed(record) {
    const saved = await db
      .update(waitlistEntry)
      .set({ ...listedToRow(record, crypto), version: record.version + 1 })
      .where(and(eq(waitlistEntry.id, record.id), eq(waitlistEntry.version, record.version)));
    if (saved.rowCount === 0) throw new Refusal('STALE', { entryId: record.id });
  },
});

import { and, desc, eq, gt, isNull, max, sql } from 'drizzle-orm';
import type { BarRecord } from '../../domain/people/bars.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, type Link } from '../link.ts';
import { isAnyIn, madeOnce } from '../made-once.ts';
import { bar } from '../schema.ts';

const placeOfReason = (id: string) => `bar.reason:${id}`;
const placeOfLifting = (id: string) => `bar.lifted:${id}`;

const recordOf = (crypto: Link['crypto'], row: typeof bar.$inferSelect): BarRecord => {
  const { reasonSealed, liftedAt, liftedBy, liftedReasonSealed, ...facts } = row;
  const lifted =
    liftedAt === null || liftedBy === null || liftedReasonSealed === null
      ? null
      : { at: liftedAt, byPersonId: liftedBy, reason: crypto.open(placeOfLifting(row.id), liftedReasonSealed) };
  return { ...facts, reason: crypto.open(placeOfReason(row.id), reasonSealed), lifted };
};

const standing = madeOnce((db) =>
  db
    .select()
    .from(bar)
    .where(and(isAnyIn(bar.holderId, 'holderIds'), gt(bar.until, sql.placeholder('since')), isNull(bar.liftedAt))),
);

const ends = madeOnce((db) =>
  db
    .select({ holderId: bar.holderId, until: max(bar.until) })
    .from(bar)
    .where(and(eq(bar.countyId, sql.placeholder('countyId')), isNull(bar.liftedAt)))
    .groupBy(bar.holderId),
);

export const barReads = ({ db, crypto }: Link): Pick<Reader, 'bar' | 'barsOf' | 'barEnds' | 'bars'> => ({
  async bar(id) {
    const row = first(await db.select().from(bar).where(eq(bar.id, id)));
    return row && recordOf(crypto, row);
  },
  async barsOf(holderIds, since) {
    if (holderIds.length === 0) return [];
    return (await standing(db, { holderIds: [...holderIds], since })).map((row) => recordOf(crypto, row));
  },
  async barEnds(countyId) {
    const rows = await ends(db, { countyId });
    return new Map(rows.map((row) => [row.holderId, row.until ?? 0]));
  },
  async bars(countyId, now, limit) {
    const lastFirst = desc(sql`${bar.liftedAt} is null and ${bar.until} > ${now}`);
    const its = db.select().from(bar).where(eq(bar.countyId, countyId));
    const rows = await its.orderBy(lastFirst, desc(bar.at), desc(bar.id)).limit(limit);
    return rows.map((row) => recordOf(crypto, row));
  },
});

export const barWrites = ({ db, crypto }: Link): Pick<Writer, 'saveBar'> => ({
  async saveBar({ reason, lifted, ...facts }) {
    const row = {
      ...facts,
      reasonSealed: crypto.seal(placeOfReason(facts.id), reason),
      liftedAt: lifted?.at ?? null,
      liftedBy: lifted?.byPersonId ?? null,
      liftedReasonSealed: lifted && crypto.seal(placeOfLifting(facts.id), lifted.reason),
    };
    await db.insert(bar).values(row).onConflictDoUpdate({ target: bar.id, set: row });
  },
});

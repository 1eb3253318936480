import { asc, eq, sql } from 'drizzle-orm';
import type { HelperRecord } from '../../domain/calls/helpers.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, type Link } from '../link.ts';
import { madeOnce } from '../made-once.ts';
import { helper } from '../schema.ts';

const placeOfName = (id: string) => `helper.name:${id}`;

const recordOf = (crypto: Link['crypto'], { nameSealed, ...facts }: typeof helper.$inferSelect): HelperRecord => ({
  ...facts,
  name: crypto.open(placeOfName(facts.id), nameSealed),
});

const ofSession = madeOnce((db) =>
  db
    .select()
    .from(helper)
    .where(eq(helper.sessionId, sql.placeholder('sessionId')))
    .orderBy(asc(helper.bookedAt), asc(helper.id)),
);

export const helperReads = ({ db, crypto }: Link): Pick<Reader, 'helper' | 'helperByLink' | 'helpersOfSession'> => {
  const oneWhere = async (its: ReturnType<typeof eq>) => {
    const row = first(await db.select().from(helper).where(its));
    return row && recordOf(crypto, row);
  };
  return {
    helper: (helperId) => oneWhere(eq(helper.id, helperId)),
    helperByLink: (linkHash) => oneWhere(eq(helper.linkHash, linkHash)),
    async helpersOfSession(sessionId) {
      return (await ofSession(db, { sessionId })).map((row) => recordOf(crypto, row));
    },
  };
};

export const helperWrites = ({ db, crypto }: Link): Pick<Writer, 'saveHelper'> => ({
  async saveHelper({ name, ...facts }) {
    const row = { ...facts, nameSealed: crypto.seal(placeOfName(facts.id), name) };
    await db.insert(helper).values(row).onConflictDoUpdate({ target: helper.id, set: row });
  },
});

import { and, asc, eq, sql } from 'drizzle-orm';
import { wordKey } from '../../../shared/words.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import type { Link } from '../link.ts';
import { listedWord } from '../schema.ts';

/** So many rows at most go into one statement. */
const CHUNK = 500;

export const wordReads = ({ db }: Link): Pick<Reader, 'words'> => ({
  words: (countyId) =>
    db
      .select({ word: listedWord.word, level: listedWord.level, reason: listedWord.reason })
      .from(listedWord)
      .where(eq(listedWord.countyId, countyId))
      .orderBy(asc(listedWord.key)),
});

export const wordWrites = ({ db }: Link): Pick<Writer, 'saveWords' | 'deleteWord'> => ({
  async saveWords(countyId, words, at) {
    const rows = words.map((listed) => ({ ...listed, countyId, key: wordKey(listed.word), at }));
    const set = { level: sql`excluded.level`, reason: sql`excluded.reason`, at };
    for (let from = 0; from < rows.length; from += CHUNK)
      await db
        .insert(listedWord)
        .values(rows.slice(from, from + CHUNK))
        .onConflictDoUpdate({ target: [listedWord.countyId, listedWord.key], set });
  },
  async deleteWord(countyId, word) {
    const its = and(eq(listedWord.countyId, countyId), eq(listedWord.key, wordKey(word)));
    return (await db.delete(listedWord).where(its).returning({ key: listedWord.key })).length > 0;
  },
});

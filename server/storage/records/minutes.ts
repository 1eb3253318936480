import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import { Refusal } from '../../../shared/errors.ts';
import type { MinutesRecord } from '../../domain/minutes/minutes.ts';
import type { MinutesReader, MinutesWriter } from '../../services/ports/minutes.ts';
import { first, type Link } from '../link.ts';
import { minutes } from '../schema.ts';

type Row = typeof minutes.$inferSelect;
type Sealed = Pick<MinutesRecord, 'content' | 'reviews' | 'ended'>;

const placeOf = (id: string) => `minutes:${id}`;

export const minutesReads = ({ db, crypto }: Link): MinutesReader => {
  const fromRow = ({ factsSealed, ...row }: Row): MinutesRecord => {
    const facts = JSON.parse(crypto.open(placeOf(row.id), factsSealed)) as Sealed;
    // Editions of a release that told of no questions have none.
    return { ...row, ...facts, content: { ...facts.content, questions: facts.content.questions ?? [] } };
  };
  return {
    async minutes(minutesId) {
      const row = first(await db.select().from(minutes).where(eq(minutes.id, minutesId)));
      return row && fromRow(row);
    },
    async minutesOfSessions(sessionIds) {
      if (sessionIds.length === 0) return [];
      const rows = await db
        .select()
        .from(minutes)
        .where(inArray(minutes.sessionId, [...sessionIds]))
        .orderBy(asc(minutes.edition));
      return rows.map(fromRow);
    },
    async sessionsWithMinutes(countyId, limit) {
      const rows = await db
        .select({ sessionId: minutes.sessionId })
        .from(minutes)
        .where(and(eq(minutes.countyId, countyId), eq(minutes.stage, 'published')))
        .orderBy(desc(minutes.publishedAt), desc(minutes.id))
        .limit(limit);
      return rows.map(({ sessionId }) => sessionId);
    },
  };
};

export const minutesWrites = ({ db, crypto }: Link): MinutesWriter => {
  const toRow = ({ content, reviews, ended, ...record }: MinutesRecord) => ({
    ...record,
    factsSealed: crypto.seal(placeOf(record.id), JSON.stringify({ content, reviews, ended } satisfies Sealed)),
  });
  return {
    async insertMinutes(record) {
      await db.insert(minutes).values(toRow(record));
    },
    async saveMinutes(record) {
      const saved = await db
        .update(minutes)
        .set({ ...toRow(record), version: record.version + 1 })
        .where(and(eq(minutes.id, record.id), eq(minutes.version, record.version)));
      if (saved.rowCount === 0) throw new Refusal('STALE', { minutesId: record.id });
    },
  };
};

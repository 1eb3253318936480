import { and, asc, count, eq, gte, max, ne, or, sql } from 'drizzle-orm';
import * as z from 'zod/mini';
import type { QuestionRecord } from '../../domain/questions/question.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, isNotStale, type Link } from '../link.ts';
import { madeOnce } from '../made-once.ts';
import { question } from '../schema.ts';

type Reads = Pick<Reader, 'question' | 'questionOfPhone' | 'questionsOf' | 'questionsNow'>;
type Writes = Pick<Writer, 'insertQuestion' | 'saveQuestion'>;

const Shown = z.object({ wording: z.string(), publicName: z.string(), at: z.number() });
const shown = z.nullable(Shown);
const at = z.number();
const Stage = z.discriminatedUnion('state', [
  z.object({ state: z.literal('new') }),
  z.object({ state: z.literal('approved'), shown: Shown }),
  z.object({ state: z.literal('onAir'), shown: Shown, at }),
  z.object({ state: z.literal('answered'), shown: Shown, airedAt: z.nullable(at), at, note: z.string() }),
  z.object({ state: z.literal('merged'), shown, into: z.string() }),
  z.object({ state: z.literal('refused'), shown, reason: z.string() }),
  z.object({ state: z.literal('written'), shown, caseId: z.string(), at }),
  z.object({ state: z.literal('withdrawn') }),
]);
const Words = z.object({ text: z.string(), publicName: z.string(), stage: Stage });

const placeOf = (id: string) => `question.words:${id}`;

function recordOf(crypto: Link['crypto'], row: typeof question.$inferSelect): QuestionRecord {
  const { wordsSealed, state: _state, ...facts } = row;
  const { stage, ...words } = Words.parse(JSON.parse(crypto.open(placeOf(row.id), wordsSealed)));
  return { ...facts, ...words, ...stage };
}

function rowOf(crypto: Link['crypto'], record: QuestionRecord): typeof question.$inferInsert {
  const { id, countyId, sessionId, phoneId, personId, text, publicName, askedAt, changedAt, version, state } = record;
  const wordsSealed = crypto.seal(placeOf(id), JSON.stringify({ text, publicName, stage: Stage.parse(record) }));
  return { id, countyId, sessionId, phoneId, personId, wordsSealed, askedAt, changedAt, version, state };
}

const { placeholder: place } = sql;
const counting = madeOnce((db) =>
  db
    .select({ state: question.state, people: count(), newest: max(question.changedAt) })
    .from(question)
    .where(eq(question.sessionId, place('sessionId')))
    .groupBy(question.state),
);
const changedLately = madeOnce((db) =>
  db
    .select()
    .from(question)
    .where(
      and(
        eq(question.sessionId, place('sessionId')),
        or(eq(question.state, 'onAir'), gte(question.changedAt, place('since'))),
      ),
    ),
);

export const questionReads = ({ db, crypto }: Link): Reads => ({
  async question(questionId) {
    const row = first(await db.select().from(question).where(eq(question.id, questionId)));
    return row && recordOf(crypto, row);
  },
  async questionOfPhone(sessionId, phoneId) {
    const its = and(eq(question.sessionId, sessionId), eq(question.phoneId, phoneId), ne(question.state, 'withdrawn'));
    const row = first(await db.select().from(question).where(its));
    return row && recordOf(crypto, row);
  },
  async questionsOf(sessionId) {
    const its = and(eq(question.sessionId, sessionId), ne(question.state, 'withdrawn'));
    const rows = await db.select().from(question).where(its).orderBy(asc(question.askedAt), asc(question.id));
    return rows.map((row) => recordOf(crypto, row));
  },
  async questionsNow(sessionId, since) {
    const [counts, lately] = await Promise.all([counting(db, { sessionId }), changedLately(db, { sessionId, since })]);
    const people = (state: QuestionRecord['state']) => counts.find((one) => one.state === state)?.people ?? 0;
    return {
      lately: lately.map((row) => recordOf(crypto, row)),
      fresh: people('new'),
      approved: people('approved') + people('onAir'),
      changedAt: Math.max(0, ...counts.map(({ newest }) => newest ?? 0)),
    };
  },
});

export const questionWrites = ({ db, crypto }: Link): Writes => ({
  async insertQuestion(record) {
    await db.insert(question).values(rowOf(crypto, record));
  },
  async saveQuestion(record) {
    const saved = await db
      .update(question)
      .set({ ...rowOf(crypto, record), version: record.version + 1 })
      .where(and(eq(question.id, record.id), eq(question.version, record.version)));
    isNotStale(saved.rowCount, { questionId: record.id });
  },
});

import { and, asc, eq, ne, sql } from 'drizzle-orm';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, isNotStale, type Link, type WriteLink } from '../link.ts';
import { madeOnce } from '../made-once.ts';
import { callFromRow, callToRow } from '../mappers/call.ts';
import { call } from '../schema.ts';

type Reads = Pick<Reader, 'call' | 'callsOfSession' | 'runningCalls' | 'callsOfTicket'>;
type Writes = Pick<Writer, 'insertCall' | 'saveCall'>;
type CallRow = typeof call.$inferSelect;

const { placeholder: place } = sql;
const one = madeOnce((db) =>
  db
    .select()
    .from(call)
    .where(eq(call.id, place('callId'))),
);
const running = madeOnce((db) =>
  db
    .select()
    .from(call)
    .where(and(eq(call.sessionId, place('sessionId')), ne(call.state, 'ended')))
    .orderBy(asc(call.startedAt)),
);

const ofSession = madeOnce((db) =>
  db
    .select()
    .from(call)
    .where(eq(call.sessionId, place('sessionId')))
    .orderBy(asc(call.startedAt), asc(call.id)),
);

export const callReads = ({ db, crypto }: Link): Reads => {
  const toRecord = (row: CallRow) => callFromRow(row, crypto);
  return {
    async call(callId) {
      const row = first(await one(db, { callId }));
      return row && toRecord(row);
    },
    async callsOfSession(sessionId) {
      return (await ofSession(db, { sessionId })).map(toRecord);
    },
    async runningCalls(sessionId) {
      return (await running(db, { sessionId })).map(toRecord);
    },
    async callsOfTicket(ticketId) {
      const ofTicket = eq(call.ticketId, ticketId);
      return (await db.select().from(call).where(ofTicket).orderBy(asc(call.startedAt), asc(call.id))).map(toRecord);
    },
  };
};

export const callWrites = ({ db, crypto, soon }: WriteLink): Writes => ({
  async insertCall(record) {
    soon(db.insert(call).values(callToRow(record, crypto)).execute());
  },
  async saveCall(record) {
    const saving = db
      .update(call)
      .set({ ...callToRow(record, crypto), version: record.version + 1 })
      .where(and(eq(call.id, record.id), eq(call.version, record.version)))
      .execute();
    soon(saving.then(({ rowCount }) => isNotStale(rowCount, { callId: record.id })));
  },
});

import { and, asc, eq, ne } from 'drizzle-orm';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, isNotStale, type Link, type WriteLink } from '../link.ts';
import { callFromRow, callToRow } from '../mappers/call.ts';
import { call } from '../schema.ts';

type Reads = Pick<Reader, 'call' | 'callsOfSession' | 'runningCalls' | 'callsOfTicket'>;
type Writes = Pick<Writer, 'insertCall' | 'saveCall'>;
type CallRow = typeof call.$inferSelect;

export const callReads = ({ db, crypto }: Link): Reads => {
  const toRecord = (row: CallRow) => callFromRow(row, crypto);
  return {
    async call(callId) {
      const row = first(await db.select().from(call).where(eq(call.id, callId)));
      return row && toRecord(row);
    },
    async callsOfSession(sessionId) {
      const ofSession = eq(call.sessionId, sessionId);
      return (await db.select().from(call).where(ofSession).orderBy(asc(call.startedAt), asc(call.id))).map(toRecord);
    },
    async runningCalls(sessionId) {
      const running = and(eq(call.sessionId, sessionId), ne(call.state, 'ended'));
      return (await db.select().from(call).where(running).orderBy(asc(call.startedAt))).map(toRecord);
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

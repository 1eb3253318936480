import { and, asc, eq, inArray, lt, ne } from 'drizzle-orm';
import * as z from 'zod/mini';
import type { RecordingRecord } from '../../domain/calls/recording.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, type Link } from '../link.ts';
import { splitState } from '../mappers/split-state.ts';
import { recording } from '../schema.ts';

type Reads = Pick<
  Reader,
  'recording' | 'recordingsOfCalls' | 'recordingsOfTicket' | 'recordingsUnfinished' | 'recordingsBefore'
>;
type Writes = Pick<Writer, 'insertRecording' | 'saveRecording' | 'lockRecording'>;

const Facts = z.discriminatedUnion('state', [
  z.object({ state: z.literal('recording') }),
  z.object({ state: z.literal('kept'), lengthMs: z.number(), bytes: z.number(), picture: z.boolean() }),
  z.object({ state: z.literal('failed'), why: z.string() }),
  z.object({ state: z.literal('deleted'), why: z.enum(['consent', 'retention']), deletedAt: z.number() }),
]);

const fromRow = ({ state, stateFacts, ...facts }: typeof recording.$inferSelect): RecordingRecord => ({
  ...facts,
  ...Facts.parse({ ...stateFacts, state }),
});

const toRow = (record: RecordingRecord): typeof recording.$inferInsert => ({
  id: record.id,
  countyId: record.countyId,
  sessionId: record.sessionId,
  ticketId: record.ticketId,
  callId: record.callId,
  side: record.side,
  startedAt: record.startedAt,
  file: record.file,
  container: record.container,
  ...splitState(Facts.parse(record)),
});

export const recordingReads = ({ db }: Link): Reads => ({
  async recording(recordingId) {
    const row = first(await db.select().from(recording).where(eq(recording.id, recordingId)));
    return row && fromRow(row);
  },
  async recordingsOfCalls(callIds) {
    if (callIds.length === 0) return [];
    const ofCalls = inArray(recording.callId, [...callIds]);
    return (await db.select().from(recording).where(ofCalls).orderBy(asc(recording.startedAt))).map(fromRow);
  },
  async recordingsOfTicket(ticketId) {
    const ofTicket = eq(recording.ticketId, ticketId);
    return (await db.select().from(recording).where(ofTicket).orderBy(asc(recording.startedAt))).map(fromRow);
  },
  async recordingsUnfinished() {
    return (await db.select().from(recording).where(eq(recording.state, 'recording'))).map(fromRow);
  },
  async recordingsBefore(countyId, before, limit) {
    const outdated = and(
      eq(recording.countyId, countyId),
      lt(recording.startedAt, before),
      ne(recording.state, 'deleted'),
    );
    const rows = await db.select().from(recording).where(outdated).orderBy(asc(recording.startedAt)).limit(limit);
    return rows.map(fromRow);
  },
});

export const recordingWrites = ({ db }: Link): Writes => ({
  async insertRecording(record) {
    await db.insert(recording).values(toRow(record));
  },
  async lockRecording(recordingId) {
    const row = first(await db.select().from(recording).where(eq(recording.id, recordingId)).for('update'));
    return row && fromRow(row);
  },
  async saveRecording(record) {
    await db.update(recording).set(toRow(record)).where(eq(recording.id, record.id));
  },
});

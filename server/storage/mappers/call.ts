import * as z from 'zod/mini';
import { Outcome } from '../../../shared/states.ts';
import type { CallRecord } from '../../domain/calls/types.ts';
import type { FieldCrypto } from '../crypto.ts';
import type { call } from '../schema.ts';
import { splitState } from './split-state.ts';

const at = z.number();
const CallStateFacts = z.discriminatedUnion('state', [
  z.object({ state: z.literal('connecting') }),
  z.object({ state: z.literal('live'), liveAt: at }),
  z.object({ state: z.literal('held'), liveAt: at, heldAt: at }),
  z.object({
    state: z.literal('ended'),
    liveAt: z.nullable(at),
    endedAt: at,
    outcome: Outcome,
    whereTo: z.nullable(z.string()),
  }),
]);

const placeOfNote = (callId: string) => `call.note:${callId}`;

export function callFromRow(row: typeof call.$inferSelect, crypto: FieldCrypto): CallRecord {
  const { stateFacts, state, noteSealed, ...facts } = row;
  const note = crypto.open(placeOfNote(row.id), noteSealed);
  return { ...facts, note, ...CallStateFacts.parse({ ...stateFacts, state }) };
}

export function callToRow(record: CallRecord, crypto: FieldCrypto): typeof call.$inferInsert {
  return {
    id: record.id,
    countyId: record.countyId,
    sessionId: record.sessionId,
    ticketId: record.ticketId,
    seatId: record.seatId,
    participation: record.participation,
    startedAt: record.startedAt,
    public: record.public,
    noteSealed: crypto.seal(placeOfNote(record.id), record.note),
    quality: record.quality,
    version: record.version,
    ...splitState(CallStateFacts.parse(record)),
  };
}

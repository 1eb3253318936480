import * as z from 'zod/mini';
import type { SessionRecord } from '../../domain/sessions/types.ts';
import type { session } from '../schema.ts';
import { splitState } from './split-state.ts';

const at = z.number();
/** Rows from before it was kept have none. */
const atOrNever = z._default(z.nullable(at), null);
const admitting = z.boolean();
const SessionStateFacts = z.discriminatedUnion('state', [
  z.object({ state: z.literal('scheduled') }),
  z.object({ state: z.literal('lobby'), admitting }),
  z.object({ state: z.literal('live'), admitting, liveAt: at, resumedAt: atOrNever }),
  z.object({ state: z.literal('paused'), admitting, liveAt: at, pausedAt: at }),
  z.object({ state: z.literal('closing'), closingAt: at, overtimeUntil: at, calledSince: atOrNever }),
  z.object({ state: z.literal('ended'), endedAt: at }),
  z.object({ state: z.literal('postponed'), reason: z.string(), at }),
  z.object({ state: z.literal('cancelled'), reason: z.string(), at }),
]);

export function sessionFromRow({ stateFacts, state, ...facts }: typeof session.$inferSelect): SessionRecord {
  return { ...facts, ...SessionStateFacts.parse({ ...stateFacts, state }) };
}

export function sessionToRow(record: SessionRecord): typeof session.$inferInsert {
  return {
    id: record.id,
    countyId: record.countyId,
    seriesId: record.seriesId,
    number: record.number,
    title: record.title,
    topic: record.topic,
    scope: record.scope,
    zone: record.zone,
    startsAt: record.startsAt,
    endsAt: record.endsAt,
    public: record.public,
    recorded: record.recorded,
    delayMs: record.delayMs,
    capacity: record.capacity,
    callLengthMs: record.callLengthMs,
    overtimeMs: record.overtimeMs,
    ratio: record.ratio,
    seats: record.seats,
    issued: record.issued,
    finishedCalls: record.finishedCalls,
    turn: record.turn,
    leaderChange: record.leaderChange,
    cut: record.cut,
    ...splitState(SessionStateFacts.parse(record)),
  };
}

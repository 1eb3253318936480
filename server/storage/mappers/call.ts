import * as z from 'zod/mini';
import { PictureFrom } from '../../../shared/actions/pictures.ts';
import { Outcome } from '../../../shared/states.ts';
import type { CallRecord } from '../../domain/calls/types.ts';
import type { FieldCrypto } from '../crypto.ts';
import type { call } from '../schema.ts';
import { openTexts, sealTexts } from './sealed-texts.ts';
import { splitState } from './split-state.ts';

const at = z.number();
/** Of a call from before there was an announcement: none. */
const announcedAt = z._default(z.nullable(at), null);
const CallStateFacts = z.discriminatedUnion('state', [
  z.object({ state: z.literal('connecting') }),
  z.object({ state: z.literal('live'), liveAt: at, announcedAt }),
  z.object({ state: z.literal('held'), liveAt: at, heldAt: at, announcedAt }),
  z.object({
    state: z.literal('ended'),
    liveAt: z.nullable(at),
    endedAt: at,
    outcome: Outcome,
    whereTo: z.nullable(z.string()),
  }),
]);

const amount = z.nullable(z.number());
const samples = z.nullable(z.object({ sum: z.number(), count: z.number(), worst: z.number() }));
const totals = z.nullable(
  z.object({
    measuredMs: z.number(),
    received: z.number(),
    lost: z.number(),
    worstLossRatio: amount,
    jitter: samples,
    roundTrip: samples,
    freezes: amount,
    width: amount,
    height: amount,
  }),
);
/** A row from before both sides were added up kept the last seconds of one; they say nothing of the call. */
const Kept = z.catch(z.nullable(z.object({ citizen: totals, official: totals })), null);

const ofSummons = { seatId: z.string(), unitId: z.string(), calledAt: at, calledBy: z.string() };
const AllSummons = z.array(
  z.discriminatedUnion('state', [
    z.object({ ...ofSummons, state: z.literal('ringing') }),
    z.object({ ...ofSummons, state: z.literal('joined'), joinedAt: at, by: z.string() }),
    z.object({ ...ofSummons, state: z.literal('refused'), at, reason: z.string(), by: z.string() }),
    z.object({ ...ofSummons, state: z.literal('left'), at, joinedAt: z.nullable(at) }),
  ]),
);
const placeOfSummons = (callId: string) => `call.summons:${callId}`;

/** Of a call from before there were any: none. */
const Shared = z.nullable(
  z.object({ id: z.string(), from: PictureFrom, by: z.enum(['citizen', 'desk']), at, publicAt: z.nullable(at) }),
);

/** Of a call that was never handed over: none. */
const Before = z.nullable(z.array(z.object({ seatId: z.string(), until: at, public: z.boolean() })));

const placeOfNote = (callId: string) => `call.note:${callId}`;
const placeOfState = (callId: string) => `call.state:${callId}`;
/** Where to go instead, or what failed, as a desk typed it. */
const TYPED = ['whereTo'];

export function callFromRow(row: typeof call.$inferSelect, crypto: FieldCrypto): CallRecord {
  const { stateFacts, state, noteSealed, summonsSealed, ...facts } = row;
  const note = crypto.open(placeOfNote(row.id), noteSealed);
  const opened = openTexts(stateFacts, TYPED, placeOfState(row.id), crypto);
  const summons =
    summonsSealed === null ? [] : AllSummons.parse(JSON.parse(crypto.open(placeOfSummons(row.id), summonsSealed)));
  const quality = Kept.parse(row.quality);
  const shared = Shared.parse(row.shared);
  const before = Before.parse(row.before) ?? [];
  return { ...facts, before, note, quality, summons, shared, ...CallStateFacts.parse({ ...opened, state }) };
}

export function callToRow(record: CallRecord, crypto: FieldCrypto): typeof call.$inferInsert {
  const { state, stateFacts } = splitState(CallStateFacts.parse(record));
  return {
    id: record.id,
    countyId: record.countyId,
    sessionId: record.sessionId,
    ticketId: record.ticketId,
    seatId: record.seatId,
    before: record.before.length === 0 ? null : record.before,
    participation: record.participation,
    startedAt: record.startedAt,
    public: record.public,
    noteSealed: crypto.seal(placeOfNote(record.id), record.note),
    heldMs: record.heldMs,
    extendedMs: record.extendedMs,
    quality: record.quality,
    summonsSealed:
      record.summons.length === 0 ? null : crypto.seal(placeOfSummons(record.id), JSON.stringify(record.summons)),
    shared: record.shared,
    version: record.version,
    state,
    stateFacts: sealTexts(stateFacts, TYPED, placeOfState(record.id), crypto),
  };
}

/** Trying an evening with callers that are programs: begun at a desk, on a server of its own (docs/decisions/0013). */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';

/** The doors give one address so many codes an hour. */
export const MOST_CALLERS = 50;

const Ms = z.nullable(z.number());

/** One caller; `null`: did not come so far. */
export const RehearsedCaller = z.object({
  name: z.string(),
  /** From the code by SMS to the waiting room. */
  joinMs: Ms,
  answerMs: Ms,
  /** ICE and DTLS of the way to the caller. */
  mediaMs: Ms,
  /** From the moderator's click to the first packet of each picture at the other end, the later one. */
  putThroughMs: Ms,
  /** Packets of picture and voice at the leader's end. */
  received: z.int(),
  lost: z.int(),
  roundTripMs: Ms,
  /** `null`: went through to the end. */
  failure: z.nullable(z.string()),
});
export type RehearsedCaller = z.infer<typeof RehearsedCaller>;

export const RehearsalResult = z.object({
  tookMs: z.number(),
  callersAsked: z.int(),
  /** Media is reached over UDP; something answers on its TCP port. */
  udp: z.boolean(),
  tcp: z.boolean(),
  callers: z.array(RehearsedCaller),
  putThrough: z.object({ p50Ms: Ms, p95Ms: Ms }),
  lossRate: z.nullable(z.number()),
  /** Everybody went through to the end, and both ways of media are there. */
  good: z.boolean(),
});
export type RehearsalResult = z.infer<typeof RehearsalResult>;

export const REHEARSAL_ENDS = ['done', 'cancelled', 'failed'] as const;

export const showRehearsal = defineAction({
  name: 'rehearsal.show',
  says: 'The rehearsal that runs on this server, and the reports of the last ones.',
  kind: 'query',
  http: { method: 'GET', path: '/api/rehearsal' },
  input: z.object({}),
  result: z.object({
    zone: z.string(),
    running: z.nullable(
      z.object({
        startedAt: EpochMs,
        by: z.string(),
        callersAsked: z.int(),
        callers: z.array(RehearsedCaller),
      }),
    ),
    /** The newest first. */
    reports: z.array(
      z.object({
        id: Id,
        startedAt: EpochMs,
        by: z.string(),
        /** The evening that it was for, if for one. */
        evening: z.nullable(z.object({ title: z.string(), startsAt: EpochMs })),
        end: z.enum(REHEARSAL_ENDS),
        /** Of a failed one what the program said. */
        why: z.nullable(z.string()),
        result: z.nullable(RehearsalResult),
      }),
    ),
  }),
});
export type RehearsalNow = z.infer<typeof showRehearsal.result>;

export const startRehearsal = defineAction({
  name: 'rehearsal.start',
  says: 'Begins a rehearsal; a good one marks the evening as rehearsed. One at a time, and none while an evening is live.',
  http: { method: 'POST', path: '/api/rehearsal' },
  input: z.object({
    callers: z.int().check(z.minimum(1), z.maximum(MOST_CALLERS)),
    sessionId: z.optional(Id),
  }),
  result: z.object({}),
});

export const cancelRehearsal = defineAction({
  name: 'rehearsal.cancel',
  says: 'Ends the rehearsal that runs; nothing is left of it but that it was ended.',
  http: { method: 'POST', path: '/api/rehearsal/cancel' },
  input: z.object({}),
  result: z.object({}),
});

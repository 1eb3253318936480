/** The minutes of an evening: written, reviewed by three people, read by everybody. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { MINUTES_LENGTHS, MinutesContent, MinutesStage } from '../minutes.ts';
import { LIMITS, Line, Paragraph } from '../text.ts';

const Version = z.int().check(z.nonnegative());

const MinutesHead = z.object({
  id: Id,
  edition: z.int(),
  stage: MinutesStage,
  version: Version,
  publishedAt: z.nullable(EpochMs),
  /** Whether whoever asks is the one to review it now. */
  mayReview: z.boolean(),
});

const Evening = z.object({
  sessionId: Id,
  number: z.int(),
  title: z.string(),
  startsAt: EpochMs,
  zone: z.string(),
});

export const listMinutes = defineAction({
  name: 'minutes.list',
  says: 'Evenings that are over, the newest first, each with the editions of its minutes.',
  kind: 'query',
  http: { method: 'GET', path: '/api/minutes' },
  input: z.object({}),
  result: z.object({ evenings: z.array(z.extend(Evening, { editions: z.array(MinutesHead) })) }),
});

export const Minutes = z.extend(MinutesHead, {
  sessionId: Id,
  content: MinutesContent,
  draftedAt: EpochMs,
  reviews: z.array(
    z.object({ stage: z.enum(['first', 'second', 'final']), by: z.string(), at: EpochMs, reason: z.string() }),
  ),
  ended: z.nullable(z.object({ at: EpochMs, by: z.string(), reason: z.string() })),
});
export type Minutes = z.infer<typeof Minutes>;

export const showMinutes = defineAction({
  name: 'minutes.show',
  says: 'One edition of the minutes, as far as its people agree now (T6).',
  kind: 'query',
  http: { method: 'GET', path: '/api/minutes/{minutesId}' },
  input: z.object({ minutesId: Id }),
  result: Minutes,
});

export const draftMinutes = defineAction({
  name: 'minutes.draft',
  says: 'Writes the minutes of an evening that is over from what is stored: the first edition, a correction of what is public, or the draft with its facts taken anew.',
  http: { method: 'POST', path: '/api/sessions/{sessionId}/minutes' },
  input: z.object({ sessionId: Id }),
  result: z.object({ minutesId: Id, edition: z.int() }),
});

export const rewordMinutes = defineAction({
  name: 'minutes.reword',
  says: 'Title, introduction and the answers of rows, in the words of the office; while it is the clerk’s.',
  http: { method: 'POST', path: '/api/minutes/{minutesId}/wording' },
  input: z.object({
    minutesId: Id,
    version: Version,
    title: Line(MINUTES_LENGTHS.title),
    intro: Paragraph(MINUTES_LENGTHS.intro),
    rows: z.array(z.object({ callId: Id, text: Paragraph(MINUTES_LENGTHS.text) })).check(z.maxLength(500)),
  }),
  result: z.object({ version: z.int() }),
});

export const reviewMinutes = defineAction({
  name: 'minutes.review',
  says: 'First, second and final review (初审, 复审, 终审), by three people; the final one makes them public. `back` sends them to the clerk, with a reason.',
  http: { method: 'POST', path: '/api/minutes/{minutesId}/review' },
  input: z.object({
    minutesId: Id,
    version: Version,
    verdict: z.enum(['pass', 'back']),
    reason: z.optional(Line(LIMITS.reason)),
    /** Words of the county's list that stand in it and are let pass (T5). */
    despite: z.optional(z.array(Line(20)).check(z.maxLength(50))),
  }),
  result: z.object({ stage: MinutesStage }),
});

export const takeMinutesOff = defineAction({
  name: 'minutes.takeOff',
  says: 'Takes the minutes off the public pages at once, or ends their draft, with a reason.',
  http: { method: 'POST', path: '/api/minutes/{minutesId}/take-off' },
  input: z.object({ minutesId: Id, version: Version, reason: Line(LIMITS.reason) }),
  result: z.object({}),
});

export const PublicMinutes = z.object({
  countyName: z.string(),
  edition: z.int(),
  publishedAt: EpochMs,
  content: MinutesContent,
});
export type PublicMinutes = z.infer<typeof PublicMinutes>;

export const readMinutes = defineAction({
  name: 'minutes.read',
  says: 'The minutes of an evening as they are public now.',
  kind: 'query',
  http: { method: 'GET', path: '/api/sessions/{sessionId}/minutes' },
  input: z.object({ sessionId: Id }),
  result: PublicMinutes,
});

export const publishedMinutes = defineAction({
  name: 'minutes.published',
  says: 'Evenings whose minutes are public, the newest first.',
  kind: 'query',
  http: { method: 'GET', path: '/api/public/minutes' },
  input: z.object({}),
  result: z.object({ evenings: z.array(Evening) }),
});

/** The office's plan of one week: who attends, who is on duty, what is missing. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { SessionState } from '../states.ts';
import { LIMITS, Line, PlainDate } from '../text.ts';
import { WallTime } from './calendar.ts';

export const WeekEvening = z.object({
  sessionId: Id,
  number: z.int(),
  title: z.string(),
  state: SessionState,
  date: PlainDate,
  time: WallTime,
  startsAt: EpochMs,
  seats: z.array(
    z.object({
      name: z.string(),
      officialName: z.string(),
      officialTitle: z.string(),
      unitName: z.nullable(z.string()),
    }),
  ),
  placesTaken: z.int(),
  /** That can still be booked. */
  placesLeft: z.int(),
  listed: z.int(),
  duty: z.array(z.object({ unitId: Id, unitName: z.string(), name: z.string(), reach: z.string() })),
  rehearsed: z.nullable(z.object({ at: EpochMs, by: z.string() })),
  missing: z.array(z.enum(['leader', 'duty', 'rehearsal'])),
});
export type WeekEvening = z.infer<typeof WeekEvening>;

export const showWeek = defineAction({
  name: 'week.show',
  says: 'The evenings of the week of a day, with who attends, who is on duty, and what is missing.',
  kind: 'query',
  http: { method: 'GET', path: '/api/week' },
  input: z.object({ day: PlainDate }),
  result: z.object({
    zone: z.string(),
    /** Monday and Sunday. */
    from: PlainDate,
    until: PlainDate,
    evenings: z.array(WeekEvening),
    units: z.array(z.object({ id: Id, name: z.string() })),
  }),
});

export const setDuty = defineAction({
  name: 'evening.setDuty',
  says: 'Names a department’s officer on duty for an evening, with a telephone; without a name nobody is.',
  http: { method: 'POST', path: '/api/evenings/{sessionId}/duty' },
  input: z.object({
    sessionId: Id,
    unitId: Id,
    name: z.nullable(Line(LIMITS.name)),
    /** Telephone, with an extension if need be. */
    reach: z.nullable(Line(30)),
  }),
  result: z.object({}),
});

export const setRehearsed = defineAction({
  name: 'evening.setRehearsed',
  says: 'Says that an evening was rehearsed, or that it was not; who and when are kept.',
  http: { method: 'POST', path: '/api/evenings/{sessionId}/rehearsed' },
  input: z.object({ sessionId: Id, rehearsed: z.boolean() }),
  result: z.object({}),
});

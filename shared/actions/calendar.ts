/** The county's evenings as they are planned: series, single evenings, holidays. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { SessionState } from '../states.ts';
import { LIMITS, Line, Paragraph, PlainDate } from '../text.ts';

/** Wall-clock time in the county's zone (S2), `HH:mm`. */
export const WallTime = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
/** Monday is 1, Sunday is 7. */
export const Weekday = z.int().check(z.gte(1), z.lte(7));

const whole = (least: number, most: number) => z.int().check(z.gte(least), z.lte(most));

export const PlannedSeat = z.object({
  name: Line(20),
  officialName: Line(LIMITS.name),
  officialTitle: Line(30),
  /** A seat off air never reaches the programme. */
  onAir: z.boolean(),
  /** A seat off air with a unit is that department's room; `null`: a leader's seat. */
  unitId: z._default(z.nullable(Id), null),
  /** What the room serves, codes of either level; whoever is sent to it, too. */
  categories: z._default(z.array(Line(20)).check(z.maxLength(20)), []),
});
export type PlannedSeat = z.infer<typeof PlannedSeat>;

/** What one evening is like, whenever it takes place. */
export const EveningPlan = z.object({
  title: Line(40),
  topic: Paragraph(100),
  scope: Paragraph(400),
  minutes: whole(15, 480),
  /** Whether the county opens it to the public (C2). */
  public: z.boolean(),
  /** Whether calls are recorded, where their citizens agree too (R1). */
  recorded: z._default(z.boolean(), false),
  /** The audience gets picture, sound and words so much later, so that a cut comes before the harm (C6). */
  delaySeconds: whole(0, 30),
  capacity: whole(1, 100_000),
  callMinutes: whole(1, 60),
  overtimeMinutes: whole(0, 60),
  /** Of each `booked + walkIn` calls so many go to each lane (Q2); whoever walks in is never left out. */
  ratio: z.object({ booked: whole(0, 10), walkIn: whole(1, 10) }),
  seats: z.array(PlannedSeat).check(z.minLength(1), z.maxLength(8)),
});
export type EveningPlan = z.infer<typeof EveningPlan>;

/** What is wrong with the seats of an evening taken together; `null`: nothing. */
export function seatsFault(seats: readonly PlannedSeat[]): string | null {
  if (!seats.some(({ unitId }) => unitId === null)) return 'one seat at least is a leader’s';
  if (seats.some(({ unitId, onAir }) => unitId !== null && onAir)) return 'a department’s room is off air';
  return seats.some(({ unitId, categories }) => unitId === null && categories.length > 0)
    ? 'categories are for a department’s room'
    : null;
}

/** Whether somebody of those who were to answer does so no longer; whoever is added to them replaces nobody (S5). */
export const isLeaderGone = (before: readonly string[], after: readonly string[]): boolean =>
  before.some((name) => !after.includes(name));

/** As it is: evenings from elsewhere (`npm run county`, years ago) need not be what can be planned now. */
const PlanAsItIs = z.object({
  title: z.string(),
  topic: z.string(),
  scope: z.string(),
  minutes: z.int(),
  public: z.boolean(),
  recorded: z.boolean(),
  delaySeconds: z.number(),
  capacity: z.int(),
  callMinutes: z.int(),
  overtimeMinutes: z.int(),
  ratio: z.object({ booked: z.int(), walkIn: z.int() }),
  seats: z.array(
    z.object({
      name: z.string(),
      officialName: z.string(),
      officialTitle: z.string(),
      onAir: z.boolean(),
      unitId: z.nullable(z.string()),
      categories: z.array(z.string()),
    }),
  ),
});

export const PlannedEvening = z.object({
  sessionId: Id,
  seriesId: z.nullable(Id),
  number: z.int(),
  state: SessionState,
  date: PlainDate,
  time: WallTime,
  startsAt: EpochMs,
  endsAt: EpochMs,
  plan: PlanAsItIs,
  /** Why it was postponed or cancelled. */
  reason: z.nullable(z.string()),
  /** People who have a place. */
  people: z.int(),
  /** People on its waiting list. */
  listed: z.int(),
});
export type PlannedEvening = z.infer<typeof PlannedEvening>;

export const PlannedSeries = z.object({
  seriesId: Id,
  weekdays: z.array(Weekday).check(z.minLength(1), z.maxLength(7)),
  time: WallTime,
  from: PlainDate,
  /** The last day on which there may be an evening; `null`: until further notice. */
  until: z.nullable(PlainDate),
  plan: PlanAsItIs,
});
export type PlannedSeries = z.infer<typeof PlannedSeries>;

/** A holiday, or a weekend day that makes up for one. */
export const CalendarDay = z.object({ date: PlainDate, works: z.boolean(), name: Line(20) });
export type CalendarDay = z.infer<typeof CalendarDay>;

export const showCalendar = defineAction({
  name: 'calendar.show',
  says: 'Evenings between two days, both included and at most a year apart, and all that are postponed without a new time, with the series and the county’s holidays.',
  kind: 'query',
  http: { method: 'GET', path: '/api/calendar' },
  input: z.object({ from: PlainDate, until: PlainDate }),
  result: z.object({
    zone: z.string(),
    today: PlainDate,
    evenings: z.array(PlannedEvening),
    series: z.array(PlannedSeries),
    days: z.array(CalendarDay),
  }),
});

export const planEvening = defineAction({
  name: 'evening.plan',
  says: 'Plans one evening of its own.',
  http: { method: 'POST', path: '/api/evenings' },
  input: z.object({ date: PlainDate, time: WallTime, plan: EveningPlan }),
  result: z.object({ sessionId: Id }),
});

export const changeEvening = defineAction({
  name: 'evening.change',
  says: 'Changes an evening that has not begun, or it and all of its series that follow; a postponed one takes place again. Whoever has a place is told of a new time, and of another leader.',
  http: { method: 'POST', path: '/api/evenings/{sessionId}' },
  input: z.object({
    sessionId: Id,
    date: PlainDate,
    time: WallTime,
    plan: EveningPlan,
    /** Those that follow get the plan and the time of day; the date is this evening’s alone. */
    following: z.boolean(),
  }),
  result: z.object({ evenings: z.int(), told: z.int() }),
});

export const postponeEvening = defineAction({
  name: 'evening.postpone',
  says: 'Postpones an evening without a new date yet; places are kept, everybody is told and may choose another way (S4).',
  http: { method: 'POST', path: '/api/evenings/{sessionId}/postpone' },
  input: z.object({ sessionId: Id, reason: Line(LIMITS.reason) }),
  result: z.object({ told: z.int() }),
});

export const cancelEvening = defineAction({
  name: 'evening.cancel',
  says: 'Cancels an evening, or it and all of its series that follow; everybody with a place is told and chooses what comes next (S4).',
  http: { method: 'POST', path: '/api/evenings/{sessionId}/cancel' },
  input: z.object({ sessionId: Id, reason: Line(LIMITS.reason), following: z.boolean() }),
  result: z.object({ evenings: z.int(), told: z.int() }),
});

export const planSeries = defineAction({
  name: 'series.plan',
  says: 'Plans evenings that come again every week on the same days, holidays left out; they are there eight weeks ahead.',
  http: { method: 'POST', path: '/api/series' },
  input: z.object({
    weekdays: z.array(Weekday).check(z.minLength(1), z.maxLength(7)),
    time: WallTime,
    from: PlainDate,
    until: z.nullable(PlainDate),
    plan: EveningPlan,
  }),
  result: z.object({ seriesId: Id, evenings: z.int() }),
});

export const setCalendarDay = defineAction({
  name: 'calendar.setDay',
  says: 'Makes a day a holiday or a working day, or as its weekday is (`works: null`). Evenings already planned stay; `evenings` tells how many there are on that day.',
  http: { method: 'POST', path: '/api/calendar/days' },
  input: z.object({ date: PlainDate, works: z.nullable(z.boolean()), name: Line(20) }),
  result: z.object({ evenings: z.int() }),
});

export const importCalendar = defineAction({
  name: 'calendar.import',
  says: 'Takes holidays from an iCalendar text, by the days of the county’s zone; an event with 班 in its title is a working day, every other one a holiday.',
  http: { method: 'POST', path: '/api/calendar/import' },
  input: z.object({ text: z.string().check(z.minLength(1), z.maxLength(15_000)) }),
  result: z.object({ days: z.int() }),
});

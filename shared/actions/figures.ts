/** Figures of the cases by unit and period (办件统计), and how promises stand. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { Id } from '../ids.ts';
import { PromiseStanding } from '../states.ts';
import { Line, PlainDate } from '../text.ts';

const Rate = z.nullable(z.number());

/** Rates are 0 to 1, `null` where there is nothing to count. */
export const CaseFigures = z.object({
  opened: z.int(),
  replied: z.int(),
  onTimeRate: Rate,
  /** From when its time counted to the answer, without what the clock stood still; days of 24 hours. */
  medianDays: z.nullable(z.number()),
  p90Days: z.nullable(z.number()),
  followUps: z.int(),
  contactRate: Rate,
  solvedRate: Rate,
  satisfiedRate: Rate,
  composite: Rate,
  handBacks: z.int(),
  extensions: z.int(),
  reopenings: z.int(),
  /** Whose date was over or that were answered, and of those the ones that were kept. */
  promises: z.int(),
  promisesInTime: z.int(),
});
export type CaseFigures = z.infer<typeof CaseFigures>;

const Counts = z.array(z.object({ name: z.string(), count: z.int() }));
/** The longest period, in days. */
export const MOST_DAYS = 366;

export const showFigures = defineAction({
  name: 'figures.show',
  says: 'Figures of a period of at most 366 days for the county and by unit, with the equally long period before; a unit sees its own.',
  kind: 'query',
  http: { method: 'GET', path: '/api/figures' },
  input: z.object({ from: PlainDate, until: PlainDate }),
  result: z.object({
    total: CaseFigures,
    before: CaseFigures,
    units: z.array(z.object({ id: Id, name: z.string(), figures: CaseFigures, before: CaseFigures })),
    byKind: Counts,
    byCategory: Counts,
    byPlace: Counts,
    byChannel: Counts,
  }),
});

export const PromiseRow = z.object({
  id: Id,
  caseNumber: z.string(),
  subject: z.string(),
  wording: z.string(),
  unitName: z.string(),
  /** The day of the call. */
  saidOn: PlainDate,
  dueOn: PlainDate,
  standing: PromiseStanding,
  /** Post and name of the leader who made it. */
  by: z.string(),
});
export type PromiseRow = z.infer<typeof PromiseRow>;

/** A promise that runs is due soon with so many days left. */
export const DUE_SOON_DAYS = 7;

export const listPromises = defineAction({
  name: 'promises.list',
  says: 'Promises that count (C8) with a date within the last year or to come, newest date first, of those that run the next to come first; a unit sees its own. `mine`: made by the leader who asks, for an aide by those who lead the county; `by`: one of `leaders`.',
  kind: 'query',
  http: { method: 'GET', path: '/api/promises' },
  input: z.object({
    standing: z.optional(PromiseStanding),
    unitId: z.optional(Id),
    by: z.optional(Line(80)),
    mine: z.optional(z.literal('yes')),
    cursor: z.optional(Id),
  }),
  result: z.object({
    /** `dueSoon`: of those that run. */
    counts: z.object({ running: z.int(), dueSoon: z.int(), kept: z.int(), late: z.int(), broken: z.int() }),
    /** Who made any of them, whatever is asked for. */
    leaders: z.array(z.string()),
    promises: z.array(PromiseRow),
    nextCursor: z.nullable(Id),
  }),
});

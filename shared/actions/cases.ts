/** The record of cases, as far as a role may see (T5, K2). */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { CaseKind, CaseState, Outcome, Participation } from '../states.ts';
import { LIMITS, Line, Paragraph, PlainDate } from '../text.ts';

export const CaseRow = z.object({
  id: Id,
  number: z.string(),
  kind: CaseKind,
  state: CaseState,
  subject: z.string(),
  categoryName: z.nullable(z.string()),
  /** `null` where the role may not see the person (T5). */
  personName: z.nullable(z.string()),
  place: z.string(),
  mainUnitName: z.nullable(z.string()),
  dueAt: z.nullable(EpochMs),
  openedAt: EpochMs,
});
export type CaseRow = z.infer<typeof CaseRow>;

export const listCases = defineAction({
  name: 'cases.list',
  says: 'Cases of the county that this role may read, newest first; `cursor` continues.',
  kind: 'query',
  http: { method: 'GET', path: '/api/cases' },
  input: z.object({ state: z.optional(CaseState), text: z.optional(Line(60)), cursor: z.optional(Id) }),
  result: z.object({ cases: z.array(CaseRow), nextCursor: z.nullable(Id) }),
});

export const Quality = z.object({
  /** Shares from 0 to 1, milliseconds, counts, pixels; `null`: not measured. */
  lossRatio: z.nullable(z.number()),
  jitterMs: z.nullable(z.number()),
  roundTripMs: z.nullable(z.number()),
  freezes: z.nullable(z.int()),
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
});
export type Quality = z.infer<typeof Quality>;

export const CaseDetail = z.object({
  case: CaseRow,
  more: z.string(),
  /** Masked unless the role may see it. */
  phoneMasked: z.nullable(z.string()),
  sessionTitle: z.nullable(z.string()),
  ticketNumber: z.nullable(z.int()),
  calls: z.array(
    z.object({
      id: Id,
      startedAt: EpochMs,
      endedAt: z.nullable(EpochMs),
      seatName: z.string(),
      withWhom: z.string(),
      participation: Participation,
      public: z.boolean(),
      outcome: z.nullable(Outcome),
      note: z.string(),
      quality: z.nullable(Quality),
    }),
  ),
  promises: z.array(
    z.object({
      id: Id,
      wording: z.string(),
      unitName: z.string(),
      dueOn: PlainDate,
      confirmedAt: z.nullable(EpochMs),
      by: z.string(),
    }),
  ),
  /** Everything that happened, oldest first (K7). */
  timeline: z.array(z.object({ at: EpochMs, who: z.string(), what: z.string(), why: z.nullable(z.string()) })),
  related: z.array(z.object({ number: z.string(), subject: z.string() })),
});
export type CaseDetail = z.infer<typeof CaseDetail>;

export const showCase = defineAction({
  name: 'case.show',
  says: 'One case by its number.',
  kind: 'query',
  http: { method: 'GET', path: '/api/cases/{number}' },
  input: z.object({ number: z.string().check(z.regex(/^[A-Z0-9-]{6,24}$/)) }),
  result: CaseDetail,
});

export const addCaseNote = defineAction({
  name: 'case.note',
  says: 'Adds a note to the timeline that staff alone can see.',
  http: { method: 'POST', path: '/api/cases/{caseId}/notes' },
  input: z.object({ caseId: Id, text: Paragraph(LIMITS.note).check(z.minLength(1)) }),
  result: z.object({}),
});

export const categoriseCase = defineAction({
  name: 'case.categorise',
  says: 'Sets kind and category of a case.',
  http: { method: 'PUT', path: '/api/cases/{caseId}/category' },
  input: z.object({ caseId: Id, kind: CaseKind, categoryCode: Line(20) }),
  result: z.object({}),
});

export const listUnits = defineAction({
  name: 'units.list',
  says: 'Units that a promise or a dispatch may name.',
  kind: 'query',
  http: { method: 'GET', path: '/api/units' },
  input: z.object({}),
  result: z.object({ units: z.array(z.object({ id: Id, name: z.string() })) }),
});

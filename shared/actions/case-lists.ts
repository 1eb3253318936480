/** Lists of cases, what is like a text, and the views that people keep (T5, K2). */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { CASE_FILTER, CaseGrouping, CaseSort } from '../case-filter.ts';
import { EpochMs, Id } from '../ids.ts';
import { CaseState } from '../states.ts';
import { LIMITS, Line, Paragraph } from '../text.ts';
import { CaseRow } from './cases.ts';

/** Where a page ended: the value it is sorted by, and the case. */
const Cursor = z.string().check(z.regex(/^\d{1,16}\.[A-Za-z0-9_-]{1,40}$/));

export const listCases = defineAction({
  name: 'cases.list',
  says: 'Cases of the county that this role may read, as `sort` says: the newest first (unless told), the last changed first, or by deadline; `cursor` continues. `text` stands in subject, content, place, number or official reply, or is the whole name of the person.',
  kind: 'query',
  http: { method: 'GET', path: '/api/cases' },
  input: z.object({ ...CASE_FILTER, sort: z.optional(CaseSort), cursor: z.optional(Cursor) }),
  result: z.object({ cases: z.array(CaseRow), nextCursor: z.nullable(Cursor) }),
});

/** So far cases are counted; from there on it is said that there are more. */
export const CASES_COUNTED = 10_000;

export const countCases = defineAction({
  name: 'cases.count',
  says: 'How many cases such a list has, counted up to 10,000; with `by`, how many of each group: unit, category, state or township.',
  kind: 'query',
  http: { method: 'GET', path: '/api/case-counts' },
  input: z.object({ ...CASE_FILTER, by: z.optional(CaseGrouping) }),
  result: z.object({
    total: z.int(),
    /** There are more than were counted. */
    more: z.boolean(),
    /** The largest first. `key`: what the field of the filter is set to for its rows; `null`: they have none. */
    groups: z.array(z.object({ key: z.nullable(z.string()), name: z.string(), count: z.int() })),
  }),
});

export const similarCases = defineAction({
  name: 'cases.similar',
  says: 'At most five cases that tell of the same as a text in work, of those that the asker may read; for citizens, of what is public.',
  // Not in an address: it is what somebody is writing.
  http: { method: 'POST', path: '/api/similar-cases' },
  input: z.object({ text: Paragraph(LIMITS.subject + LIMITS.more), exceptId: z.optional(Id) }),
  result: z.object({
    cases: z.array(
      z.object({
        id: Id,
        number: z.string(),
        subject: z.string(),
        place: z.string(),
        state: CaseState,
        openedAt: EpochMs,
      }),
    ),
  }),
});

export const CaseView = z.object({
  id: Id,
  name: z.string(),
  /** As in the address of the list. */
  query: z.string(),
  /** Everybody of the unit has it. */
  shared: z.boolean(),
  /** By whoever asks: they alone change it. */
  own: z.boolean(),
});
export type CaseView = z.infer<typeof CaseView>;

export const MOST_VIEWS = 30;
const ViewName = Line(30);
/** As in an address: what `CaseFilter` has, `sort` and `by`. */
const ViewQuery = z.string().check(z.maxLength(600), z.regex(/^\w+=[\w%.,~*+-]*(?:&\w+=[\w%.,~*+-]*)*$/));

export const listCaseViews = defineAction({
  name: 'caseViews.list',
  says: 'The own views of the list of cases, and those shared in the own unit.',
  kind: 'query',
  http: { method: 'GET', path: '/api/case-views' },
  input: z.object({}),
  result: z.object({ views: z.array(CaseView) }),
});

export const saveCaseView = defineAction({
  name: 'caseView.save',
  says: 'Keeps what the list of cases is asked for under a name, for oneself or for everybody of the own unit.',
  http: { method: 'POST', path: '/api/case-views' },
  input: z.object({ name: ViewName, query: ViewQuery, shared: z.boolean() }),
  result: z.object({ viewId: Id }),
});

export const renameCaseView = defineAction({
  name: 'caseView.rename',
  says: 'Gives an own view another name.',
  http: { method: 'PUT', path: '/api/case-views/{viewId}' },
  input: z.object({ viewId: Id, name: ViewName }),
  result: z.object({}),
});

export const deleteCaseView = defineAction({
  name: 'caseView.delete',
  says: 'Deletes an own view.',
  http: { method: 'DELETE', path: '/api/case-views/{viewId}' },
  input: z.object({ viewId: Id }),
  result: z.object({}),
});

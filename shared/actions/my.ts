/**
 * A citizen's own cases, of all people of the phone (Q7), and what they do about one (K5, K6, T6). A step names the
 * `version` that its caller saw: where the case changed meanwhile it is refused with `STALE`.
 */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { Mark, Marks } from '../case-rating.ts';
import { CaseStep } from '../case-steps.ts';
import { EpochMs, Id } from '../ids.ts';
import { CaseKind, CaseState, PublicStage, RefusedTo } from '../states.ts';
import { LIMITS, Line, Paragraph, PlainDate } from '../text.ts';

export const MyExpected = z.enum(['answer', 'rating']);
export type MyExpected = z.infer<typeof MyExpected>;

export const MY_STEPS = [
  'handedIn',
  'accepted',
  'merged',
  'reopened',
  'withUnit',
  'answered',
  'followedUp',
  'closed',
  'refused',
  'withdrawn',
] as const;
export const MyStepName = z.enum(MY_STEPS);
export type MyStepName = z.infer<typeof MyStepName>;

const MyCaseRow = z.object({
  number: z.string(),
  subject: z.string(),
  kind: CaseKind,
  /** Whose it is: several people may share a phone. */
  name: z.string(),
  /** Of a merged one its master's. */
  stage: PublicStage,
  unitName: z.nullable(z.string()),
  /** `null`: none, answered, or the clock stands still. */
  dueAt: z.nullable(EpochMs),
  openedAt: EpochMs,
  expected: z.nullable(MyExpected),
});
export type MyCaseRow = z.infer<typeof MyCaseRow>;

export const listMyCases = defineAction({
  name: 'my.cases',
  says: 'Cases of everybody who shares this phone: first those that wait for the citizen, then the newest.',
  kind: 'query',
  http: { method: 'GET', path: '/api/my/cases' },
  input: z.object({}),
  /** `zone`: IANA, of the county (S2). */
  result: z.object({ phoneMasked: z.string(), zone: z.string(), cases: z.array(MyCaseRow) }),
});

export const showMyCase = defineAction({
  name: 'my.case',
  says: 'One case of this phone by its number; of a merged one the answer of its master and nothing else of it (K6).',
  kind: 'query',
  http: { method: 'GET', path: '/api/my/cases/{number}' },
  input: z.object({ number: z.string().check(z.regex(/^[A-Z0-9-]{6,24}$/)) }),
  result: z.object({
    ...MyCaseRow.shape,
    caseId: Id,
    version: z.int(),
    zone: z.string(),
    more: z.string(),
    place: z.string(),
    /** What can be done about it now. */
    steps: z.array(CaseStep),
    /** Until when it can be taken back. */
    withdrawUntil: EpochMs,
    merged: z.boolean(),
    /** The supervisor lets it rest. */
    suspended: z.boolean(),
    progress: z.array(z.object({ step: MyStepName, at: z.nullable(EpochMs), done: z.boolean() })),
    question: z.nullable(z.string()),
    /** When it was asked: the same words may be asked again. */
    questionAt: z.nullable(EpochMs),
    refused: z.nullable(z.object({ reason: z.string(), to: RefusedTo, whereTo: z.string() })),
    /** What was written since, oldest first. */
    added: z.array(z.object({ at: EpochMs, text: z.string() })),
    /** Official ones, oldest first; the last holds. */
    replies: z.array(z.object({ id: Id, at: EpochMs, text: z.string(), unitName: z.nullable(z.string()) })),
    /** The answer that holds was given in a call: none of them is it. */
    answeredInCall: z.boolean(),
    promises: z.array(z.object({ wording: z.string(), unitName: z.string(), dueOn: PlainDate })),
    rating: z.nullable(z.object({ ...Marks.shape, comment: z.string(), at: EpochMs })),
    publish: z.boolean(),
    /** Never of a report of misconduct (K2). */
    publishable: z.boolean(),
  }),
});
export type MyCase = z.infer<typeof showMyCase.result>;

const SEEN = { caseId: Id, version: z.int().check(z.nonnegative()) };
const Moved = z.object({ state: CaseState, version: z.int() });
const Text = Paragraph(LIMITS.more).check(z.minLength(1));
const at = (name: string) => ({ method: 'POST', path: `/api/my/cases/{caseId}/${name}` }) as const;

export const addToMyCase = defineAction({
  name: 'my.add',
  says: 'Adds something to an own case; whoever has it sees that in their list.',
  http: at('add'),
  input: z.object({ ...SEEN, text: Text }),
  result: Moved,
});

export const answerMyCase = defineAction({
  name: 'my.answer',
  says: 'Answers what the citizen was asked; the clock goes on (K3).',
  http: at('answer'),
  input: z.object({ ...SEEN, text: Text }),
  result: Moved,
});

export const withdrawMyCase = defineAction({
  name: 'my.withdraw',
  says: 'Takes an own case back, within ten minutes of handing it in.',
  http: at('withdraw'),
  input: z.object(SEEN),
  result: Moved,
});

export const rateMyCase = defineAction({
  name: 'my.rate',
  says: 'Judges the answer with three marks; a total of two or less reopens the case one level higher (K5).',
  http: at('rate'),
  input: z.object({
    ...SEEN,
    solved: Mark,
    attitude: Mark,
    speed: Mark,
    comment: z.optional(Paragraph(LIMITS.reason)),
  }),
  result: Moved,
});

export const myCaseNotSolved = defineAction({
  name: 'my.notSolved',
  says: 'Says that it is not solved, and why; the case is reopened one level higher (K5).',
  http: at('not-solved'),
  input: z.object({ ...SEEN, reason: Paragraph(LIMITS.reason).check(z.minLength(1)) }),
  result: Moved,
});

export const consentToMyCase = defineAction({
  name: 'my.consent',
  says: 'Agrees that an own case is made public, or takes that back, at any time (T6).',
  http: at('consent'),
  input: z.object({ ...SEEN, given: z.boolean(), wording: Line(20) }),
  result: Moved,
});

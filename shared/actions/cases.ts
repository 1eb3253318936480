/** The record of cases, as far as a role may see (T5, K2). */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { CASE_FLAGS } from '../case-filter.ts';
import { Marks } from '../case-rating.ts';
import { CaseStep } from '../case-steps.ts';
import { EpochMs, Id } from '../ids.ts';
import { LogFilter } from '../log-filter.ts';
import {
  CaseChannel,
  CaseKind,
  CaseState,
  ConsentScope,
  DispatchKind,
  HandBackReason,
  OfflineStep,
  Outcome,
  Participation,
  ReplyBy,
  ReviewVerdict,
  Satisfaction,
  Urgency,
} from '../states.ts';
import { LIMITS, Line, Paragraph, PlainDate } from '../text.ts';
import { WallTime } from './calendar.ts';
import { MOST_MENTIONS } from './mentions.ts';

export const CaseRow = z.object({
  id: Id,
  number: z.string(),
  kind: CaseKind,
  state: CaseState,
  subject: z.string(),
  categoryCode: z.nullable(z.string()),
  /** `null` where the role may not see the person (T5). */
  personName: z.nullable(z.string()),
  place: z.string(),
  mainUnitName: z.nullable(z.string()),
  dueAt: z.nullable(EpochMs),
  /** Since when something that its citizen wrote waits to be read. */
  addedAt: z.nullable(EpochMs),
  /** How the person asked to be answered, after an evening that did not reach them (S4). */
  replyBy: z.nullable(ReplyBy),
  openedAt: EpochMs,
  /** Grows with each of its steps. */
  version: z.int(),
  urgency: z.nullable(Urgency),
  flags: z.array(z.enum(CASE_FLAGS)),
  /** A report that exists and whose words are not for this role (K2): it has neither subject nor place nor person. */
  sealed: z.boolean(),
});
export type CaseRow = z.infer<typeof CaseRow>;

/** What one side received in a call: means and worst of the times measured, counts and shares of the whole (0 to 1). */
export const Quality = z.object({
  measuredMs: z.int(),
  lossRatio: z.nullable(z.number()),
  worstLossRatio: z.nullable(z.number()),
  jitterMs: z.nullable(z.number()),
  roundTripMs: z.nullable(z.number()),
  worstRoundTripMs: z.nullable(z.number()),
  /** `null`: no picture was received. */
  freezes: z.nullable(z.int()),
  /** Of the largest picture. */
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
});
export type Quality = z.infer<typeof Quality>;

/** What happened in more detail, where an entry has it. */
export const EntryDetails = z.object({
  outcome: z.optional(Outcome),
  whereTo: z.optional(z.string()),
  /** Of a promise. */
  wording: z.optional(z.string()),
  dueOn: z.optional(PlainDate),
  unitName: z.optional(z.string()),
  /** Of the case: what it became. */
  state: z.optional(CaseState),
  kind: z.optional(CaseKind),
  categoryCode: z.optional(z.string()),
  /** Words that were approved. */
  subject: z.optional(z.string()),
  publicName: z.optional(z.string()),
  scope: z.optional(ConsentScope),
  spoken: z.optional(z.boolean()),
  number: z.optional(z.string()),
  /** What was judged: granted or not, a review's verdict. */
  granted: z.optional(z.boolean()),
  verdict: z.optional(ReviewVerdict),
  handBack: z.optional(HandBackReason),
  /** Working days. */
  days: z.optional(z.int()),
  leaderWord: z.optional(z.string()),
  contacted: z.optional(z.boolean()),
  solved: z.optional(z.boolean()),
  satisfaction: z.optional(Satisfaction),
  /** Work on the spot: what, when and by whom. */
  step: z.optional(OfflineStep),
  on: z.optional(PlainDate),
  time: z.optional(WallTime),
  who: z.optional(z.string()),
  /** Photos of it have this in `case.files`. */
  visitId: z.optional(Id),
  /** The number of the case that it was merged into. */
  into: z.optional(z.string()),
  /** How its citizen judged the answer. */
  marks: z.optional(Marks),
  /** To its publication: agreed, or taken back. */
  publish: z.optional(z.boolean()),
  /** Of a log that was taken as a file. */
  filter: z.optional(LogFilter),
});
export type EntryDetails = z.infer<typeof EntryDetails>;

const UnitRef = z.object({ id: Id, name: z.string() });

/** Where a case stands in its loop, and what this reader may do about it now. */
export const CaseWork = z.object({
  /** What a step has to name, so that nobody overwrites what they have not seen. */
  version: z.int(),
  steps: z.array(CaseStep),
  channel: CaseChannel,
  addressee: z.nullable(z.string()),
  alias: z.string(),
  publish: z.boolean(),
  /** `null` where the role may not see it. */
  hiddenRemark: z.nullable(z.string()),
  urgency: z.nullable(Urgency),
  sealed: z.boolean(),
  aboutUnits: z.array(UnitRef),
  aboutPeople: z.array(UnitRef),
  mainUnit: z.nullable(UnitRef),
  coUnits: z.array(UnitRef),
  dispatchKind: z.nullable(DispatchKind),
  handBacks: z.int(),
  forced: z.boolean(),
  promised: z.boolean(),
  level: z.int(),
  acknowledgeBy: z.nullable(EpochMs),
  dispatchBy: z.nullable(EpochMs),
  stoppedAt: z.nullable(EpochMs),
  signedAt: z.nullable(EpochMs),
  urges: z.int(),
  urgedAt: z.nullable(EpochMs),
  supervisedAt: z.nullable(EpochMs),
  hard: z.nullable(z.object({ reason: z.string(), at: EpochMs })),
  extension: z.nullable(z.object({ days: z.int(), reason: z.string(), at: EpochMs })),
  extensions: z.int(),
  instruction: z.nullable(z.object({ text: z.string(), byName: z.string(), at: EpochMs })),
  rating: z.nullable(
    z.object({ solved: z.int(), attitude: z.int(), speed: z.int(), comment: z.string(), at: EpochMs }),
  ),
  unreached: z.int(),
  /** Of the present state: why, what was asked, who would be the better owner, where to go, which case it was merged into. */
  stage: z.object({
    at: z.nullable(EpochMs),
    handBack: z.nullable(z.object({ reason: HandBackReason, basis: z.string(), betterUnit: z.nullable(UnitRef) })),
    question: z.nullable(z.string()),
    reason: z.nullable(z.string()),
    whereTo: z.nullable(z.string()),
    into: z.nullable(z.string()),
  }),
  replies: z.array(
    z.object({
      id: Id,
      kind: z.enum(['official', 'co']),
      text: z.string(),
      unitName: z.nullable(z.string()),
      by: z.string(),
      at: EpochMs,
      firstReviewed: z.boolean(),
      officialAt: z.nullable(EpochMs),
    }),
  ),
  followUps: z.array(
    z.object({
      at: EpochMs,
      by: z.string(),
      contacted: z.boolean(),
      solved: z.nullable(z.boolean()),
      satisfaction: z.nullable(Satisfaction),
      note: z.string(),
    }),
  ),
  /** Readable ones that belong to it, that were split off it or it off them, and that were merged into it. */
  linked: z.array(
    z.object({ number: z.string(), subject: z.string(), state: CaseState, how: z.enum(['linked', 'split', 'merged']) }),
  ),
});
export type CaseWork = z.infer<typeof CaseWork>;

export const CaseDetail = z.object({
  case: CaseRow,
  work: CaseWork,
  more: z.string(),
  /** `null` where there is none, or the role may not see it. */
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
      /** `null`: it is of cases, too, that this role may not read. */
      note: z.nullable(z.string()),
      /** What either side received; `null`: not measured, as on the telephone. */
      quality: z.object({ citizen: z.nullable(Quality), official: z.nullable(Quality) }),
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
  timeline: z.array(
    z.object({
      at: EpochMs,
      who: z.string(),
      what: z.string(),
      why: z.nullable(z.string()),
      details: EntryDetails,
    }),
  ),
  /** Given and withdrawn, oldest first, each with the wording it was about (T6). */
  consents: z.array(
    z.object({
      /** The visit it was for: consents of one say nothing of another. */
      ticketId: Id,
      scope: ConsentScope,
      given: z.boolean(),
      version: z.string(),
      spoken: z.boolean(),
      at: EpochMs,
      /** The name of the member of staff who wrote it down, or `citizen`. */
      by: z.string(),
    }),
  ),
  /** Other cases of its tickets that this role may read. */
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

export const CaseSheet = z.object({
  detail: CaseDetail,
  categoryName: z.nullable(z.string()),
  countyName: z.string(),
  /** IANA zone of the county (S2). */
  zone: z.string(),
  madeAt: EpochMs,
  madeBy: z.string(),
});
export type CaseSheet = z.infer<typeof CaseSheet>;

export const openCaseSheet = defineAction({
  name: 'case.sheet',
  says: 'One case to be printed; `/api/cases/{number}/sheet.pdf` has it as a file. Each opening is written down.',
  http: { method: 'POST', path: '/api/cases/{number}/sheet' },
  input: z.object({ number: z.string().check(z.regex(/^[A-Z0-9-]{6,24}$/)) }),
  result: CaseSheet,
});

export const addCaseNote = defineAction({
  name: 'case.note',
  says: 'Adds a note to the timeline that staff alone can see; who is named in it is told, if they may read the case.',
  http: { method: 'POST', path: '/api/cases/{caseId}/notes' },
  input: z.object({
    caseId: Id,
    text: Paragraph(LIMITS.note).check(z.minLength(1)),
    mentions: z.optional(z.array(Id).check(z.maxLength(MOST_MENTIONS))),
  }),
  result: z.object({}),
});

export const categoriseCase = defineAction({
  name: 'case.categorise',
  says: 'Sets kind and category of a case.',
  http: { method: 'PUT', path: '/api/cases/{caseId}/category' },
  input: z.object({ caseId: Id, kind: CaseKind, categoryCode: Line(20) }),
  result: z.object({}),
});

export const listPlaces = defineAction({
  name: 'places.list',
  says: 'Townships of the county and their villages. A case’s place is a township, or both names with a space between.',
  kind: 'query',
  http: { method: 'GET', path: '/api/places' },
  input: z.object({}),
  result: z.object({ places: z.array(z.object({ township: z.string(), villages: z.array(z.string()) })) }),
});

export const listUnits = defineAction({
  name: 'units.list',
  says: 'Units that a promise or a dispatch may name.',
  kind: 'query',
  http: { method: 'GET', path: '/api/units' },
  input: z.object({}),
  result: z.object({ units: z.array(z.object({ id: Id, name: z.string() })) }),
});

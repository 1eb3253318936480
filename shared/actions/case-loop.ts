/**
 * The loop of a case, step by step (K1–K6): each names the case and the `version` that the caller saw, so that a second
 * writer is told what changed instead of overwriting it. Who may take a step from which state: `server/domain/cases/steps.ts`.
 */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { VISIT_PHOTOS_MOST } from '../files.ts';
import { Id } from '../ids.ts';
import {
  CaseState,
  DispatchKind,
  HandBackReason,
  OfflineStep,
  RefusedTo,
  ReviewVerdict,
  Satisfaction,
} from '../states.ts';
import { LIMITS, Line, Paragraph, PlainDate } from '../text.ts';
import { WallTime } from './calendar.ts';

/** Of one case as the caller saw it. */
const SEEN = { caseId: Id, version: z.int().check(z.nonnegative()) };
const Reason = Line(LIMITS.reason);
const Text = Paragraph(LIMITS.note).check(z.minLength(1));
const Units = z.array(Id).check(z.maxLength(10));
/** Where the case stands now. */
const Moved = z.object({ state: CaseState, version: z.int() });

const at = (name: string) => ({ method: 'POST', path: `/api/cases/{caseId}/${name}` }) as const;

export const acceptCase = defineAction({
  name: 'case.accept',
  says: 'Takes a case on; it waits for its dispatch.',
  http: at('accept'),
  input: z.object(SEEN),
  result: Moved,
});

export const refuseCase = defineAction({
  name: 'case.refuse',
  says: 'Does not take a case on, with a reason and where the matter can go instead; its person is told.',
  http: at('refuse'),
  input: z.object({ ...SEEN, reason: Reason, to: RefusedTo, whereTo: Line(LIMITS.whereTo) }),
  result: Moved,
});

export const instructCase = defineAction({
  name: 'case.instruct',
  says: 'The leader’s word on a case (阅批); one that is with nobody yet has been read by the leader from then on.',
  http: at('instruct'),
  input: z.object({ ...SEEN, text: Text }),
  result: Moved,
});

export const dispatchCase = defineAction({
  name: 'case.dispatch',
  says: 'Gives a case to one main unit and any co-units; after two hand-backs that is the last word (K4).',
  http: at('dispatch'),
  input: z.object({
    ...SEEN,
    mainUnitId: Id,
    coUnitIds: Units,
    kind: DispatchKind,
    note: z.optional(Paragraph(LIMITS.reason)),
  }),
  result: Moved,
});

/** Of several at once: each is done or refused by itself. */
const Seen = z.object(SEEN);
const SeveralDone = z.object({
  done: z.int(),
  refused: z.array(z.object({ caseId: Id, number: z.nullable(z.string()), code: z.string() })),
});
const Several = z.array(Seen).check(z.minLength(1), z.maxLength(100));

export const dispatchCases = defineAction({
  name: 'cases.dispatch',
  says: 'Gives several cases to one main unit; each is done or refused by itself.',
  http: { method: 'POST', path: '/api/cases/dispatch' },
  input: z.object({ cases: Several, mainUnitId: Id, kind: DispatchKind }),
  result: SeveralDone,
});

export const urgeCases = defineAction({
  name: 'cases.urge',
  says: 'Urges the units of several cases; each is done or refused by itself.',
  http: { method: 'POST', path: '/api/cases/urge' },
  input: z.object({ cases: Several, text: Reason }),
  result: SeveralDone,
});

export const signCase = defineAction({
  name: 'case.sign',
  says: 'The main unit takes note and begins (签收); no clock begins by it (K3).',
  http: at('sign'),
  input: z.object(SEEN),
  result: Moved,
});

export const askHandBack = defineAction({
  name: 'case.askHandBack',
  says: 'Asks to hand a case back, with the reason, its basis and a better owner (K4); the clock runs on.',
  http: at('hand-back'),
  input: z.object({ ...SEEN, reason: HandBackReason, basis: Reason, betterUnitId: Id }),
  result: Moved,
});

export const judgeHandBack = defineAction({
  name: 'case.judgeHandBack',
  says: 'Grants a hand-back, after which the case waits for a new dispatch, or decides that it stays (裁定承办).',
  http: at('hand-back/judge'),
  input: z.object({ ...SEEN, granted: z.boolean(), reason: Reason }),
  result: Moved,
});

export const takeCaseBack = defineAction({
  name: 'case.takeBack',
  says: 'Takes a case from its unit for a new dispatch; of a promise only with the leader’s word, which is named (K4).',
  http: at('take-back'),
  input: z.object({ ...SEEN, reason: Reason, leaderWord: z.optional(Reason) }),
  result: Moved,
});

export const passCaseOn = defineAction({
  name: 'case.passOn',
  says: 'The main unit passes a case on to a township or another unit, which works on it beside it.',
  http: at('pass-on'),
  input: z.object({ ...SEEN, unitId: Id, text: Reason }),
  result: Moved,
});

const Days = z.int().check(z.minimum(1), z.maximum(60));

export const askExtension = defineAction({
  name: 'case.askExtension',
  says: 'Asks for more working days, before the deadline and with a reason.',
  http: at('extension'),
  input: z.object({ ...SEEN, days: Days, reason: Reason }),
  result: Moved,
});

export const judgeExtension = defineAction({
  name: 'case.judgeExtension',
  says: 'Grants the days that were asked for, of which the citizen is told, or refuses them.',
  http: at('extension/judge'),
  input: z.object({ ...SEEN, granted: z.boolean(), reason: z.optional(Reason) }),
  result: Moved,
});

export const extendCase = defineAction({
  name: 'case.extend',
  says: 'Gives more working days unasked; of a promise only with the leader’s word, which is named (K4).',
  http: at('extend'),
  input: z.object({ ...SEEN, days: Days, reason: Reason, leaderWord: z.optional(Reason) }),
  result: Moved,
});

export const askCitizen = defineAction({
  name: 'case.askCitizen',
  says: 'Asks the citizen for something; the clock stands still until the answer (K3).',
  http: at('ask'),
  input: z.object({ ...SEEN, question: Line(LIMITS.wording) }),
  result: Moved,
});

export const suspendCase = defineAction({
  name: 'case.suspend',
  says: 'Lets a case rest with a reason (暂缓办理); the clock stands still (K3).',
  http: at('suspend'),
  input: z.object({ ...SEEN, reason: Reason }),
  result: Moved,
});

export const goOnWithCase = defineAction({
  name: 'case.goOn',
  says: 'Goes on with a case that rested, or that waited for its citizen.',
  http: at('go-on'),
  input: z.object({ ...SEEN, reason: Reason }),
  result: Moved,
});

export const coAnswer = defineAction({
  name: 'case.coAnswer',
  says: 'A co-unit’s answer to the main unit; the citizen does not see it.',
  http: at('co-answer'),
  input: z.object({ ...SEEN, text: Text }),
  result: Moved,
});

export const recordCaseStep = defineAction({
  name: 'case.recordStep',
  says: 'Writes down work away from the desk: a site visit, at a counter, in a village; who was there, when, and photos that were added to the case before.',
  http: at('steps'),
  input: z.object({
    ...SEEN,
    kind: OfflineStep,
    on: PlainDate,
    time: z.optional(WallTime),
    who: Line(LIMITS.place),
    text: Text,
    fileIds: z.optional(z.array(Id).check(z.maxLength(VISIT_PHOTOS_MOST))),
  }),
  result: Moved,
});

export const draftReply = defineAction({
  name: 'case.draftReply',
  says: 'Hands in the answer to the citizen for its first review, with files that were added to the case before.',
  http: at('reply'),
  input: z.object({ ...SEEN, text: Text, fileIds: z.optional(Units) }),
  result: z.object({ ...Moved.shape, replyId: Id }),
});

export const firstReview = defineAction({
  name: 'case.firstReview',
  says: 'The unit’s head lets a reply pass, or sends it back to be rewritten or the matter to be handled anew.',
  http: at('reply/first-review'),
  input: z.object({ ...SEEN, verdict: ReviewVerdict, note: z.optional(Paragraph(LIMITS.reason)) }),
  result: Moved,
});

export const finalReview = defineAction({
  name: 'case.finalReview',
  says: 'Lets a reply pass, which is then the answer and sent to everybody whose case it is (K6), or sends it back.',
  http: at('reply/final-review'),
  input: z.object({ ...SEEN, verdict: ReviewVerdict, note: z.optional(Paragraph(LIMITS.reason)) }),
  result: Moved,
});

export const followUpCase = defineAction({
  name: 'case.followUp',
  says: 'What came of calling the citizen after the reply; what is not solved is reopened one level higher (K5).',
  http: at('follow-up'),
  input: z.object({
    ...SEEN,
    contacted: z.boolean(),
    solved: z.optional(z.boolean()),
    satisfaction: z.optional(Satisfaction),
    note: z.optional(Paragraph(LIMITS.reason)),
  }),
  result: Moved,
});

export const closeCase = defineAction({
  name: 'case.close',
  says: 'Closes a case (办结归档); never by a unit that handled it (K2).',
  http: at('close'),
  input: z.object(SEEN),
  result: Moved,
});

export const reopenCase = defineAction({
  name: 'case.reopen',
  says: 'Reopens a case one level higher, with a reason (K5).',
  http: at('reopen'),
  input: z.object({ ...SEEN, reason: Reason }),
  result: Moved,
});

export const urgeCase = defineAction({
  name: 'case.urge',
  says: 'Urges the unit (催办).',
  http: at('urge'),
  input: z.object({ ...SEEN, text: Reason }),
  result: Moved,
});

export const superviseCase = defineAction({
  name: 'case.supervise',
  says: 'Puts a case under supervision (督办), which it stays.',
  http: at('supervise'),
  input: z.object({ ...SEEN, text: Reason }),
  result: Moved,
});

export const listCaseAsHard = defineAction({
  name: 'case.listHard',
  says: 'Lists a case as hard to solve now (挂账), with what it waits for; an absent reason takes it off the list.',
  http: at('hard'),
  input: z.object({ ...SEEN, reason: z.optional(Reason) }),
  result: Moved,
});

export const mergeCase = defineAction({
  name: 'case.merge',
  says: 'Joins a case to another of the same matter, whose one answer is then for both (K6).',
  http: at('merge'),
  input: z.object({ ...SEEN, intoNumber: Line(24) }),
  result: Moved,
});

export const mergeCases = defineAction({
  name: 'cases.merge',
  says: 'Joins several cases to one of the same matter, whose one answer is then for all (K6); each is done or refused by itself.',
  http: { method: 'POST', path: '/api/cases/merge' },
  input: z.object({ cases: Several, intoNumber: Line(24) }),
  result: SeveralDone,
});

export const casesOfSameEvening = defineAction({
  name: 'case.sameEvening',
  says: 'Cases of the people who had the same trouble in the same evening, as a moderator said (Q8), as far as the role may read.',
  kind: 'query',
  http: { method: 'GET', path: '/api/cases/{number}/same-evening' },
  input: z.object({ number: Line(24) }),
  result: z.object({
    cases: z.array(
      z.object({
        caseId: Id,
        version: z.int(),
        number: z.string(),
        subject: z.string(),
        place: z.string(),
        state: CaseState,
        /** Whether this reader may merge it now. */
        mergeable: z.boolean(),
      }),
    ),
  }),
});

export const splitCase = defineAction({
  name: 'case.split',
  says: 'Opens a case of its own for a second matter that stands in this one; the two stay linked.',
  http: at('split'),
  input: z.object({ ...SEEN, subject: Line(LIMITS.subject), reason: Reason }),
  result: z.object({ ...Moved.shape, newNumber: z.string() }),
});

export const linkCase = defineAction({
  name: 'case.link',
  says: 'Notes that two cases belong together; each goes its own way.',
  http: at('link'),
  input: z.object({ ...SEEN, toNumber: Line(24) }),
  result: Moved,
});

export const protectCase = defineAction({
  name: 'case.protect',
  says: 'Names units and people whom a case complains of, from whom it is kept then, or seals a report of misconduct (K2).',
  http: at('protect'),
  input: z.object({ ...SEEN, aboutUnitIds: Units, aboutPersonIds: Units, sealed: z.boolean(), reason: Reason }),
  result: Moved,
});

export const listCaseStaff = defineAction({
  name: 'case.staff',
  says: 'Staff of the county whom this case can be kept from, for whoever may name them (K2).',
  kind: 'query',
  http: { method: 'GET', path: '/api/cases/{caseId}/staff' },
  input: z.object({ caseId: Id }),
  result: z.object({
    people: z.array(z.object({ personId: Id, name: z.string(), unitName: z.nullable(z.string()) })),
  }),
});

export const listAddressees = defineAction({
  name: 'addressees.list',
  says: 'Posts that one can write to (留言对象), by rank.',
  kind: 'query',
  http: { method: 'GET', path: '/api/addressees' },
  input: z.object({}),
  result: z.object({
    addressees: z.array(z.object({ id: Id, title: z.string(), holderName: z.string(), unitId: z.nullable(Id) })),
  }),
});

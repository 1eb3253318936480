/**
 * What each step of the loop makes of a case (K1–K6). Who may take it is in `steps.ts`; here is what else it asks, and what
 * the case is afterwards. Kept in one file, since the steps are to be read side by side.
 */

import { POOR_TOTAL, ratingTotal } from '../../../shared/case-rating.ts';
import { type CaseStep, HAND_BACKS, LEADER_LEVEL, UNREACHED_TO_CLOSE } from '../../../shared/case-steps.ts';
import type { DispatchKind, HandBackReason, RefusedTo, ReviewVerdict } from '../../../shared/states.ts';
import { isCaseOver } from '../../../shared/states.ts';
import { type Decision, decided, type Refused, refused } from '../result.ts';
import { isProtected } from './access.ts';
import { CASE_STEPS, type CaseStepRule } from './steps.ts';
import type {
  CaseFacts,
  CaseLimits,
  CaseRating,
  CaseRecord,
  CaseReplyRecord,
  CaseStage,
  FollowUpRecord,
} from './types.ts';

/** How long a citizen can take back what they handed in. */
export const WITHDRAW_WITHIN_MS = 10 * 60_000;

/** Of a case that begins, or begins again (K3); `deadlines.ts` tells. */
export type NewLimits = CaseLimits & { readonly dueAt: number | null };

/** The citizen is told, by SMS and on their page. */
export interface CaseEffect {
  readonly effect: 'tell';
  readonly what:
    | 'caseDispatched'
    | 'caseQuestion'
    | 'caseExtended'
    | 'caseReplied'
    | 'caseRefused'
    | 'caseMerged'
    | 'caseClosed'
    | 'caseReopened';
}
type Result = Decision<CaseRecord, CaseEffect>;
const tell = (what: CaseEffect['what']): CaseEffect => ({ effect: 'tell', what });

/** What a case is in every state. */
export function caseFacts(record: CaseRecord): CaseFacts {
  return {
    id: record.id,
    countyId: record.countyId,
    number: record.number,
    kind: record.kind,
    channel: record.channel,
    addresseeId: record.addresseeId,
    subject: record.subject,
    more: record.more,
    placeName: record.placeName,
    hidePlace: record.hidePlace,
    categoryCode: record.categoryCode,
    personId: record.personId,
    alias: record.alias,
    publish: record.publish,
    hiddenRemark: record.hiddenRemark,
    ticketId: record.ticketId,
    callId: record.callId,
    urgency: record.urgency,
    sealed: record.sealed,
    aboutUnitIds: record.aboutUnitIds,
    aboutPersonIds: record.aboutPersonIds,
    mainUnitId: record.mainUnitId,
    coUnitIds: record.coUnitIds,
    dispatchKind: record.dispatchKind,
    handledBy: record.handledBy,
    handBacks: record.handBacks,
    forced: record.forced,
    promised: record.promised,
    level: record.level,
    openedAt: record.openedAt,
    limits: record.limits,
    dueAt: record.dueAt,
    stoppedAt: record.stoppedAt,
    acknowledgedAt: record.acknowledgedAt,
    signedAt: record.signedAt,
    urges: record.urges,
    urgedAt: record.urgedAt,
    supervisedAt: record.supervisedAt,
    hard: record.hard,
    extension: record.extension,
    extensions: record.extensions,
    instruction: record.instruction,
    rating: record.rating,
    addedAt: record.addedAt,
    unreached: record.unreached,
    replyBy: record.replyBy,
    version: record.version,
  };
}

/** The case in another state, with what changed beside it. */
export const moved = (record: CaseRecord, stage: CaseStage, changes: Partial<CaseFacts> = {}): CaseRecord => ({
  ...caseFacts(record),
  ...changes,
  ...stage,
});

/** `null`: the step may be taken from this state. */
export const refusedFrom = (record: CaseRecord, step: CaseStep): Refused | null => {
  const { from }: CaseStepRule = CASE_STEPS[step];
  return from.includes(record.state) ? null : refused('WRONG_STATE', { state: record.state });
};

const unitAdded = (units: readonly string[], unitId: string): readonly string[] =>
  units.includes(unitId) ? units : [...units, unitId];

const acknowledged = (record: CaseRecord, now: number): Pick<CaseFacts, 'acknowledgedAt' | 'limits'> => ({
  acknowledgedAt: record.acknowledgedAt ?? now,
  limits: { ...record.limits, acknowledgeBy: null },
});

/** The desk takes it on. */
export function accept(record: CaseRecord, now: number): Result {
  return refusedFrom(record, 'accept') ?? decided(moved(record, { state: 'accepted' }, acknowledged(record, now)));
}

/** Not where others' cases were merged into it and wait for its answer (K6). */
export function refuse(
  record: CaseRecord,
  why: { readonly reason: string; readonly to: RefusedTo; readonly whereTo: string },
  isShared: boolean,
  now: number,
): Result {
  const no = refusedFrom(record, 'refuse');
  if (no) return no;
  if (isShared) return refused('OTHERS_MERGED');
  return decided(moved(record, { state: 'refused', at: now, ...why }, ended(record, now)), tell('caseRefused'));
}

/** Nothing waits any more on a case that is over or answered. */
const ended = (record: CaseRecord, now: number): Partial<CaseFacts> => ({
  ...acknowledged(record, now),
  limits: { ...record.limits, acknowledgeBy: null, dispatchBy: null },
  stoppedAt: null,
  extension: null,
});

/** The leader's word; a case that is with a unit stays there. */
export function instruct(record: CaseRecord, instruction: NonNullable<CaseFacts['instruction']>): Result {
  const no = refusedFrom(record, 'instruct');
  if (no) return no;
  switch (record.state) {
    case 'submitted':
    case 'accepted':
    case 'readByLeader':
    case 'reopened':
      return decided(moved(record, { state: 'readByLeader' }, { instruction }));
    default:
      return decided({ ...record, instruction });
  }
}

export interface DispatchTo {
  readonly mainUnitId: string;
  readonly coUnitIds: readonly string[];
  readonly kind: DispatchKind;
}

/** K2: never to whom it complains of. K4: after two hand-backs it sticks. K5: the second time it is reopened, a leader's word first. */
export function dispatch(record: CaseRecord, to: DispatchTo): Result {
  const no = refusedFrom(record, 'dispatch');
  if (no) return no;
  if (record.state === 'submitted') return refused('WRONG_STATE', { state: record.state });
  if (record.level >= LEADER_LEVEL && record.state !== 'readByLeader') {
    return refused('LEADER_FIRST', { level: record.level });
  }
  const kept = [to.mainUnitId, ...to.coUnitIds].find((unitId) => record.aboutUnitIds.includes(unitId));
  if (kept !== undefined) return refused('COMPLAINS_OF', { unitId: kept });
  return decided(
    moved(
      record,
      { state: 'dispatched' },
      {
        mainUnitId: to.mainUnitId,
        coUnitIds: [...new Set(to.coUnitIds)].filter((unitId) => unitId !== to.mainUnitId),
        dispatchKind: to.kind,
        handledBy: unitAdded(record.handledBy, to.mainUnitId),
        forced: record.forced || record.handBacks >= HAND_BACKS,
        signedAt: null,
        limits: { ...record.limits, dispatchBy: null },
      },
    ),
    tell('caseDispatched'),
  );
}

/** No clock begins here: it has run since the case was handed in (K3). */
export function sign(record: CaseRecord, now: number): Result {
  return (
    refusedFrom(record, 'sign') ??
    decided(moved(record, { state: 'inProgress' }, { ...acknowledged(record, now), signedAt: now }))
  );
}

export interface HandBack {
  readonly reason: HandBackReason;
  readonly basis: string;
  readonly betterUnitId: string;
  readonly byPersonId: string;
}

/** K4. The clock runs on meanwhile (K3). */
export function askHandBack(record: CaseRecord, asked: HandBack, now: number): Result {
  const no = refusedFrom(record, 'askHandBack');
  if (no) return no;
  if (record.state !== 'dispatched' && record.state !== 'inProgress') return no ?? wrongState(record);
  if (record.promised) return refused('PROMISE_STAYS');
  if (record.forced || record.handBacks >= HAND_BACKS) return refused('FORCED_STAYS', { handBacks: record.handBacks });
  if (asked.betterUnitId === record.mainUnitId) {
    return refused('BAD_INPUT', { issues: [{ path: 'betterUnitId', message: 'is the unit that has it' }] });
  }
  if (record.aboutUnitIds.includes(asked.betterUnitId)) return refused('COMPLAINS_OF', { unitId: asked.betterUnitId });
  return decided(moved(record, { state: 'handBackAsked', ...asked, at: now, from: record.state }));
}

const wrongState = (record: CaseRecord): Refused => refused('WRONG_STATE', { state: record.state });

/** Granted it is the supervisor's to dispatch again; otherwise it stays, and that sticks (K4). */
export function judgeHandBack(record: CaseRecord, granted: boolean): Result {
  if (record.state !== 'handBackAsked') return wrongState(record);
  return granted
    ? decided(
        moved(
          record,
          { state: 'accepted' },
          { mainUnitId: null, coUnitIds: [], handBacks: record.handBacks + 1, signedAt: null, extension: null },
        ),
      )
    : decided(moved(record, { state: record.from }, { forced: true }));
}

/** K4: of a promise only with the leader's word. Counts as no hand-back. */
export function takeBack(record: CaseRecord, leaderAgreed: boolean): Result {
  const no = refusedFrom(record, 'takeBack');
  if (no) return no;
  if (record.promised && !leaderAgreed) return refused('PROMISE_STAYS');
  return decided(
    moved(record, { state: 'accepted' }, { mainUnitId: null, coUnitIds: [], signedAt: null, extension: null }),
  );
}

/** On to a township or a village, which works on it beside the main unit. */
export function passOn(record: CaseRecord, unitId: string): Result {
  const no = refusedFrom(record, 'passOn');
  if (no) return no;
  if (record.aboutUnitIds.includes(unitId)) return refused('COMPLAINS_OF', { unitId });
  if (unitId === record.mainUnitId)
    return refused('BAD_INPUT', { issues: [{ path: 'unitId', message: 'has it already' }] });
  return decided({ ...record, coUnitIds: unitAdded(record.coUnitIds, unitId) });
}

export function askExtension(
  record: CaseRecord,
  asked: { readonly days: number; readonly reason: string; readonly byPersonId: string },
  now: number,
): Result {
  const no = refusedFrom(record, 'askExtension');
  if (no) return no;
  if (record.promised) return refused('PROMISE_STAYS');
  if (record.extension) return refused('STALE', { what: 'case.askExtension' });
  if (record.dueAt === null) return wrongState(record);
  if (record.dueAt <= now) return refused('DEADLINE_PASSED', { dueAt: record.dueAt });
  return decided({ ...record, extension: { ...asked, at: now } });
}

/** @param dueAt the deadline with the days that were asked for */
export function judgeExtension(record: CaseRecord, granted: boolean, dueAt: number): Result {
  const no = refusedFrom(record, 'judgeExtension');
  if (no) return no;
  if (!record.extension) return wrongState(record);
  if (!granted) return decided({ ...record, extension: null });
  return decided({ ...record, extension: null, extensions: record.extensions + 1, dueAt }, tell('caseExtended'));
}

/** By the supervisor without being asked; of a promise only with the leader's word (K4). */
export function extend(record: CaseRecord, dueAt: number, leaderAgreed: boolean): Result {
  const no = refusedFrom(record, 'extend');
  if (no) return no;
  if (record.promised && !leaderAgreed) return refused('PROMISE_STAYS');
  if (record.dueAt !== null && dueAt <= record.dueAt) {
    return refused('BAD_INPUT', { issues: [{ path: 'days', message: 'is not later' }] });
  }
  return decided({ ...record, extension: null, extensions: record.extensions + 1, dueAt }, tell('caseExtended'));
}

/** K3: the clock stands still until the answer. */
export function askCitizen(record: CaseRecord, question: string, now: number): Result {
  return (
    refusedFrom(record, 'askCitizen') ??
    decided(moved(record, { state: 'waitingForCitizen', question, at: now }, { stoppedAt: now }), tell('caseQuestion'))
  );
}

export function suspend(record: CaseRecord, reason: string, now: number): Result {
  return (
    refusedFrom(record, 'suspend') ??
    decided(moved(record, { state: 'suspended', reason, at: now }, { stoppedAt: now }))
  );
}

/** When a clock that stood still counts from and to, once it goes on (K3). */
export interface GoneOn {
  readonly startsAt: number;
  readonly dueAt: number | null;
}

export const goOn = (record: CaseRecord, gone: GoneOn): Result =>
  refusedFrom(record, 'goOn') ?? decided(wentOn(record, gone));

const wentOn = (record: CaseRecord, gone: GoneOn): CaseRecord =>
  moved(record, { state: 'inProgress' }, running(record, gone));

const running = ({ limits }: CaseRecord, { startsAt, dueAt }: GoneOn) => ({
  stoppedAt: null,
  dueAt,
  limits: { ...limits, startsAt },
});

/** The citizen wrote something more. */
export const add = (record: CaseRecord, now: number): Result =>
  refusedFrom(record, 'add') ?? decided({ ...record, addedAt: record.addedAt ?? now });

/** What the citizen was asked for is there. */
export const answer = (record: CaseRecord, gone: GoneOn, now: number): Result =>
  refusedFrom(record, 'answer') ?? decided({ ...wentOn(record, gone), addedAt: record.addedAt ?? now });

export function draftReply(record: CaseRecord, replyId: string): Result {
  return refusedFrom(record, 'draftReply') ?? decided(moved(record, { state: 'drafted', replyId }));
}

/** By somebody of the unit who did not write it. */
export function firstReview(
  record: CaseRecord,
  reply: CaseReplyRecord,
  verdict: ReviewVerdict,
  byPersonId: string,
): Result {
  if (record.state !== 'drafted') return wrongState(record);
  if (reply.byPersonId === byPersonId) return refused('OWN_WORK');
  return decided(
    verdict === 'pass'
      ? moved(record, { state: 'firstReviewed', replyId: record.replyId })
      : moved(record, { state: 'inProgress' }),
  );
}

/** By somebody of another unit than the one that handled it; what passes is the answer. */
export function finalReview(
  record: CaseRecord,
  reply: CaseReplyRecord,
  verdict: ReviewVerdict,
  by: { readonly personId: string; readonly unitId: string | null },
  now: number,
): Result {
  if (record.state !== 'firstReviewed') return wrongState(record);
  if (reply.byPersonId === by.personId || reply.firstReviewBy === by.personId) return refused('OWN_WORK');
  if (isOfHandler(record, by.unitId)) return refused('OWN_UNIT');
  return verdict === 'pass'
    ? decided(
        moved(record, { state: 'replied', at: now }, { ...ended(record, now), unreached: 0, rating: null }),
        tell('caseReplied'),
      )
    : decided(moved(record, { state: 'inProgress' }));
}

/** K2. */
export const isOfHandler = (record: Pick<CaseFacts, 'handledBy'>, unitId: string | null): boolean =>
  unitId !== null && record.handledBy.includes(unitId);

export type FollowUpResult = Pick<FollowUpRecord, 'contacted' | 'solved'>;

/** K5: what is not solved goes on, one level higher. */
export function followUp(
  record: CaseRecord,
  result: FollowUpResult,
  unitId: string | null,
  again: NewLimits,
  now: number,
): Result {
  const no = refusedFrom(record, 'followUp');
  if (no) return no;
  if (isOfHandler(record, unitId)) return refused('OWN_UNIT');
  if (!result.contacted) return decided({ ...record, unreached: record.unreached + 1 });
  return result.solved ? decided(moved(record, { state: 'followedUp', at: now })) : reopened(record, again, now);
}

/** K2: by nobody of a unit that handled it, and once its person was asked, judged it themselves or could not be reached. */
export function close(record: CaseRecord, unitId: string | null, now: number): Result {
  const no = refusedFrom(record, 'close');
  if (no) return no;
  if (isOfHandler(record, unitId)) return refused('OWN_UNIT');
  if (record.state === 'replied' && record.rating === null && record.unreached < UNREACHED_TO_CLOSE) {
    return refused('NOT_FOLLOWED_UP', { unreached: record.unreached });
  }
  return decided(moved(record, { state: 'closed', at: now }), tell('caseClosed'));
}

function reopened(record: CaseRecord, { dueAt, ...limits }: NewLimits, now: number): Result {
  const level = record.level + 1;
  return decided(
    moved(
      record,
      { state: 'reopened' },
      {
        level,
        limits,
        dueAt,
        mainUnitId: null,
        coUnitIds: [],
        signedAt: null,
        unreached: 0,
        forced: false,
        supervisedAt: record.supervisedAt ?? now,
      },
    ),
    tell('caseReopened'),
  );
}

/** K5, by the supervisor. */
export const reopen = (record: CaseRecord, again: NewLimits, now: number): Result =>
  refusedFrom(record, 'reopen') ?? reopened(record, again, now);

export const urge = (record: CaseRecord, now: number): Result =>
  refusedFrom(record, 'urge') ?? decided({ ...record, urges: record.urges + 1, urgedAt: now });

export const supervise = (record: CaseRecord, now: number): Result =>
  refusedFrom(record, 'supervise') ?? decided({ ...record, supervisedAt: record.supervisedAt ?? now });

/** An empty reason takes it off the list. */
export const listHard = (record: CaseRecord, reason: string, now: number): Result =>
  refusedFrom(record, 'listHard') ?? decided({ ...record, hard: reason === '' ? null : { reason, at: now } });

/** K6: from now on the master's answer is its answer. Not into one that complains of somebody, nor of a sealed one. */
export function merge(record: CaseRecord, master: CaseRecord, now: number): Result {
  const no = refusedFrom(record, 'merge');
  if (no) return no;
  if (master.id === record.id)
    return refused('BAD_INPUT', { issues: [{ path: 'intoId', message: 'is the case itself' }] });
  if (isCaseOver(master.state)) return wrongState(master);
  if (record.promised) return refused('PROMISE_STAYS');
  if (isProtected(record) || isProtected(master)) {
    return refused('PROTECTED_CASE');
  }
  return decided(moved(record, { state: 'merged', at: now, into: master.id }, ended(record, now)), tell('caseMerged'));
}

/** K2. A unit that has it and is complained of has it no more; a clock that stood still goes on with that (K3). */
export function protect(
  record: CaseRecord,
  from: Pick<CaseFacts, 'sealed' | 'aboutUnitIds' | 'aboutPersonIds'>,
  gone: GoneOn,
): Result {
  const no = refusedFrom(record, 'protect');
  if (no) return no;
  const kept = (unitId: string) => from.aboutUnitIds.includes(unitId);
  const coUnitIds = record.coUnitIds.filter((unitId) => !kept(unitId));
  if (record.mainUnitId === null || !kept(record.mainUnitId)) return decided({ ...record, ...from, coUnitIds });
  return isWithUnit(record)
    ? decided(
        moved(
          record,
          { state: 'accepted' },
          { ...from, ...running(record, gone), mainUnitId: null, coUnitIds: [], signedAt: null, extension: null },
        ),
      )
    : decided({ ...record, ...from, mainUnitId: null, coUnitIds });
}

const isWithUnit = (record: CaseRecord): boolean => {
  switch (record.state) {
    case 'dispatched':
    case 'handBackAsked':
    case 'inProgress':
    case 'waitingForCitizen':
    case 'suspended':
    case 'drafted':
    case 'firstReviewed':
      return true;
    default:
      return false;
  }
};

/** Within ten minutes of handing it in, unless others' cases were merged into it and wait for its answer (K6). */
export function withdraw(record: CaseRecord, isShared: boolean, now: number): Result {
  const no = refusedFrom(record, 'withdraw');
  if (no) return no;
  if (isShared) return refused('OTHERS_MERGED');
  if (now - record.openedAt > WITHDRAW_WITHIN_MS) return refused('WITHDRAW_TOO_LATE');
  return decided(moved(record, { state: 'withdrawn', at: now }, ended(record, now)));
}

/**
 * K5: a total of two or less reopens one level higher. K6: of a merged case once its master was answered; it goes on by
 * itself then. Each answer is rated once.
 * @param answeredAt when its own answer, or its master's, was given; `null`: it is not there
 */
export function rate(
  record: CaseRecord,
  rating: CaseRating,
  answeredAt: number | null,
  again: NewLimits,
  now: number,
): Result {
  const no = refusedFrom(record, 'rate');
  if (no) return no;
  if (answeredAt === null) return wrongState(record);
  if (isRated(record, answeredAt)) return refused('RATED_ALREADY');
  const rated: CaseRecord = { ...record, rating };
  return ratingTotal(rating) <= POOR_TOTAL ? reopened(rated, again, now) : decided(rated);
}

/** Whether this very answer was rated. */
export const isRated = ({ rating }: Pick<CaseFacts, 'rating'>, answeredAt: number): boolean =>
  rating !== null && rating.at >= answeredAt;

/** K5: the citizen says that it is not solved. */
export function notSolved(record: CaseRecord, answered: boolean, again: NewLimits, now: number): Result {
  const no = refusedFrom(record, 'notSolved');
  if (no) return no;
  return answered ? reopened(record, again, now) : wrongState(record);
}

/** Publication of the case, agreed to or taken back (T6); a sealed one is never public (K2). */
export function consent(record: CaseRecord, publish: boolean): Result {
  const no = refusedFrom(record, 'consent');
  if (no) return no;
  return publish && record.sealed ? refused('PROTECTED_CASE') : decided({ ...record, publish });
}

/** What a case looks like to whose matter it is: where it stands, what is expected of them, what they may do now (K5, K6). */
import type { MyExpected, MyStepName } from '../../../shared/actions/my.ts';
import type { CaseStep } from '../../../shared/case-steps.ts';
import { ANSWERED, type CaseState, publicStage, WITH_UNIT } from '../../../shared/states.ts';
import type { AuditEntry } from '../audit/types.ts';
import { isRated, WITHDRAW_WITHIN_MS } from './loop.ts';
import { stepsOf } from './steps.ts';
import type { CaseRecord, CaseReplyRecord } from './types.ts';

const isOneOf = (states: readonly CaseState[], state: CaseState): boolean => states.includes(state);

/** One case with what its answer comes from: itself, or the case that it was merged into (K6). */
export interface OwnCase {
  readonly record: CaseRecord;
  readonly leading: CaseRecord;
  /** Replies to `leading`, drafts among them. */
  readonly replies: readonly CaseReplyRecord[];
  /** Others' cases were merged into it. */
  readonly isShared: boolean;
}

export const officialReplies = ({ replies }: Pick<OwnCase, 'replies'>) =>
  replies.flatMap((reply) =>
    reply.kind === 'official' && reply.officialAt !== null ? [{ ...reply, officialAt: reply.officialAt }] : [],
  );

/** When the answer that holds now was given; `null`: there is none, or none any more. */
export function answeredAt(own: Pick<OwnCase, 'leading' | 'replies'>): number | null {
  const { leading } = own;
  if (!isOneOf(ANSWERED, leading.state)) return null;
  return Math.max(leading.state === 'replied' ? leading.at : 0, ...officialReplies(own).map((one) => one.officialAt));
}

/**
 * Whether the answer that holds now was given in a call, and none of the replies is it.
 * @param leadingEntries of the case whose answer is its own, oldest first
 */
export function isAnsweredInCall(
  own: Pick<OwnCase, 'leading' | 'replies'>,
  leadingEntries: readonly AuditEntry[],
): boolean {
  if (!isOneOf(ANSWERED, own.leading.state)) return false;
  const answered = leadingEntries.findLast((entry) => stateOf(entry) === 'replied');
  return officialReplies(own).length === 0 || answered?.what === 'case.settle';
}

const CITIZEN = new Set(['citizen'] as const);

export function ownSteps(own: OwnCase, now: number): CaseStep[] {
  const { record, isShared } = own;
  const at = answeredAt(own);
  return stepsOf(CITIZEN, record.state).filter((step) => {
    if (step === 'withdraw') return !isShared && now <= record.openedAt + WITHDRAW_WITHIN_MS;
    if (step === 'rate') return at !== null && !isRated(record, at);
    return step !== 'notSolved' || at !== null;
  });
}

/** What its person is waited for. A case that is closed may still be rated; nobody waits for it. */
export function expectedOf(own: OwnCase, now: number): MyExpected | null {
  if (own.record.state === 'waitingForCitizen') return 'answer';
  return own.record.state !== 'closed' && ownSteps(own, now).includes('rate') ? 'rating' : null;
}

export interface OwnStep {
  readonly step: MyStepName;
  /** `null`: not yet, or not written down. */
  readonly at: number | null;
  readonly done: boolean;
}

/**
 * The way of a case in few words. After a reopening it begins anew; what its entries do not tell has no time.
 * @param entries of the case itself, oldest first
 * @param leadingEntries of the case whose answer is its own (K6)
 */
export function progressOf(
  own: Pick<OwnCase, 'record' | 'leading' | 'replies'>,
  entries: readonly AuditEntry[],
  leadingEntries: readonly AuditEntry[],
): OwnStep[] {
  const { record, leading } = own;
  const handedIn: OwnStep = { step: 'handedIn', at: record.openedAt, done: true };
  switch (record.state) {
    case 'refused':
    case 'withdrawn':
      return [handedIn, { step: record.state, at: record.at, done: true }];
    default:
      break;
  }
  const again = (log: readonly AuditEntry[]) => becameLast(log, ['reopened']);
  const since = again(leadingEntries) ?? 0;
  const known = leadingEntries.filter(({ at }) => at >= since);
  const stage = publicStage(leading.state);
  const withUnit = isOneOf(WITH_UNIT, leading.state) || stage === 'handled';
  const begins: OwnStep =
    record.state === 'merged'
      ? { step: 'merged', at: record.at, done: true }
      : leading.level > 0
        ? { step: 'reopened', at: again(entries), done: true }
        : {
            step: 'accepted',
            at: known.find((entry) => isOneOf(['accepted', 'readByLeader'], stateOf(entry)))?.at ?? null,
            done: leading.state !== 'submitted',
          };
  const way: OwnStep[] = [
    handedIn,
    begins,
    { step: 'withUnit', at: withUnit ? becameLast(known, ['dispatched']) : null, done: withUnit },
    { step: 'answered', at: answeredAt(own) || null, done: stage === 'handled' },
  ];
  if (record.state === 'merged') return way;
  const isClosed = record.state === 'closed';
  const followedUp = becameLast(known, ['followedUp']);
  // One that was rated is closed without a call.
  if (!isClosed || followedUp !== null) {
    way.push({ step: 'followedUp', at: followedUp, done: isClosed || record.state === 'followedUp' });
  }
  way.push({ step: 'closed', at: isClosed ? record.at : null, done: isClosed });
  return way;
}

const stateOf = ({ data }: AuditEntry): CaseState => data.state as CaseState;
const becameLast = (entries: readonly AuditEntry[], states: readonly CaseState[]): number | null =>
  entries.findLast((entry) => isOneOf(states, stateOf(entry)))?.at ?? null;

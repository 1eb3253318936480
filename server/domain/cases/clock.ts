/**
 * What time does to a case by itself (K3): reminders, urging, supervision, waiting for dispatch, and an urgent one's
 * ringing. Jobs are set with the change that makes them due; one that comes when the case has moved on does nothing.
 */
import { type CaseState, UNDISPATCHED, type Urgency, WITH_UNIT } from '../../../shared/states.ts';
import type { AuditEntry } from '../audit/types.ts';
import { type Decision, decided, refused } from '../result.ts';
import { type CountyTime, type Deadlines, limitsOf, marksOf } from './deadlines.ts';
import { type NewLimits, refusedFrom } from './loop.ts';
import type { CaseRecord } from './types.ts';

/** `ringHalf`, `ringEnd`: nobody took note of an urgent one within half of the time for it, or all of it. */
export const CASE_MARKS = ['half', 'fourFifths', 'urge', 'supervise', 'dispatch', 'ringHalf', 'ringEnd'] as const;
export type CaseMark = (typeof CASE_MARKS)[number];

export interface DueMark {
  readonly mark: CaseMark;
  readonly at: number;
  /** The deadline that it belongs to: once that is another, this is of no use. */
  readonly deadline: number;
}

const UNANSWERED = [...UNDISPATCHED, ...WITH_UNIT];

type Clocked = Pick<CaseRecord, 'state' | 'urgency' | 'limits' | 'dueAt' | 'stoppedAt'>;

const isOf = (states: readonly CaseState[], { state }: Clocked): boolean => states.includes(state);

/** The unit's time, while it has the case and the clock runs. */
const unitDeadline = (record: Clocked): number | null =>
  isOf(WITH_UNIT, record) && record.stoppedAt === null ? record.dueAt : null;

const dispatchDeadline = (record: Clocked): number | null =>
  isOf(UNDISPATCHED, record) ? record.limits.dispatchBy : null;

/** Until when somebody has to take note of an urgent case that nobody took note of; `null`: it does not ring. */
export const ringsUntil = (record: Clocked): number | null =>
  record.urgency !== null && isOf(UNANSWERED, record) ? record.limits.acknowledgeBy : null;

/** The deadline that a mark belongs to, as the case stands. */
export function deadlineOf(record: Clocked, mark: CaseMark): number | null {
  switch (mark) {
    case 'half':
    case 'fourFifths':
    case 'urge':
    case 'supervise':
      return unitDeadline(record);
    case 'dispatch':
      return dispatchDeadline(record);
    case 'ringHalf':
    case 'ringEnd':
      return ringsUntil(record);
  }
}

/**
 * What is to be set when a case becomes `after`; `before` is `null` where it is new. Reminders that lie behind are left out
 * but for the last, and all where the time is over.
 */
export function marksToSet(before: Clocked | null, after: Clocked, now: number, county: CountyTime): DueMark[] {
  const changed = (mark: CaseMark): number | null => {
    const deadline = deadlineOf(after, mark);
    return before !== null && deadlineOf(before, mark) === deadline ? null : deadline;
  };
  const due: DueMark[] = [];
  const deadline = changed('urge');
  if (deadline !== null) {
    const at = marksOf({ startsAt: after.limits.startsAt, dueAt: deadline, urgency: after.urgency }, county);
    if (at.fourFifths > now) due.push({ mark: 'half', at: at.half, deadline });
    if (deadline > now) due.push({ mark: 'fourFifths', at: at.fourFifths, deadline });
    due.push({ mark: 'urge', at: at.urgeAt, deadline }, { mark: 'supervise', at: at.superviseAt, deadline });
  }
  const dispatchBy = changed('dispatch');
  if (dispatchBy !== null) due.push({ mark: 'dispatch', at: dispatchBy, deadline: dispatchBy });
  const rings = changed('ringEnd');
  if (rings !== null) {
    due.push({ mark: 'ringHalf', at: now + Math.floor(Math.max(0, rings - now) / 2), deadline: rings });
    due.push({ mark: 'ringEnd', at: rings, deadline: rings });
  }
  return due;
}

/**
 * Of a case whose kind or category was corrected while it is with nobody: the limits of the right one, from the same start
 * (K3). What was promised, said to be urgent or extended stays, and so does an earlier day that its person was told.
 */
export function recounted(record: CaseRecord, { acknowledgeBy, dueAt }: NewLimits): CaseRecord {
  const { promised, urgency, extensions, replyBy, acknowledgedAt, limits } = record;
  if (!isOf(UNDISPATCHED, record) || promised || urgency !== null || extensions > 0) return record;
  return {
    ...record,
    dueAt: dueAt !== null && replyBy !== null && record.dueAt !== null ? Math.min(dueAt, record.dueAt) : dueAt,
    limits: { ...limits, acknowledgeBy: acknowledgedAt === null ? acknowledgeBy : null },
  };
}

/** Somebody of the duty room takes care that it goes on; of two the second is told who was first. */
export function acknowledge(record: CaseRecord, now: number): Decision<CaseRecord, never> {
  const no = refusedFrom(record, 'acknowledge');
  if (no) return no;
  if (record.urgency === null) return refused('WRONG_STATE', { state: record.state });
  if (ringsUntil(record) === null) return refused('STALE', { caseId: record.id });
  return decided({ ...record, acknowledgedAt: now, limits: { ...record.limits, acknowledgeBy: null } });
}

/**
 * What it is due by as long as nobody calls it urgent; of an urgent one what its log says of that since it began anew: the
 * deadline it had when it was called so, or the day that was promised since, the earliest that is open (C8). `null`: the log
 * says nothing.
 */
export function ordinaryDueAt(record: CaseRecord, log: readonly AuditEntry[], county: CountyTime): number | null {
  if (record.urgency === null) return record.dueAt;
  let ordinary: number | null = null;
  let isPromised = false;
  for (const { what, at, data } of log) {
    if (data.state === 'reopened') ordinary = null;
    if (data.state === 'reopened' || data.state === 'replied') isPromised = false;
    if (what === 'case.setUrgency' && data.before === null)
      ordinary = typeof data.dueAt === 'number' ? data.dueAt : null;
    if (what !== 'promise.confirm') continue;
    const said = limitsOf({ ...record, urgency: null, promisedFor: String(data.dueOn), startsAt: at }, county).dueAt;
    ordinary = isPromised && ordinary !== null && ordinary > at ? Math.min(ordinary, said) : said;
    isPromised = true;
  }
  return ordinary;
}

/**
 * Hours run from submission (K3), but nobody could take note before it was called urgent: it rings from now on. Being
 * called so makes nothing later. Once it is urgent no more, what was promised, extended or told to its person stays.
 * @param limits of the new urgency, counted from the start
 * @param ordinary see `ordinaryDueAt`
 */
export function setUrgency(
  record: CaseRecord,
  urgency: Urgency | null,
  limits: Deadlines,
  ordinary: number | null,
  now: number,
): Decision<CaseRecord, never> {
  const no = refusedFrom(record, 'setUrgency');
  if (no) return no;
  if (urgency === record.urgency) return refused('WRONG_STATE', { state: record.state });
  const { startsAt } = record.limits;
  const undispatched = isOf(UNDISPATCHED, record);
  return decided({
    ...record,
    urgency,
    dueAt: dueAs(record, urgency, limits.dueAt, ordinary),
    acknowledgedAt: urgency === null ? record.acknowledgedAt : null,
    limits: {
      startsAt,
      acknowledgeBy:
        urgency !== null
          ? now + limits.acknowledgeBy - startsAt
          : record.acknowledgedAt === null
            ? limits.acknowledgeBy
            : null,
      dispatchBy: undispatched ? limits.dispatchBy : null,
    },
  });
}

function dueAs(record: CaseRecord, urgency: Urgency | null, limit: number, ordinary: number | null): number {
  if (urgency !== null) return Math.min(limit, ordinary ?? limit);
  const { promised, extensions, replyBy, dueAt } = record;
  const before = promised || extensions > 0 || replyBy !== null ? (ordinary ?? limit) : limit;
  // More time may have been given while it was urgent.
  return extensions > 0 ? Math.max(before, dueAt ?? before) : before;
}

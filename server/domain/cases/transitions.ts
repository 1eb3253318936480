/** The first steps of a case and its promises (K1, K2, C8). The full loop of states comes with the case desk. */
import type { CaseKind, Outcome, ReplyBy } from '../../../shared/states.ts';
import { type Decision, decided, type Refused, refused } from '../result.ts';
import type { CaseRecord, PromiseRecord } from './types.ts';

export type OpenFacts = Pick<
  CaseRecord,
  | 'id'
  | 'countyId'
  | 'number'
  | 'kind'
  | 'subject'
  | 'more'
  | 'placeName'
  | 'categoryCode'
  | 'personId'
  | 'ticketId'
  | 'callId'
>;

/** A case as it is registered: one matter, of nobody yet (K1). */
export const openCase = (facts: OpenFacts, now: number): CaseRecord => ({
  ...facts,
  state: 'submitted',
  mainUnitId: null,
  dueAt: null,
  replyBy: null,
  openedAt: now,
  version: 0,
});

const wrongState = (record: CaseRecord): Refused => refused('WRONG_STATE', { state: record.state });

/** K1: an earlier matter of the same person goes on in the call of this ticket, until it is over. */
export function join(record: CaseRecord, personId: string, _now: number): Decision<CaseRecord, never> {
  if (record.personId !== personId) {
    return refused('NOT_FOUND', { caseId: record.id });
  }
  switch (record.state) {
    case 'submitted':
    case 'accepted':
    case 'dispatched':
    case 'inProgress':
    case 'replied':
      return decided(record);
    case 'closed':
    case 'refused':
    case 'merged':
      return wrongState(record);
  }
}

/** S4: the county answers in this way by then. A date that was promised before stays (C8). */
export function answerBy(
  record: CaseRecord,
  replyBy: ReplyBy,
  dueAt: number,
  _now: number,
): Decision<CaseRecord, never> {
  switch (record.state) {
    case 'submitted':
    case 'accepted':
    case 'dispatched':
    case 'inProgress':
      return decided({ ...record, replyBy, dueAt: record.dueAt ?? dueAt });
    case 'replied':
    case 'closed':
    case 'refused':
    case 'merged':
      return wrongState(record);
  }
}

export function categorise(
  record: CaseRecord,
  kind: CaseKind,
  categoryCode: string,
  _now: number,
): Decision<CaseRecord, never> {
  switch (record.state) {
    case 'submitted':
    case 'accepted':
    case 'dispatched':
    case 'inProgress':
    case 'replied':
      return decided({ ...record, kind, categoryCode });
    case 'closed':
    case 'refused':
    case 'merged':
      return wrongState(record);
  }
}

/**
 * What the outcome of the call makes of each of its cases. One that is with a unit already stays there: a promise moved it
 * when it was confirmed (C8), or it was joined on its way.
 */
export function settle(
  record: CaseRecord,
  outcome: Outcome,
  unitId: string | null,
  _now: number,
): Decision<CaseRecord, never> {
  if (record.state !== 'submitted' && record.state !== 'accepted') {
    return decided(record);
  }
  switch (outcome) {
    case 'answered':
      return decided({ ...record, state: 'replied' });
    case 'dispatched':
      return unitId === null
        ? refused('OUTCOME_MISSING', { needs: 'unitId' })
        : decided({ ...record, state: 'dispatched', mainUnitId: unitId });
    case 'outOfScope':
      return decided({ ...record, state: 'refused' });
    case 'promised':
    case 'failed':
      return decided(record);
  }
}

export type PromiseFacts = Omit<PromiseRecord, 'confirmedAt'>;

/** Whether the calendar has this day. `date` is `YYYY-MM-DD`. */
function isDay(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(date);
}

/** A promise as it was said, not confirmed yet. `today` is the date in the county's zone (S2). */
export function recordPromise(facts: PromiseFacts, today: string, _now: number): Decision<PromiseRecord, never> {
  if (!isDay(facts.dueOn)) {
    return refused('BAD_INPUT', { issues: [{ path: 'dueOn', message: 'no such day' }] });
  }
  if (facts.dueOn < today) {
    return refused('BAD_INPUT', { issues: [{ path: 'dueOn', message: 'lies in the past', today }] });
  }
  if (facts.wording.trim() === '') {
    return refused('BAD_INPUT', { issues: [{ path: 'wording', message: 'is empty' }] });
  }
  return decided({ ...facts, confirmedAt: null });
}

/** From here on it counts: it is public and dispatched (C8). Confirming twice keeps the first time. */
export const confirmPromise = (promise: PromiseRecord, now: number): Decision<PromiseRecord, never> =>
  decided({ ...promise, confirmedAt: promise.confirmedAt ?? now });

/** C8: what the leader did not confirm was a note and may go; what counts stays. */
export const withdrawPromise = (promise: PromiseRecord): Decision<PromiseRecord, never> =>
  promise.confirmedAt === null ? decided(promise) : refused('WRONG_STATE', { state: 'confirmed' });

/** C8: until it is confirmed a promise is a note. */
export const promiseCounts = (promise: PromiseRecord): boolean => promise.confirmedAt !== null;

/** How a case is opened, what a call makes of it, and its promises (K1, C8). The rest of its way is in `loop.ts`. */
import {
  ANSWERED,
  type CallState,
  type CaseKind,
  type CaseState,
  isCaseOver,
  type Outcome,
  type ReplyBy,
  UNDISPATCHED,
  WITH_UNIT,
} from '../../../shared/states.ts';
import { type Decision, decided, type Refused, refused } from '../result.ts';
import { type GoneOn, moved, type NewLimits } from './loop.ts';
import type { CaseFacts, CaseRecord, PromiseRecord } from './types.ts';

export type OpenFacts = Pick<
  CaseFacts,
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
> &
  Partial<
    Pick<
      CaseFacts,
      'channel' | 'addresseeId' | 'alias' | 'publish' | 'hidePlace' | 'aboutUnitIds' | 'hiddenRemark' | 'urgency'
    >
  >;

/** A case as it is registered: one matter, of nobody yet (K1). */
export const openCase = (facts: OpenFacts, now: number, { dueAt, ...limits }: NewLimits): CaseRecord => ({
  channel: 'directLine',
  addresseeId: null,
  alias: '',
  publish: false,
  hidePlace: false,
  hiddenRemark: '',
  urgency: null,
  aboutUnitIds: [],
  ...facts,
  state: 'submitted',
  sealed: false,
  aboutPersonIds: [],
  mainUnitId: null,
  coUnitIds: [],
  dispatchKind: null,
  handledBy: [],
  handBacks: 0,
  forced: false,
  promised: false,
  level: 0,
  openedAt: now,
  limits,
  dueAt,
  stoppedAt: null,
  acknowledgedAt: null,
  signedAt: null,
  urges: 0,
  urgedAt: null,
  supervisedAt: null,
  hard: null,
  extension: null,
  extensions: 0,
  instruction: null,
  rating: null,
  addedAt: null,
  unreached: 0,
  replyBy: null,
  version: 0,
});

const wrongState = (record: CaseRecord): Refused => refused('WRONG_STATE', { state: record.state });
const isOf = (states: readonly CaseState[], { state }: CaseRecord): boolean => states.includes(state);

/** K1: an earlier matter of the same person goes on in the call of this ticket, until it is over. */
export function join(record: CaseRecord, personId: string, _now: number): Decision<CaseRecord, never> {
  if (record.personId !== personId) {
    return refused('NOT_FOUND', { caseId: record.id });
  }
  return isCaseOver(record.state) ? wrongState(record) : decided(record);
}

/** S4: the county answers in this way by then. A date that was promised before stays (C8), and so does an earlier one. */
export function answerBy(
  record: CaseRecord,
  replyBy: ReplyBy,
  dueAt: number,
  _now: number,
): Decision<CaseRecord, never> {
  if (isCaseOver(record.state) || isOf(ANSWERED, record)) return wrongState(record);
  const earlier = record.dueAt !== null && (record.promised || record.dueAt < dueAt);
  return decided({ ...record, replyBy, dueAt: earlier ? record.dueAt : dueAt });
}

export function categorise(
  record: CaseRecord,
  kind: CaseKind,
  categoryCode: string,
  _now: number,
): Decision<CaseRecord, never> {
  return isCaseOver(record.state) ? wrongState(record) : decided({ ...record, kind, categoryCode });
}

/**
 * What the outcome of the call makes of each of its cases. One that is with a unit already stays there: a promise moved it
 * when it was confirmed (C8), or it was joined on its way.
 * @param whereTo of a call out of scope
 * @param isShared others' cases were merged into it: they wait for its answer, and the desk refuses it to nobody (K6)
 */
export function settle(
  record: CaseRecord,
  outcome: Outcome,
  {
    unitId,
    whereTo,
    isShared,
  }: { readonly unitId: string | null; readonly whereTo: string | null; readonly isShared: boolean },
  now: number,
): Decision<CaseRecord, never> {
  if (!isOf(UNDISPATCHED, record)) {
    return decided(record);
  }
  switch (outcome) {
    case 'answered':
      return decided(
        moved(record, { state: 'replied', at: now }, { ...seen(record, now), stoppedAt: null, rating: null }),
      );
    case 'dispatched':
      if (unitId === null) return refused('OUTCOME_MISSING', { needs: 'unitId' });
      return toUnit(record, unitId, now);
    case 'outOfScope':
      if (isShared) return decided(record);
      return decided(
        moved(
          record,
          { state: 'refused', at: now, reason: '', to: 'other', whereTo: whereTo ?? '' },
          seen(record, now),
        ),
      );
    case 'promised':
    case 'failed':
      return decided(record);
  }
}

/**
 * C8: it goes to the unit that was named, due when it was said; nobody but supervisor and leader moves it from there (K4).
 * While an earlier promise of it is open its unit keeps it, this one's stands beside it, and the earlier date holds.
 * A clock that stood still goes on, and an urgent matter that nobody answered keeps an earlier deadline (K3).
 * @param dueAt of the promise alone
 * @param gone when its time counts from and to, if the clock goes on now
 */
export function promised(
  record: CaseRecord,
  unitId: string,
  dueAt: number,
  gone: GoneOn,
  now: number,
): Decision<CaseRecord, never> {
  const mainUnitId = hasOpenPromise(record) ? record.mainUnitId : null;
  const there = toUnit(record, unitId, now, mainUnitId ?? unitId);
  if (!there.ok) return there;
  const urgentBy = record.urgency === null || isOf(ANSWERED, record) ? null : gone.dueAt;
  // A date that is over holds nobody to it any more.
  const promisedBy = hasOpenPromise(record) && gone.dueAt !== null && gone.dueAt > now ? gone.dueAt : null;
  return decided({
    ...there.state,
    promised: true,
    dueAt: Math.min(dueAt, urgentBy ?? dueAt, promisedBy ?? dueAt),
    limits: { ...there.state.limits, startsAt: gone.startsAt },
  });
}

/** Promised, and neither answered nor reopened since: with its unit, or taken from it by the supervisor or for K2. */
const hasOpenPromise = (record: CaseRecord): boolean => record.promised && isOf([...WITH_UNIT, 'accepted'], record);

/**
 * Sent on the spot by who speaks for the county. K2: never to whom it complains of.
 * @param mainUnitId who leads it, where that is another: the unit stands beside it
 */
function toUnit(record: CaseRecord, unitId: string, now: number, mainUnitId = unitId): Decision<CaseRecord, never> {
  if (record.aboutUnitIds.includes(unitId)) return refused('COMPLAINS_OF', { unitId });
  const coUnitIds = record.mainUnitId === mainUnitId ? record.coUnitIds : [];
  return decided(
    moved(
      record,
      { state: 'dispatched' },
      {
        ...seen(record, now),
        mainUnitId,
        coUnitIds: unitId === mainUnitId ? coUnitIds : withUnit(coUnitIds, unitId),
        dispatchKind: 'forHandling',
        handledBy: withUnit(record.handledBy, mainUnitId),
        signedAt: null,
        stoppedAt: null,
        extension: null,
      },
    ),
  );
}

const withUnit = (units: readonly string[], unitId: string): readonly string[] =>
  units.includes(unitId) ? units : [...units, unitId];

/** In a call nobody need take note of it any more, nor dispatch it. */
const seen = (record: CaseRecord, now: number): Pick<CaseFacts, 'acknowledgedAt' | 'limits'> => ({
  acknowledgedAt: record.acknowledgedAt ?? now,
  limits: { ...record.limits, acknowledgeBy: null, dispatchBy: null },
});

export type PromiseFacts = Omit<PromiseRecord, 'readBackAt' | 'confirmedAt'>;

/** Whether the calendar has this day. `date` is `YYYY-MM-DD`. */
function isDay(date: string): boolean {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(date);
}

/** A promise as it was said, not confirmed yet. `today` is the date in the county's zone (S2). */
export function recordPromise(
  facts: PromiseFacts,
  today: string,
  isReadBack: boolean,
  now: number,
): Decision<PromiseRecord, never> {
  if (!isDay(facts.dueOn)) {
    return refused('BAD_INPUT', { issues: [{ path: 'dueOn', message: 'no such day' }] });
  }
  if (facts.dueOn < today) {
    return refused('BAD_INPUT', { issues: [{ path: 'dueOn', message: 'lies in the past', today }] });
  }
  if (facts.wording.trim() === '') {
    return refused('BAD_INPUT', { issues: [{ path: 'wording', message: 'is empty' }] });
  }
  return decided({ ...facts, readBackAt: isReadBack ? now : null, confirmedAt: null });
}

/** C8: wording and date were said to the citizen once more, while they were there to hear it. Twice keeps the first time. */
export const readBackPromise = (promise: PromiseRecord, now: number): Decision<PromiseRecord, never> =>
  decided({ ...promise, readBackAt: promise.readBackAt ?? now });

/**
 * From here on it counts: it is public and dispatched (C8). While the citizen is there they hear it first; after the call
 * nobody is there to hear it, and they are told by what the end of the call sends. Confirming twice keeps the first time.
 */
export const confirmPromise = (
  promise: PromiseRecord,
  call: { readonly state: CallState },
  now: number,
): Decision<PromiseRecord, never> =>
  (call.state === 'live' || call.state === 'held') && !promise.readBackAt && promise.confirmedAt === null
    ? refused('WRONG_STATE', { state: call.state, needs: 'readBack' })
    : decided({ ...promise, confirmedAt: promise.confirmedAt ?? now });

/** C8: what the leader did not confirm was a note and may go; what counts stays. */
export const withdrawPromise = (promise: PromiseRecord): Decision<PromiseRecord, never> =>
  promise.confirmedAt === null ? decided(promise) : refused('WRONG_STATE', { state: 'confirmed' });

/** C8: until it is confirmed a promise is a note. */
export const promiseCounts = (promise: PromiseRecord): boolean => promise.confirmedAt !== null;

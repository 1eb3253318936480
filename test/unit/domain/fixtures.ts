/** Records of one evening, as the stores keep them, with what a test wants to be different. */
import type { HelperRecord } from '../../../server/domain/calls/helpers.ts';
import type { PeerIdentity } from '../../../server/domain/calls/media-types.ts';
import type { CallFacts, CallRecord } from '../../../server/domain/calls/types.ts';
import type { CaseFacts, CaseRecord, CaseStage } from '../../../server/domain/cases/types.ts';
import type { Actor } from '../../../server/domain/people/types.ts';
import type { TicketFacts, TicketRecord, TicketState } from '../../../server/domain/queue/types.ts';
import type { Decided, Decision } from '../../../server/domain/result.ts';
import type { SeatRecord, SessionFacts, SessionRecord } from '../../../server/domain/sessions/types.ts';
import type { HelperKind } from '../../../shared/helpers.ts';
import type { StaffRole } from '../../../shared/roles.ts';
import type { SessionState } from '../../../shared/states.ts';
import { caseIn } from '../../support/records.ts';

export const MINUTE = 60_000;
/** 19:00 of some evening; it ends at 20:30. */
export const STARTS_AT = 1_800_000_000_000;
export const ENDS_AT = STARTS_AT + 90 * MINUTE;

export const seat = (id: string, onAir = true): SeatRecord => ({
  id,
  name: id,
  officialName: 'Li',
  officialTitle: 'County head',
  onAir,
});

const SESSION: SessionFacts = {
  id: 's1',
  countyId: 'c1',
  seriesId: null,
  number: 12,
  title: 'Tuesday',
  topic: 'Heating',
  scope: 'County',
  zone: 'Asia/Shanghai',
  startsAt: STARTS_AT,
  endsAt: ENDS_AT,
  public: true,
  capacity: 200,
  callLengthMs: 5 * MINUTE,
  recorded: true,
  overtimeMs: 5 * MINUTE,
  delayMs: 0,
  ratio: { booked: 2, walkIn: 1 },
  seats: [seat('a'), seat('b'), seat('room', false)],
  issued: 0,
  finishedCalls: 0,
  turn: 0,
  leaderChange: null,
  cut: null,
};

/** A session in the given state. */
export function sessionIn(state: SessionState, facts: Partial<SessionFacts> = {}): SessionRecord {
  const all = { ...SESSION, ...facts };
  const liveAt = all.startsAt;
  switch (state) {
    case 'scheduled':
      return { ...all, state };
    case 'lobby':
      return { ...all, state, admitting: true };
    case 'live':
      return { ...all, state, admitting: true, liveAt, resumedAt: null };
    case 'paused':
      return { ...all, state, admitting: true, liveAt, pausedAt: liveAt + MINUTE };
    case 'closing':
      return {
        ...all,
        ...{ state, closingAt: all.endsAt, overtimeUntil: all.endsAt + all.overtimeMs, calledSince: liveAt },
      };
    case 'ended':
      return { ...all, state, endedAt: all.endsAt };
    case 'postponed':
    case 'cancelled':
      return { ...all, state, reason: 'storm', at: all.startsAt };
  }
}

const TICKET: TicketFacts = {
  id: 't1',
  countyId: 'c1',
  sessionId: 's1',
  personId: 'p1',
  number: 1,
  lane: 'walkIn',
  order: 1,
  homeLane: 'walkIn',
  takenAt: STARTS_AT - 10 * MINUTE,
  enteredAt: null,
  entered: true,
  presence: 'here',
  participation: 'video',
  subject: 'Cold rooms',
  more: '',
  placeName: 'East village',
  publicName: 'Ms Wang',
  approval: { at: STARTS_AT, by: 'm1' },
  categoryCode: null,
  consent: { call: true, recording: false, broadcast: true },
  passes: 0,
  passedAtCall: null,
  lastFailure: null,
  earlierVisits: 0,
  receiptToken: 'r1',
  told: 'nothing',
  carriedFrom: null,
  added: null,
  messagesReadAt: null,
  sentTo: null,
  takenBy: null,
  ladder: null,
  undo: null,
  version: 3,
};

/** A ticket in the given state: seat `a`, call `call1`, held by `m1`; in the green room it has answered. */
export function ticketIn(state: TicketState, facts: Partial<TicketFacts> = {}): TicketRecord {
  const all = { ...TICKET, ...facts };
  const since = STARTS_AT;
  switch (state) {
    case 'booked':
      return { ...all, state, slotAt: STARTS_AT };
    case 'waiting':
      return { ...all, state, since, returnedAt: null, slotAt: null };
    case 'away':
      return { ...all, state, since };
    case 'screening':
      return {
        ...all,
        state,
        calledAt: since,
        answerBy: since + MINUTE,
        answeredAt: since + 5_000,
        heldBy: 'm1',
        seatId: null,
      };
    case 'onDeck':
      return { ...all, state, since, seatId: 'a', heldBy: 'm1' };
    case 'live':
      return { ...all, state, since, seatId: 'a', callId: 'call1' };
    case 'done':
      return { ...all, state, endedAt: since, outcome: 'answered', whereTo: null };
    case 'left':
    case 'noShow':
      return { ...all, state, endedAt: since };
    case 'deferred':
      return { ...all, state, endedAt: since, by: 'session', toSessionId: 's2', toTicketId: 't2' };
    case 'refused':
      return { ...all, state, endedAt: since, reason: 'court', whereTo: 'the court' };
    case 'written':
      return { ...all, state, endedAt: since, caseId: 'case1', dueOn: '2026-11-30' };
  }
}

const CALL: CallFacts = {
  id: 'call1',
  countyId: 'c1',
  sessionId: 's1',
  ticketId: 't1',
  seatId: 'a',
  before: [],
  participation: 'video',
  startedAt: STARTS_AT,
  public: true,
  note: '',
  heldMs: 0,
  extendedMs: 0,
  quality: null,
  summons: [],
  shared: null,
  version: 1,
};

export function callIn(state: CallRecord['state'], facts: Partial<CallFacts> = {}): CallRecord {
  const all = { ...CALL, ...facts };
  const liveAt = all.startedAt;
  switch (state) {
    case 'connecting':
      return { ...all, state };
    case 'live':
      return { ...all, state, liveAt, announcedAt: null };
    case 'held':
      return { ...all, state, liveAt, heldAt: liveAt + MINUTE, announcedAt: null };
    case 'ended':
      return { ...all, state, liveAt, endedAt: liveAt + 5 * MINUTE, outcome: 'answered', whereTo: null };
  }
}

/** Whose link was opened and holds, at seat `a`. */
export const helperIn = (kind: HelperKind, facts: Partial<HelperRecord> = {}): HelperRecord => ({
  id: kind,
  countyId: 'c1',
  sessionId: 's1',
  seatId: 'a',
  kind,
  name: 'Sun',
  language: null,
  linkHash: `hash-${kind}`,
  bookedAt: STARTS_AT,
  bookedBy: 'Zhao',
  openedAt: STARTS_AT,
  removedAt: null,
  ...facts,
});

export const caseRecord = (facts: Partial<CaseFacts> & Partial<CaseStage> = {}): CaseRecord =>
  caseIn({
    id: 'case1',
    countyId: 'c1',
    number: 'DL2026-000001',
    subject: 'Cold rooms',
    more: '',
    placeName: 'East village',
    categoryCode: null,
    personId: 'p1',
    ticketId: 't1',
    callId: 'call1',
    openedAt: STARTS_AT,
    ...facts,
  });

export const ANYONE: Actor = { kind: 'anyone', countyId: 'c1', address: '10.0.0.1' };
export const CITIZEN: Actor = { kind: 'citizen', countyId: 'c1', phoneId: 'ph1', address: '10.0.0.2' };
export const HELPER: Extract<Actor, { kind: 'helper' }> = {
  kind: 'helper',
  countyId: 'c1',
  helperId: 'interpreter',
  helperKind: 'interpreter',
  sessionId: 's1',
  seatId: 'a',
  name: 'Sun',
  address: '10.0.0.4',
};
export const SYSTEM: Actor = { kind: 'system', countyId: 'c1' };

type Staff = Extract<Actor, { kind: 'staff' }>;
export const staff = (...roles: StaffRole[]): Staff => ({
  kind: 'staff',
  countyId: 'c1',
  personId: 'm1',
  displayName: 'Zhao',
  unitId: 'u1',
  roles,
  address: '10.0.0.3',
});

export const peer = (role: PeerIdentity['role'], key: string, facts: Partial<PeerIdentity> = {}): PeerIdentity => ({
  key,
  sessionId: 's1',
  role,
  ticketId: null,
  seatId: null,
  personId: null,
  ...facts,
});

/** The decision's state and effects, or a failed test that names the refusal. */
export function accepted<State, Effect>(decision: Decision<State, Effect>): Decided<State, Effect> {
  if (!decision.ok) {
    throw new Error(`refused: ${decision.code} ${JSON.stringify(decision.details ?? {})}`);
  }
  return decision;
}

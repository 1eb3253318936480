/** Sessions, tickets and calls in any state, put into the store directly, for tests of what each state allows. */
import { randomBytes } from 'node:crypto';
import type { CallRecord } from '../../server/domain/calls/types.ts';
import type { ReadScope } from '../../server/domain/cases/access.ts';
import { openCase } from '../../server/domain/cases/transitions.ts';
import type { CaseFacts, CaseRecord, CaseStage } from '../../server/domain/cases/types.ts';
import type { TicketFacts, TicketRecord } from '../../server/domain/queue/types.ts';
import type { SessionRecord } from '../../server/domain/sessions/types.ts';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { SEAT } from './evening.ts';

const HOUR_MS = 3_600_000;
const newId = (prefix: string): string => `${prefix}-${randomBytes(9).toString('hex')}`;

export function sessionIn(
  state: SessionRecord['state'],
  facts: Partial<SessionRecord> & { admitting?: boolean } = {},
): SessionRecord {
  const now = Date.now();
  const { admitting = true, ...given } = facts;
  const common = {
    id: newId('se'),
    countyId: DEMO_COUNTY_ID,
    seriesId: null,
    number: 7,
    title: '试验',
    topic: '',
    scope: '',
    zone: 'Asia/Shanghai',
    startsAt: now - HOUR_MS,
    endsAt: now + HOUR_MS,
    public: true,
    capacity: 1000,
    callLengthMs: 480_000,
    recorded: true,
    overtimeMs: 300_000,
    delayMs: 0,
    ratio: { booked: 2, walkIn: 1 },
    seats: [{ id: SEAT, name: '一号席', officialName: '王建国', officialTitle: '县长', onAir: true }],
    issued: 0,
    finishedCalls: 0,
    turn: 0,
    leaderChange: null,
    cut: null,
    ...given,
  };
  switch (state) {
    case 'scheduled':
      return { ...common, state };
    case 'lobby':
      return { ...common, state, admitting };
    case 'live':
      return { ...common, state, admitting, liveAt: now, resumedAt: null };
    case 'paused':
      return { ...common, state, admitting, liveAt: now, pausedAt: now };
    case 'closing':
      return { ...common, state, closingAt: now, overtimeUntil: now + HOUR_MS, calledSince: now };
    case 'ended':
      return { ...common, state, endedAt: now };
    case 'postponed':
    case 'cancelled':
      return { ...common, state, reason: '台风', at: now };
  }
}

/** Entered, answered, approved, consented: nothing but the state stands in the way. */
export function ticketIn(
  state: TicketRecord['state'],
  facts: Pick<TicketRecord, 'sessionId' | 'personId' | 'number'> &
    Partial<TicketFacts> & { heldBy?: string; callId?: string; answeredAt?: number | null },
): TicketRecord {
  const now = Date.now();
  const { heldBy = 'demo-moderator', callId = 'none', answeredAt = now - 30_000, ...given } = facts;
  const common = {
    id: newId('tk'),
    countyId: DEMO_COUNTY_ID,
    lane: 'walkIn' as const,
    order: given.number,
    homeLane: 'walkIn' as const,
    takenAt: now,
    enteredAt: null,
    entered: true,
    presence: 'here' as const,
    participation: 'video' as const,
    subject: '路灯',
    more: '',
    placeName: '石桥村',
    publicName: '李女士',
    approval: { at: now, by: 'demo-moderator' },
    categoryCode: 'C0101',
    consent: { call: true, recording: false, broadcast: true },
    passes: 0,
    passedAtCall: null,
    lastFailure: null,
    earlierVisits: 0,
    receiptToken: newId('r'),
    // Nothing that happens tells them that their turn comes near.
    told: 'next' as const,
    carriedFrom: null,
    added: null,
    messagesReadAt: null,
    sentTo: null,
    takenBy: null,
    ladder: null,
    undo: null,
    version: 0,
    ...given,
  };
  switch (state) {
    case 'booked':
      return { ...common, state, slotAt: now };
    case 'waiting':
      return { ...common, state, since: now, returnedAt: null, slotAt: null };
    case 'away':
      return { ...common, state, since: now };
    case 'screening':
      return { ...common, state, calledAt: now - 70_000, answerBy: now - 10_000, answeredAt, heldBy, seatId: null };
    case 'onDeck':
      return { ...common, state, since: now, seatId: SEAT, heldBy };
    case 'live':
      return { ...common, state, since: now, seatId: SEAT, callId };
    case 'done':
      return { ...common, state, endedAt: now, outcome: 'answered', whereTo: null };
    case 'left':
    case 'noShow':
      return { ...common, state, endedAt: now };
    case 'deferred':
      return { ...common, state, endedAt: now, by: 'session', toSessionId: 'none', toTicketId: 'none' };
    case 'refused':
      return { ...common, state, endedAt: now, reason: '诉讼', whereTo: '法院' };
    case 'written':
      return { ...common, state, endedAt: now, caseId: 'none', dueOn: '2026-11-30' };
  }
}

export function callIn(
  state: CallRecord['state'],
  facts: Pick<CallRecord, 'id' | 'sessionId' | 'ticketId'> & Partial<CallRecord>,
): CallRecord {
  const now = Date.now();
  const common = {
    countyId: DEMO_COUNTY_ID,
    seatId: SEAT,
    before: [],
    participation: 'video' as const,
    startedAt: now,
    public: false,
    note: '',
    heldMs: 0,
    extendedMs: 0,
    quality: null,
    summons: [],
    shared: null,
    version: 0,
    ...facts,
  };
  switch (state) {
    case 'connecting':
      return { ...common, state };
    case 'live':
      return { ...common, state, liveAt: now, announcedAt: null };
    case 'held':
      return { ...common, state, liveAt: now, heldAt: now, announcedAt: null };
    case 'ended':
      return { ...common, state, liveAt: now, endedAt: now, outcome: 'answered', whereTo: null };
  }
}

/** A case that was just handed in, but for what is told. */
export const caseIn = (
  change: Partial<CaseFacts> & Partial<CaseStage> & Pick<CaseFacts, 'id' | 'number' | 'personId'>,
): CaseRecord => {
  const openedAt = change.openedAt ?? Date.now();
  const limits = { startsAt: openedAt, acknowledgeBy: null, dispatchBy: null, dueAt: null };
  const facts = { countyId: DEMO_COUNTY_ID, kind: 'help', subject: '路灯不亮', more: '', placeName: '石桥村' } as const;
  const rest = { categoryCode: null, ticketId: null, callId: null };
  return { ...openCase({ ...facts, ...rest, ...change }, openedAt, limits), ...change } as CaseRecord;
};

/** Every case of a county, sealed ones too. */
export const wholeCounty = (countyId: string): ReadScope => ({
  countyId,
  personId: '',
  unitId: null,
  wide: true,
  sealed: true,
});

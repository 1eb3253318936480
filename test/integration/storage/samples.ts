/** Records to store; every test may change what it needs. */
import type { CallFacts, CallRecord } from '../../../server/domain/calls/types.ts';
import type { CaseFacts, CaseRecord, CaseStage } from '../../../server/domain/cases/types.ts';
import type { TicketFacts, TicketRecord } from '../../../server/domain/queue/types.ts';
import type { SessionFacts } from '../../../server/domain/sessions/types.ts';
import { caseIn } from '../../support/records.ts';

let counter = 0;
export function unique(prefix: string): string {
  counter += 1;
  return `${prefix}-${counter}`;
}

export const COUNTY = 'county-1';

export const sessionFacts = (change: Partial<SessionFacts> = {}): SessionFacts => ({
  id: unique('session'),
  countyId: COUNTY,
  seriesId: null,
  number: 7,
  title: '周二直通夜',
  topic: '惠农补贴',
  scope: '县政府职责范围',
  zone: 'Asia/Shanghai',
  startsAt: 1_770_000_000_000,
  endsAt: 1_770_005_400_000,
  public: true,
  capacity: 200,
  callLengthMs: 480_000,
  recorded: true,
  overtimeMs: 300_000,
  delayMs: 10_000,
  ratio: { booked: 2, walkIn: 1 },
  seats: [{ id: 'seat-1', name: '一号席', officialName: '王建国', officialTitle: '县长', onAir: true }],
  issued: 0,
  finishedCalls: 0,
  turn: 0,
  leaderChange: null,
  cut: null,
  ...change,
});

export const ticketFacts = (change: Partial<TicketFacts> = {}): TicketFacts => {
  const id = unique('ticket');
  counter += 1;
  return {
    id,
    countyId: COUNTY,
    sessionId: 'session-0',
    personId: 'person-0',
    number: counter,
    lane: 'walkIn',
    order: counter,
    homeLane: 'walkIn',
    takenAt: 1_770_000_000_123,
    enteredAt: null,
    entered: false,
    presence: 'never',
    participation: 'video',
    subject: '村里的路坏了',
    more: '我家门口，张三，电话 13800001234',
    placeName: '青禾镇东关社区',
    publicName: '张先生',
    approval: null,
    categoryCode: null,
    consent: { call: true, recording: false, broadcast: true },
    passes: 0,
    passedAtCall: null,
    lastFailure: null,
    earlierVisits: 0,
    receiptToken: `receipt-${id}`,
    told: 'nothing',
    carriedFrom: null,
    added: null,
    messagesReadAt: null,
    sentTo: null,
    takenBy: null,
    ladder: null,
    undo: null,
    version: 0,
    ...change,
  };
};

export const waiting = (change: Partial<TicketFacts> = {}): TicketRecord => ({
  ...ticketFacts(change),
  state: 'waiting',
  since: 1_770_000_000_123,
  returnedAt: null,
  slotAt: null,
});

export const callFacts = (change: Partial<CallFacts> = {}): CallFacts => ({
  id: unique('call'),
  countyId: COUNTY,
  sessionId: 'session-0',
  ticketId: 'ticket-0',
  seatId: 'seat-1',
  before: [{ seatId: 'seat-0', until: 1_770_000_100_123, public: true }],
  participation: 'video',
  startedAt: 1_770_000_100_000,
  public: true,
  note: '张三说补贴没到',
  heldMs: 4_500,
  extendedMs: 180_000,
  quality: null,
  summons: [],
  shared: null,
  version: 0,
  ...change,
});
export const connecting = (change: Partial<CallFacts> = {}): CallRecord => ({
  ...callFacts(change),
  state: 'connecting',
});

export const caseOf = (change: Partial<CaseFacts> & Partial<CaseStage> = {}): CaseRecord =>
  caseIn({
    id: unique('case'),
    countyId: COUNTY,
    number: unique('DL2026-'),
    subject: '路灯不亮',
    more: '已经三个月了，我叫张三',
    placeName: '青禾镇',
    categoryCode: 'C0112',
    personId: 'person-0',
    ticketId: null,
    callId: null,
    openedAt: 1_770_000_200_000,
    ...change,
  });

/** A message to everybody. */
export const EMPTY_MESSAGE = {
  ticketId: null,
  ticketIds: null,
  listen: false,
  at: 1,
  byPersonId: 'p',
  to: 0,
  here: 0,
  sms: 0,
};

import type { ModeratorView } from '../../../shared/views/all.ts';

/** A moderator's view of a live session with one free seat. */
export const view = (facts: Partial<ModeratorView> = {}): ModeratorView => ({
  emergencies: [],
  session: {
    id: 's1',
    number: 1,
    title: '接访',
    topic: '',
    state: 'live',
    public: true,
    admitting: true,
    startsAt: 0,
    endsAt: 1,
    overtimeUntil: null,
    zone: 'Asia/Shanghai',
    callLengthMs: 300_000,
    delayMs: 0,
    leaderChange: null,
  },
  programme: { state: 'slate', now: null },
  seats: [
    {
      id: 'seat-1',
      name: '一号席',
      officialName: '王建国',
      officialTitle: '县长',
      ready: true,
      onAir: true,
      room: null,
    },
  ],
  calls: [],
  rows: [],
  cases: [],
  promises: [],
  unsettled: [],
  summons: [],
  helpers: [],
  nextTicketId: null,
  questions: { fresh: 0, approved: 0, changedAt: 0 },
  digest: {
    lanes: { head: lane(), booked: lane(), walkIn: lane(), repeat: lane() },
    ratio: { booked: 1, walkIn: 1, turn: 0 },
    pace: { shortMs: 1, longMs: 2, seats: 1, closesAt: 1 },
    rooms: [],
    roomPace: { shortMs: 1, longMs: 2 },
  },
  counts: { waiting: 0, away: 0, done: 0, gone: 0, audience: 0 },
  log: [],
  ...facts,
});

const lane = () => ({ runs: [], beyond: 0 });

export const call = (facts: Partial<ModeratorView['calls'][number]> = {}): ModeratorView['calls'][number] => ({
  id: 'c1',
  ticketId: 't1',
  seatId: 'seat-1',
  state: 'live',
  participation: 'video',
  weakNetwork: false,
  public: false,
  shown: false,
  recording: 'consent',
  startedAt: 0,
  liveAt: 0,
  heldAt: null,
  heldMs: 0,
  extendedMs: 0,
  picture: null,
  ...facts,
});

import { describe, expect, test } from 'vitest';
import { encodeOnce } from '../../../server/realtime/encode-once.ts';
import { PassedRows, viewMessage } from '../../../server/realtime/view-message.ts';
import type { QueueRow, ViewOf } from '../../../shared/views/all.ts';
import { row } from '../desk/row.ts';

const head = { revision: 3, serverTime: 1_770_000_000_000 };
const lane = { runs: [], beyond: 0 };
const waiting: ViewOf<'waiting'> = {
  digest: {
    lanes: { head: lane, booked: lane, walkIn: { runs: [[1, 2]], beyond: 0 }, repeat: lane },
    ratio: { booked: 2, walkIn: 1, turn: 0 },
    pace: { shortMs: 1, longMs: 2, seats: 1, closesAt: 3 },
    rooms: [],
    roomPace: { shortMs: 1, longMs: 2 },
  },
  notice: null,
};

function sent(data: unknown) {
  const faults: string[] = [];
  const log = { error: (_facts: unknown, text: string) => void faults.push(text) };
  return { message: viewMessage('waiting', head, data as ViewOf<'waiting'>, log as never), faults };
}

describe('[T5] what leaves in a view', () => {
  test('is the view as it is, where it fits', () => {
    expect(sent(waiting)).toEqual({ message: { view: 'waiting', ...head, data: waiting }, faults: [] });
  });

  test('is nothing that the schema does not name, at any depth; that it was there is written down', () => {
    const digest = { ...waiting.digest, lanes: { ...waiting.digest.lanes, head: { ...lane, phone: '13812345678' } } };
    const { message, faults } = sent({ ...waiting, digest });
    expect(message?.data).toEqual(waiting);
    expect(faults).toEqual([expect.stringContaining('does not know')]);
  });

  test('is nothing at all when it does not fit, and the fault has no values in it', () => {
    const { message, faults } = sent({ ...waiting, notice: { text: 13_812_345_678, at: 1 } });
    expect(message).toBeNull();
    expect(faults).toEqual([expect.stringContaining('not sent')]);
  });
});

describe('[T5] rows of a table that passed before', () => {
  const moderator = (rows: readonly QueueRow[]): ViewOf<'moderator'> => ({
    emergencies: [],
    cases: [],
    summons: [],
    questions: { fresh: 0, approved: 0, changedAt: 0 },
    helpers: [],
    session: {
      id: 'demo',
      number: 1,
      title: '',
      topic: '',
      state: 'live',
      public: false,
      admitting: true,
      startsAt: 1,
      endsAt: 2,
      overtimeUntil: null,
      zone: 'Asia/Shanghai',
      callLengthMs: 1,
      delayMs: 0,
      leaderChange: null,
    },
    programme: { state: 'slate', now: null },
    seats: [],
    calls: [],
    rows: [...rows],
    nextTicketId: null,
    digest: waiting.digest,
    counts: { waiting: 0, away: 0, done: 0, gone: 0, audience: 0 },
    log: [],
  });
  const one = row({ ticketId: 'tk_1', place: 2 });
  const other = row({ ticketId: 'tk_2', place: 3 });

  function desk() {
    const passed = new PassedRows();
    const faults: string[] = [];
    const log = { error: (_facts: unknown, text: string) => void faults.push(text) };
    const rowsSent = (...rows: QueueRow[]) => {
      const message = viewMessage('moderator', head, moderator(rows), log as never, passed);
      return message && (message.data as ViewOf<'moderator'>).rows;
    };
    return { passed, faults, rowsSent };
  }

  test('pass again where only their place is another', () => {
    const { passed, faults, rowsSent } = desk();
    expect(rowsSent(one, other)).toEqual([one, other]);
    expect(passed.has({ ...one, place: 1 })).toBe(true);
    expect(passed.has({ ...one, place: null })).toBe(true);
    expect(passed.has({ ...one, subject: 'another' })).toBe(false);
    expect(rowsSent({ ...other, place: 1 }, { ...one, place: 2 })).toEqual([
      { ...other, place: 1 },
      { ...one, place: 2 },
    ]);
    expect(rowsSent({ ...other, place: 1 })).toEqual([{ ...other, place: 1 }]);
    expect(passed.has(one)).toBe(false);
    expect(faults).toEqual([]);
  });

  test('are read anew with whatever else is in them', () => {
    const { faults, rowsSent } = desk();
    rowsSent(one, other);
    expect(rowsSent(one, { ...other, phone: '13812345678' } as never)).toEqual([one, other]);
    expect(rowsSent({ ...one, consent: { ...one.consent, phone: '13812345678' } } as never, other)).toEqual([
      one,
      other,
    ]);
    expect(faults).toEqual([expect.stringContaining('does not know'), expect.stringContaining('does not know')]);
    expect(rowsSent(one, { ...other, place: '13812345678' } as never)).toBeNull();
    const { place: _, ...without } = other;
    expect(rowsSent(one, without as never)).toBeNull();
  });
});

test('what is encoded once is the event that socket.io sends', () => {
  const { packet, frame } = encodeOnce({ view: 'waiting', ...head }, JSON.stringify(waiting));
  expect(JSON.parse(packet.slice(1))).toEqual(['view', { view: 'waiting', ...head, data: waiting }]);
  expect(frame[0].toString().endsWith(`4${packet}`)).toBe(true);
});

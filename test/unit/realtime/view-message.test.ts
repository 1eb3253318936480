import { describe, expect, test } from 'vitest';
import { encodeOnce } from '../../../server/realtime/encode-once.ts';
import { viewMessage } from '../../../server/realtime/view-message.ts';
import type { ViewOf } from '../../../shared/views/all.ts';

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

test('what is encoded once is the event that socket.io sends', () => {
  const { packet, frame } = encodeOnce({ view: 'waiting', ...head }, JSON.stringify(waiting));
  expect(JSON.parse(packet.slice(1))).toEqual(['view', { view: 'waiting', ...head, data: waiting }]);
  expect(frame[0].toString().endsWith(`4${packet}`)).toBe(true);
});

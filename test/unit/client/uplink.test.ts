import { describe, expect, test } from 'vitest';
import { afterUplink, CARRIES, type Carrying, type Uplink, uplinkOf } from '../../../client/media/uplink.ts';

const good: Uplink = { availableBps: 1_500_000, lossRatio: 0.01, roundTripMs: 80 };
const narrow: Uplink = { ...good, availableBps: 60_000, roundTripMs: 900 };
const following = (reports: readonly Uplink[], from: Carrying = CARRIES) => reports.reduce(afterUplink, from);
const times = (count: number, uplink: Uplink) => Array.from({ length: count }, () => uplink);

describe('[C12] whether the way up carries a picture', () => {
  test('not, after three reports in a row of too little room, or of too much that is lost', () => {
    expect(following(times(2, narrow)).carries).toBe(true);
    expect(following(times(3, narrow)).carries).toBe(false);
    expect(following(times(3, { ...good, lossRatio: 0.4 })).carries).toBe(false);
    expect(following([narrow, narrow, good, narrow, narrow]).carries).toBe(true);
  });

  test('again, after six good ones in a row, and not before', () => {
    const down = following(times(3, narrow));
    const sound = { ...good, availableBps: 90_000 };
    expect(following(times(5, sound), down).carries).toBe(false);
    expect(following(times(6, sound), down).carries).toBe(true);
    expect(following([...times(5, sound), { ...sound, lossRatio: 0.2 }, ...times(5, sound)], down).carries).toBe(false);
  });

  test('a low guess alone is a busy phone, not a narrow way', () => {
    expect(following(times(20, { ...good, availableBps: 60_000 })).carries).toBe(true);
    expect(following(times(3, { ...good, availableBps: 60_000, lossRatio: 0.1 })).carries).toBe(false);
  });

  test('what a browser does not tell turns nothing off, and offers nothing', () => {
    const unknown: Uplink = { availableBps: null, lossRatio: null, roundTripMs: null };
    expect(following(times(20, unknown)).carries).toBe(true);
    expect(following(times(20, unknown), { carries: false, against: 0 }).carries).toBe(false);
  });
});

test('is read of the pair in use and of the worst stream', () => {
  const stats = new Map(
    [
      { type: 'candidate-pair', state: 'succeeded', availableOutgoingBitrate: 10 },
      { type: 'candidate-pair', state: 'succeeded', nominated: true, availableOutgoingBitrate: 300_000 },
      { type: 'remote-inbound-rtp', fractionLost: 0.1, roundTripTime: 0.05 },
      { type: 'remote-inbound-rtp', fractionLost: 0.3, roundTripTime: 0.2 },
    ].map((stat, index) => [index, stat]),
  );
  expect(uplinkOf(stats)).toEqual({ availableBps: 300_000, lossRatio: 0.3, roundTripMs: 200 });
  expect(uplinkOf(null)).toEqual({ availableBps: null, lossRatio: null, roundTripMs: null });
});

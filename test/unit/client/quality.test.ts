/** What a page reports of `getStats`: windows that add up, also over streams that come and go. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readingOf, reportQuality, windowBetween } from '../../../client/media/quality.ts';
import type { Signal } from '../../../client/media/signal.ts';
import { afterUplink, CARRIES, type Uplink } from '../../../client/media/uplink.ts';
import { QualityWindow } from '../../../shared/actions/media.ts';

interface Stat {
  readonly id: string;
  readonly type: string;
}
const report = (stats: readonly Stat[]) => new Map(stats.map((stat) => [stat.id, stat]));
const picture = (received: number, lost: number, freezes: number) => ({
  ...{ id: 'picture', type: 'inbound-rtp', kind: 'video', jitter: 0.012, frameWidth: 640, frameHeight: 480 },
  ...{ packetsReceived: received, packetsLost: lost, freezeCount: freezes },
});
const sound = (received: number, lost: number) => ({
  ...{ id: 'sound', type: 'inbound-rtp', kind: 'audio', jitter: 0.03 },
  ...{ packetsReceived: received, packetsLost: lost },
});
const path = { id: 'pair', type: 'candidate-pair', state: 'succeeded', nominated: true, currentRoundTripTime: 0.048 };
const reading = (at: number, ...stats: readonly Stat[]) =>
  readingOf({ send: null, receive: report([...stats, path]) }, at);

describe('a window', () => {
  it('holds what came since the reading before, with the worst jitter and the round trip of now', () => {
    const window = windowBetween(
      reading(1000, picture(100, 5, 2), sound(50, 0)),
      reading(6000, picture(400, 8, 3), sound(290, 10)),
    );
    expect(QualityWindow.parse(window)).toEqual({
      ...{ overMs: 5000, received: 540, lost: 13, freezes: 1 },
      ...{ jitterMs: 30, roundTripMs: 48, width: 640, height: 480 },
    });
  });

  it('counts a new stream from its beginning, one that ended no more, and no loss twice', () => {
    const begun = windowBetween(reading(0, sound(50, 4)), reading(5000, sound(60, 3), picture(30, 1, 0)));
    expect(begun).toMatchObject({ received: 40, lost: 1, freezes: 0 });
    const ended = windowBetween(reading(0, sound(50, 4), picture(900, 9, 9)), reading(5000, sound(60, 4)));
    expect(ended).toMatchObject({ received: 10, lost: 0, freezes: null, width: null });
  });
});

describe('[C12] after the path was gone', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const lossy = [
    { id: 'pair', type: 'candidate-pair', state: 'succeeded', nominated: true, availableOutgoingBitrate: 900_000 },
    { id: 'heard', type: 'remote-inbound-rtp', fractionLost: 0.9, roundTripTime: 0.05 },
  ];
  const signal = { call: async () => ({}) } as unknown as Signal;

  /** What the page makes of a server that goes on telling of loss, `seconds` long. */
  async function judged(
    told: (state: (is: string) => void, pass: (seconds: number) => Promise<unknown>) => Promise<unknown>,
  ) {
    let state = 'connected';
    const listeners = new Set<() => void>();
    const session = {
      subscribe: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      getSnapshot: () => ({ state }),
      stats: async () => ({ send: report(lossy), receive: report([picture(100, 0, 0)]) }),
    };
    const uplinks: Uplink[] = [];
    const stop = reportQuality(signal, session, (_, uplink) => uplinks.push(uplink));
    await told(
      (is) => {
        state = is;
        for (const listener of listeners) listener();
      },
      (seconds) => vi.advanceTimersByTimeAsync(seconds * 1000),
    );
    stop();
    expect(listeners.size).toBe(0);
    return uplinks.reduce(afterUplink, CARRIES).carries;
  }

  it('what the server tells of that while turns no picture off', async () => {
    const carries = await judged(async (state, pass) => {
      await pass(7);
      state('recovering');
      await pass(20);
      state('connected');
      await pass(24);
    });
    expect(carries).toBe(true);
  });

  it('a way that stays bad turns it off, also where it comes and goes', async () => {
    const carries = await judged(async (state, pass) => {
      for (let round = 0; round < 5; round += 1) {
        state('recovering');
        await pass(3);
        state('connected');
        await pass(6);
      }
    });
    expect(carries).toBe(false);
  });
});

import { expect, it } from 'vitest';
import { addWindow, type CallQuality, qualityOf } from '../../../server/domain/calls/quality.ts';
import { Quality } from '../../../shared/actions/cases.ts';
import type { QualityWindow } from '../../../shared/actions/media.ts';

const window = (change: Partial<QualityWindow> = {}): QualityWindow => ({
  overMs: 5000,
  received: 990,
  lost: 10,
  jitterMs: 10,
  roundTripMs: 40,
  freezes: 1,
  width: 640,
  height: 480,
  ...change,
});
const received = (windows: readonly QualityWindow[]): CallQuality | null =>
  windows.reduce<CallQuality | null>((sums, one) => addWindow(sums, 'citizen', one), null);

it('adds up over the whole call: sums, means and the worst, not the last seconds', () => {
  const sums = received([window(), window({ received: 900, lost: 100, jitterMs: 30, roundTripMs: 240, freezes: 2 })]);
  expect(Quality.parse(qualityOf(sums?.citizen ?? null))).toEqual({
    measuredMs: 10_000,
    lossRatio: 110 / 2000,
    worstLossRatio: 0.1,
    jitterMs: 20,
    roundTripMs: 140,
    worstRoundTripMs: 240,
    freezes: 3,
    width: 640,
    height: 480,
  });
});

it('keeps the sides apart', () => {
  const sums = addWindow(
    received([window()]),
    'official',
    window({ received: 500, lost: 0, width: 1280, height: 720 }),
  );
  expect(qualityOf(sums.citizen)).toMatchObject({ lossRatio: 0.01, width: 640 });
  expect(qualityOf(sums.official)).toMatchObject({ lossRatio: 0, width: 1280, measuredMs: 5000 });
});

it('tells what was not measured from what was none', () => {
  const silent = window({
    received: 0,
    lost: 0,
    jitterMs: null,
    roundTripMs: null,
    freezes: null,
    width: null,
    height: null,
  });
  const nothing = qualityOf(received([silent])?.citizen ?? null);
  expect(nothing).toMatchObject({
    lossRatio: null,
    worstLossRatio: null,
    jitterMs: null,
    roundTripMs: null,
    freezes: null,
  });
  // A moment without figures takes nothing away.
  expect(qualityOf(received([window(), silent])?.citizen ?? null)).toMatchObject({
    lossRatio: 0.01,
    roundTripMs: 40,
    freezes: 1,
    width: 640,
  });
  expect(qualityOf(null)).toBeNull();
});

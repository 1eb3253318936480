/** How a call was received, added up over the reports of either side: a page that is loaded anew goes on with the sums. */
import type { Quality } from '../../../shared/actions/cases.ts';
import type { QualityWindow } from '../../../shared/actions/media.ts';

/** Who received it. */
export type QualitySide = 'citizen' | 'official';

interface Samples {
  readonly sum: number;
  readonly count: number;
  readonly worst: number;
}

/** Sums, from which means are made when somebody looks. */
export interface QualityTotals {
  readonly measuredMs: number;
  readonly received: number;
  readonly lost: number;
  readonly worstLossRatio: number | null;
  readonly jitter: Samples | null;
  readonly roundTrip: Samples | null;
  readonly freezes: number | null;
  readonly width: number | null;
  readonly height: number | null;
}

export type CallQuality = Readonly<Record<QualitySide, QualityTotals | null>>;

export const NOT_MEASURED: CallQuality = { citizen: null, official: null };

const NOTHING: QualityTotals = {
  measuredMs: 0,
  received: 0,
  lost: 0,
  worstLossRatio: null,
  jitter: null,
  roundTrip: null,
  freezes: null,
  width: null,
  height: null,
};

const ratioOf = (lost: number, received: number): number | null =>
  lost + received > 0 ? lost / (lost + received) : null;

const worstOf = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

const withSample = (before: Samples | null, value: number | null): Samples | null =>
  value === null
    ? before
    : { sum: (before?.sum ?? 0) + value, count: (before?.count ?? 0) + 1, worst: Math.max(before?.worst ?? 0, value) };

const meanOf = (samples: Samples | null): number | null => samples && Math.round(samples.sum / samples.count);

/** One more report: it counts the time since the one before it, also that of another page of the same side. */
export function addWindow(before: CallQuality | null, side: QualitySide, window: QualityWindow): CallQuality {
  const sums = before?.[side] ?? NOTHING;
  const isLarger = (window.width ?? 0) * (window.height ?? 0) > (sums.width ?? 0) * (sums.height ?? 0);
  return {
    ...(before ?? NOT_MEASURED),
    [side]: {
      measuredMs: sums.measuredMs + window.overMs,
      received: sums.received + window.received,
      lost: sums.lost + window.lost,
      worstLossRatio: worstOf(sums.worstLossRatio, ratioOf(window.lost, window.received)),
      jitter: withSample(sums.jitter, window.jitterMs),
      roundTrip: withSample(sums.roundTrip, window.roundTripMs),
      freezes: window.freezes === null ? sums.freezes : (sums.freezes ?? 0) + window.freezes,
      width: isLarger ? window.width : sums.width,
      height: isLarger ? window.height : sums.height,
    },
  };
}

export const qualityOf = (sums: QualityTotals | null): Quality | null =>
  sums && {
    measuredMs: sums.measuredMs,
    lossRatio: ratioOf(sums.lost, sums.received),
    worstLossRatio: sums.worstLossRatio,
    jitterMs: meanOf(sums.jitter),
    roundTripMs: meanOf(sums.roundTrip),
    worstRoundTripMs: sums.roundTrip && Math.round(sums.roundTrip.worst),
    freezes: sums.freezes,
    width: sums.width,
    height: sums.height,
  };

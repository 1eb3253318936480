/** Whether the network is weak enough to say so. It takes two poor reports to say it and three good ones to take it back. */
import type { QualityWindow } from '../../shared/actions/media.ts';

export interface Strength {
  readonly weak: boolean;
  /** Reports in a row that speak against what is said now. */
  readonly against: number;
}

export const STRONG: Strength = { weak: false, against: 0 };

const POOR = { lossRatio: 0.08, roundTripMs: 600, freezes: 2 };
const GOOD = { lossRatio: 0.03, roundTripMs: 400 };
const POOR_IN_A_ROW = 2;
const GOOD_IN_A_ROW = 3;

type Measured = Pick<QualityWindow, 'received' | 'lost' | 'roundTripMs' | 'freezes'>;

const lossRatio = ({ received, lost }: Measured): number => (received + lost === 0 ? 0 : lost / (received + lost));

/** What was not measured speaks for nothing. */
const isPoor = (measured: Measured): boolean =>
  lossRatio(measured) >= POOR.lossRatio ||
  (measured.roundTripMs ?? 0) >= POOR.roundTripMs ||
  (measured.freezes ?? 0) >= POOR.freezes;
const isGood = (measured: Measured): boolean =>
  lossRatio(measured) <= GOOD.lossRatio &&
  (measured.roundTripMs ?? 0) <= GOOD.roundTripMs &&
  (measured.freezes ?? 0) === 0;

/** After one more report of the last seconds. */
export function afterReport({ weak, against }: Strength, measured: Measured): Strength {
  const speaksAgainst = weak ? isGood(measured) : isPoor(measured);
  if (!speaksAgainst) return { weak, against: 0 };
  const enough = weak ? GOOD_IN_A_ROW : POOR_IN_A_ROW;
  return against + 1 >= enough ? { weak: !weak, against: 0 } : { weak, against: against + 1 };
}

/** Whether the network carries this page's own picture, by what the statistics of sending say (C12). */

/** What held when it was asked; `null`: this browser does not say, or nothing is sent. */
export interface Uplink {
  /** What the browser takes the way up for. */
  readonly availableBps: number | null;
  /** Of what was sent, by what the server reports. */
  readonly lossRatio: number | null;
  readonly roundTripMs: number | null;
}

export interface Carrying {
  readonly carries: boolean;
  /** Reports in a row that speak against what is said now. */
  readonly against: number;
}
export const NOT_MEASURED: Uplink = { availableBps: null, lossRatio: null, roundTripMs: null };
export const CARRIES: Carrying = { carries: true, against: 0 };

/**
 * Below `availableBps` the smallest layer and a voice do not go together. A busy phone is guessed as low for a while by its
 * own late answers: a way that is too narrow loses or delays packets as well.
 */
const POOR = { lossRatio: 0.3, availableBps: 120_000, withLossRatio: 0.08, withRoundTripMs: 600 };
const GOOD = { lossRatio: 0.05, roundTripMs: 500 };
/** Of reports every 5 s: a picture is turned off after a quarter of a minute, and offered again after half a minute. */
const POOR_IN_A_ROW = 3;
const GOOD_IN_A_ROW = 6;

interface SendStat {
  readonly type: string;
  readonly state?: string;
  readonly nominated?: boolean;
  readonly availableOutgoingBitrate?: number;
  readonly fractionLost?: number;
  readonly roundTripTime?: number;
}

export function uplinkOf(report: { forEach(visit: (stat: unknown) => void): void } | null): Uplink {
  const all: SendStat[] = [];
  report?.forEach((stat) => {
    all.push(stat as SendStat);
  });
  const pairs = all.filter(({ type, state }) => type === 'candidate-pair' && state === 'succeeded');
  const remote = all.filter(({ type }) => type === 'remote-inbound-rtp');
  const most = (values: readonly (number | undefined)[]): number | null => {
    const known = values.filter((value) => value !== undefined);
    return known.length > 0 ? Math.max(...known) : null;
  };
  const seconds = most(remote.map(({ roundTripTime }) => roundTripTime));
  return {
    availableBps: (pairs.find(({ nominated }) => nominated) ?? pairs[0])?.availableOutgoingBitrate ?? null,
    lossRatio: most(remote.map(({ fractionLost }) => fractionLost)),
    roundTripMs: seconds === null ? null : Math.round(seconds * 1000),
  };
}

/** What was not measured speaks for nothing. */
const isPoor = ({ availableBps, lossRatio, roundTripMs }: Uplink): boolean =>
  (lossRatio ?? 0) >= POOR.lossRatio ||
  (availableBps !== null &&
    availableBps < POOR.availableBps &&
    ((lossRatio ?? 0) >= POOR.withLossRatio || (roundTripMs ?? 0) >= POOR.withRoundTripMs));
/** Without a picture nobody knows how much the way up would carry: little loss and quick answers are what there is. */
const isGood = ({ lossRatio, roundTripMs }: Uplink): boolean =>
  lossRatio !== null && lossRatio <= GOOD.lossRatio && (roundTripMs ?? 0) <= GOOD.roundTripMs;

/** After one more report. */
export function afterUplink({ carries, against }: Carrying, uplink: Uplink): Carrying {
  const speaksAgainst = carries ? isPoor(uplink) : isGood(uplink);
  if (!speaksAgainst) return { carries, against: 0 };
  const enough = carries ? POOR_IN_A_ROW : GOOD_IN_A_ROW;
  return against + 1 >= enough ? { carries: !carries, against: 0 } : { carries, against: against + 1 };
}

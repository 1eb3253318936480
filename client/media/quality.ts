/** What `getStats` says of the last seconds, as the `Quality` that is kept with a call. */
import type { Quality } from '../../shared/actions/cases.ts';
import type { MediaSession } from './media-session.ts';
import type { Signal } from './signal.ts';

/** Fields of the statistics that matter here; all optional, since browsers differ. */
interface Stat {
  readonly type: string;
  readonly kind?: string;
  readonly packetsLost?: number;
  readonly packetsReceived?: number;
  readonly jitter?: number;
  readonly fractionLost?: number;
  readonly freezeCount?: number;
  readonly frameWidth?: number;
  readonly frameHeight?: number;
  readonly state?: string;
  readonly nominated?: boolean;
  readonly currentRoundTripTime?: number;
}

interface Totals {
  lost: number;
  received: number;
  freezes: number;
}

const listOf = (report: RTCStatsReport | null): Stat[] => {
  const list: Stat[] = [];
  report?.forEach((stat) => {
    list.push(stat as Stat);
  });
  return list;
};

export function roundTripMsOf(report: RTCStatsReport | null): number | null {
  const pairs = listOf(report).filter((stat) => stat.type === 'candidate-pair' && stat.state === 'succeeded');
  const seconds = (pairs.find((stat) => stat.nominated) ?? pairs[0])?.currentRoundTripTime;
  return seconds === undefined ? null : Math.round(seconds * 1000);
}

/** What is received tells most; a page that only sends says what came back about it. */
export function qualityOf(
  { send, receive }: { send: RTCStatsReport | null; receive: RTCStatsReport | null },
  before: Totals | null,
): { quality: Quality; totals: Totals } {
  const inbound = listOf(receive).filter((stat) => stat.type === 'inbound-rtp');
  const remote = listOf(send).filter((stat) => stat.type === 'remote-inbound-rtp');
  const sum = (pick: (stat: Stat) => number | undefined) => inbound.reduce((all, stat) => all + (pick(stat) ?? 0), 0);
  const totals = {
    lost: sum((stat) => stat.packetsLost),
    received: sum((stat) => stat.packetsReceived),
    freezes: sum((stat) => stat.freezeCount),
  };
  const lost = Math.max(0, totals.lost - (before?.lost ?? 0));
  const expected = lost + Math.max(0, totals.received - (before?.received ?? 0));
  const worst = (values: (number | undefined)[]) => {
    const known = values.filter((value) => value !== undefined);
    return known.length > 0 ? Math.max(...known) : null;
  };
  const jitter = worst([...inbound, ...remote].map((stat) => stat.jitter));
  const picture = inbound.find((stat) => stat.kind === 'video' && stat.frameWidth);
  return {
    totals,
    quality: {
      lossRatio: expected > 0 ? lost / expected : worst(remote.map((stat) => stat.fractionLost)),
      jitterMs: jitter === null ? null : Math.round(jitter * 1000),
      roundTripMs: roundTripMsOf(receive) ?? roundTripMsOf(send),
      freezes: inbound.length > 0 ? Math.max(0, totals.freezes - (before?.freezes ?? 0)) : null,
      width: picture?.frameWidth ?? null,
      height: picture?.frameHeight ?? null,
    },
  };
}

const EVERY_MS = 5000;

/** Reports every 5 s while media is connected. `onQuality` is for the page's own signal bars. */
export function reportQuality(
  signal: Signal,
  session: MediaSession,
  onQuality: (quality: Quality) => void = () => undefined,
): () => void {
  let before: Totals | null = null;
  let isBusy = false;
  const report = async () => {
    if (isBusy || session.getSnapshot().state !== 'connected') return;
    isBusy = true;
    try {
      const { quality, totals } = qualityOf(await session.stats(), before);
      before = totals;
      onQuality(quality);
      await signal.call('media.reportQuality', { quality });
    } catch {
      // Lost with the connection; the next one comes in 5 s.
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(() => void report(), EVERY_MS);
  return () => clearInterval(timer);
}

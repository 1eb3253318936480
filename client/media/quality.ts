/** What `getStats` says of the last seconds, as windows that the server adds up over the call. */
import type { QualityWindow } from '../../shared/actions/media.ts';
import type { Signal } from './signal.ts';
import { NOT_MEASURED, type Uplink, uplinkOf } from './uplink.ts';

/** Fields of the statistics that matter here; all optional, since browsers differ. */
interface Stat {
  readonly id: string;
  readonly type: string;
  readonly kind?: string;
  readonly packetsLost?: number;
  readonly packetsReceived?: number;
  readonly jitter?: number;
  readonly freezeCount?: number;
  readonly frameWidth?: number;
  readonly frameHeight?: number;
  readonly state?: string;
  readonly nominated?: boolean;
  readonly currentRoundTripTime?: number;
}

/** An `RTCStatsReport`, as far as it is read here. */
interface Report {
  forEach(visit: (stat: unknown) => void): void;
}
interface Reports {
  readonly send: Report | null;
  readonly receive: Report | null;
}

interface Counts {
  readonly received: number;
  readonly lost: number;
  /** Absent: sound, or a browser that does not count them. */
  readonly freezes: number | undefined;
}

/** Counts since each stream began, by its id, and what held at the moment. */
export interface Reading {
  readonly at: number;
  readonly streams: ReadonlyMap<string, Counts>;
  readonly jitterMs: number | null;
  readonly roundTripMs: number | null;
  readonly width: number | null;
  readonly height: number | null;
}

const listOf = (report: Report | null): Stat[] => {
  const list: Stat[] = [];
  report?.forEach((stat) => {
    list.push(stat as Stat);
  });
  return list;
};

export function roundTripMsOf(report: Report | null): number | null {
  const pairs = listOf(report).filter((stat) => stat.type === 'candidate-pair' && stat.state === 'succeeded');
  const seconds = (pairs.find((stat) => stat.nominated) ?? pairs[0])?.currentRoundTripTime;
  return seconds === undefined ? null : Math.round(seconds * 1000);
}

/** @param at milliseconds of any steady clock */
export function readingOf({ send, receive }: Reports, at: number): Reading {
  const inbound = listOf(receive).filter((stat) => stat.type === 'inbound-rtp');
  const jitters = inbound.map((stat) => stat.jitter).filter((jitter) => jitter !== undefined);
  const picture = inbound.find((stat) => stat.kind === 'video' && stat.frameWidth);
  return {
    at,
    streams: new Map(
      inbound.map((stat) => [
        stat.id,
        { received: stat.packetsReceived ?? 0, lost: stat.packetsLost ?? 0, freezes: stat.freezeCount },
      ]),
    ),
    jitterMs: jitters.length > 0 ? Math.round(Math.max(...jitters) * 1000) : null,
    roundTripMs: roundTripMsOf(receive) ?? roundTripMsOf(send),
    width: picture?.frameWidth ?? null,
    height: picture?.frameHeight ?? null,
  };
}

/** What was received between two readings. A stream that is new since counts from its beginning, one that is gone no more. */
export function windowBetween(before: Reading, now: Reading): QualityWindow {
  let received = 0;
  let lost = 0;
  let freezes: number | null = null;
  // Lost packets fall when late ones arrive after all.
  const since = (count: number, earlier: number | undefined) => Math.max(0, count - (earlier ?? 0));
  for (const [id, stream] of now.streams) {
    const earlier = before.streams.get(id);
    received += since(stream.received, earlier?.received);
    lost += since(stream.lost, earlier?.lost);
    if (stream.freezes !== undefined) freezes = (freezes ?? 0) + since(stream.freezes, earlier?.freezes);
  }
  const { jitterMs, roundTripMs, width, height } = now;
  const overMs = Math.max(1, Math.round(now.at - before.at));
  return { overMs, received, lost, freezes, jitterMs, roundTripMs, width, height };
}

const EVERY_MS = 5000;
/**
 * What the server says of the way up just after it was gone is of what was sent into nothing, and a phone that takes it up
 * again loses more for a while. Taken for a narrow way it would turn the picture off for good.
 */
const SETTLES_MS = 15_000;
/** A way that only loses too much comes and goes faster, and is judged. */
const LONG_GONE_MS = 8000;

interface Measured {
  subscribe(listener: () => void): () => void;
  getSnapshot(): { readonly state: string };
  stats(): Promise<Reports>;
}

/** Reports every 5 s while media is connected, beginning with what comes after this moment. */
export function reportQuality(
  signal: Signal,
  session: Measured,
  onWindow: (quality: QualityWindow, uplink: Uplink) => void = () => undefined,
): () => void {
  let before: Reading | null = null;
  let isBusy = false;
  let goneAt: number | null = null;
  let backAt = Number.NEGATIVE_INFINITY;
  const isConnected = () => session.getSnapshot().state === 'connected';
  const unsubscribe = session.subscribe(() => {
    const at = performance.now();
    if (!isConnected()) goneAt ??= at;
    else {
      if (goneAt !== null && at - goneAt >= LONG_GONE_MS) backAt = at;
      goneAt = null;
    }
  });
  const report = async () => {
    if (isBusy || !isConnected()) return;
    isBusy = true;
    try {
      const reports = await session.stats();
      const now = readingOf(reports, performance.now());
      const quality = before && windowBetween(before, now);
      // A window is told once: what is lost on the way is not measured.
      before = now;
      if (quality) onWindow(quality, now.at - backAt < SETTLES_MS ? NOT_MEASURED : uplinkOf(reports.send));
      if (quality) await signal.call('media.reportQuality', { quality });
    } catch {
      // Lost with the connection; the next one comes in 5 s.
    } finally {
      isBusy = false;
    }
  };
  void report();
  const timer = setInterval(() => void report(), EVERY_MS);
  return () => {
    clearInterval(timer);
    unsubscribe();
  };
}

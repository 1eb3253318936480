/** What the hub is given by the composition root. */

import type { MediaSource } from '../../shared/states.ts';
import type { Grant, PeerIdentity, SessionMediaState } from '../domain/calls/media-types.ts';

/** The part of a pino logger that media uses. */
export interface MediaLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** C7 as a pure function: what `viewer` may get of one source of `owner`. */
export type GrantOf = (
  viewer: PeerIdentity,
  owner: PeerIdentity,
  source: MediaSource,
  state: SessionMediaState,
) => Grant;

/** `pack`: everybody of a session on one worker. `audience`: its audience wherever there is least to do. */
export type Spread = 'pack' | 'audience';

export interface TcpListener {
  readonly ip: string;
  readonly port: number;
  readonly announced: string;
}

export interface HubOptions {
  /** Worker processes, one per core. */
  readonly workers: number;
  /** Addresses to bind, one per family at most: `0.0.0.0`, `::`, or a single address. */
  readonly listenHosts: readonly string[];
  /** Of the first worker, UDP and TCP; the others follow. `0`: any free port (tests). */
  readonly port: number;
  /** What clients are told: IPv4, IPv6 or host names. */
  readonly announcedAddresses: readonly string[];
  /** Another TCP port of worker i, announced under one address alone. */
  readonly tcp?: readonly TcpListener[];
  readonly workerBin?: string;
  readonly log: MediaLog;
  readonly grantOf: GrantOf;
  readonly spread?: Spread;
  readonly timers?: Partial<HubTimers>;
  readonly limits?: Partial<HubLimits>;
}

export interface HubTimers {
  /** How long a page without its socket keeps its media. */
  readonly graceMs: number;
  /** How long a client may take to build its side of a consumer. */
  readonly readyMs: number;
}

export interface HubLimits {
  /** What one sender may send at most. */
  readonly maxIncomingBps: number;
  /** The first guess of a receiver's bandwidth: high, so that the first picture is a good one. */
  readonly initialOutgoingBps: number;
  /**
   * No receiver's bandwidth is guessed lower: enough for a voice and the smallest picture, which a busy phone's late
   * answers would otherwise take away.
   */
  readonly leastOutgoingBps: number;
  /** The most that one viewer of the audience is sent. */
  readonly audienceBps: number;
}

export const DEFAULT_TIMERS: HubTimers = { graceMs: 60_000, readyMs: 10_000 };
export const DEFAULT_LIMITS: HubLimits = {
  maxIncomingBps: 3_000_000,
  initialOutgoingBps: 2_000_000,
  leastOutgoingBps: 120_000,
  audienceBps: 800_000,
};

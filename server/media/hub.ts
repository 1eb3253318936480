/** The media of all sessions of this process: one implementation of the port, over mediasoup. */

import type { InputOf } from '../../shared/actions/all.ts';
import { Refusal } from '../../shared/errors.ts';
import type { Notice } from '../../shared/notices/all.ts';
import type { PeerIdentity, SessionMediaState } from '../domain/calls/media-types.ts';
import type { MediaHub } from '../services/ports/media.ts';
import { announcedOr } from './candidates.ts';
import { parseRtpCapabilities } from './from-client.ts';
import { DEFAULT_LIMITS, DEFAULT_TIMERS, type HubOptions } from './options.ts';
import { Peer } from './peer.ts';
import type { Recorder } from './recording/recorder.ts';
import { SessionRecorder } from './recording/session-recorder.ts';
import { SessionMedia } from './session-media.ts';
import { Stage } from './stage.ts';
import { WorkerPool } from './worker-pool.ts';

export class MediasoupHub implements MediaHub {
  readonly #options: HubOptions;
  readonly #pool: WorkerPool;
  readonly #announced: readonly string[];
  readonly #sessions = new Map<string, SessionMedia>();
  /** By `identity.key`. */
  readonly #peers = new Map<string, Peer>();
  readonly #leaving = new Map<string, NodeJS.Timeout>();
  readonly #sendingListeners = new Set<(sessionId: string) => void>();
  readonly #sendingChanged = new Set<string>();
  readonly #recordings = new Map<string, SessionRecorder>();
  #recorder: Recorder | null = null;
  #closed = false;

  private constructor(options: HubOptions, pool: WorkerPool) {
    this.#options = options;
    this.#pool = pool;
    this.#announced = announcedOr(options.announcedAddresses, options.listenHosts);
    pool.onDeath((dead) => {
      for (const session of this.#sessions.values()) session.lost(dead);
    });
  }

  static async create(options: HubOptions): Promise<MediasoupHub> {
    return new MediasoupHub(options, await WorkerPool.create(options));
  }

  /** Before the first session: calls that are to be recorded are from now on. */
  recordWith(recorder: Recorder): void {
    this.#recorder = recorder;
  }

  recording(sessionId: string): ReturnType<MediaHub['recording']> {
    return this.#recorder && (this.#recordings.get(sessionId)?.now ?? []);
  }

  /** Process ids of the recorders that run; for tests. */
  recorderPids(): number[] {
    return [...this.#recordings.values()].flatMap(({ pids }) => pids);
  }

  async join(
    identity: PeerIdentity,
    input: InputOf<'media.join'>,
    notify: (notice: Notice) => void,
  ): ReturnType<MediaHub['join']> {
    if (this.#closed) throw new Refusal('UNAVAILABLE');
    const rtpCapabilities = parseRtpCapabilities(input.rtpCapabilities);
    const peer = this.#peerOf(identity, input.clientId);
    const resumed = peer.transportCount > 0;
    peer.attach(notify, rtpCapabilities);
    const session = this.#session(identity.sessionId);
    if (!peer.place) {
      const place = await session.stage.place(identity);
      // Superseded, left, or placed by a second join of the same page meanwhile.
      if (peer.closed || peer.place) session.stage.release(place);
      else peer.settle(place);
    }
    const place = peer.place;
    if (peer.closed || !place) throw new Refusal('STALE');
    session.changed(peer);
    const { receiveBy } = input;
    const receiver = receiveBy ? await peer.createTransport({ direction: 'recv', protocol: receiveBy }) : null;
    const result = {
      routerRtpCapabilities: { ...place.router.rtpCapabilities },
      resumed,
      receiver,
      sending: peer.sendingIds,
    };
    return { peer, result, isStaged: session.isStaged };
  }

  detach(key: string, notify: (notice: Notice) => void): void {
    const peer = this.#peers.get(key);
    if (!peer?.isToldBy(notify)) return;
    peer.detach();
    clearTimeout(this.#leaving.get(key));
    const graceMs = this.#options.timers?.graceMs ?? DEFAULT_TIMERS.graceMs;
    const timer = setTimeout(() => {
      // A page whose media lives is there, and looks for a way to the server.
      if (peer.reachable) this.detach(key, notify);
      else if (this.#peers.get(key) === peer) this.leave(key);
    }, graceMs);
    this.#leaving.set(key, timer.unref());
  }

  leave(key: string): void {
    clearTimeout(this.#leaving.get(key));
    this.#leaving.delete(key);
    const peer = this.#peers.get(key);
    if (!peer) return;
    this.#peers.delete(key);
    const session = this.#sessions.get(peer.identity.sessionId);
    session?.remove(peer);
    if (session?.isIdle) this.#forget(peer.identity.sessionId);
  }

  async apply(state: SessionMediaState): Promise<void> {
    if (this.#closed) return;
    const session = this.#session(state.sessionId);
    await session.apply(state);
    if (session.isIdle) this.#forget(state.sessionId);
  }

  cutNow(sessionId: string): void {
    this.#sessions.get(sessionId)?.cutNow();
  }

  allowProgramme(sessionId: string): void {
    this.#sessions.get(sessionId)?.allowProgramme();
  }

  sending(sessionId: string): ReturnType<MediaHub['sending']> {
    const peers = [...(this.#sessions.get(sessionId)?.peers ?? [])];
    return peers
      .map((peer) => ({
        key: peer.identity.key,
        role: peer.identity.role,
        ticketId: peer.identity.ticketId,
        seatId: peer.identity.seatId,
        // Muting does not count: what matters is that the server receives the person.
        audio: peer.isSending('microphone'),
        video: peer.isSending('camera'),
      }))
      .filter((each) => each.audio || each.video);
  }

  onSendingChanged(listener: (sessionId: string) => void): void {
    this.#sendingListeners.add(listener);
  }

  counts(): ReturnType<MediaHub['counts']> {
    const counts = { workers: this.#pool.size, peers: this.#peers.size, transports: 0, producers: 0, consumers: 0 };
    for (const peer of this.#peers.values()) {
      counts.transports += peer.transportCount;
      counts.producers += peer.sends.size;
      counts.consumers += peer.feeds.size;
    }
    return counts;
  }

  /** Process ids of the workers that run. */
  workerPids(): number[] {
    return this.#pool.running.map((each) => each.worker.pid);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#leaving.values()) clearTimeout(timer);
    this.#leaving.clear();
    for (const peer of this.#peers.values()) peer.close();
    this.#peers.clear();
    this.#sessions.clear();
    this.#pool.close();
  }

  /** The page's own peer, or a new one in place of another page's. */
  #peerOf(identity: PeerIdentity, clientId: string): Peer {
    const { key } = identity;
    const earlier = this.#peers.get(key);
    if (earlier && earlier.clientId === clientId && isSame(earlier.identity, identity)) {
      clearTimeout(this.#leaving.get(key));
      this.#leaving.delete(key);
      return earlier;
    }
    if (earlier) {
      if (earlier.clientId !== clientId) earlier.notify({ notice: 'superseded' });
      this.leave(key);
    }
    const session = this.#session(identity.sessionId);
    const peer = new Peer(identity, clientId, session);
    this.#peers.set(key, peer);
    session.add(peer);
    return peer;
  }

  #session(sessionId: string): SessionMedia {
    let session = this.#sessions.get(sessionId);
    if (!session) {
      const { grantOf, log, timers, limits, spread = 'audience' } = this.#options;
      const stage = new Stage(this.#pool, spread);
      const onChanged = () => this.#tellSendingChanged(sessionId);
      const recorder = this.#recorder && new SessionRecorder(this.#recorder, stage, onChanged);
      if (recorder) this.#recordings.set(sessionId, recorder);
      session = new SessionMedia({
        sessionId,
        stage,
        recorder,
        grantOf,
        announced: this.#announced,
        tcp: this.#options.tcp ?? [],
        limits: { ...DEFAULT_LIMITS, ...limits },
        timers: { ...DEFAULT_TIMERS, ...timers },
        log,
        onSendingChanged: onChanged,
      });
      this.#sessions.set(sessionId, session);
    }
    return session;
  }

  #forget(sessionId: string): void {
    this.#sessions.delete(sessionId);
    this.#recordings.delete(sessionId);
  }

  /** Once per tick and session, outside whatever caused it. */
  #tellSendingChanged(sessionId: string): void {
    if (this.#sendingChanged.has(sessionId)) return;
    this.#sendingChanged.add(sessionId);
    setImmediate(() => {
      this.#sendingChanged.delete(sessionId);
      if (this.#closed) return;
      for (const listener of this.#sendingListeners) listener(sessionId);
    });
  }
}

const isSame = (a: PeerIdentity, b: PeerIdentity): boolean =>
  a.sessionId === b.sessionId &&
  a.role === b.role &&
  a.ticketId === b.ticketId &&
  a.seatId === b.seatId &&
  a.helper?.id === b.helper?.id;

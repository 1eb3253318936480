/**
 * The media of one session: keeps each peer's consumers what the newest state grants (C7). Resumes of a call leave
 * first, then withdrawals, then the programme's viewers, then consumers that are still to be made, in batches. Long: what
 * is granted and what is made for it change together.
 */
import { setImmediate as nextTick } from 'node:timers/promises';
import { Refusal } from '../../shared/errors.ts';
import { sendsAs } from '../../shared/helpers.ts';
import { isBooked } from '../domain/calls/helper-grants.ts';
import type { Grant, PeerIdentity, SessionMediaState } from '../domain/calls/media-types.ts';
import { recordedAs } from '../domain/calls/recording.ts';
import { Air } from './air.ts';
import { DEAF_MS, type Feed, layersFor } from './feed.ts';
import { inChunks } from './in-chunks.ts';
import type { GrantOf, HubLimits, HubTimers, MediaLog, TcpListener } from './options.ts';
import type { Peer, PeerHost } from './peer.ts';
import type { SessionRecorder } from './recording/session-recorder.ts';
import type { Sending } from './sending.ts';
import type { Stage } from './stage.ts';
import type { RunningWorker } from './worker-pool.ts';

export interface SessionMediaOptions {
  readonly sessionId: string;
  readonly stage: Stage;
  readonly grantOf: GrantOf;
  readonly announced: readonly string[];
  readonly tcp: readonly TcpListener[];
  readonly limits: HubLimits;
  readonly timers: HubTimers;
  readonly log: MediaLog;
  readonly onSendingChanged: () => void;
  /** `null`: nothing is recorded on this machine. */
  readonly recorder: SessionRecorder | null;
}

interface Wanted {
  readonly viewer: Peer;
  readonly sending: Sending;
}

const NONE: Grant = { flow: 'none' };
const CHECK: Grant = { flow: 'flowing', purpose: 'check' };
const CREATIONS_AT_ONCE = 16;
/** A key frame that came before this was there too early for a consumer that was resumed meanwhile. */
const RESUMED_WITHIN_MS = 15;

export class SessionMedia implements PeerHost {
  readonly peers = new Set<Peer>();
  readonly stage: Stage;
  readonly announced: readonly string[];
  readonly tcp: readonly TcpListener[];
  readonly limits: HubLimits;
  readonly timers: HubTimers;
  readonly log: MediaLog;
  readonly #options: SessionMediaOptions;
  #state: SessionMediaState;
  /** The programme is off, whatever the state that is applied says. */
  #isCut = false;
  readonly #air: Air;
  /** Being made; by viewer and producer. */
  readonly #creating = new Map<Peer, Set<string>>();
  #urgent: Wanted[] = [];
  #patient: Wanted[] = [];
  #isCreating = false;
  /** Whom a change concerns that is looked at in this tick. */
  #changed: Set<Peer> | 'all' | null = null;
  #sendingsNow: Sending[] | null = null;

  constructor(options: SessionMediaOptions) {
    this.#options = options;
    this.stage = options.stage;
    this.announced = options.announced;
    this.tcp = options.tcp;
    this.limits = options.limits;
    this.timers = options.timers;
    this.log = options.log;
    this.#state = {
      sessionId: options.sessionId,
      screening: [],
      onDeck: [],
      calls: [],
      rooms: null,
      programmeSeatId: null,
      delayMs: 0,
      cut: false,
      offAir: [],
    };
    this.#air = new Air(this.#state, {
      grantOf: options.grantOf,
      log: options.log,
      onChanged: () => {
        this.#sendingsNow = null;
        this.changed('all');
      },
      onOwnerChanged: (producerId) => this.#tellOwnerChanged(producerId),
    });
  }

  /** Whether it knows what is stored of its session. */
  get isStaged(): boolean {
    return this.#state.rooms !== null;
  }

  /** Nothing is lost when it goes: an absent session is one without peers and without rights. */
  get isIdle(): boolean {
    const { screening, onDeck, calls, programmeSeatId } = this.#state;
    return this.peers.size === 0 && screening.length + onDeck.length + calls.length === 0 && programmeSeatId === null;
  }

  cutNow(): void {
    this.#isCut = true;
    this.#take(this.#state);
    void this.#reconcile(this.peers);
  }

  allowProgramme(): void {
    this.#isCut = false;
  }

  apply(state: SessionMediaState): Promise<void> {
    this.#take(state);
    for (const peer of this.peers) {
      peer.givenUp.clear();
      const { role, ticketId } = peer.identity;
      const isOver =
        (role === 'citizen' && !this.#isUp(ticketId)) || (role === 'helper' && !isBooked(peer.identity, state));
      if (isOver && peer.sends.size > 0) peer.stopSending();
    }
    return this.#reconcile(this.peers);
  }

  #take(state: SessionMediaState): void {
    this.#state = this.#isCut ? { ...state, programmeSeatId: null, cut: true } : state;
    this.#air.take(this.#state);
  }

  add(peer: Peer): void {
    this.peers.add(peer);
  }

  remove(peer: Peer): void {
    if (!this.peers.delete(peer)) return;
    if (peer.place) this.stage.release(peer.place);
    const wasSending = peer.sends.size > 0;
    peer.close();
    this.#creating.delete(peer);
    if (this.peers.size === 0) {
      this.#air.close();
      this.stage.close();
    }
    if (wasSending) this.sendingChanged();
  }

  lost(dead: RunningWorker): void {
    this.stage.forget(dead);
    let any = false;
    for (const peer of this.peers) {
      if (peer.place?.running !== dead) continue;
      any = true;
      peer.reset();
    }
    if (any) this.sendingChanged();
  }

  assertMaySend(identity: PeerIdentity): void {
    switch (identity.role) {
      case 'audience':
      case 'aide':
        throw new Refusal('FORBIDDEN');
      case 'citizen':
        if (!this.#isUp(identity.ticketId)) throw new Refusal('MEDIA_FORBIDDEN');
        return;
      case 'helper':
        // Who gets it is asked of the newest state (C14).
        if (!identity.helper || sendsAs(identity.helper.kind).length === 0) throw new Refusal('MEDIA_FORBIDDEN');
        return;
      case 'official':
      case 'moderator':
      case 'check':
        return;
    }
  }

  offer(viewer: Peer, producerId: string): boolean {
    const sending = this.#sendings().find((each) => each.producer.id === producerId);
    if (!sending || this.#grant(viewer, sending).flow === 'none') return false;
    this.changed(viewer);
    return true;
  }

  changed(viewer: Peer | 'all'): void {
    if (this.#changed === null) {
      queueMicrotask(() => {
        const changed = this.#changed ?? 'all';
        this.#changed = null;
        void this.#reconcile(changed === 'all' ? this.peers : changed);
      });
    }
    if (viewer === 'all') this.#changed = 'all';
    else if (this.#changed !== 'all') this.#changed = (this.#changed ?? new Set()).add(viewer);
  }

  sendingChanged(): void {
    this.#sendingsNow = null;
    this.#record();
    this.#options.onSendingChanged();
  }

  ownerChanged(producerId: string): void {
    this.#record();
    this.#tellOwnerChanged(producerId);
    const sending = this.#sendings().find(({ producer }) => producer.id === producerId);
    if (sending) this.#air.ownerChanged(sending);
  }

  #tellOwnerChanged(producerId: string): void {
    for (const peer of this.peers) peer.feeds.get(producerId)?.ownerChanged();
  }

  #isUp(ticketId: string | null): boolean {
    const { screening, onDeck, calls } = this.#state;
    return ticketId !== null && [...screening, ...onDeck, ...calls].some((each) => each.ticketId === ticketId);
  }

  /** Pictures first: they have the longer way until they are seen. */
  #sendings(): readonly Sending[] {
    if (this.#sendingsNow) return this.#sendingsNow;
    const own = [...this.peers].flatMap((peer) => [...peer.sends.values()]);
    const all = [...own, ...this.#air.sendings];
    const isPicture = ({ producer }: Sending) => producer.kind === 'video';
    this.#sendingsNow = [...all.filter(isPicture), ...all.filter((each) => !isPicture(each))];
    return this.#sendingsNow;
  }

  #grant(viewer: Peer, { owner, source, isLate }: Sending): Grant {
    const isSelf = viewer.identity.key === owner.key;
    if (owner.role === 'check' || viewer.identity.role === 'check') return isSelf ? CHECK : NONE;
    if (isSelf) return NONE;
    const { grantOf } = this.#options;
    const now = grantOf(viewer.identity, owner, source, this.#state);
    // Where there is a delay the programme is had late and in no other way; the stage, now.
    if (!isLate) return this.#air.isDelayed && isProgramme(now) ? NONE : now;
    if (!this.#air.isDelayed || this.#isUp(viewer.identity.ticketId)) return NONE;
    const late = grantOf(viewer.identity, owner, source, this.#air.state);
    return isProgramme(late) ? late : NONE;
  }

  /** R1: whoever the state does not say is recorded is not, from this moment. */
  #record(): void {
    const { recorder } = this.#options;
    if (!recorder) return;
    const state = this.#state;
    recorder.follow(
      this.#sendings().flatMap((sending) => {
        const as = sending.isLate ? null : recordedAs(sending.owner, sending.source, state);
        return as ? [{ as, sending }] : [];
      }),
    );
  }

  async #reconcile(viewers: ReadonlySet<Peer>): Promise<void> {
    this.#record();
    const sendings = this.#sendings();
    this.#air.copy(sendings.filter(({ isLate }) => !isLate));
    const resumed: Feed[] = [];
    const withdrawn: Feed[] = [];
    const refused: Feed[] = [];
    const programme: Feed[] = [];
    const visit = (viewer: Peer) => {
      for (const sending of sendings) {
        const grant = this.#grant(viewer, sending);
        const feed = viewer.feeds.get(sending.producer.id);
        if (!feed) {
          if (grant.flow !== 'none') this.#want(viewer, sending, grant.purpose !== 'programme');
        } else if (grant.flow === 'none') {
          refused.push(feed);
        } else {
          const turn = feed.regrant(grant);
          if (turn === 'withdraw') withdrawn.push(feed);
          else if (turn === 'resume') (feed.urgent ? resumed : programme).push(feed);
        }
      }
    };
    for (const peer of viewers) if (isOnStage(peer)) visit(peer);
    for (const peer of viewers) if (!isOnStage(peer)) visit(peer);

    // A key frame takes longer than the first sound: its request leaves first.
    for (const feed of resumed) {
      if (feed.consumer.kind !== 'video') continue;
      this.#askAgain(feed);
      void feed.sync();
    }
    for (const feed of resumed) if (feed.consumer.kind === 'audio') void feed.sync();
    // A feed's `sync` goes by its newest grant, so a list that a later state overtakes does no harm.
    const done: Promise<void>[] = [];
    for (const feed of refused) feed.close();
    await inChunks(withdrawn, (feed) => done.push(feed.sync()));
    await Promise.all(done);
    await inChunks(programme, (feed) => void feed.sync());
    void this.#create();
  }

  /**
   * A browser ignores a key frame request within 300 ms of the one before, or of a key frame that it gave by itself, and
   * the worker repeats its own only after 1 s. A request for another layer, by whoever watches that one, is not held back
   * and gives key frames of all layers.
   */
  #askAgain({ consumer, sending }: Feed): void {
    const now = performance.now();
    const sinceAsked = now - sending.askedAt;
    setTimeout(
      () => {
        if (sending.keyFrameAt > now + RESUMED_WITHIN_MS) return;
        for (const peer of this.peers) {
          const other = peer.feeds.get(sending.producer.id);
          if (!other || other.consumer === consumer || other.consumer.closed || other.consumer.paused) continue;
          other.consumer.requestKeyFrame().catch(() => undefined);
        }
      },
      sinceAsked < DEAF_MS ? DEAF_MS - sinceAsked : DEAF_MS,
    ).unref();
  }

  #want(viewer: Peer, sending: Sending, urgent: boolean): void {
    if (!this.#canTake(viewer, sending)) return;
    let making = this.#creating.get(viewer);
    if (!making) {
      making = new Set();
      this.#creating.set(viewer, making);
    }
    if (making.has(sending.producer.id)) return;
    making.add(sending.producer.id);
    (urgent ? this.#urgent : this.#patient).push({ viewer, sending });
  }

  /** A page that takes sound only names no codec for pictures. */
  #canTake(viewer: Peer, { producer }: Sending): boolean {
    const { receiver, rtpCapabilities, place } = viewer;
    return (
      !viewer.closed &&
      !viewer.away &&
      !producer.closed &&
      receiver !== undefined &&
      rtpCapabilities?.codecs?.some(({ kind }) => kind === producer.kind) === true &&
      place !== null &&
      !viewer.givenUp.has(producer.id) &&
      !viewer.feeds.has(producer.id)
    );
  }

  async #create(): Promise<void> {
    if (this.#isCreating) return;
    this.#isCreating = true;
    while (this.#urgent.length > 0 || this.#patient.length > 0) {
      const from = this.#urgent.length > 0 ? this.#urgent : this.#patient;
      const batch = from.splice(0, CREATIONS_AT_ONCE);
      await Promise.all(batch.map((wanted) => this.#createOne(wanted)));
      await nextTick();
    }
    this.#isCreating = false;
  }

  async #createOne(wanted: Wanted): Promise<void> {
    const { viewer, sending } = wanted;
    const producerId = sending.producer.id;
    const { receiver } = viewer;
    let again = false;
    try {
      again = await this.#consume(wanted);
    } catch (error) {
      // Ends of transports and workers meanwhile are everyday, and say nothing of the transport of now; anything else
      // deserves a line.
      if (viewer.receiver !== receiver) again = true;
      else if (this.#canTake(viewer, sending)) {
        viewer.givenUp.add(producerId);
        this.log.warn({ viewer: viewer.identity.key, producerId, error: String(error) }, 'cannot consume');
      }
    } finally {
      this.#creating.get(viewer)?.delete(producerId);
    }
    if (again) this.changed(viewer);
  }

  /** `true`: the ground shifted; look again. */
  async #consume({ viewer, sending }: Wanted): Promise<boolean> {
    const { receiver, rtpCapabilities, place } = viewer;
    const isStale = () => !this.#canTake(viewer, sending) || viewer.receiver !== receiver || viewer.place !== place;
    if (isStale() || !receiver || !rtpCapabilities || !place) return false;
    if (this.#grant(viewer, sending).flow === 'none') return false;
    await this.stage.reach(sending.producer, sending.place, place);
    if (isStale()) return true;
    const producerId = sending.producer.id;
    const consumer = await receiver.consume({
      producerId,
      rtpCapabilities,
      paused: true,
      ...layersFor(viewer.identity, sending, this.#grant(viewer, sending)),
    });
    const grant = this.#grant(viewer, sending);
    if (isStale() || grant.flow === 'none' || consumer.closed) {
      consumer.close();
      return true;
    }
    viewer.takeFeed(consumer, sending, grant);
    return false;
  }
}

const isProgramme = (grant: Grant): boolean => grant.flow !== 'none' && grant.purpose === 'programme';
const isOnStage = (peer: Peer): boolean => peer.sends.size > 0 || peer.identity.seatId !== null;

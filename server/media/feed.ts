/** One consumer and what it should do: packets flow once the grant says so and the client is ready. */
import type { types } from 'mediasoup';
import type { Notice } from '../../shared/notices/all.ts';
import type { Grant, PeerIdentity, Purpose } from '../domain/calls/media-types.ts';
import type { Sending } from './sending.ts';

export type Flow = Extract<Notice, { notice: 'media.consumerFlow' }>['flows'][number];
export type Given = Exclude<Grant, { flow: 'none' }>;

type From = Extract<Notice, { notice: 'media.consumer' }>['from'];
const FROM = { official: 'official', citizen: 'citizen', moderator: 'moderator', check: 'self' } as const;

const STAFF: ReadonlySet<PeerIdentity['role']> = new Set(['moderator', 'aide', 'official']);

const RENAMED_MS = 150;
/** A browser ignores a key frame request so soon after the one before. */
export const DEAF_MS = 310;

const LOWEST_LAYER = 0;
/** The worker takes the best that there is. */
const BEST_LAYER = 7;

export class Feed {
  readonly consumer: types.Consumer;
  readonly sending: Sending;
  readonly #notify: (notice: Notice) => void;
  /** Several of one moment go to the page together. */
  readonly #tellFlow: (flow: Flow) => void;
  readonly #viewerRole: PeerIdentity['role'];
  /** The owner's ticket or seat, where the viewer may know whose it is. */
  readonly #ticketId: string | null;
  readonly #seatId: string | null;
  readonly #helperId: string | null;
  readonly #isGuest: boolean;
  #purpose: Purpose;
  #granted: boolean;
  #ready = false;
  /** What the worker was last told. */
  #resumed = false;
  #wasSilent = false;
  /** What the client was last told. */
  #told: Flow | null = null;
  #readyTimer: NodeJS.Timeout | undefined;
  #tellSoon: NodeJS.Timeout | undefined;
  #askSoon: NodeJS.Timeout | undefined;

  constructor(
    consumer: types.Consumer,
    sending: Sending,
    given: Given,
    viewer: PeerIdentity,
    notify: (notice: Notice) => void,
    tellFlow: (flow: Flow) => void,
  ) {
    this.consumer = consumer;
    this.sending = sending;
    this.#viewerRole = viewer.role;
    this.#ticketId = STAFF.has(viewer.role) ? sending.owner.ticketId : null;
    this.#seatId = STAFF.has(viewer.role) ? sending.owner.seatId : null;
    const mayKnow = STAFF.has(viewer.role) || viewer.role === 'helper';
    this.#helperId = mayKnow ? (sending.owner.helper?.id ?? null) : null;
    this.#isGuest = given.guest === true;
    this.#purpose = given.purpose;
    this.#granted = given.flow === 'flowing';
    this.#notify = notify;
    this.#tellFlow = tellFlow;
  }

  get isReady(): boolean {
    return this.#ready;
  }

  /** Programme viewers may be many and wait their turn; everybody else is part of a call. */
  get urgent(): boolean {
    return this.#purpose !== 'programme';
  }

  /** Takes the newest grant; the worker hears of it with `sync`. */
  regrant(given: Given): 'resume' | 'withdraw' | 'same' {
    const flowing = given.flow === 'flowing';
    const moved = given.purpose !== this.#purpose;
    const turned = flowing !== this.#granted;
    if (moved) this.#fitLayers(given.purpose);
    this.#purpose = given.purpose;
    this.#granted = flowing;
    if (!turned) {
      // What goes on flowing only means something else now: that can wait until the first pictures are through.
      if (moved) this.#tellSoon ??= setTimeout(() => this.#tellLate(), RENAMED_MS).unref();
      return 'same';
    }
    return flowing ? 'resume' : 'withdraw';
  }

  /** Who watched the programme while waiting sees the stage as well as the network carries it, from the deck on. */
  #fitLayers(purpose: Purpose): void {
    const { consumer } = this;
    if (consumer.closed || consumer.type !== 'simulcast' || this.#viewerRole !== 'citizen') return;
    const spatialLayer = purpose === 'programme' ? LOWEST_LAYER : BEST_LAYER;
    consumer.setPreferredLayers({ spatialLayer }).catch(() => undefined);
  }

  /** Tells the worker, then the client. Resolves once the worker did it. */
  async sync(): Promise<void> {
    const flow = this.#granted && this.#ready && !this.consumer.closed;
    if (flow === this.#resumed) return this.#tell();
    this.#resumed = flow;
    // A resumed consumer asks for its key frame by itself. Asked twice within 300 ms, browsers refuse the second.
    const done = flow ? this.consumer.resume() : this.consumer.pause();
    this.#tell();
    await done.catch(() => undefined);
  }

  /** The owner muted, fell silent, or is back: a picture of which nothing comes would stand still. */
  ownerChanged(): void {
    const isBack = this.#wasSilent && !this.sending.isSilent;
    this.#wasSilent = this.sending.isSilent;
    this.#tell();
    // What its browser sends first goes on from pictures that nobody has.
    if (isBack && this.urgent) this.#beginAnew();
  }

  get #shows(): boolean {
    return this.#granted && !this.sending.producer.paused && !this.sending.isSilent;
  }

  get #flow(): Flow {
    return { consumerId: this.consumer.id, purpose: this.#purpose, flowing: this.#shows };
  }

  #tell(): void {
    const flow = this.#flow;
    if (this.#told?.flowing === flow.flowing && this.#told.purpose === flow.purpose) return;
    this.#told = flow;
    this.#tellFlow(flow);
  }

  #tellLate(): void {
    this.#tellSoon = undefined;
    if (!this.consumer.closed) this.#tell();
  }

  get #from(): From | null {
    const { role, helper } = this.sending.owner;
    if (role === 'audience' || role === 'aide') return null;
    if (role === 'helper') return helper?.kind === 'signLanguage' ? 'signLanguage' : 'interpreter';
    return this.#isGuest ? 'officer' : FROM[role];
  }

  announce(): void {
    const from = this.#from;
    if (!from) return;
    this.#told = this.#flow;
    this.#notify({
      notice: 'media.consumer',
      producerId: this.sending.producer.id,
      kind: this.consumer.kind,
      rtpParameters: { ...this.consumer.rtpParameters },
      source: this.sending.source,
      from,
      ticketId: this.#ticketId,
      seatId: this.#seatId,
      helperId: this.#helperId,
      ...this.#told,
    });
  }

  awaitReady(ms: number, otherwise: () => void): void {
    clearTimeout(this.#readyTimer);
    this.#readyTimer = this.#ready ? undefined : setTimeout(otherwise, ms).unref();
  }

  /** Said again by a page whose path was gone: it lost the picture, and would ask for a key frame only after up to 3 s. */
  becameReady(): Promise<void> {
    clearTimeout(this.#readyTimer);
    if (this.#ready) this.#beginAnew();
    this.#ready = true;
    return this.sync();
  }

  #beginAnew(): void {
    if (this.consumer.kind !== 'video' || !this.#resumed) return;
    const ask = () => void this.consumer.requestKeyFrame().catch(() => undefined);
    const waitMs = this.sending.askedAt + DEAF_MS - performance.now();
    if (waitMs <= 0) ask();
    else
      this.#askSoon ??= setTimeout(() => {
        this.#askSoon = undefined;
        if (!this.consumer.closed) ask();
      }, waitMs).unref();
  }

  /** The worker stops sending; the client hears from whoever watches the consumer's close. */
  close(): void {
    clearTimeout(this.#readyTimer);
    clearTimeout(this.#tellSoon);
    clearTimeout(this.#askSoon);
    this.consumer.close();
  }
}

/**
 * A desk watches in tiles, and a phone that waits need not spend its data on the programme: the lowest layer is enough. A
 * layer of their own also keeps desks from asking the sender for key frames that the leader's would then have to wait for.
 */
export function layersFor(
  { role }: PeerIdentity,
  { producer }: Sending,
  grant: Grant,
): Pick<types.ConsumerOptions, 'preferredLayers'> {
  if (producer.type !== 'simulcast') return {};
  const inTiles = role === 'moderator' || role === 'aide';
  const waits = role === 'citizen' && grant.flow !== 'none' && grant.purpose === 'programme';
  return inTiles || waits ? { preferredLayers: { spatialLayer: LOWEST_LAYER } } : {};
}

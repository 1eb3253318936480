/** One page's media: its transports, what it sends and what it is sent. Grants are its session's business. */
import type { types } from 'mediasoup';
import type { InputOf, ResultOf } from '../../shared/actions/all.ts';
import { Refusal } from '../../shared/errors.ts';
import type { Notice } from '../../shared/notices/all.ts';
import type { MediaSource } from '../../shared/states.ts';
import type { PeerIdentity } from '../domain/calls/media-types.ts';
import type { MediaPeer } from '../services/ports/media.ts';
import { announce } from './candidates.ts';
import { Feed, type Flow, type Given } from './feed.ts';
import { fromClient, parseRtpParameters } from './from-client.ts';
import type { HubLimits, HubTimers, MediaLog, TcpListener } from './options.ts';
import type { Sending } from './sending.ts';
import type { Place } from './stage.ts';

/** What a peer needs of its session. */
export interface PeerHost {
  readonly announced: readonly string[];
  readonly tcp: readonly TcpListener[];
  readonly limits: HubLimits;
  readonly timers: HubTimers;
  readonly log: MediaLog;
  /** Throws a refusal with a code. */
  assertMaySend(identity: PeerIdentity): void;
  /** Whether the grants give this producer; brings the consumer about. */
  offer(viewer: Peer, producerId: string): boolean;
  /** A viewer became able to receive, or (`all`) somebody sends anew. */
  changed(viewer: Peer | 'all'): void;
  /** `sends` or how a sender is connected changed. */
  sendingChanged(): void;
  ownerChanged(producerId: string): void;
}

type Direction = InputOf<'media.createTransport'>['direction'];
const KIND: Record<MediaSource, types.MediaKind> = { camera: 'video', microphone: 'audio' };

export class Peer implements MediaPeer {
  readonly identity: PeerIdentity;
  readonly clientId: string;
  /** By source. */
  readonly sends = new Map<MediaSource, Sending>();
  /** By producer id. */
  readonly feeds = new Map<string, Feed>();
  /** Producers whose consumer this client did not take up; a new state, `subscribe` or a new join tries again. */
  readonly givenUp = new Set<string>();
  readonly #host: PeerHost;
  readonly #transports = new Map<Direction, types.WebRtcTransport>();
  #rtpCapabilities: types.RtpCapabilities | null = null;
  #notify: (notice: Notice) => void = () => undefined;
  #place: Place | null = null;
  /** By consumer, told together once this tick's work is done. */
  readonly #flows = new Map<string, Flow>();
  /** Its page has no connection now: what it has it keeps, and nothing new can be told to it. */
  #away = false;
  #closed = false;

  constructor(identity: PeerIdentity, clientId: string, host: PeerHost) {
    this.identity = identity;
    this.clientId = clientId;
    this.#host = host;
  }

  get closed(): boolean {
    return this.#closed;
  }
  get away(): boolean {
    return this.#away;
  }
  get place(): Place | null {
    return this.#place;
  }
  get rtpCapabilities(): types.RtpCapabilities | null {
    return this.#rtpCapabilities;
  }
  get receiver(): types.WebRtcTransport | undefined {
    return this.#transports.get('recv');
  }
  get transportCount(): number {
    return this.#transports.size;
  }
  /** Whether ICE consent says that the page is there (RFC 7675). */
  get reachable(): boolean {
    return [...this.#transports.values()].some(isConnected);
  }

  /** Whether this is its page's newest connection. */
  isToldBy(notify: (notice: Notice) => void): boolean {
    return this.#notify === notify;
  }

  get sendingIds(): string[] {
    return [...this.sends.values()].map(({ producer }) => producer.id);
  }

  notify(notice: Notice): void {
    if (!this.#closed) this.#notify(notice);
  }

  /** A connection of this page: its way for notices, and again what it may have missed. */
  attach(notify: (notice: Notice) => void, rtpCapabilities: types.RtpCapabilities | null): void {
    this.#notify = notify;
    if (this.#away) this.#host.changed(this);
    this.#away = false;
    if (!rtpCapabilities && this.#rtpCapabilities) this.receiver?.close();
    this.#rtpCapabilities = rtpCapabilities;
    this.givenUp.clear();
    for (const feed of this.feeds.values()) {
      feed.announce();
      if (!feed.isReady) this.#awaitReady(feed);
    }
  }

  detach(): void {
    this.#away = true;
  }

  settle(place: Place): void {
    this.#place = place;
  }

  /** The router is gone with its worker: begin again at `media.join`. */
  reset(): void {
    this.#place = null;
    this.#forgetMedia();
    this.notify({ notice: 'media.reset' });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const transport of this.#transports.values()) transport.close();
    this.#forgetMedia();
  }

  async createTransport({
    direction,
    protocol,
  }: InputOf<'media.createTransport'>): Promise<ResultOf<'media.createTransport'>> {
    const place = this.#here();
    const { limits, announced, tcp } = this.#host;
    const isAudience = this.identity.role === 'audience';
    const transport = await place.router.createWebRtcTransport({
      webRtcServer: place.running.server,
      enableUdp: protocol !== 'tcp',
      enableTcp: protocol !== 'udp',
      preferUdp: true,
      initialAvailableOutgoingBitrate: isAudience ? limits.audienceBps : limits.initialOutgoingBps,
    });
    if (direction === 'send') {
      await transport.setMaxIncomingBitrate(limits.maxIncomingBps);
    } else {
      await Promise.all([
        transport.setMinOutgoingBitrate(limits.leastOutgoingBps),
        ...(isAudience ? [transport.setMaxOutgoingBitrate(limits.audienceBps)] : []),
      ]);
    }
    if (this.#closed || this.#place !== place) {
      transport.close();
      throw new Refusal('STALE');
    }
    this.#transports.get(direction)?.close();
    this.#transports.set(direction, transport);
    transport.observer.once('close', () => {
      if (this.#transports.get(direction) === transport) this.#transports.delete(direction);
    });
    transport.on('dtlsstatechange', (state) => {
      if (state === 'closed' || state === 'failed') transport.close();
      this.#host.sendingChanged();
    });
    transport.on('icestatechange', () => this.#host.sendingChanged());
    if (direction === 'recv') this.#host.changed(this);
    return {
      id: transport.id,
      iceParameters: { ...transport.iceParameters },
      iceCandidates: announce(transport.iceCandidates, announced, tcp).map((each) => ({ ...each })),
      dtlsParameters: { ...transport.dtlsParameters },
    };
  }

  async connectTransport({ transportId, dtlsParameters }: InputOf<'media.connectTransport'>): Promise<void> {
    const transport = this.#transport(transportId);
    await fromClient(transport, () =>
      transport.connect({ dtlsParameters: dtlsParameters as unknown as types.DtlsParameters }),
    );
  }

  async restartIce({ transportId }: InputOf<'media.restartIce'>): Promise<ResultOf<'media.restartIce'>> {
    const transport = this.#transport(transportId);
    const iceParameters = await fromClient(transport, () => transport.restartIce());
    return { iceParameters: { ...iceParameters } };
  }

  async produce(input: InputOf<'media.produce'>): Promise<ResultOf<'media.produce'>> {
    const { source, kind } = input;
    this.#host.assertMaySend(this.identity);
    if (KIND[source] !== kind) throw new Refusal('BAD_INPUT', { issues: [{ path: ['kind'], message: KIND[source] }] });
    const transport = this.#transport(input.transportId);
    if (this.#transports.get('send') !== transport) throw new Refusal('NOT_FOUND');
    const rtpParameters = parseRtpParameters(input.rtpParameters);
    const place = this.#here();
    // Before the new one, which may bear the same mid: the client reuses them.
    this.#closeSending(source);
    const producer = await fromClient(transport, () => transport.produce({ kind, rtpParameters }));
    try {
      if (this.#closed || transport.closed) throw new Refusal('STALE');
      // The ticket may have gone back meanwhile.
      this.#host.assertMaySend(this.identity);
    } catch (refusal) {
      producer.close();
      throw refusal;
    }
    this.#closeSending(source);
    const sending: Sending = {
      producer,
      source,
      owner: this.identity,
      place,
      isLate: false,
      isSilent: false,
      askedAt: -Infinity,
      keyFrameAt: -Infinity,
    };
    if (kind === 'video') this.#watchPicture(sending);
    this.sends.set(source, sending);
    producer.observer.once('close', () => {
      if (this.sends.get(source) === sending) this.sends.delete(source);
      this.#host.sendingChanged();
    });
    this.#host.sendingChanged();
    this.#host.changed('all');
    return { producerId: producer.id };
  }

  async setMuted({ producerId, muted }: InputOf<'media.setMuted'>): Promise<void> {
    const sending = [...this.sends.values()].find((each) => each.producer.id === producerId);
    if (!sending) throw new Refusal('NOT_FOUND');
    const { producer } = sending;
    await fromClient(producer, () => (muted ? producer.pause() : producer.resume()));
    this.#host.ownerChanged(producer.id);
  }

  async subscribe({ producerId }: InputOf<'media.subscribe'>): Promise<void> {
    this.givenUp.delete(producerId);
    if (!this.#host.offer(this, producerId)) throw new Refusal('MEDIA_FORBIDDEN');
    this.feeds.get(producerId)?.announce();
  }

  async consumerReady({ consumerId }: InputOf<'media.consumerReady'>): Promise<void> {
    for (const feed of this.feeds.values()) if (feed.consumer.id === consumerId) return feed.becameReady();
    throw new Refusal('NOT_FOUND');
  }

  /** C7: the right to send ended; whoever received it stops with it. */
  stopSending(): void {
    for (const source of [...this.sends.keys()]) this.#closeSending(source);
  }

  isSending(source: MediaSource): boolean {
    const transport = this.#transports.get('send');
    return this.sends.has(source) && transport !== undefined && isConnected(transport);
  }

  takeFeed(consumer: types.Consumer, sending: Sending, given: Given): void {
    const feed = new Feed(
      consumer,
      sending,
      given,
      this.identity,
      (notice) => this.notify(notice),
      (flow) => this.#tellFlow(flow),
    );
    const producerId = sending.producer.id;
    this.feeds.set(producerId, feed);
    consumer.observer.once('close', () => {
      feed.close();
      if (this.feeds.get(producerId) === feed) this.feeds.delete(producerId);
      this.notify({ notice: 'media.consumerClosed', consumerId: consumer.id });
    });
    feed.announce();
    this.#awaitReady(feed);
  }

  /** Scores of 0 in all layers: no packet for a moment, as of a phone that lost its network. */
  #watchPicture(sending: Sending): void {
    sending.producer.enableTraceEvent(['pli', 'keyframe']).catch(() => undefined);
    sending.producer.on('trace', ({ type }) => {
      if (type === 'pli') sending.askedAt = performance.now();
      if (type === 'keyframe') sending.keyFrameAt = performance.now();
    });
    sending.producer.on('score', (scores) => {
      const isSilent = scores.length > 0 && scores.every(({ score }) => score === 0);
      if (isSilent === sending.isSilent) return;
      sending.isSilent = isSilent;
      this.#host.ownerChanged(sending.producer.id);
    });
  }

  #tellFlow(flow: Flow): void {
    if (this.#flows.size === 0) {
      queueMicrotask(() => {
        const flows = [...this.#flows.values()];
        this.#flows.clear();
        this.notify({ notice: 'media.consumerFlow', flows });
      });
    }
    this.#flows.set(flow.consumerId, flow);
  }

  #awaitReady(feed: Feed): void {
    feed.awaitReady(this.#host.timers.readyMs, () => {
      this.#host.log.warn(
        { peer: this.identity.key, consumerId: feed.consumer.id },
        'a page built no consumer in time',
      );
      this.givenUp.add(feed.sending.producer.id);
      feed.close();
    });
  }

  #here(): Place {
    if (this.#closed) throw new Refusal('STALE');
    if (!this.#place) throw new Refusal('MEDIA_NOT_READY');
    return this.#place;
  }

  #transport(id: string): types.WebRtcTransport {
    this.#here();
    for (const transport of this.#transports.values()) if (transport.id === id && !transport.closed) return transport;
    throw new Refusal('NOT_FOUND');
  }

  #closeSending(source: MediaSource): void {
    const sending = this.sends.get(source);
    if (!sending) return;
    this.sends.delete(source);
    sending.producer.close();
    this.#host.sendingChanged();
    this.notify({ notice: 'media.producerClosed', producerId: sending.producer.id });
  }

  #forgetMedia(): void {
    for (const feed of this.feeds.values()) feed.close();
    this.#transports.clear();
    this.sends.clear();
    this.feeds.clear();
    this.givenUp.clear();
  }
}

const isConnected = (transport: types.WebRtcTransport): boolean =>
  transport.dtlsState === 'connected' && (transport.iceState === 'connected' || transport.iceState === 'completed');

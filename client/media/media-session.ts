/**
 * This page's media: joins, sends what it is given, receives what the server grants, and comes back by itself after a
 * lost network, socket or media worker. An external store for `useSyncExternalStore`; knows nothing of React. Long: joining,
 * sending and rebuilding share one life and one queue, and apart each would have to ask the other for them.
 */
import type { types } from 'mediasoup-client';
import type { InputOf, ResultOf } from '../../shared/actions/all.ts';
import { Refusal } from '../../shared/errors.ts';
import type { Notice } from '../../shared/notices/all.ts';
import type { MediaSource } from '../../shared/states.ts';
import { deviceFor, deviceOfLastRouter, type LoadedDevice } from './device.ts';
import { picture, VOICE } from './encodings.ts';
import { type RemoteStream, RemoteStreams } from './remote-streams.ts';
import type { Signal } from './signal.ts';
import { TransportCare } from './transport-care.ts';

export type MediaState = 'idle' | 'connecting' | 'connected' | 'recovering' | 'failed';
export type Protocol = InputOf<'media.createTransport'>['protocol'];
export type Tracks = Readonly<Record<MediaSource, MediaStreamTrack | null>>;

export interface MediaSnapshot {
  /** `failed`: several tries in a row; it goes on trying. */
  readonly state: MediaState;
  readonly streams: readonly RemoteStream[];
  /** What the server takes from this page now. It ends sending by itself, too: with the ticket's turn (C7). */
  readonly sending: Readonly<Record<MediaSource, boolean>>;
  readonly muted: Readonly<Record<MediaSource, boolean>>;
  /** Why sending was refused, until the next try. */
  readonly sendRefusal: Refusal | null;
}

export interface MediaOptions {
  /** Tracks stay the caller's: they are never stopped here. `null`: receive only. */
  readonly send: Tracks | null;
  readonly receive: boolean;
  /** `false`: only sound is received. */
  readonly pictures?: boolean;
  readonly protocol?: Protocol;
}

const SOURCES: readonly MediaSource[] = ['microphone', 'camera'];
const NOTHING: Tracks = { camera: null, microphone: null };
const RETRY_MS = [300, 1000, 2000, 4000];
/** So many tries in a row without success and the page says that it failed. */
const TRIES_TO_FAIL = 3;

export class MediaSession {
  readonly #signal: Signal;
  readonly #clientId: string;
  readonly #remote: RemoteStreams;
  readonly #listeners = new Set<() => void>();
  readonly #unsubscribe: (() => void)[] = [];
  readonly #cares = new Map<'send' | 'recv', TransportCare>();
  readonly #producers = new Map<MediaSource, types.Producer>();
  readonly #muted: Record<MediaSource, boolean> = { camera: false, microphone: false };
  #known: LoadedDevice | null = null;
  #iceServers: RTCIceServer[] = [];
  #wanted: Record<MediaSource, MediaStreamTrack | null> = { ...NOTHING };
  #receive = false;
  #pictures = true;
  #protocol: Protocol = 'any';
  /** Raised by every rebuild: what an earlier one still awaits is void. */
  #life = 0;
  #isUp = false;
  #tries = 0;
  /** Transports in a row that led to no connection, or to none any more: signalling has a way, and media has not. */
  #lost = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retrySending: ReturnType<typeof setTimeout> | undefined;
  #sendRefusal: Refusal | null = null;
  /** Failures to send in a row; another track begins anew. */
  #sendTries = 0;
  /** Changes of what is sent happen one after the other. */
  #sendQueue: Promise<void> = Promise.resolve();
  #sendTransport: Promise<types.Transport> | null = null;
  #snapshot: MediaSnapshot;

  constructor(signal: Signal, clientId: string) {
    this.#signal = signal;
    this.#clientId = clientId;
    this.#remote = new RemoteStreams(signal, () => this.#publish());
    this.#snapshot = this.#snapshotOf('idle');
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): MediaSnapshot => this.#snapshot;

  /** Begins, or changes what is sent and received. Resolves with the first try; a failed one is repeated by itself. */
  async start({ send, receive, pictures = true, protocol = 'any' }: MediaOptions): Promise<void> {
    const isFirst = this.#snapshot.state === 'idle';
    const grows = receive && !this.#receive;
    Object.assign(this.#wanted, send ?? NOTHING);
    this.#receive = receive;
    this.#pictures = pictures;
    this.#protocol = protocol;
    if (isFirst) await this.#begin();
    else if (grows && this.#isUp) await this.#rebuild('connecting');
    else if (this.#isUp) await this.#syncSending();
  }

  /** Begins, replaces or (`null`) ends sending one source. */
  async setTrack(source: MediaSource, track: MediaStreamTrack | null): Promise<void> {
    if (this.#wanted[source] !== track) this.#sendTries = 0;
    this.#wanted[source] = track;
    if (this.#isUp) await this.#syncSending();
  }

  async setMuted(source: MediaSource, muted: boolean): Promise<void> {
    this.#muted[source] = muted;
    const producer = this.#producers.get(source);
    if (producer) await this.#applyMuted(source, producer);
    this.#publish();
  }

  /** `getStats` of the two transports; empty while there are none. */
  async stats(): Promise<{ send: RTCStatsReport | null; receive: RTCStatsReport | null }> {
    const of = (direction: 'send' | 'recv') => this.#cares.get(direction)?.transport.getStats() ?? null;
    const [send, receive] = await Promise.all([of('send'), of('recv')]);
    return { send, receive };
  }

  /** Also for a page that knows its network changed. */
  restartIce = (): void => {
    for (const care of this.#cares.values()) care.restart();
  };

  /** Ends while the page goes on: the server is told that nothing is received any more. */
  leave(): void {
    if (this.#receive && this.#isUp)
      this.#signal.call('media.join', { clientId: this.#clientId, rtpCapabilities: null }).catch(() => undefined);
    this.stop();
  }

  /** Ends for good. */
  stop(): void {
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe();
    this.#wanted = { ...NOTHING };
    this.#lost = 0;
    this.#tearDown();
    this.#publish('idle');
  }

  /** A page that has just opened is still connecting; the browser's side is made ready meanwhile. */
  async #begin(): Promise<void> {
    const life = this.#life;
    this.#listen();
    this.#publish('connecting');
    const [known] = await Promise.all([deviceOfLastRouter(), this.#signal.whenConnected()]);
    if (life !== this.#life) return;
    this.#known = known;
    await this.#rebuild('connecting');
  }

  #listen(): void {
    this.#unsubscribe.push(
      this.#signal.onNotice((notice) => this.#onNotice(notice)),
      this.#signal.onReconnect(() => void this.#onReconnect()),
    );
    const network = (navigator as Navigator & { connection?: EventTarget & { type?: string } }).connection;
    // It changes with every new estimate of the bandwidth too.
    let type = network?.type;
    const onChange = () => {
      if (network?.type !== type) this.restartIce();
      type = network?.type;
    };
    window.addEventListener('online', this.restartIce);
    network?.addEventListener('change', onChange);
    this.#unsubscribe.push(() => {
      window.removeEventListener('online', this.restartIce);
      network?.removeEventListener('change', onChange);
    });
  }

  #onNotice(notice: Notice): void {
    switch (notice.notice) {
      case 'media.consumer':
      case 'media.consumerFlow':
      case 'media.consumerClosed':
        this.#remote.take(notice);
        return;
      case 'media.producerClosed':
        this.#onProducerClosed(notice.producerId);
        return;
      case 'media.reset':
        void this.#rebuild('recovering');
        return;
      case 'superseded':
        this.stop();
        return;
      case 'goodbye':
        if (notice.reason === 'signedOut') this.stop();
        return;
    }
  }

  #onProducerClosed(producerId: string): void {
    for (const [source, producer] of this.#producers) {
      if (producer.id !== producerId) continue;
      // The turn ended; sending again is the page's decision.
      this.#wanted[source] = null;
      this.#forget(source, producer);
    }
    this.#publish();
  }

  /** Turns may have ended and begun while the server could not be heard: what is wanted now is sent anew. */
  #forgetAllBut(alive: readonly string[]): void {
    for (const [source, producer] of this.#producers) if (!alive.includes(producer.id)) this.#forget(source, producer);
  }

  #forget(source: MediaSource, producer: types.Producer): void {
    this.#producers.delete(source);
    // In the next turn nobody should be silent because they once muted themselves.
    this.#muted[source] = false;
    const { track } = producer;
    producer.close();
    if (track) track.enabled = true;
  }

  async #onReconnect(): Promise<void> {
    if (!this.#isUp) return void this.#rebuild('recovering');
    const life = this.#life;
    this.#remote.beginRoll();
    try {
      const { resumed, sending } = await this.#join();
      if (life !== this.#life) return;
      this.#remote.endRoll();
      if (!resumed) return void this.#rebuild('recovering');
      this.#forgetAllBut(sending);
      // What was switched while nobody could be told.
      for (const [source, producer] of this.#producers) void this.#tellMuted(source, producer);
      for (const care of this.#cares.values()) if (care.isRecovering) care.restart();
      await this.#syncSending();
    } catch {
      // Gone again, or an answer that was lost on the way: what the server tells this page depends on it.
      if (life === this.#life) this.#soon(() => void this.#onReconnect());
    }
  }

  #soon(again: () => void): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(again, RETRY_MS[1]);
  }

  /** `receiveBy`: with a transport to receive by, from a page that receives and knows its router. */
  #join(receiveBy?: Protocol) {
    const all = this.#receive && this.#known ? { ...this.#known.device.recvRtpCapabilities } : null;
    const capabilities =
      all && !this.#pictures ? { ...all, codecs: all.codecs?.filter(({ kind }) => kind === 'audio') } : all;
    return this.#signal.call('media.join', {
      clientId: this.#clientId,
      rtpCapabilities: capabilities,
      ...(capabilities && receiveBy ? { receiveBy } : {}),
    });
  }

  #tearDown(): void {
    this.#life += 1;
    this.#isUp = false;
    clearTimeout(this.#retry);
    clearTimeout(this.#retrySending);
    this.#remote.clear();
    for (const producer of this.#producers.values()) producer.close();
    this.#producers.clear();
    for (const care of this.#cares.values()) care.close();
    this.#cares.clear();
    this.#sendTransport = null;
  }

  async #rebuild(state: 'connecting' | 'recovering'): Promise<void> {
    this.#tearDown();
    const life = this.#life;
    this.#publish(Math.max(this.#tries, this.#lost) >= TRIES_TO_FAIL ? 'failed' : state);
    try {
      await this.#build(life);
      if (life !== this.#life) return;
      this.#isUp = true;
      this.#tries = 0;
      this.#publish();
      await this.#syncSending();
    } catch (error) {
      if (life !== this.#life) return;
      if (!(error instanceof Refusal)) console.error('Media cannot begin', error);
      const wait = RETRY_MS[Math.min(this.#tries, RETRY_MS.length - 1)];
      this.#tries += 1;
      this.#publish(this.#tries >= TRIES_TO_FAIL ? 'failed' : state);
      this.#retry = setTimeout(() => void this.#rebuild('recovering'), wait);
    }
  }

  async #build(life: number): Promise<void> {
    let joined = await this.#join(this.#protocol);
    if (life !== this.#life) return;
    this.#iceServers = joined.iceServers;
    const before = this.#known;
    const known = await deviceFor(joined.routerRtpCapabilities);
    if (life !== this.#life) return;
    this.#known = known;
    if (!this.#receive) return;
    if (known !== before) joined = await this.#join(this.#protocol);
    if (life !== this.#life || !joined.receiver) return;
    this.#remote.use(this.#take('recv', joined.receiver, known.device));
  }

  async #openSend(life: number): Promise<types.Transport> {
    const answer = await this.#signal.call('media.createTransport', { direction: 'send', protocol: this.#protocol });
    if (life !== this.#life || !this.#known) throw new Refusal('UNAVAILABLE');
    return this.#take('send', answer, this.#known.device);
  }

  /** The browser's side of a transport that the server made. */
  #take(direction: 'send' | 'recv', answer: ResultOf<'media.createTransport'>, device: types.Device): types.Transport {
    const options = { ...(answer as unknown as types.TransportOptions), iceServers: this.#iceServers };
    const transport = direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options);
    const life = this.#life;
    transport.on('connect', ({ dtlsParameters }, done) => {
      this.#signal
        .call('media.connectTransport', { transportId: transport.id, dtlsParameters: { ...dtlsParameters } })
        .catch(() => {
          if (life === this.#life) this.#soon(() => void this.#rebuild('recovering'));
        });
      // ICE and DTLS begin meanwhile: they repeat what came before the server could answer it.
      done();
    });
    transport.on('produce', ({ kind, rtpParameters, appData }, done, failed) => {
      const source = appData.source as MediaSource;
      this.#signal
        .call('media.produce', { transportId: transport.id, source, kind, rtpParameters: { ...rtpParameters } })
        .then(({ producerId }) => done({ id: producerId }), failed);
    });
    this.#cares.set(
      direction,
      new TransportCare(transport, this.#signal, {
        onState: () => {
          if (transport.connectionState === 'connected') this.#lost = 0;
          this.#publish();
        },
        onBack: () => {
          if (direction === 'recv') this.#remote.resume();
        },
        onLost: () => {
          this.#lost += 1;
          void this.#rebuild('recovering');
        },
      }),
    );
    return transport;
  }

  #syncSending(): Promise<void> {
    this.#sendQueue = this.#sendQueue.then(() => this.#sendWanted());
    return this.#sendQueue;
  }

  /** Makes what is sent what is wanted. Never rejects: a refusal is shown, a broken way leads to another try. */
  async #sendWanted(): Promise<void> {
    const life = this.#life;
    this.#sendRefusal = null;
    const results = await Promise.allSettled(SOURCES.map((source) => this.#sendOne(source, life)));
    if (life !== this.#life) return;
    const failure = results.find((result) => result.status === 'rejected');
    if (failure) {
      const refusal = failure.reason instanceof Refusal ? failure.reason : null;
      if (refusal && (refusal.code === 'FORBIDDEN' || refusal.code === 'MEDIA_FORBIDDEN')) this.#sendRefusal = refusal;
      else if (refusal?.code === 'UNAVAILABLE') {
        clearTimeout(this.#retrySending);
        this.#retrySending = setTimeout(() => void this.#syncSending(), RETRY_MS[1]);
      } else this.#onSendFailed(failure.reason, refusal);
    } else {
      this.#sendTries = 0;
    }
    this.#publish();
  }

  /** Everything is built anew, a few times: a camera that cannot be encoded must not take down what is received for good. */
  #onSendFailed(reason: unknown, refusal: Refusal | null): void {
    console.error('Cannot send', reason);
    this.#sendTries += 1;
    if (this.#sendTries > RETRY_MS.length) {
      this.#sendRefusal = refusal ?? new Refusal('INTERNAL');
      return;
    }
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#rebuild('recovering'), RETRY_MS[this.#sendTries - 1]);
  }

  async #sendOne(source: MediaSource, life: number): Promise<void> {
    const track = this.#wanted[source];
    const producer = this.#producers.get(source);
    if (!track || track.readyState === 'ended') {
      if (!producer?.track || track) return;
      // Parked, not closed: the server keeps the producer, and a later track finds it.
      await producer.replaceTrack({ track: null });
      await this.#tellMuted(source, producer);
      return;
    }
    if (producer) {
      const wasParked = producer.track === null;
      await producer.replaceTrack({ track });
      if (wasParked) await this.#applyMuted(source, producer);
      return;
    }
    this.#sendTransport ??= this.#openSend(life);
    const opening = this.#sendTransport;
    const transport = await opening.catch((error: unknown) => {
      if (this.#sendTransport === opening) this.#sendTransport = null;
      throw error;
    });
    const made = await transport.produce({
      track,
      stopTracks: false,
      appData: { source },
      ...(source === 'camera' ? picture(track, this.#known?.device ?? null) : { codecOptions: VOICE }),
    });
    if (life !== this.#life) return made.close();
    this.#producers.set(source, made);
    // One of a track that was switched off before begins paused, whatever is wanted now.
    if (this.#muted[source] || made.paused) await this.#applyMuted(source, made);
    // Another camera may have been chosen meanwhile.
    const newest = this.#wanted[source];
    if (newest && newest !== track) await made.replaceTrack({ track: newest });
  }

  async #applyMuted(source: MediaSource, producer: types.Producer): Promise<void> {
    if (this.#muted[source]) producer.pause();
    else producer.resume();
    await this.#tellMuted(source, producer);
  }

  /** A server that cannot be told is told once the connection is back. */
  async #tellMuted(source: MediaSource, { id, track }: types.Producer): Promise<void> {
    const muted = this.#muted[source] || track === null;
    await this.#signal.call('media.setMuted', { producerId: id, muted }).catch(() => undefined);
  }

  #isSending(source: MediaSource): boolean {
    return Boolean(this.#producers.get(source)?.track);
  }

  #stateNow(): MediaState {
    const cares = [...this.#cares.values()];
    if (this.#lost > 0) return this.#lost >= TRIES_TO_FAIL ? 'failed' : 'recovering';
    if (cares.some((care) => care.isRecovering)) return 'recovering';
    if (cares.some((care) => care.transport.connectionState === 'connecting')) return 'connecting';
    return 'connected';
  }

  #snapshotOf(state: MediaState): MediaSnapshot {
    return {
      state,
      streams: this.#remote.list,
      sending: { camera: this.#isSending('camera'), microphone: this.#isSending('microphone') },
      muted: { ...this.#muted },
      sendRefusal: this.#sendRefusal,
    };
  }

  #publish(state: MediaState = this.#isUp ? this.#stateNow() : this.#snapshot.state): void {
    this.#snapshot = this.#snapshotOf(state);
    for (const listener of [...this.#listeners]) listener();
  }
}

/** What this page receives: built by notices of the server, which alone begins and stops packets (C7). */
import type { types } from 'mediasoup-client';
import type { Notice } from '../../shared/notices/all.ts';
import type { Signal } from './signal.ts';
import { dropVideo, firstPicture, forgetPicture, videoOf } from './video-elements.ts';

type Announcement = Extract<Notice, { notice: 'media.consumer' }>;
type Flow = Pick<Announcement, 'consumerId' | 'purpose' | 'flowing'>;

export interface RemoteStream {
  readonly consumerId: string;
  readonly producerId: string;
  readonly from: Announcement['from'];
  /** Whose ticket, at desks; `null` elsewhere. */
  readonly ticketId: Announcement['ticketId'];
  /** Whose seat, likewise. */
  readonly seatId: Announcement['seatId'];
  /** Whose guest link, at desks. */
  readonly helperId: Announcement['helperId'];
  readonly purpose: Announcement['purpose'];
  readonly source: Announcement['source'];
  /** Whether packets go. When not, hide the picture: its last frame is stale (C6). */
  readonly flowing: boolean;
  readonly track: MediaStreamTrack;
}

interface Held {
  readonly consumer: types.Consumer;
  stream: RemoteStream;
}

/** Drawing a page anew is work that the first picture would wait for; for longer than this nobody waits for it. */
const PICTURE_WITHIN_MS = 250;

export class RemoteStreams {
  readonly #signal: Signal;
  readonly #onChange: () => void;
  readonly #held = new Map<string, Held>();
  /** Announced, and not built yet. */
  readonly #announced = new Map<string, Announcement>();
  /** Of these, to be built with the next negotiation. */
  readonly #due = new Set<string>();
  #transport: types.Transport | null = null;
  /** Announced again since `beginRoll`; the others ended while the page was away. */
  #roll: Set<string> | null = null;
  #list: readonly RemoteStream[] = [];

  constructor(signal: Signal, onChange: () => void) {
    this.#signal = signal;
    this.#onChange = onChange;
  }

  get list(): readonly RemoteStream[] {
    return this.#list;
  }

  /** The transport to receive by; what was announced before it existed is built now. */
  use(transport: types.Transport): void {
    this.#transport = transport;
    this.#due.clear();
    for (const announcement of this.#announced.values()) void this.#build(announcement, transport);
  }

  take(notice: Notice): void {
    switch (notice.notice) {
      case 'media.consumer':
        this.#announce(notice);
        return;
      case 'media.consumerFlow':
        void this.#setFlows(notice.flows);
        return;
      case 'media.consumerClosed':
        this.#close(notice.consumerId);
        return;
    }
  }

  beginRoll(): void {
    this.#roll = new Set();
  }

  /** What the server did not name again since `beginRoll` is gone. */
  endRoll(): void {
    const named = this.#roll;
    this.#roll = null;
    if (!named) return;
    for (const id of [...this.#held.keys(), ...this.#announced.keys()]) if (!named.has(id)) this.#close(id);
  }

  /** The path is there again: pictures begin anew, which they would by themselves only after up to 3 s. */
  resume(): void {
    for (const { consumer } of this.#held.values()) if (consumer.kind === 'video') this.#sayReady(consumer.id);
  }

  /** The transport is gone; consumers of the next one will be announced. */
  clear(): void {
    this.#transport = null;
    this.#due.clear();
    for (const held of this.#held.values()) end(held);
    this.#held.clear();
    this.#announced.clear();
    this.#publish();
  }

  #announce(notice: Announcement): void {
    this.#roll?.add(notice.consumerId);
    const held = this.#held.get(notice.consumerId);
    if (held) {
      this.#setFlow(notice);
      this.#publish();
      this.#sayReady(notice.consumerId);
      return;
    }
    const isBuilding = this.#announced.has(notice.consumerId);
    this.#announced.set(notice.consumerId, notice);
    if (this.#transport && !isBuilding) this.#buildSoon(notice.consumerId);
  }

  /** Those of one moment are built in one negotiation, which takes an old phone as long as that of one. */
  #buildSoon(consumerId: string): void {
    this.#due.add(consumerId);
    if (this.#due.size > 1) return;
    setTimeout(() => {
      const due = [...this.#due];
      this.#due.clear();
      for (const id of due) {
        const notice = this.#announced.get(id);
        if (notice && this.#transport) void this.#build(notice, this.#transport);
      }
    });
  }

  async #build(notice: Announcement, transport: types.Transport): Promise<void> {
    const { consumerId, producerId, kind, rtpParameters } = notice;
    let consumer: types.Consumer;
    try {
      consumer = await transport.consume({
        id: consumerId,
        producerId,
        kind,
        rtpParameters: rtpParameters as unknown as types.RtpParameters,
        onRtpReceiver: showSoon,
      });
    } catch (error) {
      if (!transport.closed) console.error('Cannot receive a stream', error);
      this.#announced.delete(consumerId);
      return;
    }
    // Closed, or moved to another purpose, meanwhile.
    const newest = this.#announced.get(consumerId);
    this.#announced.delete(consumerId);
    if (!newest || transport !== this.#transport) {
      consumer.close();
      // The server gives up a page that builds too slowly; where the grant ended it refuses, which is as good.
      if (transport === this.#transport) this.#signal.call('media.subscribe', { producerId }).catch(() => undefined);
      return;
    }
    const { from, ticketId, seatId, helperId, purpose, source, flowing } = newest;
    if (source === 'camera') videoOf(consumer.track);
    const whose = { from, ticketId, seatId, helperId };
    const stream = { consumerId, producerId, ...whose, purpose, source, flowing, track: consumer.track };
    this.#held.set(consumerId, { consumer, stream });
    this.#publish();
    this.#sayReady(consumerId);
  }

  #sayReady(consumerId: string): void {
    // A connection that drops now says it again when the server announces again.
    this.#signal.call('media.consumerReady', { consumerId }).catch(() => undefined);
  }

  #setFlow({ consumerId, purpose, flowing }: Flow): void {
    const waiting = this.#announced.get(consumerId);
    if (waiting) this.#announced.set(consumerId, { ...waiting, purpose, flowing });
    const held = this.#held.get(consumerId);
    if (!held) return;
    if (held.stream.flowing && !flowing) forgetPicture(held.stream.track);
    held.stream = { ...held.stream, purpose, flowing };
  }

  /** What stops is gone at once; what begins is told of once it is there to be seen. */
  async #setFlows(flows: readonly Flow[]): Promise<void> {
    const begins = flows.flatMap(({ consumerId, flowing }) => {
      const stream = this.#held.get(consumerId)?.stream;
      return stream?.source === 'camera' && flowing && !stream.flowing ? [stream.track] : [];
    });
    const stops = flows.some(({ flowing }) => !flowing);
    for (const flow of flows) this.#setFlow(flow);
    if (!stops) await Promise.all(begins.map((track) => firstPicture(track, PICTURE_WITHIN_MS)));
    this.#publish();
  }

  #close(consumerId: string): void {
    this.#announced.delete(consumerId);
    const held = this.#held.get(consumerId);
    if (!held) return;
    this.#held.delete(consumerId);
    end(held);
    this.#publish();
  }

  #publish(): void {
    this.#list = [...this.#held.values()].map((held) => held.stream);
    this.#onChange();
  }
}

function end({ consumer }: Held): void {
  dropVideo(consumer.track);
  consumer.close();
}

/** A conversation: no more delay than the network's own unrest asks for. */
function showSoon(receiver: RTCRtpReceiver): void {
  if ('jitterBufferTarget' in receiver) receiver.jitterBufferTarget = 0;
}

/** A person's media: sends a made picture and voice, receives what the server grants, and counts both. */
import { randomInt } from 'node:crypto';
import * as z from 'zod/mini';
import type { Notice } from '../../../shared/notices/all.ts';
import type { MediaSource } from '../../../shared/states.ts';
import { MediaEnd } from './media-end.ts';
import type { Person } from './person.ts';
import { OPUS, readRtcp, readRtp, rtpPacket, senderReport, VP8, vp8Payload } from './rtp.ts';

const CONNECT_MS = 10_000;
const FRAME_MS = 40;
const VOICE_MS = 20;
const REPORT_MS = 1000;
/** About 400 kbit/s in three packets a frame, and a voice of 24 kbit/s. */
const PICTURE_BYTES = 680;
const PACKETS_PER_FRAME = 3;
const VOICE_BYTES = 60;

/** What every end of a rehearsal can receive. */
const CAPABILITIES = {
  codecs: [
    { kind: 'video', mimeType: VP8.mimeType, preferredPayloadType: VP8.payloadType, clockRate: VP8.clockRate },
    {
      ...{ kind: 'audio', mimeType: OPUS.mimeType, preferredPayloadType: OPUS.payloadType },
      ...{ clockRate: OPUS.clockRate, channels: OPUS.channels },
    },
  ].map((codec) => ({ ...codec, parameters: {}, rtcpFeedback: [] })),
  headerExtensions: [],
};

type Announced = Extract<Notice, { notice: 'media.consumer' }>;

/** One stream that comes, by the numbers of its packets (RFC 3550 appendix A.3). */
export class Incoming {
  readonly from: Announced['from'];
  readonly source: MediaSource;
  packets = 0;
  /** `performance.now()` of the newest packet. */
  lastAt = Number.NEGATIVE_INFINITY;
  #first = 0;
  #highest = 0;
  readonly #waiting = new Set<() => void>();

  constructor({ from, source }: Announced) {
    this.from = from;
    this.source = source;
  }

  get lost(): number {
    return this.packets === 0 ? 0 : Math.max(0, this.#highest - this.#first + 1 - this.packets);
  }

  take(sequence: number): void {
    // Sixteen bits go round; the nearest number to the highest one is meant.
    const next = this.packets === 0 ? sequence : this.#highest + (((sequence - this.#highest) << 16) >> 16);
    if (this.packets === 0) this.#first = next;
    this.#highest = Math.max(this.#highest, next);
    this.packets += 1;
    this.lastAt = performance.now();
    for (const tell of this.#waiting) tell();
    this.#waiting.clear();
  }

  /** Resolves with the time of the next packet. */
  next(): Promise<number> {
    return new Promise((resolve) => this.#waiting.add(() => resolve(this.lastAt)));
  }
}

interface Outgoing {
  readonly ssrc: number;
  sequence: number;
  timestamp: number;
  packets: number;
  bytes: number;
}
const outgoing = (): Outgoing => ({
  ssrc: randomInt(1, 2 ** 32 - 1),
  sequence: randomInt(0, 1000),
  timestamp: randomInt(0, 2 ** 31),
  packets: 0,
  bytes: 0,
});

const Encodings = z.object({ encodings: z.array(z.object({ ssrc: z.number() })) });

export class MediaPerson {
  readonly person: Person;
  /** By SSRC. */
  readonly incoming = new Map<number, Incoming>();
  roundTripMs: number | null = null;
  readonly #picture = outgoing();
  readonly #voice = outgoing();
  readonly #timers: NodeJS.Timeout[] = [];
  #receiver: MediaEnd | null = null;
  #sender: MediaEnd | null = null;
  #keyFrameDue = true;

  constructor(person: Person) {
    this.person = person;
    person.onNotice((notice) => this.#onNotice(notice));
  }

  /** Joins and can receive. Resolves with what ICE and DTLS took, in ms. */
  async receive(): Promise<number> {
    const { person } = this;
    const joined = await person.act('media.join', {
      clientId: person.clientId,
      rtpCapabilities: CAPABILITIES,
      receiveBy: 'any',
    });
    if (!joined.receiver) throw new Error('the server gave no transport to receive by');
    const since = performance.now();
    this.#receiver = await this.#open(joined.receiver);
    this.#receiver.onPacket((packet) => {
      const head = readRtp(packet);
      if (head) this.incoming.get(head.ssrc)?.take(head.sequence);
    });
    return performance.now() - since;
  }

  /** Sends picture and voice from now on. */
  async send(): Promise<void> {
    const { person } = this;
    const transport = await person.act('media.createTransport', { direction: 'send', protocol: 'any' });
    const end = await this.#open(transport);
    this.#sender = end;
    end.onPacket((packet) => {
      const news = readRtcp(packet, Date.now());
      if (!news) return;
      if (news.roundTripMs !== null) this.roundTripMs = news.roundTripMs;
      if (news.keyFrameOf.includes(this.#picture.ssrc)) this.#keyFrameDue = true;
    });
    await this.#produce('microphone', 'audio', OPUS, this.#voice);
    await this.#produce(
      'camera',
      'video',
      { ...VP8, rtcpFeedback: [{ type: 'nack', parameter: 'pli' }] },
      this.#picture,
    );
    this.#timers.push(
      setInterval(() => this.#sendFrame(end), FRAME_MS),
      setInterval(() => this.#sendVoice(end), VOICE_MS),
      setInterval(() => this.#report(end), REPORT_MS),
    );
  }

  /** The stream of that end and source that is announced now. */
  of(from: Announced['from'], source: MediaSource): Incoming | undefined {
    return [...this.incoming.values()].findLast((one) => one.from === from && one.source === source);
  }

  leave(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#receiver?.close();
    this.#sender?.close();
    this.person.leave();
  }

  #open(transport: Parameters<typeof MediaEnd.open>[0]): Promise<MediaEnd> {
    const tell = (dtlsParameters: Record<string, unknown>) =>
      this.person.act('media.connectTransport', { transportId: transport.id, dtlsParameters });
    return MediaEnd.open(transport, tell, CONNECT_MS);
  }

  async #produce(source: MediaSource, kind: 'audio' | 'video', codec: object, { ssrc }: Outgoing): Promise<void> {
    await this.person.act('media.produce', {
      transportId: this.#sender?.transportId ?? '',
      source,
      kind,
      rtpParameters: {
        codecs: [{ parameters: {}, rtcpFeedback: [], ...codec }],
        headerExtensions: [],
        encodings: [{ ssrc }],
        rtcp: { cname: this.person.clientId },
      },
    });
  }

  #onNotice(notice: Notice): void {
    if (notice.notice !== 'media.consumer') return;
    const ssrc = z.parse(Encodings, notice.rtpParameters).encodings[0]?.ssrc;
    if (ssrc === undefined) return;
    if (!this.incoming.has(ssrc)) this.incoming.set(ssrc, new Incoming(notice));
    // Whatever ends meanwhile is refused, which is as good.
    this.person.act('media.consumerReady', { consumerId: notice.consumerId }).catch(() => undefined);
  }

  #sendFrame(end: MediaEnd): void {
    const keyFrame = this.#keyFrameDue;
    this.#keyFrameDue = false;
    this.#picture.timestamp += (VP8.clockRate * FRAME_MS) / 1000;
    for (let index = 0; index < PACKETS_PER_FRAME; index += 1) {
      const payload = vp8Payload(PICTURE_BYTES, { first: index === 0, keyFrame });
      this.#sendOne(end, this.#picture, VP8.payloadType, index === PACKETS_PER_FRAME - 1, payload);
    }
  }

  #sendVoice(end: MediaEnd): void {
    this.#voice.timestamp += (OPUS.clockRate * VOICE_MS) / 1000;
    this.#sendOne(end, this.#voice, OPUS.payloadType, false, Buffer.alloc(VOICE_BYTES, 0x55));
  }

  #sendOne(end: MediaEnd, stream: Outgoing, payloadType: number, marker: boolean, payload: Buffer): void {
    const { ssrc, timestamp } = stream;
    stream.sequence += 1;
    stream.packets += 1;
    stream.bytes += payload.length;
    end.send(rtpPacket({ payloadType, marker, sequence: stream.sequence, timestamp, ssrc }, payload));
  }

  #report(end: MediaEnd): void {
    for (const stream of [this.#picture, this.#voice]) end.send(senderReport(stream.ssrc, stream, Date.now()));
  }
}

/** Senders or viewers of one room as a process of their own: real ICE, DTLS and SRTP (libdatachannel), nothing decoded. */
import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { OPUS, rtpPacket, VP8, vp8Payload } from '../../../../server/tools/rehearsal/rtp.ts';
import { DirectlineRoom } from './directline-room.ts';
import { JanusRoom } from './janus-room.ts';
import { type Room, type RoomAddress, SENDERS, type Sender } from './room.ts';

export type EndsAsk =
  | { readonly ask: 'send'; readonly room: RoomAddress }
  | { readonly ask: 'watch'; readonly room: RoomAddress; readonly viewers: number }
  /** For so long, then nothing until asked again. */
  | { readonly ask: 'run'; readonly seconds: number }
  | { readonly ask: 'count' }
  | { readonly ask: 'close' };
export type EndsMessage =
  | { readonly what: 'ready' }
  /** Packets of all senders together. */
  | { readonly what: 'sent'; readonly packets: number }
  /** By viewer, since the last count. */
  | { readonly what: 'counted'; readonly packets: readonly number[] }
  | { readonly what: 'closed' }
  | { readonly what: 'failed'; readonly why: string };

/** 50 of a voice and 60 of a picture each second: with two people 220. */
const VOICE_MS = 20;
const FRAME_MS = 1000 / 30;
const PACKETS_PER_FRAME = 2;
/** About 480 kbit/s, and a voice of 32. */
const PICTURE_BYTES = 1000;
const VOICE_BYTES = 80;
const AT_ONCE = 8;

const tell = (message: EndsMessage) => process.send?.(message);
const roomOf = ({ kind, url }: RoomAddress): Room => (kind === 'janus' ? new JanusRoom(url) : new DirectlineRoom(url));

class Stream {
  readonly ssrc = randomInt(1, 2 ** 32 - 1);
  packets = 0;
  #sequence = randomInt(0, 1000);
  #timestamp = randomInt(0, 2 ** 31);
  readonly #payloadType: number;

  constructor(payloadType: number) {
    this.#payloadType = payloadType;
  }

  /** Of the next frame; `ticks` after the one before. */
  next(payloads: readonly Buffer[], ticks: number): Buffer[] {
    this.#timestamp += ticks;
    return payloads.map((payload, index) => {
      this.#sequence += 1;
      this.packets += 1;
      const marker = this.#payloadType === VP8.payloadType && index === payloads.length - 1;
      const head = { payloadType: this.#payloadType, marker, sequence: this.#sequence, timestamp: this.#timestamp };
      return rtpPacket({ ...head, ssrc: this.ssrc }, payload);
    });
  }
}

class Source {
  readonly voice = new Stream(OPUS.payloadType);
  readonly picture = new Stream(VP8.payloadType);

  frame(sender: Sender, keyFrame: boolean): void {
    const payloads = Array.from({ length: PACKETS_PER_FRAME }, (_, index) =>
      vp8Payload(PICTURE_BYTES, { first: index === 0, keyFrame }),
    );
    const ticks = Math.round((VP8.clockRate * FRAME_MS) / 1000);
    for (const packet of this.picture.next(payloads, ticks)) sender.sendVideo(packet);
  }

  word(sender: Sender): void {
    const ticks = (OPUS.clockRate * VOICE_MS) / 1000;
    for (const packet of this.voice.next([Buffer.alloc(VOICE_BYTES, 0x55)], ticks)) sender.sendAudio(packet);
  }
}

let room: Room | null = null;
let senders: { readonly source: Source; readonly sender: Sender }[] = [];
let counts = new Uint32Array(0);

/** At a steady pace: what was late is caught up with, so that the number is exact. */
async function run(seconds: number): Promise<number> {
  const before = senders.reduce((sum, { source }) => sum + source.voice.packets + source.picture.packets, 0);
  const since = performance.now();
  const all = { voice: (seconds * 1000) / VOICE_MS, picture: Math.round((seconds * 1000) / FRAME_MS) };
  for (let voice = 0, picture = 0; voice < all.voice || picture < all.picture; ) {
    const at = performance.now() - since;
    for (; voice < all.voice && voice * VOICE_MS <= at; voice += 1)
      for (const { source, sender } of senders) source.word(sender);
    for (; picture < all.picture && picture * FRAME_MS <= at; picture += 1)
      for (const { source, sender } of senders) source.frame(sender, picture === 0);
    await wait(2);
  }
  return senders.reduce((sum, { source }) => sum + source.voice.packets + source.picture.packets, 0) - before;
}

/** RTCP has types where RTP has none (RFC 5761 §4). */
const isRtp = (packet: Buffer): boolean => {
  const type = packet[1] ?? 0;
  return type < 192 || type > 223;
};

async function answer(asked: EndsAsk): Promise<EndsMessage> {
  switch (asked.ask) {
    case 'send': {
      const its = roomOf(asked.room);
      room = its;
      senders = [];
      for (const index of SENDERS.keys()) {
        const source = new Source();
        const ssrcs = { audio: source.voice.ssrc, video: source.picture.ssrc };
        senders.push({ source, sender: await its.openSender(index, ssrcs) });
      }
      return { what: 'ready' };
    }
    case 'watch': {
      const its = roomOf(asked.room);
      room = its;
      counts = new Uint32Array(asked.viewers);
      let next = 0;
      const some = async () => {
        for (let index = next++; index < asked.viewers; index = next++) {
          const mine = index;
          await its.openViewer(mine, (packet) => {
            if (isRtp(packet)) counts[mine] = (counts[mine] ?? 0) + 1;
          });
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, some));
      return { what: 'ready' };
    }
    case 'run':
      return { what: 'sent', packets: await run(asked.seconds) };
    case 'count': {
      const packets = [...counts];
      counts.fill(0);
      return { what: 'counted', packets };
    }
    case 'close':
      room?.close();
      senders = [];
      return { what: 'closed' };
  }
}

process.on('disconnect', () => process.exit(0));
process.on('message', (asked: EndsAsk) => {
  answer(asked).then(tell, (error: unknown) => tell({ what: 'failed', why: String(error) }));
});

/** Packets as a phone sends them: RTP (RFC 3550 §5.1), the descriptor of VP8 (RFC 7741 §4.2), sender reports (RFC 3550 §6.4.1). */

export const VP8 = { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 } as const;
export const OPUS = { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 } as const;

export interface RtpHead {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
}

const HEAD_BYTES = 12;

export function rtpPacket(head: RtpHead, payload: Buffer): Buffer {
  const packet = Buffer.alloc(HEAD_BYTES + payload.length);
  packet[0] = 0x80;
  packet[1] = (head.marker ? 0x80 : 0) | head.payloadType;
  packet.writeUInt16BE(head.sequence & 0xffff, 2);
  packet.writeUInt32BE(head.timestamp >>> 0, 4);
  packet.writeUInt32BE(head.ssrc, 8);
  payload.copy(packet, HEAD_BYTES);
  return packet;
}

/** `null`: not RTP, or RTCP, whose types lie where RTP has none (RFC 5761 §4). */
export function readRtp(packet: Buffer): RtpHead | null {
  if (packet.length < HEAD_BYTES || (packet.readUInt8(0) & 0xc0) !== 0x80 || isRtcp(packet)) return null;
  const second = packet.readUInt8(1);
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
  };
}

const isRtcp = (packet: Buffer): boolean => packet.readUInt8(1) >= 192 && packet.readUInt8(1) <= 223;

/** The beginning of a frame's first packet, and of its others. */
export function vp8Payload(bytes: number, { first, keyFrame }: { first: boolean; keyFrame: boolean }): Buffer {
  const payload = Buffer.alloc(bytes, 0x55);
  // S: begins a partition. Then the frame's own tag, whose lowest bit is 0 in a key frame (RFC 6386 §9.1).
  payload[0] = first ? 0x10 : 0x00;
  if (first) payload[1] = keyFrame ? 0x10 : 0x11;
  if (first && keyFrame) Buffer.from([0x00, 0x00, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0xe0, 0x01]).copy(payload, 2);
  return payload;
}

/** Seconds between 1900 (NTP) and 1970. */
const NTP_EPOCH = 2_208_988_800;
const ntpSeconds = (now: number): number => now / 1000 + NTP_EPOCH;
/** The middle 32 bits of an NTP time, as reports carry it: 1/65536 s. */
const ntpMiddle = (now: number): number => Math.floor((ntpSeconds(now) % 65_536) * 65_536);

/** `now`: epoch milliseconds. */
export function senderReport(
  ssrc: number,
  sent: { timestamp: number; packets: number; bytes: number },
  now: number,
): Buffer {
  const report = Buffer.alloc(28);
  report[0] = 0x80;
  report[1] = 200;
  report.writeUInt16BE(6, 2);
  report.writeUInt32BE(ssrc, 4);
  const seconds = ntpSeconds(now);
  report.writeUInt32BE(Math.floor(seconds), 8);
  report.writeUInt32BE(Math.floor((seconds % 1) * 2 ** 32), 12);
  report.writeUInt32BE(sent.timestamp >>> 0, 16);
  report.writeUInt32BE(sent.packets >>> 0, 20);
  report.writeUInt32BE(sent.bytes >>> 0, 24);
  return report;
}

export interface RtcpNews {
  /** By the reports of the other end (RFC 3550 §6.4.1). */
  readonly roundTripMs: number | null;
  /** SSRCs of which a key frame is wanted (RFC 4585 §6.3.1, RFC 5104 §4.3.1). */
  readonly keyFrameOf: readonly number[];
}

/** Reads a compound packet; `null` where it is none. */
export function readRtcp(compound: Buffer, now: number): RtcpNews | null {
  if (compound.length < 8 || !isRtcp(compound)) return null;
  let roundTripMs: number | null = null;
  const keyFrameOf: number[] = [];
  for (let at = 0; at + 4 <= compound.length; ) {
    const count = compound.readUInt8(at) & 0x1f;
    const type = compound.readUInt8(at + 1);
    const end = at + 4 * (compound.readUInt16BE(at + 2) + 1);
    if (end > compound.length) break;
    if (type === 206 && (count === 1 || count === 4) && end >= at + 12) {
      keyFrameOf.push(compound.readUInt32BE(at + (count === 1 ? 8 : Math.min(12, end - at - 4))));
    }
    const blocks = type === 201 ? at + 8 : type === 200 ? at + 28 : end;
    for (let block = blocks; block + 24 <= end; block += 24) {
      const lastReport = compound.readUInt32BE(block + 16);
      if (lastReport === 0) continue;
      const ticks = (ntpMiddle(now) - lastReport - compound.readUInt32BE(block + 20)) | 0;
      roundTripMs = Math.max(0, (ticks / 65_536) * 1000);
    }
    at = end;
  }
  return { roundTripMs, keyFrameOf };
}

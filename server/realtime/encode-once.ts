/**
 * One view, or a change of one, for a whole room, encoded once: as a packet of socket.io, and as the WebSocket frame around
 * it in one piece. Its own broadcast makes one frame too, but of two pieces, and each socket then writes both.
 */
import type { Socket } from 'socket.io';
import type { ViewMessage } from '../../shared/views/all.ts';

export interface Encoded {
  /** An event of the default namespace: 2, as engine.io takes it on any transport. */
  readonly packet: string;
  readonly frame: readonly [Buffer];
}

/** `body`: the message's data as JSON. */
export function encodeOnce({ view, revision, serverTime }: Omit<ViewMessage, 'data'>, body: string): Encoded {
  const head = JSON.stringify({ view, revision, serverTime });
  return encodeEvent('view', `${head.slice(0, -1)},"data":${body}}`);
}

/** `json`: what the event carries. */
export function encodeEvent(event: 'view' | 'change', json: string): Encoded {
  const packet = `2["${event}",${json}]`;
  // 4: a message of engine.io.
  return { packet, frame: [textFrame(Buffer.from(`4${packet}`))] };
}

/** What engine.io's types do not name: its WebSocket and, in the same way as its own adapter, that one's sender. */
interface FrameTransport {
  readonly socket: { readonly _sender: { sendFrame(pieces: readonly Buffer[]): void } };
}

/** Past the bookkeeping of engine.io for each packet where nothing waits there to be sent before. */
export function sendEncoded({ conn, connected }: Socket, { packet, frame }: Encoded): void {
  if (!connected) return;
  const { transport, readyState } = conn;
  const { writeBuffer } = conn as unknown as { readonly writeBuffer: readonly unknown[] };
  if (transport.name === 'websocket' && readyState === 'open' && writeBuffer.length === 0)
    (transport as unknown as FrameTransport).socket._sender.sendFrame(frame);
  else conn.write(packet);
}

/** A whole text message, unmasked as a server's are (RFC 6455 §5.2). */
function textFrame(payload: Buffer): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x81;
  if (length < 126) head[1] = length;
  else if (length < 65_536) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([head, payload]);
}

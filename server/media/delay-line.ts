/**
 * Holds what one transport sends to another on this machine for a fixed time, in the order in which it came. Media and
 * its sender's reports go through it one way; what the receiving side asks for does not go back, since an answer would
 * come late by the whole delay.
 */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { LOOPBACK, RECEIVE_BUFFER_BYTES } from './sockets.ts';

const EVERY_MS = 5;

interface Held {
  /** By `performance.now()`. */
  readonly at: number;
  readonly packet: Buffer;
}

export class DelayLine {
  readonly #socket: Socket;
  readonly #delayMs: number;
  #from = 0;
  #to = 0;
  #held: Held[] = [];
  /** Of `#held` so many have gone already. */
  #gone = 0;
  #timer: NodeJS.Timeout | null = null;

  private constructor(socket: Socket, delayMs: number) {
    this.#socket = socket;
    this.#delayMs = delayMs;
    socket.on('message', (packet, sender) => this.#take(packet, sender));
    // Loopback without a listener: the receiving transport has just gone.
    socket.on('error', () => undefined);
  }

  static async open(delayMs: number): Promise<DelayLine> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BUFFER_BYTES });
    socket.bind(0, LOOPBACK);
    await once(socket, 'listening');
    return new DelayLine(socket, delayMs);
  }

  /** Where both transports send to. */
  get port(): number {
    return this.#socket.address().port;
  }

  /** Ports on loopback. */
  join(from: number, to: number): void {
    this.#from = from;
    this.#to = to;
  }

  /** What is held is never heard (C6). */
  empty(): void {
    this.#held = [];
    this.#gone = 0;
  }

  close(): void {
    this.empty();
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.#socket.close();
  }

  #take(packet: Buffer, sender: RemoteInfo): void {
    if (sender.port !== this.#from || sender.address !== LOOPBACK) return;
    this.#held.push({ at: performance.now() + this.#delayMs, packet });
    this.#timer ??= setInterval(() => this.#sendDue(), EVERY_MS).unref();
  }

  #sendDue(): void {
    const now = performance.now();
    for (let next = this.#held[this.#gone]; next && next.at <= now; next = this.#held[this.#gone]) {
      this.#gone += 1;
      this.#socket.send(next.packet, this.#to, LOOPBACK);
    }
    if (this.#gone === this.#held.length) {
      this.empty();
      if (this.#timer) clearInterval(this.#timer);
      this.#timer = null;
    } else if (this.#gone > this.#held.length / 2) {
      this.#held = this.#held.slice(this.#gone);
      this.#gone = 0;
    }
  }
}

/** A way to the server that can die as a phone's does in its sleep: what is open stays open and carries nothing any more. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Seconds after the first try at which a system tries again to open a connection (RFC 6298 §2, §5). */
const TRIES_AGAIN_S = [1, 3, 7, 15, 31];

export class TcpRelay {
  readonly #server: Server;
  readonly #port: number;
  readonly #open = new Set<Socket>();
  /** What is opened while nothing passes, since when. */
  readonly #waiting = new Map<Socket, number>();
  #isCut = false;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.#port = port;
  }

  /** Forwards to `port` of this machine. */
  static async create(port: number): Promise<TcpRelay> {
    const server = createServer();
    const relay = new TcpRelay(server, port);
    server.on('connection', (socket) => (relay.#isCut ? relay.#wait(socket) : relay.#join(socket)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return relay;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Nobody is told: both ends still have an open socket. New ones work. */
  stall(): void {
    for (const socket of this.#open) {
      socket.unpipe();
      socket.pause();
    }
  }

  /** What is open is dead for good, and what is opened from now on waits for the path. */
  cut(): void {
    this.#isCut = true;
    this.stall();
  }

  /** What was opened meanwhile has its answer when its system tries again. */
  restore(): void {
    this.#isCut = false;
    for (const [socket, since] of this.#waiting) {
      const waitedS = (Date.now() - since) / 1000;
      const again = TRIES_AGAIN_S.find((seconds) => seconds > waitedS) ?? waitedS;
      setTimeout(
        () => {
          if (this.#waiting.delete(socket)) this.#join(socket);
        },
        (again - waitedS) * 1000,
      ).unref();
    }
  }

  close(): void {
    for (const socket of [...this.#open, ...this.#waiting.keys()]) socket.destroy();
    this.#server.close();
  }

  #wait(socket: Socket): void {
    socket.pause();
    this.#waiting.set(socket, Date.now());
    socket.on('error', () => undefined);
    socket.on('close', () => this.#waiting.delete(socket));
  }

  #join(here: Socket): void {
    const there = connect(this.#port, '127.0.0.1');
    for (const [from, to] of [
      [here, there],
      [there, here],
    ] as const) {
      this.#open.add(from);
      from.pipe(to);
      // One end gone is the end of both.
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#open.delete(from);
        to.destroy();
      });
    }
  }
}

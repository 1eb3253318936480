/** A path for media that can be cut: UDP between browsers and the media port, one way per socket of a browser. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

export class UdpRelay {
  readonly #port: number;
  readonly #to: string;
  readonly #front: Socket;
  /** By the browser's address and port. */
  readonly #ways = new Map<string, Socket>();
  readonly #dead = new Set<string>();

  private constructor(front: Socket, port: number, to: string) {
    this.#front = front;
    this.#port = port;
    this.#to = to;
    front.on('message', (packet, { address, port: from }) => {
      const client = `${address}:${from}`;
      if (this.#dead.has(client)) return;
      this.#way(client, address, from).send(packet, this.#port, this.#to);
    });
  }

  /** Listens on `at`, a loopback address of its own, and forwards to the same port of `to`. */
  static async create(at: string, port: number, to: string): Promise<UdpRelay> {
    const front = createSocket('udp4');
    front.bind(port, at);
    await once(front, 'listening');
    return new UdpRelay(front, port, to);
  }

  get clients(): ReadonlySet<string> {
    return new Set(this.#ways.keys());
  }

  /** As leaving a network does: what these sockets send and are sent is lost for ever; new sockets have a way. */
  lose(clients: Iterable<string>): void {
    for (const client of clients) this.#dead.add(client);
  }

  close(): void {
    for (const socket of this.#ways.values()) socket.close();
    this.#front.close();
  }

  #way(client: string, address: string, port: number): Socket {
    let way = this.#ways.get(client);
    if (!way) {
      way = createSocket('udp4');
      way.bind(0, this.#to);
      way.on('message', (packet) => {
        if (!this.#dead.has(client)) this.#front.send(packet, port, address);
      });
      this.#ways.set(client, way);
    }
    return way;
  }
}

/** A path for media that can be bad: UDP between browsers and the media port, one way per socket of a browser. */
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** What the path does to packets, each way. */
export interface PathFaults {
  /** Of packets, at random. */
  readonly lossRatio: number;
  /** Each packet comes up to so much later, at random: a later one may overtake it. */
  readonly jitterMs: number;
  /** Nothing passes. */
  readonly cut: boolean;
}
const SOUND: PathFaults = { lossRatio: 0, jitterMs: 0, cut: false };

export class UdpRelay {
  readonly #port: number;
  readonly #to: string;
  readonly #front: Socket;
  /** By the browser's address and port. */
  readonly #ways = new Map<string, Socket>();
  readonly #dead = new Set<string>();
  readonly #spared = new Set<number>();
  #faults = SOUND;

  private constructor(front: Socket, port: number, to: string) {
    this.#front = front;
    this.#port = port;
    this.#to = to;
    front.on('message', (packet, { address, port: from }) => {
      const client = `${address}:${from}`;
      this.#pass(client, () => this.#way(client, address, from).send(packet, this.#port, this.#to));
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

  /** Faults and changes of address are not for these ports of browsers; every other, one that is opened later too, has them. */
  spare(ports: Iterable<number>): void {
    for (const port of ports) this.#spared.add(port);
  }

  set(faults: Partial<PathFaults>): void {
    this.#faults = { ...SOUND, ...faults };
  }

  /** As another cell or a router that forgot does it: the same sockets of the browser come from other ports from now on. */
  changeAddress(): void {
    for (const [client, way] of this.#ways) {
      if (this.#isSpared(client)) continue;
      way.close();
      this.#ways.delete(client);
    }
  }

  close(): void {
    for (const way of this.#ways.values()) way.close();
    this.#ways.clear();
    this.#front.close();
  }

  #isSpared(client: string): boolean {
    return this.#spared.has(Number(client.slice(client.lastIndexOf(':') + 1)));
  }

  #pass(client: string, send: () => void): void {
    if (this.#dead.has(client)) return;
    const { lossRatio, jitterMs, cut } = this.#isSpared(client) ? SOUND : this.#faults;
    if (cut || Math.random() < lossRatio) return;
    if (jitterMs === 0) send();
    else
      setTimeout(() => {
        if (!this.#faults.cut) send();
      }, Math.random() * jitterMs);
  }

  #way(client: string, address: string, port: number): Socket {
    const known = this.#ways.get(client);
    if (known) return known;
    const way = createSocket('udp4');
    way.bind(0, this.#to);
    way.on('message', (packet) =>
      this.#pass(client, () => {
        // A packet that was under way when the address changed.
        if (this.#ways.get(client) === way) this.#front.send(packet, port, address);
      }),
    );
    this.#ways.set(client, way);
    return way;
  }
}

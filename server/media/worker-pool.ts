/** The worker processes: one per core, each with one WebRtcServer, and another in the place of one that died. */
import { createWorker, type types } from 'mediasoup';
import { listenInfos } from './candidates.ts';
import type { MediaLog, TcpListener } from './options.ts';

export interface PoolOptions {
  readonly workers: number;
  readonly listenHosts: readonly string[];
  readonly port: number;
  readonly tcp?: readonly TcpListener[] | undefined;
  readonly workerBin?: string;
  readonly log: MediaLog;
}

/** A worker that runs. Its successor after a death is another object. */
export interface RunningWorker {
  readonly index: number;
  readonly worker: types.Worker;
  readonly server: types.WebRtcServer;
  /** Peers placed here; what "least loaded" goes by. */
  load: number;
}

const RESPAWN_AFTER_MS = 250;

export class MediaPortTaken extends Error {
  override name = 'MediaPortTaken';

  constructor(port: number, hosts: readonly string[], tcp: TcpListener | undefined, cause: unknown) {
    const or = tcp ? `, or TCP port ${tcp.port} on ${tcp.ip}` : '';
    const where = `Media port ${port} (UDP and TCP) cannot be taken on ${hosts.join(', ')}${or}`;
    const other = tcp ? 'DIRECTLINE_MEDIA_PORT or DIRECTLINE_MEDIA_TCP' : 'DIRECTLINE_MEDIA_PORT';
    super(`${where}. Stop the program that has it, or set ${other} to another port.`, { cause });
  }
}

export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #running = new Map<number, RunningWorker>();
  readonly #deathListeners = new Set<(dead: RunningWorker) => void>();
  #waiters: (() => void)[] = [];
  #closed = false;

  private constructor(options: PoolOptions) {
    this.#options = options;
  }

  static async create(options: PoolOptions): Promise<WorkerPool> {
    const pool = new WorkerPool(options);
    try {
      await Promise.all(Array.from({ length: options.workers }, (_, index) => pool.#start(index)));
    } catch (error) {
      pool.close();
      throw error;
    }
    return pool;
  }

  get size(): number {
    return this.#running.size;
  }

  get running(): readonly RunningWorker[] {
    return [...this.#running.values()];
  }

  onDeath(listener: (dead: RunningWorker) => void): void {
    this.#deathListeners.add(listener);
  }

  /** Waits while none runs. */
  async leastLoaded(): Promise<RunningWorker> {
    for (;;) {
      if (this.#closed) throw new Error('The media workers are closed.');
      let best: RunningWorker | undefined;
      for (const each of this.#running.values()) if (!best || each.load < best.load) best = each;
      if (best) return best;
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
  }

  close(): void {
    this.#closed = true;
    for (const each of this.#running.values()) each.worker.close();
    this.#running.clear();
    this.#wake();
  }

  async #start(index: number): Promise<void> {
    const { listenHosts, port, workerBin, log } = this.#options;
    const tcp = this.#options.tcp?.[index];
    const worker = await createWorker({ logLevel: 'warn', ...(workerBin ? { workerBin } : {}) });
    if (this.#closed) return worker.close();
    const infos = listenInfos(listenHosts, port > 0 ? port + index : 0, tcp);
    let server: types.WebRtcServer;
    try {
      server = await worker.createWebRtcServer({ listenInfos: infos });
    } catch (error) {
      worker.close();
      throw new MediaPortTaken(port + index, listenHosts, tcp, error);
    }
    if (this.#closed) return worker.close();
    const running: RunningWorker = { index, worker, server, load: 0 };
    this.#running.set(index, running);
    worker.on('died', (error) => this.#onDied(running, error));
    log.info({ worker: index, pid: worker.pid }, 'media worker runs');
    this.#wake();
  }

  #onDied(dead: RunningWorker, error: Error): void {
    this.#running.delete(dead.index);
    if (this.#closed) return;
    this.#options.log.error({ worker: dead.index, pid: dead.worker.pid, error: error.message }, 'media worker died');
    void this.#restart(dead.index);
    for (const listener of this.#deathListeners) listener(dead);
  }

  async #restart(index: number): Promise<void> {
    while (!this.#closed) {
      try {
        return await this.#start(index);
      } catch (error) {
        this.#options.log.error({ worker: index, error: String(error) }, 'media worker does not start; trying again');
        await new Promise((resolve) => setTimeout(resolve, RESPAWN_AFTER_MS).unref());
      }
    }
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }
}

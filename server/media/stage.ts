/**
 * Where a session's media runs: who sends and who receives may be on different routers, and this alone knows which.
 * The people of the session share the router of one worker; its audience may be anywhere (`spread`).
 */
import type { types } from 'mediasoup';
import type { PeerIdentity } from '../domain/calls/media-types.ts';
import { MEDIA_CODECS } from './codecs.ts';
import type { Spread } from './options.ts';
import { ON_LOOPBACK } from './sockets.ts';
import type { RunningWorker, WorkerPool } from './worker-pool.ts';

/** One router of a session. Gone for good once its worker died or the session emptied. */
export interface Place {
  readonly running: RunningWorker;
  readonly router: types.Router;
}

export class Stage {
  readonly #pool: WorkerPool;
  readonly #spread: Spread;
  readonly #places = new Map<RunningWorker, Promise<Place>>();
  /** `producer id → router id → when it can be consumed there`. */
  readonly #pipes = new Map<string, Map<string, Promise<void>>>();
  #home: RunningWorker | null = null;

  constructor(pool: WorkerPool, spread: Spread) {
    this.#pool = pool;
    this.#spread = spread;
  }

  /** The router for one person. Callers give it back with `release`. */
  async place(identity: PeerIdentity): Promise<Place> {
    for (;;) {
      const roams = identity.role === 'check' || (identity.role === 'audience' && this.#spread === 'audience');
      const running = roams ? await this.#pool.leastLoaded() : (this.#home ?? (await this.#pool.leastLoaded()));
      // Somebody may have chosen the home while this waited.
      if (!roams && this.#home && this.#home !== running) continue;
      if (!roams) this.#home = running;
      running.load += 1;
      try {
        return await this.#routerOn(running);
      } catch (error) {
        running.load -= 1;
        this.forget(running);
        if (!running.worker.closed) throw error;
      }
    }
  }

  release(place: Place): void {
    place.running.load -= 1;
  }

  /** Makes a producer of `from` consumable at `to`. */
  async reach(producer: types.Producer, from: Place, to: Place): Promise<void> {
    if (from.router === to.router) return;
    let pipes = this.#pipes.get(producer.id);
    if (!pipes) {
      pipes = new Map();
      this.#pipes.set(producer.id, pipes);
      producer.observer.once('close', () => this.#pipes.delete(producer.id));
    }
    let pipe = pipes.get(to.router.id);
    if (!pipe) {
      const made = pipes;
      pipe = from.router
        .pipeToRouter({
          producerId: producer.id,
          router: to.router,
          listenInfo: ON_LOOPBACK,
          enableSctp: false,
          enableRtx: false,
        })
        .then(({ pipeProducer }) => {
          pipeProducer?.observer.once('close', () => made.delete(to.router.id));
        });
      pipe.catch(() => made.delete(to.router.id));
      pipes.set(to.router.id, pipe);
    }
    await pipe;
  }

  /** A way out of a sender's own router, to a program on this machine: RTP and RTCP apart, as ffmpeg has it. */
  tap(from: Place): Promise<types.PlainTransport> {
    return from.router.createPlainTransport({
      listenInfo: ON_LOOPBACK,
      rtcpListenInfo: ON_LOOPBACK,
      rtcpMux: false,
      comedia: false,
    });
  }

  /** The worker died. */
  forget(running: RunningWorker): void {
    this.#places.delete(running);
    if (this.#home === running) this.#home = null;
  }

  close(): void {
    for (const place of this.#places.values()) {
      place.then(
        ({ router }) => router.close(),
        () => undefined,
      );
    }
    this.#places.clear();
    this.#home = null;
  }

  #routerOn(running: RunningWorker): Promise<Place> {
    let place = this.#places.get(running);
    if (!place) {
      place = running.worker.createRouter({ mediaCodecs: MEDIA_CODECS }).then((router) => ({ running, router }));
      this.#places.set(running, place);
    }
    return place;
  }
}

/** Texts into words, in a thread that begins with the first of them. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Cut, FromCutter, ToCutter } from './cutter-worker.ts';

interface Waiting {
  readonly resolve: (words: readonly (readonly string[])[]) => void;
  readonly reject: (cause: Error) => void;
}

export class WordCutter {
  #worker: Worker | null = null;
  #asked = 0;
  readonly #waiting = new Map<number, Waiting>();
  #closed = false;

  /** One list of words for each text. Rejects when the thread ended; the next call begins another. */
  cut(ask: Cut): Promise<readonly (readonly string[])[]> {
    if (this.#closed) return Promise.reject(new Error('the thread that cuts texts was closed'));
    const worker = this.#begun();
    this.#asked += 1;
    const id = this.#asked;
    const { promise, resolve, reject } = Promise.withResolvers<readonly (readonly string[])[]>();
    this.#waiting.set(id, { resolve, reject });
    worker.ref();
    worker.postMessage({ id, ask } satisfies ToCutter);
    return promise;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    if (!worker) return;
    const exited = once(worker, 'exit');
    await worker.terminate();
    await exited;
  }

  #begun(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./cutter-worker.ts', import.meta.url));
    worker.on('message', ({ id, words }: FromCutter) => {
      this.#waiting.get(id)?.resolve(words);
      this.#waiting.delete(id);
      // Nobody waits: it keeps no process alive.
      if (this.#waiting.size === 0) worker.unref();
    });
    const ended = (cause: Error) => {
      if (this.#worker === worker) this.#worker = null;
      for (const { reject } of this.#waiting.values()) reject(cause);
      this.#waiting.clear();
    };
    worker.on('error', ended);
    worker.on('exit', () => ended(new Error('the thread that cuts texts has ended')));
    this.#worker = worker;
    return worker;
  }
}

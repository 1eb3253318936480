/** The embedded database as something that node-postgres can connect to: a worker thread instead of a socket. */
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker } from './pglite-worker.ts';

/** A database that fails, and every connection to it since, for so long does not come back by itself. */
const COMES_BACK_MS = 10_000;

export class PgliteThread {
  readonly #worker: Worker;
  readonly #loaded = Promise.withResolvers<void>();
  readonly #ready = Promise.withResolvers<void>();
  readonly #died = Promise.withResolvers<Error>();
  #isOpen = false;
  /** `performance.now()` of its first failure after which no connection was made. */
  #failingSince: number | null = null;
  #wire: Wire | null = null;
  /** Why the thread is gone, once it is. */
  #gone: Error | null = null;
  #closing: Promise<void> | null = null;

  /** Starts the thread, which loads its code. */
  constructor(worker = new Worker(new URL('./pglite-worker.ts', import.meta.url))) {
    this.#worker = worker;
    worker.on('message', (message: FromWorker) => this.#receive(message));
    worker.on('error', (error) => this.#end(error));
    worker.on('exit', () => this.#end(new Error('the thread of the embedded database has ended')));
    // Whoever opens it hears of its failure.
    for (const { promise } of [this.#loaded, this.#ready]) promise.catch(() => undefined);
  }

  /** Its code is there, so that `open` takes no longer than the folder does. */
  get loaded(): Promise<void> {
    return this.#loaded.promise;
  }

  /** Resolves with the cause when a database that was open is gone for good, other than by `close`. Never rejects. */
  get died(): Promise<Error> {
    return this.#died.promise;
  }

  /** Resolves when the database in `folder` answers. The caller holds the folder's lock. */
  open(folder: string): Promise<void> {
    this.#worker.postMessage({ kind: 'open', folder } satisfies ToWorker);
    return this.#ready.promise;
  }

  /** A fresh connection. The database has one session only, so the connection before it must be over. */
  connect(): Duplex {
    this.#wire?.destroy();
    const wire = new Wire((message, handOver) => this.#worker.postMessage(message, handOver));
    this.#wire = wire;
    const gone = this.#gone;
    if (gone) process.nextTick(() => wire.destroy(gone));
    return wire;
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      if (this.#gone) return;
      const exited = once(this.#worker, 'exit');
      this.#worker.postMessage({ kind: 'close' } satisfies ToWorker);
      await exited;
    })();
    return this.#closing;
  }

  #end(cause: Error): void {
    this.#gone ??= cause;
    this.#loaded.reject(cause);
    this.#ready.reject(cause);
    this.#giveUp(cause);
    this.#wire?.destroy(this.#closing ? undefined : cause);
  }

  #giveUp(cause: Error): void {
    if (this.#isOpen && !this.#closing) this.#died.resolve(cause);
  }

  #fail(cause: Error): void {
    const now = performance.now();
    this.#failingSince ??= now;
    if (now - this.#failingSince >= COMES_BACK_MS) this.#giveUp(cause);
    this.#wire?.destroy(cause);
  }

  #receive(message: FromWorker): void {
    switch (message.kind) {
      case 'bytes':
        this.#wire?.fromWorker(message.bytes);
        return;
      case 'reset':
        this.#failingSince = null;
        this.#wire?.wasReset();
        return;
      case 'failed':
        this.#ready.reject(new Error(`The embedded database does not open: ${message.message}`));
        this.#fail(new Error(message.message));
        return;
      case 'loaded':
        this.#loaded.resolve();
        return;
      case 'ready':
        this.#isOpen = true;
        this.#ready.resolve();
    }
  }
}

type Post = (message: ToWorker, handOver?: ArrayBuffer[]) => void;

const TERMINATE = 'X'.charCodeAt(0);

/**
 * The part of a socket that node-postgres uses. The start-up packet is answered here; every later write ends in Sync or
 * is a simple query, since node-postgres corks its stream around each. What is written in one turn of the event loop goes
 * over in one piece and is answered in one: waking a thread costs about as much as a small statement.
 */
class Wire extends Duplex {
  readonly #post: Post;
  readonly #written: Buffer[] = [];
  /** Answers to what an earlier connection had sent arrive while `resetting` and are dropped. */
  #state: 'resetting' | 'starting' | 'open' = 'resetting';

  constructor(post: Post) {
    super({ decodeStrings: true });
    this.#post = post;
  }

  // What node-postgres calls on a socket
  connect(): void {
    this.#post({ kind: 'reset' });
  }
  setNoDelay(): void {}
  setKeepAlive(): void {}
  ref(): void {}
  unref(): void {}

  wasReset(): void {
    if (this.#state !== 'resetting') return;
    this.#state = 'starting';
    this.emit('connect');
  }

  fromWorker(bytes: Uint8Array): void {
    if (this.#state === 'open') this.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#state === 'starting') {
      this.#state = 'open';
      this.push(GREETING);
    } else if (chunk[0] === TERMINATE) {
      this.push(null);
    } else {
      if (this.#written.length === 0) process.nextTick(() => this.#handOver());
      this.#written.push(chunk);
    }
    done();
  }

  override _writev(chunks: { chunk: Buffer; encoding: BufferEncoding }[], done: (error?: Error | null) => void): void {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'buffer' as BufferEncoding, done);
  }

  #handOver(): void {
    // An exact copy, handed over: cloning a view copies the whole buffer that it looks into.
    const bytes = Uint8Array.from(Buffer.concat(this.#written.splice(0)));
    if (!this.destroyed) this.#post({ kind: 'batch', bytes }, [bytes.buffer]);
  }
}

const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};
const parameter = (name: string, value: string) => message('S', Buffer.from(`${name}\0${value}\0`));

/** AuthenticationOk, the parameters that node-postgres reads, ReadyForQuery. */
const GREETING = Buffer.concat([
  message('R', Buffer.alloc(4)),
  parameter('client_encoding', 'UTF8'),
  parameter('server_version', '17.0'),
  parameter('standard_conforming_strings', 'on'),
  message('Z', Buffer.from('I')),
]);

/**
 * The embedded database, in a thread of its own: its queries compute and would hold up signalling. Speaks PostgreSQL's
 * wire protocol over the message port: batches of frontend messages in, bytes of the backend out, in order.
 */
import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

export type ToWorker =
  /** Once, and first. */
  | { readonly kind: 'open'; readonly folder: string }
  /** A new connection: what the one before left open is undone. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'batch'; readonly bytes: Uint8Array }
  | { readonly kind: 'close' };
export type FromWorker =
  /** Its code is compiled; `open` takes no longer than the folder does. */
  | { readonly kind: 'loaded' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'reset' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

const port = parentPort;
if (!port) throw new Error('pglite-worker.ts runs as a worker thread only');
const send = (message: FromWorker) => port.postMessage(message);

/**
 * As a stream, since PGlite itself reads an answer that it returns whole: that takes longer than most statements do, and
 * it keeps everything that it read. Its pieces are copied out of its memory, and handed over as one.
 */
async function exchange(batch: Uint8Array): Promise<void> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const onRawData = (piece: Uint8Array) => {
    pieces.push(piece.slice());
    length += piece.length;
  };
  // Without `syncToFs`: the folder's writes reach the operating system as they are made, which a killed process does not
  // undo.
  await database.execProtocolRawStream(batch, { syncToFs: false, onRawData });
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  port?.postMessage({ kind: 'bytes', bytes } satisfies FromWorker, [bytes.buffer]);
}

const beside = (file: string) => readFile(new URL(file, import.meta.resolve('@electric-sql/pglite')));
const loading = (async () => {
  const [code, files] = await Promise.all([beside('pglite.wasm'), beside('pglite.data')]);
  const loaded = { pgliteWasmModule: await WebAssembly.compile(code), fsBundle: new Blob([files]) };
  send({ kind: 'loaded' });
  return loaded;
})();
let database: PGlite;

async function open(folder: string): Promise<void> {
  try {
    database = await PGlite.create({ dataDir: folder, ...(await loading) });
    send({ kind: 'ready' });
  } catch (cause) {
    send({ kind: 'failed', message: cause instanceof Error ? cause.message : String(cause) });
    process.exit(1);
  }
}

async function answer(message: ToWorker): Promise<void> {
  switch (message.kind) {
    case 'open':
      return open(message.folder);
    case 'batch':
      return exchange(message.bytes);
    case 'reset':
      await database.exec('ROLLBACK').catch(() => undefined);
      await database.exec('DISCARD ALL');
      send({ kind: 'reset' });
      return;
    case 'close':
      // A database that has failed does not close either, and the thread ends all the same.
      await database.close().finally(() => port?.close());
  }
}

let last: Promise<void> = Promise.resolve();
port.on('message', (message: ToWorker) => {
  last = last
    .then(() => answer(message))
    .catch((cause: unknown) =>
      send({ kind: 'failed', message: cause instanceof Error ? cause.message : String(cause) }),
    );
});

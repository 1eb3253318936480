/** A database that is gone is told once, to whoever can end the process over it. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { PgliteThread } from '../../../server/storage/engine/pglite-thread.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'directline-thread-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => void vi.useRealTimers());

const begin = (worker: Worker) => {
  const thread = new PgliteThread(worker);
  const onDied = vi.fn();
  void thread.died.then(onDied);
  return { worker, thread, onDied };
};
/** A database that opens and closes, and to which connections can be made while it `works`. */
const standIn = () =>
  new Worker(
    `const { parentPort } = require('node:worker_threads');
    let failing = false;
    parentPort.on('message', ({ kind, works }) => {
      if (kind === 'open') parentPort.postMessage({ kind: 'ready' });
      if (kind === 'test') failing = !works;
      if (kind === 'reset') parentPort.postMessage(failing ? { kind: 'failed', message: 'Aborted()' } : { kind });
      if (kind === 'batch') parentPort.postMessage({ kind: 'failed', message: 'no statements here' });
      if (kind === 'close') parentPort.close();
    });`,
    { eval: true },
  );
const ask = async (thread: PgliteThread) => {
  const client = new pg.Client({ stream: () => thread.connect() as never });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query('select 1 as one');
  await client.end();
  return rows;
};

test('a thread that ends is told once; closing it afterwards comes to an end', async () => {
  const { worker, thread, onDied } = begin(
    new Worker(new URL('../../../server/storage/engine/pglite-worker.ts', import.meta.url)),
  );
  await thread.open(path.join(folder, 'ends'));
  expect(await ask(thread)).toEqual([{ one: 1 }]);
  await worker.terminate();
  expect((await thread.died).message).toMatch(/has ended/);
  await expect(ask(thread)).rejects.toThrow(/has ended/);
  await thread.close();
  expect(onDied).toHaveBeenCalledOnce();
});

test('a thread that is closed has not died', async () => {
  const { thread, onDied } = begin(standIn());
  await thread.open('');
  await thread.close();
  expect(onDied).not.toHaveBeenCalled();
});

test('a database that keeps failing is given up after ten seconds, and not where it came back meanwhile', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { worker, thread, onDied } = begin(standIn());
  await thread.open('');
  const connect = async (works: boolean) => {
    worker.postMessage({ kind: 'test', works });
    await ask(thread).catch(() => undefined);
  };
  await connect(false);
  vi.advanceTimersByTime(9_000);
  await connect(true);
  vi.advanceTimersByTime(9_000);
  await connect(false);
  expect(onDied).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  await connect(false);
  expect(onDied).toHaveBeenCalledOnce();
  await connect(false);
  expect(onDied).toHaveBeenCalledOnce();
  await thread.close();
});

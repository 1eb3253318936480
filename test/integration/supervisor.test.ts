/** Who keeps the server running, and the process that stands by (docs/decisions/0008). */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { ROOT } from '../support/server-process.ts';
import { until } from '../support/until.ts';

/** The one that stands by is begun only when the server has proved stable. */
const STANDS_BY_WITHIN_MS = 60_000;

let folder: string;
let origin: string;
let supervisor: ChildProcess;
let said = '';
let serving = 0;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'directline-supervisor-'));
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  supervisor = spawn(process.execPath, [path.join(ROOT, 'test/support/supervised-server.mjs')], {
    cwd: ROOT,
    env: {
      ...process.env,
      DIRECTLINE_PORT: String(port),
      DIRECTLINE_MEDIA_PORT: String(await freePort()),
      DIRECTLINE_MEDIA_WORKERS: '1',
      DIRECTLINE_DATA_DIR: folder,
      DIRECTLINE_LOG_LEVEL: 'fatal',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  supervisor.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await until('the server', isReady, 60_000);
}, 90_000);
afterAll(async () => {
  if (isRunning(supervisor.pid)) supervisor.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const isReady = (): Promise<boolean> =>
  fetch(`${origin}/readyz`).then(
    (response) => response.ok,
    () => false,
  );
const server = async () => Number(await readFile(path.join(folder, 'lock.pid'), 'utf8').catch(() => '0'));
const isRunning = (pid: number | undefined) => pid !== undefined && existsSync(`/proc/${pid}`);

/** Everybody that it began so far. */
const known = new Set<number>();
async function standingBy(): Promise<number | undefined> {
  const list = await readFile(`/proc/${supervisor.pid}/task/${supervisor.pid}/children`, 'utf8');
  for (const pid of list.trim().split(' ').map(Number)) known.add(pid);
  return [...known].find((pid) => isRunning(pid) && pid !== serving);
}
/** So often it said that one stands by. */
const announced = () => said.split('stands by.').length - 1;
const another = async (count: number) => {
  await until('another that stands by', () => announced() >= count, STANDS_BY_WITHIN_MS);
  return (await standingBy()) ?? 0;
};

test('beside a stable server one stands by, and takes its place when it is killed', async () => {
  serving = await server();
  const second = await another(1);
  process.kill(serving, 'SIGKILL');
  await until('its turn', async () => (await server()) === second, 30_000);
  await until('the server', isReady, 30_000);
  serving = second;
  expect(await another(2)).not.toBe(second);
}, 150_000);

test('one that stands by and dies is no loss', async () => {
  const idle = (await standingBy()) ?? 0;
  process.kill(idle, 'SIGKILL');
  await until('it is gone', () => !isRunning(idle));
  expect(await isReady()).toBe(true);
  process.kill(serving, 'SIGKILL');
  await until('a new server', async () => ![0, serving].includes(await server()) && isReady(), 60_000);
  serving = await server();
}, 150_000);

test('a killed supervisor leaves nobody behind', async () => {
  await another(3);
  supervisor.kill('SIGKILL');
  await until('nobody is left', () => [...known].every((pid) => !isRunning(pid)), 30_000);
}, 150_000);

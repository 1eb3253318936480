/** Servers for the benches: processes of their own on their own folder and ports, ended with the bench. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../support/free-port.ts';
import { until } from '../../support/until.ts';
import { startChild } from './child.ts';
import type { CrowdServerAsk, CrowdServerMessage } from './crowd-server.ts';
import type { Memory } from './process-usage.ts';
import type { Crowd } from './seed-crowd.ts';
import type { ServerMark } from './timed-server.ts';

/** Also on a machine that is busy with other things. */
const START_WITHIN_MS = 180_000;

export const ROOT = path.resolve(import.meta.dirname, '../../..');

export interface BenchServer {
  readonly origin: string;
  readonly child: ChildProcess;
  /** Of the process that serves, which is not `child` under a supervisor. */
  pid(): Promise<number>;
  stop(): Promise<void>;
}
export interface SupervisedServer extends BenchServer {
  /** Until another process stands by, as in life soon after every start. */
  standsBy(): Promise<void>;
}
export interface TimedServer extends BenchServer {
  readonly marks: Exclude<ServerMark, { what: 'ready' }>[];
}

export interface CrowdServer extends BenchServer {
  readonly crowd: Crowd;
  /** Of the process and its threads; media workers are processes of their own. */
  cpuMs(): Promise<number>;
  memory(): Promise<Memory>;
  /** How long transactions take that do nothing, in milliseconds. */
  emptyTransactions(): Promise<readonly number[]>;
}

export async function benchEnvironment(): Promise<{ origin: string; dataDir: string; env: NodeJS.ProcessEnv }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'directline-bench-'));
  const port = await freePort();
  return {
    origin: `http://127.0.0.1:${port}`,
    dataDir,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DIRECTLINE_MODE: 'demo',
      DIRECTLINE_HOST: '127.0.0.1',
      DIRECTLINE_PORT: String(port),
      DIRECTLINE_PUBLIC_URL: `http://127.0.0.1:${port}`,
      DIRECTLINE_DATA_DIR: dataDir,
      DIRECTLINE_MEDIA_PORT: String(await freePort()),
      DIRECTLINE_MEDIA_WORKERS: String(availableParallelism()),
      DIRECTLINE_LOG_LEVEL: 'warn',
    },
  };
}

/** The server that tells what it does when. */
export async function startTimedServer(): Promise<TimedServer> {
  const { origin, dataDir, env } = await benchEnvironment();
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'timed-server.ts')], {
    cwd: ROOT,
    env,
    stdio: ['ignore', process.stderr, 'inherit', 'ipc'],
  });
  const marks: TimedServer['marks'] = [];
  let ready = false;
  child.on('message', (mark: ServerMark) => {
    if (mark.what === 'ready') ready = true;
    else marks.push(mark);
  });
  await until('the server', () => ready || ended(child), START_WITHIN_MS);
  return { origin, child, marks, pid: async () => child.pid ?? 0, stop: () => stop(child, dataDir) };
}

/** The server with a full evening in its database. `databaseUrl`: a new database instead of the embedded one. */
export async function startCrowdServer(size: {
  readonly tickets: number;
  readonly signedIn: number;
  readonly newcomers: number;
  readonly databaseUrl?: string | undefined;
}): Promise<CrowdServer> {
  const { origin, dataDir, env } = await benchEnvironment();
  const people = [size.tickets, size.signedIn, size.newcomers].map(String);
  const its = startChild<CrowdServerAsk, CrowdServerMessage>('crowd-server.ts', {
    args: people,
    cwd: ROOT,
    env: { ...env, ...(size.databaseUrl === undefined ? {} : { DATABASE_URL: size.databaseUrl }) },
  });
  const ask = async <What extends CrowdServerAsk>(what: What) => {
    const answer = its.next(what);
    its.tell(what);
    return answer;
  };
  const { crowd } = await its.next('ready');
  return {
    origin,
    child: its.process,
    crowd,
    pid: async () => its.process.pid ?? 0,
    cpuMs: async () => (await ask('cpu')).ms,
    memory: () => ask('memory'),
    emptyTransactions: async () => (await ask('floor')).emptyMs,
    stop: () => stop(its.process, dataDir),
  };
}

/** The server as `npm start` keeps it running. */
export async function startSupervisedServer(more: NodeJS.ProcessEnv = {}): Promise<SupervisedServer> {
  const { origin, dataDir, env: usual } = await benchEnvironment();
  const env = { ...usual, ...more };
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '../../support/supervised-server.mjs')], {
    cwd: ROOT,
    env,
    stdio: ['ignore', process.stderr, 'pipe'],
  });
  let isThere = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    process.stderr.write(text);
    if (text.includes('stands by.')) isThere = true;
    if (text.includes('The server ended')) isThere = false;
  });
  await until('the server', async () => ended(child) || (await isReady(origin)), START_WITHIN_MS);
  return {
    origin,
    child,
    pid: async () => Number(await readFile(path.join(dataDir, 'lock.pid'), 'utf8')),
    standsBy: async () => {
      await until('one that stands by', () => isThere, START_WITHIN_MS);
    },
    stop: () => stop(child, dataDir),
  };
}

export const isReady = (origin: string): Promise<boolean> =>
  fetch(`${origin}/readyz`).then(
    (response) => response.ok,
    () => false,
  );

/** The media workers of a server's process. */
export async function workersOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const found: number[] = [];
  for (const child of children.trim().split(' ').filter(Boolean).map(Number)) {
    const command = await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => '');
    if (command.includes('mediasoup-worker')) found.push(child);
  }
  return found;
}

function ended(child: ChildProcess): false {
  if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}`);
  return false;
}

async function stop(child: ChildProcess, dataDir: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
  await rm(dataDir, { recursive: true, force: true });
}

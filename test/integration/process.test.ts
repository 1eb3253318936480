/** The process itself: how it says that it cannot start, and how it stops. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DatabaseLock } from '../../server/storage/engine/database-lock.ts';
import { randomId } from '../support/clients.ts';
import { arrive, connectAs, putThrough, startEvening } from '../support/evening.ts';
import { freePort } from '../support/free-port.ts';
import { newPlace } from '../support/places.ts';
import { ROOT, SERVER_ARGUMENTS } from '../support/server-process.ts';
import { newDataFolder, quietLog, TEST_FIELD_KEY } from '../support/store-template.ts';
import { until } from '../support/until.ts';

const UNAVAILABLE = 69;
const WRONG_SETTINGS = 78;

let folder: string;
let taken: Server;
const children: Run[] = [];
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'directline-process-'));
  taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
});
afterEach(async () => {
  for (const { child } of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  for (const step of closing.splice(0)) await step();
});
afterAll(async () => {
  taken.close();
  await rm(folder, { recursive: true, force: true });
});

interface Run {
  readonly child: ChildProcess;
  readonly port: number;
  readonly origin: string;
  said: string;
}

async function launch(env: Record<string, string> = {}): Promise<Run> {
  const port = await freePort();
  const child = spawn(process.execPath, SERVER_ARGUMENTS, {
    cwd: ROOT,
    env: {
      ...process.env,
      DIRECTLINE_PORT: String(port),
      DIRECTLINE_MEDIA_PORT: String(await freePort()),
      DIRECTLINE_MEDIA_WORKERS: '1',
      DIRECTLINE_DATA_DIR: path.join(folder, randomId()),
      DIRECTLINE_LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const run: Run = { child, port, origin: `http://127.0.0.1:${port}`, said: '' };
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      run.said += text;
    });
  children.push(run);
  return run;
}

async function started(env?: Record<string, string>): Promise<Run> {
  const run = await launch(env);
  await until(
    'the server',
    async () => {
      if (run.child.exitCode !== null) throw new Error(run.said);
      return run.said.includes('is ready');
    },
    60_000,
  );
  return run;
}

async function ended({ child }: Run): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

describe('a start that fails says what to do', () => {
  const takenPort = () => String((taken.address() as { port: number }).port);
  const cases: [string, () => Promise<Record<string, string>>, number, RegExp][] = [
    [
      'a port that another program has',
      async () => ({ DIRECTLINE_PORT: takenPort() }),
      UNAVAILABLE,
      /Port \d+ on 127\.0\.0\.1 is taken.*DIRECTLINE_PORT/,
    ],
    [
      'a media port that another program has',
      async () => ({ DIRECTLINE_MEDIA_PORT: takenPort() }),
      UNAVAILABLE,
      /Media port \d+ .*DIRECTLINE_MEDIA_PORT/,
    ],
    [
      'an address that this machine does not have',
      async () => ({ DIRECTLINE_HOST: '192.0.2.1', DIRECTLINE_MEDIA_LISTEN: '127.0.0.1' }),
      UNAVAILABLE,
      /192\.0\.2\.1 is no address of this machine.*DIRECTLINE_HOST/,
    ],
    [
      'a data folder that is a file',
      async () => {
        const file = path.join(folder, 'a-file');
        await writeFile(file, '');
        return { DIRECTLINE_DATA_DIR: path.join(file, 'data') };
      },
      UNAVAILABLE,
      /data folder .* is no folder.*DIRECTLINE_DATA_DIR/,
    ],
    [
      'a database that does not answer',
      async () => ({ DATABASE_URL: `postgresql://directline:hush@127.0.0.1:${await freePort()}/directline` }),
      UNAVAILABLE,
      /DATABASE_URL \(127\.0\.0\.1:\d+\/directline\) does not answer \(ECONNREFUSED\)/,
    ],
    [
      'a certificate that is not there',
      async () => ({
        DIRECTLINE_PUBLIC_URL: 'https://localhost:3000',
        DIRECTLINE_TLS_CERT: path.join(folder, 'none.crt'),
        DIRECTLINE_TLS_KEY: path.join(folder, 'none.key'),
      }),
      UNAVAILABLE,
      /DIRECTLINE_TLS_(CERT|KEY) names .*none\.(crt|key), which does not exist/,
    ],
    ['a setting that does not fit', async () => ({ DIRECTLINE_PORT: 'x' }), WRONG_SETTINGS, /DIRECTLINE_PORT: .*65535/],
    [
      'a key that is none',
      async () => {
        const dataDir = await mkdtemp(path.join(folder, 'key-'));
        await writeFile(path.join(dataDir, 'field.key'), 'not a key');
        return { DIRECTLINE_DATA_DIR: dataDir };
      },
      WRONG_SETTINGS,
      /field\.key does not hold a key.*backup/,
    ],
    [
      'a database that a newer version has migrated',
      async () => {
        const dataDir = await newDataFolder();
        closing.push(() => rm(dataDir, { recursive: true }));
        const database = await PGlite.create(path.join(dataDir, 'pgdata'));
        await database.exec(`insert into drizzle.__drizzle_migrations (hash, created_at)
          select 'of the next version', max(created_at) + 1 from drizzle.__drizzle_migrations`);
        await database.close();
        return {
          DIRECTLINE_FIELD_KEY: Buffer.from(TEST_FIELD_KEY).toString('base64'),
          DIRECTLINE_DATA_DIR: dataDir,
        };
      },
      UNAVAILABLE,
      /made by a newer version of Directline.*restore the backup from before/,
    ],
  ];
  test.each(cases)('%s', async (_name, env, code, words) => {
    const run = await launch(await env());
    expect(await ended(run), run.said).toBe(code);
    expect(run.said).toMatch(words);
    // In words, not as a stack; and no secret in it.
    expect(run.said).not.toMatch(/^ {4}at /m);
    expect(run.said).not.toContain('hush');
  });

  test('a data folder that another server has; that one had told its steps, addresses, accounts and what to try', async () => {
    const first = await started();
    for (const step of ['database in', 'media workers', 'demo county'])
      expect(first.said).toMatch(new RegExp(`✓ .*${step}.*\\(\\d`));
    for (const page of ['s/demo/join', 'desk/moderator/demo', 'desk/official/demo', 'screen/demo', 'outbox'])
      expect(first.said).toContain(`${first.origin}/${page}`);
    expect(first.said).toContain('password');
    const dataDir = /database in (\S+)/.exec(first.said)?.[1] ?? '';
    const second = await launch({ DIRECTLINE_DATA_DIR: dataDir });
    expect(await ended(second)).toBe(UNAVAILABLE);
    expect(second.said).toMatch(new RegExp(`in use by the process ${first.child.pid}.*DIRECTLINE_DATA_DIR`));
    expect((await fetch(`${first.origin}/readyz`)).status).toBe(200);
  });

  const postgres = process.env.TEST_DATABASE_URL;
  test.skipIf(!postgres)(
    'on PostgreSQL the folder as well; a database that another server has is waited for',
    async () => {
      const { databaseUrl, dataDir, remove } = await newPlace(postgres ?? '');
      closing.push(remove);
      const env = {
        DATABASE_URL: databaseUrl ?? '',
        DIRECTLINE_FIELD_KEY: Buffer.alloc(32, 7).toString('base64'),
        DIRECTLINE_DATA_DIR: dataDir,
      };
      const held = await DatabaseLock.take({ url: env.DATABASE_URL, log: quietLog });
      const first = await launch(env);
      await until('it waits', async () => first.said.includes('waiting for it to end'), 60_000);
      const second = await launch(env);
      expect(await ended(second), second.said).toBe(UNAVAILABLE);
      expect(second.said).toMatch(new RegExp(`in use by the process ${first.child.pid}.*DIRECTLINE_DATA_DIR`));
      await held.release();
      await until('the server', async () => first.said.includes('is ready'), 60_000);
      first.child.kill('SIGTERM');
      expect(await ended(first), first.said).toBe(0);
    },
  );
});

describe('the stop', () => {
  test('in the middle of a call: pages are told, and everything is there again', async () => {
    const run = await started();
    const dataDir = /database in (\S+)/.exec(run.said)?.[1] ?? '';
    const evening = await startEvening(run.origin);
    const [talking, waiting] = [await arrive(run.origin), await arrive(run.origin, { name: '张建国' })];
    const callId = await putThrough(evening, talking);

    run.child.kill('SIGTERM');
    // Again, as an impatient person or a supervisor does.
    run.child.kill('SIGTERM');
    expect(await ended(run), run.said).toBe(0);
    for (const { notices } of [evening.moderator, evening.screen, talking.socket, waiting.socket])
      expect(notices).toContainEqual({ notice: 'goodbye', reason: 'restarting' });

    const again = await started({ DIRECTLINE_DATA_DIR: dataDir });
    const moderator = await connectAs(again.origin, 'moderator');
    const { rows, calls } = await moderator.see('moderator', () => true);
    expect(calls.map(({ id }) => id)).toEqual([callId]);
    expect(rows.map(({ ticketId, state }) => [ticketId, state])).toEqual([
      [talking.ticketId, 'live'],
      [waiting.ticketId, 'waiting'],
    ]);
    moderator.close();
  });
});

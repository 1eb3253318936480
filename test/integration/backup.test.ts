import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadFieldKey } from '../../server/config/field-key.ts';
import { type Config, loadConfig } from '../../server/config.ts';
import { type OpenedStore, openStore } from '../../server/storage/open-store.ts';
import { backup } from '../../server/tools/backup.ts';
import { restore } from '../../server/tools/restore.ts';

const execFileAsync = promisify(execFile);

const phone = '13812345678';
const name = '王秀英';
const machine = { addresses: [], cores: 1, cwd: '/' };
const server = process.env.TEST_DATABASE_URL;

let folder = '';
const at = (...parts: string[]) => path.join(folder, ...parts);
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'directline-backup-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

const configOf = (dataDir: string, databaseUrl?: string): Config =>
  loadConfig({ DIRECTLINE_DATA_DIR: dataDir, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) }, [], machine);

async function open(config: Config): Promise<OpenedStore> {
  return openStore({
    databaseUrl: config.database.kind === 'postgres' ? config.database.url : null,
    dataDir: config.dataDir,
    fieldKey: await loadFieldKey(config.fieldKey),
    log: pino({ level: 'silent' }),
  });
}

/** A county with one citizen, whose name and phone are sealed, and a file beside the database. */
async function fill(config: Config): Promise<{ personId: string; phoneId: string }> {
  const { store } = await open(config);
  const written = await store.transaction(async (tx) => {
    await tx.insertCounty({
      id: 'county',
      name: '青禾县',
      zone: 'Asia/Shanghai',
      demo: false,
      places: [],
      limits: null,
      recordingDays: null,
    });
    const phoneId = await tx.phoneId('county', phone);
    const person = await tx.citizen('county', phoneId, name);
    return { personId: person.id, phoneId };
  });
  await store.close();
  await mkdir(path.join(config.dataDir, 'recordings'), { recursive: true });
  await writeFile(path.join(config.dataDir, 'recordings/call.webm'), 'picture and sound');
  await mkdir(path.join(config.dataDir, 'tls'), { mode: 0o700 });
  await writeFile(path.join(config.dataDir, 'tls/ca.key'), 'the key of the authority', { mode: 0o600 });
  return written;
}

async function expectReadable(config: Config, { personId, phoneId }: { personId: string; phoneId: string }) {
  const { store } = await open(config);
  try {
    expect(await store.read.county('county')).toMatchObject({ name: '青禾县' });
    expect(await store.read.person(personId)).toMatchObject({ name });
    expect(await store.read.phone(phoneId)).toBe(phone);
  } finally {
    await store.close();
  }
  expect(await readFile(path.join(config.dataDir, 'recordings/call.webm'), 'utf8')).toBe('picture and sound');
}

describe('the embedded database', () => {
  let written: { personId: string; phoneId: string };
  beforeAll(async () => {
    written = await fill(configOf(at('from')));
  });

  test('comes back in another folder with its key: rows, sealed fields and files are readable', async () => {
    await backup(configOf(at('from')), { file: at('full.tar.gz'), withKey: true });
    expect((await stat(at('full.tar.gz'))).mode & 0o777).toBe(0o600);
    const target = configOf(at('to'));
    expect(await restore(target, { file: at('full.tar.gz') })).toEqual({ hasKey: true });
    await expectReadable(target, written);
    // Phones go on trusting the machine.
    expect(await readFile(at('to/tls/ca.key'), 'utf8')).toBe('the key of the authority');
    expect((await stat(at('to/tls/ca.key'))).mode & 0o777).toBe(0o600);
  });

  test('without its key does not start with a new one; with the key put back it is readable', async () => {
    await backup(configOf(at('from')), { file: at('no-key.tar.gz'), withKey: false });
    const target = configOf(at('to-no-key'));
    expect(await restore(target, { file: at('no-key.tar.gz') })).toEqual({ hasKey: false });
    await expect(open(target)).rejects.toThrow(/does not hold a key/);
    expect(await readdir(at('to-no-key'))).not.toContain('tls');

    const withKey = configOf(at('to-with-key'));
    const keyFile = at('from/field.key');
    expect(await restore(withKey, { file: at('no-key.tar.gz'), keyFile })).toEqual({ hasKey: true });
    await expectReadable(withKey, written);
  });

  test('is neither backed up while the server runs, nor over an earlier backup', async () => {
    const running = await open(configOf(at('from')));
    await expect(backup(configOf(at('from')), { file: at('running.tar.gz'), withKey: true })).rejects.toThrow(/in use/);
    await running.store.close();
    await writeFile(at('taken.tar.gz'), 'an earlier backup');
    const over = backup(configOf(at('from')), { file: at('taken.tar.gz'), withKey: true });
    await expect(over).rejects.toThrow(/exists already/);
    expect(await readFile(at('taken.tar.gz'), 'utf8')).toBe('an earlier backup');
  });

  test('is not made within the data folder, where it would be copied into itself', async () => {
    await symlink(at('from'), at('link-to-from'));
    const before = await readdir(at('from'));
    for (const file of ['from/in.tar.gz', 'from/recordings/in.tar.gz', 'link-to-from/in.tar.gz']) {
      const within = backup(configOf(at('from')), { file: at(file), withKey: false });
      await expect(within).rejects.toThrow(/lies in the data folder; name a place outside it/);
    }
    expect(await readdir(at('from'))).toEqual(before);
    await mkdir(at('from-beside'));
    await backup(configOf(at('from')), { file: at('from-beside/out.tar.gz'), withKey: false });
  });

  test('is put together beside the archive, of which nothing else stays there', async () => {
    await mkdir(at('disk'));
    vi.stubEnv('TMPDIR', at('no-such-folder'));
    await backup(configOf(at('from')), { file: at('disk/full.tar.gz'), withKey: true });
    vi.unstubAllEnvs();
    expect(await readdir(at('disk'))).toEqual(['full.tar.gz']);
  });

  test('files that are renamed meanwhile do not end it; what is in the making is left out', async () => {
    const names = Array.from({ length: 200 }, (_, index) => at('from/recordings', `turning-${index}`));
    await Promise.all(names.map((name) => writeFile(`${name}.part`, 'picture')));
    for (const name of ['call.closing', 'call.making']) await writeFile(at('from/recordings', name), 'half');
    let done = false;
    const making = backup(configOf(at('from')), { file: at('turning.tar.gz'), withKey: false }).finally(() => {
      done = true;
    });
    const turning = (async () => {
      for (let [from, to] = ['part', 'webm']; !done; [from, to] = [to, from])
        for (const name of names) await rename(`${name}.${from}`, `${name}.${to}`);
    })();
    await Promise.all([making, turning]);
    const { stdout } = await execFileAsync('tar', ['-tzf', at('turning.tar.gz')]);
    expect(stdout).toContain('files/recordings/call.webm');
    expect(stdout).not.toMatch(/closing|making/);
  });

  test('comes back in a folder that cannot be renamed, as a mount point or a link', async () => {
    await mkdir(at('disk-of-data/lost+found'), { recursive: true });
    await symlink(at('disk-of-data'), at('to-link'));
    const target = configOf(at('to-link'));
    expect(await restore(target, { file: at('full.tar.gz') })).toEqual({ hasKey: true });
    await expectReadable(target, written);
    expect(await readdir(at('to-link'))).not.toContain('.restoring');
  });

  test('comes back from an archive in which PGlite dumped it', async () => {
    const parts = at('parts');
    await mkdir(parts);
    await execFileAsync('tar', ['-xzf', at('full.tar.gz'), '-C', parts]);
    const pglite = await PGlite.create(at('from/pgdata'));
    const dump = await pglite.dumpDataDir('none');
    await pglite.close();
    await writeFile(path.join(parts, 'pgdata.tar'), Buffer.from(await dump.arrayBuffer()));
    const about = JSON.parse(await readFile(path.join(parts, 'backup.json'), 'utf8'));
    await writeFile(path.join(parts, 'backup.json'), JSON.stringify({ ...about, format: 1 }));
    await execFileAsync('tar', ['-czf', at('format-1.tar.gz'), '-C', parts, ...(await readdir(parts))]);
    const target = configOf(at('to-from-format-1'));
    expect(await restore(target, { file: at('format-1.tar.gz') })).toEqual({ hasKey: true });
    await expectReadable(target, written);
  });

  test('is packed as it lies in its folder, whatever that holds', async () => {
    await execFileAsync('tar', ['-xzf', at('full.tar.gz'), '-C', at('disk'), 'pgdata.tar']);
    const { stdout } = await execFileAsync('tar', ['-tf', at('disk/pgdata.tar')]);
    expect(stdout.split('\n')).toContain('./PG_VERSION');
  });

  test('is not restored over data, nor from something else', async () => {
    await expect(restore(configOf(at('from')), { file: at('full.tar.gz') })).rejects.toThrow(/not empty/);
    await writeFile(at('other.tar.gz'), 'no archive');
    await expect(restore(configOf(at('new')), { file: at('other.tar.gz') })).rejects.toThrow(/tar failed/);
    await expect(stat(at('new'))).rejects.toThrow(/ENOENT/);
  });

  test('an installation without a database is told so', async () => {
    const nothing = backup(configOf(at('nothing')), { file: at('nothing.tar.gz'), withKey: false });
    await expect(nothing).rejects.toThrow(/no database.*DIRECTLINE_DATA_DIR/);
  });
});

test('a tool that is stopped removes what it has begun', async () => {
  await mkdir(at('begun'));
  const tool = `
    import { endOnSignals, removedAfterwards } from './server/tools/archive.ts';
    endOnSignals();
    setInterval(() => undefined, 1_000);
    await removedAfterwards(${JSON.stringify(at('begun'))}, () => {
      process.stdout.write('begun');
      return new Promise(() => undefined);
    });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', tool], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([143, null]);
  await expect(stat(at('begun'))).rejects.toThrow(/ENOENT/);
});

describe.skipIf(!server)('PostgreSQL', () => {
  const urlOf = (database: string) => {
    const url = new URL(server ?? 'postgresql://localhost');
    url.pathname = `/${database}`;
    return url.href;
  };
  const databases = [`backup_from_${process.pid}`, `backup_to_${process.pid}`] as const;
  const administer = async (statement: (database: string) => string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    for (const database of databases) await client.query(statement(database));
    await client.end();
  };
  beforeAll(() => administer((database) => `create database ${database}`));
  afterAll(() => administer((database) => `drop database if exists ${database} with (force)`));

  test('comes back in another database; a used one is refused', async () => {
    const source = configOf(at('pg-from'), urlOf(databases[0]));
    const written = await fill(source);
    await backup(source, { file: at('pg.tar.gz'), withKey: true });

    await expect(restore(configOf(at('pg-wrong')), { file: at('pg.tar.gz') })).rejects.toThrow(/set DATABASE_URL/);
    const used = restore(configOf(at('pg-used'), urlOf(databases[0])), { file: at('pg.tar.gz') });
    await expect(used).rejects.toThrow(/has tables/);
    const target = configOf(at('pg-to'), urlOf(databases[1]));
    expect(await restore(target, { file: at('pg.tar.gz') })).toEqual({ hasKey: true });
    await expectReadable(target, written);
  });
});

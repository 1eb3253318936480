/** One server has a database of PostgreSQL: whoever comes second waits for it, and is told. */
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { DatabaseInUse, DatabaseLock, SERVER_LOCK } from '../../server/storage/engine/database-lock.ts';
import { newPlace } from '../support/places.ts';
import { quietLog } from '../support/store-template.ts';
import { until } from '../support/until.ts';

const postgres = process.env.TEST_DATABASE_URL ?? '';
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of closing.splice(0).reverse()) await step();
});

async function newDatabase(): Promise<string> {
  const place = await newPlace(postgres);
  closing.push(() => place.remove());
  return place.databaseUrl ?? '';
}

async function take(url: string, patienceMs = 100): Promise<DatabaseLock> {
  const lock = await DatabaseLock.take({ url, log: quietLog, patienceMs });
  closing.push(() => lock.release());
  return lock;
}

/** Another program's connection. */
async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  closing.push(() => client.end());
  return client;
}

const HOLDER = `select pid from pg_locks where locktype = 'advisory' and objid = $1 and granted
  and database = (select oid from pg_database where datname = current_database())`;
const holderOf = async (client: pg.Client): Promise<number | undefined> =>
  (await client.query(HOLDER, [SERVER_LOCK])).rows[0]?.pid;

describe.skipIf(!postgres)('on one PostgreSQL', () => {
  test('a second server is refused with what to do, and takes the place of one that ends', async () => {
    const url = await newDatabase();
    const first = await take(url);
    const refused = await take(url).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DatabaseInUse);
    const pid = await holderOf(await connect(url));
    expect((refused as Error).message).toContain(`process ${pid} there`);
    expect((refused as Error).message).toContain(`pg_terminate_backend(${pid})`);
    const second = take(url, 60_000);
    await first.release();
    await second;
  });

  test('a server on another database of it is not in the way', async () => {
    await take(await newDatabase());
    await take(await newDatabase());
  });

  test('a connection that broke is made anew by itself', async () => {
    const url = await newDatabase();
    const server = await take(url);
    let isLost = false;
    void server.lost.then(() => {
      isLost = true;
    });
    const other = await connect(url);
    const pid = await holderOf(other);
    await other.query('select pg_terminate_backend($1)', [pid]);
    await until('it is held again', async () => ![undefined, pid].includes(await holderOf(other)));
    await expect(take(url)).rejects.toThrow(DatabaseInUse);
    expect(isLost).toBe(false);
  });

  test('a server whose place another took meanwhile is told so', async () => {
    const url = await newDatabase();
    const server = await take(url);
    const [other, third] = [await connect(url), await connect(url)];
    // It stands first in line.
    const taken = other.query('select pg_advisory_lock($1)', [SERVER_LOCK]);
    await third.query('select pg_terminate_backend($1)', [await holderOf(third)]);
    await taken;
    await expect(server.lost).resolves.toBeInstanceOf(DatabaseInUse);
  });
});

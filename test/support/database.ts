/** The same tests over the embedded database and, when `TEST_DATABASE_URL` names a server, over PostgreSQL. */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { Database } from '../../server/storage/database.ts';
import type { Runs } from '../../server/storage/link.ts';
import { type OpenedStore, openStore } from '../../server/storage/open-store.ts';
import { newDataFolder, quietLog, TEST_FIELD_KEY, template } from './store-template.ts';

/** Where one test database is; a second `openAt` finds what the first one left. */
export interface Place {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}

export type MakeStore = (options?: { clock?: () => number }) => Promise<OpenedStore & { readonly place: Place }>;

/**
 * Runs the suite once per engine. `makeStore` opens a store on a fresh database; stores are closed and databases
 * removed after the suite.
 */
export function withDatabases(
  name: string,
  suite: (makeStore: MakeStore, newPlace: () => Promise<Place>) => void,
): void {
  describe(`${name} on PGlite`, () => {
    beforeAll(async () => void (await template()), 180_000);
    onEngine(freshFolder, suite);
  });
  const server = process.env.TEST_DATABASE_URL;
  describe.skipIf(!server)(`${name} on PostgreSQL`, () => onEngine(() => freshDatabase(server ?? ''), suite));
}

export const openAt = (place: Place, options: { clock?: () => number } = {}): Promise<OpenedStore> =>
  openStore({ ...place, fieldKey: TEST_FIELD_KEY, log: quietLog, ...options });

/** Runs statements on a database that no store has open. */
export async function withRows<Result>(place: Place, work: (run: Runs) => Promise<Result>): Promise<Result> {
  const database = await Database.create({ ...place, poolSize: 2, log: quietLog });
  try {
    return await work(database.run);
  } finally {
    await database.close();
  }
}

interface OwnPlace extends Place {
  remove(): Promise<void>;
}

function onEngine(
  fresh: () => Promise<OwnPlace>,
  suite: (makeStore: MakeStore, newPlace: () => Promise<Place>) => void,
): void {
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const step of closing.splice(0).reverse()) await step();
  });
  const newPlace = async (): Promise<Place> => {
    const place = await fresh();
    closing.push(() => place.remove());
    return place;
  };
  suite(async (options) => {
    const place = await newPlace();
    const opened = await openAt(place, options);
    closing.push(() => opened.store.close());
    return { ...opened, place };
  }, newPlace);
}

async function freshFolder(): Promise<OwnPlace> {
  const dataDir = await newDataFolder('directline-store-');
  return { databaseUrl: null, dataDir, remove: () => rm(dataDir, { recursive: true, force: true }) };
}

async function freshDatabase(server: string): Promise<OwnPlace> {
  const name = `directline_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    databaseUrl: url.href,
    dataDir: tmpdir(),
    remove: () => onServer(server, `drop database ${name} with (force)`),
  };
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}

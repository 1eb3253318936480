/** Where a server of a test keeps its data: a folder, or a database of its own on the server that is named. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { newDataFolder } from './store-template.ts';

export interface DataPlace {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  remove(): Promise<void>;
}

/** `server`: URL of a PostgreSQL that may make databases; `null`: the embedded database. */
export async function newPlace(server: string | null): Promise<DataPlace> {
  const dataDir = await (server === null ? newDataFolder() : mkdtemp(path.join(tmpdir(), 'directline-test-')));
  const removeFolder = () => rm(dataDir, { recursive: true, force: true });
  if (server === null) return { dataDir, databaseUrl: null, remove: removeFolder };
  const name = `directline_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const remove = async () => {
    await onServer(server, `drop database ${name} with (force)`);
    await removeFolder();
  };
  return { dataDir, databaseUrl: url.href, remove };
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}

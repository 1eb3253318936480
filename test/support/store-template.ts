/** An empty, migrated embedded database to begin with: making one takes seconds of the processor, copying it does not. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '../../server/storage/open-store.ts';

export const TEST_FIELD_KEY = new Uint8Array(32).fill(7);
export const quietLog = { info: () => {}, warn: () => {}, error: () => {} };

/** A new folder for a server's data, with the database in it. */
export async function newDataFolder(prefix = 'directline-test-'): Promise<string> {
  const from = await template();
  const folder = await mkdtemp(path.join(tmpdir(), prefix));
  cpSync(from, folder, { recursive: true });
  return folder;
}

let made: Promise<string> | null = null;

/** The folder that is copied; kept for the runs to come until a migration changes it. */
export function template(): Promise<string> {
  made ??= make();
  return made;
}

async function make(): Promise<string> {
  const folder = path.join(tmpdir(), `directline-store-template-${fingerprint()}`);
  if (existsSync(folder)) return folder;
  const dataDir = await mkdtemp(path.join(tmpdir(), 'directline-store-making-'));
  await (await openStore({ databaseUrl: null, dataDir, fieldKey: TEST_FIELD_KEY, log: quietLog })).store.close();
  // Somebody else's may stand there meanwhile; one is as good as the other.
  await rename(dataDir, folder).catch(() => rm(dataDir, { recursive: true, force: true }));
  return folder;
}

function fingerprint(): string {
  const root = path.resolve(import.meta.dirname, '../..');
  const migrations = path.join(root, 'server/storage/migrations');
  const files = readdirSync(migrations)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  // With their dates, by which a database of another version is known.
  files.push('meta/_journal.json');
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'package.json')));
  hash.update(readFileSync(path.join(root, 'server/storage/boss.ts')));
  for (const name of files) hash.update(readFileSync(path.join(migrations, name)));
  return hash.digest('hex').slice(0, 16);
}

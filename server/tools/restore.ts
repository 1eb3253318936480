// npm run restore -- FILE [--key KEY_FILE]
import { chmod, copyFile, mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { type Config, loadConfig } from '../config.ts';
import {
  connection,
  endOnSignals,
  fail,
  names,
  readManifest,
  removedAfterwards,
  run,
  ToolError,
  unfinishedRestore,
} from './archive.ts';

export interface RestoreOptions {
  file: string;
  /** Holds the field key when the archive does not. */
  keyFile?: string;
}

/** The embedded database within the data folder. */
const EMBEDDED = 'pgdata';

/** A key file that the server refuses, so that it does not make a new key that opens nothing. */
const keyToBePut = 'Put the field key of the backed-up installation here, in place of this line.\n';

/** What an empty folder may hold: what a restore that was killed left, and what a file system of its own has. */
const isNothing = (name: string) => [unfinishedRestore, 'lost+found'].includes(name);

/**
 * Puts a backup into an empty data folder (and, for PostgreSQL, an empty database). All of it is made inside that
 * folder, which may be a mount point or a link, so that nothing but renames within it follows the loading of the database.
 * @returns whether the personal fields can be read, that is, the key is there
 */
export async function restore(config: Config, options: RestoreOptions): Promise<{ hasKey: boolean }> {
  const { dataDir } = config;
  const present = await readdir(dataDir).catch((): string[] => []);
  if (!present.every(isNothing)) {
    throw new ToolError(`${dataDir} is not empty; restore into an empty folder (DIRECTLINE_DATA_DIR).`);
  }
  const made = await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const folder = path.join(dataDir, unfinishedRestore);
  try {
    return await removedAfterwards(folder, () => unpack(config, options, folder));
  } catch (error) {
    if (made !== undefined) await rmdir(dataDir).catch(() => undefined);
    throw error;
  }
}

async function unpack(config: Config, { file, keyFile }: RestoreOptions, folder: string): Promise<{ hasKey: boolean }> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  await run('tar', ['-xzf', file, '--no-same-owner', '-C', folder]);
  const about = await readManifest(folder, file);
  if (about.database !== config.database.kind) {
    throw new ToolError(
      about.database === 'postgres'
        ? 'The backup is of a PostgreSQL database: set DATABASE_URL to the empty one it shall go to.'
        : 'The backup is of the embedded database: unset DATABASE_URL to restore it.',
    );
  }
  const files = path.join(folder, names.files);
  await mkdir(files, { recursive: true });
  const hasKey = await putKey(config, files, keyFile ?? (about.hasKey ? path.join(folder, names.key) : undefined));
  await loadDatabase(config.database, folder, files);
  await moveInto(config.dataDir, files);
  return { hasKey };
}

/** The database last: a server that finds it finds everything else. */
async function moveInto(dataDir: string, files: string): Promise<void> {
  const entries = await readdir(files);
  const isLast = (name: string) => Number(name === EMBEDDED);
  for (const name of entries.sort((one, other) => isLast(one) - isLast(other)))
    await rename(path.join(files, name), path.join(dataDir, name));
}

async function putKey({ fieldKey }: Config, folder: string, source: string | undefined): Promise<boolean> {
  if (fieldKey.kind === 'given') return true;
  const target = path.join(folder, path.basename(fieldKey.path));
  if (source) await copyFile(source, target);
  else await writeFile(target, keyToBePut);
  await chmod(target, 0o600);
  return source !== undefined;
}

async function loadDatabase(database: Config['database'], from: string, dataDir: string): Promise<void> {
  if (database.kind === 'postgres') {
    await refuseUsed(database.url);
    const { target, env } = connection(database.url);
    const dump = path.join(from, names.postgres);
    await run('pg_restore', ['--no-owner', '--exit-on-error', '--single-transaction', `--dbname=${target}`, dump], env);
    return;
  }
  const folder = path.join(dataDir, EMBEDDED);
  await mkdir(folder);
  await run('tar', ['-xf', path.join(from, names.embedded), '--no-same-owner', '-C', folder]);
  // One that does not open is found out now.
  const pglite = await PGlite.create(folder);
  await pglite.close();
}

async function refuseUsed(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select 1 from pg_tables where schemaname not in ('pg_catalog', 'information_schema') limit 1`,
    );
    if (rows.length > 0) throw new ToolError('The database of DATABASE_URL has tables; restore into an empty one.');
  } finally {
    await client.end();
  }
}

if (import.meta.main) {
  endOnSignals();
  try {
    const [file, option, keyFile, ...others] = process.argv.slice(2);
    const usable = file && !file.startsWith('-') && others.length === 0 && (!option || (option === '--key' && keyFile));
    if (!usable) throw new ToolError('Usage: npm run restore -- FILE [--key KEY_FILE]');
    const config = loadConfig(process.env);
    const { hasKey } = await restore(config, { file: path.resolve(file), ...(keyFile ? { keyFile } : {}) });
    const next = hasKey
      ? 'Start the server with npm start.'
      : `Put the field key into ${config.dataDir}/field.key, or set DIRECTLINE_FIELD_KEY, before you start the server.`;
    process.stdout.write(`Restored into ${config.dataDir}. ${next}\n`);
  } catch (error) {
    fail(error);
  }
}

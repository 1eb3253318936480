// npm run backup -- [FILE] [--with-key]
import { chmod, copyFile, cp, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type Config, loadConfig } from '../config.ts';
import { lockFolder } from '../storage/engine/folder-lock.ts';
import { connection, fail, inTemporaryFolder, type Manifest, names, notCopied, run, ToolError } from './archive.ts';

export interface BackupOptions {
  /** Where the archive goes; it must not exist. */
  file: string;
  /** Whether whoever has the archive can read the personal fields in it. */
  withKey: boolean;
}

/**
 * Writes everything that the installation cannot make again into one archive, readable by its owner alone.
 * The embedded database is taken while the server is stopped (throws FolderInUse otherwise); PostgreSQL while it runs.
 */
export async function backup(config: Config, { file, withKey }: BackupOptions, now = new Date()): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const release = config.database.kind === 'embedded' ? lockFolder(config.dataDir) : undefined;
    try {
      await dumpDatabase(config.database, folder);
      if (withKey) await copyKey(config, folder);
      await copyFiles(config.dataDir, path.join(folder, names.files));
    } finally {
      release?.release();
    }
    const about: Manifest = {
      format: 1,
      database: config.database.kind,
      createdAt: now.toISOString(),
      hasKey: withKey,
    };
    await writeFile(path.join(folder, names.manifest), `${JSON.stringify(about, null, 2)}\n`);
    await pack(folder, file);
  });
}

/** Takes the name first, so that an earlier backup is never written over, and fills it in one rename. */
async function pack(folder: string, file: string): Promise<void> {
  const taken = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'EEXIST' ? 'exists already' : `cannot be written (${error.code})`;
    throw new ToolError(`${file} ${why}; name another file.`);
  });
  await taken.close();
  const unfinished = `${file}.unfinished`;
  try {
    await run('tar', ['-czf', unfinished, '-C', folder, ...(await readdir(folder))]);
    await chmod(unfinished, 0o600);
    await rename(unfinished, file);
  } catch (error) {
    await Promise.all([rm(file, { force: true }), rm(unfinished, { force: true })]);
    throw error;
  }
}

async function dumpDatabase(database: Config['database'], folder: string): Promise<void> {
  if (database.kind === 'postgres') {
    const { target, env } = connection(database.url);
    const output = path.join(folder, names.postgres);
    await run('pg_dump', ['--format=custom', '--no-owner', '--no-privileges', `--file=${output}`, target], env);
    return;
  }
  if (!(await readdir(database.folder).catch((): string[] => [])).includes('PG_VERSION')) {
    throw new ToolError(`There is no database in ${database.folder}. Is DIRECTLINE_DATA_DIR right?`);
  }
  const pglite = await PGlite.create(database.folder);
  try {
    const dump = await pglite.dumpDataDir('none');
    await writeFile(path.join(folder, names.embedded), Buffer.from(await dump.arrayBuffer()));
  } finally {
    await pglite.close();
  }
}

async function copyKey({ fieldKey }: Config, folder: string): Promise<void> {
  const target = path.join(folder, names.key);
  if (fieldKey.kind === 'file') await copyFile(fieldKey.path, target);
  else await writeFile(target, `${Buffer.from(fieldKey.key).toString('base64')}\n`, { mode: 0o600 });
}

async function copyFiles(dataDir: string, target: string): Promise<void> {
  const entries = (await readdir(dataDir).catch((): string[] => [])).filter((name) => !notCopied.has(name));
  await mkdir(target);
  for (const name of entries) await cp(path.join(dataDir, name), path.join(target, name), { recursive: true });
}

if (import.meta.main) {
  try {
    const args = process.argv.slice(2);
    const withKey = args.includes('--with-key');
    const now = new Date();
    const [given, ...others] = args.filter((arg) => arg !== '--with-key');
    if (others.length > 0 || given?.startsWith('-'))
      throw new ToolError('Usage: npm run backup -- [FILE] [--with-key]');
    const file = path.resolve(given ?? `directline-${now.toISOString().slice(0, 19).replaceAll(':', '')}.tar.gz`);
    await backup(loadConfig(process.env), { file, withKey }, now);
    const key = withKey
      ? 'It holds the field key: whoever has the file reads every name and number in it.'
      : 'It does not hold the field key: keep that elsewhere, without it names and numbers stay sealed.';
    process.stdout.write(`${file}\n${key}\n`);
  } catch (error) {
    fail(error);
  }
}

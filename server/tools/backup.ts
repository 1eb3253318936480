// npm run backup -- [FILE] [--with-key]
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  open,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { type Config, loadConfig } from '../config.ts';
import { lockFolder } from '../storage/engine/folder-lock.ts';
import {
  connection,
  endOnSignals,
  fail,
  type Manifest,
  names,
  notCopied,
  removedAfterwards,
  run,
  ToolError,
} from './archive.ts';

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
  await refuseWithin(config.dataDir, file);
  // Where there must be room for the archive anyway; the machine's folder for temporary files may be in its memory.
  const folder = await mkdtemp(path.join(path.dirname(file), '.directline-backup-')).catch(cannotWrite(file));
  await removedAfterwards(folder, async () => {
    const release = config.database.kind === 'embedded' ? lockFolder(config.dataDir) : undefined;
    try {
      await dumpDatabase(config.database, folder);
      if (withKey) await copyKey(config, folder);
      await copyFiles(config.dataDir, path.join(folder, names.files));
      if (withKey) await copyTree(path.join(config.dataDir, names.tls), path.join(folder, names.files, names.tls));
    } finally {
      release?.release();
    }
    const about: Manifest = {
      format: 2,
      database: config.database.kind,
      createdAt: now.toISOString(),
      hasKey: withKey,
    };
    await writeFile(path.join(folder, names.manifest), `${JSON.stringify(about, null, 2)}\n`);
    await pack(folder, file);
  });
}

/** There it would be copied into itself, for ever. */
async function refuseWithin(dataDir: string, file: string): Promise<void> {
  const real = (folder: string) => realpath(folder).catch(() => folder);
  const way = path.relative(await real(dataDir), await real(path.dirname(file)));
  const leadsOut = way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way);
  if (!leadsOut) throw new ToolError(`${file} lies in the data folder; name a place outside it.`);
}

const cannotWrite = (file: string) => (error: NodeJS.ErrnoException) => {
  const why = error.code === 'EEXIST' ? 'exists already' : `cannot be written (${error.code})`;
  throw new ToolError(`${file} ${why}; name another file.`);
};

/** In one rename, and never over an earlier backup, whose name nobody else takes meanwhile. */
async function pack(folder: string, file: string): Promise<void> {
  const unfinished = path.join(folder, 'archive');
  await run('tar', ['-czf', unfinished, '-C', folder, ...(await readdir(folder))]);
  await chmod(unfinished, 0o600);
  const taken = await open(file, 'wx', 0o600).catch(cannotWrite(file));
  await taken.close();
  try {
    await rename(unfinished, file);
  } catch (error) {
    await rm(file, { force: true });
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
  // Recovered if need be, and closed in order: what is then in the folder is whole.
  const pglite = await PGlite.create(database.folder);
  await pglite.close();
  await run('tar', ['-cf', path.join(folder, names.embedded), '-C', database.folder, '.']);
}

async function copyKey({ fieldKey }: Config, folder: string): Promise<void> {
  const target = path.join(folder, names.key);
  if (fieldKey.kind === 'file') await copyFile(fieldKey.path, target);
  else await writeFile(target, `${Buffer.from(fieldKey.key).toString('base64')}\n`, { mode: 0o600 });
}

async function copyFiles(dataDir: string, target: string): Promise<void> {
  const entries = (await readdir(dataDir).catch((): string[] => [])).filter((name) => !notCopied.has(name));
  await mkdir(target);
  for (const name of entries) await copyTree(path.join(dataDir, name), path.join(target, name));
}

/** What the server makes anew of what else is there. A recording's `.part` is not of them: it may be all there is. */
const IN_THE_MAKING = /\.(closing|making)$/;

/** A server that runs renames and deletes files meanwhile: what is gone since it was listed is left out. */
async function copyTree(from: string, target: string): Promise<void> {
  if (IN_THE_MAKING.test(from)) return;
  try {
    const found = await stat(from);
    if (found.isFile()) await copyFile(from, target);
    if (!found.isDirectory()) return;
    await mkdir(target, { mode: found.mode & 0o777 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return;
  }
  for (const name of await readdir(from)) await copyTree(path.join(from, name), path.join(target, name));
}

if (import.meta.main) {
  endOnSignals();
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

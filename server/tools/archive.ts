import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod';

/**
 * A backup is a gzipped tar: `backup.json`, the database (`pgdata.tar` of the embedded one's folder, or `database.dump`
 * as pg_dump writes it), `field.key` if asked for, and under `files/` what else the data folder holds. In format 1 PGlite
 * dumped the folder: names in `pgdata.tar` begin with a slash, which tar leaves away.
 */
export const manifest = z.object({
  format: z.literal([1, 2]),
  database: z.enum(['embedded', 'postgres']),
  createdAt: z.iso.datetime(),
  hasKey: z.boolean(),
});
export type Manifest = z.infer<typeof manifest>;

export const names = {
  manifest: 'backup.json',
  embedded: 'pgdata.tar',
  postgres: 'database.dump',
  key: 'field.key',
  files: 'files',
  /** Among the files, with the key alone: the local authority that phones were told to trust, with its own key. */
  tls: 'tls',
} as const;

/** In the data folder, while it is filled. */
export const unfinishedRestore = '.restoring';

/** Entries of the data folder that a backup treats on their own or leaves out. */
export const notCopied = new Set(['pgdata', 'lock', 'lock.pid', 'field.key', 'tls', 'lost+found', unfinishedRestore]);

/** A refusal in words for the operator. */
export class ToolError extends Error {
  override name = 'ToolError';
}

/** Runs a program to its end; what it says on stderr goes into the error. */
export function run(program: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      const what = error.code === 'ENOENT' ? `${program} is not installed` : error.message;
      const help = program.startsWith('pg_') ? '; install postgresql-client in the version of your server' : '';
      reject(new ToolError(`${what}${help}.`));
    });
    child.on('close', (code) => {
      process.off('exit', kill);
      if (code === 0) resolve(stdout);
      else reject(new ToolError(`${program} failed:\n${stderr.trim()}`));
    });
  });
}

/** Runs `work`, and removes `leftover` however that ends, with the process too (`endOnSignals`). */
export async function removedAfterwards<T>(leftover: string, work: () => Promise<T>): Promise<T> {
  const remove = () => rmSync(leftover, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', remove);
  try {
    return await work();
  } finally {
    process.off('exit', remove);
    remove();
  }
}

/** A tool that is interrupted removes what it has begun. */
export function endOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => process.exit(128 + os.constants.signals[signal]));
}

/** The password goes through the environment, since every user of the machine sees arguments. */
export function connection(url: string): { target: string; env: NodeJS.ProcessEnv } {
  const target = new URL(url);
  const password = decodeURIComponent(target.password);
  target.password = '';
  return { target: target.href, env: password ? { ...process.env, PGPASSWORD: password } : process.env };
}

export async function readManifest(folder: string, archive: string): Promise<Manifest> {
  try {
    return manifest.parse(JSON.parse(await readFile(path.join(folder, names.manifest), 'utf8')));
  } catch {
    throw new ToolError(`${archive} is no backup that this version can restore.`);
  }
}

/** Ends a tool's process: a refusal in words, anything else with its stack. */
export function fail(error: unknown): void {
  const inWords =
    error instanceof Error && ['ToolError', 'ConfigError', 'FolderInUse', 'DatabaseNewer'].includes(error.name);
  process.stderr.write(`${inWords ? (error as Error).message : String((error as Error)?.stack ?? error)}\n`);
  process.exitCode = 1;
}

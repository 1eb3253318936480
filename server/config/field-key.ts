import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ConfigError, type FieldKey } from '../config.ts';

/**
 * The key of the personal fields, 32 bytes. A file that does not exist is made, readable by its owner alone.
 * @throws ConfigError when the file holds anything else than 32 bytes in base64
 */
export async function loadFieldKey(source: FieldKey): Promise<Uint8Array> {
  if (source.kind === 'given') return source.key;
  return (await read(source.path)) ?? create(source.path);
}

async function read(file: string): Promise<Uint8Array | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) {
    const fault = `${file} does not hold a key (32 bytes in base64). Put the right one back from your backup.`;
    throw new ConfigError([{ variable: 'DIRECTLINE_FIELD_KEY', fault: `is not given, and ${fault}` }]);
  }
  return new Uint8Array(key);
}

/** Written aside and linked into place: a crash leaves no half key, and of two first starts one key wins. */
async function create(file: string): Promise<Uint8Array> {
  await mkdir(path.dirname(file), { recursive: true });
  const aside = `${file}.${randomUUID()}`;
  await writeFile(aside, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    await link(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
  const key = await read(file);
  if (!key) throw new Error(`${file} could not be written.`);
  return key;
}

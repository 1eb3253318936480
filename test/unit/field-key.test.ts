import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadFieldKey } from '../../server/config/field-key.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'directline-key-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a given key is taken as it is', async () => {
  const key = new Uint8Array(32).fill(3);
  expect(await loadFieldKey({ kind: 'given', key })).toBe(key);
});

test('a missing file is made once, for its owner alone', async () => {
  const file = path.join(folder, 'data/field.key');
  const first = await loadFieldKey({ kind: 'file', path: file });
  expect(first).toHaveLength(32);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await loadFieldKey({ kind: 'file', path: file })).toEqual(first);
});

test('of many first starts at once one key wins', async () => {
  const file = path.join(folder, 'field.key');
  const keys = await Promise.all(Array.from({ length: 8 }, () => loadFieldKey({ kind: 'file', path: file })));
  const kept = new Uint8Array(Buffer.from(await readFile(file, 'utf8'), 'base64'));
  for (const key of keys) expect(key).toEqual(kept);
});

test('a damaged file is refused and left alone', async () => {
  const file = path.join(folder, 'field.key');
  await writeFile(file, 'not a key');
  await expect(loadFieldKey({ kind: 'file', path: file })).rejects.toThrow(/does not hold a key.*backup/);
  expect(await readFile(file, 'utf8')).toBe('not a key');
});

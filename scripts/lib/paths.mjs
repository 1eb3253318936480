import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A path inside the project. */
export const at = (...parts) => path.join(root, ...parts);

/** The Node that runs the server: pinned as a dependency, so that every machine runs the same one. */
export const pinnedNode = at('node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The server and its packages in one file, made by `scripts/build-server.mjs`. */
export const builtServer = at('node_modules/.cache/server/main.mjs');

/** The same of the server that tests kill many times. */
export const builtTestServer = at('node_modules/.cache/test-server/main.mjs');

/** Where costly results live, outside the checkout, shared by all checkouts of this user. */
export const cacheFolder = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'directline');

export const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Name and version of the distribution: a binary built on one is not offered to another. */
export function distribution() {
  if (process.platform !== 'linux' || !existsSync('/etc/os-release')) return os.release().split('.')[0];
  const facts = Object.fromEntries(
    readFileSync('/etc/os-release', 'utf8')
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).replaceAll('"', '')]),
  );
  return `${facts.ID ?? 'linux'}${facts.VERSION_ID ?? ''}`;
}

import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** In a process of its own: the scripts are plain JavaScript without type declarations. */
async function evaluate(code: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: root,
  });
  return JSON.parse(stdout);
}

test('the lock file describes the packages of every platform; else run node scripts/complete-lock.mjs', async () => {
  const missing = await evaluate(`
    import { missingOptional } from './scripts/lib/lock-file.mjs';
    import { readJson } from './scripts/lib/paths.mjs';
    console.log(JSON.stringify(missingOptional(readJson('package-lock.json')).map(([key]) => key)));
  `);
  expect(missing).toEqual([]);
});

test('all direct dependencies are pinned to one version', async () => {
  const versions = (await evaluate(`
    import { readJson } from './scripts/lib/paths.mjs';
    const { dependencies, devDependencies } = readJson('package.json');
    console.log(JSON.stringify({ ...dependencies, ...devDependencies }));
  `)) as Record<string, string>;
  expect(Object.entries(versions).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

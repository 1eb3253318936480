import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listedIn } from '../../scripts/lib/lock.mjs';

const root = path.resolve(import.meta.dirname, '../..');
/** When a process began, which no process of now did. */
const OTHER_START = 'another-boot/1';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'directline-lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** In a process of its own, as the set-up is; `left` is what the lock holds before, where `PID` is that process's own. */
async function takesOver(name: string, left: string): Promise<boolean> {
  const file = path.join(folder, name);
  const code = `
    import { writeFileSync } from 'node:fs';
    import { withLock } from './scripts/lib/lock.mjs';
    const file = ${JSON.stringify(file)};
    writeFileSync(file, ${JSON.stringify(left)}.replace('PID', process.pid));
    const late = setTimeout(() => process.stdout.write('waits', () => process.exit(0)), 1_500);
    await withLock(file, () => undefined, async () => process.stdout.write('taken'));
    clearTimeout(late);
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: root,
  });
  return stdout === 'taken';
}

describe('the lock of the set-up', () => {
  test('of an earlier process with our own number is taken over', async () => {
    expect(await takesOver('own', 'PID')).toBe(true);
    expect(await takesOver('own-earlier', `PID ${OTHER_START}`)).toBe(true);
  });

  test.skipIf(process.platform !== 'linux')('of a process whose number another has now is taken over', async () => {
    expect(await takesOver('other', `${process.pid} ${OTHER_START}`)).toBe(true);
  });

  test('of a process that runs is waited for', async () => {
    const file = path.join(folder, 'held');
    const holder = `
      import { withLock } from './scripts/lib/lock.mjs';
      const file = ${JSON.stringify(file)};
      await withLock(file, () => undefined, () => new Promise((resolve) => process.stdin.once('data', resolve)));
    `;
    const holding = execFile(process.execPath, ['--input-type=module', '--eval', holder], { cwd: root });
    const ended = new Promise((resolve) => holding.once('exit', resolve));
    await expect.poll(() => readFile(file, 'utf8').catch(() => ''), { timeout: 10_000 }).not.toBe('');
    const held = await readFile(file, 'utf8');
    expect(await takesOver('held-copy', held)).toBe(false);
    holding.stdin?.end('over');
    await ended;
    expect(await takesOver('held-copy', held)).toBe(true);
  });
});

describe('a checkout that runs', () => {
  const checkout = () => path.join(folder, 'checkout');
  const env = () => ({ ...process.env, XDG_CACHE_HOME: path.join(folder, 'cache'), MEDIASOUP_WORKER_BIN: undefined });
  const begin = (code: string) =>
    execFile(process.execPath, ['--input-type=module', '--eval', code], { cwd: checkout(), env: env() });

  /** What the set-up says; nothing is there that it could go on with. */
  async function setUp(): Promise<string> {
    const code = `
      import { setUp } from './scripts/lib/setup.mjs';
      await setUp({ build: false }).catch((error) => process.stdout.write(error.message));
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: checkout(),
      env: env(),
    });
    return stdout;
  }
  const wants = (packages: object) =>
    writeFile(path.join(checkout(), 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));

  test('has nothing replaced under it, and is set up beside where there is nothing to do', async () => {
    await cp(path.join(root, 'scripts'), path.join(checkout(), 'scripts'), { recursive: true });
    await mkdir(path.join(checkout(), 'node_modules'));
    await writeFile(path.join(checkout(), 'node_modules/.package-lock.json'), JSON.stringify({ packages: {} }));
    await wants({});
    const holding = begin(`
      import { whileRunning } from './scripts/lib/setup.mjs';
      await whileRunning(() => new Promise((resolve) => process.stdin.once('data', resolve)));
    `);
    const ended = new Promise((resolve) => holding.once('exit', resolve));
    const cache = path.join(folder, 'cache/directline');
    const listed = async () => {
      const [running] = (await readdir(cache).catch((): string[] => [])).filter((name) => name.startsWith('running-'));
      return running && listedIn(path.join(cache, running));
    };
    await expect.poll(listed, { timeout: 10_000 }).toBe(String(holding.pid));

    expect(await setUp()).not.toContain('is running');
    await wants({ 'node_modules/newer': { version: '2.0.0', optional: false } });
    expect(await setUp()).toBe(`This checkout is running (process ${holding.pid}). Stop it first, then start again.`);
    holding.kill('SIGKILL');
    await ended;
    expect(await listed()).toBeUndefined();
  }, 60_000);
});

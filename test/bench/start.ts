/** `npm start` on a set-up machine until it says that it is ready. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { until } from '../support/until.ts';
import { median, report, say, wholeArgument } from './support/report.ts';
import { benchEnvironment, isReady, ROOT } from './support/servers.ts';

const rounds = wholeArgument('rounds', 5);

const { origin, dataDir, env } = await benchEnvironment();
const times: number[] = [];
try {
  // The first start makes the data folder: that belongs to setting up.
  const firstMs = await startOnce();
  say(`first start with an empty data folder: ${firstMs.toFixed(0)} ms`);
  for (let round = 1; round <= rounds; round += 1) {
    times.push(await startOnce());
    say(`${round}/${rounds}: ${times.at(-1)?.toFixed(0)} ms`);
  }
  report('start', rounds, {
    readyMs: median(times),
    slowestMs: Math.round(Math.max(...times)),
    emptyFolderMs: Math.round(firstMs),
  });
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

/** Milliseconds from the command to its word that the server is ready, which must then be true. */
async function startOnce(): Promise<number> {
  const begun = performance.now();
  const child = spawn('npm', ['start'], { cwd: ROOT, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    await says(child, 'is ready');
    const took = performance.now() - begun;
    if (!(await isReady(origin))) throw new Error('The server said that it is ready and does not answer.');
    return took;
  } finally {
    // As Ctrl+C does: the whole group, since npm's shell passes nothing on; npm is gone before the server is.
    if (child.pid && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
    await until('its end', () => !existsSync(path.join(dataDir, 'lock.pid')), 60_000);
  }
}

function says(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(words)) resolve();
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('exit', (code) => reject(new Error(`npm start ended with code ${code}:\n${output}`)));
  });
}

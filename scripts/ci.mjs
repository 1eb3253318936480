// Everything that must hold of a clean clone, stage by stage; the last line is `N passed, N failed`.
import { spawn } from 'node:child_process';
import { runChecks } from './lib/checks.mjs';
import { root } from './lib/paths.mjs';
import { startPostgres } from './lib/postgres.mjs';
import { setUp } from './lib/setup.mjs';
import { duration, say, step } from './lib/step.mjs';
import { summary } from './lib/vitest.mjs';

const counts = { passed: 0, failed: 0, skipped: 0 };
let postgres;

/** Each stage says its seconds; one that throws counts as a failure and does not keep the later ones from running. */
async function stage(name, work) {
  const started = performance.now();
  let outcome = 'ok';
  say(`stage ${name}`);
  try {
    await work();
  } catch (error) {
    counts.failed += 1;
    outcome = 'FAILED';
    say(String(error?.message ?? error));
  }
  say(`stage ${name}: ${outcome}, ${duration(performance.now() - started)}`);
  return outcome === 'ok';
}

const started = performance.now();
if (await stage('set-up', () => setUp({ client: false }))) {
  await stage('checks', async () => {
    const failed = await runChecks();
    if (failed.length > 0) throw new Error(`failed: ${failed.join(', ')}`);
  });
  await stage('postgres', () =>
    step('PostgreSQL', async (busy) => {
      postgres = await startPostgres(busy);
      return `${postgres.version} at ${postgres.url}`;
    }),
  );
  await stage('tests', runNpmTest);
  await postgres?.stop();
}
say(`all stages: ${duration(performance.now() - started)}`);
process.exitCode = counts.failed > 0 ? 1 : 0;
process.stdout.write(`${summary(counts)}\n`);

async function runNpmTest() {
  const env = { ...process.env, ...(postgres ? { TEST_DATABASE_URL: postgres.url } : {}) };
  const child = spawn('npm', ['test'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    stdout += chunk;
  });
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(127)).on('close', resolve);
  });
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  const [, passed, failed, skipped] = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(last) ?? [];
  if (passed === undefined) throw new Error(`npm test ended with exit code ${code} and no count:\n${stdout}`);
  counts.passed += Number(passed);
  counts.failed += Number(failed);
  counts.skipped += Number(skipped ?? 0);
  if (code !== 0 && counts.failed === 0) throw new Error(`npm test ended with exit code ${code}.`);
}

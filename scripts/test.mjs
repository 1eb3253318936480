// npm test [-- PROJECT... VITEST-ARGUMENTS]: sets up, runs the test projects, ends with `N passed, N failed`.
import { existsSync } from 'node:fs';
import { ensurePackages } from './lib/system-packages.mjs';
import { setUp } from './lib/setup.mjs';
import { main, say, step } from './lib/step.mjs';
import { projects, runTests, summary } from './lib/vitest.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  const named = args.filter((arg, index) => projects.includes(arg) && args.slice(0, index).every((a) => projects.includes(a)));
  const rest = args.slice(named.length);
  say('Directline: setting up the tests');
  const { env } = await setUp();
  const wanted = named.length ? named : projects;
  if (wanted.includes('browser')) await step('browser', provideBrowser);
  const counts = await runTests(wanted, rest, { ...process.env, ...env });
  process.stdout.write(`${summary(counts)}\n`);
  return counts.failed > 0 ? 1 : 0;
});

async function provideBrowser(busy) {
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  busy('installing chromium and CJK fonts (once)');
  await ensurePackages(['chromium', 'fonts-noto-cjk'], 'The browser tests');
  return 'installed';
}

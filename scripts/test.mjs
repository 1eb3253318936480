// npm test [-- PROJECT... VITEST-ARGUMENTS]: sets up, runs the test projects, ends with `N passed, N failed`.
import { existsSync } from 'node:fs';
import { buildClient, setUp } from './lib/setup.mjs';
import { main, SetupError, say, step } from './lib/step.mjs';
import { ensurePackages } from './lib/system-packages.mjs';
import { projects, runTests, summary } from './lib/vitest.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  const named = args.filter(
    (arg, index) => projects.includes(arg) && args.slice(0, index).every((a) => projects.includes(a)),
  );
  const rest = args.slice(named.length);
  say('Directline: setting up the tests');
  const { env } = await setUp({ client: false });
  const wanted = named.length ? named : projects;
  // Pages that do not build are one failure; what needs no page is tested all the same.
  const pages = wanted.some((name) => name === 'browser' || name === 'integration') ? await buildPages() : 'built';
  if (wanted.includes('browser')) await step('browser', provideBrowser);
  const counts = await runTests(wanted, rest, { ...process.env, ...env });
  if (pages === 'broken') counts.failed += 1;
  process.stdout.write(`${summary(counts)}\n`);
  return counts.failed > 0 ? 1 : 0;
});

async function buildPages() {
  try {
    await step('pages', buildClient);
    return 'built';
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return 'broken';
  }
}

async function provideBrowser(busy) {
  const chromium = '/usr/bin/chromium';
  const cjkFont = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';
  if (existsSync(chromium) && existsSync(cjkFont)) return chromium;
  busy('installing chromium and CJK fonts (once)');
  await ensurePackages(['chromium', 'fonts-noto-cjk'], 'The browser tests').catch((error) => {
    // Another system's own fonts do as well; without a browser there is nothing to test with.
    if (!existsSync(chromium)) throw error;
  });
  return chromium;
}

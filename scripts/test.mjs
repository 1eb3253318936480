// npm test [-- PROJECT... VITEST-ARGUMENTS]: sets up, runs the test projects, ends with `N passed, N failed`.
import { existsSync } from 'node:fs';
import { buildClient, buildServer, buildTestServer, setUp } from './lib/setup.mjs';
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
  const { env } = await setUp({ build: false });
  const wanted = named.length ? named : projects;
  // What does not build is one failure; what needs neither pages nor a built server is tested all the same.
  const needsBuilt = wanted.some((name) => ['integration', 'pages', 'browser'].includes(name));
  const isBroken = needsBuilt && (await buildFails());
  if (needsBuilt) await step('browser', provideBrowser);
  const counts = await runTests(wanted, rest, { ...process.env, ...env });
  if (isBroken) counts.failed += 1;
  process.stdout.write(`${summary(counts)}\n`);
  return counts.failed > 0 ? 1 : 0;
});

async function buildFails() {
  try {
    await step('server', buildServer);
    await step('server for tests', buildTestServer);
    await step('pages', buildClient);
    return false;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return true;
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

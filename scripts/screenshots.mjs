// npm run screenshots: sets up, then takes pictures of the pages with test/browser/screenshots.ts.
import { runProgram } from './lib/program.mjs';
import { setUp } from './lib/setup.mjs';
import { main, say } from './lib/step.mjs';

await main(async () => {
  say('Directline: setting up');
  const { env } = await setUp();
  const { code, stdout } = await runProgram('test/browser/screenshots.ts', process.argv.slice(2), {
    ...process.env,
    ...env,
  });
  process.stdout.write(stdout);
  return code;
});

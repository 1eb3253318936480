// npm run check: types, lint, import direction, build.
import { runChecks } from './lib/checks.mjs';
import { setUp } from './lib/setup.mjs';
import { main, say } from './lib/step.mjs';

await main(async () => {
  say('Directline: setting up');
  await setUp({ client: false });
  say('Directline: checking');
  const failed = await runChecks();
  if (failed.length > 0) say(`\nFailed: ${failed.join(', ')}`);
  return failed.length > 0 ? 1 : 0;
});

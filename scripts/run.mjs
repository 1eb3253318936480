// node scripts/run.mjs FILE.ts [ARGUMENTS]: runs one of the project's programs under the pinned Node.js.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { at, pinnedNode } from './lib/paths.mjs';
import { main, SetupError } from './lib/step.mjs';

await main(async () => {
  const [file, ...args] = process.argv.slice(2);
  if (!file) throw new SetupError('Say which program to run: run.mjs FILE.ts [ARGUMENTS]');
  if (!existsSync(pinnedNode)) throw new SetupError('This checkout is not set up yet. Run npm start once.');
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, [at(file), ...args], { stdio: 'inherit' });
    // The program decides how it ends; a terminal's Ctrl-C reaches it by itself.
    process.on('SIGINT', () => undefined);
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.on('exit', (code) => resolve(code ?? 1));
  });
});

import { at, pinnedNode, root } from './paths.mjs';
import { run } from './process.mjs';
import { buildClient, buildServer } from './setup.mjs';
import { SetupError, say, step } from './step.mjs';

const tool =
  (...args) =>
  async () => {
    const { code, output } = await run(pinnedNode, args, { cwd: root });
    if (code !== 0) throw new SetupError(output.trimEnd());
    return 'clean';
  };

const checks = {
  types: tool(at('node_modules/typescript/bin/tsc'), '--noEmit'),
  lint: tool(at('node_modules/@biomejs/biome/bin/biome'), 'check', '--max-diagnostics=40', '.'),
  'import direction': tool(at('node_modules/vitest/vitest.mjs'), 'run', 'test/unit/import-direction.test.ts'),
  'server build': buildServer,
  'pages build': buildClient,
};

/** Runs every check, also after one has failed. @returns {Promise<string[]>} the names of those that failed */
export async function runChecks() {
  const failed = [];
  for (const [name, check] of Object.entries(checks)) {
    try {
      await step(name, check);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      say(error.message);
      failed.push(name);
    }
  }
  return failed;
}

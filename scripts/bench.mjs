// npm run bench -- NAME [ARGUMENTS]: sets up, then runs test/bench/NAME.ts, whose stdout is one JSON line.
import { existsSync } from 'node:fs';
import { filesUnder } from './lib/files.mjs';
import { at } from './lib/paths.mjs';
import { runProgram } from './lib/program.mjs';
import { serverFlags } from './lib/server-flags.mjs';
import { setUp } from './lib/setup.mjs';
import { main, SetupError, say, step } from './lib/step.mjs';
import { ensurePackages } from './lib/system-packages.mjs';

/** Debian's packages that a bench needs besides. */
const PACKAGES = { audience: ['iproute2', 'util-linux'], forward: ['iproute2', 'util-linux', 'janus'] };

await main(async () => {
  const [name, ...args] = process.argv.slice(2);
  const known = filesUnder(at('test/bench'))
    .map((file) => /test\/bench\/([\w-]+)\.ts$/.exec(file)?.[1])
    .filter(Boolean);
  if (!name || !/^[\w-]+$/.test(name) || !existsSync(at(`test/bench/${name}.ts`))) {
    const list = known.length ? known.map((each) => `  npm run bench -- ${each}`).join('\n') : '  (none yet)';
    throw new SetupError(`${name ? `There is no bench "${name}".` : 'Say which bench to run.'} There are:\n${list}`);
  }
  say(`Directline: setting up for bench ${name}`);
  const { env } = await setUp();
  const packages = PACKAGES[name];
  if (packages) {
    await step('packages of the system', async (busy) => {
      busy(`looking for ${packages.join(', ')}`);
      await ensurePackages(packages, `The bench ${name}`);
      return packages.join(', ');
    });
  }
  // Its servers are run as `npm start` runs one.
  const NODE_OPTIONS = [process.env.NODE_OPTIONS, ...serverFlags].filter(Boolean).join(' ');
  const all = { ...process.env, ...env, NODE_OPTIONS };
  const { code, stdout } = await runProgram(`test/bench/${name}.ts`, args, all);
  const lines = stdout.split('\n').filter((line) => line.trim());
  const json = lines.filter(isJsonObject);
  for (const line of lines.filter((each) => !json.includes(each))) say(line);
  if (code !== 0) throw new SetupError(`Bench ${name} failed with exit code ${code}.`);
  if (json.length !== 1) throw new SetupError(`Bench ${name} printed ${json.length} JSON lines; it must print one.`);
  process.stdout.write(`${json[0]}\n`);
  return 0;
});

function isJsonObject(line) {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { filesUnder } from './files.mjs';
import { at, pinnedNode, root } from './paths.mjs';
import { run } from './process.mjs';
import { say } from './step.mjs';
import { countsOf, journeysToRunAgain } from './test-results.mjs';

/** The test projects in the order in which they run; each is a folder under test/. */
export const projects = ['unit', 'contract', 'integration', 'fuzz', 'pages', 'browser'];

/**
 * Runs Vitest for the given projects and counts from its JSON report. Few journeys that failed run once more, by
 * themselves, unless `args` say what somebody is at work on; then the second run counts.
 * @returns {Promise<import('./test-results.mjs').Counts>} a file that does not load, an error outside a test and a crash
 * each count as one failure
 */
export async function runTests(names, args, env) {
  const present = names.filter((name) => filesUnder(at('test', name)).some((file) => /\.test\.tsx?$/.test(file)));
  if (present.length === 0) {
    say(`There are no tests in ${names.map((name) => `test/${name}`).join(', ')}.`);
    return { passed: 0, failed: 0, skipped: 0 };
  }
  const first = await runOnce(present, args, env);
  const again = args.length === 0 ? journeysToRunAgain(first, root) : [];
  if (again.length === 0) return countsOf(first);
  say(`These journeys failed and run once more, by themselves: ${again.join(', ')}`);
  const second = await runOnce(present, again, env);
  const failed = countsOf(second).failed;
  say(failed === 0 ? 'They passed the second time.' : `The second time ${failed} of their tests failed, too.`);
  const files = first.files.filter(({ name }) => !again.includes(path.relative(root, name)));
  return countsOf({ files: [...files, ...second.files], failedBesides: second.failedBesides });
}

/** @returns {Promise<import('./test-results.mjs').Results>} */
async function runOnce(names, args, env) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'directline-tests-'));
  const report = path.join(folder, 'report.json');
  try {
    const { code } = await run(
      pinnedNode,
      [
        ...[at('node_modules/vitest/vitest.mjs'), 'run', ...names.flatMap((name) => ['--project', name])],
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
      ],
      { cwd: root, env, show: true },
    );
    return resultsIn(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function resultsIn(report, code) {
  let files;
  try {
    files = JSON.parse(readFileSync(report, 'utf8')).testResults;
  } catch {
    say(`Vitest ended with exit code ${code} and left no report.`);
    return { files: [], failedBesides: true };
  }
  const failedBesides = code !== 0 && countsOf({ files, failedBesides: false }).failed === 0;
  if (failedBesides) say('Every test passed, yet Vitest reports an error outside them; see above.');
  return { files, failedBesides };
}

export const summary = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { filesUnder } from './files.mjs';
import { at, pinnedNode, root } from './paths.mjs';
import { run } from './process.mjs';
import { say } from './step.mjs';

/** The test projects in the order in which they run; each is a folder under test/. */
export const projects = ['unit', 'contract', 'integration', 'fuzz', 'pages', 'browser'];

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */

/**
 * Runs Vitest once for the given projects and counts from its JSON report.
 * @returns {Promise<Counts>} a file that does not load, an error outside a test and a crash each count as one failure
 */
export async function runTests(names, args, env) {
  const present = names.filter((name) => filesUnder(at('test', name)).some((file) => /\.test\.tsx?$/.test(file)));
  if (present.length === 0) {
    say(`There are no tests in ${names.map((name) => `test/${name}`).join(', ')}.`);
    return { passed: 0, failed: 0, skipped: 0 };
  }
  const folder = mkdtempSync(path.join(os.tmpdir(), 'directline-tests-'));
  const report = path.join(folder, 'report.json');
  try {
    const { code } = await run(
      pinnedNode,
      [
        ...[at('node_modules/vitest/vitest.mjs'), 'run', ...present.flatMap((name) => ['--project', name])],
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
      ],
      { cwd: root, env, show: true },
    );
    return count(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(report, code) {
  let result;
  try {
    result = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    say(`Vitest ended with exit code ${code} and left no report.`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const brokenFiles = result.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = result.numFailedTests + brokenFiles;
  if (failed === 0 && code !== 0) say('Every test passed, yet Vitest reports an error outside them; see above.');
  return {
    passed: result.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

export const summary = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

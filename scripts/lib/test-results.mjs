// What a run of the tests came to, and what of it is worth a second try.
import path from 'node:path';

/** @typedef {{passed: number, failed: number, skipped: number}} Counts */
/** @typedef {{name: string, status: string, assertionResults: {status: string}[]}} FileResult of Vitest's JSON report */
/** @typedef {{files: FileResult[], failedBesides: boolean}} Results `failedBesides`: an error outside of any test */

/**
 * Their people keep the product's own time limits (C3, C6, C12) on the same cores that encode and draw all their pictures:
 * where something else takes those for ten seconds, a rule does what it is for and the journey fails.
 */
const JOURNEYS = /^test[\\/](pages|browser)[\\/]/;
/** What fails in more of them is no chance. */
const MOST_AGAIN = 3;

const isFailed = (file) => file.status === 'failed' || file.assertionResults.some(({ status }) => status === 'failed');

/**
 * @param {Results} results
 * @param {string} root
 * @returns {string[]} the files, from `root`: none where anything else failed or too many of them did
 */
export function journeysToRunAgain({ files, failedBesides }, root) {
  const failed = files.filter(isFailed).map(({ name }) => path.relative(root, name));
  const isChance = !failedBesides && failed.length <= MOST_AGAIN && failed.every((file) => JOURNEYS.test(file));
  return isChance ? failed : [];
}

/**
 * @param {Results} results
 * @returns {Counts} a file that did not load and an error outside of any test are one failure each
 */
export function countsOf({ files, failedBesides }) {
  const all = files.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const count = (wanted) => all.filter((status) => status === wanted).length;
  const [passed, failed] = [count('passed'), count('failed')];
  const broken = files.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return { passed, failed: failed + broken + (failedBesides ? 1 : 0), skipped: all.length - passed - failed };
}

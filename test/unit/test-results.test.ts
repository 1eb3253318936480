import { expect, test } from 'vitest';
import { countsOf, journeysToRunAgain } from '../../scripts/lib/test-results.mjs';

const ROOT = '/home/county/directline';
const file = (name: string, ...statuses: string[]) => ({
  name: `${ROOT}/${name}`,
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
});
const unit = file('test/unit/a.test.ts', 'passed', 'passed');
const journey = file('test/browser/b.test.ts', 'passed', 'failed');
const results = (...files: ReturnType<typeof file>[]) => ({ files, failedBesides: false });

test('few journeys that failed, and nothing else, are run once more', () => {
  expect(journeysToRunAgain(results(unit), ROOT)).toEqual([]);
  expect(journeysToRunAgain(results(unit, journey), ROOT)).toEqual(['test/browser/b.test.ts']);
  expect(journeysToRunAgain(results(file('test/unit/a.test.ts', 'failed'), journey), ROOT)).toEqual([]);
  expect(journeysToRunAgain({ files: [journey], failedBesides: true }, ROOT)).toEqual([]);
});

test('what fails in many journeys is no chance', () => {
  const many = ['a', 'b', 'c', 'd'].map((name) => file(`test/pages/${name}.test.ts`, 'failed'));
  expect(journeysToRunAgain(results(...many.slice(0, 3)), ROOT)).toHaveLength(3);
  expect(journeysToRunAgain(results(...many), ROOT)).toEqual([]);
});

test('a file that did not load and an error outside of any test are one failure each', () => {
  expect(countsOf(results(unit, journey, file('test/unit/c.test.ts', 'skipped', 'todo')))).toEqual({
    passed: 3,
    failed: 1,
    skipped: 2,
  });
  expect(countsOf(results({ ...unit, status: 'failed' })).failed).toBe(1);
  expect(countsOf({ files: [unit], failedBesides: true })).toEqual({ passed: 2, failed: 1, skipped: 0 });
});

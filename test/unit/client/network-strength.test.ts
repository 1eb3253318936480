import { expect, test } from 'vitest';
import { afterReport, STRONG } from '../../../client/media/network-strength.ts';

const good = { received: 990, lost: 10, roundTripMs: 80, freezes: 0 };
const poor = { received: 800, lost: 200, roundTripMs: 80, freezes: 0 };
const between = { received: 950, lost: 50, roundTripMs: 80, freezes: 0 };
const nothing = { received: 0, lost: 0, roundTripMs: null, freezes: null };

/** What is said after each report. */
function told(...reports: Parameters<typeof afterReport>[1][]): boolean[] {
  let strength = STRONG;
  return reports.map((report) => {
    strength = afterReport(strength, report);
    return strength.weak;
  });
}

test('one poor report is nobody’s worry, two in a row are said', () => {
  expect(told(poor, good, poor, poor)).toEqual([false, false, false, true]);
});

test('it takes three good reports in a row to take it back', () => {
  expect(told(poor, poor, good, good, poor, good, good, good)).toEqual([
    ...[false, true],
    ...[true, true, true, true, true, false],
  ]);
});

test('what lies between changes nothing that is said', () => {
  expect(told(between, between, between)).toEqual([false, false, false]);
  expect(told(poor, poor, between, between, between, between)).toEqual([false, true, true, true, true, true]);
});

test('a long way and frozen pictures count as loss does; what was not measured does not', () => {
  const far = { ...good, roundTripMs: 900 };
  const frozen = { ...good, freezes: 3 };
  expect(told(far, frozen)).toEqual([false, true]);
  expect(told(nothing, nothing, nothing)).toEqual([false, false, false]);
});

import { expect, test } from 'vitest';
import { restAfter } from '../../../server/realtime/rest.ts';

test('views come four times a second, more rarely where they take long, and never more rarely than twice', () => {
  expect([0, 5, 12.5].map(restAfter)).toEqual([250, 250, 250]);
  expect(restAfter(20)).toBe(400);
  expect([25, 1000, Number.POSITIVE_INFINITY].map(restAfter)).toEqual([500, 500, 500]);
});

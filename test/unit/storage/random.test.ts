import { expect, test } from 'vitest';
import { randomBytes } from '../../../server/storage/random.ts';

test('random bytes are as many as were asked for, each given out once, and not changed afterwards', () => {
  const given = Array.from({ length: 2000 }, (_, index) => randomBytes(12 + (index % 5)));
  const asGiven = given.map((bytes) => bytes.toString('hex'));
  expect(given.map(({ length }) => length)).toEqual(given.map((_, index) => 12 + (index % 5)));
  expect(new Set(asGiven.map((hex) => hex.slice(0, 24))).size).toBe(given.length);
  randomBytes(64);
  expect(given.map((bytes) => bytes.toString('hex'))).toEqual(asGiven);
  expect(() => randomBytes(65)).toThrow(RangeError);
});

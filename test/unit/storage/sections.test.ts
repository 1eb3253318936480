/** The store's functions, made section by section. */
import { expect, test } from 'vitest';
import { inSections } from '../../../server/storage/sections.ts';

interface Link {
  readonly name: string;
  readonly made: string[];
}
const letters = ({ name, made }: Link) => {
  made.push('letters');
  let asked = 0;
  return { a: () => `a of ${name}`, both: () => 'of letters', asked: () => (asked += 1) };
};
const numbers = ({ name, made }: Link) => {
  made.push('numbers');
  return { one: () => `1 of ${name}`, both: () => 'of numbers' };
};

test('a section is made when the first of its functions is asked for, and once for each link', () => {
  const over = inSections([letters, numbers]);
  over({ name: 'whichever is first', made: [] });
  const link = { name: 'x', made: [] };
  const its = over(link);
  expect(link.made).toEqual([]);
  expect([its.a(), its.asked(), its.asked()]).toEqual(['a of x', 1, 2]);
  expect(link.made).toEqual(['letters']);
  // Each link has sections of its own.
  const other = over({ name: 'y', made: [] });
  expect([other.asked(), other.one(), its.one()]).toEqual([1, '1 of y', '1 of x']);
  expect(link.made).toEqual(['letters', 'numbers']);
});

test('of functions with the same name the later section has its own', () => {
  const its = inSections([letters, numbers])({ name: 'x', made: [] });
  expect(its.both()).toBe('of numbers');
  expect('a' in its).toBe(true);
});

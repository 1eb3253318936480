import { expect, test } from 'vitest';
import { withHeld } from '../../../client/pages/supervise/held-row.ts';

const row = (id: string, version = 1) => ({ id, version });

test('a row with an open dialog stays as it was read, in its place', () => {
  const rows = [row('a'), row('b'), row('c')];
  expect(withHeld(rows, null)).toBe(rows);
  const held = { row: row('b'), at: 1 };
  // Somebody else changed it, or it left the list.
  expect(withHeld([row('a'), row('c'), row('b', 2)], held)).toEqual([row('a'), row('c'), row('b')]);
  expect(withHeld([row('a'), row('c')], held)).toEqual(rows);
  expect(withHeld([], held)).toEqual([row('b')]);
});

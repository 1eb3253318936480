/** Lines of transactions that lock the same row: one at a time, in the order in which they came. */
import { expect, test } from 'vitest';
import { Lines } from '../../../server/storage/engine/lines.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('in a line the next turn begins when the one before ends, first come first served', async () => {
  const lines = new Lines();
  const begun: string[] = [];
  const ask = (name: string, key = 'one') => lines.turn(key).then((end) => (begun.push(name), end));
  const [first, second] = [ask('first'), ask('second')];
  const third = ask('third');
  const other = ask('other', 'another');
  await settled();
  expect(begun).toEqual(['first', 'other']);
  (await first)();
  await settled();
  expect(begun).toEqual(['first', 'other', 'second']);
  // Ending twice gives way once.
  (await first)();
  await settled();
  expect(begun).toEqual(['first', 'other', 'second']);
  (await second)();
  (await third)();
  (await other)();
  const late = await ask('late');
  late();
  expect(begun).toEqual(['first', 'other', 'second', 'third', 'late']);
});

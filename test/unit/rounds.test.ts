import { expect, test } from 'vitest';
import { Rounds } from '../../server/services/rounds.ts';

/** Rounds that end when they are told to. */
function held() {
  const ends: ((more: boolean) => void)[] = [];
  const failures: unknown[] = [];
  const rounds = new Rounds({
    round: () => new Promise<boolean>((resolve) => ends.push(resolve)),
    onFailure: (error) => failures.push(error),
  });
  const end = async (more = false) => {
    ends.at(-1)?.(more);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { rounds, ends, failures, end };
}

test('one at a time; however often it is asked for meanwhile, one more follows', async () => {
  const { rounds, ends, end } = held();
  const all = [rounds.run(), rounds.run(), rounds.run()];
  expect(ends).toHaveLength(1);
  await end();
  expect(ends).toHaveLength(2);
  await end();
  await Promise.all(all);
  expect(ends).toHaveLength(2);
});

test('goes on by itself as long as more waits', async () => {
  const { rounds, ends, end } = held();
  const done = rounds.run();
  await end(true);
  expect(ends).toHaveLength(2);
  await end();
  await done;
});

test('a failure is told and ends nothing; closed, the round that runs is waited for and none follows', async () => {
  const failures: unknown[] = [];
  const rounds = new Rounds({ round: () => Promise.reject(new Error('away')), onFailure: (one) => failures.push(one) });
  await rounds.run();
  await rounds.run();
  expect(failures).toHaveLength(2);

  const { rounds: closing, ends, end, failures: none } = held();
  void closing.run();
  void closing.run();
  const closed = closing.close();
  await end(true);
  await closed;
  await closing.run();
  expect([ends.length, none.length]).toEqual([1, 0]);
});

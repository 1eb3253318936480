import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchAgain } from '../../../client/ui/fetch-again.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Code that cannot be had the first few times. */
function failing(times: number) {
  let asked = 0;
  return vi.fn(() => {
    asked += 1;
    return asked > times ? Promise.resolve('code') : Promise.reject(new Error('no network'));
  });
}

test('tries until the code is there, and takes it once', async () => {
  const fetch = failing(4);
  const take = vi.fn();
  fetchAgain(fetch, take);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(fetch).toHaveBeenCalledTimes(5);
  expect(take.mock.calls).toEqual([['code']]);
});

test('given up, it tries no more and hands nothing over', async () => {
  const fetch = failing(1);
  const take = vi.fn();
  const giveUp = fetchAgain(fetch, take);
  await vi.advanceTimersByTimeAsync(0);
  giveUp();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(fetch).toHaveBeenCalledTimes(1);
  expect(take).not.toHaveBeenCalled();
});

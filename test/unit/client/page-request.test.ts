import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pageRequest } from '../../../client/api/page-request.ts';
import { Refusal } from '../../../shared/errors.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A request that is answered when the test says so. */
function asked(mostMs: number | null) {
  const told: unknown[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let signal: AbortSignal | undefined;
  const request = pageRequest(
    (its) => {
      signal = its;
      return promise;
    },
    { onData: (data) => told.push(data), onRefusal: ({ code }) => told.push(code) },
    mostMs,
  );
  return { told, request, resolve, reject, isAborted: () => signal?.aborted };
}

test('is under way until its answer, however long that takes', async () => {
  const { told, request, resolve, isAborted } = asked(30_000);
  await vi.advanceTimersByTimeAsync(29_999);
  expect([request.isUnderWay(), isAborted()]).toEqual([true, false]);
  resolve('called');
  await vi.advanceTimersByTimeAsync(60_000);
  expect([request.isUnderWay(), isAborted(), told]).toEqual([false, false, ['called']]);
});

test('is given up, and says so, where no answer comes at all', async () => {
  const { told, request, resolve, isAborted } = asked(30_000);
  await vi.advanceTimersByTimeAsync(30_000);
  resolve('late');
  await vi.runAllTimersAsync();
  expect([request.isUnderWay(), isAborted(), told]).toEqual([false, true, ['UNAVAILABLE']]);
});

test('tells of a refusal, and of nothing after the page let go of it', async () => {
  const refused = asked(null);
  refused.reject(new Refusal('NOT_SIGNED_IN'));
  const dropped = asked(null);
  dropped.request.drop();
  dropped.resolve('late');
  await vi.runAllTimersAsync();
  expect([refused.told, dropped.told, dropped.isAborted()]).toEqual([['NOT_SIGNED_IN'], [], true]);
});

import { afterEach, expect, test, vi } from 'vitest';
import { codeOnItsWay } from '../../../client/features/citizen-join/phone.ts';
import { Refusal } from '../../../shared/errors.ts';

afterEach(() => void vi.useRealTimers());

test('whoever asks for a code twice is led to the one that is on its way, and nobody else is', () => {
  vi.useFakeTimers({ now: 1_000_000 });
  const refused = (details: Record<string, unknown>) => codeOnItsWay(new Refusal('TOO_MANY_REQUESTS', details));
  expect(refused({ retryAfterMs: 42_000, codeOnItsWay: true })).toBe(1_042_000);
  expect(refused({ retryAfterMs: 42_000, codeOnItsWay: false })).toBeNull();
  expect(refused({ retryAfterMs: 42_000 })).toBeNull();
  expect(codeOnItsWay(new Refusal('UNAVAILABLE'))).toBeNull();
});

import { expect, test } from 'vitest';
import { terminalStanding } from '../../../client/features/citizen-kiosk/standing.ts';

test('[Q7] a terminal whose sign-in ended is to be set up anew, and one that hears nothing says so', () => {
  expect(terminalStanding(false, undefined)).toBe('loading');
  expect(terminalStanding(true, undefined)).toBe('working');
  expect(terminalStanding(false, { code: 'NOT_SIGNED_IN' })).toBe('notSetUp');
  for (const code of ['NOT_SIGNED_IN', 'FORBIDDEN'] as const) expect(terminalStanding(true, { code })).toBe('ended');
  expect(terminalStanding(false, { code: 'UNAVAILABLE' })).toBe('failed');
  for (const code of ['UNAVAILABLE', 'INTERNAL'] as const) expect(terminalStanding(true, { code })).toBe('unheard');
});

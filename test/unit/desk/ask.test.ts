/** What pages of the desks show of what they ask again and again. */
import { expect, test } from 'vitest';
import { stillThere } from '../../../client/desk/ask.ts';
import { Refusal } from '../../../shared/errors.ts';

test('[K2] what is not there any more is shown no longer; what could not be asked again is', () => {
  const data = { phone: '138****1234' };
  expect(stillThere({ data, error: null })).toBe(data);
  expect(stillThere({ data, error: new Refusal('UNAVAILABLE') })).toBe(data);
  expect(stillThere({ data, error: new Refusal('NOT_FOUND') })).toBeUndefined();
});

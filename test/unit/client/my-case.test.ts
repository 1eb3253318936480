/** What a phone keeps of what its person writes to a case. */
import { expect, test } from 'vitest';
import { draftOf } from '../../../client/features/my-cases/use-sending.ts';

test('[T3] a text that was begun for one question is no answer to the next', () => {
  expect(draftOf('answer', 1)).toBe(draftOf('answer', 1));
  expect(draftOf('answer', 1)).not.toBe(draftOf('answer', 2));
  expect(draftOf('add', null)).toBe('add');
});

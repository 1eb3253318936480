import { expect, test } from 'vitest';
import { stillAsked } from '../../../client/desk/use-ticket-dialog.ts';

const a = { ticketId: 'a' };
const b = { ticketId: 'b' };

test('[C9] a dialog of a desk stays with the ticket it was opened for, and does not open again by itself', () => {
  const opened = { ...a, opened: true };
  expect(stillAsked(opened, [a])).toBe(opened);
  // Held: somebody else is on now.
  expect(stillAsked(opened, [b, a])).toBe(opened);
  const left = stillAsked(opened, [b]);
  expect(left).toBeNull();
  expect(stillAsked(left, [a])).toBeNull();
});

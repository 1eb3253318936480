/** [Q2] Reminders of a booked place, whose time may be another later. */
import { expect, test } from 'vitest';
import type { TicketRecord } from '../../server/domain/queue/types.ts';
import type { CommandAsked } from '../../server/services/context.ts';
import { remindLater } from '../../server/services/reminders.ts';
import { ticketIn } from './domain/fixtures.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

test.each([
  ['50 minutes', 50 * MINUTE_MS],
  ['23 hours', 23 * HOUR_MS],
  ['23 hours and 50 minutes', 24 * HOUR_MS - 10 * MINUTE_MS],
])('an evening that is moved by %s reminds at all its times anew', async (_, by) => {
  const keys: string[] = [];
  const tx = { later: async ({ key }: { key: string }) => void keys.push(key) };
  const asked = { tx, now: 0 } as unknown as CommandAsked;
  const slotAt = 100 * HOUR_MS;
  const bookedAt = (at: number) => ({ ...ticketIn('booked'), slotAt: at }) as TicketRecord;
  await remindLater(asked, bookedAt(slotAt));
  await remindLater(asked, bookedAt(slotAt - by));
  expect(new Set(keys).size).toBe(6);
});

import { expect, test } from 'vitest';
import type { CommandAsked } from '../../server/services/context.ts';
import type { PushSubscriptionRecord, TicketMailRecord } from '../../server/services/ports/store.ts';
import { takeWaysAlong } from '../../server/services/told-ways.ts';
import { ticketIn } from './domain/fixtures.ts';

const push: PushSubscriptionRecord = {
  ticketId: 'old',
  countyId: 'c1',
  endpoint: 'https://push.example.org/one',
  p256dh: 'p',
  auth: 'a',
  page: '/s/s0/wait/old',
  language: 'zh-CN',
  at: 1,
};
const code = { codeHash: 'h', sentAt: 1, expiresAt: 2, triesLeft: 5 };
const mail: TicketMailRecord = {
  ticketId: 'old',
  countyId: 'c1',
  address: 'li@example.org',
  confirmedAt: 1,
  code: null,
  endToken: 'e',
  endHash: 'eh',
};

/** What stands in the store after the ticket became another one. */
async function along(before: { push: PushSubscriptionRecord | null; mail: TicketMailRecord | null }) {
  const pushes = new Map(before.push ? [['old', before.push]] : []);
  const mails = new Map(before.mail ? [['old', before.mail]] : []);
  const tx = {
    pushSubscription: async (id: string) => pushes.get(id) ?? null,
    savePushSubscription: async (one: PushSubscriptionRecord) => void pushes.set(one.ticketId, one),
    deletePushSubscription: async (id: string) => void pushes.delete(id),
    ticketMail: async (id: string) => mails.get(id) ?? null,
    saveTicketMail: async (one: TicketMailRecord) => void mails.set(one.ticketId, one),
    deleteTicketMail: async (id: string) => void mails.delete(id),
  };
  await takeWaysAlong({ tx } as unknown as CommandAsked, 'old', ticketIn('booked', { id: 'new', sessionId: 's1' }));
  return { pushes: [...pushes.values()], mails: [...mails.values()] };
}

test('[T2] browser and e-mail go along to another evening, and open its page', async () => {
  const { pushes, mails } = await along({ push, mail });
  expect(pushes).toEqual([{ ...push, ticketId: 'new', page: '/s/s1/wait/new' }]);
  expect(mails).toEqual([{ ...mail, ticketId: 'new' }]);
});

test('[T2] an address that was not confirmed does not', async () => {
  const { pushes, mails } = await along({ push: null, mail: { ...mail, confirmedAt: null, code } });
  expect({ pushes, mails }).toEqual({ pushes: [], mails: [] });
});

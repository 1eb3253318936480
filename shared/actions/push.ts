/** Being told by the browser, besides the SMS, while it is closed. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { Id } from '../ids.ts';

export const pushOffer = defineAction({
  name: 'push.offer',
  says: 'What a browser subscribes with (VAPID, RFC 8292), and whether the own ticket has a subscription.',
  kind: 'query',
  http: { method: 'GET', path: '/api/tickets/{ticketId}/push' },
  input: z.object({ ticketId: Id }),
  result: z.object({ publicKey: z.string(), on: z.boolean() }),
});

export const pushSubscribe = defineAction({
  name: 'push.subscribe',
  says: 'What this ticket’s person is told goes to this browser, too, until the ticket has ended; one browser per ticket, the newest.',
  http: { method: 'POST', path: '/api/tickets/{ticketId}/push' },
  input: z.object({
    ticketId: Id,
    endpoint: z.string().check(z.maxLength(1000)),
    /** The browser's public key, 65 octets, and its secret, 16 octets (RFC 8291), in base64url. */
    p256dh: z.string().check(z.regex(/^B[A-Za-z0-9_-]{86}$/)),
    auth: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/)),
    language: z.enum(['zh-CN', 'en']),
  }),
  result: z.object({}),
});

export const pushEnd = defineAction({
  name: 'push.end',
  says: 'Ends it; the SMS go on.',
  http: { method: 'DELETE', path: '/api/tickets/{ticketId}/push' },
  input: z.object({ ticketId: Id }),
  result: z.object({}),
});

/** Being told by e-mail, besides the SMS, where somebody likes it. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { MailAddress } from '../mail-address.ts';

export const mailShow = defineAction({
  name: 'mail.show',
  says: 'Whether this county sends e-mail, and the address of the own ticket, masked.',
  kind: 'query',
  http: { method: 'GET', path: '/api/tickets/{ticketId}/mail' },
  input: z.object({ ticketId: Id }),
  result: z.object({ offered: z.boolean(), address: z.nullable(z.string()), confirmed: z.boolean() }),
});

export const mailAsk = defineAction({
  name: 'mail.ask',
  says: 'Sends a six-digit code to this address, which is used once the code was given; in place of an earlier address.',
  http: { method: 'POST', path: '/api/tickets/{ticketId}/mail' },
  input: z.object({ ticketId: Id, address: MailAddress }),
  result: z.object({ expiresAt: EpochMs, askAgainAt: EpochMs }),
});

export const mailConfirm = defineAction({
  name: 'mail.confirm',
  says: 'Gives the code. Whoever has booked is sent the booking, with a file for their calendar.',
  http: { method: 'POST', path: '/api/tickets/{ticketId}/mail/confirm' },
  input: z.object({ ticketId: Id, code: z.string().check(z.regex(/^\d{6}$/)) }),
  result: z.object({}),
});

export const mailEnd = defineAction({
  name: 'mail.end',
  says: 'Forgets the address; the SMS go on.',
  http: { method: 'DELETE', path: '/api/tickets/{ticketId}/mail' },
  input: z.object({ ticketId: Id }),
  result: z.object({}),
});

export const mailEndByLink = defineAction({
  name: 'mail.endByLink',
  says: 'Does the same with the link of a mail, also a second time and without being signed in.',
  http: { method: 'POST', path: '/api/mail/end' },
  input: z.object({ token: z.string().check(z.regex(/^[A-Za-z0-9_-]{40}$/)) }),
  result: z.object({}),
});

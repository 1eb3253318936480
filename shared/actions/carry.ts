/** Going on in another browser: where an app's own browser cannot do video, or another device is better (T7). */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { CARRY_CODE } from '../carry-code.ts';
import { EpochMs, Id } from '../ids.ts';

export const makeCarryCode = defineAction({
  name: 'carry.make',
  says: 'A code with which another browser takes over this sign-in and place: ten minutes, once; an earlier one ends (T7).',
  http: { method: 'POST', path: '/api/tickets/{ticketId}/carry' },
  input: z.object({ ticketId: Id }),
  result: z.object({
    code: z.string(),
    /** `/go` with the code behind `#`, which no server is sent. */
    link: z.string(),
    expiresAt: EpochMs,
  }),
});

export const takeCarryCode = defineAction({
  name: 'carry.take',
  says: 'Signs this browser in with such a code, and tells whose place it is to open (T7).',
  http: { method: 'POST', path: '/api/carry' },
  input: z.object({ code: z.string().check(z.regex(CARRY_CODE)) }),
  result: z.object({ sessionId: Id, ticketId: Id }),
});

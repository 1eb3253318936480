/** Interpreters, sign-language interpreters and captioners: their links, and how they come in by them (C14). */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { HelperKind } from '../helpers.ts';
import { Id } from '../ids.ts';
import { LIMITS, Line } from '../text.ts';

export const bookHelper = defineAction({
  name: 'helper.book',
  says: 'Books somebody who helps at the stage of one seat for this evening, and makes their link, which is shown this once.',
  input: z.object({
    sessionId: Id,
    seatId: Id,
    kind: HelperKind,
    name: Line(LIMITS.name),
    /** Into or in which language. */
    language: z.nullable(Line(LIMITS.name)),
  }),
  result: z.object({ helperId: Id, link: z.string() }),
});
export const removeHelper = defineAction({
  name: 'helper.remove',
  says: 'Takes a link back: whoever came by it is off the stage at once and does not come in again.',
  input: z.object({ sessionId: Id, helperId: Id }),
  result: z.object({}),
});
export const openGuestLink = defineAction({
  name: 'helper.open',
  says: 'Takes the secret of a link and keeps it in a cookie of this browser.',
  http: { method: 'POST', path: '/api/guest' },
  input: z.object({ secret: z.string().check(z.regex(/^[\w-]{20,80}$/)) }),
  result: z.object({ sessionId: Id }),
});
export const showGuest = defineAction({
  name: 'helper.me',
  says: 'Who this browser is by a link, and for which evening.',
  kind: 'query',
  http: { method: 'GET', path: '/api/guest' },
  input: z.object({}),
  result: z.object({
    sessionId: Id,
    kind: HelperKind,
    name: z.string(),
    /** The evening is over: there is nothing to come in to. */
    over: z.boolean(),
  }),
});
export const leaveAsGuest = defineAction({
  name: 'helper.leave',
  says: 'This browser forgets the link.',
  http: { method: 'POST', path: '/api/guest/leave' },
  input: z.object({}),
  result: z.object({}),
});

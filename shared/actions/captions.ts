/** Captions: written while a call is live (C15), and read on the page of a case as far as its recording may be (R7). */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { LIMITS, Line } from '../text.ts';

const Caption = Line(LIMITS.caption);
const nothing = z.object({});
/** Of which call it is heard: refused where another one is live by then. Without it, it is of whichever is live. */
const ofCallHeard = { callId: z.optional(Id) };

export const typeCaption = defineAction({
  name: 'caption.type',
  says: 'A line as far as it is typed or heard, in place of what came before; kept nowhere. A few a second are enough.',
  kind: 'query',
  input: z.object({
    /** `null`: nothing, what was there is taken away. */
    text: z.nullable(Caption),
    ...ofCallHeard,
  }),
  result: nothing,
});
export const writeCaption = defineAction({
  name: 'caption.write',
  says: 'A line that is finished: shown, and kept with the call where both sides agreed to its recording.',
  http: { method: 'POST', path: '/api/guest/captions' },
  socket: true,
  input: z.object({ text: Caption, ...ofCallHeard }),
  result: nothing,
});

const ofCase = { caseId: Id };
const ofCall = { ...ofCase, callId: Id };
export const listCaptions = defineAction({
  name: 'caption.list',
  says: 'Of which calls of a case captions are kept, for whoever may watch their recordings; empty for everybody else.',
  kind: 'query',
  http: { method: 'GET', path: '/api/cases/{caseId}/captions' },
  input: z.object(ofCase),
  result: z.object({ calls: z.array(z.object({ callId: Id, since: EpochMs, lines: z.int() })) }),
});
export const openCaptions = defineAction({
  name: 'caption.open',
  says: 'Begins to read the captions of a call; written down (K7). They are given to the same person for the next hours.',
  http: { method: 'POST', path: '/api/cases/{caseId}/calls/{callId}/captions/open' },
  input: z.object(ofCall),
  result: nothing,
});
export const showCaptions = defineAction({
  name: 'caption.show',
  says: 'The captions of a call that were opened, in the order of their time.',
  kind: 'query',
  http: { method: 'GET', path: '/api/cases/{caseId}/calls/{callId}/captions' },
  input: z.object(ofCall),
  result: z.object({ lines: z.array(z.object({ at: EpochMs, text: z.string() })) }),
});

/** A device in a township's hall at which people take numbers, and take part who have no phone (Q7). */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { Id } from '../ids.ts';
import { TicketState } from '../states.ts';
import { LIMITS, Line } from '../text.ts';

export const setUpTerminal = defineAction({
  name: 'terminal.setUp',
  says: 'Makes this browser a terminal with a sign-in of its own; the sign-in of whoever sets it up ends here.',
  http: { method: 'POST', path: '/api/terminals' },
  input: z.object({ name: Line(LIMITS.name) }),
  result: z.object({ name: z.string() }),
});

export const showTerminal = defineAction({
  name: 'terminal.show',
  says: 'What a terminal shows everybody: who of those that took a number here is called or on a call, by public name.',
  kind: 'query',
  http: { method: 'GET', path: '/api/sessions/{sessionId}/terminal' },
  input: z.object({ sessionId: Id }),
  result: z.object({
    name: z.string(),
    turns: z.array(
      z.object({
        ticketId: Id,
        number: z.int(),
        publicName: z.string(),
        state: TicketState,
        /** Called, and to answer by a tap (Q4). */
        called: z.boolean(),
      }),
    ),
  }),
});

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

export const listTerminals = defineAction({
  name: 'terminals.list',
  says: 'Terminals that are signed in: of the whole county for the aide and the administrator, of their own unit for others.',
  kind: 'query',
  http: { method: 'GET', path: '/api/terminals' },
  input: z.object({}),
  result: z.object({
    zone: z.string(),
    terminals: z.array(
      z.object({
        terminalId: Id,
        name: z.string(),
        unitName: z.nullable(z.string()),
        /** Epoch milliseconds: signed in until then. */
        until: z.number(),
        /** Places that were taken at it and are still open. */
        open: z.int(),
      }),
    ),
  }),
});

export const endTerminal = defineAction({
  name: 'terminal.end',
  says: 'Signs a terminal out for good, at once. Places that were taken at it stay.',
  http: { method: 'POST', path: '/api/terminals/{terminalId}/end' },
  input: z.object({ terminalId: Id }),
  result: z.object({}),
});

export const showTerminal = defineAction({
  name: 'terminal.show',
  says: 'What a terminal shows everybody, by public name: who of those that took a number here is called or on a call, who waits or is still to choose what comes next, and who booked and is to say here that they have come.',
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
    /** Booked, and the waiting room is open: a tap enters it (Q7). */
    expected: z.array(z.object({ ticketId: Id, number: z.int(), publicName: z.string() })),
    /** Who waits, stepped away or did not answer, and whoever is still to choose after the end (S4). */
    held: z.array(z.object({ ticketId: Id, number: z.int(), publicName: z.string(), state: TicketState })),
  }),
});

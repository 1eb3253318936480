/** Numbers that somebody takes for others (Q7); apart from `ticket.ts`, so that no phone loads it. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { Id } from '../ids.ts';
import { Participation, TicketState } from '../states.ts';
import { Phone } from '../text.ts';
import { takeNumber } from './ticket.ts';

export const takeNumberFor = defineAction({
  name: 'ticket.takeFor',
  says: 'Takes a number for a neighbour, as a village officer; written down, with consents that were spoken (Q7, T6).',
  http: { method: 'POST', path: '/api/sessions/{sessionId}/tickets/for' },
  input: z.extend(takeNumber.input, {
    /** The neighbour’s, where messages go and who opens the place by code; `null`: they take part on the officer’s device. */
    phone: z.nullable(Phone),
    /** The desk rings that phone: nothing is to be pressed. */
    byPhone: z.boolean(),
  }),
  result: z.object({ ticketId: Id, number: z.int() }),
});

export const takenNumbers = defineAction({
  name: 'tickets.taken',
  says: 'The numbers that this officer took for others in a session, and where each stands (Q7).',
  kind: 'query',
  http: { method: 'GET', path: '/api/sessions/{sessionId}/taken' },
  input: z.object({ sessionId: Id }),
  result: z.object({
    tickets: z.array(
      z.object({
        ticketId: Id,
        number: z.int(),
        name: z.string(),
        placeName: z.string(),
        subject: z.string(),
        state: TicketState,
        entered: z.boolean(),
        participation: Participation,
        phoneMasked: z.nullable(z.string()),
        /** Called, and to answer by a tap (Q4). */
        called: z.boolean(),
      }),
    ),
  }),
});

/** Numbers that are given no place for a time (Q10). */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { BarLength } from '../states.ts';
import { LIMITS, Line } from '../text.ts';

export const BarRow = z.object({
  id: Id,
  name: z.string(),
  /** `null`: somebody without a phone. */
  phoneMasked: z.nullable(z.string()),
  reason: z.string(),
  byName: z.string(),
  sessionTitle: z.string(),
  number: z.nullable(z.int()),
  at: EpochMs,
  until: EpochMs,
  lifted: z.nullable(z.object({ at: EpochMs, byName: z.string(), reason: z.string() })),
});
export type BarRow = z.infer<typeof BarRow>;

export const barTicketHolder = defineAction({
  name: 'ticket.bar',
  says: 'Bars the phone of a ticket (of somebody without one, the person) from taking numbers for a time; what it holds already goes on (Q10).',
  input: z.object({ sessionId: Id, ticketId: Id, length: BarLength, reason: Line(LIMITS.reason) }),
  result: z.object({ until: EpochMs }),
});

export const listBars = defineAction({
  name: 'bars.list',
  says: 'Bars of the county, those that last first, then the newest; at most 200.',
  kind: 'query',
  http: { method: 'GET', path: '/api/bars' },
  input: z.object({}),
  result: z.object({ now: EpochMs, zone: z.string(), bars: z.array(BarRow) }),
});

export const liftBar = defineAction({
  name: 'bar.lift',
  says: 'Lifts a bar that lasts, with a reason; the person is told.',
  http: { method: 'POST', path: '/api/bars/{barId}/lift' },
  input: z.object({ barId: Id, reason: Line(LIMITS.reason) }),
  result: z.object({}),
});

export const barsOfTicket = defineAction({
  name: 'ticket.bars',
  says: 'Bars of whoever holds the ticket, those that last and those that are over, newest first, at most 5; without those that were lifted.',
  kind: 'query',
  http: { method: 'GET', path: '/api/tickets/{ticketId}/bars' },
  input: z.object({ ticketId: Id }),
  result: z.object({
    bars: z.array(
      z.object({ id: Id, reason: z.string(), byName: z.string(), at: EpochMs, until: EpochMs, lasts: z.boolean() }),
    ),
  }),
});

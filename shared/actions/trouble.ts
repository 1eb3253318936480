/** People of one evening who come with the same trouble (Q8), as the moderator's desk sees and sorts them. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { Id } from '../ids.ts';
import { CaseState } from '../states.ts';

/** More than these are never sorted by hand in one click; their ids fit in one message. */
export const MOST_TOGETHER = 300;

const ofTicket = { sessionId: Id, ticketId: Id };

export const showTrouble = defineAction({
  name: 'trouble.show',
  says: 'Cases of the county that are not over and seem to be of the same trouble as this ticket, most alike first.',
  kind: 'query',
  http: { method: 'GET', path: '/api/sessions/{sessionId}/tickets/{ticketId}/trouble' },
  input: z.object(ofTicket),
  result: z.object({
    cases: z.array(
      z.object({
        id: Id,
        number: z.string(),
        subject: z.string(),
        place: z.string(),
        state: CaseState,
        unitName: z.nullable(z.string()),
      }),
    ),
  }),
});

export const joinTrouble = defineAction({
  name: 'trouble.join',
  says: 'Says that these tickets come with the same trouble: confirms what was proposed, or joins by hand.',
  input: z.object({ sessionId: Id, ticketIds: z.array(Id).check(z.minLength(2), z.maxLength(MOST_TOGETHER)) }),
  result: z.object({ groupId: Id }),
});

export const splitTrouble = defineAction({
  name: 'trouble.split',
  says: 'Says that this ticket’s trouble is not that of its group; it is not proposed again.',
  input: z.object(ofTicket),
  result: z.object({}),
});

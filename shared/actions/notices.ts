/** What people were told, for the desks. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { NoticeDelivery } from '../told.ts';

export const ticketNotices = defineAction({
  name: 'notices.ofTicket',
  says: 'What the person of a ticket was told, newest first, and how far it has come in each way (T2). Links, which are as good as a key, are left out.',
  kind: 'query',
  http: { method: 'GET', path: '/api/tickets/{ticketId}/notices' },
  socket: true,
  input: z.object({ ticketId: Id }),
  result: z.object({
    notices: z.array(z.object({ id: Id, text: z.string(), at: EpochMs, deliveries: z.array(NoticeDelivery) })),
  }),
});

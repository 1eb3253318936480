/** The waiting list of an evening that is booked out (Q2). */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { ListedState } from '../states.ts';
import { takeNumber } from './ticket.ts';

export const joinList = defineAction({
  name: 'waitlist.join',
  says: 'Joins the waiting list of an evening that is booked out, with the matter written down; where a place has become free meanwhile, it is given at once.',
  http: { method: 'POST', path: '/api/sessions/{sessionId}/waitlist' },
  input: takeNumber.input,
  result: z.object({
    /** On the list. */
    entryId: z.nullable(Id),
    /** The place that was free. */
    ticketId: z.nullable(Id),
  }),
});

const own = { entryId: Id };

export const showListed = defineAction({
  name: 'waitlist.show',
  says: 'Where one stands on the list, and what became of it.',
  kind: 'query',
  http: { method: 'GET', path: '/api/waitlist/{entryId}' },
  input: z.object(own),
  result: z.object({
    sessionId: Id,
    sessionTitle: z.string(),
    startsAt: EpochMs,
    endsAt: EpochMs,
    zone: z.string(),
    state: ListedState,
    /** 1 is next; `null` once off the list. */
    place: z.nullable(z.int()),
    /** Heard before, and so behind everybody who comes for the first time (Q2). */
    repeat: z.boolean(),
    /** Of the evening so many places can be booked. */
    bookedPlaces: z.int(),
    /** The place that became free, or the number taken at the door. */
    ticketId: z.nullable(Id),
    name: z.string(),
    /** Township and village. */
    placeName: z.string(),
    subject: z.string(),
    more: z.string(),
    publicName: z.string(),
  }),
});

export const leaveList = defineAction({
  name: 'waitlist.leave',
  says: 'Leaves the waiting list for good.',
  http: { method: 'POST', path: '/api/waitlist/{entryId}/leave' },
  input: z.object(own),
  result: z.object({}),
});

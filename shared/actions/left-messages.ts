/** A recorded message instead of a call (C12). The file itself comes in pieces behind the same path, not as JSON. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { Id } from '../ids.ts';
import { MESSAGE_MOST_BYTES } from '../left-message.ts';
import { RecordingContainer } from '../states.ts';
import { Line, PlainDate } from '../text.ts';

const named = { ticketId: Id, recordingId: Id };

export const beginLeftMessage = defineAction({
  name: 'leftMessage.begin',
  says: 'Begins to send a recorded message instead of a call; one that was begun before and not sent is dropped.',
  http: { method: 'POST', path: '/api/tickets/{ticketId}/messages' },
  input: z.object({
    ticketId: Id,
    container: RecordingContainer,
    bytes: z.int().check(z.minimum(1), z.maximum(MESSAGE_MOST_BYTES)),
  }),
  result: z.object({ recordingId: Id }),
});

export const showLeftMessage = defineAction({
  name: 'leftMessage.received',
  says: 'How many bytes of a message are there. `PUT …/content?at=N` behind its path sends the next piece.',
  kind: 'query',
  http: { method: 'GET', path: '/api/tickets/{ticketId}/messages/{recordingId}' },
  input: z.object(named),
  result: z.object({ received: z.int() }),
});

export const sendLeftMessage = defineAction({
  name: 'leftMessage.send',
  says: 'Hands the message in once all of it is there: its person agrees to its being kept, and is answered in writing by a date (S4).',
  http: { method: 'POST', path: '/api/tickets/{ticketId}/messages/{recordingId}/send' },
  input: z.object({
    ...named,
    /** The wording of the consent that was read (T6). */
    version: Line(20),
  }),
  result: z.object({ caseNumber: z.string(), dueOn: PlainDate }),
});

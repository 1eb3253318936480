/** Everything that happened in an evening, as it was written down. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { LogFilter } from '../log-filter.ts';
import { EntryDetails } from './cases.ts';

export const LogEntry = z.object({
  /** The order in which entries were written. */
  seq: z.int(),
  at: EpochMs,
  /** A member of staff by name; `citizen`, `system`. */
  who: z.string(),
  /** A code such as `queue.move`; its words are in the language files. */
  what: z.string(),
  /** Whom it concerns: number, and name where the role may see it (T5). */
  number: z.nullable(z.int()),
  name: z.nullable(z.string()),
  seatName: z.nullable(z.string()),
  /** A reason, a note or a message: a code, or as somebody typed it. */
  why: z.nullable(z.string()),
  details: EntryDetails,
});
export type LogEntry = z.infer<typeof LogEntry>;

const Log = z.object({
  session: z.object({ number: z.int(), title: z.string(), startsAt: EpochMs, zone: z.string() }),
  /** Oldest first. */
  entries: z.array(LogEntry),
  /** There are more behind the last of these. */
  more: z.boolean(),
});

export const showLog = defineAction({
  name: 'log.show',
  says: 'What happened in an evening in the order in which it was written down, 500 entries behind `after` at a time.',
  kind: 'query',
  http: { method: 'GET', path: '/api/sessions/{sessionId}/log' },
  input: z.object({
    sessionId: Id,
    /** The `seq` of an entry. */
    after: z._default(z.string().check(z.regex(/^\d{1,15}$/)), '0'),
  }),
  result: Log,
});

export const downloadLog = defineAction({
  name: 'log.download',
  says: 'The whole log of an evening, to keep as a file of what `filter` leaves of it. The download is written down, with its filter.',
  http: { method: 'POST', path: '/api/sessions/{sessionId}/log' },
  input: z.object({ sessionId: Id, filter: LogFilter }),
  result: Log,
});

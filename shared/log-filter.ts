/** What of an evening's log is looked at, or was taken as a file. */
import * as z from 'zod/mini';

/** In the order of the choice; each code of an entry is of one. */
export const LOG_KINDS = ['queue', 'ticket', 'call', 'case', 'message', 'session', 'record'] as const;
export const LogKind = z.enum(LOG_KINDS);
export type LogKind = z.infer<typeof LogKind>;

/** Of what somebody looks for; longer is not typed. */
export const LOG_TEXT_MOST = 80;

/** One line of 0..`max` characters. */
const line = (max: number) => z.string().check(z.trim(), z.maxLength(max), z.regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u));

export const LogFilter = z.object({
  /** None: all of them. */
  kinds: z.array(LogKind).check(z.maxLength(LOG_KINDS.length)),
  /** As `LogEntry.who`; `null`: anybody. */
  who: z.nullable(line(80)),
  text: line(LOG_TEXT_MOST),
});
export type LogFilter = z.infer<typeof LogFilter>;

export const NO_LOG_FILTER: LogFilter = { kinds: [], who: null, text: '' };

/** What of an evening's log is looked at, and how an entry reads. */
import type { LogEntry } from '../../../shared/actions/log.ts';
import type { LogFilter, LogKind } from '../../../shared/log-filter.ts';

const KIND_OF: Readonly<Record<string, LogKind>> = {
  queue: 'queue',
  room: 'queue',
  undo: 'queue',
  trouble: 'queue',
  ticket: 'ticket',
  booking: 'ticket',
  carry: 'ticket',
  waitlist: 'ticket',
  consent: 'ticket',
  bar: 'ticket',
  call: 'call',
  summons: 'call',
  programme: 'call',
  picture: 'call',
  emergency: 'call',
  case: 'case',
  promise: 'case',
  message: 'message',
  question: 'message',
  session: 'session',
  minutes: 'session',
  evening: 'session',
  series: 'session',
  terminal: 'session',
};

/** Whatever else is written down: who looked at what, who took a file. */
export const kindOf = (what: string): LogKind => KIND_OF[what.split('.')[0] ?? ''] ?? 'record';

/** An entry in words of the reader's language. */
export interface LogWords {
  readonly entry: LogEntry;
  readonly time: string;
  readonly who: string;
  readonly what: string;
  readonly about: string;
  readonly more: string;
}

export function filterLog(log: readonly LogWords[], { kinds, who, text }: LogFilter): LogWords[] {
  const wanted = text.trim().toLowerCase();
  return log.filter(
    (one) =>
      (kinds.length === 0 || kinds.includes(kindOf(one.entry.what))) &&
      (who === null || one.entry.who === who) &&
      (wanted === '' || `${one.who} ${one.what} ${one.about} ${one.more}`.toLowerCase().includes(wanted)),
  );
}

/** Joins pages that overlap: entries come in the order of writing, each once. */
export function joinLog(before: readonly LogEntry[], page: readonly LogEntry[]): readonly LogEntry[] {
  const known = new Set(before.slice(-OVERLAP * 2).map(({ seq }) => seq));
  const fresh = page.filter(({ seq }) => !known.has(seq));
  return fresh.length === 0 ? before : [...before, ...fresh].sort((a, b) => a.seq - b.seq);
}

/** So many are asked for again: on PostgreSQL one that was begun earlier may be written a moment later. */
export const OVERLAP = 20;
/** Behind which entry to ask on; 0 from the beginning. */
export const askBehind = (log: readonly LogEntry[]): number => log.at(-1 - OVERLAP)?.seq ?? 0;

/** The last gate before a view leaves: only what its schema names goes out (T5). */
import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import * as z from 'zod/mini';
import { type QueueRow, ViewMessage, type ViewName, type ViewOf } from '../../shared/views/all.ts';

/**
 * The rows of one desk's table that passed last time. Of the hundreds that each change of the queue moves, all but a few
 * differ from before by their place alone: to read each of them by its schema took most of what a change costs.
 */
export class PassedRows {
  #rows = new Map<string, QueueRow>();

  /** Whether this row passed before, its place apart. */
  has(row: QueueRow): boolean {
    const before = this.#rows.get(row.ticketId);
    if (!before || !(row.place === null || Number.isSafeInteger(row.place))) return false;
    const names = Object.keys(row) as (keyof QueueRow)[];
    return (
      names.length === Object.keys(before).length &&
      names.every(
        (name) => name === 'place' || row[name] === before[name] || isDeepStrictEqual(row[name], before[name]),
      )
    );
  }

  keep(rows: readonly QueueRow[]): void {
    this.#rows = new Map(rows.map((row) => [row.ticketId, row]));
  }
}

/**
 * The message as its schema reads it, or `null` when it does not fit: both kinds of misfit are ours and are written
 * down. A field that the schema does not know is left out; without the others the page has nothing to show. Its data are
 * the very `data` where nothing had to be left out.
 */
export function viewMessage<Name extends ViewName>(
  view: Name,
  head: { readonly revision: number; readonly serverTime: number },
  data: ViewOf<Name>,
  log: Pick<Logger, 'error'>,
  passed?: PassedRows,
): ViewMessage | null {
  if (passed && 'rows' in data) {
    const fresh = data.rows.filter((row) => !passed.has(row));
    const parsed = z.safeParse(ViewMessage, { view, ...head, data: { ...data, rows: fresh } });
    if (parsed.success && isDeepStrictEqual(parsed.data.data, { ...data, rows: fresh })) {
      passed.keep(data.rows);
      return { ...parsed.data, data } as ViewMessage;
    }
  }
  const parsed = z.safeParse(ViewMessage, { view, ...head, data });
  if (!parsed.success) {
    const issues = parsed.error.issues.slice(0, 8).map(({ path, code }) => ({ at: path.join('.'), issue: code }));
    log.error({ view, issues }, 'a view does not fit its schema and was not sent');
    return null;
  }
  if (isDeepStrictEqual(parsed.data.data, data)) return { ...parsed.data, data } as ViewMessage;
  log.error({ view }, 'a view had fields that its schema does not know');
  return parsed.data;
}

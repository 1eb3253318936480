/** The last gate before a view leaves: only what its schema names goes out (T5). */
import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import * as z from 'zod/mini';
import { ViewMessage, type ViewName, type ViewOf } from '../../shared/views/all.ts';

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
): ViewMessage | null {
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

/** Which recorded messages this phone keeps, known without opening what keeps them: a mark for each says until when. */
import { recall } from '../../ui/memory.ts';

const MARK = 'directline.message.';
export const KEEP_MS = 86_400_000;
export const mark = (ticketId: string) => MARK + ticketId;

const isKept = (until: string | null, now: number): boolean =>
  until !== null && Number(until) > now && Number(until) <= now + KEEP_MS;

export const hasKept = (ticketId: string, now = Date.now()): boolean => isKept(recall(mark(ticketId)), now);

/** Everybody of whom there is a mark, too old or not. */
export function markedTickets(): string[] {
  try {
    return Object.keys(localStorage).flatMap((key) => (key.startsWith(MARK) ? key.slice(MARK.length) : []));
  } catch {
    return [];
  }
}

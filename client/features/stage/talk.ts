/** Whom this moderator talks with off air and whom they hear: the server's rule (SPEC, C7), as the desk needs it. */
import type { Row } from '../queue/order.ts';

export const isMine = (row: Row, personId: string): boolean => row.heldById === personId;

const isAnswered = (row: Row): boolean => row.state === 'screening' && row.answered;

/** Of those whom `personId` holds the first called who answered, otherwise the first on deck; rows stand by turn. */
export function talkingWith(rows: readonly Row[], personId: string): Row | undefined {
  const mine = rows.filter((row) => isMine(row, personId));
  return mine.find(isAnswered) ?? mine.find(({ state }) => state === 'onDeck');
}

/** Whose sound this desk plays: of those held here the one in the green room, and whoever is chosen in the table. */
export function heardBy(rows: readonly Row[], personId: string, selectedId: string | null): ReadonlySet<string> {
  const partner = talkingWith(rows, personId);
  const heard = new Set<string>();
  for (const row of rows) {
    if (!isMine(row, personId) || !(isAnswered(row) || row.state === 'onDeck')) continue;
    if ((row === partner && row.state === 'screening') || row.ticketId === selectedId) heard.add(row.ticketId);
  }
  return heard;
}

/** What this moderator did last and can take back now (Q9). */
import type { Row } from './order.ts';

export type UndoableRow = Row & { readonly undo: NonNullable<Row['undo']> };

/** The newest of theirs; `now` by the server's clock. */
export function undoableRow(rows: readonly Row[], me: string, now: number): UndoableRow | null {
  let newest: UndoableRow | null = null;
  for (const row of rows)
    if (isMine(row, me) && now < row.undo.until && (newest === null || row.undo.until > newest.undo.until))
      newest = row;
  return newest;
}

const isMine = (row: Row, me: string): row is UndoableRow => row.undo?.byId === me;

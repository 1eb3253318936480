/**
 * The row whose dialog is open stays as it was read, in its place: whoever fills the dialog in decides about that, and
 * where somebody else was first it is the server that says so.
 */
type Identified = { readonly id: string };

export interface HeldRow<Row extends Identified> {
  readonly row: Row;
  /** Where it stood. */
  readonly at: number;
}

export function withHeld<Row extends Identified>(rows: readonly Row[], held: HeldRow<Row> | null): readonly Row[] {
  if (!held) return rows;
  const at = rows.findIndex(({ id }) => id === held.row.id);
  const others = rows.filter(({ id }) => id !== held.row.id);
  return others.toSpliced(at === -1 ? held.at : at, 0, held.row);
}

/** Where somebody was in a list of cases, kept for this tab: whoever opens a case and comes back goes on from there. */
export interface ListPlace {
  /** The row at its upper edge. */
  readonly top: number;
  /** How many rows were there. */
  readonly rows: number;
  /** The case that had the keyboard. */
  readonly caseId: string | null;
}

const keyOf = (address: string) => `directline.cases:${address}`;

export function placeIn(address: string): ListPlace | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(address)) ?? 'null');
    if (typeof kept !== 'object' || kept === null || !('top' in kept) || !('rows' in kept)) return null;
    const { top, rows, caseId } = kept as Record<string, unknown>;
    if (typeof top !== 'number' || typeof rows !== 'number') return null;
    return { top, rows, caseId: typeof caseId === 'string' ? caseId : null };
  } catch {
    return null;
  }
}

export function keepPlace(address: string, place: ListPlace): void {
  try {
    sessionStorage.setItem(keyOf(address), JSON.stringify(place));
  } catch {
    // A browser that keeps nothing begins at the top.
  }
}

/** How long the views of a session rest between two refreshes. */

/** At most so often are views of a busy session sent (DESIGN: at most 4 a second). */
export const SHORTEST_REST_MS = 250;
/** Where they take long, what people do comes first: between two refreshes lie twenty times what one took, and at most this. */
const REST = 20;
const LONGEST_REST_MS = 500;

/** From the beginning of one to that of the next; `tookMs`: what the last one took, its pauses apart. */
export const restAfter = (tookMs: number): number =>
  Math.min(LONGEST_REST_MS, Math.max(SHORTEST_REST_MS, REST * tookMs));

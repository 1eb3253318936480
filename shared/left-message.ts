/** A message that somebody records on their phone instead of a call (C12). */
export const MESSAGE_MOST_MS = 3 * 60_000;
/** What a browser records in that time, with room. */
export const MESSAGE_MOST_BYTES = 60_000_000;
/** Sent piece by piece, so that a weak network loses little of it. */
export const MESSAGE_PIECE_BYTES = 256 * 1024;

/**
 * How long one try to connect may take. A try that began while there was no network hangs until the system repeats it, at
 * 1, 3 and 7 s (RFC 6298), so in the turn it is given up sooner and another begun. Not always: a very slow network needs
 * longer, and Chromium holds back new WebSockets for 1 to 5 s once some twelve in a row came to nothing.
 */

/** A network that is only slow has its answer by then. */
export const CONNECT_WITHIN_MS = 8000;
const SHORT_MS = 2000;
const MIDDLE_MS = 4000;
/** Half a minute of tries; whoever is away for longer is found by patient ones. */
const SOON = 8;
const MIDDLE_EVERY = 3;

/** `count`: tries since the connection was lost, from 0. */
export function connectWithinMs(inTurn: boolean, count: number): number {
  if (!inTurn || count >= SOON) return CONNECT_WITHIN_MS;
  return count % MIDDLE_EVERY === MIDDLE_EVERY - 1 ? MIDDLE_MS : SHORT_MS;
}

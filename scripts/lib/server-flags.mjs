import { availableParallelism } from 'node:os';

/**
 * How Node.js runs the server. V8's own threads mark what is no longer used while the server goes on; by default they are
 * four, which on a small machine leaves the server and its database a fraction of a core for a quarter of a second. What an
 * action makes lives for some hundredths of a second; where it is collected more often than that, much of it is kept among
 * what lives long, and all of that is looked through again and again.
 */
export const serverFlags = [
  `--v8-pool-size=${Math.min(4, Math.max(1, Math.floor(availableParallelism() / 2)))}`,
  '--max-semi-space-size=64',
];

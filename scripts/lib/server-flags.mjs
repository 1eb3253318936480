import { availableParallelism } from 'node:os';

/**
 * How Node.js runs the server. V8's own threads mark what is no longer used while the server goes on; by default they are
 * four, which on a small machine leaves the server and its database a fraction of a core for a quarter of a second.
 */
export const serverFlags = [`--v8-pool-size=${Math.min(4, Math.max(1, Math.floor(availableParallelism() / 2)))}`];

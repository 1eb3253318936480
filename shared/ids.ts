/** Ids are opaque text made by the server; only their length and alphabet are checked at the edge. */
import * as z from 'zod/mini';

export const Id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,40}$/));

/** Made by the client, once per intended action; repeating it repeats nothing (T3). */
export const CommandId = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/));

/** Milliseconds since the epoch. */
export const EpochMs = z.int().check(z.nonnegative());

/**
 * What the whole waiting room is told about the queue: one identical message, at most 2 KB, without identities.
 * From it and its own lane and order each phone works out its place with `positionOf` (`position.ts`).
 */
import * as z from 'zod/mini';
import { EpochMs } from '../ids.ts';

export const LaneDigest = z.object({
  /**
   * Who still waits in this lane, as sorted runs `[first, count]` of consecutive whole order keys; a moved ticket has a
   * fractional key and is a run of one. Tickets that stepped away are in it: they keep their place.
   */
  runs: z.array(z.tuple([z.number(), z.int()])),
  /** Set when the runs were cut off to keep the message small: so many more wait behind the last run. */
  beyond: z.int(),
});
export type LaneDigest = z.infer<typeof LaneDigest>;

export const QueueDigest = z.object({
  lanes: z.object({ head: LaneDigest, booked: LaneDigest, walkIn: LaneDigest, repeat: LaneDigest }),
  /** Of each `booked + walkIn` calls so many go to each lane; `turn` is how many of the present round were called. */
  ratio: z.object({ booked: z.int(), walkIn: z.int(), turn: z.int() }),
  /** For the honest range (Q5): lengths of recent calls in ms, seats that serve, and when calls stop. */
  pace: z.object({ shortMs: z.int(), longMs: z.int(), seats: z.int(), closesAt: EpochMs }),
});
export type QueueDigest = z.infer<typeof QueueDigest>;

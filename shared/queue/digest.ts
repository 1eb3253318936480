/**
 * What the whole waiting room is told about the queue: one identical message, at most 2 KB, without identities.
 * From it and its own lane and order each phone works out its place with `positionOf` (`position.ts`).
 */
import * as z from 'zod/mini';
import { EpochMs, Id } from '../ids.ts';

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

/** The line of a department's room, in few bytes. */
export const RoomLine = z.object({
  seatId: Id,
  /** Somebody is on duty there. */
  open: z.boolean(),
  /** As in `ratio`, of the calls of this room. */
  turn: z.int(),
  /** `runs` and `beyond` of each lane, as `LANES` names them. */
  lanes: z.array(z.tuple([z.array(z.tuple([z.number(), z.int()])), z.int()])),
});
export type RoomLine = z.infer<typeof RoomLine>;

/** Which seats serve somebody: the leaders', and departments' rooms. Whichever is free first calls. */
export const Lines = z.object({ leaders: z.boolean(), rooms: z.array(Id) });
export type Lines = z.infer<typeof Lines>;

export const QueueDigest = z.object({
  /** The leaders' line. */
  lanes: z.object({ head: LaneDigest, booked: LaneDigest, walkIn: LaneDigest, repeat: LaneDigest }),
  /** Of each `booked + walkIn` calls so many go to each lane; `turn` is how many of the present round were called. */
  ratio: z.object({ booked: z.int(), walkIn: z.int(), turn: z.int() }),
  /** For the honest range (Q5): lengths of recent calls in ms, leaders' seats that serve, and when calls stop. */
  pace: z.object({ shortMs: z.int(), longMs: z.int(), seats: z.int(), closesAt: EpochMs }),
  /** Departments' rooms. Whoever is served by a room and by leaders stands in both lines. */
  rooms: z.array(RoomLine),
  /** Lengths of calls in those rooms. */
  roomPace: z.object({ shortMs: z.int(), longMs: z.int() }),
});
export type QueueDigest = z.infer<typeof QueueDigest>;

/** From the digest that everybody gets and one's own standing to one's own place and wait (Q5). */
import { LANES, type Lane } from '../states.ts';
import type { LaneDigest, QueueDigest } from './digest.ts';
import { placeOf, type Standing } from './order.ts';

/** With a notice of 200 Chinese characters and its envelope the message still is below 2 KB. */
export const DIGEST_BYTES = 1200;

type Run = [first: number, count: number];

function runsOf(orders: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const order of orders) {
    const last = runs.at(-1);
    if (last && Number.isInteger(order) && Number.isInteger(last[0]) && order === last[0] + last[1]) {
      last[1] += 1;
    } else {
      runs.push([order, 1]);
    }
  }
  return runs;
}

/** Everybody who waits or stepped away, in any order. The runs nearest to each lane's front are kept. */
export function digestOf(
  standings: Iterable<Standing>,
  ratio: QueueDigest['ratio'],
  pace: QueueDigest['pace'],
): QueueDigest {
  const orders: Record<Lane, number[]> = { head: [], booked: [], walkIn: [], repeat: [] };
  for (const standing of standings) {
    orders[standing.lane].push(standing.order);
  }
  const empty = (): LaneDigest => ({ runs: [], beyond: 0 });
  const lanes = { head: empty(), booked: empty(), walkIn: empty(), repeat: empty() };
  const left: Record<Lane, Run[]> = { head: [], booked: [], walkIn: [], repeat: [] };
  for (const lane of LANES) {
    left[lane] = runsOf(orders[lane].sort((a, b) => a - b));
    // The widest that `beyond` can become counts from the start, so that cutting off never makes it larger.
    lanes[lane].beyond = orders[lane].length;
  }
  const digest: QueueDigest = { lanes, ratio, pace };
  let room = DIGEST_BYTES - JSON.stringify(digest).length;
  const open = new Set<Lane>(LANES);
  for (let round = 0; open.size > 0; round += 1) {
    for (const lane of LANES) {
      const run = left[lane][round];
      const size = run ? JSON.stringify(run).length + 1 : 0;
      if (!run || size > room) {
        open.delete(lane);
      } else if (open.has(lane)) {
        room -= size;
        lanes[lane].runs.push(run);
        lanes[lane].beyond -= run[1];
      }
    }
  }
  return digest;
}

function countOf(lane: LaneDigest): number {
  return lane.runs.reduce((sum, run) => sum + run[1], lane.beyond);
}

/** How many of the lane stand in front of `order`; `exact` unless it lies behind the cut or is not in the lane at all. */
function indexIn(lane: LaneDigest, order: number): { index: number; exact: boolean } {
  let index = 0;
  let end = Number.NaN;
  for (const [first, count] of lane.runs) {
    if (order < first) {
      return { index, exact: false };
    }
    const last = first + (count - 1);
    if (order <= last) {
      const within = order - first;
      return { index: index + Math.ceil(within), exact: Number.isInteger(within) };
    }
    index += count;
    end = last;
  }
  // Behind the cut there is about one person to each whole key.
  const behind = Number.isNaN(end) ? lane.beyond : Math.ceil(order - end);
  return { index: index + Math.min(Math.max(lane.beyond - 1, 0), Math.max(behind - 1, 0)), exact: false };
}

/** The place in the queue, 1 = next. Counts those who stepped away, since they may come back. */
export function positionOf(digest: QueueDigest, own: Standing): { place: number; exact: boolean } {
  const { lanes } = digest;
  const counts = {
    head: countOf(lanes.head),
    booked: countOf(lanes.booked),
    walkIn: countOf(lanes.walkIn),
    repeat: countOf(lanes.repeat),
  };
  const { index, exact } = indexIn(lanes[own.lane], own.order);
  return { place: placeOf(own.lane, index, counts, digest.ratio), exact };
}

export interface WaitRange {
  readonly lowMs: number;
  readonly highMs: number;
  /** More likely than not the calls stop before this place is reached. */
  readonly probablyNotTonight: boolean;
}

/** From when to when somebody at `place` may expect the call, by the lengths of recent calls (Q5). */
export function waitRange(place: number, pace: QueueDigest['pace'], now: number): WaitRange {
  const seats = Math.max(1, pace.seats);
  const lowMs = Math.floor((place - 1) / seats) * pace.shortMs;
  const highMs = Math.max(lowMs, Math.ceil(place / seats) * pace.longMs);
  return { lowMs, highMs, probablyNotTonight: now + (lowMs + highMs) / 2 >= pace.closesAt };
}

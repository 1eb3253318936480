/** From the digest that everybody gets and one's own standing to one's own place and wait (Q5). */
import { LANES } from '../states.ts';
import type { LaneDigest, QueueDigest, RoomLine } from './digest.ts';
import { type Lanes, placeOf, type Ratio, type Standing } from './order.ts';

/** With a notice of 200 Chinese characters and its envelope the message still is below 2 KB. */
export const DIGEST_BYTES = 1200;

type Run = [first: number, count: number];

/** One after the other as it is asked for: of a long lane only the front is told. */
function* runsOf(standings: readonly Standing[]): Generator<Run, undefined> {
  let run: Run | null = null;
  for (const { order } of standings) {
    if (run && Number.isInteger(order) && Number.isInteger(run[0]) && order === run[0] + run[1]) {
      run[1] += 1;
      continue;
    }
    if (run) yield run;
    run = [order, 1];
  }
  if (run) yield run;
}

/** One lane of one line while the digest is filled. */
interface Filling {
  readonly runs: Run[];
  readonly left: Iterator<Run, undefined>;
  readonly setBeyond: (beyond: number) => void;
  beyond: number;
}

/** The line of a department's room before it is told. */
export interface RoomStandings {
  readonly seatId: string;
  readonly open: boolean;
  readonly turn: number;
  readonly standings: Lanes<Standing>;
}
export interface Rooms {
  readonly lines: readonly RoomStandings[];
  readonly pace: QueueDigest['roomPace'];
}
const NO_ROOMS: Rooms = { lines: [], pace: { shortMs: 0, longMs: 0 } };

/**
 * Of everybody who waits or stepped away: those whom leaders serve, then those of each room. The runs nearest to each
 * lane's front are kept.
 */
export function digestOf(
  leaders: Lanes<Standing>,
  ratio: QueueDigest['ratio'],
  pace: QueueDigest['pace'],
  rooms: Rooms = NO_ROOMS,
): QueueDigest {
  const empty = (): LaneDigest => ({ runs: [], beyond: 0 });
  const lanes = { head: empty(), booked: empty(), walkIn: empty(), repeat: empty() };
  const told = rooms.lines.map(({ seatId, open, turn }): RoomLine => ({ seatId, open, turn, lanes: [] }));
  const digest: QueueDigest = { lanes, ratio, pace, rooms: told, roomPace: rooms.pace };
  const filling: Filling[] = [];
  const fill = (standings: readonly Standing[], runs: Run[], setBeyond: (beyond: number) => void) => {
    // The widest that `beyond` can become counts from the start, so that cutting off never makes it larger.
    setBeyond(standings.length);
    filling.push({ runs, left: runsOf(standings), setBeyond, beyond: standings.length });
  };
  for (const lane of LANES) {
    fill(leaders[lane], lanes[lane].runs, (beyond) => {
      lanes[lane].beyond = beyond;
    });
  }
  for (const [index, line] of rooms.lines.entries()) {
    for (const lane of LANES) {
      const own: RoomLine['lanes'][number] = [[], 0];
      told[index]?.lanes.push(own);
      fill(line.standings[lane], own[0], (beyond) => {
        own[1] = beyond;
      });
    }
  }
  let room = DIGEST_BYTES - JSON.stringify(digest).length;
  const open = new Set(filling);
  while (open.size > 0) {
    for (const one of open) {
      const run = one.left.next().value;
      const size = run ? JSON.stringify(run).length + 1 : 0;
      if (!run || size > room) {
        open.delete(one);
        continue;
      }
      room -= size;
      one.runs.push(run);
      one.beyond -= run[1];
      one.setBeyond(one.beyond);
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

function placeIn(lanes: QueueDigest['lanes'], ratio: Ratio, own: Standing): { place: number; exact: boolean } {
  const counts = {
    head: countOf(lanes.head),
    booked: countOf(lanes.booked),
    walkIn: countOf(lanes.walkIn),
    repeat: countOf(lanes.repeat),
  };
  const { index, exact } = indexIn(lanes[own.lane], own.order);
  return { place: placeOf(own.lane, index, counts, ratio), exact };
}

const lanesOfRoom = ({ lanes }: RoomLine): QueueDigest['lanes'] => {
  const lane = (at: number): LaneDigest => ({ runs: lanes[at]?.[0] ?? [], beyond: lanes[at]?.[1] ?? 0 });
  return { head: lane(0), booked: lane(1), walkIn: lane(2), repeat: lane(3) };
};

/** Where somebody stands, and which seats serve them; the leaders, where it is not said. */
export type OwnStanding = Standing & {
  readonly lines?: { readonly leaders: boolean; readonly rooms: readonly string[] };
};

interface InLine {
  readonly place: number;
  readonly exact: boolean;
  readonly pace: QueueDigest['pace'];
}

/**
 * The place in each line in which somebody stands, the soonest first. A room where nobody is on duty calls nobody: it
 * counts only for those whom no other seat serves.
 */
function inLines(digest: QueueDigest, own: OwnStanding): [InLine, ...InLine[]] {
  const { pace, roomPace, ratio } = digest;
  const lines: NonNullable<OwnStanding['lines']> = own.lines ?? { leaders: true, rooms: [] };
  const rooms = digest.rooms
    .filter(({ seatId, open }) => lines.rooms.includes(seatId) && (open || !lines.leaders))
    .map(
      (line): InLine => ({
        ...placeIn(lanesOfRoom(line), { ...ratio, turn: line.turn }, own),
        pace: { ...roomPace, seats: 1, closesAt: pace.closesAt },
      }),
    )
    .sort((a, b) => a.place - b.place);
  const leaders: InLine = { ...placeIn(digest.lanes, ratio, own), pace };
  const [first, ...others] = rooms;
  if (first === undefined) return [leaders];
  if (!lines.leaders) return [first, ...others];
  return first.place < leaders.place ? [first, leaders, ...others] : [leaders, first, ...others];
}

/**
 * The place in the queue, 1 = next, in the line that comes first. Counts those who stepped away, since they may come
 * back.
 */
export function positionOf(digest: QueueDigest, own: OwnStanding): { place: number; exact: boolean } {
  const [{ place, exact }] = inLines(digest, own);
  return { place, exact };
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

/** The same for one's own standing: of several lines whichever comes first, at either end. */
export function waitOf(digest: QueueDigest, own: OwnStanding, now: number): WaitRange {
  return inLines(digest, own)
    .map(({ place, pace }) => waitRange(place, pace, now))
    .reduce((one, other) => ({
      lowMs: Math.min(one.lowMs, other.lowMs),
      highMs: Math.min(one.highMs, other.highMs),
      probablyNotTonight: one.probablyNotTonight && other.probablyNotTonight,
    }));
}

/** Whether whoever is to be called is there: a room alone serves this person, and nobody is on duty in it. */
export const isRoomEmpty = (digest: QueueDigest, { lines }: OwnStanding): boolean =>
  lines !== undefined &&
  !lines.leaders &&
  digest.rooms.some(({ seatId }) => lines.rooms.includes(seatId)) &&
  !digest.rooms.some(({ seatId, open }) => open && lines.rooms.includes(seatId));

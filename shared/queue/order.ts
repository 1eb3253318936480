/**
 * The order of service (Q2), the one implementation for the server and every phone: `head` first, then `booked` and
 * `walkIn` mixed at the published ratio beginning at `turn`, `repeat` last; within a lane by order key.
 */
import { LANES, type Lane } from '../states.ts';

export interface Ratio {
  readonly booked: number;
  readonly walkIn: number;
  /** How many of the present round were called. */
  readonly turn: number;
}

/** Somebody's place as far as the order knows it. */
export interface Standing {
  readonly lane: Lane;
  readonly order: number;
}

export type LaneCounts = Readonly<Record<Lane, number>>;

type Mixed = 'booked' | 'walkIn';

const whole = (value: number): number => (Number.isFinite(value) ? Math.max(0, Math.floor(value)) : 0);

/** How many calls one round of the ratio has; at least one. */
export const roundLength = (ratio: Pick<Ratio, 'booked' | 'walkIn'>): number =>
  Math.max(1, whole(ratio.booked) + whole(ratio.walkIn));

/** Whose call the `slot`-th of a round is: both lanes spread evenly, beginning with `booked`. */
export function laneOfSlot(ratio: Pick<Ratio, 'booked' | 'walkIn'>, slot: number): Mixed {
  const booked = whole(ratio.booked);
  const length = roundLength(ratio);
  const at = ((slot % length) + length) % length;
  return Math.ceil(((at + 1) * booked) / length) > Math.ceil((at * booked) / length) ? 'booked' : 'walkIn';
}

/** How many of the other lane have their slot before the `index`-th (from 0) of `lane`, were neither ever empty. */
function othersBefore(lane: Mixed, index: number, ratio: Ratio): number {
  const other = lane === 'booked' ? 'walkIn' : 'booked';
  // Without a share of their own those of `booked`, carried over or booked before it was taken, go first.
  if (whole(ratio.booked) === 0) return lane === 'booked' ? 0 : Number.POSITIVE_INFINITY;
  const perRound = whole(ratio[lane]);
  if (perRound === 0) return Number.POSITIVE_INFINITY;
  let before = Math.floor(index / perRound) * whole(ratio[other]);
  let own = index % perRound;
  for (let slot = whole(ratio.turn); ; slot += 1) {
    if (laneOfSlot(ratio, slot) !== lane) {
      before += 1;
    } else if (own === 0) {
      return before;
    } else {
      own -= 1;
    }
  }
}

/** The place (1 = next) of whoever has `index` others of the same lane in front. An empty lane's slots go to the other. */
export function placeOf(lane: Lane, index: number, counts: LaneCounts, ratio: Ratio): number {
  switch (lane) {
    case 'head':
      return index + 1;
    case 'booked':
      return counts.head + index + Math.min(counts.walkIn, othersBefore('booked', index, ratio)) + 1;
    case 'walkIn':
      return counts.head + index + Math.min(counts.booked, othersBefore('walkIn', index, ratio)) + 1;
    case 'repeat':
      return counts.head + counts.booked + counts.walkIn + index + 1;
  }
}

/** Those who stand in each lane, in order. */
export type Lanes<Item> = Readonly<Record<Lane, readonly Item[]>>;

export const countsOf = ({ head, booked, walkIn, repeat }: Lanes<unknown>): LaneCounts => ({
  head: head.length,
  booked: booked.length,
  walkIn: walkIn.length,
  repeat: repeat.length,
});

/** Equal keys keep the order in which they were given. */
export function lanesOf<Item extends Standing>(items: Iterable<Item>): Lanes<Item> {
  const lanes: Record<Lane, Item[]> = { head: [], booked: [], walkIn: [], repeat: [] };
  for (const item of items) lanes[item.lane].push(item);
  for (const lane of LANES) lanes[lane].sort((a, b) => a.order - b.order);
  return lanes;
}

/** The first `most` in the order of service; looks at no more of each lane. */
export function frontOf<Item extends Standing>(lanes: Lanes<Item>, ratio: Ratio, most: number): Item[] {
  const counts = countsOf(lanes);
  const front: Item[] = [];
  for (const lane of LANES) {
    for (const [index, item] of lanes[lane].entries()) {
      const place = placeOf(lane, index, counts, ratio);
      if (place > most) break;
      front[place - 1] = item;
    }
  }
  return front;
}

/** Everybody in the order of service. Equal keys keep the order in which they were given. */
export const inOrder = <Item extends Standing>(items: readonly Item[], ratio: Ratio): Item[] =>
  frontOf(lanesOf(items), ratio, items.length);

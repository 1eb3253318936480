import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder, laneOfSlot, placeOf, type Ratio, type Standing } from '../../../shared/queue/order.ts';
import { LANES } from '../../../shared/states.ts';

const ratio = (booked: number, walkIn: number, turn = 0): Ratio => ({ booked, walkIn, turn });
const standings = (text: string): Standing[] => {
  const lanes = { h: 'head', b: 'booked', w: 'walkIn', r: 'repeat' } as const;
  return text.split(' ').map((name) => ({
    lane: lanes[name.charAt(0) as keyof typeof lanes],
    order: Number(name.slice(1)),
  }));
};
const names = (items: readonly Standing[]): string => items.map((item) => item.lane.charAt(0) + item.order).join(' ');

/** The mixing rule told a second time, as one would do it by hand. */
function byHand(items: readonly Standing[], { booked, walkIn, turn }: Ratio): Standing[] {
  const lane = (name: string) => items.filter((item) => item.lane === name).sort((a, b) => a.order - b.order);
  const mixed = { booked: lane('booked'), walkIn: lane('walkIn') };
  const pattern = Array.from({ length: Math.max(1, booked + walkIn) }, (_, slot) =>
    laneOfSlot({ booked, walkIn }, slot),
  );
  const middle: Standing[] = [];
  for (let slot = turn; mixed.booked.length + mixed.walkIn.length > 0; slot += 1) {
    const wanted = booked === 0 ? 'booked' : (pattern[slot % pattern.length] ?? 'walkIn');
    const next = mixed[wanted].shift() ?? mixed[wanted === 'booked' ? 'walkIn' : 'booked'].shift();
    if (next) {
      middle.push(next);
    }
  }
  return [...lane('head'), ...middle, ...lane('repeat')];
}

const anyStandings = fc.uniqueArray(
  fc.record({ lane: fc.constantFrom(...LANES), order: fc.integer({ min: 1, max: 200 }) }),
  { maxLength: 80, selector: (standing) => standing.order },
);
const anyRatio = fc.record({
  booked: fc.integer({ min: 0, max: 5 }),
  walkIn: fc.integer({ min: 0, max: 5 }),
  turn: fc.integer({ min: 0, max: 30 }),
});

describe('[Q2] the order of service', () => {
  it('spreads the lanes of a round evenly, booked first', () => {
    const round = (booked: number, walkIn: number) =>
      Array.from({ length: booked + walkIn }, (_, slot) => laneOfSlot({ booked, walkIn }, slot).charAt(0)).join('');
    expect(round(1, 1)).toBe('bw');
    expect(round(2, 1)).toBe('bbw');
    expect(round(1, 2)).toBe('bww');
    expect(round(3, 2)).toBe('bbwbw');
    expect(round(0, 3)).toBe('www');
    expect(round(3, 0)).toBe('bbb');
  });

  it('serves the head first, mixes booked and walk-ins, and repeats last', () => {
    const all = standings('w1 b2 r3 w4 b5 b6 h7 w8');
    expect(names(inOrder(all, ratio(2, 1)))).toBe('h7 b2 b5 w1 b6 w4 w8 r3');
  });

  it('goes on with the present round', () => {
    const all = standings('w1 b2 b3 w4');
    expect(names(inOrder(all, ratio(2, 1, 2)))).toBe('w1 b2 b3 w4');
    expect(names(inOrder(all, ratio(2, 1, 5)))).toBe('w1 b2 b3 w4');
  });

  it('gives the slots of an empty lane to the other', () => {
    expect(names(inOrder(standings('w1 w2 w3'), ratio(2, 1)))).toBe('w1 w2 w3');
    expect(names(inOrder(standings('b1 b2 w3'), ratio(0, 1)))).toBe('b1 b2 w3');
    expect(names(inOrder(standings('b1 b2 w3'), ratio(1, 0)))).toBe('b1 b2 w3');
  });

  it('has whoever is carried over to an evening of walk-ins alone go first, whatever the turn', () => {
    for (let turn = 0; turn < 4; turn += 1)
      expect(names(inOrder(standings('w1 r2 b-9 w3 h4 b-8'), ratio(0, 2, turn)))).toBe('h4 b-9 b-8 w1 w3 r2');
  });

  it('places a moved ticket by its fractional key', () => {
    expect(names(inOrder(standings('w1 w2 w1.5 w-1'), ratio(1, 1)))).toBe('w-1 w1 w1.5 w2');
  });

  it('does without a ratio', () => {
    expect(names(inOrder(standings('b1 w2 b3 w4'), ratio(0, 0)))).toBe('b1 b3 w2 w4');
    expect(names(inOrder(standings('w1 b2'), ratio(Number.NaN, -3)))).toBe('b2 w1');
  });

  it('is what one gets by going through the round by hand', () => {
    fc.assert(
      fc.property(anyStandings, anyRatio, (all, given) => {
        expect(names(inOrder(all, given))).toBe(names(byHand(all, given)));
      }),
    );
  });

  it('has everybody once, at a place of one’s own', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 4, maxLength: 4 }),
        anyRatio,
        (sizes, given) => {
          const counts = { head: sizes[0] ?? 0, booked: sizes[1] ?? 0, walkIn: sizes[2] ?? 0, repeat: sizes[3] ?? 0 };
          const places = LANES.flatMap((lane) =>
            Array.from({ length: counts[lane] }, (_, index) => placeOf(lane, index, counts, given)),
          );
          const total = counts.head + counts.booked + counts.walkIn + counts.repeat;
          expect(places.sort((a, b) => a - b)).toEqual(Array.from({ length: total }, (_, index) => index + 1));
        },
      ),
    );
  });

  it('does not depend on the order in which tickets are read', () => {
    fc.assert(
      fc.property(anyStandings, anyRatio, fc.infiniteStream(fc.nat()), (all, given, random) => {
        const shuffled = all
          .map((item) => ({ item, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ item }) => item);
        expect(names(inOrder(shuffled, given))).toBe(names(inOrder(all, given)));
      }),
    );
  });

  it('leaves everybody else where they are when the first is taken and the turn goes on', () => {
    fc.assert(
      fc.property(anyStandings, anyRatio, (all, given) => {
        const [first, ...rest] = inOrder(all, given);
        const mixed = first?.lane === 'booked' || first?.lane === 'walkIn';
        const next = { ...given, turn: given.turn + (mixed ? 1 : 0) };
        expect(names(inOrder(rest, next))).toBe(names(rest));
      }),
    );
  });
});

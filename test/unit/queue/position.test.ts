import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QueueDigest } from '../../../shared/queue/digest.ts';
import { inOrder, lanesOf, type Standing } from '../../../shared/queue/order.ts';
import { DIGEST_BYTES, digestOf, isRoomEmpty, positionOf, waitOf, waitRange } from '../../../shared/queue/position.ts';
import { LANES } from '../../../shared/states.ts';
import { WaitingView } from '../../../shared/views/all.ts';

const MINUTE = 60_000;
const pace = { shortMs: 4 * MINUTE, longMs: 8 * MINUTE, seats: 1, closesAt: 90 * MINUTE };
const ratio = { booked: 2, walkIn: 1, turn: 0 };
const walkIns = (...orders: number[]): Standing[] => orders.map((order) => ({ lane: 'walkIn', order }));

const anyOrder = fc.oneof(
  fc.integer({ min: -5, max: 120 }),
  fc.double({ min: 1, max: 120, noNaN: true, noDefaultInfinity: true }),
);
const anyQueue = fc.uniqueArray(fc.record({ lane: fc.constantFrom(...LANES), order: anyOrder }), {
  maxLength: 120,
  selector: (standing) => standing.order,
});
const anyRatio = fc.record({
  booked: fc.integer({ min: 0, max: 4 }),
  walkIn: fc.integer({ min: 0, max: 4 }),
  turn: fc.integer({ min: 0, max: 8 }),
});
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;

describe('the digest', () => {
  it('tells runs of whole keys and single fractional ones', () => {
    const digest = digestOf(lanesOf(walkIns(3, 1, 2, 5, 5.5, 6)), ratio, pace);
    expect(digest.lanes.walkIn).toEqual({
      runs: [
        [1, 3],
        [5, 1],
        [5.5, 1],
        [6, 1],
      ],
      beyond: 0,
    });
    expect(digest.lanes.head).toEqual({ runs: [], beyond: 0 });
  });

  it('is small and fits its schema, whatever the queue', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ lane: fc.constantFrom(...LANES), order: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
          {
            maxLength: 3000,
            size: 'max',
          },
        ),
        (queue) => {
          const digest = digestOf(lanesOf(queue), ratio, { ...pace, closesAt: 1_900_000_000_000 });
          expect(bytes(digest)).toBeLessThanOrEqual(DIGEST_BYTES);
          expect(QueueDigest.safeParse(digest).success).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('leaves room in 2 KB for the longest notice to the room', () => {
    const scattered = Array.from({ length: 5000 }, (_, index) => walkIns(index * 2 + 1)).flat();
    const digest = digestOf(lanesOf(scattered), ratio, { ...pace, closesAt: 1_900_000_000_000 });
    const data = WaitingView.parse({ digest, notice: { text: '请'.repeat(200), at: 1_900_000_000_000 } });
    const message = { view: 'waiting', revision: 100_000, serverTime: 1_900_000_000_000, data };
    expect(bytes(message)).toBeLessThanOrEqual(2048);
    expect(digest.lanes.walkIn.beyond).toBeGreaterThan(4000);
    expect(digest.lanes.walkIn.runs.length).toBeGreaterThan(80);
  });

  it('keeps the front of every lane when it cuts off', () => {
    const queue = LANES.flatMap((lane, offset) =>
      Array.from({ length: 500 }, (_, index): Standing => ({ lane, order: index * 8 + offset * 2 })),
    );
    const { lanes } = digestOf(lanesOf(queue), ratio, pace);
    for (const lane of LANES) {
      expect(lanes[lane].runs.length).toBeGreaterThan(20);
      expect(lanes[lane].runs.reduce((sum, [, count]) => sum + count, lanes[lane].beyond)).toBe(500);
    }
  });

  it('tells 100,000 who came one after the other in one run', () => {
    const queue = Array.from({ length: 100_000 }, (_, index): Standing => ({ lane: 'walkIn', order: index + 1 }));
    const digest = digestOf(lanesOf(queue), ratio, pace);
    expect(digest.lanes.walkIn).toEqual({ runs: [[1, 100_000]], beyond: 0 });
    expect(positionOf(digest, { lane: 'walkIn', order: 77_777 })).toEqual({ place: 77_777, exact: true });
  });
});

describe('[Q5] everybody sees the place', () => {
  it('is the server’s place exactly, for everybody whom the digest tells', () => {
    fc.assert(
      fc.property(anyQueue, anyRatio, (queue, given) => {
        const digest = digestOf(lanesOf(queue), given, pace);
        const order = inOrder(queue, given);
        order.forEach((standing, index) => {
          const told = positionOf(digest, standing);
          if (told.exact) {
            expect(told.place).toBe(index + 1);
          } else {
            expect(digest.lanes[standing.lane].beyond).toBeGreaterThan(0);
            expect(told.place).toBeGreaterThanOrEqual(1);
            expect(told.place).toBeLessThanOrEqual(queue.length);
          }
        });
      }),
    );
  });

  it('is exact for all of a queue that was not cut off', () => {
    const queue = walkIns(1, 2, 4, 4.5, 9);
    const digest = digestOf(lanesOf(queue), ratio, pace);
    expect(queue.map((own) => positionOf(digest, own))).toEqual(
      [1, 2, 3, 4, 5].map((place) => ({ place, exact: true })),
    );
  });

  it('says so where it is not exact: behind the cut, and for somebody who is not in the queue', () => {
    const gaps = Array.from({ length: 1000 }, (_, index): Standing => ({ lane: 'walkIn', order: index * 2 }));
    const digest = digestOf(lanesOf(gaps), ratio, pace);
    expect(positionOf(digest, { lane: 'walkIn', order: 0 })).toEqual({ place: 1, exact: true });
    const last = positionOf(digest, { lane: 'walkIn', order: 1998 });
    expect(last.exact).toBe(false);
    expect(last.place).toBe(1000);
    const small = digestOf(lanesOf(walkIns(1, 2, 5)), ratio, pace);
    expect(positionOf(small, { lane: 'walkIn', order: 3 })).toEqual({ place: 3, exact: false });
    expect(positionOf(small, { lane: 'walkIn', order: 1.5 })).toEqual({ place: 2, exact: false });
    expect(positionOf(small, { lane: 'walkIn', order: 0 })).toEqual({ place: 1, exact: false });
    expect(positionOf(small, { lane: 'repeat', order: 7 })).toEqual({ place: 4, exact: false });
  });

  it('gives an honest range from the lengths of calls and the seats', () => {
    expect(waitRange(1, pace, 0)).toEqual({ lowMs: 0, highMs: 8 * MINUTE, probablyNotTonight: false });
    expect(waitRange(6, pace, 0)).toEqual({ lowMs: 20 * MINUTE, highMs: 48 * MINUTE, probablyNotTonight: false });
    expect(waitRange(6, { ...pace, seats: 3 }, 0)).toEqual({
      lowMs: 4 * MINUTE,
      highMs: 16 * MINUTE,
      probablyNotTonight: false,
    });
  });

  it('says “probably not tonight” as soon as that is so', () => {
    const firstNot = Array.from({ length: 60 }, (_, index) => index + 1).find(
      (place) => waitRange(place, pace, 0).probablyNotTonight,
    );
    expect(firstNot).toBe(16);
    expect(waitRange(1, pace, 90 * MINUTE).probablyNotTonight).toBe(true);
    expect(waitRange(2, pace, 85 * MINUTE).probablyNotTonight).toBe(true);
  });

  it('never gives a better range for a later place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 9 }), (place, seats) => {
        const here = waitRange(place, { ...pace, seats }, 0);
        const next = waitRange(place + 1, { ...pace, seats }, 0);
        expect(here.lowMs).toBeLessThanOrEqual(here.highMs);
        expect(next.lowMs).toBeGreaterThanOrEqual(here.lowMs);
        expect(next.highMs).toBeGreaterThanOrEqual(here.highMs);
        expect(here.probablyNotTonight && !next.probablyNotTonight).toBe(false);
      }),
    );
  });
});

describe('[Q5] several lines', () => {
  const ids = ['seat-2', 'seat-3'];
  const roomPace = { shortMs: 10 * MINUTE, longMs: 20 * MINUTE };
  const anyone = fc.record({
    lane: fc.constantFrom(...LANES),
    order: anyOrder,
    lines: fc.constantFrom(
      { leaders: true, rooms: [] },
      { leaders: true, rooms: ids },
      { leaders: false, rooms: ['seat-2'] },
      { leaders: true, rooms: ['seat-3'] },
    ),
  });
  const everybody = fc.uniqueArray(anyone, { maxLength: 40, selector: (one) => one.order });
  const anyRooms = fc.tuple(...ids.map(() => fc.record({ open: fc.boolean(), turn: fc.integer({ min: 0, max: 8 }) })));

  it('is the server’s place in the line that comes first, for whoever stands in it', () => {
    fc.assert(
      fc.property(everybody, anyRatio, anyRooms, (queue, given, rooms) => {
        const standings = (id: string) => queue.filter(({ lines }) => (lines.rooms as readonly string[]).includes(id));
        const leaders = queue.filter(({ lines }) => lines.leaders);
        const lines = ids.map((seatId, at) => ({ seatId, ...rooms[at]!, standings: lanesOf(standings(seatId)) }));
        const digest = digestOf(lanesOf(leaders), given, pace, { lines, pace: roomPace });
        const placeIn = (line: readonly Standing[], turn: number, own: Standing) =>
          inOrder(line, { ...given, turn }).indexOf(own) + 1;
        for (const own of queue) {
          const places = [
            ...(own.lines.leaders ? [placeIn(leaders, given.turn, own)] : []),
            ...lines
              .filter(
                ({ seatId, open }) =>
                  (own.lines.rooms as readonly string[]).includes(seatId) && (open || !own.lines.leaders),
              )
              .map(({ seatId, turn }) => placeIn(standings(seatId), turn, own)),
          ];
          const told = positionOf(digest, own);
          if (told.exact) expect(told.place).toBe(Math.min(...places));
        }
      }),
    );
  });

  it('is small with as many rooms as there can be', () => {
    const many = Array.from({ length: 800 }, (_, index) =>
      LANES.map((lane, at): Standing => ({ lane, order: index * 9 + at * 2 })),
    ).flat();
    const lines = Array.from({ length: 7 }, (_, at) => ({
      seatId: `seat-${at + 2}`,
      open: false,
      turn: 19,
      standings: lanesOf(many),
    }));
    const digest = digestOf(
      lanesOf(many),
      { ...ratio, turn: 19 },
      { ...pace, closesAt: 1_900_000_000_000 },
      { lines, pace: roomPace },
    );
    expect(bytes(digest)).toBeLessThanOrEqual(DIGEST_BYTES);
    expect(QueueDigest.safeParse(digest).success).toBe(true);
  });

  const two = walkIns(1, 2);
  const digestWith = (open: boolean) =>
    digestOf(
      lanesOf(two),
      ratio,
      { ...pace, seats: 2 },
      {
        lines: [{ seatId: 'seat-2', open, turn: 0, standings: lanesOf(walkIns(2, 3, 4)) }],
        pace: roomPace,
      },
    );

  it('gives a range by the seats and calls of one’s own line; of two lines the sooner at either end', () => {
    const own = (order: number, leaders: boolean) =>
      ({ lane: 'walkIn', order, lines: { leaders, rooms: ['seat-2'] } }) as const;
    expect(waitOf(digestWith(true), own(4, false), 0)).toMatchObject({ lowMs: 20 * MINUTE, highMs: 60 * MINUTE });
    // Second for two leaders' seats, first for the room.
    expect(positionOf(digestWith(true), own(2, true))).toEqual({ place: 1, exact: true });
    expect(waitOf(digestWith(true), own(2, true), 0)).toMatchObject({ lowMs: 0, highMs: 8 * MINUTE });
  });

  it('counts no room where nobody is on duty, but for whom no other seat serves, who is told so', () => {
    const sent = { lane: 'walkIn', order: 3, lines: { leaders: false, rooms: ['seat-2'] } } as const;
    const both = { lane: 'walkIn', order: 2, lines: { leaders: true, rooms: ['seat-2'] } } as const;
    expect(positionOf(digestWith(false), both)).toEqual({ place: 2, exact: true });
    expect(positionOf(digestWith(false), sent)).toEqual({ place: 2, exact: true });
    expect([isRoomEmpty(digestWith(false), sent), isRoomEmpty(digestWith(true), sent)]).toEqual([true, false]);
    expect(isRoomEmpty(digestWith(false), both)).toBe(false);
  });
});

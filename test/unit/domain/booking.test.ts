/** [Q2] Places booked before the evening: how many, about when, and who comes too late. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bookedPlaces, freePlaces, givenBack, isLate, LATE_MS, slotAt } from '../../../server/domain/queue/booking.ts';
import * as queue from '../../../server/domain/queue/transitions.ts';
import type { TicketRecord } from '../../../server/domain/queue/types.ts';
import { issueNumber, pause, resume } from '../../../server/domain/sessions/transitions.ts';
import { SESSION_STATES } from '../../../shared/states.ts';
import { accepted, ENDS_AT, MINUTE, STARTS_AT, seat, sessionIn, ticketIn } from './fixtures.ts';

const one = { startsAt: STARTS_AT, endsAt: ENDS_AT, callLengthMs: 6 * MINUTE, ratio: { booked: 2, walkIn: 1 } };
const minutes = (at: number) => (at - STARTS_AT) / MINUTE;
const facts = {
  id: 't9',
  countyId: 'c1',
  personId: 'p9',
  number: 5,
  ahead: 4,
  subject: 'Roads',
  more: '',
  placeName: '',
  publicName: 'Ms Li',
  consent: { call: true, recording: false, broadcast: false },
  receiptToken: 'r9',
  takenBy: null,
  participation: 'video' as const,
  visits: 3,
  openCases: 0,
};

describe('[Q2] how many can be booked', () => {
  test('the share that the published ratio gives', () => {
    expect(bookedPlaces({ capacity: 30, ratio: { booked: 2, walkIn: 1 } })).toBe(20);
    expect(bookedPlaces({ capacity: 31, ratio: { booked: 1, walkIn: 1 } })).toBe(15);
    expect(bookedPlaces({ capacity: 30, ratio: { booked: 0, walkIn: 1 } })).toBe(0);
  });

  test('before the evening and at no other time', () => {
    const before = STARTS_AT - MINUTE;
    for (const state of SESSION_STATES) {
      const free = freePlaces(sessionIn(state, { capacity: 30 }), {}, before);
      expect(free).toBe(state === 'scheduled' ? 20 : 0);
    }
    const booked = sessionIn('scheduled', { capacity: 30, issued: 20 });
    expect(freePlaces(booked, { booked: 19, left: 1 }, before)).toBe(1);
    expect(freePlaces(booked, { booked: 20 }, before)).toBe(0);
    expect(freePlaces(sessionIn('scheduled'), {}, STARTS_AT)).toBe(0);
  });

  test('a number is free again once it was given back, or its person is answered another way or elsewhere', () => {
    expect(givenBack({ left: 1, refused: 2, deferred: 4, written: 8, done: 100, noShow: 100, waiting: 100 })).toBe(15);
    const full = sessionIn('scheduled', { capacity: 30, issued: 30 });
    expect(freePlaces(full, { booked: 2 }, STARTS_AT - MINUTE)).toBe(0);
    expect(freePlaces(full, { booked: 2, left: 5 }, STARTS_AT - MINUTE)).toBe(5);
  });
});

describe('[Q2] about when', () => {
  test('calls follow one another, walk-ins between them as the ratio says', () => {
    const at = (index: number) => minutes(slotAt({ ...one, seats: [seat('a')] }, index));
    expect([0, 1, 2, 3, 4].map(at)).toEqual([0, 6, 18, 24, 36]);
  });

  test('two seats serve twice as many', () => {
    const at = (index: number) => minutes(slotAt({ ...one, seats: [seat('a'), seat('b')] }, index));
    expect([0, 1, 2, 3, 4].map(at)).toEqual([0, 0, 6, 12, 18]);
  });

  test('never before the evening, never after its last call, never earlier than somebody in front', () => {
    const ratio = fc.record({ booked: fc.nat(5), walkIn: fc.integer({ min: 1, max: 5 }) });
    fc.assert(
      fc.property(ratio, fc.integer({ min: 1, max: 4 }), fc.nat(500), (mix, seats, index) => {
        const evening = { ...one, ratio: mix, seats: Array.from({ length: seats }, (_, at) => seat(String(at))) };
        const at = slotAt(evening, index);
        expect(at).toBeGreaterThanOrEqual(STARTS_AT);
        expect(at).toBeLessThanOrEqual(ENDS_AT - one.callLengthMs);
        expect(slotAt(evening, index + 1)).toBeGreaterThanOrEqual(at);
      }),
    );
  });
});

describe('[Q2] a booked ticket', () => {
  test('is given before the evening, with number, lane and time, also to somebody who was here before', () => {
    const taken = queue.take(sessionIn('scheduled'), facts, STARTS_AT - MINUTE);
    expect(taken).toMatchObject({
      state: { state: 'booked', lane: 'booked', homeLane: 'booked', order: 5, entered: false },
      effects: [{ effect: 'tell', what: 'booked' }],
    });
    expect(queue.take(sessionIn('scheduled'), facts, STARTS_AT)).toMatchObject({ code: 'LOBBY_CLOSED' });
    expect(accepted(issueNumber(sessionIn('scheduled', { issued: 4 }))).state.issued).toBe(5);
  });

  test('[Q4] by telephone is told of no page, and waits without one as soon as the waiting room is open', () => {
    const taken = queue.take(sessionIn('scheduled'), { ...facts, participation: 'phone' }, STARTS_AT - MINUTE);
    expect(taken).toMatchObject({
      state: { state: 'booked', participation: 'phone', entered: false },
      effects: [{ effect: 'tell', what: 'bookedByPhone' }],
    });
    const booked = accepted(taken).state;
    for (const state of SESSION_STATES) {
      const open = ['lobby', 'live', 'paused'].includes(state);
      expect(accepted(queue.enterByPhone(booked, sessionIn(state), STARTS_AT)).state).toMatchObject(
        open ? { state: 'waiting', entered: true, participation: 'phone', lane: 'booked', order: 5 } : booked,
      );
    }
    for (const other of [ticketIn('booked'), ticketIn('waiting', { participation: 'phone' })])
      expect(accepted(queue.enterByPhone(other, sessionIn('live'), STARTS_AT)).state).toBe(other);
  });

  test('comes in time to its place, also while nobody is called yet', () => {
    for (const session of [sessionIn('lobby'), sessionIn('live', { issued: 9 })]) {
      const entered = accepted(
        queue.enter(ticketIn('booked', { lane: 'booked' }), 'video', session, STARTS_AT + LATE_MS),
      );
      expect(entered.state).toMatchObject({ state: 'waiting', lane: 'booked', order: 1 });
    }
  });

  test('that comes too late goes on as a walk-in behind everybody; an evening that begins late makes nobody late', () => {
    const late = STARTS_AT + LATE_MS + 1;
    const booked = ticketIn('booked', { lane: 'booked' });
    const session = sessionIn('live', { issued: 9 });
    const entered = accepted(queue.enter(booked, 'video', session, late)).state;
    expect(entered).toMatchObject({ state: 'waiting', lane: 'walkIn', homeLane: 'walkIn' });
    expect(entered.order).toBeGreaterThan(9);
    const begun = { ...session, liveAt: late } as typeof session;
    expect(isLate(booked, begun, late + LATE_MS)).toBe(false);
    expect(isLate(ticketIn('waiting'), session, late)).toBe(false);
    expect(isLate(booked, sessionIn('lobby'), late)).toBe(false);
  });

  test('waits from when it came into the waiting room, however long before it was taken', () => {
    const session = sessionIn('live');
    const early = { takenAt: STARTS_AT - 3 * 24 * 60 * MINUTE, entered: false } as const;
    const booked = ticketIn('booked', { ...early, lane: 'booked', homeLane: 'booked' });
    expect(queue.waitingSince(booked, session)).toBeNull();
    const entered = accepted(queue.enter(booked, 'video', session, STARTS_AT + MINUTE)).state;
    const again = accepted(queue.enter(entered, 'video', session, STARTS_AT + 5 * MINUTE)).state;
    const called = accepted(queue.call(again, 'm1', STARTS_AT + 6 * MINUTE)).state;
    for (const one of [entered, again, called]) expect(queue.waitingSince(one, session)).toBe(STARTS_AT + MINUTE);
    // Of rows from before it was kept the best that is known.
    const old = { ...early, entered: true, enteredAt: null } as const;
    expect(queue.waitingSince(ticketIn('waiting', { ...old, homeLane: 'booked' }), session)).toBe(STARTS_AT);
    expect(queue.waitingSince(ticketIn('waiting', old), session)).toBe(early.takenAt);
  });

  test('[S5] is not late in a pause, nor by it once the evening goes on', () => {
    const booked = { ...ticketIn('booked', { lane: 'booked' }), slotAt: STARTS_AT + 12 * MINUTE } as TicketRecord;
    const live = sessionIn('live', { issued: 9 });
    const { state: paused } = accepted(pause(live, STARTS_AT + 2 * MINUTE));
    const at = STARTS_AT + 30 * MINUTE;
    expect(isLate(booked, live, at)).toBe(true);
    expect(accepted(queue.enter(booked, 'video', paused, at)).state).toMatchObject({ lane: 'booked', order: 1 });
    const { state: again } = accepted(resume(paused, STARTS_AT + 40 * MINUTE));
    expect(isLate(booked, again, STARTS_AT + 40 * MINUTE + LATE_MS)).toBe(false);
    expect(isLate(booked, again, STARTS_AT + 40 * MINUTE + LATE_MS + 1)).toBe(true);
  });
});

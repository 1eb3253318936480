import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FollowedTickets } from '../../../server/domain/queue/followed-tickets.ts';
import { linesOf, standsIn } from '../../../server/domain/queue/lines.ts';
import * as policy from '../../../server/domain/queue/policy.ts';
import { EVERYBODY, type LineName } from '../../../server/domain/queue/standings.ts';
import * as queue from '../../../server/domain/queue/transitions.ts';
import type { TicketRecord, Undoable } from '../../../server/domain/queue/types.ts';
import { UNDO_MS, undo, undoable } from '../../../server/domain/queue/undo.ts';
import { advanceTurn, countFinishedCall, issueNumber } from '../../../server/domain/sessions/transitions.ts';
import type { SessionRecord } from '../../../server/domain/sessions/types.ts';
import { lanesOf } from '../../../shared/queue/order.ts';
import { digestOf, positionOf } from '../../../shared/queue/position.ts';
import { accepted, MINUTE, STARTS_AT, seat, sessionIn } from './fixtures.ts';

const STEPS = [
  'join',
  'joinAgain',
  'enter',
  'away',
  'back',
  'leave',
  'callNext',
  'callNext',
  'callNext',
  'callToRoom',
  'callToRoom',
  'send',
  'sendBack',
  'callOut',
  'answer',
  'answer',
  'pass',
  'pass',
  'return',
  'deck',
  'deck',
  'live',
  'live',
  'finish',
  'finish',
  'fail',
  'move',
  'moveToEnd',
  'refuse',
  'undo',
  'undo',
] as const;
const ROOM = 'room';
type Step = (typeof STEPS)[number];

/** One evening as services run it: what a step cannot do now it leaves undone. */
class Evening {
  session: SessionRecord;
  now = STARTS_AT;
  readonly tickets = new Map<string, TicketRecord>();
  /** What each ticket was before what can be undone. */
  readonly before = new Map<string, TicketRecord>();
  /** Calls of each ticket's life, to see that nobody is had twice at once. */
  readonly followed: FollowedTickets;
  readonly served: string[] = [];

  constructor(ratio: { booked: number; walkIn: number }) {
    const room = { unitId: 'u1', categories: ['C0102'], turn: 0 };
    const seats = [seat('a'), { ...seat(ROOM, false), room }];
    this.session = sessionIn('live', { ratio, seats, capacity: 10_000, endsAt: STARTS_AT + 1e9 });
    this.followed = new FollowedTickets(this.session);
  }

  #put(ticket: TicketRecord): void {
    this.tickets.set(ticket.id, ticket);
    this.followed.take(ticket, null);
  }

  get all(): TicketRecord[] {
    return [...this.tickets.values()];
  }

  #pick(pick: number, fits: (ticket: TicketRecord) => boolean): TicketRecord | undefined {
    const fitting = this.all.filter(fits);
    return fitting[pick % Math.max(1, fitting.length)];
  }

  #keep(decision: ReturnType<typeof queue.leave>): void {
    const { state } = accepted(decision);
    this.#put({ ...state, version: state.version + 1 });
  }

  /** As a moderator does it, who may take it back. */
  #keepUndoable(before: TicketRecord, what: Undoable['what'], decision: ReturnType<typeof queue.leave>): void {
    this.#keep(undoable(before, decision, what, 'm1', this.now));
    this.before.set(before.id, before);
  }

  /** Back to the very state and place, in front of and behind the same people (Q9). */
  #undo(ticket: TicketRecord): void {
    const before = this.before.get(ticket.id);
    const undone = undo(ticket, this.session, this.all.filter(queue.isOpen), 'm1', this.now);
    if (!undone.ok) {
      const taken = this.all.some((other) => other.id !== ticket.id && other.order === before?.order);
      const late = this.now >= (ticket.undo?.at ?? 0) + UNDO_MS;
      expect([late || taken, undone.code]).toEqual([true, late ? 'UNDO_TOO_LATE' : 'UNDO_CHANGED']);
      return;
    }
    this.#keep(undone);
    const { version: _v, undo: _u, ...rest } = this.tickets.get(ticket.id) ?? ticket;
    expect({ ...rest, version: 0, undo: null }).toEqual({ ...before, version: 0, undo: null });
  }

  #join(visits: number, booked: boolean): void {
    this.session = accepted(issueNumber(this.session)).state;
    const number = this.session.issued;
    const facts = {
      id: `t${number}`,
      countyId: 'c1',
      personId: `p${number}`,
      number,
      ahead: number - 1,
      subject: 's',
      more: '',
      placeName: 'v',
      publicName: 'n',
      consent: { call: true, recording: false, broadcast: true },
      receiptToken: `r${number}`,
      takenBy: null,
      participation: 'video' as const,
      visits,
      openCases: 0,
    };
    const ticket = accepted(queue.take(this.session, facts, this.now)).state;
    this.#put(booked ? { ...ticket, lane: 'booked', homeLane: 'booked' } : ticket);
  }

  #callNext(roomId: string | null = null): void {
    const next = policy.nextForSeat(this.all, this.session, roomId, this.now);
    const callable = this.all.filter((t) => policy.isCallable(t) && standsIn(t, roomId, this.session));
    if (!next) {
      expect(callable).toHaveLength(0);
      return;
    }
    const fresh = callable.filter((ticket) => ticket.passedAtCall !== this.session.finishedCalls);
    const pool = fresh.length > 0 ? fresh : callable;
    // Nobody of the same lane is skipped, and no lane out of its turn.
    expect(pool.some((other) => other.lane === next.lane && other.order < next.order)).toBe(false);
    if (next.lane !== 'head') {
      expect(pool.some((other) => other.lane === 'head')).toBe(false);
    }
    if (next.lane === 'repeat') {
      expect(pool.every((other) => other.lane === 'repeat')).toBe(true);
    }
    this.#keep(queue.call(next, 'm1', this.now, roomId));
    this.session = advanceTurn(this.session, next.lane, roomId);
  }

  run(step: Step, pick: number): void {
    this.now += 1_000;
    const waiting = (ticket: TicketRecord) => ticket.state === 'waiting' || ticket.state === 'away';
    const in_ =
      (...states: TicketRecord['state'][]) =>
      (ticket: TicketRecord) =>
        states.includes(ticket.state);
    const on = (fits: (ticket: TicketRecord) => boolean, act: (ticket: TicketRecord) => void) => {
      const ticket = this.#pick(pick, fits);
      if (ticket) {
        act(ticket);
      }
    };
    const acts: Record<Step, () => void> = {
      join: () => this.#join(0, pick % 3 === 0),
      joinAgain: () => this.#join(1, false),
      enter: () => on(in_('waiting', 'away'), (t) => this.#keep(queue.enter(t, 'video', this.session, this.now))),
      away: () => on(in_('waiting'), (t) => this.#keep(queue.stepAway(t, this.now))),
      back: () => on(in_('away', 'noShow'), (t) => this.#keep(queue.comeBack(t, this.session, this.now))),
      leave: () => on(in_('waiting', 'away', 'screening', 'onDeck'), (t) => this.#keep(queue.leave(t, this.now))),
      callNext: () => this.#callNext(),
      callToRoom: () => this.#callNext(ROOM),
      send: () =>
        on(in_('waiting', 'away', 'screening', 'onDeck'), (t) =>
          this.#keep(queue.send(t, { to: 'room', seatId: ROOM }, 'theirs', this.now)),
        ),
      sendBack: () =>
        on(in_('waiting', 'away', 'screening', 'onDeck'), (t) =>
          this.#keep(queue.send(t, { to: 'leader' }, 'asked', this.now)),
        ),
      callOut: () => on(policy.isCallable, (t) => this.#keep(queue.callOutOfOrder(t, 'm1', 'ill', this.now))),
      answer: () => on(in_('screening'), (t) => this.#keep(queue.answer(t, this.now))),
      pass: () => {
        this.now += MINUTE;
        on(
          (t) => t.state === 'screening' && t.answeredAt === null,
          (t) => {
            const passed = queue.passOver(t, this.session, this.now);
            this.#keepUndoable(t, 'passOver', passed);
            const after = this.tickets.get(t.id);
            expect((after?.passes ?? 0) - t.passes).toBe(t.passedAtCall === this.session.finishedCalls ? 0 : 1);
            expect(after).toMatchObject({ lane: t.lane, order: t.order });
          },
        );
      },
      return: () => on(in_('screening', 'onDeck'), (t) => this.#keep(queue.returnToWaiting(t, 'why', this.now))),
      deck: () =>
        on(
          (t) => t.state === 'screening' && t.answeredAt !== null,
          (t) => {
            const categoryCode = pick % 3 === 0 ? 'C0102' : 'C0201';
            const words = { subject: 's', publicName: 'n', categoryCode, by: 'm1' };
            const approved = accepted(queue.approve(t, words, this.now)).state;
            this.#keep(queue.toDeck(approved, seat('a'), this.now));
          },
        ),
      live: () =>
        on(in_('onDeck'), (t) => {
          const at = this.session.seats.find((one) => t.state === 'onDeck' && one.id === t.seatId);
          this.#keep(queue.goLive(t, at ?? seat('a'), `call-${this.now}`, this.now));
        }),
      finish: () =>
        on(in_('live'), (t) => {
          this.#keep(queue.finish(t, 'answered', null, this.session, this.now));
          this.session = countFinishedCall(this.session);
          this.served.push(t.id);
        }),
      fail: () =>
        on(in_('live'), (t) => {
          this.#keep(queue.technicalFailure(t, 'no picture', this.session, this.now));
          this.session = countFinishedCall(this.session);
        }),
      move: () =>
        on(waiting, (t) => {
          const before = this.#pick(pick * 7 + 3, waiting) ?? t;
          const key = policy.moveKey(this.all, t.id, before.id, this.session, this.now);
          if (key.ok) {
            this.#keepUndoable(t, 'move', queue.move(t, key, 'ill', this.now));
          }
        }),
      moveToEnd: () =>
        on(waiting, (t) => {
          const key = policy.moveKey(this.all, t.id, null, this.session, this.now);
          if (key.ok) {
            this.#keepUndoable(t, 'move', queue.move(t, key, 'asked for it', this.now));
          }
        }),
      refuse: () =>
        on(in_('waiting', 'screening'), (t) =>
          this.#keepUndoable(t, 'refuse', queue.refuse(t, 'court', 'court', this.now)),
        ),
      undo: () =>
        on(
          (t) => t.undo?.version === t.version && (pick % 9 === 0 || this.now < (t.undo?.at ?? 0) + UNDO_MS),
          (t) => this.#undo(t),
        ),
    };
    acts[step]();
  }

  /** What is true after every step. */
  check(): void {
    const order = policy.orderQueue(this.all, this.session, this.now);
    const standing = this.all.filter((t) => t.state === 'waiting' || t.state === 'away');
    expect(order.map((t) => t.id).sort()).toEqual(standing.map((t) => t.id).sort());

    const open = this.all.filter(queue.isOpen);
    expect(new Set(open.map((t) => t.order)).size).toBe(open.length);
    expect(open.every((t) => t.passes < queue.PASSES_TO_NO_SHOW)).toBe(true);
    expect(open.every((t) => t.order < this.session.issued + 1)).toBe(true);

    const line = (roomId: string | null) => standing.filter((t) => standsIn(t, roomId, this.session));
    const turn = this.session.seats.find(({ id }) => id === ROOM)?.room?.turn ?? 0;
    const pace = policy.paceOf(this.session, [], 1);
    const digest = digestOf(lanesOf(line(null)), policy.ratioOf(this.session), pace, {
      lines: [{ seatId: ROOM, open: true, turn, standings: lanesOf(line(ROOM)) }],
      pace,
    });
    const places = (roomId: string | null, at: number) =>
      policy.orderQueue(line(roomId), { ...this.session, turn: at }, this.now).map((t) => t.id);
    const [ofLeaders, ofRoom] = [places(null, this.session.turn), places(ROOM, turn)];
    for (const ticket of order) {
      const lines = linesOf(ticket, this.session);
      const told = positionOf(digest, { lane: ticket.lane, order: ticket.order, lines });
      const own = [ofLeaders.indexOf(ticket.id), ofRoom.indexOf(ticket.id)].filter((index) => index >= 0);
      if (told.exact) expect(told.place).toBe(Math.min(...own) + 1);
      const isCut = digest.lanes[ticket.lane].beyond > 0 || digest.rooms[0]?.lanes.some(([, beyond]) => beyond > 0);
      expect(told.exact || isCut).toBe(true);
    }
    expect(new Set(this.served).size).toBe(this.served.length);
    this.#checkFollowed(ofLeaders, ofRoom);
  }

  /** What is kept ticket by ticket is what the policies make of all of them. */
  #checkFollowed(ofLeaders: readonly string[], ofRoom: readonly string[]): void {
    const { open, elsewhere, ended, counts, standings } = this.followed;
    standings.follow(this.session);
    const ids = (tickets: readonly TicketRecord[]) => tickets.map(({ id }) => id);
    const order = policy.orderQueue(this.all, this.session, this.now);
    const front = (line: LineName) => ids(standings.front(line, Number.POSITIVE_INFINITY));
    expect([front(EVERYBODY), front(null), front(ROOM)]).toEqual([ids(order), ofLeaders, ofRoom]);
    expect(ids(standings.front(null, 3))).toEqual(ofLeaders.slice(0, 3));
    for (const roomId of [null, ROOM]) {
      expect(standings.next(roomId, this.now)?.id).toBe(
        policy.nextForSeat(this.all, this.session, roomId, this.now)?.id,
      );
      const line = order.filter((ticket) => standsIn(ticket, roomId, this.session));
      expect(standings.waiting(roomId)).toBe(line.filter(({ state }) => state === 'waiting').length);
    }
    for (const ticket of this.all) {
      const own = [ofLeaders.indexOf(ticket.id), ofRoom.indexOf(ticket.id)].filter((index) => index >= 0);
      expect(standings.placeOf(ticket, () => true)).toBe(own.length > 0 ? Math.min(...own) + 1 : null);
    }
    const byNumber = this.all.filter(queue.isOpen).sort((one, other) => one.number - other.number);
    expect(ids(open)).toEqual(ids(byNumber));
    expect(ids(elsewhere)).toEqual(ids(byNumber.filter((ticket) => !policy.isStanding(ticket))));
    expect(new Set(ids(ended))).toEqual(new Set(ids(this.all.filter((ticket) => !queue.isOpen(ticket)))));
    expect(ended.every((ticket, at) => (ended[at + 1]?.endedAt ?? 0) <= ticket.endedAt)).toBe(true);
    for (const [state, count] of Object.entries(counts))
      expect(this.all.filter((ticket) => ticket.state === state)).toHaveLength(count);
  }
}

describe('[Q2] [Q3] [Q4] an evening of any steps', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.nat(1000)), { maxLength: 250, size: 'max' });
  const ratio = fc.record({ booked: fc.integer({ min: 0, max: 3 }), walkIn: fc.integer({ min: 1, max: 3 }) });

  it('skips nobody, has nobody twice, and tells every phone the server’s place', () => {
    fc.assert(
      fc.property(ratio, steps, (mix, story) => {
        const evening = new Evening(mix);
        for (let first = 0; first < 6; first += 1) {
          evening.run('join', first);
          evening.run('enter', first);
        }
        for (const [step, pick] of story) {
          evening.run(step, pick);
          evening.check();
        }
      }),
      { numRuns: 60 },
    );
  });

  it('serves everybody who stays, in the end', () => {
    fc.assert(
      fc.property(ratio, fc.integer({ min: 1, max: 30 }), (mix, people) => {
        const evening = new Evening(mix);
        for (let each = 0; each < people; each += 1) {
          evening.run(each % 4 === 0 ? 'joinAgain' : 'join', each);
        }
        for (const ticket of evening.all) {
          evening.tickets.set(ticket.id, accepted(queue.enter(ticket, 'video', evening.session, evening.now)).state);
        }
        const wanted = policy.orderQueue(evening.all, evening.session, evening.now).map((ticket) => ticket.id);
        for (let each = 0; each < people; each += 1) {
          for (const step of ['callNext', 'answer', 'deck', 'live', 'finish'] as const) {
            evening.run(step, 0);
          }
        }
        expect(evening.served).toEqual(wanted);
      }),
      { numRuns: 40 },
    );
  });
});

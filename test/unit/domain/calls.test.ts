import { describe, expect, it } from 'vitest';
import * as programme from '../../../server/domain/calls/programme.ts';
import { spokenAt, stretchesOf } from '../../../server/domain/calls/seats.ts';
import * as calls from '../../../server/domain/calls/transitions.ts';
import type { CallRecord } from '../../../server/domain/calls/types.ts';
import type { TicketRecord } from '../../../server/domain/queue/types.ts';
import type { SessionRecord } from '../../../server/domain/sessions/types.ts';
import { callClock, EXTENSION_MS, ranMs } from '../../../shared/call-time.ts';
import { CALL_STATES, OUTCOMES, SESSION_STATES, TICKET_STATES } from '../../../shared/states.ts';
import { LIMITS } from '../../../shared/text.ts';
import { accepted, callIn, ENDS_AT, MINUTE, STARTS_AT, seat, sessionIn, ticketIn } from './fixtures.ts';

const NOW = STARTS_AT + 10 * MINUTE;
const facts = { id: 'k1', ticketId: 't1', seatId: 'a', participation: 'video' } as const;
const ending = { outcome: 'answered', note: 'n', whereTo: null, unitId: null } as const;

describe('a call', () => {
  const table = {
    goLive: [(call: CallRecord) => calls.goLive(call, NOW), { connecting: 'live' }],
    hold: [(call: CallRecord) => calls.hold(call, NOW), { live: 'held' }],
    resume: [(call: CallRecord) => calls.resume(call, NOW), { held: 'live' }],
    extend: [(call: CallRecord) => calls.extend(call, { state: 'live' }), { live: 'live', held: 'held' }],
    end: [(call: CallRecord) => calls.end(call, ending, NOW), { live: 'ended', held: 'ended' }],
    setPublic: [
      (call: CallRecord) => calls.setPublic(call, false, NOW),
      { connecting: 'connecting', live: 'live', held: 'held' },
    ],
    keepNote: [
      (call: CallRecord) => calls.keepNote(call, 'n'),
      { connecting: 'connecting', live: 'live', held: 'held' },
    ],
  } as const;
  for (const [name, [step, from]] of Object.entries(table)) {
    for (const state of CALL_STATES) {
      const to = (from as Partial<Record<string, string>>)[state];
      it(`${name} from ${state}: ${to ?? 'refused'}`, () => {
        const decision = step(callIn(state));
        if (to) {
          const after = accepted(decision).state;
          expect(after.state).toBe(to);
          expect(Object.keys(after).sort()).toEqual(Object.keys(callIn(after.state)).sort());
        } else {
          expect(decision).toMatchObject({ ok: false, code: 'WRONG_STATE', details: { state } });
        }
      });
    }
  }

  it('keeps since when it is live through a hold', () => {
    const held = accepted(calls.hold(callIn('live'), NOW)).state;
    expect(held).toMatchObject({ liveAt: STARTS_AT, heldAt: NOW });
    expect(accepted(calls.resume(held, NOW + 1)).state).toEqual(callIn('live', { heldMs: 1 }));
    // One that ends while it is held does not count the last hold as talk either.
    expect(accepted(calls.end(held, ending, NOW + 2)).state).toMatchObject({ state: 'ended', heldMs: 2 });
  });

  it('[C10] counts no time for which it is held', () => {
    const live = callIn('live', { heldMs: MINUTE });
    const held = accepted(calls.hold(live, STARTS_AT + 3 * MINUTE)).state;
    const times = (call: CallRecord) => ({
      ...call,
      liveAt: STARTS_AT,
      heldAt: call.state === 'held' ? call.heldAt : null,
    });
    expect(ranMs(times(live), STARTS_AT + 3 * MINUTE)).toBe(2 * MINUTE);
    expect(ranMs(times(held), STARTS_AT + 9 * MINUTE)).toBe(2 * MINUTE);
    const again = accepted(calls.resume(held, STARTS_AT + 9 * MINUTE)).state;
    expect(again.heldMs).toBe(7 * MINUTE);
    expect(ranMs(times(again), STARTS_AT + 10 * MINUTE)).toBe(3 * MINUTE);
    // A clock that is set back gives nobody time.
    expect(accepted(calls.resume(held, STARTS_AT)).state.heldMs).toBe(MINUTE);
  });

  it('[C10] is extended once, and not after the closing time', () => {
    const extended = accepted(calls.extend(callIn('live'), { state: 'live' })).state;
    expect(extended.extendedMs).toBe(EXTENSION_MS);
    expect(calls.extend(extended, { state: 'live' })).toMatchObject({
      code: 'WRONG_STATE',
      details: { needs: 'notExtended' },
    });
    expect(calls.extend(callIn('live'), { state: 'closing' })).toMatchObject({ code: 'CLOSING_TIME' });
  });

  it('[C10] warns when a minute of the planned length is left, and when it is over', () => {
    const call = { startedAt: 0, liveAt: 10_000, heldAt: null, heldMs: 0, extendedMs: 0 };
    const at = (ran: number, extendedMs = 0) => callClock({ ...call, extendedMs }, 6 * MINUTE, 10_000 + ran).stands;
    expect([5 * MINUTE - 1, 5 * MINUTE, 6 * MINUTE - 1, 6 * MINUTE].map((ran) => at(ran))).toEqual([
      'within',
      'lastMinute',
      'lastMinute',
      'over',
    ]);
    expect(at(6 * MINUTE, EXTENSION_MS)).toBe('within');
    expect(at(9 * MINUTE, EXTENSION_MS)).toBe('over');
  });

  it('keeps the aide’s notes', () => {
    expect(accepted(calls.keepNote(callIn('live', { note: 'old' }), 'new')).state.note).toBe('new');
  });
});

describe('[C4] one citizen per seat', () => {
  it('starts at a free seat, public as the session is', () => {
    const call = accepted(calls.startCall(sessionIn('live'), facts, [callIn('ended')], NOW)).state;
    expect(call).toMatchObject({ state: 'connecting', seatId: 'a', public: true, startedAt: NOW, countyId: 'c1' });
    const closed = sessionIn('live', { public: false });
    expect(accepted(calls.startCall(closed, facts, [], NOW)).state.public).toBe(false);
  });

  it('refuses a seat that has a caller, and only that seat', () => {
    for (const state of ['connecting', 'live', 'held'] as const) {
      const busy = calls.startCall(sessionIn('live'), facts, [callIn(state)], NOW);
      expect(busy).toMatchObject({ code: 'SEAT_BUSY', details: { callId: 'call1' } });
      expect(calls.startCall(sessionIn('live'), { ...facts, seatId: 'b' }, [callIn(state)], NOW).ok).toBe(true);
    }
    expect(calls.startCall(sessionIn('live'), { ...facts, seatId: 'z' }, [], NOW)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('holds whoever is on for another of the same seat, and holds one at most', () => {
    const on = callIn('live', { id: 'on', ticketId: 't1' });
    const held = callIn('held', { id: 'held', ticketId: 't2' });
    const at = { seatId: 'a', forTicketId: 't3' };
    const elsewhere = callIn('live', { id: 'b', ticketId: 't4', seatId: 'b' });
    const made = accepted(calls.makeRoom([on, elsewhere], at, NOW)).state;
    expect(made).toEqual({ held: accepted(calls.hold(on, NOW)).state, calls: [elsewhere] });
    expect(calls.startCall(sessionIn('live'), facts, made.calls, NOW).ok).toBe(true);
    expect(accepted(calls.makeRoom([held], at, NOW)).state).toEqual({ held: null, calls: [] });
    expect(accepted(calls.makeRoom([], at, NOW)).state).toEqual({ held: null, calls: [] });
    expect(calls.makeRoom([held, on], at, NOW)).toMatchObject({ code: 'SEAT_BUSY', details: { callId: 'on' } });
    // Back again: whoever is held is not in their own way.
    expect(accepted(calls.makeRoom([held, on], { ...at, forTicketId: 't2' }, NOW)).state.held?.id).toBe('on');
    expect(calls.makeRoom([callIn('connecting')], at, NOW)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('goes on at another seat that is free, as it is, off the programme where that seat is', () => {
    const call = callIn('live', { note: 'n', extendedMs: 1 });
    const to = { seatId: 'b', mayBePublic: true };
    const before = [{ seatId: 'a', until: NOW, public: true }];
    const there = accepted(calls.handOver(call, to, [call], NOW)).state;
    expect(there).toEqual({ ...call, seatId: 'b', before });
    const room = accepted(calls.handOver(call, { ...to, mayBePublic: false }, [call], NOW)).state;
    expect(room).toMatchObject({ seatId: 'b', public: false });
    const other = callIn('held', { id: 'other', ticketId: 't2', seatId: 'b' });
    const busy = { code: 'SEAT_BUSY', details: { callId: 'other' } };
    expect(calls.handOver(call, to, [call, other], NOW)).toMatchObject(busy);
    expect(calls.handOver(call, { ...to, seatId: 'a' }, [call], NOW)).toMatchObject({ code: 'SEAT_BUSY' });
    for (const state of ['connecting', 'ended'] as const)
      expect(calls.handOver(callIn(state), to, [], NOW)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('[C8] knows at which seats it was, and where what is promised is said: at the last one of a leader', () => {
    const session = sessionIn('live');
    const first = callIn('live');
    const over = (call: CallRecord, seatId: string, now: number) =>
      accepted(calls.handOver(call, { seatId, mayBePublic: seatId !== 'room' }, [call], now)).state;
    const second = over(first, 'b', NOW + 1);
    const atRoom = accepted(
      calls.end(over(second, 'room', NOW + 2), { outcome: 'answered', note: '', whereTo: null, unitId: null }, NOW + 3),
    ).state;
    expect(stretchesOf(atRoom)).toEqual([
      { seatId: 'a', from: first.startedAt, until: NOW + 1, public: true },
      { seatId: 'b', from: NOW + 1, until: NOW + 2, public: true },
      { seatId: 'room', from: NOW + 2, until: null, public: false },
    ]);
    expect(spokenAt(first, session)).toMatchObject({ seatId: 'a', from: first.startedAt });
    for (const call of [second, atRoom]) expect(spokenAt(call, session)).toMatchObject({ seatId: 'b', from: NOW + 1 });
    // Nobody who leads was there: it is of where it is.
    const inRoom = callIn('live', { seatId: 'room' });
    expect(spokenAt(inRoom, session)).toMatchObject({ seatId: 'room', from: inRoom.startedAt });
  });

  it('[S3] starts none after the closing time, or while the session is not live', () => {
    expect(calls.startCall(sessionIn('live'), facts, [], ENDS_AT)).toMatchObject({ code: 'CLOSING_TIME' });
    for (const state of SESSION_STATES) {
      expect(calls.startCall(sessionIn(state), facts, [], NOW).ok).toBe(state === 'live');
    }
  });
});

describe('[C5] every call ends with an outcome', () => {
  const end = (changes: Partial<calls.Ending>, call = callIn('live')) =>
    calls.end(call, { ...ending, ...changes }, NOW);

  it('refuses an end without one', () => {
    expect(end({ outcome: null })).toMatchObject({ code: 'OUTCOME_MISSING' });
  });

  it('asks for what the outcome needs', () => {
    expect(end({ outcome: 'outOfScope' })).toMatchObject({ code: 'OUTCOME_MISSING', details: { needs: 'whereTo' } });
    expect(end({ outcome: 'outOfScope', whereTo: ' ' })).toMatchObject({ code: 'OUTCOME_MISSING' });
    expect(end({ outcome: 'failed' })).toMatchObject({ code: 'REASON_MISSING', details: { needs: 'reason' } });
    expect(end({ outcome: 'dispatched' })).toMatchObject({ code: 'OUTCOME_MISSING', details: { needs: 'unitId' } });
    expect(end({ outcome: 'promised', promises: 0 })).toMatchObject({ details: { needs: 'promise' } });
    expect(end({ outcome: 'promised', promises: 1 }).ok).toBe(true);
    expect(end({ outcome: 'dispatched', unitId: 'u1' }).ok).toBe(true);
  });

  it('keeps it with note and time', () => {
    for (const outcome of OUTCOMES) {
      const ended = accepted(end({ outcome, whereTo: 'the court', unitId: 'u1' })).state;
      expect(ended).toMatchObject({
        state: 'ended',
        outcome,
        note: 'n',
        whereTo: 'the court',
        liveAt: STARTS_AT,
        endedAt: NOW,
      });
    }
  });

  it('adds its note to the kept one and replaces nobody’s words', () => {
    const noteOf = (kept: string, note: string) => accepted(end({ note }, callIn('live', { note: kept }))).state.note;
    expect(noteOf('路灯坏了三个月', '已转住建局')).toBe('路灯坏了三个月\n已转住建局');
    expect(noteOf('路灯坏了三个月', '')).toBe('路灯坏了三个月');
    expect(noteOf('', '已转住建局')).toBe('已转住建局');
    expect(noteOf('已转住建局', '已转住建局')).toBe('已转住建局');
    expect(noteOf('他说不好', '好')).toBe('他说不好\n好');
    const long = 'n'.repeat(LIMITS.note);
    expect(noteOf(long, 'last')).toBe(`${long}\nlast`);
  });

  it('can only have failed when it never was live', () => {
    expect(end({}, callIn('connecting'))).toMatchObject({ code: 'WRONG_STATE' });
    const failed = end({ outcome: 'failed', whereTo: 'no picture' }, callIn('connecting'));
    expect(accepted(failed).state).toMatchObject({ state: 'ended', liveAt: null, outcome: 'failed' });
  });
});

describe('[C2] the programme', () => {
  type Scene = { session: SessionRecord; call: CallRecord; ticket: TicketRecord };
  const open: Scene = { session: sessionIn('live'), call: callIn('live'), ticket: ticketIn('live') };
  const now = ({ session, call, ticket }: Scene) =>
    programme.programmeOf(session, [call], new Map([[ticket.id, ticket]]), NOW);
  const consent = { call: true, recording: true, broadcast: false };

  const closed: Record<string, Partial<Scene>> = {
    'the session is not open to the public': { session: sessionIn('live', { public: false }) },
    'the moderator took the call off': { call: callIn('live', { public: false }) },
    'the citizen does not consent': { ticket: ticketIn('live', { consent }) },
    'the citizen withdrew the consent to the call': {
      ticket: ticketIn('live', { consent: { call: false, recording: false, broadcast: true } }),
    },
    'nobody approved subject and name': { ticket: ticketIn('live', { approval: null }) },
    'the seat is off air': { session: sessionIn('live', { seats: [seat('a', false)] }) },
    'the seat is not known': { session: sessionIn('live', { seats: [] }) },
    'the call is held': { call: callIn('held') },
    'the call is connecting': { call: callIn('connecting') },
    'the call has ended': { call: callIn('ended') },
    'the ticket is of another call': { ticket: { ...ticketIn('live'), callId: 'other' } as TicketRecord },
    'the call is of another session': { call: callIn('live', { sessionId: 's2' }) },
    'the ticket is not known': { ticket: ticketIn('live', { id: 't2' }) },
  };

  it('shows the stage of a public call', () => {
    expect(now(open)).toEqual({ state: 'stage', callId: 'call1' });
    expect(programme.isPublicCall(open.session, open.call, open.ticket, NOW)).toBe(true);
  });

  for (const [why, change] of Object.entries(closed)) {
    it(`is the slate when ${why}`, () => {
      expect(now({ ...open, ...change })).toEqual({ state: 'slate', callId: null });
    });
  }

  it('is the slate in every other state of the ticket and outside the evening', () => {
    for (const state of TICKET_STATES) {
      expect(now({ ...open, ticket: ticketIn(state) }).state).toBe(state === 'live' ? 'stage' : 'slate');
    }
    for (const state of SESSION_STATES) {
      const shows = state === 'live' || state === 'paused' || state === 'closing';
      expect(now({ ...open, session: sessionIn(state) }).state).toBe(shows ? 'stage' : 'slate');
    }
  });

  it('is the slate between calls', () => {
    expect(programme.programmeOf(open.session, [], new Map(), NOW)).toEqual({ state: 'slate', callId: null });
  });

  it('a running call goes off the programme and on', () => {
    const off = accepted(calls.setPublic(open.call, false, NOW)).state;
    expect(off.state).toBe('live');
    expect(now({ ...open, call: off }).state).toBe('slate');
    const on = accepted(calls.setPublic(off, true, NOW - programme.AIR_NOTICE_MS)).state;
    expect(now({ ...open, call: on }).state).toBe('stage');
  });

  describe('announces a call for three seconds before it shows it', () => {
    const { AIR_NOTICE_MS } = programme;
    const tickets = new Map([['t1', open.ticket]]);
    const at = (call: CallRecord, ms: number) => ({
      state: programme.programmeOf(open.session, [call], tickets, ms).state,
      next: programme.nextOnAir(open.session, [call], tickets, ms),
    });
    const announced = (call: CallRecord, since: number) => {
      const next = { at: since + AIR_NOTICE_MS, callId: call.id };
      for (const ms of [since, since + AIR_NOTICE_MS - 1]) expect(at(call, ms)).toEqual({ state: 'slate', next });
      expect(at(call, since + AIR_NOTICE_MS)).toEqual({ state: 'stage', next: null });
    };
    const live = (isPublic = true) => accepted(calls.goLive(callIn('connecting', { public: isPublic }), NOW)).state;

    it('one that is put through, and one that the moderator makes public, each time', () => {
      expect(AIR_NOTICE_MS).toBe(3_000);
      announced(live(), NOW);
      const hidden = live(false);
      expect(at(hidden, NOW + MINUTE)).toEqual({ state: 'slate', next: null });
      const shown = accepted(calls.setPublic(hidden, true, NOW + MINUTE)).state;
      announced(shown, NOW + MINUTE);
      // What is public already goes on.
      expect(accepted(calls.setPublic(shown, true, NOW + 2 * MINUTE)).state).toEqual(shown);
      const off = accepted(calls.setPublic(shown, false, NOW + 2 * MINUTE)).state;
      announced(accepted(calls.setPublic(off, true, NOW + 3 * MINUTE)).state, NOW + 3 * MINUTE);
    });

    it('not one that goes on after a hold, unless it had not been shown yet', () => {
      const resumed = (heldAfterMs: number) => {
        const held = accepted(calls.hold(live(), NOW + heldAfterMs)).state;
        expect(at(held, NOW + MINUTE)).toEqual({ state: 'slate', next: null });
        return accepted(calls.resume(held, NOW + MINUTE)).state;
      };
      expect(at(resumed(AIR_NOTICE_MS), NOW + MINUTE)).toEqual({ state: 'stage', next: null });
      announced(resumed(AIR_NOTICE_MS - 1), NOW + MINUTE);
    });

    it('of a call from before there was an announcement nothing is held up, and by a clock that is set not for long', () => {
      expect(at(callIn('live'), STARTS_AT)).toEqual({ state: 'stage', next: null });
      expect(at(live(), NOW - 10 * MINUTE).state).toBe('stage');
      expect(at(live(), NOW - 1).state).toBe('slate');
    });

    it('[C6] a cut announces nothing, and neither does whatever else keeps a call off the programme', () => {
      for (const change of [
        { session: sessionIn('live', { cut: { at: NOW, by: 'Zhao' } }) },
        { session: sessionIn('live', { public: false }) },
        { ticket: ticketIn('live', { consent }) },
      ]) {
        const { session, ticket } = { ...open, ...change };
        expect(programme.nextOnAir(session, [live()], new Map([['t1', ticket]]), NOW)).toBeNull();
      }
    });

    it('beside one on the programme that goes on', () => {
      const second = accepted(
        calls.goLive(callIn('connecting', { id: 'call2', ticketId: 't2', seatId: 'b' }), NOW),
      ).state;
      const both = new Map([
        ...tickets,
        ['t2', { ...ticketIn('live', { id: 't2' }), seatId: 'b', callId: 'call2' } as TicketRecord],
      ]);
      const next = programme.nextOnAir(open.session, [open.call, second], both, NOW);
      expect(next).toEqual({ at: NOW + AIR_NOTICE_MS, callId: null });
    });
  });

  it('[T6] a withdrawn consent takes the call off', () => {
    expect(now({ ...open, ticket: ticketIn('live', { consent }) }).state).toBe('slate');
  });

  it('of several public calls stays with the one that is live longest', () => {
    const second = callIn('live', { id: 'call2', ticketId: 't2', seatId: 'b', startedAt: STARTS_AT + 1 });
    const tickets = new Map([
      ['t1', ticketIn('live')],
      ['t2', { ...ticketIn('live', { id: 't2' }), seatId: 'b', callId: 'call2' } as TicketRecord],
    ]);
    for (const order of [
      [open.call, second],
      [second, open.call],
    ]) {
      expect(programme.programmeOf(open.session, order, tickets, NOW).callId).toBe('call1');
    }
    expect(programme.programmeOf(open.session, [callIn('held'), second], tickets, NOW).callId).toBe('call2');
    const same = callIn('live', { id: 'call0', ticketId: 't0', seatId: 'b' });
    tickets.set('t0', { ...ticketIn('live', { id: 't0' }), seatId: 'b', callId: 'call0' } as TicketRecord);
    expect(programme.programmeOf(open.session, [open.call, same], tickets, NOW).callId).toBe('call0');
  });
});

describe('[C6] the cut', () => {
  const cut = { at: NOW, by: 'Zhao' };

  it('is slate and silence whatever runs', () => {
    const session = sessionIn('live', { cut });
    const tickets = new Map([['t1', ticketIn('live')]]);
    expect(programme.programmeOf(session, [callIn('live')], tickets, NOW)).toEqual({ state: 'cut', callId: null });
    expect(programme.isPublicCall(session, callIn('live'), ticketIn('live'), NOW)).toBe(false);
  });

  it('comes by itself ten seconds after the last moderator', () => {
    expect(programme.MODERATOR_GRACE_MS).toBe(10_000);
    const live = sessionIn('live');
    const asked = (lastModeratorAt: number | null, state: 'stage' | 'slate' | 'cut' = 'stage') =>
      programme.cutForAbsence(live, { programme: { state }, lastModeratorAt, at: NOW });
    expect(asked(null).ok).toBe(false);
    expect(asked(NOW - 9_999).ok).toBe(false);
    expect(accepted(asked(NOW - 10_000)).state.cut).toEqual({ at: NOW, by: 'system' });
    expect(asked(NOW - 20_000, 'slate').ok).toBe(false);
    expect(asked(NOW - 20_000, 'cut').ok).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { officialAt, officialsOf, seatedAnew } from '../../../server/domain/sessions/seats.ts';
import * as sessions from '../../../server/domain/sessions/transitions.ts';
import type { SessionRecord } from '../../../server/domain/sessions/types.ts';
import { SESSION_STATES, type SessionState } from '../../../shared/states.ts';
import { accepted, ENDS_AT, MINUTE, STARTS_AT, sessionIn } from './fixtures.ts';

const NOW = STARTS_AT + 10 * MINUTE;
type Step = (session: SessionRecord) => ReturnType<typeof sessions.end>;
const shut = (session: SessionRecord): SessionRecord =>
  'admitting' in session ? { ...session, admitting: false } : session;

/** S1 in full: from where each step goes, and where to. */
const TABLE: Record<string, { step: Step; from: Partial<Record<SessionState, SessionState>> }> = {
  openLobby: {
    step: (session) => sessions.openLobby(shut(session), NOW),
    from: { scheduled: 'lobby', lobby: 'lobby', live: 'live', paused: 'paused' },
  },
  closeLobby: { step: sessions.closeLobby, from: { lobby: 'lobby', live: 'live', paused: 'paused' } },
  start: { step: (session) => sessions.start(session, NOW), from: { lobby: 'live' } },
  pause: { step: (session) => sessions.pause(session, NOW), from: { live: 'paused' } },
  resume: { step: (session) => sessions.resume(session, NOW), from: { paused: 'live' } },
  'end without calls': {
    step: (session) => sessions.end(session, 0, NOW),
    from: { lobby: 'ended', live: 'ended', paused: 'ended', closing: 'ended' },
  },
  'end with a call': {
    step: (session) => sessions.end(session, 1, NOW),
    from: { lobby: 'closing', live: 'closing', paused: 'closing' },
  },
  'closeByClock without calls': {
    step: (session) => sessions.closeByClock(session, 0, ENDS_AT),
    from: { lobby: 'ended', live: 'ended', paused: 'ended' },
  },
  'closeByClock with a call': {
    step: (session) => sessions.closeByClock(session, 2, ENDS_AT),
    from: { lobby: 'closing', live: 'closing', paused: 'closing' },
  },
  'finishClosing after the last call': {
    step: (session) => sessions.finishClosing(session, 0, ENDS_AT + 1),
    from: { closing: 'ended' },
  },
  'finishClosing after the overtime': {
    step: (session) => sessions.finishClosing(session, 1, ENDS_AT + 5 * MINUTE),
    from: { closing: 'ended' },
  },
  'finishClosing within the overtime': {
    step: (session) => sessions.finishClosing(session, 1, ENDS_AT + 5 * MINUTE - 1),
    from: {},
  },
};

describe('[S1] the states of a session', () => {
  for (const [name, { step, from }] of Object.entries(TABLE)) {
    for (const state of SESSION_STATES) {
      const to = from[state];
      it(`${name} from ${state}: ${to ?? 'refused'}`, () => {
        const decision = step(sessionIn(state));
        if (to) {
          expect(accepted(decision).state.state).toBe(to);
        } else {
          expect(decision).toMatchObject({ ok: false, code: 'WRONG_STATE', details: { state } });
        }
      });
    }
  }

  it('keeps no fact of the state that was left', () => {
    for (const { step, from } of Object.values(TABLE)) {
      for (const [before, after] of Object.entries(from)) {
        const { state } = accepted(step(sessionIn(before as SessionState)));
        expect(Object.keys(state).sort()).toEqual(Object.keys(sessionIn(after)).sort());
      }
    }
  });

  it('keeps whether numbers are given out, and when it went live, through a pause', () => {
    const lobby = accepted(sessions.openLobby(sessionIn('scheduled'), NOW)).state;
    const closed = accepted(sessions.closeLobby(lobby)).state;
    const live = accepted(sessions.start(closed, NOW)).state;
    const paused = accepted(sessions.pause(live, NOW + 1)).state;
    const again = accepted(sessions.resume(paused, NOW + 2)).state;
    expect(again).toMatchObject({ state: 'live', admitting: false, liveAt: NOW, resumedAt: NOW + 2 });
    expect(sessions.isAdmitting(lobby)).toBe(true);
    expect(sessions.isAdmitting(again)).toBe(false);
    expect(sessions.closeLobby(again)).toMatchObject({ code: 'WRONG_STATE' });
    expect(sessions.openLobby(lobby, NOW)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('[S5] calls people since it went live or on, also while the last call runs, and in a pause nobody', () => {
    const live = accepted(sessions.start(sessionIn('lobby'), NOW)).state;
    const paused = accepted(sessions.pause(live, NOW + 1)).state;
    const again = accepted(sessions.resume(paused, NOW + 2)).state;
    const since = [sessionIn('lobby'), live, paused, again].map(sessions.calledSince);
    expect(since).toEqual([null, NOW, null, NOW + 2]);
    const closing = [live, paused, again].map((session) => accepted(sessions.end(session, 1, NOW + 3)).state);
    expect(closing.map(sessions.calledSince)).toEqual([NOW, null, NOW + 2]);
  });

  it('gives out numbers one after the other up to its capacity, while it admits and ahead to who books', () => {
    const first = accepted(sessions.issueNumber(sessionIn('lobby', { issued: 198 }))).state;
    expect(first.issued).toBe(199);
    const last = accepted(sessions.issueNumber(first)).state;
    expect(sessions.issueNumber(last)).toMatchObject({ code: 'SESSION_FULL', details: { capacity: 200 } });
    // A number that was given back leaves its place to another, with a number of its own.
    expect(accepted(sessions.issueNumber(last, 1)).state.issued).toBe(201);
    for (const state of SESSION_STATES) {
      const admits = state === 'lobby' || state === 'live' || state === 'paused';
      expect(sessions.issueNumber(sessionIn(state)).ok).toBe(admits || state === 'scheduled');
      if (state !== 'scheduled')
        expect(sessions.issueNumber(shut(sessionIn(state)))).toMatchObject({ code: 'LOBBY_CLOSED' });
    }
  });

  it('[Q2] goes on with the round after a call from the mixed lanes only', () => {
    const session = sessionIn('live', { turn: 2 });
    expect(sessions.advanceTurn(session, 'walkIn').turn).toBe(0);
    expect(sessions.advanceTurn({ ...session, turn: 0 }, 'booked').turn).toBe(1);
    expect(sessions.advanceTurn(session, 'head')).toBe(session);
    expect(sessions.advanceTurn(session, 'repeat')).toBe(session);
    expect(sessions.countFinishedCall(session).finishedCalls).toBe(1);
  });
});

describe('[S2] [S3] the closing time', () => {
  it('is kept by the clock, which is told of it when the lobby opens', () => {
    const { effects } = accepted(sessions.openLobby(sessionIn('scheduled'), NOW));
    expect(effects).toEqual([{ effect: 'later', queue: 'session.close', at: ENDS_AT }, { effect: 'tellBooked' }]);
    expect(sessions.closeByClock(sessionIn('live'), 0, ENDS_AT - 1)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('lets no call start from then on', () => {
    expect(sessions.mayStartCall(sessionIn('live'), ENDS_AT - 1)).toEqual({ ok: true });
    expect(sessions.mayStartCall(sessionIn('live'), ENDS_AT)).toMatchObject({ code: 'CLOSING_TIME' });
    for (const state of ['closing', 'ended'] as const) {
      expect(sessions.mayStartCall(sessionIn(state), NOW)).toMatchObject({ code: 'CLOSING_TIME' });
    }
    for (const state of ['scheduled', 'lobby', 'paused', 'postponed', 'cancelled'] as const) {
      expect(sessions.mayStartCall(sessionIn(state), NOW)).toMatchObject({ code: 'WRONG_STATE', details: { state } });
    }
  });

  it('lets nothing open, start or go on after it', () => {
    expect(sessions.openLobby(sessionIn('scheduled'), ENDS_AT)).toMatchObject({ code: 'CLOSING_TIME' });
    expect(sessions.start(sessionIn('lobby'), ENDS_AT)).toMatchObject({ code: 'CLOSING_TIME' });
    expect(sessions.resume(sessionIn('paused'), ENDS_AT)).toMatchObject({ code: 'CLOSING_TIME' });
  });

  it('gives the call on air its announced overtime', () => {
    const { state, effects } = accepted(sessions.closeByClock(sessionIn('live'), 1, ENDS_AT + 3));
    const overtimeUntil = ENDS_AT + 3 + 5 * MINUTE;
    expect(state).toMatchObject({ state: 'closing', closingAt: ENDS_AT + 3, overtimeUntil });
    expect(effects).toEqual([
      { effect: 'later', queue: 'session.endOvertime', at: overtimeUntil },
      { effect: 'clearDesks' },
    ]);
  });

  it('then ends the call, and asks those who still wait (S4)', () => {
    const over = accepted(sessions.finishClosing(sessionIn('closing'), 1, ENDS_AT + 5 * MINUTE));
    const asks = (state: SessionState) => [
      { effect: 'askWaiting', before: sessionIn(state) },
      { effect: 'keepRecord' },
    ];
    expect(over.effects).toEqual([{ effect: 'endCalls' }, ...asks('closing')]);
    const quiet = accepted(sessions.finishClosing(sessionIn('closing'), 0, ENDS_AT + 1));
    expect(quiet.effects).toEqual(asks('closing'));
    for (const state of ['lobby', 'live', 'paused'] as const)
      expect(accepted(sessions.end(sessionIn(state), 0, NOW)).effects).toEqual(asks(state));
  });
});

describe('[C6] cut and restore', () => {
  it('is never refused, and a second cut leaves the first', () => {
    for (const state of SESSION_STATES) {
      const cut = accepted(sessions.cut(sessionIn(state), 'Zhao', NOW)).state;
      expect(cut).toEqual({ ...sessionIn(state), cut: { at: NOW, by: 'Zhao' } });
      expect(accepted(sessions.cut(cut, 'Qian', NOW + 1)).state).toEqual(cut);
      expect(accepted(sessions.restore(cut, NOW + 2)).state).toEqual(sessionIn(state));
    }
  });

  it('restores only what was cut', () => {
    expect(sessions.restore(sessionIn('live'), NOW)).toMatchObject({ code: 'WRONG_STATE' });
  });

  it('stays through every change of state', () => {
    const cut = { at: NOW, by: 'Zhao' };
    for (const { step, from } of Object.values(TABLE)) {
      for (const before of Object.keys(from)) {
        expect(accepted(step(sessionIn(before as SessionState, { cut }))).state.cut).toEqual(cut);
      }
    }
  });
});

describe('[S5] the leader is late, lost or another one', () => {
  const late = { seatId: 'a', what: 'late', official: null } as const;
  const other = { seatId: 'b', what: 'replaced', official: { name: 'Zhao', title: 'Deputy head' } } as const;
  const NOW = STARTS_AT + MINUTE;

  it('can be said from the planning to the closing', () => {
    for (const state of SESSION_STATES)
      expect(sessions.changeLeader(sessionIn(state), late, NOW).ok).toBe(
        ['scheduled', 'lobby', 'live', 'paused'].includes(state),
      );
  });

  it('without the leader a live session pauses and nobody stays called; others go on as they are', () => {
    const { state, effects } = accepted(sessions.changeLeader(sessionIn('live'), late, NOW));
    expect(state).toMatchObject({
      state: 'paused',
      pausedAt: NOW,
      leaderChange: { what: 'late', seatId: 'a', at: NOW },
    });
    expect(effects).toEqual([{ effect: 'clearDesks' }]);
    expect(accepted(sessions.changeLeader(sessionIn('lobby'), late, NOW)).state.state).toBe('lobby');
  });

  it('another one answers at that seat alone, without a pause', () => {
    const { state, effects } = accepted(sessions.changeLeader(sessionIn('live'), other, NOW));
    expect(state).toMatchObject({ state: 'live', leaderChange: { what: 'replaced' } });
    expect(state.seats.map(({ officialName }) => officialName)).toEqual(['Li', 'Zhao', 'Li']);
    expect(effects).toEqual([]);
  });

  it('what was before stays that of who sat there before; who never sat there is nobody', () => {
    const [, seat = expect.fail('no seat')] = accepted(sessions.changeLeader(sessionIn('live'), other, NOW)).state
      .seats;
    expect(officialAt(seat, NOW - 1).officialName).toBe('Li');
    expect(officialAt(seat, NOW).officialName).toBe('Zhao');
    const again = seatedAnew(
      seat,
      { officialName: 'Li', officialTitle: seat.before?.[0]?.officialTitle ?? '' },
      NOW + 9,
    );
    expect(officialAt(again, NOW + 8).officialName).toBe('Zhao');
    expect(officialAt(again, NOW + 9).officialName).toBe('Li');
    expect(officialsOf(again).map(({ officialName }) => officialName)).toEqual(['Li', 'Zhao']);
    for (const state of ['scheduled', 'lobby'] as const) {
      const [, early = expect.fail('no seat')] = accepted(sessions.changeLeader(sessionIn(state), other, NOW)).state
        .seats;
      expect(officialsOf(early).map(({ officialName }) => officialName)).toEqual(['Zhao']);
    }
  });

  it('needs a seat that is there, and who answers instead', () => {
    expect(sessions.changeLeader(sessionIn('live'), { ...late, seatId: 'none' }, NOW)).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(sessions.changeLeader(sessionIn('live'), { ...other, official: null }, NOW)).toMatchObject({
      code: 'BAD_INPUT',
    });
  });

  it('is over when the session goes on, unless another one answers', () => {
    const paused = accepted(sessions.changeLeader(sessionIn('live'), late, NOW)).state;
    expect(accepted(sessions.resume(paused, NOW)).state.leaderChange).toBeNull();
    const lobby = accepted(sessions.changeLeader(sessionIn('lobby'), late, NOW)).state;
    expect(accepted(sessions.start(lobby, NOW)).state.leaderChange).toBeNull();
    const replaced = accepted(sessions.changeLeader(sessionIn('paused'), other, NOW)).state;
    expect(accepted(sessions.resume(replaced, NOW)).state.leaderChange).toMatchObject({ what: 'replaced' });
  });
});

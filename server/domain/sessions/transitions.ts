/** What may happen to one evening (S1, S3, C6). */

import { roundLength } from '../../../shared/queue/order.ts';
import type { Lane, LeaderChangeKind } from '../../../shared/states.ts';
import { type Decision, decided, type Refused, refused } from '../result.ts';
import { seatedAnew } from './seats.ts';
import type { SeatRecord, SessionFacts, SessionRecord } from './types.ts';

export type SessionEffect =
  | { readonly effect: 'later'; readonly queue: 'session.close' | 'session.endOvertime'; readonly at: number }
  /** Calls that still run are ended now. */
  | { readonly effect: 'endCalls' }
  /** Whoever has a place already is told that the waiting room is open. */
  | { readonly effect: 'tellBooked' }
  /** Nobody stays in the green room or on deck: no call follows (S3). */
  | { readonly effect: 'clearDesks' }
  /** Everybody who still waits is asked what to do next (S4). `before`: the session as it was until then. */
  | { readonly effect: 'askWaiting'; readonly before: SessionRecord }
  /** Its minutes are drafted (M1), and what was recorded of it is joined (R8). */
  | { readonly effect: 'keepRecord' };

type Result = Decision<SessionRecord, SessionEffect>;

/** Of a session in which nothing has happened yet. */
export const UNBEGUN = { issued: 0, finishedCalls: 0, turn: 0, leaderChange: null, cut: null } as const;

/** What a session is in every state. */
export function sessionFacts(session: SessionRecord): SessionFacts {
  return {
    id: session.id,
    countyId: session.countyId,
    seriesId: session.seriesId,
    number: session.number,
    title: session.title,
    topic: session.topic,
    scope: session.scope,
    zone: session.zone,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    public: session.public,
    recorded: session.recorded,
    delayMs: session.delayMs,
    capacity: session.capacity,
    callLengthMs: session.callLengthMs,
    overtimeMs: session.overtimeMs,
    ratio: session.ratio,
    seats: session.seats,
    issued: session.issued,
    finishedCalls: session.finishedCalls,
    turn: session.turn,
    leaderChange: session.leaderChange,
    cut: session.cut,
  };
}

const wrongState = (session: SessionRecord): Refused => refused('WRONG_STATE', { state: session.state });

/** Whether numbers are given out now. */
export const isAdmitting = (session: SessionRecord): boolean => 'admitting' in session && session.admitting;

/** `scheduled` → `lobby`; a lobby that was closed opens again. */
export function openLobby(session: SessionRecord, now: number): Result {
  if (now >= session.endsAt) {
    return refused('CLOSING_TIME');
  }
  switch (session.state) {
    case 'scheduled':
      return decided<SessionRecord, SessionEffect>(
        { ...sessionFacts(session), state: 'lobby', admitting: true },
        { effect: 'later', queue: 'session.close', at: session.endsAt },
        { effect: 'tellBooked' },
      );
    case 'lobby':
    case 'live':
    case 'paused':
      return session.admitting ? wrongState(session) : decided({ ...session, admitting: true });
    case 'closing':
    case 'ended':
    case 'postponed':
    case 'cancelled':
      return wrongState(session);
  }
}

/** No new numbers; whoever waits stays. */
export function closeLobby(session: SessionRecord): Result {
  switch (session.state) {
    case 'lobby':
    case 'live':
    case 'paused':
      return session.admitting ? decided({ ...session, admitting: false }) : wrongState(session);
    case 'scheduled':
    case 'closing':
    case 'ended':
    case 'postponed':
    case 'cancelled':
      return wrongState(session);
  }
}

/** Since when people are called one after the other; `null`: before the start and in a pause nobody's clock runs (S5). */
export function calledSince(session: SessionRecord): number | null {
  if (session.state === 'live') return session.resumedAt ?? session.liveAt;
  return session.state === 'closing' ? session.calledSince : null;
}

/** Once it goes on, whoever was late or lost is there again; another leader stays another (S5). */
const leaderStill = ({ leaderChange }: SessionRecord) => (leaderChange?.what === 'replaced' ? leaderChange : null);

export function start(session: SessionRecord, now: number): Result {
  if (session.state !== 'lobby') {
    return wrongState(session);
  }
  if (now >= session.endsAt) {
    return refused('CLOSING_TIME');
  }
  const { admitting } = session;
  return decided({
    ...sessionFacts(session),
    leaderChange: leaderStill(session),
    state: 'live',
    admitting,
    liveAt: now,
    resumedAt: null,
  });
}

export function pause(session: SessionRecord, now: number): Result {
  if (session.state !== 'live') {
    return wrongState(session);
  }
  const { admitting, liveAt } = session;
  return decided({ ...sessionFacts(session), state: 'paused', admitting, liveAt, pausedAt: now });
}

export function resume(session: SessionRecord, now: number): Result {
  if (session.state !== 'paused') {
    return wrongState(session);
  }
  if (now >= session.endsAt) {
    return refused('CLOSING_TIME');
  }
  const { admitting, liveAt } = session;
  return decided({
    ...sessionFacts(session),
    leaderChange: leaderStill(session),
    state: 'live',
    admitting,
    liveAt,
    resumedAt: now,
  });
}

export interface NewLeader {
  readonly seatId: string;
  readonly what: LeaderChangeKind;
  readonly official: { readonly name: string; readonly title: string } | null;
}

/**
 * S5. Without the leader nobody is put through and nobody's clock runs: a live session pauses, and whoever was called goes
 * back to the place kept.
 */
export function changeLeader(session: SessionRecord, { seatId, what, official }: NewLeader, now: number): Result {
  switch (session.state) {
    case 'scheduled':
    case 'lobby':
    case 'live':
    case 'paused':
      break;
    case 'closing':
    case 'ended':
    case 'postponed':
    case 'cancelled':
      return wrongState(session);
  }
  if (!session.seats.some((seat) => seat.id === seatId && !seat.room)) {
    return refused('NOT_FOUND', { seatId });
  }
  if (what === 'replaced' && official === null) {
    return refused('BAD_INPUT', { issues: [{ path: 'official', message: 'is needed for replaced' }] });
  }
  const leaderChange = { at: now, what, seatId };
  const hasBegun = session.state === 'live' || session.state === 'paused';
  const replacedAt = (seat: SeatRecord): SeatRecord => {
    const { name: officialName = '', title: officialTitle = '' } = official ?? {};
    return hasBegun ? seatedAnew(seat, { officialName, officialTitle }, now) : { ...seat, officialName, officialTitle };
  };
  const seats =
    what === 'replaced' && official !== null
      ? session.seats.map((seat) => (seat.id === seatId ? replacedAt(seat) : seat))
      : session.seats;
  if (what === 'replaced' || session.state !== 'live') {
    return decided({ ...session, seats, leaderChange });
  }
  const { admitting, liveAt } = session;
  return decided<SessionRecord, SessionEffect>(
    { ...sessionFacts(session), leaderChange, state: 'paused', admitting, liveAt, pausedAt: now },
    { effect: 'clearDesks' },
  );
}

function toEnded(session: SessionRecord, now: number, ...effects: SessionEffect[]): Result {
  return decided<SessionRecord, SessionEffect>(
    { ...sessionFacts(session), state: 'ended', endedAt: now },
    ...effects,
    { effect: 'askWaiting', before: session },
    { effect: 'keepRecord' },
  );
}

/** `closing` with the announced overtime while a call runs, otherwise `ended` (S3). */
export function end(session: SessionRecord, runningCalls: number, now: number): Result {
  switch (session.state) {
    case 'lobby':
    case 'live':
    case 'paused': {
      if (runningCalls === 0) {
        return toEnded(session, now);
      }
      const overtimeUntil = now + session.overtimeMs;
      return decided<SessionRecord, SessionEffect>(
        {
          ...sessionFacts(session),
          state: 'closing',
          closingAt: now,
          overtimeUntil,
          calledSince: calledSince(session),
        },
        { effect: 'later', queue: 'session.endOvertime', at: overtimeUntil },
        { effect: 'clearDesks' },
      );
    }
    case 'closing':
      return runningCalls === 0 ? toEnded(session, now) : wrongState(session);
    case 'scheduled':
    case 'ended':
    case 'postponed':
    case 'cancelled':
      return wrongState(session);
  }
}

/** What the clock does at the closing time (S3); refused before it. */
export function closeByClock(session: SessionRecord, runningCalls: number, now: number): Result {
  if (now < session.endsAt || session.state === 'closing') {
    return wrongState(session);
  }
  return end(session, runningCalls, now);
}

/** `closing` → `ended`: the last call is over, or its overtime is. */
export function finishClosing(session: SessionRecord, runningCalls: number, now: number): Result {
  if (session.state !== 'closing') {
    return wrongState(session);
  }
  if (runningCalls === 0) {
    return toEnded(session, now);
  }
  return now >= session.overtimeUntil ? toEnded(session, now, { effect: 'endCalls' }) : wrongState(session);
}

/** Slate and silence until a desk restores (C6). Never refused; a second cut leaves the first as it is. */
export function cut(session: SessionRecord, by: string, now: number): Result {
  return decided(session.cut ? session : { ...session, cut: { at: now, by } });
}

export function restore(session: SessionRecord, _now: number): Result {
  return session.cut ? decided({ ...session, cut: null }) : wrongState(session);
}

/** Whether a call may begin now: the session is live and its closing time has not come (S3). */
export function mayStartCall(session: SessionRecord, now: number): Refused | { readonly ok: true } {
  switch (session.state) {
    case 'live':
      return now >= session.endsAt ? refused('CLOSING_TIME') : { ok: true };
    case 'closing':
    case 'ended':
      return refused('CLOSING_TIME');
    case 'scheduled':
    case 'lobby':
    case 'paused':
    case 'postponed':
    case 'cancelled':
      return wrongState(session);
  }
}

/**
 * Gives out the next number: it is `issued` of the state that comes back. Before the evening it is a booked one.
 * `givenBack`: of the numbers given out so many are free again.
 */
export function issueNumber(session: SessionRecord, givenBack = 0): Result {
  if (!isAdmitting(session) && session.state !== 'scheduled') {
    return refused('LOBBY_CLOSED');
  }
  if (session.issued - givenBack >= session.capacity) {
    return refused('SESSION_FULL', { capacity: session.capacity });
  }
  return decided({ ...session, issued: session.issued + 1 });
}

/** A number for somebody carried over from an evening before: `mayCarry` was asked (S4). */
export const issueCarried = (session: SessionRecord): SessionRecord => ({ ...session, issued: session.issued + 1 });

/** After `nextToCall` was called from `lane`: the round of the ratio goes on (Q2). Calls out of order leave it. */
export function advanceTurn(session: SessionRecord, lane: Lane, roomId: string | null = null): SessionRecord {
  if (lane !== 'booked' && lane !== 'walkIn') {
    return session;
  }
  const next = (turn: number): number => (turn + 1) % roundLength(session.ratio);
  if (roomId === null) {
    return { ...session, turn: next(session.turn) };
  }
  const seats = session.seats.map((seat) =>
    seat.id === roomId && seat.room ? { ...seat, room: { ...seat.room, turn: next(seat.room.turn) } } : seat,
  );
  return { ...session, seats };
}

/** After a call ended: passes count anew (Q4). */
export const countFinishedCall = (session: SessionRecord): SessionRecord => ({
  ...session,
  finishedCalls: session.finishedCalls + 1,
});

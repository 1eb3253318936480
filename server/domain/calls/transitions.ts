/** What may happen to one call (C1, C4, C5). */

import { EXTENSION_MS } from '../../../shared/call-time.ts';
import type { Outcome, Participation } from '../../../shared/states.ts';
import { type Decision, decided, type Refused, refused } from '../result.ts';
import { mayStartCall } from '../sessions/transitions.ts';
import type { SessionRecord } from '../sessions/types.ts';
import { AIR_NOTICE_MS } from './programme.ts';
import { unpublished } from './shared-picture.ts';
import { openSummons, summonedTo, summonsOver } from './summons.ts';
import type { CallFacts, CallRecord } from './types.ts';

type Result = Decision<CallRecord, never>;

export interface StartFacts {
  readonly id: string;
  readonly ticketId: string;
  readonly seatId: string;
  readonly participation: Participation;
}

export interface Ending {
  /** `null`: none was chosen, which is refused (C5). */
  readonly outcome: Outcome | null;
  /** Added to what the call's note says already. */
  readonly note: string;
  /** Where to go instead (`outOfScope`), or what failed (`failed`). */
  readonly whereTo: string | null;
  /** The unit that gets it (`dispatched`). */
  readonly unitId: string | null;
  /** How many promises the call has, where the caller knows: `promised` needs one. */
  readonly promises?: number;
}

function factsOf(call: CallRecord): CallFacts {
  return {
    id: call.id,
    countyId: call.countyId,
    sessionId: call.sessionId,
    ticketId: call.ticketId,
    seatId: call.seatId,
    before: call.before,
    participation: call.participation,
    startedAt: call.startedAt,
    public: call.public,
    note: call.note,
    heldMs: call.heldMs,
    extendedMs: call.extendedMs,
    quality: call.quality,
    summons: call.summons,
    // Whatever state comes next, what was shown in this one is not (C13).
    shared: null,
    version: call.version,
  };
}

const wrongState = (call: CallRecord): Refused => refused('WRONG_STATE', { state: call.state });

/** Refuses when the session starts no calls (S3) or the seat has a citizen (C4). Public where the session is (C2). */
export function startCall(
  session: SessionRecord,
  facts: StartFacts,
  calls: readonly CallRecord[],
  now: number,
): Result {
  const may = mayStartCall(session, now);
  if (!may.ok) {
    return may;
  }
  if (!session.seats.some((seat) => seat.id === facts.seatId)) {
    return refused('NOT_FOUND', { seatId: facts.seatId });
  }
  const busy = calls.find((call) => call.state !== 'ended' && call.seatId === facts.seatId);
  if (busy) {
    return refused('SEAT_BUSY', { callId: busy.id });
  }
  // Its officer is on another stage (C11).
  const away = calls.find((call) =>
    openSummons(call).some((one) => one.seatId === facts.seatId && one.state === 'joined'),
  );
  if (away) {
    return refused('SEAT_BUSY', { callId: away.id });
  }
  return decided({
    id: facts.id,
    countyId: session.countyId,
    sessionId: session.id,
    ticketId: facts.ticketId,
    seatId: facts.seatId,
    before: [],
    participation: facts.participation,
    startedAt: now,
    public: session.public,
    note: '',
    heldMs: 0,
    extendedMs: 0,
    quality: null,
    summons: [],
    shared: null,
    version: 0,
    state: 'connecting',
  });
}

export function goLive(call: CallRecord, now: number): Result {
  if (call.state !== 'connecting') {
    return wrongState(call);
  }
  return decided({ ...factsOf(call), state: 'live', liveAt: now, announcedAt: call.public ? now : null });
}

export function hold(call: CallRecord, now: number): Result {
  return call.state === 'live'
    ? decided({ ...factsOf(call), state: 'held', liveAt: call.liveAt, heldAt: now, announcedAt: call.announcedAt })
    : wrongState(call);
}

export function resume(call: CallRecord, now: number): Result {
  if (call.state !== 'held') {
    return wrongState(call);
  }
  const heldMs = call.heldMs + Math.max(0, now - call.heldAt);
  // What was not on the programme yet when it was held is announced anew.
  const isNew = call.announcedAt !== null && call.heldAt < call.announcedAt + AIR_NOTICE_MS;
  const announcedAt = isNew ? now : call.announcedAt;
  return decided({ ...factsOf(call), heldMs, state: 'live', liveAt: call.liveAt, announcedAt });
}

/**
 * C4: whoever is on the stage of a seat makes room for another and is held, all in one; `calls`: those that run. At most
 * one is held beside the one on stage, so that nobody waits behind two.
 */
export function makeRoom(
  calls: readonly CallRecord[],
  { seatId, forTicketId }: { readonly seatId: string; readonly forTicketId: string },
  now: number,
): Decision<{ readonly held: CallRecord | null; readonly calls: readonly CallRecord[] }, never> {
  const here = calls.filter(
    (call) => call.state !== 'ended' && call.seatId === seatId && call.ticketId !== forTicketId,
  );
  const [on] = here;
  if (here.length > 1) {
    return refused('SEAT_BUSY', { callId: here.find(({ state }) => state !== 'held')?.id ?? on?.id });
  }
  const others = calls.filter((call) => !here.includes(call));
  if (!on || on.state === 'held') {
    return decided({ held: null, calls: others });
  }
  const held = hold(on, now);
  return held.ok ? decided({ held: held.state, calls: others }) : held;
}

/**
 * A running call goes on at another seat, without the queue between (C4): the people of the old seat leave it, an officer
 * who was on its stage stays as who speaks. What was said at the old one stays with it. Off the programme where the new seat is. `calls`: those that run.
 */
export function handOver(
  call: CallRecord,
  to: { readonly seatId: string; readonly mayBePublic: boolean },
  calls: readonly CallRecord[],
  now: number,
): Result {
  if (call.state !== 'live' && call.state !== 'held') {
    return wrongState(call);
  }
  const { seatId } = to;
  const busy = calls.find((one) => one.state !== 'ended' && one.seatId === seatId);
  const away = summonedTo(calls, seatId);
  if (busy || (away && away.id !== call.id)) {
    return refused('SEAT_BUSY', { callId: (busy ?? away)?.id });
  }
  const left = summonsOver(call.summons, now, (one) => one.seatId === seatId);
  const before = [...call.before, { seatId: call.seatId, until: now, public: call.public }];
  return decided({ ...call, seatId, before, public: call.public && to.mayBePublic, summons: left, shared: null });
}

/** C10: once for each call, and not beyond the closing time, whose overtime is the session's (S3). */
export function extend(call: CallRecord, session: Pick<SessionRecord, 'state'>): Result {
  if (call.state !== 'live' && call.state !== 'held') {
    return wrongState(call);
  }
  if (session.state === 'closing') {
    return refused('CLOSING_TIME');
  }
  if (call.extendedMs > 0) {
    return refused('WRONG_STATE', { state: call.state, needs: 'notExtended' });
  }
  return decided({ ...call, extendedMs: EXTENSION_MS });
}

/** Onto the programme, announced and as far as C2 allows, or off it; the call goes on. */
export function setPublic(call: CallRecord, wanted: boolean, now: number): Result {
  if (call.state === 'ended') {
    return wrongState(call);
  }
  const set = { ...unpublished(call), public: wanted };
  const isNew = wanted && !call.public;
  return decided(set.state === 'connecting' || !isNew ? set : { ...set, announcedAt: now });
}

/** The person goes on by sound or by telephone: the turn is the same, and everybody is told what they now see. */
export function changeParticipation(call: CallRecord, participation: Participation): Result {
  return call.state === 'ended' ? wrongState(call) : decided({ ...call, participation });
}

export function keepNote(call: CallRecord, note: string): Result {
  return call.state === 'ended' ? wrongState(call) : decided({ ...call, note });
}

/** Whoever ends a call adds to its note and takes nothing from it: somebody else may have written it (C5). */
function noteAtEnd(kept: string, said: string): string {
  return kept === said ? kept : [kept, said].filter((words) => words !== '').join('\n');
}

/** Every call ends with an outcome and what that outcome needs (C5). A call that never was live can only have failed. */
export function end(call: CallRecord, ending: Ending, now: number): Result {
  if (call.state === 'ended') {
    return wrongState(call);
  }
  const { outcome, whereTo } = ending;
  const blank = whereTo === null || whereTo.trim() === '';
  switch (outcome) {
    case null:
      return refused('OUTCOME_MISSING');
    case 'outOfScope':
      if (blank) {
        return refused('OUTCOME_MISSING', { needs: 'whereTo' });
      }
      break;
    case 'failed':
      if (blank) {
        return refused('REASON_MISSING', { needs: 'reason' });
      }
      break;
    case 'dispatched':
      if (!ending.unitId) {
        return refused('OUTCOME_MISSING', { needs: 'unitId' });
      }
      break;
    case 'promised':
      if (ending.promises === 0) {
        return refused('OUTCOME_MISSING', { needs: 'promise' });
      }
      break;
    case 'answered':
      break;
  }
  if (call.state === 'connecting' && outcome !== 'failed') {
    return wrongState(call);
  }
  return decided({
    ...factsOf(call),
    note: noteAtEnd(call.note, ending.note),
    summons: summonsOver(call.summons, now),
    state: 'ended',
    liveAt: call.state === 'connecting' ? null : call.liveAt,
    heldMs: call.heldMs + (call.state === 'held' ? Math.max(0, now - call.heldAt) : 0),
    endedAt: now,
    outcome,
    whereTo: blank ? null : whereTo,
  });
}

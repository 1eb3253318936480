/** What the audience gets (C2, C6). */

import type { TicketRecord } from '../queue/types.ts';
import { refused } from '../result.ts';
import { cut } from '../sessions/transitions.ts';
import type { ProgrammeNow, SessionRecord } from '../sessions/types.ts';
import type { CallRecord } from './types.ts';

/** So long a call that is put on the programme is announced before it is shown (C2). */
export const AIR_NOTICE_MS = 3_000;

/** So long the programme goes on without any moderator's connection (C6). */
export const MODERATOR_GRACE_MS = 10_000;

/** What is delayed may come a moment later than it should. */
const LATELY_MS = 5_000;

/** Whether a citizen at a seat may be shown at all, whatever the moderator chooses for the call (C2). */
export function mayBePublic(session: SessionRecord, seatId: string, ticket: TicketRecord): boolean {
  const seat = session.seats.find((candidate) => candidate.id === seatId);
  const { call, broadcast } = ticket.consent;
  return session.public && seat?.onAir === true && call && broadcast && ticket.approval !== null;
}

const onAirStates: ReadonlySet<SessionRecord['state']> = new Set(['live', 'paused', 'closing']);

type Live = Extract<CallRecord, { state: 'live' }>;

/** A clock that is set, forwards or back, holds no call off the air for long. */
const isAnnounced = ({ announcedAt }: Live, now: number): boolean =>
  announcedAt !== null && Math.abs(now - announcedAt) < AIR_NOTICE_MS;

/** The one gate of the programme: every condition of C2, announced for long enough, and no cut (C6). */
export function isPublicCall(
  session: SessionRecord,
  call: CallRecord,
  ticket: TicketRecord,
  now: number,
): call is Live {
  return (
    session.cut === null &&
    onAirStates.has(session.state) &&
    call.sessionId === session.id &&
    call.state === 'live' &&
    !isAnnounced(call, now) &&
    call.public &&
    ticket.state === 'live' &&
    ticket.callId === call.id &&
    mayBePublic(session, call.seatId, ticket)
  );
}

/**
 * Calls that may be in no programme, of what was on air a moment ago either (C2, T6). One that ended is shown to its end,
 * unless its citizen takes a consent back: its ticket is to be among them as long as the delay has it still to come.
 */
export function offAirOf(
  session: SessionRecord,
  calls: readonly CallRecord[],
  ticketsById: ReadonlyMap<string, TicketRecord>,
): readonly string[] {
  const isOff = (call: CallRecord): boolean => {
    const ticket = ticketsById.get(call.ticketId);
    switch (call.state) {
      case 'live':
      case 'held':
        return !call.public || !ticket || !mayBePublic(session, call.seatId, ticket);
      case 'ended':
        return call.public && ticket !== undefined && !(ticket.consent.call && ticket.consent.broadcast);
      default:
        return false;
    }
  };
  return calls.filter(isOff).map(({ id }) => id);
}

/** Calls of which the audience may still get something though they are over (C6). */
export const endedWithinDelay = (session: SessionRecord, calls: readonly CallRecord[], now: number): CallRecord[] =>
  calls.filter((call) => call.state === 'ended' && call.public && call.endedAt > now - session.delayMs - LATELY_MS);

/** The stage of a public call, otherwise the slate. Of several the one that is live longest, so that nothing jumps. */
export function programmeOf(
  session: SessionRecord,
  calls: readonly CallRecord[],
  ticketsById: ReadonlyMap<string, TicketRecord>,
  now: number,
): ProgrammeNow {
  if (session.cut) {
    return { state: 'cut', callId: null };
  }
  let shown: Live | null = null;
  for (const call of calls) {
    const ticket = ticketsById.get(call.ticketId);
    if (!ticket || !isPublicCall(session, call, ticket, now)) {
      continue;
    }
    if (!shown || call.liveAt < shown.liveAt || (call.liveAt === shown.liveAt && call.id < shown.id)) {
      shown = call;
    }
  }
  return shown ? { state: 'stage', callId: shown.id } : { state: 'slate', callId: null };
}

/** The next announcement that is over: from when, and the call that the programme shows then and not before. */
export function nextOnAir(
  session: SessionRecord,
  calls: readonly CallRecord[],
  ticketsById: ReadonlyMap<string, TicketRecord>,
  now: number,
): { readonly at: number; readonly callId: string | null } | null {
  const ends = calls.flatMap((call) => {
    const ticket = ticketsById.get(call.ticketId);
    const isNext = call.state === 'live' && ticket && isAnnounced(call, now);
    return isNext && isPublicCall(session, call, ticket, Number.POSITIVE_INFINITY)
      ? [(call.announcedAt ?? now) + AIR_NOTICE_MS]
      : [];
  });
  if (ends.length === 0) return null;
  const at = Math.min(...ends);
  const { callId } = programmeOf(session, calls, ticketsById, at);
  return { at, callId: callId === programmeOf(session, calls, ticketsById, now).callId ? null : callId };
}

/**
 * The cut that comes by itself (C6): a public call goes on and nobody moderates. `lastModeratorAt`: until when one was
 * there; `null` while one is.
 */
export function cutForAbsence(
  session: SessionRecord,
  now: {
    readonly programme: Pick<ProgrammeNow, 'state'>;
    readonly lastModeratorAt: number | null;
    readonly at: number;
  },
): ReturnType<typeof cut> {
  const { programme, lastModeratorAt, at } = now;
  const absent = lastModeratorAt !== null && at - lastModeratorAt >= MODERATOR_GRACE_MS;
  return absent && programme.state === 'stage' ? cut(session, 'system', at) : refused('WRONG_STATE');
}

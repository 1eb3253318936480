/** Which staff belong to the stage of a call by who they are; a connection says more, and goes first. */
import { actsAs, mayBeOnDuty } from '../../shared/roles.ts';
import { openSummons } from '../domain/calls/summons.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import type { Actor } from '../domain/people/types.ts';
import { isRoom } from '../domain/queue/lines.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';

type Staff = Extract<Actor, { kind: 'staff' }>;

/** Moderators; beside a leader's seat its aides, in a department's room its unit's officers. */
export function isOwnDesk(staff: Staff, session: SessionRecord, call: CallRecord): boolean {
  const roles = actsAs(staff.roles);
  if (roles.has('moderator')) return true;
  const seat = session.seats.find(({ id }) => id === call.seatId);
  if (!seat) return false;
  return isRoom(seat) ? mayBeOnDuty(staff, seat.room) : roles.has('aide');
}

/** And officers who were called to it and are there (C11). */
export function isStageDesk(staff: Staff, session: SessionRecord, call: CallRecord): boolean {
  if (isOwnDesk(staff, session, call)) return true;
  const joined = openSummons(call).filter(({ state }) => state === 'joined');
  return joined.some(({ seatId }) => {
    const seat = session.seats.find(({ id }) => id === seatId);
    return seat !== undefined && isRoom(seat) && mayBeOnDuty(staff, seat.room);
  });
}

/** A place booked before the evening: how many there are, about when each is served, and who comes too late (Q2). */
import { calledSince } from '../sessions/transitions.ts';
import type { SessionRecord } from '../sessions/types.ts';
import { leaderSeats } from './lines.ts';
import type { TicketRecord, TicketState } from './types.ts';

/** Whoever comes to the waiting room later than this after their time goes on as a walk-in. */
export const LATE_MS = 10 * 60_000;
/** Reminders so long before the time. */
export const REMIND_BEFORE_MS = [24 * 3_600_000, 3_600_000, 10 * 60_000] as const;

type Sharing = Pick<SessionRecord, 'capacity' | 'ratio'>;

/** Of the evening's places so many can be booked: the share that the published ratio gives to people who booked. */
export const bookedPlaces = ({ capacity, ratio }: Sharing): number =>
  Math.floor((capacity * ratio.booked) / Math.max(1, ratio.booked + ratio.walkIn));

/** How many tickets of an evening are in each state. */
export type TicketCounts = Partial<Readonly<Record<TicketState, number>>>;

/** Of the numbers given out so many are free again: given back, or of people who are answered another way or elsewhere. */
export const givenBack = ({ left = 0, refused = 0, deferred = 0, written = 0 }: TicketCounts): number =>
  left + refused + deferred + written;

/** How many places can be booked now: before the evening, and none once its waiting room is open. */
export function freePlaces(session: SessionRecord, counts: TicketCounts, now: number): number {
  if (session.state !== 'scheduled' || now >= session.startsAt) return 0;
  const byShare = bookedPlaces(session) - (counts.booked ?? 0);
  return Math.max(0, Math.min(byShare, session.capacity - (session.issued - givenBack(counts))));
}

/** So many calls come before that of the `index`-th booked person (from 0), where walk-ins fill their share. */
export const callsBefore = ({ ratio: { booked, walkIn } }: Pick<SessionRecord, 'ratio'>, index: number): number =>
  booked === 0 ? index : Math.floor((index * (booked + walkIn)) / booked);

/**
 * About when the `index`-th booked person (from 0, by how many are in front) is served: calls follow one another at every seat, walk-ins between
 * them as the ratio says.
 */
export function slotAt(
  session: Pick<SessionRecord, 'startsAt' | 'endsAt' | 'callLengthMs' | 'ratio' | 'seats'>,
  index: number,
): number {
  // Departments' rooms are for matters that are not known yet.
  const roundsBefore = Math.floor(callsBefore(session, index) / Math.max(1, leaderSeats(session).length));
  return Math.min(session.endsAt - session.callLengthMs, session.startsAt + roundsBefore * session.callLengthMs);
}

/** An evening that begins late, or pauses, makes nobody late (S5). */
export function isLate(ticket: TicketRecord, session: SessionRecord, now: number): boolean {
  const since = calledSince(session);
  return ticket.state === 'booked' && since !== null && now > Math.max(ticket.slotAt, since) + LATE_MS;
}

/** A place booked before the evening: how many there are, about when each is served, and who comes too late (Q2). */
import type { SessionRecord } from '../sessions/types.ts';
import type { TicketRecord } from './types.ts';

/** Whoever comes to the waiting room later than this after their time goes on as a walk-in. */
export const LATE_MS = 10 * 60_000;
/** Reminders so long before the time. */
export const REMIND_BEFORE_MS = [24 * 3_600_000, 3_600_000, 10 * 60_000] as const;

type Sharing = Pick<SessionRecord, 'capacity' | 'ratio'>;

/** Of the evening's places so many can be booked: the share that the published ratio gives to people who booked. */
export const bookedPlaces = ({ capacity, ratio }: Sharing): number =>
  Math.floor((capacity * ratio.booked) / Math.max(1, ratio.booked + ratio.walkIn));

/** Whether a place can be booked now. `booked`: how many are. */
export const isBookable = (session: SessionRecord, booked: number, now: number): boolean =>
  session.state === 'scheduled' && now < session.startsAt && booked < bookedPlaces(session);

/**
 * About when the `index`-th booked person (from 0) is served: calls follow one another at every seat, walk-ins between
 * them as the ratio says.
 */
export function slotAt(
  session: Pick<SessionRecord, 'startsAt' | 'endsAt' | 'callLengthMs' | 'ratio' | 'seats'>,
  index: number,
): number {
  const { booked, walkIn } = session.ratio;
  const callsBefore = booked === 0 ? index : Math.floor((index * (booked + walkIn)) / booked);
  const roundsBefore = Math.floor(callsBefore / Math.max(1, session.seats.length));
  return Math.min(session.endsAt - session.callLengthMs, session.startsAt + roundsBefore * session.callLengthMs);
}

/** An evening that begins late makes nobody late. */
export function isLate(ticket: TicketRecord, session: SessionRecord, now: number): boolean {
  if (ticket.state !== 'booked' || !('liveAt' in session)) return false;
  return now > Math.max(ticket.slotAt, session.liveAt) + LATE_MS;
}

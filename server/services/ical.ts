/** iCalendar in and out (RFC 5545), by ical.js. */
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { Refusal } from '../../shared/errors.ts';
import { daysLater } from '../domain/calendar/recurrence.ts';
import type { CalendarDayRecord } from '../domain/calendar/types.ts';
import { leaderSeats } from '../domain/queue/lines.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';

const STATUS: Partial<Record<SessionRecord['state'], string>> = { cancelled: 'CANCELLED', postponed: 'TENTATIVE' };
/** Seconds since 1970 would not fit the 31 bits of a sequence after 2038. */
const SEQUENCE_MS = 60_000;
const NAME_CHARS = 20;
/** A county's year has a few dozen holidays. */
const MOST_DAYS = 400;
/** How calendars of Chinese holidays name a day that makes up for one. */
const WORKS = '班';

const inUtc = (at: number) => ICAL.Time.fromJSDate(new Date(at), true);

/** Evenings as a calendar that a phone can subscribe to. */
export function eveningsAsIcal(
  name: string,
  sessions: readonly SessionRecord[],
  publicUrl: string,
  now: number,
): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.updatePropertyWithValue('version', '2.0');
  calendar.updatePropertyWithValue('prodid', '-//Directline//Evenings//ZH');
  calendar.updatePropertyWithValue('x-wr-calname', name);
  for (const session of sessions) {
    const event = new ICAL.Component('vevent');
    event.updatePropertyWithValue('uid', `${session.id}@${new URL(publicUrl).hostname}`);
    event.updatePropertyWithValue('dtstamp', inUtc(now));
    event.updatePropertyWithValue('dtstart', inUtc(session.startsAt));
    event.updatePropertyWithValue('dtend', inUtc(session.endsAt));
    event.updatePropertyWithValue('summary', session.title);
    const officials = leaderSeats(session)
      .map((seat) => `${seat.officialTitle} ${seat.officialName}`)
      .join('、');
    event.updatePropertyWithValue('description', `${session.topic}\n${officials}`);
    event.updatePropertyWithValue('url', `${publicUrl}/s/${session.id}`);
    event.updatePropertyWithValue('status', STATUS[session.state] ?? 'CONFIRMED');
    calendar.addSubcomponent(event);
  }
  return `${calendar.toString()}\r\n`;
}

/**
 * A booked place, with its alarm ten minutes before. `event` names its entry in a calendar: what comes later under the
 * same name moves it (RFC 5546 §3.2.1).
 */
export function bookingAsIcal(
  session: SessionRecord,
  ticket: { readonly id: string; readonly event: string; readonly number: number; readonly slotAt: number },
  publicUrl: string,
  now: number,
): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.updatePropertyWithValue('version', '2.0');
  calendar.updatePropertyWithValue('prodid', '-//Directline//Booking//ZH');
  calendar.updatePropertyWithValue('method', 'PUBLISH');
  const event = new ICAL.Component('vevent');
  event.updatePropertyWithValue('uid', `${ticket.event}@${new URL(publicUrl).hostname}`);
  // Whatever is sent later is a later revision.
  event.updatePropertyWithValue('sequence', Math.floor(now / SEQUENCE_MS));
  event.updatePropertyWithValue('dtstamp', inUtc(now));
  event.updatePropertyWithValue('dtstart', inUtc(ticket.slotAt));
  event.updatePropertyWithValue('dtend', inUtc(Math.max(session.endsAt, ticket.slotAt)));
  event.updatePropertyWithValue('summary', `${session.title} ${ticket.number} 号`);
  event.updatePropertyWithValue('url', `${publicUrl}/s/${session.id}/wait/${ticket.id}`);
  const alarm = new ICAL.Component('valarm');
  alarm.updatePropertyWithValue('action', 'DISPLAY');
  alarm.updatePropertyWithValue('description', session.title);
  alarm.updatePropertyWithValue('trigger', ICAL.Duration.fromString('-PT10M'));
  event.addSubcomponent(alarm);
  calendar.addSubcomponent(event);
  return `${calendar.toString()}\r\n`;
}

/**
 * The days that events touch in the county's `zone`; throws `BAD_INPUT`. Repeating events count once: holidays move every
 * year.
 */
export function daysFromIcal(text: string, zone: string): CalendarDayRecord[] {
  const days = new Map<string, CalendarDayRecord>();
  for (const event of eventsOf(text)) {
    const name = event.summary?.trim().slice(0, NAME_CHARS) || '–';
    const [starts, ends] = ['dtstart', 'dtend'].map((name) => event.component.getFirstProperty(name));
    const first = dayOf(event.startDate, starts, zone);
    // Of one with a length instead of an end it is reckoned from the start, in its zone.
    const end = dayOf(event.endDate, ends ?? starts, zone);
    // The end is not of the event (RFC 5545 §3.6.1): midnight, as that of whole days, is of the day before.
    const last = event.endDate.isDate || end.isMidnight ? daysLater(end.date, -1) : end.date;
    for (let { date } = first; date <= last || date === first.date; date = daysLater(date, 1)) {
      days.set(date, { date, works: event.summary?.includes(WORKS) ?? false, name });
      if (days.size > MOST_DAYS) throw bad(`more than ${MOST_DAYS} days`);
    }
  }
  if (days.size === 0) throw bad('no events');
  return [...days.values()];
}

function eventsOf(text: string): ICAL.Event[] {
  try {
    const calendar = ICAL.Component.fromString(text);
    const events = calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
    if (events.some((event) => !event.startDate)) throw new Error('an event without a start');
    return events;
  } catch (cause) {
    throw bad(cause instanceof Error ? cause.message : 'not iCalendar');
  }
}

/**
 * The day of a date or a time, and whether the time is its beginning. In UTC or in a zone it is one moment, wherever the
 * file is read; without either, and in a zone that nobody knows, it is the time on the county's wall (RFC 5545 §3.3.5).
 */
function dayOf(
  time: ICAL.Time,
  property: ICAL.Property | null | undefined,
  zone: string,
): { date: string; isMidnight: boolean } {
  const { year, month, day, hour, minute, second } = time;
  const wall = new Temporal.PlainDateTime(year, month, day, hour, minute, Math.min(second, 59));
  const at = time.isDate ? null : momentOf(time, wall, property);
  const here = at?.withTimeZone(zone).toPlainDateTime() ?? wall;
  const date = here.toPlainDate();
  return { date: date.toString(), isMidnight: here.equals(date.toPlainDateTime()) };
}

function momentOf(
  time: ICAL.Time,
  wall: Temporal.PlainDateTime,
  property: ICAL.Property | null | undefined,
): Temporal.ZonedDateTime | null {
  // UTC, or a zone that the file itself describes.
  if (time.zone !== ICAL.Timezone.localTimezone)
    return Temporal.Instant.fromEpochMilliseconds(time.toUnixTime() * 1000).toZonedDateTimeISO('UTC');
  try {
    const tzid = property?.getParameter('tzid');
    return typeof tzid === 'string' ? wall.toZonedDateTime(tzid) : null;
  } catch {
    return null;
  }
}

const bad = (message: string) => new Refusal('BAD_INPUT', { issues: [{ path: 'text', message }] });

/**
 * Deadlines of a case (K3). Limits in hours are real time, day and night, from submission. Limits in days count the
 * county's working days, of which the day of submission is none, and end with the last one's wall-clock day.
 */
import type { CaseKind, Urgency } from '../../../shared/states.ts';
import {
  type CalendarDays,
  dateIn,
  endOfDay,
  startOfDay,
  workingDaysAfter,
  workingDaysBetween,
} from '../calendar/working-days.ts';
import { DEFAULT_LIMITS, type Length, type Limit, type Limits } from './limits.ts';

/** What a county's deadlines are counted by. */
export interface CountyTime {
  readonly zone: string;
  readonly days: CalendarDays;
  /** What the county sets otherwise than `DEFAULT_LIMITS`; `null`: nothing. */
  readonly limits: Partial<Limits> | null;
}

export interface Asked {
  readonly kind: CaseKind;
  readonly categoryCode: string | null;
  readonly urgency: Urgency | null;
  /** The day that was promised on air, `YYYY-MM-DD` in the county's zone (C8). */
  readonly promisedFor: string | null;
  /** Submission; of a reopened case its reopening. Epoch milliseconds, as all that follow. */
  readonly startsAt: number;
}

export interface Deadlines {
  readonly acknowledgeBy: number;
  readonly dueAt: number;
  /** `null`: an urgent one is acknowledged before. */
  readonly dispatchBy: number | null;
}

/** K3: a promise is due on its day, an urgent one within its hours, whichever comes first; any other by its kind. */
export function limitsOf(asked: Asked, county: CountyTime): Deadlines {
  const { urgency, promisedFor, startsAt } = asked;
  const limits = { ...DEFAULT_LIMITS, ...county.limits };
  const { acknowledge, finish } = limitFor(asked, limits);
  const dates: number[] = [];
  if (promisedFor !== null) {
    dates.push(endOfDay(promisedFor, county.zone), after(startsAt, limits.promiseAtMost, county));
  }
  if (promisedFor === null || urgency !== null) dates.push(after(startsAt, finish, county));
  return {
    acknowledgeBy: promisedFor !== null && urgency === null ? startsAt : after(startsAt, acknowledge, county),
    dueAt: Math.min(...dates),
    dispatchBy: urgency === null ? after(startsAt, limits.dispatch, county) : null,
  };
}

function limitFor({ kind, categoryCode, urgency }: Asked, limits: Limits): Limit {
  if (urgency !== null) return limits[urgency];
  const code = categoryCode ?? '';
  return limits.categories[code] ?? limits.categories[code.slice(0, FIRST_LEVEL)] ?? limits[kind];
}
/** A code of the second level begins with its first level's: `C0101` is under `C01`. */
const FIRST_LEVEL = 3;

const after = (at: number, length: Length, { zone, days }: CountyTime): number =>
  'ms' in length ? at + length.ms : endOfDay(workingDaysAfter(dateIn(at, zone), length.workingDays, days), zone);

/** The day that a deadline ends with. */
const dayOf = (dueAt: number, zone: string): string => dateIn(dueAt - 1, zone);

export interface Running {
  readonly startsAt: number;
  readonly dueAt: number;
  readonly urgency: Urgency | null;
}

export interface Marks {
  /** Half and four fifths of the counted time: the unit is reminded. */
  readonly half: number;
  readonly fourFifths: number;
  /** An urgent one when its time is over; any other when the first working day after it begins. */
  readonly urgeAt: number;
  /** An urgent one after the same time again; any other when the fifth working day after begins. */
  readonly superviseAt: number;
}

/** What happens on the way to a deadline and behind it, in this order or at once. */
export function marksOf(running: Running, county: CountyTime): Marks {
  const { startsAt, dueAt, urgency } = running;
  const limits = { ...DEFAULT_LIMITS, ...county.limits };
  const { zone, days } = county;
  const behind = ({ workingDays }: { readonly workingDays: number }) =>
    startOfDay(workingDaysAfter(dayOf(dueAt, zone), workingDays, days), zone);
  return {
    half: counted(running, 1, 2, county),
    fourFifths: counted(running, 4, 5, county),
    urgeAt: urgency === null ? behind(limits.urgedAfter) : dueAt,
    superviseAt: urgency === null ? behind(limits.supervisedAfter) : dueAt + Math.max(0, dueAt - startsAt),
  };
}

/** When so large a part of the time has passed. Days are counted whole; what is left of one is a part of that day. */
function counted({ startsAt, dueAt, urgency }: Running, part: number, of: number, county: CountyTime): number {
  const { zone, days } = county;
  const start = dateIn(startsAt, zone);
  const total = urgency === null ? workingDaysBetween(start, dayOf(dueAt, zone), days) : 0;
  // No whole working day lies between, as with a promise for the same evening: real time.
  if (total === 0) return startsAt + Math.floor((Math.max(0, dueAt - startsAt) * part) / of);
  const whole = Math.floor((total * part) / of);
  const rest = ((total * part) % of) / of;
  if (rest === 0) return endOfDay(workingDaysAfter(start, whole, days), zone);
  const day = workingDaysAfter(start, whole + 1, days);
  const begins = startOfDay(day, zone);
  return begins + Math.floor((endOfDay(day, zone) - begins) * rest);
}

export interface Stopped {
  readonly stoppedAt: number;
  readonly urgency: Urgency | null;
}

/**
 * The deadline of a clock that stood still and goes on (K3): later by the hours, or by the working days behind the day on
 * which it stopped.
 */
export function goOn(stopped: Stopped & { readonly dueAt: number }, now: number, county: CountyTime): number {
  const stood = stoodStill(stopped, now, county);
  return 'ms' in stood ? stopped.dueAt + stood.ms : extended(stopped.dueAt, stood.workingDays, county);
}

/** Its start, moved along with the deadline, so that the time counted between them stays what it was. */
export function startGoneOn(stopped: Stopped & { readonly startsAt: number }, now: number, county: CountyTime): number {
  const { startsAt } = stopped;
  const stood = stoodStill(stopped, now, county);
  if ('ms' in stood) return startsAt + stood.ms;
  const day = dateIn(startsAt, county.zone);
  const moved = workingDaysAfter(day, stood.workingDays, county.days);
  return startsAt + startOfDay(moved, county.zone) - startOfDay(day, county.zone);
}

function stoodStill({ stoppedAt, urgency }: Stopped, now: number, { zone, days }: CountyTime): Length {
  return urgency === null
    ? { workingDays: workingDaysBetween(dateIn(stoppedAt, zone), dateIn(now, zone), days) }
    : { ms: Math.max(0, now - stoppedAt) };
}

/** So many working days more; of an urgent one, too, to the end of the last. */
export const extended = (dueAt: number, workingDays: number, { zone, days }: CountyTime): number =>
  workingDays === 0 ? dueAt : endOfDay(workingDaysAfter(dayOf(dueAt, zone), workingDays, days), zone);

/** Whether its time is over. While the clock stands still, no more time passes. */
export const isOverdue = (
  { dueAt, stoppedAt }: { readonly dueAt: number | null; readonly stoppedAt: number | null },
  now: number,
): boolean => dueAt !== null && dueAt <= (stoppedAt ?? now);

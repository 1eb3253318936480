/** Q10: who takes no numbers for a time. A bar is of a phone; of somebody without one, of the person. */
import type { BarLength } from '../../../shared/states.ts';
import { daysLater, wallTimeOf } from '../calendar/recurrence.ts';
import { dateIn, endOfDay } from '../calendar/working-days.ts';
import { decided, type Refused, refused } from '../result.ts';
import type { PersonRecord } from './types.ts';

export interface BarRecord {
  readonly id: string;
  readonly countyId: string;
  readonly holderId: string;
  readonly personId: string;
  readonly sessionId: string;
  readonly ticketId: string;
  readonly reason: string;
  readonly at: number;
  readonly until: number;
  readonly byPersonId: string;
  readonly lifted: { readonly at: number; readonly byPersonId: string; readonly reason: string } | null;
}

const DAYS: Readonly<Record<Exclude<BarLength, 'evening'>, number>> = { days7: 7, days30: 30, days90: 90 };

/** Whom a bar is of: everybody of the phone. */
export const holderOf = ({ id, phoneId }: Pick<PersonRecord, 'id' | 'phoneId'>): string => phoneId ?? id;

/** Until the evening is over with its overtime, or until the end of the last day in the county's zone (S2). */
export function barUntil(
  length: BarLength,
  { endsAt, overtimeMs, zone }: { readonly endsAt: number; readonly overtimeMs: number; readonly zone: string },
  now: number,
): number {
  if (length !== 'evening') return endOfDay(daysLater(dateIn(now, zone), DAYS[length]), zone);
  const over = endsAt + overtimeMs;
  return over > now ? over : endOfDay(dateIn(now, zone), zone);
}

export const lasts = ({ until, lifted }: BarRecord, now: number): boolean => lifted === null && now < until;

/** `BARRED` with the end of the longest one that lasts; the reason was told to the phone itself and to nobody else (T5). */
export function mayHavePlace(bars: readonly BarRecord[], zone: string, now: number): Refused | { readonly ok: true } {
  const until = Math.max(0, ...bars.filter((bar) => lasts(bar, now)).map((bar) => bar.until));
  return until === 0 ? { ok: true } : refused('BARRED', { until, untilWall: wallOf(until, zone) });
}

/** Lifts one that lasts; what is over, or lifted already, stays as it is. */
export const lift = (bar: BarRecord, by: NonNullable<BarRecord['lifted']>) =>
  lasts(bar, by.at)
    ? decided({ ...bar, lifted: by })
    : refused('WRONG_STATE', { state: bar.lifted ? 'lifted' : 'over' });

/** `YYYY-MM-DD HH:mm` in the zone; midnight is told as the end of the day before. */
export function wallOf(at: number, zone: string): string {
  const time = wallTimeOf(at, zone);
  return time === '00:00' ? `${dateIn(at - 1, zone)} 24:00` : `${dateIn(at, zone)} ${time}`;
}

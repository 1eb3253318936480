/** Times are shown on the county's wall clock (S2), whatever the phone is set to. */
import { dateFormat } from '../i18n/date-format.ts';
import { currentLanguage, translate } from '../i18n/i18n.ts';

const format = (at: number, zone: string, options: Intl.DateTimeFormatOptions): string =>
  dateFormat(currentLanguage() === 'en' ? 'en-GB' : 'zh-CN', zone, options).format(at);

export const dayOf = (at: number, zone: string): string =>
  format(at, zone, { month: 'long', day: 'numeric', weekday: 'long' });

export const clockOf = (at: number, zone: string): string =>
  format(at, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

export const dayAndClock = (at: number, zone: string): string =>
  format(at, zone, { month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** `2026-11-30` as a date in words. */
export const plainDate = (date: string): string =>
  format(Date.parse(`${date}T12:00:00Z`), 'UTC', { year: 'numeric', month: 'long', day: 'numeric' });

export const isSameDay = (a: number, b: number, zone: string): boolean => {
  const day = (at: number) => dateFormat('en-CA', zone, {}).format(at);
  return day(a) === day(b);
};

/** Whole minutes, rounded up to what a person would say. */
export function minutesRange(lowMs: number, highMs: number): string {
  const low = Math.max(0, Math.round(lowMs / 60_000));
  const high = Math.max(low, Math.ceil(highMs / 60_000));
  if (high <= 1) return translate('duration.lessThanMinute');
  if (low === 0) return translate('duration.withinMinutes', { count: high });
  if (low === high) return translate('duration.minutes', { count: high });
  return translate('duration.minuteRange', { low, high });
}

/** `3:07`; read aloud by screen readers as it stands. */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Times in the county's zone (S2), lengths in words. */
import { dateFormat } from '../i18n/date-format.ts';

const format = (locale: string, zone: string, options: Intl.DateTimeFormatOptions) =>
  dateFormat(locale, zone, { ...options, hourCycle: 'h23' });

export const clock = (at: number, zone: string, locale: string): string =>
  format(locale, zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);

export const hourMinute = (at: number, zone: string, locale: string): string =>
  format(locale, zone, { hour: '2-digit', minute: '2-digit' }).format(at);

export const dayAndTime = (at: number, zone: string, locale: string): string =>
  format(locale, zone, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);

export const day = (at: number, zone: string, locale: string): string =>
  format(locale, zone, { month: 'long', day: 'numeric', weekday: 'short' }).format(at);

/** `YYYY-MM-DD` in the zone. */
export const plainDate = (at: number, zone: string): string =>
  format('en-CA', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);

/** As in a text that is read: 2026年12月3日, December 3, 2026. */
export const wordedDate = (at: number, zone: string, locale: string): string =>
  format(locale, zone, { year: 'numeric', month: 'long', day: 'numeric' }).format(at);

/** A deadline as `YYYY-MM-DD`, with its time unless it is the end of a day, which is midnight of the next. */
export function deadline(at: number, zone: string): string {
  const time = hourMinute(at, zone, 'en');
  return time === '00:00' ? plainDate(at - 1, zone) : `${plainDate(at, zone)} ${time}`;
}

/** `m:ss`, `h:mm:ss` from an hour on. */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

export const wholeMinutes = (ms: number): number => Math.max(0, Math.floor(ms / 60_000));

/** At most `most` letters as they are read (a letter with its vowel marks is one), with a sign where more followed. */
export function shortened(name: string, most: number): string {
  const letters = Array.from(new Intl.Segmenter().segment(name), ({ segment }) => segment);
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : name;
}

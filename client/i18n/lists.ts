import { currentLanguage } from './i18n.ts';

/** `甲、乙和丙` in the language of the page; `unit` leaves the last "and" out. */
export const listed = (items: readonly string[], type: 'conjunction' | 'unit' = 'conjunction'): string =>
  new Intl.ListFormat(currentLanguage(), { type, style: 'long' }).format(items);

import { translate } from './i18n.ts';

/** `甲、乙和丙` in the language of the page. A browser's first `Intl.ListFormat` takes longer than the page around it. */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  if (items.length < 2) return last;
  const before = items.slice(0, -1).join(translate('list.comma'));
  return `${before}${translate(items.length === 2 ? 'list.pair' : 'list.last')}${last}`;
}

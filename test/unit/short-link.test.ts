/** What people type of a short link. */
import { expect, test } from 'vitest';
import { SHORT_ALPHABET, shortCodeOf } from '../../shared/short-link.ts';

test('a code is found however it is typed; what cannot be one is none', () => {
  for (const typed of ['AB7K', 'ab7k', ' aB 7k ', 'AB-7K', 'ＡＢ７Ｋ']) expect(shortCodeOf(typed)).toBe('AB7K');
  for (const typed of ['', 'AB7', 'AB7KK', 'A07K', 'AO7K', 'A17K', 'AI7K', 'AL7K', 'A/7K', '直通车号'])
    expect(shortCodeOf(typed)).toBeNull();
});

test('no two characters are taken for each other', () => {
  expect(SHORT_ALPHABET).not.toMatch(/[01OIL]/);
  expect(new Set(SHORT_ALPHABET).size).toBe(31);
});

/** Texts by their dotted names, with plural forms and values. */
import { expect, test } from 'vitest';
import { fill, findText } from '../../../client/i18n/wording.ts';

const OWN = { queue: { ahead_one: '{{count}} person', ahead_other: '{{count}} people', title: 'Queue' } };
const COMMON = { queue: { title: 'common', away: 'Away' }, done: 'Done' };

test('the first file that has a text gives it, the next ones what it lacks', () => {
  expect(findText([OWN, COMMON], 'queue.title')).toBe('Queue');
  expect(findText([OWN, COMMON], 'queue.away')).toBe('Away');
  expect(findText([OWN, COMMON], 'done')).toBe('Done');
});

test('with a count the plural form goes first; a text without forms serves every count', () => {
  expect(findText([OWN], 'queue.ahead', 'one')).toBe('{{count}} person');
  expect(findText([OWN], 'queue.ahead', 'other')).toBe('{{count}} people');
  expect(findText([OWN], 'queue.title', 'one')).toBe('Queue');
});

test('a name that no file knows, and one of a group, have no text', () => {
  expect(findText([OWN, COMMON], 'queue.absent')).toBeUndefined();
  expect(findText([OWN, COMMON], 'done.more')).toBeUndefined();
  expect(findText([OWN, COMMON], 'queue')).toBeUndefined();
});

test('values are put in as they are: what looks like a place in them is none', () => {
  expect(fill('{{name}}: {{count}} / {{count}}', { name: '{{count}} $t(done) $&', count: 3 })).toBe(
    '{{count}} $t(done) $&: 3 / 3',
  );
  expect(fill('[{{absent}}]', {})).toBe('[]');
});

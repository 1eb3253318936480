/** [T5] Which words of the county's list stand in what is to be approved, however they are written. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as list from '../../shared/words.ts';
import { wordKey, wordsOfLines } from '../../shared/words.ts';

const asListed = (words: readonly string[]) => words.map((word) => ({ word }));
const wordsIn = (text: string, words: readonly string[]) => list.wordsIn(text, asListed(words)).map(({ word }) => word);
const wordsInAny = (texts: readonly string[], words: readonly string[]) =>
  list.wordsInAny(texts, asListed(words)).map(({ word }) => word);

describe('[T5] a listed word is found', () => {
  test.each([
    ['as it is', '他是骗子吗', '骗子'],
    ['with spaces between', '他是骗 子', '骗子'],
    ['with punctuation between', '骗·子', '骗子'],
    ['over two lines', '骗\n子', '骗子'],
    ['with an invisible character between', '骗\u200b子', '骗子'],
    ['in another case', 'BaD', 'bad'],
    ['full width', 'ＢＡＤ１', 'bad1'],
    ['half width, where the list has it full', 'bad', 'Ｂａｄ'],
    ['with marks over letters', 'b\u00e0d', 'bad'],
    ['with dots between letters', 'b.a.d', 'bad'],
    ['beside Chinese', '这bad了', 'bad'],
    ['in circled and raised letters', 'ⓑᵃⅾ', 'bad'],
    ['with Cyrillic letters that look alike', 'bаd', 'bad'],
    ['with a Hangul filler between', '骗\u3164子', '骗子'],
    ['with a variation selector', '骗\ufe00子', '骗子'],
    ['with a radical drawn like it', '⼒气', '力气'],
  ])('%s', (_how, text, word) => {
    expect(wordsIn(text, [word])).toEqual([word]);
  });

  test.each([
    ['within a longer Latin word', 'badge', 'bad'],
    ['where one Latin word ends and the next begins', 'a bad gel', 'dge'],
    ['within a longer figure', '1964', '64'],
    ['with another character between', '骗孩子', '骗子'],
    ['of punctuation alone', '……', '。'],
    ['in nothing', '', '骗子'],
  ])('and not %s', (_how, text, word) => {
    expect(wordsIn(text, [word])).toEqual([]);
  });

  test('each once, in the order of the list, and never across two texts', () => {
    expect(wordsInAny(['骗子骗子', '坏蛋'], ['坏蛋', '骗子', '没有'])).toEqual(['坏蛋', '骗子']);
    expect(wordsInAny(['骗', '子'], ['骗子'])).toEqual([]);
  });

  test('wherever a Chinese word stands and whatever is put between its characters', () => {
    const between = fc.array(fc.constantFrom(' ', '.', '*', '　', '—', '\n', '\u200b')).map((some) => some.join(''));
    fc.assert(
      fc.property(fc.string(), between, fc.string(), (before, gap, after) => {
        expect(wordsIn(`${before}骗${gap}子${after}`, ['骗子'])).toEqual(['骗子']);
      }),
    );
  });

  test('whatever the width, the case and what is put between the letters', () => {
    const wide = (char: string) => String.fromCodePoint((char.codePointAt(0) ?? 0) + 0xfee0);
    const ways = [
      (char: string) => char,
      (char: string) => char.toUpperCase(),
      wide,
      (char: string) => `${char}\u200d`,
    ];
    const spelt = fc
      .stringMatching(/^[a-z0-9]{1,8}$/)
      .chain((word) => fc.tuple(fc.constant(word), fc.array(fc.nat(3), { minLength: 8, maxLength: 8 })));
    fc.assert(
      fc.property(spelt, fc.constantFrom('', ' ', '.', '·', '\u2060'), ([word, how], gap) => {
        const written = [...word].map((char, at) => ways[how[at] ?? 0]?.(char)).join(gap);
        expect(wordsIn(`他${written}了`, [word])).toEqual([word]);
      }),
    );
  });

  test('by a key that stays the same when it is taken again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(wordKey(wordKey(text))).toBe(wordKey(text));
      }),
    );
  });
});

describe('[T5] [M3] a text without them', () => {
  test.each([
    ['他是骗 子，骗子！', ['骗子'], '他是＊ ＊，＊＊！'],
    ['没有', ['骗子'], '没有'],
    // What one leaves behind is another.
    ['骗骗子子', ['骗子'], '＊＊＊＊'],
    ['a-s-s in class', ['ass'], '＊-＊-＊ in class'],
    ['互相盖住', ['互相', '相盖'], '＊＊＊住'],
    ['好。', ['。'], '好。'],
  ])('%s', (text, words, without) => {
    expect(list.withoutWords(text, asListed(words))).toBe(without);
  });

  test('has none of them, and is as long', () => {
    const letters = fc.string({ unit: fc.constantFrom('骗', '子', 'a', 'S', ' ', '，'), maxLength: 30 });
    const words = fc.array(fc.string({ unit: fc.constantFrom('骗', '子', 'a', 's'), minLength: 1, maxLength: 3 }));
    fc.assert(
      fc.property(letters, words, (text, listed) => {
        const without = list.withoutWords(text, asListed(listed));
        expect(wordsIn(without, listed)).toEqual([]);
        expect([...without]).toHaveLength([...text].length);
      }),
    );
  });
});

test('[T5] lines of words: each spelling once, blank lines left out, what is no word named by its line', () => {
  expect(wordsOfLines('\uFEFF骗子\r\n\n 骗 子 \nBad\nＢＡＤ')).toEqual({ words: ['骗子', 'Bad'], faults: [] });
  expect(wordsOfLines(`好\n。。\n${'长'.repeat(21)}`)).toEqual({ words: ['好'], faults: [2, 3] });
  expect(wordKey(' Ｂ-a-D！')).toBe('bad');
});

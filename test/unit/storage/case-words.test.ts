import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FieldCrypto } from '../../../server/storage/crypto.ts';
import { WordHashes } from '../../../server/storage/words/hashes.ts';
import { askedWords, signsOf, wordsOf } from '../../../server/storage/words/tokens.ts';
import { matter, numbers } from '../../bench/support/case-texts.ts';

const cutter = Jieba.withDict(dict);
const finds = (asked: string, { subject = '', rest = '' }) => {
  const words = new Set([...wordsOf(cutter, `${subject}\n${rest}`), ...signsOf(subject)]);
  return askedWords(cutter, asked).every((word) => words.has(word));
};

describe('words of cases', () => {
  const one = {
    subject: '自来水管破裂，停水五天',
    rest: '青禾镇柳沟村三组，多次向村委会反映没有结果。ＤＬ2026-000123 车牌 云A·12345',
  };
  it.each([
    '停水',
    '水管',
    '自来水',
    '柳沟村',
    '青禾镇',
    '柳沟 停水',
    '破裂停水',
    'dl2026-000123',
    'DL2026',
    '123',
    '000123',
    '村委会',
    '水',
    '12345',
  ])('finds %s', (asked) => expect(finds(asked, one)).toBe(true));
  it.each(['停电', '杨沟村', '停水 供暖', 'DL2025', '124', '镇'])('does not find %s', (asked) =>
    expect(finds(asked, one)).toBe(false),
  );

  it('finds what stands in a text, wherever it was taken from it', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(200), fc.integer({ min: 2, max: 12 }), (seed, from, length) => {
        const { subject, more } = matter(numbers(seed));
        const runs = more.split(/[，。]/).filter((run) => run.length >= 2);
        const run = runs[from % runs.length]!;
        const start = from % (run.length - 1);
        const asked = run.slice(start, start + length);
        // Words that are everywhere find nothing by themselves.
        fc.pre(askedWords(cutter, asked).some((word) => word.length > 1));
        // A piece of a word that is no word itself is the one thing that is not found.
        const whole = cutter.cut(run, false);
        const starts = new Set(whole.map((_, index) => whole.slice(0, index).join('').length));
        fc.pre(starts.has(start) && (starts.has(start + asked.length) || start + asked.length === run.length));
        expect(finds(asked, { subject, rest: more }), `${asked} in ${run}`).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('keeps words apart from facts and from other keys, and tells nothing without the key', () => {
    const hashes = new WordHashes(new FieldCrypto(new Uint8Array(32).fill(7)));
    const others = new WordHashes(new FieldCrypto(new Uint8Array(32).fill(8)));
    expect(hashes.word('停水')).toBe(hashes.word('停水'));
    expect(hashes.word('停水')).not.toBe(others.word('停水'));
    expect(hashes.word('open') & 1).toBe(0);
    expect(hashes.facet('open') & 1).toBe(1);
  });
});

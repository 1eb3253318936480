/**
 * Which words of a text it is found by. Whatever is asked for in Chinese is found where it stands in the text, however
 * either was cut: of a text all words of the dictionary are taken that stand anywhere in it, overlapping ones too, and the
 * pairs of characters of which one stands alone, such as names of places; what is asked for is cut once.
 */

/** What of `@node-rs/jieba` this needs. */
export interface Cutter {
  cut(text: string, unknownWords?: boolean): string[];
  cutAll(text: string): string[];
}

const HAN = /\p{Script=Han}+/gu;
/** Letters and digits, joined as in a case's number or a plate. */
const LATIN = /[\p{Script=Latin}\p{Nd}]+(?:[-.][\p{Script=Latin}\p{Nd}]+)*/gu;
/** So long a word is no word. */
const LONGEST = 40;
/** In nearly every case: they tell none from another. */
const EVERYWHERE = new Set(
  '我们 你们 他们 希望 反映 问题 情况 相关 有关 部门 领导 您好 你好 尊敬 谢谢 感谢 请问 现在 已经 可以 没有 什么 一个 这个 那个 因为 所以 但是 如果'.split(
    ' ',
  ),
);

/** One spelling: full and half width, capitals. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Words that a text is found by, each once. */
export function wordsOf(cutter: Cutter, text: string): Set<string> {
  const words = new Set<string>();
  const its = plain(text);
  for (const [run] of its.matchAll(HAN)) {
    for (const word of cutter.cutAll(run)) if (word.length > 1 && !EVERYWHERE.has(word)) words.add(word);
    for (const pair of pairsOf(cutter.cut(run, false))) words.add(pair);
  }
  for (const word of latinOf(its)) words.add(word);
  return words;
}

/** The characters of a line: what is asked for by one character is looked for in subjects alone. */
export const signsOf = (line: string): string[] => [
  ...new Set([...plain(line).matchAll(HAN)].flatMap(([run]) => [...run])),
];

/** What is asked for, each of which must be among a text's words or the signs of its subject. */
export function askedWords(cutter: Pick<Cutter, 'cut'>, text: string): string[] {
  const its = plain(text);
  const words = new Set<string>();
  for (const [run] of its.matchAll(HAN)) {
    const pieces = cutter.cut(run, false);
    for (const piece of pieces) if (piece.length > 1 && !EVERYWHERE.has(piece)) words.add(piece);
    for (const pair of pairsWithin(pieces)) words.add(pair);
  }
  for (const [word] of its.matchAll(LATIN)) words.add(word.slice(0, LONGEST));
  return words.size > 0 ? [...words] : signsOf(its);
}

/** Neighbouring characters of which at least one is a piece of its own. */
function* pairsOf(pieces: readonly string[]): Generator<string> {
  for (let at = 1; at < pieces.length; at += 1) {
    const before = pieces[at - 1] ?? '';
    const here = pieces[at] ?? '';
    if (before.length === 1 || here.length === 1) yield before.slice(-1) + here.slice(0, 1);
  }
}

/** Pairs of neighbours that both stand alone: only they are surely cut alike in the text. */
function* pairsWithin(pieces: readonly string[]): Generator<string> {
  for (let at = 1; at < pieces.length; at += 1) {
    const before = pieces[at - 1] ?? '';
    const here = pieces[at] ?? '';
    if (before.length === 1 && here.length === 1) yield before + here;
  }
}

/** The whole, and what stands between its marks; of a number without its leading noughts too. */
function* latinOf(text: string): Generator<string> {
  for (const [whole] of text.matchAll(LATIN)) {
    if (whole.length > LONGEST) continue;
    yield whole;
    for (const part of whole.split(/[-.]/)) {
      if (part !== whole) yield part;
      if (/^0+\d/.test(part)) yield part.replace(/^0+/, '');
    }
  }
}

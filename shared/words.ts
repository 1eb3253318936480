/** A county's word list (T5): which of its words stand in a text, however they are spaced, cased or set wide. */

/** Most words of a county, and most characters of one. */
export const MOST_WORDS = 3000;
export const WORD_LENGTH = 20;
/** Most characters of the reason that is shown with a word. */
export const WORD_REASON = 60;

/** `ask`: the moderator may approve all the same; `never`: it has to be changed. */
export const WORD_LEVELS = ['ask', 'never'] as const;
export type WordLevel = (typeof WORD_LEVELS)[number];

export interface ListedWord {
  readonly word: string;
  readonly level: WordLevel;
  readonly reason: string;
}

interface Letter {
  readonly letter: string;
  /** Index in the text, in code points. */
  readonly at: number;
}

const LETTER = /[\p{L}\p{N}]/u;
const LATIN = /^[a-z0-9]$/;
/** Letters by kind that are drawn as nothing, Hangul fillers among them. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
/** Cyrillic and Greek letters that look like Latin ones. */
const ALIKE = new Map(
  [...'аaеeоoрpсcуyхxіiјjѕsԁdһhкkмmтtвbнhαaεeοoρpνvιiκkτtυu'.matchAll(/(.)(.)/gu)].map(([, a, b]) => [a, b]),
);

/** Letters and digits alone, in one width, case and script; whatever stands between them is left out. */
function lettersOf(text: string): Letter[] {
  return [...text].flatMap((char, at) =>
    [...char.normalize('NFKD').toLowerCase().normalize('NFKD')]
      .filter((one) => LETTER.test(one) && !INVISIBLE.test(one))
      .map((one) => ({ letter: ALIKE.get(one) ?? one, at })),
  );
}

/** What two spellings of one word have in common; empty where a word has neither letter nor digit. */
export const wordKey = (word: string): string =>
  lettersOf(word)
    .map(({ letter }) => letter)
    .join('');

/**
 * The words of `words` that stand in `text`, each once, in the order of the list. A word in Latin letters does not count
 * inside a longer one: `ass` stands in `a-s-s` and not in `class` or `as simple`.
 */
export function wordsIn<W extends { readonly word: string }>(text: string, words: readonly W[]): W[] {
  const letters = lettersOf(text);
  const joined = letters.map(({ letter }) => letter);
  return words.filter(({ word }) => {
    const wanted = [...wordKey(word)];
    return wanted.length > 0 && joined.some((_, from) => standsAt(letters, wanted, from));
  });
}

/** Those that stand in one of the texts; none counts across two. */
export const wordsInAny = <W extends { readonly word: string }>(texts: readonly string[], words: readonly W[]): W[] => {
  const found = new Set(texts.flatMap((text) => wordsIn(text, words)));
  return words.filter((word) => found.has(word));
};

/** The text with each of these words blotted out, also where taking one out brings another together. */
export function withoutWords(text: string, words: readonly { readonly word: string }[]): string {
  const letters = lettersOf(text);
  const chars = [...text];
  for (const { word } of words) {
    const wanted = [...wordKey(word)];
    if (wanted.length === 0) continue;
    for (let from = 0; from < letters.length; from += 1) {
      if (!standsAt(letters, wanted, from)) continue;
      for (const { at } of letters.slice(from, from + wanted.length)) chars[at] = BLOT;
    }
  }
  const blotted = chars.join('');
  return blotted === text ? text : withoutWords(blotted, words);
}
const BLOT = '＊';

function standsAt(letters: readonly Letter[], wanted: readonly string[], from: number): boolean {
  if (!wanted.every((letter, index) => letters[from + index]?.letter === letter)) return false;
  const goesOn = (left: number) => {
    const [a, b] = [letters[left], letters[left + 1]];
    return Boolean(a && b && b.at === a.at + 1 && LATIN.test(a.letter) && LATIN.test(b.letter));
  };
  return !goesOn(from - 1) && !goesOn(from + wanted.length - 1);
}

/** The words on the lines of a text, each once; blank lines are left out. `faults`: lines that are no word, from 1. */
export function wordsOfLines(text: string): { readonly words: string[]; readonly faults: number[] } {
  const words = new Map<string, string>();
  const faults: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const word = line.replace(/^\uFEFF/, '').trim();
    if (word === '') continue;
    const key = wordKey(word);
    if (key === '' || [...word].length > WORD_LENGTH || /\p{Cc}/u.test(word)) faults.push(index + 1);
    else if (!words.has(key)) words.set(key, word);
  }
  return { words: [...words.values()], faults };
}

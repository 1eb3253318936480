/** The thread that cuts texts into words: reading the dictionary takes up to half a second, in which no call may wait. */
import { parentPort } from 'node:worker_threads';
import { Jieba, TfIdf } from '@node-rs/jieba';
import { dict, idf } from '@node-rs/jieba/dict.js';
import { askedWords, signsOf, wordsOf } from './tokens.ts';

export interface ToCutter {
  readonly id: number;
  readonly ask: Cut;
}
export type Cut =
  /** Words that cases are found by: of a subject also its single characters. */
  | { readonly kind: 'index'; readonly texts: readonly { readonly subject: string; readonly rest: string }[] }
  | { readonly kind: 'asked'; readonly text: string }
  /** Those that tell most of what a text is about, the most telling first. */
  | { readonly kind: 'telling'; readonly text: string; readonly most: number };
export interface FromCutter {
  readonly id: number;
  readonly words: readonly (readonly string[])[];
}

const cutter = Jieba.withDict(dict);
let frequencies: TfIdf | null = null;

parentPort?.on('message', ({ id, ask }: ToCutter) => {
  parentPort?.postMessage({ id, words: cut(ask) } satisfies FromCutter);
});

function cut(ask: Cut): string[][] {
  switch (ask.kind) {
    case 'index':
      return ask.texts.map(({ subject, rest }) => [
        ...new Set([...wordsOf(cutter, `${subject}\n${rest}`), ...signsOf(subject)]),
      ]);
    case 'asked':
      return [askedWords(cutter, ask.text)];
    case 'telling': {
      frequencies ??= TfIdf.withDict(idf);
      const found = wordsOf(cutter, ask.text);
      const words = frequencies.extractKeywords(cutter, ask.text, 2 * ask.most).map(({ keyword }) => keyword);
      return [words.filter((word) => found.has(word)).slice(0, ask.most)];
    }
  }
}

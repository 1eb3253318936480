import type { ChildProcess } from 'node:child_process';

/** A stack with its message, or what is wrong with several settings. */
const ENOUGH_OF_ITS_WORDS = 4_000;

/** What a program complains of on stderr, the end of it. */
export function wordsOf(child: ChildProcess): () => string {
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    words = (words + chunk).slice(-ENOUGH_OF_ITS_WORDS);
  });
  return () => words.trim();
}

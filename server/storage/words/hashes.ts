/**
 * Words of cases as the database has them: keyed hashes of 31 bits, so that the content is found by its words and cannot be
 * read from them. Facts of a case (facets) are hashed among them, told apart by the lowest bit: facts and words are found
 * together by one index.
 */
import type { FieldCrypto } from '../crypto.ts';

/** Of so many the hash is remembered: a county's words are few, and a keyed hash takes longer than cutting a text. */
const MOST_REMEMBERED = 200_000;

export class WordHashes {
  readonly #crypto: FieldCrypto;
  readonly #known = new Map<string, number>();

  constructor(crypto: FieldCrypto) {
    this.#crypto = crypto;
  }

  word(word: string): number {
    return this.#hash('case.word', word) & ~1;
  }

  facet(facet: string): number {
    return this.#hash('case.facet', facet) | 1;
  }

  #hash(kind: string, text: string): number {
    const key = `${kind}\0${text}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = Buffer.from(this.#crypto.index(kind, text), 'base64url').readInt32BE(0);
    if (this.#known.size < MOST_REMEMBERED) this.#known.set(key, made);
    return made;
  }
}

/**
 * Entries that show tampering (K7). Each link covers the one before it and the digest of the encrypted payload, never
 * the payload: erasing a person's key erases the person and not the chain.
 */

export interface Link {
  /** Digest of the entry's encrypted payload. */
  readonly digest: string;
  readonly link: string;
}

export type Hash = (text: string) => string;

/** What stands before the first entry of a county's chain. */
export const CHAIN_START = '';

export const linkOf = (previous: string, digest: string, hash: Hash): string => hash(`${previous}\n${digest}`);

/** The index of the first entry that does not follow from those before it; `null`: the chain is whole. */
export function firstBroken(links: readonly Link[], hash: Hash): number | null {
  let previous = CHAIN_START;
  for (const [index, { digest, link }] of links.entries()) {
    if (linkOf(previous, digest, hash) !== link) {
      return index;
    }
    previous = link;
  }
  return null;
}

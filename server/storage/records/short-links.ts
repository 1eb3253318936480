import { randomInt } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { SHORT_ALPHABET, SHORT_LENGTH } from '../../../shared/short-link.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, type Link } from '../link.ts';
import { shortLink } from '../schema.ts';

type Reads = Pick<Reader, 'shortCode' | 'sessionOfShortCode'>;
type Writes = Pick<Writer, 'giveShortCode'>;

/** Of 923,521 codes: even with half of them taken, all of these miss once in a million times. */
const TRIES = 20;

export const shortLinkReads = ({ db }: Link): Reads => ({
  async shortCode(sessionId) {
    return first(await db.select().from(shortLink).where(eq(shortLink.sessionId, sessionId)))?.code ?? null;
  },
  async sessionOfShortCode(code) {
    return first(await db.select().from(shortLink).where(eq(shortLink.code, code)))?.sessionId ?? null;
  },
});

export const shortLinkWrites = (link: Link): Writes => ({
  async giveShortCode({ id, countyId }) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      await link.db.insert(shortLink).values({ code: randomCode(), countyId, sessionId: id }).onConflictDoNothing();
      const given = await shortLinkReads(link).shortCode(id);
      if (given !== null) return;
    }
    throw new Error('No short link is free');
  },
});

const randomCode = (): string =>
  Array.from({ length: SHORT_LENGTH }, () => SHORT_ALPHABET[randomInt(SHORT_ALPHABET.length)]).join('');

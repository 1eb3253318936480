/**
 * Gives cases their words after they were committed: cutting a text must not hold up the call in which a case is opened.
 * What a process that died left behind is done by the next.
 */
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import type { Logger } from 'pino';
import { listingOf } from '../../domain/cases/listing.ts';
import { Rounds } from '../../services/rounds.ts';
import { isAnyOf, type Link } from '../link.ts';
import { caseFromRow } from '../mappers/case.ts';
import { facetsOf, listingToRow } from '../mappers/case-listing.ts';
import { placeOfReply } from '../records/case-loop.ts';
import { caseListing, caseRecord, caseReply } from '../schema.ts';

const BATCH = 50;
const AFTER_FAILURE_MS = 30_000;

export class CaseIndexing {
  readonly #link: Link;
  readonly #rounds: Rounds;
  #later: NodeJS.Timeout | undefined;

  constructor(link: Link, log: Pick<Logger, 'error'>) {
    this.#link = link;
    const onFailure = (cause: unknown) => {
      log.error({ err: cause }, 'cases could not be made ready for search; tried again later');
      this.#later = setTimeout(() => void this.run(), AFTER_FAILURE_MS).unref();
    };
    this.#rounds = new Rounds({ round: async () => (await this.#round()) === BATCH, onFailure });
  }

  /** Cases were written. Never rejects. */
  run(): Promise<void> {
    return this.#rounds.run();
  }

  async close(): Promise<void> {
    clearTimeout(this.#later);
    await this.#rounds.close();
  }

  async #round(): Promise<number> {
    const { db, crypto, cutter, hashes } = this.#link;
    const stale = await db
      .select({ caseId: caseListing.caseId })
      .from(caseListing)
      .where(eq(caseListing.stale, true))
      .limit(BATCH);
    if (stale.length === 0) return 0;
    const ids = stale.map(({ caseId }) => caseId);
    const rows = await db.select().from(caseRecord).where(isAnyOf(caseRecord.id, ids));
    const records = rows.map((row) => caseFromRow(row, crypto));
    const replies = await db
      .select({ id: caseReply.id, caseId: caseReply.caseId, textSealed: caseReply.textSealed })
      .from(caseReply)
      .where(and(isAnyOf(caseReply.caseId, ids), eq(caseReply.kind, 'official'), isNotNull(caseReply.officialAt)));
    const texts = records.map(({ id, subject, more, placeName, number }) => ({
      subject,
      rest: [
        more,
        placeName,
        number,
        ...replies
          .filter(({ caseId }) => caseId === id)
          .map((reply) => crypto.open(placeOfReply(reply.id), reply.textSealed)),
      ].join('\n'),
    }));
    const words = await cutter.cut({ kind: 'index', texts });
    for (const [index, record] of records.entries()) {
      const listing = listingOf(record);
      const its = [...facetsOf(listing, hashes), ...(words[index] ?? []).map((word) => hashes.word(word))];
      await db
        .update(caseListing)
        .set({ ...listingToRow(listing), words: its, stale: false })
        // Written anew meanwhile: it comes again.
        .where(and(eq(caseListing.caseId, record.id), sql`${caseListing.version} <= ${record.version}`));
    }
    return stale.length;
  }
}

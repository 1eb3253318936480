/** Notices that were committed and not yet delivered. */
import { and, asc, eq, isNull, lte, sql } from 'drizzle-orm';
import type { NoticeFault, OutgoingNotice } from '../services/ports/store.ts';
import type { Link } from './link.ts';
import { noticeFromRow } from './records/notices.ts';
import { outgoingNotice } from './schema.ts';

/** Whoever takes a notice has this long to deliver it before another may. */
const LEASE_MS = 30_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** What could not be told for a day is told no more: the turn, or the evening, is long over. */
const GIVE_UP_AFTER_MS = 24 * 3600 * 1000;
const isOpen = and(isNull(outgoingNotice.sentAt), isNull(outgoingNotice.givenUpAt));

export interface TakenNotice {
  readonly notice: OutgoingNotice;
  /** Counts from 1. */
  readonly tries: number;
}

export class Outbox {
  readonly #link: Link;
  readonly #listeners = new Set<() => void>();

  constructor(link: Link) {
    this.#link = link;
  }

  /** Called after each commit that queued a notice in this process. Answers how to stop listening. */
  onQueued(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  nudge(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Takes due notices, oldest first; two nodes at once take different ones. */
  async take(now: number, limit: number): Promise<TakenNotice[]> {
    const { db, crypto } = this.#link;
    const due = db
      .select({ id: outgoingNotice.id })
      .from(outgoingNotice)
      .where(and(isOpen, lte(outgoingNotice.nextTryAt, now)))
      .orderBy(asc(outgoingNotice.nextTryAt))
      .limit(limit)
      .for('update', { skipLocked: true });
    const rows = await db
      .update(outgoingNotice)
      .set({ nextTryAt: now + LEASE_MS, tries: sql`${outgoingNotice.tries} + 1` })
      .where(sql`${outgoingNotice.id} in (${due})`)
      .returning();
    rows.sort((a, b) => a.at - b.at);
    return rows.map((row) => ({ notice: noticeFromRow(row, crypto), tries: row.tries }));
  }

  async sent(noticeId: string, now: number): Promise<void> {
    await this.#link.db.update(outgoingNotice).set({ sentAt: now }).where(eq(outgoingNotice.id, noticeId));
  }

  /** Tried again later, each time after twice as long; given up after a day. */
  async failed({ notice, tries }: TakenNotice, fault: NoticeFault, now: number): Promise<'retrying' | 'givenUp'> {
    const nextTryAt = now + Math.min(1000 * 2 ** tries, LONGEST_PAUSE_MS);
    const givenUpAt = now - notice.at >= GIVE_UP_AFTER_MS ? now : null;
    await this.#link.db
      .update(outgoingNotice)
      .set({ nextTryAt, fault, givenUpAt })
      .where(eq(outgoingNotice.id, notice.id));
    return givenUpAt === null ? 'retrying' : 'givenUp';
  }

  /** Makes leases of a process that died due again; only for the embedded database, which has one process. */
  async takeOver(now: number): Promise<void> {
    await this.#link.db
      .update(outgoingNotice)
      .set({ nextTryAt: sql`least(${outgoingNotice.nextTryAt}, greatest(${outgoingNotice.at}, ${now}))` })
      .where(isOpen);
  }
}

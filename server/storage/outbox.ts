/** Deliveries of notices that were committed and are not over: one for each way of a notice. */
import { and, asc, eq, gt, isNull, lte, sql } from 'drizzle-orm';
import type { NoticeFault, NoticeWay } from '../../shared/told.ts';
import type { OutgoingNotice } from '../services/ports/store.ts';
import type { Link } from './link.ts';
import { madeOnce, writtenOnce } from './made-once.ts';
import { noticeFromRow } from './records/notices.ts';
import { noticeDelivery, outgoingNotice } from './schema.ts';

/** Whoever takes a delivery has this long for it before another may. */
const LEASE_MS = 30_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
const isOpen = and(isNull(noticeDelivery.sentAt), isNull(noticeDelivery.givenUpAt));

export interface TakenNotice {
  readonly notice: OutgoingNotice;
  readonly way: NoticeWay;
  /** Counts from 1. */
  readonly tries: number;
  /** Epoch milliseconds after which it helps nobody. */
  readonly giveUpAt: number;
}

const { placeholder: place } = sql;
const isDue = and(isOpen, eq(noticeDelivery.way, place('way')), lte(noticeDelivery.nextTryAt, place('now')));
const givingUp = madeOnce((db) =>
  db
    .update(noticeDelivery)
    .set({ givenUpAt: sql`${place('now')}`, fault: sql`coalesce(${noticeDelivery.fault}, 'tooLate')` })
    .where(and(isDue, lte(noticeDelivery.giveUpAt, place('now')))),
);
/**
 * Step by step: as one join of both tables, planned while they were empty, it went through each of them once for every row
 * of the other.
 */
const taking = madeOnce((db) => {
  const due = db.$with('due').as(
    db
      .select({ noticeId: noticeDelivery.noticeId, way: noticeDelivery.way })
      .from(noticeDelivery)
      .where(and(isDue, gt(noticeDelivery.giveUpAt, place('now'))))
      .orderBy(asc(noticeDelivery.nextTryAt))
      .limit(place('limit'))
      .for('update', { skipLocked: true }),
  );
  const taken = db.$with('taken').as(
    db
      .update(noticeDelivery)
      .set({ nextTryAt: sql`${place('leaseUntil')}`, tries: sql`${noticeDelivery.tries} + 1` })
      .from(due)
      .where(and(eq(noticeDelivery.noticeId, due.noticeId), eq(noticeDelivery.way, due.way)))
      .returning({
        noticeId: noticeDelivery.noticeId,
        tries: noticeDelivery.tries,
        giveUpAt: noticeDelivery.giveUpAt,
      }),
  );
  return db.with(due, taken).select().from(taken).innerJoin(outgoingNotice, eq(outgoingNotice.id, taken.noticeId));
});
const sending = writtenOnce(
  () => sql`
    update ${noticeDelivery} set sent_at = ${place('now')}::bigint
      from unnest(${place('noticeIds')}::text[], ${place('ways')}::text[]) as its (notice_id, way)
      where ${noticeDelivery.noticeId} = its.notice_id and ${noticeDelivery.way} = its.way`,
);

export class Outbox {
  readonly #link: Link;
  readonly #listeners = new Set<() => void>();
  /** To be written down with the next turn of the event loop. */
  readonly #sent: { readonly noticeId: string; readonly way: NoticeWay }[] = [];
  #writingSent: Promise<void> | null = null;

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

  /**
   * Takes due deliveries of a way, oldest first; two nodes at once take different ones. What is too late is given up
   * instead.
   */
  async take(way: NoticeWay, now: number, limit: number): Promise<TakenNotice[]> {
    const { db, crypto } = this.#link;
    const [taken] = await Promise.all([
      taking(db, { way, now, limit, leaseUntil: now + LEASE_MS }),
      givingUp(db, { way, now }),
    ]);
    return taken
      .toSorted((a, b) => a.outgoing_notice.at - b.outgoing_notice.at)
      .map(({ taken: { tries, giveUpAt }, outgoing_notice: row }) => {
        return { notice: noticeFromRow(row, crypto), way, tries, giveUpAt };
      });
  }

  /** Those that are told of in one turn of the event loop are written down together. */
  sent({ notice, way }: Pick<TakenNotice, 'notice' | 'way'>, now: number): Promise<void> {
    this.#sent.push({ noticeId: notice.id, way });
    this.#writingSent ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        const sent = this.#sent.splice(0);
        this.#writingSent = null;
        const noticeIds = sent.map(({ noticeId }) => noticeId);
        const ways = sent.map((one) => one.way);
        sending(this.#link.db, { now, noticeIds, ways }).then(() => resolve(), reject);
      });
    });
    return this.#writingSent;
  }

  /** Tried again later, each time after twice as long; given up where that would be too late, or of no use. */
  async failed(
    { notice, way, tries, giveUpAt }: TakenNotice,
    fault: NoticeFault,
    now: number,
    forGood = false,
  ): Promise<'retrying' | 'givenUp'> {
    const nextTryAt = now + Math.min(1000 * 2 ** tries, LONGEST_PAUSE_MS);
    const givenUpAt = forGood || nextTryAt >= giveUpAt ? now : null;
    await this.#link.db.update(noticeDelivery).set({ nextTryAt, fault, givenUpAt }).where(isIt(notice.id, way));
    return givenUpAt === null ? 'retrying' : 'givenUp';
  }

  /** Makes leases of a process that died due again; only for the embedded database, which has one process. */
  async takeOver(now: number): Promise<void> {
    await this.#link.db
      .update(noticeDelivery)
      .set({ nextTryAt: sql`least(${noticeDelivery.nextTryAt}, greatest(${noticeDelivery.at}, ${now}))` })
      .where(isOpen);
  }
}

const isIt = (noticeId: string, way: NoticeWay) =>
  and(eq(noticeDelivery.noticeId, noticeId), eq(noticeDelivery.way, way));

import { desc, eq } from 'drizzle-orm';
import * as z from 'zod/mini';
import type { NoticeDelivery, OutgoingNotice, Reader, Writer } from '../../services/ports/store.ts';
import type { FieldCrypto } from '../crypto.ts';
import type { Link, WriteLink } from '../link.ts';
import { outgoingNotice } from '../schema.ts';

type Reads = Pick<Reader, 'sentNotices'>;
type Writes = Pick<Writer, 'queueNotice' | 'queueNotices' | 'markNoticeSent'>;
type NoticeRow = typeof outgoingNotice.$inferSelect;

const Content = z.object({ phone: z.string(), fields: z.record(z.string(), z.string()) });
const placeOfContent = (noticeId: string) => `outgoing_notice:${noticeId}`;

export function noticeFromRow(
  {
    id,
    countyId,
    template,
    at,
    contentSealed,
  }: Pick<NoticeRow, 'id' | 'countyId' | 'template' | 'at' | 'contentSealed'>,
  crypto: FieldCrypto,
): OutgoingNotice {
  return { id, countyId, template, at, ...Content.parse(JSON.parse(crypto.open(placeOfContent(id), contentSealed))) };
}

function deliveryFromRow({ sentAt, givenUpAt, fault, tries, nextTryAt }: NoticeRow): NoticeDelivery {
  if (sentAt !== null) return { state: 'sent', sentAt };
  if (fault === null) return { state: 'queued' };
  if (givenUpAt !== null) return { state: 'givenUp', fault, tries, givenUpAt };
  return { state: 'retrying', fault, tries, nextTryAt };
}

export const noticeReads = ({ db, crypto }: Link): Reads => ({
  async sentNotices(countyId, limit) {
    const its = eq(outgoingNotice.countyId, countyId);
    const rows = await db.select().from(outgoingNotice).where(its).orderBy(desc(outgoingNotice.at)).limit(limit);
    return rows.map((row) => ({ ...noticeFromRow(row, crypto), delivery: deliveryFromRow(row) }));
  },
});

/** A statement takes at most 65,535 values. */
const NOTICES_PER_STATEMENT = 1_000;

export const noticeWrites = ({ db, crypto, soon }: WriteLink, clock: () => number, onQueued: () => void): Writes => {
  const toRow = ({ id, countyId, phone, template, fields, at }: OutgoingNotice) => {
    const contentSealed = crypto.seal(placeOfContent(id), JSON.stringify({ phone, fields }));
    return { id, countyId, contentSealed, template, at, tries: 0, nextTryAt: at };
  };
  return {
    async queueNotice(notice) {
      soon(db.insert(outgoingNotice).values(toRow(notice)).execute());
      onQueued();
    },
    async queueNotices(notices) {
      for (let from = 0; from < notices.length; from += NOTICES_PER_STATEMENT)
        await db.insert(outgoingNotice).values(notices.slice(from, from + NOTICES_PER_STATEMENT).map(toRow));
      if (notices.length > 0) onQueued();
    },
    async markNoticeSent(noticeId) {
      await db.update(outgoingNotice).set({ sentAt: clock() }).where(eq(outgoingNotice.id, noticeId));
    },
  };
};

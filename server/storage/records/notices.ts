import { and, desc, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import * as z from 'zod/mini';
import { NOTICE_WAYS, type NoticeDelivery, type NoticeWay } from '../../../shared/told.ts';
import { timeLimitMs } from '../../domain/notices/time-limit.ts';
import type { FollowedNotice, OutgoingNotice, Reader, Writer } from '../../services/ports/store.ts';
import type { FieldCrypto } from '../crypto.ts';
import { isAnyOf, type Link, type WriteLink } from '../link.ts';
import { noticeDelivery, outgoingNotice, pushSubscription, ticketMail } from '../schema.ts';

type Reads = Pick<Reader, 'sentNotices' | 'noticesOfTicket'>;
type Writes = Pick<Writer, 'queueNotice' | 'queueNotices'>;
type NoticeRow = typeof outgoingNotice.$inferSelect;
type DeliveryRow = typeof noticeDelivery.$inferSelect;

const Content = z.object({ phone: z.string(), fields: z.record(z.string(), z.string()) });
const placeOfContent = (noticeId: string) => `outgoing_notice:${noticeId}`;

export function noticeFromRow({ contentSealed, ...row }: NoticeRow, crypto: FieldCrypto): OutgoingNotice {
  return { ...row, ...Content.parse(JSON.parse(crypto.open(placeOfContent(row.id), contentSealed))) };
}

function deliveryFromRow({ way, sentAt, givenUpAt, fault, tries, nextTryAt }: DeliveryRow): NoticeDelivery {
  if (sentAt !== null) return { way, state: 'sent', sentAt };
  if (fault === null) return { way, state: 'queued' };
  if (givenUpAt !== null) return { way, state: 'givenUp', fault, tries, givenUpAt };
  return { way, state: 'retrying', fault, tries, nextTryAt };
}

export const noticeReads = ({ db, crypto }: Link): Reads => {
  const newest = async (which: SQL, limit: number): Promise<FollowedNotice[]> => {
    const rows = await db.select().from(outgoingNotice).where(which).orderBy(desc(outgoingNotice.at)).limit(limit);
    const ids = rows.map(({ id }) => id);
    const its =
      ids.length > 0 ? await db.select().from(noticeDelivery).where(isAnyOf(noticeDelivery.noticeId, ids)) : [];
    const byNotice = Map.groupBy(its, ({ noticeId }) => noticeId);
    const inOrder = (id: string) =>
      (byNotice.get(id) ?? []).toSorted((a, b) => NOTICE_WAYS.indexOf(a.way) - NOTICE_WAYS.indexOf(b.way));
    return rows.map((row) => ({ ...noticeFromRow(row, crypto), deliveries: inOrder(row.id).map(deliveryFromRow) }));
  };
  return {
    sentNotices: (countyId, limit) => newest(eq(outgoingNotice.countyId, countyId), limit),
    noticesOfTicket: (ticketId, limit) => newest(eq(outgoingNotice.ticketId, ticketId), limit),
  };
};

/** A statement takes at most 65,535 values. */
const NOTICES_PER_STATEMENT = 1_000;

export const noticeWrites = ({ db, crypto, soon }: WriteLink, onQueued: () => void): Writes => {
  const toRow = ({ id, countyId, ticketId, phone, template, fields, at }: OutgoingNotice): NoticeRow => {
    const contentSealed = crypto.seal(placeOfContent(id), JSON.stringify({ phone, fields }));
    return { id, countyId, ticketId, contentSealed, template, at };
  };
  const toDelivery = ({ id, countyId, template, at }: OutgoingNotice, way: NoticeWay) =>
    ({ noticeId: id, way, countyId, at, tries: 0, nextTryAt: at, giveUpAt: at + timeLimitMs(template) }) as const;
  /** By ticket, what its person has besides the SMS. */
  const moreWays = async (notices: readonly OutgoingNotice[]): Promise<ReadonlyMap<string, readonly NoticeWay[]>> => {
    const ids = notices.flatMap(({ ticketId }) => ticketId ?? []);
    if (ids.length === 0) return new Map();
    const found = await unionAll(
      db
        .select({ ticketId: pushSubscription.ticketId, way: sql<NoticeWay>`'push'`.as('way') })
        .from(pushSubscription)
        .where(isAnyOf(pushSubscription.ticketId, ids)),
      db
        .select({ ticketId: ticketMail.ticketId, way: sql<NoticeWay>`'mail'`.as('way') })
        .from(ticketMail)
        .where(and(isAnyOf(ticketMail.ticketId, ids), isNotNull(ticketMail.confirmedAt))),
    );
    const ways = new Map<string, NoticeWay[]>();
    for (const { ticketId, way } of found) ways.set(ticketId, [...(ways.get(ticketId) ?? []), way]);
    return ways;
  };
  const queue = async (notices: readonly OutgoingNotice[], only?: readonly NoticeWay[]) => {
    for (let from = 0; from < notices.length; from += NOTICES_PER_STATEMENT) {
      const some = notices.slice(from, from + NOTICES_PER_STATEMENT);
      soon(db.insert(outgoingNotice).values(some.map(toRow)).execute());
      const more = only ? null : await moreWays(some);
      const waysOf = ({ ticketId }: OutgoingNotice) => only ?? (['sms', ...(more?.get(ticketId ?? '') ?? [])] as const);
      const rows = some.flatMap((notice) => waysOf(notice).map((way) => toDelivery(notice, way)));
      soon(db.insert(noticeDelivery).values(rows).execute());
    }
    if (notices.length > 0) onQueued();
  };
  return { queueNotice: (notice, only) => queue([notice], only), queueNotices: (notices) => queue(notices) };
};

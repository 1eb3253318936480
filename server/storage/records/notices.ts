import { desc, eq, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod/mini';
import { NOTICE_WAYS, type NoticeDelivery, type NoticeWay } from '../../../shared/told.ts';
import { timeLimitMs } from '../../domain/notices/time-limit.ts';
import type { FollowedNotice, OutgoingNotice, Reader, Writer } from '../../services/ports/store.ts';
import type { FieldCrypto } from '../crypto.ts';
import { isAnyOf, type Link, type WriteLink } from '../link.ts';
import { isAnyIn, writtenOnce } from '../made-once.ts';
import { noticeDelivery, outgoingNotice, pushSubscription, ticketMail } from '../schema.ts';

type Reads = Pick<Reader, 'sentNotices' | 'noticesOfTicket'>;
type Writes = Pick<Writer, 'queueNotice' | 'queueNotices'>;
type NoticeRow = typeof outgoingNotice.$inferSelect;
type DeliveryRow = typeof noticeDelivery.$inferSelect;

const Content = z.object({ phone: z.string(), fields: z.record(z.string(), z.string()) });
const { placeholder: place } = sql;
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

/** A row for each way that the persons of `queued` have, or for these alone; each helps for `limitMs`. */
function deliveries(only: boolean, queued: SQL): SQL {
  const ways = only
    ? sql`select unnest(${place('only')}::text[])`
    : sql`select 'sms'
        union all select 'push' from ${pushSubscription} where ${pushSubscription.ticketId} = queued.ticket_id
        union all select 'mail' from ${ticketMail}
          where ${ticketMail.ticketId} = queued.ticket_id and ${ticketMail.confirmedAt} is not null`;
  return sql`
    insert into ${noticeDelivery} (notice_id, way, county_id, at, tries, next_try_at, give_up_at)
      select queued.id, its.way, queued.county_id, queued.at, 0, queued.at, queued.at + ${place('limitMs')}::bigint
      from ${queued} cross join lateral (${ways}) as its (way)`;
}
const ofThese = sql`(select * from ${outgoingNotice} where ${isAnyIn(outgoingNotice.id, 'ids')}) as queued`;
const delivering = {
  allWays: writtenOnce(() => deliveries(false, ofThese)),
  theseWays: writtenOnce(() => deliveries(true, ofThese)),
};
/** One notice with its deliveries. */
const queueing = (only: boolean) =>
  writtenOnce<NoticeRow & { limitMs: number; only?: NoticeWay[] }, never>(
    () => sql`
      with queued as (
        insert into ${outgoingNotice} (id, county_id, ticket_id, content_sealed, template, at)
          values (${place('id')}, ${place('countyId')}, ${place('ticketId')}, ${place('contentSealed')},
            ${place('template')}, ${place('at')}::bigint)
          returning *)
      ${deliveries(only, sql`queued`)}`,
  );
const queueingOne = { allWays: queueing(false), theseWays: queueing(true) };

export const noticeWrites = ({ db, crypto, plain, onQueued }: WriteLink): Writes => {
  const toRow = ({ id, countyId, ticketId, phone, template, fields, at }: OutgoingNotice): NoticeRow => {
    const contentSealed = crypto.seal(placeOfContent(id), JSON.stringify({ phone, fields }));
    return { id, countyId, ticketId, contentSealed, template, at };
  };
  const queue = async (notices: readonly OutgoingNotice[], only?: readonly NoticeWay[]) => {
    for (let from = 0; from < notices.length; from += NOTICES_PER_STATEMENT) {
      const some = notices.slice(from, from + NOTICES_PER_STATEMENT);
      const [one] = some;
      if (some.length === 1 && one) {
        const its = { ...toRow(one), limitMs: timeLimitMs(one.template) };
        plain(only ? queueingOne.theseWays(db, { ...its, only: [...only] }) : queueingOne.allWays(db, its));
        continue;
      }
      plain(db.insert(outgoingNotice).values(some.map(toRow)).execute());
      for (const [limitMs, its] of Map.groupBy(some, ({ template }) => timeLimitMs(template))) {
        const ids = its.map(({ id }) => id);
        plain(
          only ? delivering.theseWays(db, { ids, limitMs, only: [...only] }) : delivering.allWays(db, { ids, limitMs }),
        );
      }
    }
    if (notices.length > 0) onQueued();
  };
  return { queueNotice: (notice, only) => queue([notice], only), queueNotices: (notices) => queue(notices) };
};

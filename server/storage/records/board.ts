/** The message board: publications on their way through their reviews, what is public now, and who follows it. */
import {
  aliasedTable,
  and,
  asc,
  desc,
  eq,
  ilike,
  inArray,
  isNotNull,
  like,
  notExists,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { Refusal } from '../../../shared/errors.ts';
import { CASE_STATES, type CaseState, publicStage } from '../../../shared/states.ts';
import type { PublicationRecord } from '../../domain/cases/publication.ts';
import type { BoardReader, BoardWriter, PublicPost } from '../../services/ports/board.ts';
import { first, isAnyOf, type Link } from '../link.ts';
import { caseFromRow } from '../mappers/case.ts';
import { caseFollow, caseRecord, caseReply, publication } from '../schema.ts';

const placeOf = (id: string) => `publication:${id}`;
const LIVE = ['second', 'final', 'published'] as const;

/** The contrary of `isProtected` (K2), in the store. */
const isUnprotected = (of: typeof caseRecord): SQL | undefined =>
  and(eq(of.sealed, false), sql`${of.aboutUnitIds} = '{}'`, sql`${of.aboutPersonIds} = '{}'`);

/** As `mayBePublic` says (K2, T6), in the store. */
const mayBePublic = (of: typeof caseRecord): SQL | undefined =>
  and(eq(of.publish, true), isUnprotected(of), sql`${of.state} not in ('submitted', 'refused', 'withdrawn')`);

type Row = typeof publication.$inferSelect;
type Sealed = Pick<PublicationRecord, 'shown' | 'reviews' | 'ended'>;

const leading = aliasedTable(caseRecord, 'leading');
/** The id of the case that the answer of this one comes from: a master may have been merged into another since (K6). */
const leaderOf = (of: typeof caseRecord) => sql<string>`case when ${of.state} = 'merged' then (
  with recursive up(id, into_id) as (
    select ${of.id}, ${of.stateFacts}->>'into'
    union all
    select m.id, case when m.state = 'merged' then m.state_facts->>'into' end from ${caseRecord} m join up on m.id = up.into_id
  )
  select up.id from up where up.into_id is null
) else ${of.id} end`;
const leads = sql`${leading.id} = ${leaderOf(caseRecord)}`;
const follows = sql<number>`(select count(*)::int from ${caseFollow} f where f.case_id = ${publication.caseId})`;

export const boardReads = ({ db, crypto }: Link): BoardReader => {
  const fromRow = ({ factsSealed, publicSubject: _s, publicText: _t, ...row }: Row): PublicationRecord => ({
    ...row,
    ...(JSON.parse(crypto.open(placeOf(row.id), factsSealed)) as Sealed),
  });
  const several = async (wanted: SQL | undefined, order: SQL[], limit: number) =>
    (
      await db
        .select()
        .from(publication)
        .where(wanted)
        .orderBy(...order)
        .limit(limit)
    ).map(fromRow);
  const posts = async (wanted: SQL | undefined, limit: number): Promise<PublicPost[]> => {
    const isPost = and(eq(publication.kind, 'post'), eq(publication.stage, 'published'), mayBePublic(caseRecord));
    const rows = await db
      .select({ publication, caseRecord, leading, follows })
      .from(publication)
      .innerJoin(caseRecord, eq(caseRecord.id, publication.caseId))
      .innerJoin(leading, leads)
      .where(and(isPost, wanted))
      .orderBy(desc(publication.publishedAt), desc(publication.id))
      .limit(limit);
    return rows.map((row) => ({
      publication: fromRow(row.publication),
      record: caseFromRow(row.caseRecord, crypto),
      leading: caseFromRow(row.leading, crypto),
      follows: row.follows,
    }));
  };
  return {
    async publication(publicationId) {
      const row = first(await db.select().from(publication).where(eq(publication.id, publicationId)));
      return row && fromRow(row);
    },
    publicationsOfCase: (caseId) => several(eq(publication.caseId, caseId), [asc(publication.beganAt)], 200),
    publicationsInReview: (countyId, limit) =>
      several(
        and(eq(publication.countyId, countyId), inArray(publication.stage, ['second', 'final'])),
        [asc(publication.beganAt), asc(publication.id)],
        limit,
      ),
    publicationsOut: (countyId, limit) =>
      several(
        and(eq(publication.countyId, countyId), eq(publication.stage, 'published')),
        [desc(publication.publishedAt), desc(publication.id)],
        limit,
      ),
    async unprotectedCases(caseIds) {
      if (caseIds.length === 0) return new Set();
      const rows = await db
        .select({ id: caseRecord.id })
        .from(caseRecord)
        .innerJoin(leading, leads)
        .where(and(isAnyOf(caseRecord.id, caseIds), isUnprotected(caseRecord), isUnprotected(leading)));
      return new Set(rows.map(({ id }) => id));
    },
    async casesToPublish(countyId, limit) {
      const begun = db
        .select()
        .from(publication)
        .where(
          and(
            eq(publication.caseId, caseRecord.id),
            eq(publication.kind, 'post'),
            sql`${publication.stage} <> 'returned'`,
          ),
        );
      const rows = await db
        .select()
        .from(caseRecord)
        .where(
          and(
            eq(caseRecord.countyId, countyId),
            mayBePublic(caseRecord),
            sql`${caseRecord.state} <> 'merged'`,
            notExists(begun),
          ),
        )
        .orderBy(asc(caseRecord.openedAt), asc(caseRecord.id))
        .limit(limit);
      return rows.map((row) => caseFromRow(row, crypto));
    },
    async repliesToPublish(countyId, limit) {
      const begun = db
        .select()
        .from(publication)
        .where(and(eq(publication.replyId, caseReply.id), sql`${publication.stage} <> 'returned'`));
      const posted = aliasedTable(caseRecord, 'posted');
      const out = db
        .select({ leaderId: leaderOf(posted) })
        .from(publication)
        .innerJoin(posted, eq(posted.id, publication.caseId))
        .where(and(eq(publication.kind, 'post'), eq(publication.stage, 'published')));
      const rows = await db
        .select({ caseRecord, replyId: caseReply.id })
        .from(caseReply)
        .innerJoin(caseRecord, eq(caseRecord.id, caseReply.caseId))
        .where(
          and(
            eq(caseRecord.countyId, countyId),
            eq(caseReply.kind, 'official'),
            isNotNull(caseReply.officialAt),
            mayBePublic(caseRecord),
            notExists(begun),
            inArray(caseRecord.id, out),
          ),
        )
        .orderBy(asc(caseReply.officialAt), asc(caseReply.id))
        .limit(limit);
      return rows.map((row) => ({ record: caseFromRow(row.caseRecord, crypto), replyId: row.replyId }));
    },
    publicPosts({ countyId, addresseeId, category, stage, text, cursor, limit }) {
      const states: CaseState[] = CASE_STATES.filter((state) => publicStage(state) === stage);
      const pattern = text && `%${text.replace(/[\\%_]/g, '\\$&')}%`;
      return posts(
        and(
          eq(publication.countyId, countyId),
          addresseeId ? eq(caseRecord.addresseeId, addresseeId) : undefined,
          category ? like(caseRecord.categoryCode, `${category}%`) : undefined,
          stage ? isAnyOf(leading.state, states) : undefined,
          pattern ? or(ilike(publication.publicSubject, pattern), ilike(publication.publicText, pattern)) : undefined,
          cursor
            ? sql`(${publication.publishedAt}, ${publication.id}) < (select p.published_at, p.id from ${publication} p where p.id = ${cursor})`
            : undefined,
        ),
        limit,
      );
    },
    async publicPost(countyId, number) {
      return first(await posts(and(eq(publication.countyId, countyId), eq(caseRecord.number, number)), 1));
    },
    async follows(caseId, phoneId) {
      const its = and(eq(caseFollow.caseId, caseId), eq(caseFollow.phoneId, phoneId));
      return first(await db.select().from(caseFollow).where(its)) !== null;
    },
    async followers(caseIds) {
      if (caseIds.length === 0) return [];
      const rows = await db
        .selectDistinct({ phoneId: caseFollow.phoneId })
        .from(caseFollow)
        .where(isAnyOf(caseFollow.caseId, caseIds));
      return rows.map(({ phoneId }) => phoneId);
    },
  };
};

export const boardWrites = ({ db, crypto }: Link): BoardWriter => {
  /** In the clear is what is public, to be found by its words, and no more once it is taken off. */
  const toRow = ({ shown, reviews, ended, ...record }: PublicationRecord) => ({
    ...record,
    beganAt: reviews[0]?.at ?? 0,
    publicSubject: record.stage === 'published' ? shown.subject : null,
    publicText: record.stage === 'published' ? shown.text : null,
    factsSealed: crypto.seal(placeOf(record.id), JSON.stringify({ shown, reviews, ended } satisfies Sealed)),
  });
  return {
    async insertPublication(record) {
      const its = and(
        eq(publication.caseId, record.caseId),
        eq(publication.kind, record.kind),
        inArray(publication.stage, [...LIVE]),
        record.replyId === null ? undefined : eq(publication.replyId, record.replyId),
      );
      if (first(await db.select().from(publication).where(its).limit(1))) {
        throw new Refusal('STALE', { caseId: record.caseId });
      }
      await db.insert(publication).values(toRow(record));
    },
    async savePublication(record) {
      const saved = await db
        .update(publication)
        .set({ ...toRow(record), version: record.version + 1 })
        .where(and(eq(publication.id, record.id), eq(publication.version, record.version)));
      if (saved.rowCount === 0) throw new Refusal('STALE', { publicationId: record.id });
    },
    async saveFollow(of, at) {
      await db
        .insert(caseFollow)
        .values({ ...of, at })
        .onConflictDoNothing();
    },
    async deleteFollow(caseId, phoneId) {
      await db.delete(caseFollow).where(and(eq(caseFollow.caseId, caseId), eq(caseFollow.phoneId, phoneId)));
    },
  };
};

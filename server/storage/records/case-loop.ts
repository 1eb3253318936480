/** What belongs to the loop of a case beside its own row: replies, follow-up calls, linked cases, and posts to write to. */
import { and, asc, desc, eq, or, sql } from 'drizzle-orm';
import { Refusal } from '../../../shared/errors.ts';
import type { CaseReplyRecord, FollowUpRecord } from '../../domain/cases/types.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, type Link } from '../link.ts';
import { entryFromRow } from '../mappers/audit.ts';
import { caseFromRow } from '../mappers/case.ts';
import { addressee, auditEntry, caseLink, caseMilestone, caseRecord, caseReply, followUp } from '../schema.ts';

type Reads = Pick<
  Reader,
  'casesMergedInto' | 'linkedCases' | 'caseReply' | 'repliesOfCase' | 'followUpsOfCase' | 'addressees' | 'lastOfCase'
>;
type Writes = Pick<
  Writer,
  | 'lockCase'
  | 'linkCases'
  | 'insertCaseReply'
  | 'saveCaseReply'
  | 'insertFollowUp'
  | 'insertMilestones'
  | 'insertAddressee'
>;

/** Where the text of a reply is sealed. */
export const placeOfReply = (id: string) => `case_reply.text:${id}`;
const placeOfNote = (id: string) => `follow_up.note:${id}`;

export const caseLoopReads = ({ db, crypto }: Link): Reads => {
  const replyFrom = ({ textSealed, ...row }: typeof caseReply.$inferSelect): CaseReplyRecord => ({
    ...row,
    text: crypto.open(placeOfReply(row.id), textSealed),
  });
  const followUpFrom = ({ noteSealed, ...row }: typeof followUp.$inferSelect): FollowUpRecord => ({
    ...row,
    note: crypto.open(placeOfNote(row.id), noteSealed),
  });
  return {
    async casesMergedInto(caseId) {
      const rows = await db
        .select()
        .from(caseRecord)
        .where(and(eq(caseRecord.state, 'merged'), sql`${caseRecord.stateFacts}->>'into' = ${caseId}`))
        .orderBy(asc(caseRecord.openedAt), asc(caseRecord.id));
      return rows.map((row) => caseFromRow(row, crypto));
    },
    async linkedCases(caseId) {
      const isOther = or(
        and(eq(caseLink.one, caseId), eq(caseRecord.id, caseLink.other)),
        and(eq(caseLink.other, caseId), eq(caseRecord.id, caseLink.one)),
      );
      const rows = await db
        .select({ caseRecord, split: caseLink.split })
        .from(caseLink)
        .innerJoin(caseRecord, isOther)
        .orderBy(asc(caseLink.at), asc(caseRecord.id));
      return rows.map((row) => ({ record: caseFromRow(row.caseRecord, crypto), split: row.split }));
    },
    async caseReply(replyId) {
      const row = first(await db.select().from(caseReply).where(eq(caseReply.id, replyId)));
      return row && replyFrom(row);
    },
    async repliesOfCase(caseId) {
      const its = eq(caseReply.caseId, caseId);
      return (await db.select().from(caseReply).where(its).orderBy(asc(caseReply.at), asc(caseReply.id))).map(
        replyFrom,
      );
    },
    async followUpsOfCase(caseId) {
      const its = eq(followUp.caseId, caseId);
      return (await db.select().from(followUp).where(its).orderBy(asc(followUp.at), asc(followUp.id))).map(
        followUpFrom,
      );
    },
    addressees(countyId) {
      return db.select().from(addressee).where(eq(addressee.countyId, countyId)).orderBy(asc(addressee.rank));
    },
    async lastOfCase(caseId) {
      const its = eq(auditEntry.caseId, caseId);
      const row = first(await db.select().from(auditEntry).where(its).orderBy(desc(auditEntry.seq)).limit(1));
      return row && entryFromRow(row, crypto);
    },
  };
};

export const caseLoopWrites = ({ db, crypto }: Link): Writes => ({
  async lockCase(caseId) {
    const row = first(await db.select().from(caseRecord).where(eq(caseRecord.id, caseId)).for('update'));
    return row && caseFromRow(row, crypto);
  },
  async linkCases(countyId, caseIds, split, at) {
    const [one, other] = caseIds.toSorted();
    if (one === undefined || other === undefined) return;
    await db.insert(caseLink).values({ countyId, one, other, split, at }).onConflictDoNothing();
  },
  async insertCaseReply({ text, ...reply }) {
    await db.insert(caseReply).values({ ...reply, textSealed: crypto.seal(placeOfReply(reply.id), text) });
  },
  async saveCaseReply({ id, firstReviewBy, officialAt }) {
    const saved = await db.update(caseReply).set({ firstReviewBy, officialAt }).where(eq(caseReply.id, id));
    if (saved.rowCount === 0) throw new Refusal('NOT_FOUND', { replyId: id });
  },
  async insertFollowUp({ note, ...record }) {
    await db.insert(followUp).values({ ...record, noteSealed: crypto.seal(placeOfNote(record.id), note) });
  },
  async insertMilestones(milestones) {
    if (milestones.length > 0) await db.insert(caseMilestone).values([...milestones]);
  },
  async insertAddressee(record) {
    await db.insert(addressee).values(record);
  },
});

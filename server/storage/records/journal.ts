import { and, asc, desc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { isAnyOf, type Link, type WriteLink } from '../link.ts';
import { madeOnce, placesOf } from '../made-once.ts';
import { entryFromRow, entryToRow } from '../mappers/audit.ts';
import { auditEntry, caseTicket } from '../schema.ts';

type Reads = Pick<Reader, 'auditOfSession' | 'auditAfter' | 'auditOfCase'>;
type Writes = Pick<Writer, 'appendAudit'>;

const appending = madeOnce((db, columns) => db.insert(auditEntry).values(placesOf(auditEntry, columns) as never));

const { placeholder: place } = sql;
const newestOf = madeOnce((db) =>
  db
    .select()
    .from(auditEntry)
    .where(eq(auditEntry.sessionId, place('sessionId')))
    .orderBy(desc(auditEntry.seq))
    .limit(place('limit')),
);

export const journalReads = ({ db, crypto }: Link): Reads => {
  const toEntry = (row: typeof auditEntry.$inferSelect) => entryFromRow(row, crypto);
  return {
    async auditOfSession(sessionId, limit) {
      return (await newestOf(db, { sessionId, limit })).map(toEntry);
    },
    async auditAfter(sessionId, seq, limit) {
      const its = and(eq(auditEntry.sessionId, sessionId), gt(auditEntry.seq, seq));
      const rows = await db.select().from(auditEntry).where(its).orderBy(asc(auditEntry.seq)).limit(limit);
      return rows.map((row) => ({ ...toEntry(row), seq: row.seq }));
    },
    async auditOfCase(caseId) {
      const links = await db
        .select({ ticketId: caseTicket.ticketId })
        .from(caseTicket)
        .where(eq(caseTicket.caseId, caseId));
      const ofTickets = isAnyOf(
        auditEntry.ticketId,
        links.map(({ ticketId }) => ticketId),
      );
      const its = or(eq(auditEntry.caseId, caseId), and(ofTickets, isNull(auditEntry.caseId)));
      return (await db.select().from(auditEntry).where(its).orderBy(asc(auditEntry.seq))).map(toEntry);
    },
  };
};

export const journalWrites = ({ db, crypto, plain }: WriteLink): Writes => ({
  async appendAudit(entry) {
    plain(appending(db, { ...entryToRow(entry, crypto) }));
  },
});

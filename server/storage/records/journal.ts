import { and, asc, desc, eq, isNull, or } from 'drizzle-orm';
import type { AuditEntry } from '../../domain/audit/types.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import type { Link } from '../link.ts';
import { auditEntry } from '../schema.ts';

type Reads = Pick<Reader, 'auditOfSession' | 'auditOfCase'>;
type Writes = Pick<Writer, 'appendAudit'>;

const toEntry = ({ seq: _, ...entry }: typeof auditEntry.$inferSelect): AuditEntry => entry;

export const journalReads = ({ db }: Link): Reads => ({
  async auditOfSession(sessionId, limit) {
    const its = eq(auditEntry.sessionId, sessionId);
    return (await db.select().from(auditEntry).where(its).orderBy(desc(auditEntry.seq)).limit(limit)).map(toEntry);
  },
  async auditOfCase(caseId, ticketId) {
    const itself = eq(auditEntry.caseId, caseId);
    const its =
      ticketId === null ? itself : or(itself, and(eq(auditEntry.ticketId, ticketId), isNull(auditEntry.caseId)));
    return (await db.select().from(auditEntry).where(its).orderBy(asc(auditEntry.seq))).map(toEntry);
  },
});

export const journalWrites = ({ db }: Link): Writes => ({
  async appendAudit(entry) {
    await db.insert(auditEntry).values({ ...entry, data: { ...entry.data } });
  },
});

import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { Reader, Writer } from '../../services/ports/store.ts';
import type { Link } from '../link.ts';
import { account, caseMention } from '../schema.ts';

type Reads = Pick<Reader, 'accounts' | 'unreadMentions'>;
type Writes = Pick<Writer, 'insertMention' | 'readMentions'>;

const unreadOf = (personId: string) => and(eq(caseMention.personId, personId), isNull(caseMention.readAt));

export const mentionReads = ({ db }: Link): Reads => ({
  accounts(countyId) {
    return db
      .select()
      .from(account)
      .where(eq(account.countyId, countyId))
      .orderBy(asc(account.unitId), asc(account.userName));
  },
  unreadMentions(personId, limit) {
    return db
      .select()
      .from(caseMention)
      .where(unreadOf(personId))
      .orderBy(desc(caseMention.at), desc(caseMention.id))
      .limit(limit);
  },
});

export const mentionWrites = ({ db }: Link): Writes => ({
  async insertMention(record) {
    await db.insert(caseMention).values(record);
  },
  async readMentions(caseId, personId, at) {
    await db
      .update(caseMention)
      .set({ readAt: at })
      .where(and(unreadOf(personId), eq(caseMention.caseId, caseId)));
  },
});

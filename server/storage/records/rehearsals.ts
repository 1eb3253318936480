import { desc, eq } from 'drizzle-orm';
import type { Reader, Writer } from '../../services/ports/store.ts';
import type { Link, WriteLink } from '../link.ts';
import { rehearsal } from '../schema.ts';

export const rehearsalReads = ({ db }: Link): Pick<Reader, 'rehearsals'> => ({
  rehearsals: (countyId, limit) =>
    db
      .select()
      .from(rehearsal)
      .where(eq(rehearsal.countyId, countyId))
      .orderBy(desc(rehearsal.startedAt), desc(rehearsal.id))
      .limit(limit),
});

export const rehearsalWrites = ({ db }: WriteLink): Pick<Writer, 'insertRehearsal'> => ({
  async insertRehearsal(record) {
    await db.insert(rehearsal).values(record);
  },
});

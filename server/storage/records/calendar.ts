import { eq } from 'drizzle-orm';
import type { Reader } from '../../services/ports/store.ts';
import type { Link } from '../link.ts';
import { calendarDay } from '../schema.ts';

export const calendarReads = ({ db }: Link): Pick<Reader, 'calendarDays'> => ({
  async calendarDays(countyId) {
    const rows = await db.select().from(calendarDay).where(eq(calendarDay.countyId, countyId));
    return new Map(rows.map(({ date, works }) => [date, works]));
  },
});

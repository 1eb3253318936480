/** What time did to cases (K3), and which of them ring. */
import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, or } from 'drizzle-orm';
import { UNDISPATCHED, WITH_UNIT } from '../../../shared/states.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import type { Link } from '../link.ts';
import { caseFromRow } from '../mappers/case.ts';
import { caseMark, caseRecord } from '../schema.ts';

export const caseMarkReads = ({ db, crypto }: Link): Pick<Reader, 'ringingCases' | 'marksOfCases'> => ({
  async ringingCases(countyId) {
    const rings = and(
      eq(caseRecord.countyId, countyId),
      isNotNull(caseRecord.urgency),
      isNotNull(caseRecord.acknowledgeBy),
      inArray(caseRecord.state, [...UNDISPATCHED, ...WITH_UNIT]),
    );
    const rows = await db.select().from(caseRecord).where(rings).orderBy(asc(caseRecord.acknowledgeBy));
    return rows.map((row) => caseFromRow(row, crypto));
  },
  async marksOfCases({ countyId, marks, unitId, limit }) {
    const ofUnit = and(
      ne(caseMark.mark, 'dispatch'),
      eq(caseMark.deadline, caseRecord.dueAt),
      isNull(caseRecord.stoppedAt),
      inArray(caseRecord.state, [...WITH_UNIT]),
    );
    const ofDispatch = and(
      eq(caseMark.mark, 'dispatch'),
      eq(caseMark.deadline, caseRecord.dispatchBy),
      inArray(caseRecord.state, [...UNDISPATCHED]),
    );
    const rows = await db
      .select({ caseRecord, mark: caseMark.mark, at: caseMark.at })
      .from(caseMark)
      .innerJoin(caseRecord, eq(caseRecord.id, caseMark.caseId))
      .where(
        and(
          eq(caseMark.countyId, countyId),
          inArray(caseMark.mark, [...marks]),
          unitId === undefined ? undefined : eq(caseRecord.mainUnitId, unitId),
          or(ofUnit, ofDispatch),
        ),
      )
      .orderBy(desc(caseMark.at), desc(caseMark.caseId))
      .limit(limit);
    return rows.map(({ caseRecord: row, mark, at }) => ({ record: caseFromRow(row, crypto), mark, at }));
  },
});

export const caseMarkWrites = ({ db }: Link): Pick<Writer, 'insertCaseMark'> => ({
  async insertCaseMark({ id, countyId }, { mark, deadline }, at) {
    const row = { caseId: id, countyId, mark, deadline, at };
    const inserted = await db.insert(caseMark).values(row).onConflictDoNothing().returning({ caseId: caseMark.caseId });
    return inserted.length > 0;
  },
});

/** Rows that figures and promises are counted from: of cases that are not kept from whoever asks (K2); a unit's own where it sees no other. */
import { and, asc, desc, eq, gte, isNotNull, lt, lte, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { ReadScope } from '../../domain/cases/access.ts';
import type { Reader } from '../../services/ports/store.ts';
import { isAnyOf, type Link } from '../link.ts';
import { call, caseMilestone, caseRecord, followUp, promise } from '../schema.ts';
import { isNotKept } from './cases.ts';

type Reads = Pick<Reader, 'milestones' | 'milestonesOfCases' | 'followUps' | 'openedCases' | 'promisesDue'>;

/** What was the unit's counts for it, also once the case is another's. */
const isSeen = (scope: ReadScope, unitId: AnyPgColumn): SQL | undefined =>
  and(isNotKept(scope), scope.wide ? undefined : scope.unitId === null ? sql`false` : eq(unitId, scope.unitId));

const { countyId, caseId, what, unitId, at, startsAt, dueAt } = caseMilestone;
const MILESTONE = { countyId, caseId, what, unitId, at, startsAt, dueAt };

export const figureReads = ({ db }: Link): Reads => ({
  milestones({ scope, from, until }) {
    return db
      .select(MILESTONE)
      .from(caseMilestone)
      .innerJoin(caseRecord, eq(caseRecord.id, caseId))
      .where(and(eq(countyId, scope.countyId), gte(at, from), lt(at, until), isSeen(scope, unitId)));
  },
  async milestonesOfCases(caseIds) {
    if (caseIds.length === 0) return [];
    return db.select(MILESTONE).from(caseMilestone).where(isAnyOf(caseId, caseIds)).orderBy(asc(caseMilestone.seq));
  },
  followUps({ scope, from, until }) {
    const { contacted, solved, satisfaction } = followUp;
    const its = and(eq(followUp.countyId, scope.countyId), gte(followUp.at, from), lt(followUp.at, until));
    return db
      .select({ unitId: followUp.unitId, contacted, solved, satisfaction })
      .from(followUp)
      .innerJoin(caseRecord, eq(caseRecord.id, followUp.caseId))
      .where(and(its, isSeen(scope, followUp.unitId)));
  },
  openedCases({ scope, from, until }) {
    const { mainUnitId, kind, categoryCode, placeName, channel, openedAt } = caseRecord;
    return db
      .select({
        unitId: mainUnitId,
        kind: sql<string>`${kind}`,
        category: sql<string>`coalesce(${categoryCode}, '')`,
        place: placeName,
        channel: sql<string>`${channel}`,
        count: sql<number>`count(*)::int`,
      })
      .from(caseRecord)
      .where(and(gte(openedAt, from), lt(openedAt, until), isSeen(scope, mainUnitId)))
      .groupBy(mainUnitId, kind, categoryCode, placeName, channel);
  },
  async promisesDue({ scope, from, until, limit }) {
    const its = and(
      eq(promise.countyId, scope.countyId),
      gte(promise.dueOn, from),
      lte(promise.dueOn, until),
      isNotNull(promise.confirmedAt),
    );
    const rows = await db
      .select({
        promise,
        caseNumber: caseRecord.number,
        subject: caseRecord.subject,
        sessionId: call.sessionId,
        seatId: call.seatId,
        saidAt: call.startedAt,
      })
      .from(promise)
      .innerJoin(caseRecord, eq(caseRecord.id, promise.caseId))
      .innerJoin(call, eq(call.id, promise.callId))
      .where(and(its, isSeen(scope, promise.unitId)))
      .orderBy(desc(promise.dueOn), desc(promise.id))
      .limit(limit);
    return rows.map(({ seatId, saidAt, ...row }) => ({
      ...row,
      seatId: row.promise.seat?.seatId ?? seatId,
      saidAt: row.promise.seat?.from ?? saidAt,
    }));
  },
});

/** What waits at the homes of supervisor and leader, each section by the deadline (K2). Conditions are literal, so that partial indexes serve them. */
import { and, asc, eq, isNotNull, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import type { DeskSection } from '../../../shared/actions/supervise.ts';
import { LEADER_LEVEL, UNREACHED_TO_CLOSE } from '../../../shared/case-steps.ts';
import { type CaseState, UNDISPATCHED, WITH_UNIT } from '../../../shared/states.ts';
import type { Reader, SectionFilter } from '../../services/ports/store.ts';
import { isAnyOf, type Link } from '../link.ts';
import { caseFromRow } from '../mappers/case.ts';
import { caseRecord, dueOrNever } from '../schema.ts';
import { isInScope } from './cases.ts';

type Reads = Pick<Reader, 'caseSection' | 'caseSectionCount' | 'overdueByUnit'>;

const isOneOf = (states: readonly CaseState[]): SQL =>
  sql`${caseRecord.state} in (${sql.raw(states.map((state) => `'${state}'`).join(', '))})`;
const UNANSWERED = [...UNDISPATCHED, ...WITH_UNIT];
const ASKABLE = sql`${caseRecord.state} = 'replied' and ${caseRecord.rating} is null and ${caseRecord.unreached} < ${sql.raw(String(UNREACHED_TO_CLOSE))}`;

function isIn(section: DeskSection, { now, postIds = [] }: SectionFilter): SQL | undefined {
  switch (section) {
    case 'toCheck':
      return isOneOf(['submitted']);
    case 'toDispatch':
      return isOneOf(['accepted', 'readByLeader', 'reopened']);
    case 'handBacks':
      return isOneOf(['handBackAsked']);
    case 'extensions':
      return and(isNotNull(caseRecord.extension), isOneOf(WITH_UNIT));
    case 'finalReview':
      return isOneOf(['firstReviewed']);
    case 'overdue':
      return and(isNull(caseRecord.stoppedAt), isOneOf(UNANSWERED), lt(caseRecord.dueAt, now));
    case 'supervised':
      return and(isNotNull(caseRecord.supervisedAt), isOneOf(UNANSWERED));
    case 'hard':
      return and(isNotNull(caseRecord.hard), isOneOf(WITH_UNIT));
    case 'toFollowUp':
      return ASKABLE;
    case 'toClose':
      return or(isOneOf(['followedUp']), sql`${caseRecord.state} = 'replied' and not (${ASKABLE})`);
    case 'toRead':
      // Whatever waits for the leader’s word before it can go anywhere (K5), and what was written to their post.
      return and(
        isOneOf(['submitted', 'accepted', 'reopened']),
        or(
          sql`${caseRecord.level} >= ${sql.raw(String(LEADER_LEVEL))}`,
          and(isAnyOf(caseRecord.addresseeId, postIds), isNull(caseRecord.instruction)),
        ),
      );
    case 'reports':
      return and(eq(caseRecord.dispatchKind, 'withReport'), isOneOf(WITH_UNIT));
  }
}

const wanted = (filter: SectionFilter): SQL | undefined =>
  and(
    isInScope(filter.scope),
    filter.sealedAlone ? eq(caseRecord.sealed, true) : undefined,
    isIn(filter.section, filter),
    filter.unitId === undefined ? undefined : eq(caseRecord.mainUnitId, filter.unitId),
  );

/** Keyset: what stands behind the case `cursor` in the order of deadlines. */
const isBehind = (cursor: string): SQL =>
  sql`(${dueOrNever(caseRecord.dueAt)}, ${caseRecord.id}) > (select ${dueOrNever(sql`c.due_at`)}, c.id from ${caseRecord} c where c.id = ${cursor})`;

export const caseSectionReads = ({ db, crypto }: Link): Reads => ({
  async caseSection(filter) {
    const rows = await db
      .select()
      .from(caseRecord)
      .where(and(wanted(filter), filter.cursor === undefined ? undefined : isBehind(filter.cursor)))
      .orderBy(asc(dueOrNever(caseRecord.dueAt)), asc(caseRecord.id))
      .limit(filter.limit);
    return rows.map((row) => caseFromRow(row, crypto));
  },
  async caseSectionCount(filter) {
    const some = db.select({ one: sql`1` }).from(caseRecord).where(wanted(filter)).limit(filter.limit).as('some');
    const [row] = await db.select({ count: sql<number>`count(*)::int` }).from(some);
    return row?.count ?? 0;
  },
  async overdueByUnit(filter) {
    return db
      .select({ unitId: caseRecord.mainUnitId, count: sql<number>`count(*)::int` })
      .from(caseRecord)
      .where(wanted({ ...filter, section: 'overdue' }))
      .groupBy(caseRecord.mainUnitId)
      .orderBy(sql`count(*) desc`, asc(caseRecord.mainUnitId));
  },
});

import { and, asc, eq, or } from 'drizzle-orm';
import type { CaseListReader, CaseListWriter, CaseViewRecord } from '../../services/ports/case-lists.ts';
import { first, type Link } from '../link.ts';
import { caseView } from '../schema.ts';

const placeOfQuery = (id: string) => `case_view.query:${id}`;

export const caseViewReads = ({ db, crypto }: Link): Pick<CaseListReader, 'caseViews' | 'caseView'> => {
  const toRecord = ({ querySealed, ...facts }: typeof caseView.$inferSelect): CaseViewRecord => ({
    ...facts,
    query: crypto.open(placeOfQuery(facts.id), querySealed),
  });
  return {
    async caseViews(personId, unitId) {
      const its = or(eq(caseView.personId, personId), unitId === null ? undefined : eq(caseView.unitId, unitId));
      return (await db.select().from(caseView).where(and(its)).orderBy(asc(caseView.at), asc(caseView.id))).map(
        toRecord,
      );
    },
    async caseView(viewId) {
      const row = first(await db.select().from(caseView).where(eq(caseView.id, viewId)));
      return row && toRecord(row);
    },
  };
};

export const caseViewWrites = ({ db, crypto }: Link): CaseListWriter => ({
  async insertCaseView({ query, ...facts }) {
    await db.insert(caseView).values({ ...facts, querySealed: crypto.seal(placeOfQuery(facts.id), query) });
  },
  async renameCaseView(viewId, name) {
    await db.update(caseView).set({ name }).where(eq(caseView.id, viewId));
  },
  async deleteCaseView(viewId) {
    await db.delete(caseView).where(eq(caseView.id, viewId));
  },
});

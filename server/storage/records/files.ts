import { asc, eq } from 'drizzle-orm';
import { Refusal } from '../../../shared/errors.ts';
import type { CaseFileRecord } from '../../domain/cases/files.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import { first, type Link } from '../link.ts';
import { caseFile } from '../schema.ts';

type Reads = Pick<Reader, 'filesOfCase' | 'caseFile' | 'caseFileBody'>;
type Writes = Pick<Writer, 'insertCaseFile' | 'saveCaseFile' | 'deleteCaseFile'>;

const placeOfName = (id: string) => `case_file.name:${id}`;
const placeOfBody = (id: string) => `case_file.body:${id}`;

/** Without the body, which is long. */
const COLUMNS = {
  id: caseFile.id,
  countyId: caseFile.countyId,
  caseId: caseFile.caseId,
  replyId: caseFile.replyId,
  visitId: caseFile.visitId,
  awaitsVisit: caseFile.awaitsVisit,
  byCitizen: caseFile.byCitizen,
  isPublic: caseFile.isPublic,
  nameSealed: caseFile.nameSealed,
  kind: caseFile.kind,
  size: caseFile.size,
  at: caseFile.at,
};

export const fileReads = ({ db, crypto }: Link): Reads => {
  const fromRow = ({
    nameSealed,
    ...row
  }: Omit<CaseFileRecord, 'name'> & { readonly nameSealed: string }): CaseFileRecord => ({
    ...row,
    name: crypto.open(placeOfName(row.id), nameSealed),
  });
  return {
    async filesOfCase(caseId) {
      const its = eq(caseFile.caseId, caseId);
      const rows = await db.select(COLUMNS).from(caseFile).where(its).orderBy(asc(caseFile.at), asc(caseFile.id));
      return rows.map(fromRow);
    },
    async caseFile(fileId) {
      const row = first(await db.select(COLUMNS).from(caseFile).where(eq(caseFile.id, fileId)));
      return row && fromRow(row);
    },
    async caseFileBody(fileId) {
      const its = eq(caseFile.id, fileId);
      const row = first(await db.select({ sealed: caseFile.bodySealed }).from(caseFile).where(its));
      return row && crypto.open(placeOfBody(fileId), row.sealed);
    },
  };
};

export const fileWrites = ({ db, crypto }: Link): Writes => ({
  async insertCaseFile({ name, ...record }, bodyBase64) {
    const nameSealed = crypto.seal(placeOfName(record.id), name);
    const bodySealed = crypto.seal(placeOfBody(record.id), bodyBase64);
    await db.insert(caseFile).values({ ...record, nameSealed, bodySealed });
  },
  async saveCaseFile({ id, replyId, visitId, awaitsVisit }) {
    const saved = await db.update(caseFile).set({ replyId, visitId, awaitsVisit }).where(eq(caseFile.id, id));
    if (saved.rowCount === 0) throw new Refusal('NOT_FOUND', { fileId: id });
  },
  async deleteCaseFile(fileId) {
    await db.delete(caseFile).where(eq(caseFile.id, fileId));
  },
});

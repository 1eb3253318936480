/** Which cases a member of staff may read, and their rows as far as the role may see (T5, K2). */
import type { CaseRow } from '../../shared/actions/cases.ts';
import { mayReadCase } from '../domain/cases/access.ts';
import { flagsOf } from '../domain/cases/listing.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import { maySee } from '../domain/people/policy.ts';
import type { Reader } from './ports/store.ts';
import { notFound, type Staff } from './support.ts';

/** A case outside what this role may read is, to it, not there. */
export const readable = (record: CaseRecord | null, staff: Staff): CaseRecord =>
  record && mayReadCase(staff, record) ? record : notFound();

/** As `rowsOf`; of a sealed case that exists for this role and is not for it to read, nothing of what it says (K2). */
export async function listedRows(records: readonly CaseRecord[], staff: Staff, read: Reader): Promise<CaseRow[]> {
  const open = new Set(records.filter((record) => mayReadCase(staff, record)).map(({ id }) => id));
  return (await rowsOf(records, staff, read)).map((row) =>
    open.has(row.id)
      ? row
      : {
          ...row,
          subject: '',
          categoryCode: null,
          personName: null,
          place: '',
          mainUnitName: null,
          replyBy: null,
          urgency: null,
          sealed: true,
        },
  );
}

export async function rowsOf(records: readonly CaseRecord[], staff: Staff, read: Reader): Promise<CaseRow[]> {
  const [people, units] = await Promise.all([
    maySee(staff, 'personName') ? read.persons(records.map((record) => record.personId)) : null,
    read.units(staff.countyId),
  ]);
  const unitNames = new Map(units.map((unit) => [unit.id, unit.name]));
  return records.map((record) => ({
    id: record.id,
    number: record.number,
    kind: record.kind,
    state: record.state,
    subject: record.subject,
    categoryCode: record.categoryCode,
    personName: people?.get(record.personId)?.name ?? null,
    place: record.placeName,
    mainUnitName: record.mainUnitId === null ? null : (unitNames.get(record.mainUnitId) ?? null),
    dueAt: record.dueAt,
    addedAt: record.addedAt,
    replyBy: record.replyBy,
    openedAt: record.openedAt,
    version: record.version,
    urgency: record.urgency,
    flags: flagsOf(record),
    sealed: false,
  }));
}

import { and, arrayContains, asc, desc, eq, ilike, isNull, not, or, type SQL, sql } from 'drizzle-orm';
import { Refusal } from '../../../shared/errors.ts';
import { CASE_ENDS, CASE_STATES } from '../../../shared/states.ts';
import type { ReadScope } from '../../domain/cases/access.ts';
import { listingOf } from '../../domain/cases/listing.ts';
import type { CaseRecord } from '../../domain/cases/types.ts';
import type { Reader, Writer } from '../../services/ports/store.ts';
import type { FieldCrypto } from '../crypto.ts';
import { first, isAnyOf, type Link, type WriteLink } from '../link.ts';
import { madeOnce } from '../made-once.ts';
import { caseFromRow, caseToRow } from '../mappers/case.ts';
import { facetsOf, listingToRow } from '../mappers/case-listing.ts';
import { nameIndexOf } from '../mappers/person.ts';
import { call, caseListing, caseNumber, caseRecord, caseTicket, person, promise } from '../schema.ts';

type Reads = Pick<
  Reader,
  | 'case'
  | 'caseByNumber'
  | 'cases'
  | 'casesOfTicket'
  | 'ticketIdsOfCase'
  | 'openCases'
  | 'casesOfPerson'
  | 'casesOfPhone'
  | 'promisesOfCases'
  | 'promisesOfCall'
  | 'promise'
  | 'unconfirmedPromises'
>;
type Writes = Pick<
  Writer,
  'nextCaseNumber' | 'insertCase' | 'joinCase' | 'saveCase' | 'insertPromise' | 'savePromise' | 'deletePromise'
>;
type CaseRow = typeof caseRecord.$inferSelect;
type PromiseRow = typeof promise.$inferSelect;

const OPEN_STATES = CASE_STATES.filter((state) => !(CASE_ENDS as readonly string[]).includes(state));

const newestFirst = [desc(caseRecord.openedAt), desc(caseRecord.id)] as const;

const { placeholder: place } = sql;
const ofTicket = madeOnce((db) =>
  db
    .select({ caseRecord })
    .from(caseTicket)
    .innerJoin(caseRecord, eq(caseRecord.id, caseTicket.caseId))
    .where(eq(caseTicket.ticketId, place('ticketId')))
    .orderBy(asc(caseTicket.at), asc(caseRecord.number)),
);
const ofPerson = madeOnce((db) =>
  db
    .select()
    .from(caseRecord)
    .where(eq(caseRecord.personId, place('personId')))
    .orderBy(...newestFirst)
    .limit(place('limit')),
);
const unconfirmed = madeOnce((db) =>
  db
    .select({ promise })
    .from(promise)
    .innerJoin(call, eq(call.id, promise.callId))
    .where(and(eq(call.sessionId, place('sessionId')), eq(call.state, 'ended'), isNull(promise.confirmedAt)))
    .orderBy(asc(call.startedAt), asc(promise.id)),
);

export const caseReads = ({ db, crypto }: Link): Reads => {
  const toRecord = (row: CaseRow): CaseRecord => caseFromRow(row, crypto);
  const newestOf = async (wanted: SQL | undefined, limit: number): Promise<CaseRecord[]> => {
    const found = db.select().from(caseRecord).where(wanted);
    return (await found.orderBy(...newestFirst).limit(limit)).map(toRecord);
  };
  return {
    async case(caseId) {
      const row = first(await db.select().from(caseRecord).where(eq(caseRecord.id, caseId)));
      return row && toRecord(row);
    },
    async caseByNumber(countyId, number) {
      const its = and(eq(caseRecord.countyId, countyId), eq(caseRecord.number, number));
      const row = first(await db.select().from(caseRecord).where(its));
      return row && toRecord(row);
    },
    async cases({ scope, state, text, personName, cursor, limit }) {
      const wanted = and(
        isInScope(scope),
        state && eq(caseRecord.state, state),
        or(text ? containsText(text) : undefined, personName ? isOf(scope.countyId, personName, crypto) : undefined),
        cursor === undefined ? undefined : isBehind(cursor),
      );
      return newestOf(wanted, limit);
    },
    async casesOfTicket(ticketId) {
      const rows = await ofTicket(db, { ticketId });
      return rows.map((row) => toRecord(row.caseRecord));
    },
    async ticketIdsOfCase(caseId) {
      const its = eq(caseTicket.caseId, caseId);
      const rows = await db.select().from(caseTicket).where(its).orderBy(asc(caseTicket.at), asc(caseTicket.ticketId));
      return rows.map((row) => row.ticketId);
    },
    async openCases(scope, limit) {
      const open = and(isInScope(scope), isAnyOf(caseRecord.state, OPEN_STATES));
      return newestOf(open, limit);
    },
    async casesOfPerson(personId, limit) {
      return (await ofPerson(db, { personId, limit })).map(toRecord);
    },
    async casesOfPhone(phoneId, limit) {
      const theirs = sql`${caseRecord.personId} in (select p.id from ${person} p where p.phone_id = ${phoneId})`;
      return newestOf(theirs, limit);
    },
    async promisesOfCases(caseIds): Promise<PromiseRow[]> {
      if (caseIds.length === 0) return [];
      return db
        .select()
        .from(promise)
        .where(isAnyOf(promise.caseId, caseIds))
        .orderBy(asc(promise.dueOn), asc(promise.id));
    },
    async promisesOfCall(callId): Promise<PromiseRow[]> {
      return db.select().from(promise).where(eq(promise.callId, callId)).orderBy(asc(promise.dueOn), asc(promise.id));
    },
    async promise(promiseId) {
      return first(await db.select().from(promise).where(eq(promise.id, promiseId)));
    },
    async unconfirmedPromises(sessionId): Promise<PromiseRow[]> {
      return (await unconfirmed(db, { sessionId })).map((row) => row.promise);
    },
  };
};

/** What `mayReadCase` allows, in the store (K2). */
export function isInScope(scope: ReadScope): SQL | undefined {
  const { unitId, wide } = scope;
  const its =
    unitId === null ? sql`false` : or(eq(caseRecord.mainUnitId, unitId), arrayContains(caseRecord.coUnitIds, [unitId]));
  return and(wide ? undefined : its, isNotKept(scope));
}

/** Neither sealed to whoever asks, nor about them or their unit. */
export function isNotKept({ countyId, personId, unitId, sealed }: ReadScope): SQL | undefined {
  return and(
    eq(caseRecord.countyId, countyId),
    sealed ? undefined : eq(caseRecord.sealed, false),
    not(arrayContains(caseRecord.aboutPersonIds, [personId])),
    unitId === null ? undefined : not(arrayContains(caseRecord.aboutUnitIds, [unitId])),
  );
}

function containsText(text: string) {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return or(
    ilike(caseRecord.subject, pattern),
    ilike(caseRecord.number, pattern),
    ilike(caseRecord.placeName, pattern),
  );
}

/** Of somebody of exactly this name: names are sealed, and found by their blind index alone. */
const isOf = (countyId: string, name: string, crypto: FieldCrypto) =>
  sql`${caseRecord.personId} in (select p.id from ${person} p where p.county_id = ${countyId} and p.name_index = ${nameIndexOf(name, crypto)})`;

/** Keyset: what stands behind the case `cursor` in the order of the list. */
const isBehind = (cursor: string) =>
  sql`(${caseRecord.openedAt}, ${caseRecord.id}) < (select c.opened_at, c.id from ${caseRecord} c where c.id = ${cursor})`;

export const caseWrites = ({ db, crypto, hashes, soon, onCase, now }: WriteLink): Writes => {
  /** What lists know of it follows at once, save its words. */
  const list = (record: CaseRecord, changedAt = now()) => {
    const listing = listingOf(record);
    const facets = facetsOf(listing, hashes);
    const its = { ...listingToRow(listing), changedAt, stale: true };
    // Facts are odd, words are even (`WordHashes`).
    const words = sql`${sql.param(`{${facets.join(',')}}`)}::int4[] || array(select w from unnest(${caseListing.words}) w where w & 1 = 0)`;
    const saved = db
      .insert(caseListing)
      .values({ ...its, words: facets })
      .onConflictDoUpdate({ target: caseListing.caseId, set: { ...its, words } });
    soon(saved.execute());
    onCase();
  };
  return {
    async nextCaseNumber(countyId, year) {
      const [row] = await db
        .insert(caseNumber)
        .values({ countyId, year, last: 1 })
        .onConflictDoUpdate({
          target: [caseNumber.countyId, caseNumber.year],
          set: { last: sql`${caseNumber.last} + 1` },
        })
        .returning({ last: caseNumber.last });
      return `DL${year}-${String(row!.last).padStart(6, '0')}`;
    },
    async insertCase(record, changedAt) {
      await db.insert(caseRecord).values(caseToRow(record, crypto));
      list(record, changedAt);
      const { id: caseId, countyId, ticketId, openedAt: at } = record;
      if (ticketId !== null) await db.insert(caseTicket).values({ caseId, countyId, ticketId, at });
    },
    async joinCase({ id: caseId, countyId }, ticketId, at) {
      await db.insert(caseTicket).values({ caseId, countyId, ticketId, at }).onConflictDoNothing();
    },
    async saveCase(record) {
      const saved = await db
        .update(caseRecord)
        .set({ ...caseToRow(record, crypto), version: record.version + 1 })
        .where(and(eq(caseRecord.id, record.id), eq(caseRecord.version, record.version)));
      if (saved.rowCount === 0) throw new Refusal('STALE', { caseId: record.id });
      list({ ...record, version: record.version + 1 });
    },
    async insertPromise(record) {
      await db.insert(promise).values(record);
    },
    async savePromise(record) {
      const saved = await db.update(promise).set(record).where(eq(promise.id, record.id));
      if (saved.rowCount === 0) throw new Refusal('NOT_FOUND', { promiseId: record.id });
    },
    async deletePromise(promiseId) {
      await db.delete(promise).where(eq(promise.id, promiseId));
    },
  };
};

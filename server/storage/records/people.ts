import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  inArray,
  isNull,
  notExists,
  notInArray,
  type Placeholder,
  type SQL,
  sql,
} from 'drizzle-orm';
import { alias, unionAll } from 'drizzle-orm/pg-core';
import { CASE_ENDS, type ListedState, TICKET_ENDS } from '../../../shared/states.ts';
import type { Held } from '../../domain/queue/holders.ts';
import type { PhoneCodeRecord, Reader, Writer } from '../../services/ports/store.ts';
import { first, isAnyOf, type Link } from '../link.ts';
import { isAnyIn, madeOnce, placesOf } from '../made-once.ts';
import { citizenToRow, personFromRow } from '../mappers/person.ts';
import { newId } from '../new-id.ts';
import {
  account,
  carryCode,
  caseRecord,
  county,
  person,
  phone,
  phoneCode,
  signIn,
  ticket,
  unit,
  waitlistEntry,
} from '../schema.ts';
import { countyOf } from './county-of.ts';

type Reads = Pick<
  Reader,
  | 'county'
  | 'firstCounty'
  | 'counties'
  | 'units'
  | 'person'
  | 'persons'
  | 'visitsOf'
  | 'phone'
  | 'addressee'
  | 'phonesOf'
  | 'heldOfPhones'
  | 'account'
  | 'accountOf'
  | 'signIn'
  | 'signInsLeft'
  | 'idleTerminal'
  | 'terminals'
  | 'phoneCode'
>;
type Writes = Pick<
  Writer,
  | 'insertCounty'
  | 'saveCountyLimits'
  | 'saveRecordingDays'
  | 'insertUnit'
  | 'phoneId'
  | 'visitsOf'
  | 'addressee'
  | 'citizen'
  | 'citizenWithoutPhone'
  | 'insertAccount'
  | 'saveAccount'
  | 'insertSignIn'
  | 'deleteSignIn'
  | 'deleteSignInsOf'
  | 'lockPhoneCode'
  | 'savePhoneCode'
  | 'deletePhoneCode'
  | 'saveCarryCode'
  | 'takeCarryCode'
>;

type Visits = { visits: number; openCases: number };

/** States of a case in which nothing is open any more. */
const SETTLED = CASE_ENDS;
const placeOfPhone = (phoneId: string) => `phone:${phoneId}`;

const { placeholder: place } = sql;
const several = madeOnce((db) => db.select().from(person).where(isAnyIn(person.id, 'personIds')));
const visits = (whose: Placeholder | SQL) =>
  madeOnce((db) => {
    const done = and(eq(ticket.personId, whose), eq(ticket.state, 'done'));
    const open = and(eq(caseRecord.personId, whose), notInArray(caseRecord.state, [...SETTLED]));
    const what = sql<'visits' | 'openCases'>`'visits'`;
    const other = sql<'visits' | 'openCases'>`'openCases'`;
    return unionAll(
      db.select({ what, number: count() }).from(ticket).where(done),
      db.select({ what: other, number: count() }).from(caseRecord).where(open),
    );
  });
const visitsOfOne = visits(place('personId'));
const itsName = and(eq(person.phoneId, place('phoneId')), eq(person.nameIndex, place('nameIndex')));
const visitsOfNamed = visits(sql`(select ${person.id} from ${person} where ${itsName})`);
const asVisits = (rows: readonly { readonly what: 'visits' | 'openCases'; readonly number: number }[]): Visits => ({
  visits: 0,
  openCases: 0,
  ...Object.fromEntries(rows.map(({ what, number }) => [what, number])),
});
const addressee = madeOnce((db) => {
  const ofPhone = alias(person, 'of_phone');
  const { sessionId, personId, state } = ticket;
  return db
    .select({ person, sealed: phone.phoneSealed, held: { sessionId, personId, state } })
    .from(person)
    .innerJoin(phone, eq(phone.id, person.phoneId))
    .innerJoin(ofPhone, eq(ofPhone.phoneId, phone.id))
    .leftJoin(ticket, eq(ticket.personId, ofPhone.id))
    .where(eq(person.id, place('personId')));
});
const heldOfPhone = madeOnce((db) => {
  const { sessionId, personId, state } = ticket;
  return db
    .select({ sealed: phone.phoneSealed, held: { sessionId, personId, state } })
    .from(phone)
    .leftJoin(person, eq(person.phoneId, phone.id))
    .leftJoin(ticket, eq(ticket.personId, person.id))
    .where(eq(phone.id, place('phoneId')));
});
/** Whoever of a list that is called off is told so is on it until then. */
const ON_LIST: ListedState[] = ['listed', 'invited', 'calledOff'];
const listedWith = (phoneId: Placeholder | SQL) =>
  madeOnce((db) => {
    const { sessionId, personId, state } = waitlistEntry;
    return db
      .select({ sessionId, personId, state })
      .from(person)
      .innerJoin(waitlistEntry, eq(waitlistEntry.personId, person.id))
      .where(and(eq(person.phoneId, phoneId), inArray(waitlistEntry.state, ON_LIST)));
  });
const listedOfPhone = listedWith(place('phoneId'));
const listedBeside = listedWith(
  sql`(select ${person.phoneId} from ${person} where ${person.id} = ${place('personId')})`,
);
const signedIn = madeOnce((db) =>
  db
    .select()
    .from(signIn)
    .where(and(eq(signIn.tokenHash, place('tokenHash')), gt(signIn.expiresAt, place('now')))),
);
const making = madeOnce((db, columns) =>
  db
    .insert(person)
    .values(placesOf(person, columns) as never)
    .onConflictDoNothing(),
);
const named = madeOnce((db) => db.select().from(person).where(itsName));

const unitsOf = madeOnce((db) =>
  db
    .select()
    .from(unit)
    .where(eq(unit.countyId, place('countyId')))
    .orderBy(asc(unit.id)),
);

export const peopleReads = ({ db, crypto }: Link): Reads => ({
  async county(countyId) {
    return first(await db.select().from(county).where(eq(county.id, countyId)));
  },
  async firstCounty() {
    const row = first(await db.select().from(county).orderBy(asc(county.id)).limit(1));
    if (!row) throw new Error('there is no county yet; the start makes one');
    return row;
  },
  async counties() {
    return db.select().from(county).orderBy(asc(county.id));
  },
  async units(countyId) {
    return unitsOf(db, { countyId });
  },
  async person(personId) {
    const row = first(await db.select().from(person).where(eq(person.id, personId)));
    return row && personFromRow(row, crypto);
  },
  async persons(personIds) {
    if (personIds.length === 0) return new Map();
    const rows = await several(db, { personIds: [...personIds] });
    return new Map(rows.map((row) => [row.id, personFromRow(row, crypto)]));
  },
  async visitsOf(personIds) {
    const found = new Map(personIds.map((personId) => [personId, { visits: 0, openCases: 0 }]));
    const [only] = personIds;
    if (only === undefined) return found;
    if (personIds.length === 1) return new Map([[only, asVisits(await visitsOfOne(db, { personId: only }))]]);
    const done = and(isAnyOf(ticket.personId, personIds), eq(ticket.state, 'done'));
    const open = and(isAnyOf(caseRecord.personId, personIds), notInArray(caseRecord.state, [...SETTLED]));
    const rows = await unionAll(
      db
        .select({ personId: ticket.personId, what: sql<'visits' | 'openCases'>`'visits'`, number: count() })
        .from(ticket)
        .where(done)
        .groupBy(ticket.personId),
      db
        .select({ personId: caseRecord.personId, what: sql<'visits' | 'openCases'>`'openCases'`, number: count() })
        .from(caseRecord)
        .where(open)
        .groupBy(caseRecord.personId),
    );
    for (const { personId, what, number } of rows) found.get(personId)![what] = number;
    return found;
  },
  async phone(phoneId) {
    const row = first(await db.select({ sealed: phone.phoneSealed }).from(phone).where(eq(phone.id, phoneId)));
    return row && crypto.open(placeOfPhone(phoneId), row.sealed);
  },
  async addressee(personId) {
    const [rows, listed] = await Promise.all([addressee(db, { personId }), listedBeside(db, { personId })]);
    const row = first(rows);
    if (!row?.person.phoneId) return null;
    return {
      phone: crypto.open(placeOfPhone(row.person.phoneId), row.sealed),
      name: personFromRow(row.person, crypto).name,
      held: [...rows.flatMap(({ held }) => held ?? []), ...listed],
    };
  },
  async heldOfPhones(sessionId, personIds) {
    if (personIds.length === 0) return new Map();
    const ofPhone = alias(person, 'of_phone');
    const found = await Promise.all(
      ([ticket, waitlistEntry] as const).map((table) =>
        db
          .select({ of: person.id, personId: table.personId, state: sql<Held['state']>`${table.state}` })
          .from(person)
          .innerJoin(ofPhone, eq(ofPhone.phoneId, person.phoneId))
          .innerJoin(table, and(eq(table.personId, ofPhone.id), eq(table.sessionId, sessionId)))
          .where(and(isAnyOf(person.id, personIds), table === ticket ? undefined : inArray(table.state, ON_LIST))),
      ),
    );
    const held = new Map<string, Held[]>(personIds.map((personId) => [personId, []]));
    for (const { of, personId, state } of found.flat()) held.get(of)!.push({ sessionId, personId, state });
    return held;
  },
  async phonesOf(personIds) {
    if (personIds.length === 0) return new Map();
    const rows = await db
      .select({ personId: person.id, phoneId: phone.id, sealed: phone.phoneSealed })
      .from(person)
      .innerJoin(phone, eq(phone.id, person.phoneId))
      .where(isAnyOf(person.id, personIds));
    return new Map(rows.map((row) => [row.personId, crypto.open(placeOfPhone(row.phoneId), row.sealed)]));
  },
  async account(countyId, userName) {
    const its = and(eq(account.countyId, countyId), eq(account.userName, userName));
    return first(await db.select().from(account).where(its));
  },
  async accountOf(personId) {
    return first(await db.select().from(account).where(eq(account.personId, personId)));
  },
  async signIn(tokenHash, now) {
    return first(await signedIn(db, { tokenHash, now }));
  },
  async signInsLeft(tokenHashes) {
    if (tokenHashes.length === 0) return new Set();
    const { tokenHash } = signIn;
    const rows = await db.select({ tokenHash }).from(signIn).where(isAnyOf(tokenHash, tokenHashes));
    return new Set(rows.map((row) => row.tokenHash));
  },
  async terminals(countyId, now) {
    const { personId, displayName, unitId } = account;
    const open = sql<number>`(${openPlaces(db)})`.mapWith(Number);
    return db
      .select({ personId, displayName, unitId, until: signIn.expiresAt, open })
      .from(account)
      .innerJoin(signIn, eq(signIn.personId, account.personId))
      .where(and(eq(account.countyId, countyId), gt(signIn.expiresAt, now), IS_TERMINAL))
      .orderBy(asc(account.displayName), asc(account.personId));
  },
  async idleTerminal(countyId, unitId, name, now) {
    const itsSignIns = and(eq(signIn.personId, account.personId), gt(signIn.expiresAt, now));
    const rows = await db
      .select({ personId: account.personId })
      .from(account)
      .where(
        and(
          eq(account.countyId, countyId),
          unitId === null ? isNull(account.unitId) : eq(account.unitId, unitId),
          eq(account.displayName, name),
          IS_TERMINAL,
          notExists(db.select().from(signIn).where(itsSignIns)),
        ),
      )
      .orderBy(desc(sql`(${openPlaces(db)})`), asc(account.personId))
      .limit(1);
    return first(rows)?.personId ?? null;
  },
  phoneCode: (phoneId) => codeOf(db, phoneId),
});

const IS_TERMINAL = sql`${account.roles} @> '["terminal"]'`;

/** How many open places were taken at a terminal. */
const openPlaces = (db: Link['db']) =>
  db
    .select({ count: count() })
    .from(ticket)
    .where(and(eq(ticket.takerId, account.personId), notInArray(ticket.state, [...TICKET_ENDS])));

async function codeOf(db: Link['db'], phoneId: string): Promise<PhoneCodeRecord | null> {
  const row = first(await db.select().from(phoneCode).where(eq(phoneCode.phoneId, phoneId)));
  if (!row) return null;
  const { countyId: _, ...code } = row;
  return code;
}

/**
 * Of one transaction. How often whoever takes a number was here, and where they are told of it, is looked up with who
 * they are: it is asked next.
 */
function namedCitizens(link: Link): Pick<Writes, 'citizen' | 'visitsOf' | 'addressee'> {
  const { db, crypto } = link;
  const reads = peopleReads(link);
  const known = new Map<string, Visits>();
  const addressees = new Map<string, Awaited<ReturnType<Reader['addressee']>>>();
  return {
    async citizen(countyId, phoneId, name) {
      const row = citizenToRow({ id: newId('pe'), countyId, name, phoneId }, crypto);
      const its = { phoneId, nameIndex: row.nameIndex };
      // Sent together; the second finds whoever was there before, too.
      const [, found, counts, ofPhone, listed] = await Promise.all([
        making(db, { ...row }),
        named(db, its),
        visitsOfNamed(db, its),
        heldOfPhone(db, { phoneId }),
        listedOfPhone(db, { phoneId }),
      ]);
      const record = personFromRow(first(found)!, crypto);
      known.set(record.id, asVisits(counts));
      const sealed = first(ofPhone)?.sealed;
      if (sealed !== undefined) {
        const held = [...ofPhone.flatMap((one) => one.held ?? []), ...listed];
        addressees.set(record.id, { phone: crypto.open(placeOfPhone(phoneId), sealed), name: record.name, held });
      }
      return record;
    },
    addressee: async (personId) => addressees.get(personId) ?? reads.addressee(personId),
    async visitsOf(personIds) {
      const [only, ...others] = personIds;
      const counts = only === undefined || others.length > 0 ? undefined : known.get(only);
      return counts ? new Map([[only!, counts]]) : reads.visitsOf(personIds);
    },
  };
}

export const peopleWrites = (link: Link): Writes => ({ ...namedCitizens(link), ...peopleSaves(link) });

const peopleSaves = ({ db, crypto }: Link): Omit<Writes, 'citizen' | 'visitsOf' | 'addressee'> => ({
  async insertCounty(record) {
    await db.insert(county).values(record);
  },
  async saveRecordingDays(countyId, recordingDays) {
    await db.update(county).set({ recordingDays }).where(eq(county.id, countyId));
  },
  async saveCountyLimits(countyId, limits) {
    await db.update(county).set({ limits }).where(eq(county.id, countyId));
  },
  async insertUnit(record) {
    await db.insert(unit).values(record);
  },
  async phoneId(countyId, number) {
    const phoneIndex = crypto.index('phone', number);
    const its = and(eq(phone.countyId, countyId), eq(phone.phoneIndex, phoneIndex));
    const find = () => db.select({ id: phone.id }).from(phone).where(its);
    const known = first(await find());
    if (known) return known.id;
    const id = newId('ph');
    const phoneSealed = crypto.seal(placeOfPhone(id), number);
    const made = await db.insert(phone).values({ id, countyId, phoneIndex, phoneSealed }).onConflictDoNothing();
    // Somebody else kept it meanwhile.
    return made.rowCount === 1 ? id : first(await find())!.id;
  },
  async citizenWithoutPhone(countyId, name, placeName) {
    const row = citizenToRow({ id: newId('pe'), countyId, name, phoneId: null }, crypto);
    const its = and(
      eq(person.countyId, countyId),
      eq(person.nameIndex, row.nameIndex!),
      isNull(person.phoneId),
      eq(ticket.placeName, placeName),
    );
    const found = db.select({ person }).from(person).innerJoin(ticket, eq(ticket.personId, person.id)).where(its);
    const known = first(await found.limit(1));
    if (known) return personFromRow(known.person, crypto);
    return personFromRow(first(await db.insert(person).values(row).returning())!, crypto);
  },
  async insertAccount(record) {
    const { personId, countyId, displayName } = record;
    await db.insert(person).values({ id: personId, countyId, kind: 'staff', staffName: displayName });
    await db.insert(account).values(record);
  },
  async saveAccount(personId, change) {
    await db.update(account).set(change).where(eq(account.personId, personId));
  },
  async insertSignIn(record) {
    await db.insert(signIn).values(record);
  },
  async deleteSignIn(tokenHash) {
    await db.delete(signIn).where(eq(signIn.tokenHash, tokenHash));
  },
  async deleteSignInsOf(personId) {
    const gone = await db.delete(signIn).where(eq(signIn.personId, personId)).returning();
    return gone.map(({ tokenHash }) => tokenHash);
  },
  async lockPhoneCode(phoneId) {
    // The phone, which is there before its code is; the code is read after it, as the one before left it.
    await db.select({ id: phone.id }).from(phone).where(eq(phone.id, phoneId)).for('no key update');
    return codeOf(db, phoneId);
  },
  async savePhoneCode(record) {
    const row = { ...record, countyId: countyOf(phone, record.phoneId) };
    await db.insert(phoneCode).values(row).onConflictDoUpdate({ target: phoneCode.phoneId, set: record });
  },
  async deletePhoneCode(phoneId) {
    await db.delete(phoneCode).where(eq(phoneCode.phoneId, phoneId));
  },
  async saveCarryCode(record) {
    await db.delete(carryCode).where(eq(carryCode.ticketId, record.ticketId));
    const kept = await db.insert(carryCode).values(record).onConflictDoNothing();
    return kept.rowCount === 1;
  },
  async takeCarryCode(codeHash) {
    return first(await db.delete(carryCode).where(eq(carryCode.codeHash, codeHash)).returning());
  },
});

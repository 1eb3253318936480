/**
 * Years of a county's cases, as the store writes them: some thousand matters are made, cut and hashed once, and the database
 * makes all cases of them, each with its own number, time and person. Only the sealed content is made for each, since what
 * is sealed opens where it was sealed for. Indexes are made afterwards.
 */
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { listingOf } from '../../../server/domain/cases/listing.ts';
import type { CaseRecord } from '../../../server/domain/cases/types.ts';
import { FieldCrypto } from '../../../server/storage/crypto.ts';
import { Database } from '../../../server/storage/database.ts';
import type { Runs } from '../../../server/storage/link.ts';
import { caseToRow } from '../../../server/storage/mappers/case.ts';
import { facetsOf, listingToRow } from '../../../server/storage/mappers/case-listing.ts';
import { citizenToRow } from '../../../server/storage/mappers/person.ts';
import { caseListing, caseRecord, person } from '../../../server/storage/schema.ts';
import { DEMO_COUNTY_ID } from '../../../server/storage/seed-demo.ts';
import { WordHashes } from '../../../server/storage/words/hashes.ts';
import { signsOf, wordsOf } from '../../../server/storage/words/tokens.ts';
import { CASE_CHANNELS, type CaseState } from '../../../shared/states.ts';
import { caseIn } from '../../support/records.ts';
import { matter, numbers, oneOf } from './case-texts.ts';

const DAY_MS = 86_400_000;
const DAYS = 1500;
const PEOPLE = 20_000;
const ROWS_PER_STATEMENT = 5000;
/** Of all cases, so many have not been closed yet: the newest. Matters are made for both alike. */
const OPEN_SHARE = 0.05;
const MATTERS = 10_000;
/** What it is does not matter: each case has its own. */
const MATTERS_OPENED_AT = 1_700_000_000_000;
const OPEN_STATES: readonly CaseState[] = [
  'submitted',
  'accepted',
  'dispatched',
  'dispatched',
  'inProgress',
  'inProgress',
  'inProgress',
  'drafted',
  'firstReviewed',
  'replied',
];

export interface SeedOptions {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly fieldKey: Uint8Array;
  readonly log: Parameters<typeof Database.create>[0]['log'];
  readonly cases: number;
}

/** The database must have its tables, and no server on it. Answers numbers of cases to open. */
export async function seedCases({ cases, fieldKey, ...where }: SeedOptions): Promise<string[]> {
  const crypto = new FieldCrypto(fieldKey);
  const hashes = new WordHashes(crypto);
  const wordsIn = wordsByRun(hashes);
  const database = await Database.create({ ...where, poolSize: 1 });
  const { run } = database;
  try {
    const indexes = await takeIndexes(run, ['case_record', 'case_listing']);
    const next = numbers(7);
    const people = Array.from({ length: PEOPLE }, (_, index) =>
      citizenToRow({ id: `pe-${index}`, countyId: DEMO_COUNTY_ID, name: `群众${index}`, phoneId: null }, crypto),
    );
    await insertMany(run, 'person', person, people);
    // The first half of them open, the other over.
    const records = Array.from({ length: 2 * MATTERS }, (_, index) => caseByChance(index, index < MATTERS, next));
    const listings = records.map((record) => {
      const listing = listingOf(record);
      const words = [...facetsOf(listing, hashes), ...wordsIn(record)];
      return { ...listingToRow(listing), words, changedAt: record.openedAt, stale: false };
    });
    await run({
      text: 'create temp table matter_record (like case_record); create temp table matter_listing (like case_listing); create temp table made (no int, matter text, sealed text)',
    });
    const rows = records.map((record) => caseToRow(record, crypto));
    await insertMany(run, 'matter_record', caseRecord, rows);
    await insertMany(run, 'matter_listing', caseListing, listings);
    for (let from = 0; from < cases; from += ROWS_PER_STATEMENT) {
      const numbersHere = Array.from(
        { length: Math.min(ROWS_PER_STATEMENT, cases - from) },
        (_, index) => from + index,
      );
      const matters = numbersHere.map((no) => {
        const isOpen = cases - no <= cases * OPEN_SHARE;
        return records[Math.floor(next() * MATTERS) + (isOpen ? 0 : MATTERS)]!;
      });
      await run({ text: 'insert into made select * from unnest($1::int[], $2::text[], $3::text[])' }, [
        numbersHere,
        matters.map(({ id }) => id),
        matters.map(({ more }, index) => crypto.seal(`case.more:${idOf(from + index)}`, more)),
      ]);
    }
    await run({
      text: 'create index on matter_record (id); create index on matter_listing (case_id); analyze made; analyze matter_record; analyze matter_listing',
    });
    const openedAt = `(${Date.now()} - ((${cases} - s.no)::float8 / ${cases} * ${DAYS * DAY_MS})::bigint)`;
    const id = `'cs-' || lpad(s.no::text, 8, '0')`;
    const personId = `'pe-' || (s.no::bigint * 7919) % ${PEOPLE}`;
    await insertFrom(run, caseRecord, 'made s join matter_record m on m.id = s.matter', {
      id,
      number: `'DL2020-' || lpad(s.no::text, 7, '0')`,
      person_id: personId,
      more_sealed: 's.sealed',
      opened_at: openedAt,
      starts_at: openedAt,
      due_at: `${openedAt} + m.due_at - m.opened_at`,
    });
    const runs = `m.due_order < ${NO_DEADLINE}`;
    await insertFrom(run, caseListing, 'made s join matter_listing m on m.case_id = s.matter', {
      case_id: id,
      person_id: personId,
      opened_at: openedAt,
      changed_at: `least(${Date.now()}, ${openedAt} + (random() * ${20 * DAY_MS})::bigint)`,
      due_order: `case when ${runs} then ${openedAt} + m.due_order - m.opened_at else ${2 * NO_DEADLINE} - ${openedAt} end`,
    });
    await run({ text: "set maintenance_work_mem = '512MB'" });
    for (const definition of indexes) await run({ text: definition });
    await run({ text: 'vacuum analyze case_listing' });
    await run({ text: 'analyze case_record' });
    return Array.from({ length: 500 }, () => numberOf(Math.floor(next() * cases)));
  } finally {
    await database.close();
  }
}

/** Larger than every deadline and smaller than what stands for none. */
const NO_DEADLINE = 4_000_000_000_000_000;
const idOf = (index: number) => `cs-${String(index).padStart(8, '0')}`;
const numberOf = (index: number) => `DL2020-${String(index).padStart(7, '0')}`;

function caseByChance(index: number, isOpen: boolean, next: () => number): CaseRecord {
  const { unitId, ...its } = matter(next);
  const openedAt = MATTERS_OPENED_AT;
  const state = isOpen ? oneOf(OPEN_STATES, next) : next() < 0.94 ? 'closed' : 'withdrawn';
  const at = openedAt + DAY_MS;
  const mainUnitId = state === 'submitted' || state === 'accepted' ? null : unitId;
  return {
    ...caseIn({
      id: `matter-${index}`,
      number: `matter-${index}`,
      personId: 'pe-0',
    }),
    ...its,
    mainUnitId,
    kind: oneOf(['consult', 'help', 'help', 'complain', 'suggest'] as const, next),
    channel: oneOf(CASE_CHANNELS, next),
    urgency: next() < 0.01 ? 'utility' : null,
    coUnitIds: next() < 0.05 ? [oneOf(['u-water', 'u-housing', 'u-agriculture'], next)] : [],
    openedAt,
    dueAt: openedAt + Math.floor((5 + next() * 75) * DAY_MS),
    urgedAt: isOpen && next() < 0.05 ? at : null,
    supervisedAt: isOpen && next() < 0.02 ? at : null,
    level: next() < 0.03 ? 1 : 0,
    promised: next() < 0.04,
    sealed: next() < 0.003,
    aboutUnitIds: next() < 0.01 ? [oneOf(['u-water', 'u-housing', 'u-agriculture'], next)] : [],
    // What a state needs; those without need none of it.
    state,
    replyId: 'none',
    at,
  } as CaseRecord;
}

/** Clauses come again and again: each is cut once. */
function wordsByRun(hashes: WordHashes): (record: CaseRecord) => number[] {
  const cutter = Jieba.withDict(dict);
  const known = new Map<string, readonly number[]>();
  return ({ subject, more, placeName }) => {
    const found = new Set<number>(signsOf(subject).map((sign) => hashes.word(sign)));
    const texts = [subject, ...more.split(/[，。]/), placeName];
    for (const text of texts) {
      let its = known.get(text);
      if (!its) {
        its = [...wordsOf(cutter, text)].map((word) => hashes.word(word));
        known.set(text, its);
      }
      for (const word of its) found.add(word);
    }
    return [...found];
  };
}

/** Drops the indexes of these tables; answers how to make them again. */
async function takeIndexes(run: Runs, tables: readonly string[]): Promise<string[]> {
  const { rows } = await run(
    { text: `select indexname, indexdef from pg_indexes where tablename = any($1) and indexname not like '%_pkey'` },
    [tables],
  );
  for (const { indexname } of rows) await run({ text: `drop index "${indexname}"` });
  return rows.map(({ indexdef }) => indexdef);
}

async function insertMany(
  run: Runs,
  name: string,
  table: PgTable,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const [sample] = rows;
  if (!sample) return;
  const { columns } = getTableConfig(table);
  const given = columns.filter((column) => keyIn(table, column.name) in sample);
  const names = given.map((column) => snake(column.name));
  const values = given.map((column) => {
    const key = keyIn(table, column.name);
    return rows.map((row) => asText(row[key], column.getSQLType()));
  });
  const text = `insert into "${name}" (${names.map((one) => `"${one}"`).join(', ')})
    select ${names.map((one, index) => `v."${one}"::${given[index]?.getSQLType()}`).join(', ')}
    from unnest(${names.map((_, index) => `$${index + 1}::text[]`).join(', ')}) as v(${names.map((one) => `"${one}"`).join(', ')})`;
  await run({ text }, values);
}

/** All rows of `from`, whose `m` has them as they are, with other values for some columns. */
async function insertFrom(run: Runs, table: PgTable, from: string, other: Readonly<Record<string, string>>) {
  const { name, columns } = getTableConfig(table);
  const names = columns.map((column) => snake(column.name));
  const values = names.map((column) => other[column] ?? `m."${column}"`);
  await run({
    text: `insert into "${name}" (${names.map((one) => `"${one}"`).join(', ')}) select ${values.join(', ')} from ${from}`,
  });
}

/** Columns that name themselves go by that name in the table and by another in the records. */
function keyIn(table: PgTable, columnName: string): string {
  const found = Object.entries(table).find(
    ([, column]) => typeof column === 'object' && column !== null && 'name' in column && column.name === columnName,
  );
  return found?.[0] ?? columnName;
}

const snake = (name: string) => name.replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`);

function asText(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value) && type.endsWith('[]')) return `{${value.join(',')}}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

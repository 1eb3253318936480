/**
 * [K2, T5] Every list, count and search of cases gives what a plain reading of the rules gives, whoever asks: over both
 * engines, by every way in which the store finds them, for filters and people drawn by chance (the seed is told).
 */
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { mayReadCase, readScope } from '../../../server/domain/cases/access.ts';
import { CATEGORIES, codesUnder } from '../../../server/domain/cases/categories.ts';
import { listingOf } from '../../../server/domain/cases/listing.ts';
import type { CaseRecord } from '../../../server/domain/cases/types.ts';
import type { Actor } from '../../../server/domain/people/types.ts';
import type { CaseListReader, CasesWanted } from '../../../server/services/ports/case-lists.ts';
import { FieldCrypto } from '../../../server/storage/crypto.ts';
import { drizzleOver } from '../../../server/storage/link.ts';
import { caseListReads, type Reach } from '../../../server/storage/records/case-lists.ts';
import { WordCutter } from '../../../server/storage/words/cutter.ts';
import { WordHashes } from '../../../server/storage/words/hashes.ts';
import {
  CASE_FLAGS,
  CASE_GROUPINGS,
  CASE_SORTS,
  type CaseSort,
  comparedPlace,
  townshipOf,
} from '../../../shared/case-filter.ts';
import { CASE_CHANNELS, CASE_KINDS, CASE_STATES, type CaseState, URGENCIES } from '../../../shared/states.ts';
import { matter, numbers, oneOf } from '../../bench/support/case-texts.ts';
import { openAt, type Place, withDatabases, withRows } from '../../support/database.ts';
import { TEST_FIELD_KEY } from '../../support/store-template.ts';
import { until } from '../../support/until.ts';
import { COUNTY, caseOf } from './samples.ts';

const START = 1_770_000_000_000;
const DAY = 86_400_000;
const COUNT = 240;
const UNITS = ['u-water', 'u-housing', 'u-transport'];
const PEOPLE = ['p-1', 'p-2', 'p-3'];

type Staff = Extract<Actor, { kind: 'staff' }>;
const somebody = (personId: string, roles: Staff['roles'], unitId: string | null): Staff => ({
  kind: 'staff',
  countyId: COUNTY,
  personId,
  displayName: personId,
  roles,
  unitId,
  address: '127.0.0.1',
});
const ASKERS: Staff[] = [
  somebody('p-1', ['moderator'], null),
  somebody('p-2', ['caseworker'], 'u-water'),
  somebody('p-3', ['unitHead'], 'u-housing'),
  somebody('p-4', ['caseworker'], null),
  somebody('p-1', ['supervisor'], 'u-transport'),
  somebody('p-5', ['inspector'], null),
  somebody('p-6', ['inspector', 'supervisor'], 'u-water'),
  somebody('p-7', ['villageOfficer'], 'u-water'),
];

function casesByChance(seed: number): CaseRecord[] {
  const next = numbers(seed);
  const chance = <T>(share: number, then: () => T, otherwise: T): T => (next() < share ? then() : otherwise);
  return Array.from({ length: COUNT }, (_, index) => {
    const { unitId: _of, ...texts } = matter(next);
    const state = oneOf(CASE_STATES, next);
    const at = START + index * 3_600_000;
    const mainUnitId = chance(0.8, () => oneOf(UNITS, next), null);
    return {
      ...caseOf({ ...texts, mainUnitId, kind: oneOf(CASE_KINDS, next), openedAt: at - (index % 7) * DAY }),
      ...stageOf(state, at),
      personId: oneOf(PEOPLE, next),
      channel: oneOf(CASE_CHANNELS, next),
      urgency: chance(0.1, () => oneOf(URGENCIES, next), null),
      coUnitIds: chance(0.2, () => [oneOf(UNITS, next)], []),
      dueAt: chance(0.8, () => START + Math.floor(next() * 20) * DAY, null),
      stoppedAt: chance(0.1, () => at, null),
      urgedAt: chance(0.2, () => at, null),
      supervisedAt: chance(0.1, () => at, null),
      hard: chance(0.1, () => ({ reason: '难', at }), null),
      level: chance(0.2, () => 1, 0),
      promised: next() < 0.2,
      sealed: next() < 0.1,
      aboutUnitIds: chance(0.15, () => [oneOf(UNITS, next)], []),
      aboutPersonIds: chance(0.15, () => [oneOf(PEOPLE, next)], []),
    } as CaseRecord;
  });
}

function stageOf(state: CaseState, at: number): object {
  switch (state) {
    case 'handBackAsked':
      return {
        state,
        reason: 'notOurArea',
        basis: '',
        betterUnitId: 'u-water',
        byPersonId: 'p',
        at,
        from: 'dispatched',
      };
    case 'waitingForCitizen':
      return { state, question: '?', at };
    case 'suspended':
      return { state, reason: '', at };
    case 'drafted':
    case 'firstReviewed':
      return { state, replyId: 'r' };
    case 'refused':
      return { state, at, reason: '', to: 'courts', whereTo: '' };
    case 'merged':
      return { state, at, into: 'x' };
    default:
      return { state, at };
  }
}

/** What is asked for, as anybody would read it. */
function isWanted(record: CaseRecord, asker: Staff, wanted: CasesWanted): boolean {
  const its = listingOf(record);
  const seen =
    mayReadCase(asker, record) || (wanted.bare && record.sealed && mayReadCase(asker, { ...record, sealed: false }));
  const { text, kind, categories, mainUnitId, place, channel, urgency } = wanted;
  return (
    seen &&
    (wanted.states.length === 0 || wanted.states.includes(record.state)) &&
    (!wanted.open || !['closed', 'refused', 'merged', 'withdrawn'].includes(record.state)) &&
    (kind === undefined || record.kind === kind) &&
    (categories === undefined || categories.codes.includes(record.categoryCode ?? '')) &&
    (mainUnitId === undefined || record.mainUnitId === mainUnitId) &&
    (place === undefined || record.placeName.startsWith(comparedPlace(place))) &&
    (channel === undefined || record.channel === channel) &&
    (urgency === undefined || record.urgency === urgency) &&
    wanted.flags.every((flag) => its.flags.includes(flag)) &&
    (wanted.due === undefined ||
      (its.dueAt !== null && its.dueAt < wanted.due.before && its.dueAt >= (wanted.due.from ?? 0))) &&
    (wanted.openedFrom === undefined || record.openedAt >= wanted.openedFrom) &&
    (wanted.openedBefore === undefined || record.openedAt < wanted.openedBefore) &&
    (wanted.turns === undefined ||
      wanted.turns.some(
        ({ states, unitId }) => states.includes(record.state) && (unitId === null || record.mainUnitId === unitId),
      )) &&
    (text === undefined || `${record.subject}\n${record.more}\n${record.placeName}\n${record.number}`.includes(text))
  );
}

const TOPS = CATEGORIES.map(({ code }) => code);
/** One or two of all that can be asked for, mostly: with more of them hardly a case is left. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>, otherwise?: T) =>
  fc.oneof({ weight: 7, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary });
const someWanted = (records: readonly CaseRecord[]) =>
  fc.record({
    asker: fc.constantFrom(...ASKERS),
    sort: fc.constantFrom<CaseSort>(...CASE_SORTS),
    by: fc.constantFrom(...CASE_GROUPINGS),
    bare: fc.boolean(),
    states: maybe(fc.subarray([...CASE_STATES], { maxLength: 9 }), []),
    open: maybe(fc.constant(true), false),
    kind: maybe(fc.constantFrom(...CASE_KINDS)),
    code: maybe(fc.constantFrom(...TOPS, ...records.slice(0, 5).map((one) => one.categoryCode ?? 'C14'))),
    mainUnitId: maybe(fc.constantFrom(null, ...UNITS)),
    place: maybe(
      fc.constantFrom(
        ...records.slice(0, 4).map((one) => one.placeName),
        ...records.slice(0, 4).map((one) => townshipOf(one.placeName)),
        // As forms write it.
        ...records.slice(0, 2).map((one) => one.placeName.replace(/镇|乡|街道/u, '$& ')),
      ),
    ),
    channel: maybe(fc.constantFrom(...CASE_CHANNELS)),
    urgency: maybe(fc.constantFrom(...URGENCIES)),
    flags: maybe(fc.subarray([...CASE_FLAGS], { maxLength: 2 }), []),
    due: maybe(
      fc.record({
        from: fc.constantFrom(null, START + 3 * DAY),
        before: fc.integer({ min: 0, max: 20 }).map((days) => START + days * DAY),
      }),
    ),
    openedFrom: maybe(fc.integer({ min: -7, max: 10 }).map((days) => START + days * DAY)),
    openedBefore: maybe(fc.integer({ min: -7, max: 10 }).map((days) => START + days * DAY)),
    turns: maybe(fc.constantFrom([], [{ states: ['dispatched', 'drafted'] as CaseState[], unitId: 'u-water' }])),
    text: maybe(fc.constantFrom('停水', '路面', '物业', '希望尽快', '没有到账', '青禾镇', '火箭')),
  });

withDatabases('lists of cases', (_makeStore, newPlace) => {
  let place: Place;
  let records: CaseRecord[] = [];
  const seed = Math.floor(Math.random() * 1e9);
  beforeAll(async () => {
    place = await newPlace();
    const { store } = await openAt(place);
    records = casesByChance(seed);
    // Some are saved again: what lists know of a case follows it.
    await store.transaction(async (tx) => {
      for (const [index, record] of records.entries()) {
        await tx.insertCase(index % 3 === 0 ? { ...record, mainUnitId: null, sealed: !record.sealed } : record);
      }
      for (const [index, record] of records.entries()) if (index % 3 === 0) await tx.saveCase(record);
    });
    await until('words of all cases', async () => (await stale(store)) === 0, 20_000);
    await store.close();
  }, 60_000);

  const stale = async (store: Awaited<ReturnType<typeof openAt>>['store']) => {
    const scope = readScope(somebody('nobody', ['inspector'], null));
    const found = await store.read.countCases(
      { scope, bare: true, states: [], open: false, flags: [], text: 'dl2026' },
      1000,
    );
    return COUNT - found;
  };

  it.each([
    ['as it is', undefined],
    ['where little is looked through', { looked: 10, sorted: 1000 }],
    ['where little is sorted', { looked: 10, sorted: 5 }],
  ] satisfies [string, Reach | undefined][])(
    '[K2] lists, counts and groups what may be read, %s',
    async (_how, reach) => {
      await withRows(place, async (run) => {
        const crypto = new FieldCrypto(TEST_FIELD_KEY);
        const cutter = new WordCutter();
        const read = caseListReads({ db: drizzleOver(run), crypto, cutter, hashes: new WordHashes(crypto) }, reach);
        let hits = 0;
        try {
          await fc.assert(
            fc.asyncProperty(someWanted(records), async ({ asker, sort, by, code, ...asked }) => {
              const defined = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
              const wanted = {
                ...defined,
                scope: readScope(asker),
                ...(code === undefined ? {} : { categories: { code, codes: [code, ...codesUnder(code)] } }),
              } as CasesWanted;
              const its = records.filter((record) => isWanted(record, asker, wanted));
              const listed = await pages(read, wanted, sort);
              expect(listed.map(({ record }) => record.id).sort()).toEqual(its.map(({ id }) => id).sort());
              const values = listed.map(({ at }) => (sort === 'due' ? at : -at));
              expect(values).toEqual(values.toSorted((one, other) => one - other));
              expect(await read.countCases(wanted, 10_000)).toBe(its.length);
              expect(await read.countCases(wanted, 7)).toBe(Math.min(its.length, 7));
              if (its.length > 0) hits += 1;
              const groups = await read.groupCases(wanted, by);
              expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(its.length);
            }),
            { numRuns: 60, seed },
          );
          // Not about empty lists alone: drawn by chance, about two of three find something.
          expect(hits).toBeGreaterThan(15);
        } finally {
          await cutter.close();
        }
      });
    },
  );
});

async function pages(read: Pick<CaseListReader, 'listCases'>, wanted: CasesWanted, sort: CaseSort) {
  const all: Awaited<ReturnType<CaseListReader['listCases']>> = [];
  for (;;) {
    const last = all.at(-1);
    const page = await read.listCases(wanted, {
      sort,
      after: last ? { at: last.at, id: last.record.id } : null,
      limit: 9,
    });
    all.push(...page);
    if (page.length < 9) return all;
  }
}

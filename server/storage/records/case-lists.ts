/**
 * Lists of cases over a million of them. Ordered by an index and filtered on the way, as far as a few thousand cases; where
 * those do not fill the page, what is asked for is rare, and all of it is found by its facts and words and sorted. The
 * database would choose one of both by its guess of how facts go together, and guesses that wrong (docs/decisions/0021).
 * Long: what is asked for is put into SQL in one place, so that no list, count or search forgets who may read what (K2).
 */
import { type AnyColumn, and, asc, desc, eq, gte, lt, or, type SQL, sql } from 'drizzle-orm';
import { comparedPlace, townshipOf } from '../../../shared/case-filter.ts';
import type { Turn } from '../../domain/cases/listing.ts';
import type { CaseListReader, CasesWanted, ListedCase } from '../../services/ports/case-lists.ts';
import { isAnyOf, type Link } from '../link.ts';
import { caseFromRow } from '../mappers/case.ts';
import { FACETS } from '../mappers/case-listing.ts';
import { nameIndexOf } from '../mappers/person.ts';
import { caseListing, caseRecord, person } from '../schema.ts';

type Reads = Pick<CaseListReader, 'listCases' | 'countCases' | 'groupCases' | 'similarCases'>;
type Page = Parameters<CaseListReader['listCases']>[1];
type Sort = Page['sort'];
interface Found {
  readonly caseId: string;
  readonly at: number;
}

export interface Reach {
  /** So many are looked through in their order. */
  readonly looked: number;
  /** Found by their facts and words, so many at most are sorted. */
  readonly sorted: number;
}
const REACH: Reach = { looked: 5000, sorted: 10_000 };
/** A text is compared with so many of the newest, and with all that have three of its most telling words. */
const NEWEST_COMPARED = 2000;
const MOST_TELLING = 8;
const LEAST_TELLING = 2;
const MOST_ALIKE = 300;
/** Of the weight of a text's telling words, so much must be in a case that is like it. */
const LEAST_ALIKE = 0.4;
/** One of so many of the first has to be there: without them the rest does not weigh enough. */
const FIRST_WORDS = 5;

const l = caseListing;
/** As the indexes have it: without these words they are of no use. */
const last = (column: AnyColumn) => sql`${column} desc nulls last`;
const ORDER = {
  opened: { at: l.openedAt, by: [last(l.openedAt), last(l.caseId)] },
  changed: { at: l.changedAt, by: [last(l.changedAt), last(l.caseId)] },
  due: { at: l.dueOrder, by: [asc(l.dueOrder), asc(l.caseId)] },
} as const satisfies Record<Sort, { readonly at: unknown; readonly by: readonly SQL[] }>;

const GROUPED = {
  unit: l.mainUnitId,
  category: l.categoryCode,
  state: l.state,
  place: l.township,
} as const;

/** What is asked for, in SQL. */
interface Asked {
  /** Who may read what, and what no index has: they leave most of the cases. */
  readonly wide: readonly (SQL | undefined)[];
  /** Facts as columns. */
  readonly facts: readonly (SQL | undefined)[];
  /** The same facts by the index of facts and words. */
  readonly facets: readonly number[];
  readonly words: SQL | undefined;
  readonly states: readonly number[];
}

const ints = (values: readonly number[]) => sql`${sql.param(`{${values.join(',')}}`)}::int4[]`;
const texts = (values: readonly string[]) => sql`${sql.param([...values])}::text[]`;
const hasAll = (values: readonly number[]) => sql`${l.words} @> ${ints(values)}`;

export const caseListReads = ({ db, crypto, hashes, cutter }: Link, reach = REACH): Reads => {
  async function ask(wanted: CasesWanted): Promise<Asked> {
    const { scope } = wanted;
    const facts: (SQL | undefined)[] = [];
    const facets: string[] = [];
    const has = (fact: SQL | undefined, facet: string) => {
      facts.push(fact);
      facets.push(facet);
    };
    if (!scope.wide) {
      const unitId = scope.unitId ?? 'none';
      has(sql`${l.unitIds} @> ${texts([unitId])}`, FACETS.unit(unitId));
    }
    if (wanted.open) has(eq(l.open, true), FACETS.open);
    if (wanted.kind) has(eq(l.kind, wanted.kind), FACETS.kind(wanted.kind));
    if (wanted.categories)
      has(isAnyOf(l.categoryCode, wanted.categories.codes), FACETS.category(wanted.categories.code));
    if (wanted.mainUnitId !== undefined) {
      const { mainUnitId } = wanted;
      has(
        mainUnitId === null ? sql`${l.mainUnitId} is null` : eq(l.mainUnitId, mainUnitId),
        FACETS.mainUnit(mainUnitId),
      );
    }
    const place = wanted.place && comparedPlace(wanted.place);
    if (place) has(or(eq(l.township, place), eq(l.place, place)), FACETS.place(place));
    if (wanted.channel) has(eq(l.channel, wanted.channel), FACETS.channel(wanted.channel));
    if (wanted.urgency) has(eq(l.urgency, wanted.urgency), FACETS.urgency(wanted.urgency));
    for (const flag of wanted.flags) has(sql`${l.flags} @> ${texts([flag])}`, FACETS.flag(flag));
    if (wanted.due) has(lt(l.dueOrder, wanted.due.before), FACETS.runs);
    if (wanted.states.length > 0) facts.push(isAnyOf(l.state, wanted.states));
    return {
      wide: [
        mayRead(wanted),
        typeof wanted.due?.from === 'number' ? gte(l.dueOrder, wanted.due.from) : undefined,
        wanted.openedFrom === undefined ? undefined : gte(l.openedAt, wanted.openedFrom),
        wanted.openedBefore === undefined ? undefined : lt(l.openedAt, wanted.openedBefore),
        wanted.turns && isTurn(wanted.turns),
      ],
      facts,
      facets: facets.map((facet) => hashes.facet(facet)),
      words: wanted.text === undefined ? undefined : await isFoundBy(wanted.text, wanted),
      states: wanted.states.map((state) => hashes.facet(FACETS.state(state))),
    };
  }

  /** Its words are in the case, or it is the whole name of the person. */
  async function isFoundBy(text: string, { scope, names }: CasesWanted): Promise<SQL> {
    const [words = []] = await cutter.cut({ kind: 'asked', text });
    const found = words.length === 0 ? sql`false` : hasAll(words.map((word) => hashes.word(word)));
    if (!names) return found;
    const its = and(eq(person.countyId, scope.countyId), eq(person.nameIndex, nameIndexOf(text, crypto)));
    const people = await db.select({ id: person.id }).from(person).where(its);
    if (people.length === 0) return found;
    return sql`(${found} or ${isAnyOf(
      l.personId,
      people.map(({ id }) => id),
    )})`;
  }

  async function page(wanted: CasesWanted, how: Page): Promise<Found[]> {
    const { sort, after, limit } = how;
    const { at, by } = ORDER[sort];
    const asked = await ask(wanted);
    const county = eq(l.countyId, wanted.scope.countyId);
    const behind = after ? isBehind(sort, after) : undefined;
    const its = and(...asked.wide, ...asked.facts, asked.words);
    if (isNarrow(asked)) {
      const looked = db
        .select()
        .from(l)
        .where(and(county, leading(wanted, sort), behind))
        .orderBy(...by)
        .limit(reach.looked)
        .as(NAME);
      const near = await db
        .select({ caseId: l.caseId, at })
        .from(looked)
        .where(its)
        .orderBy(...by)
        .limit(limit);
      if (near.length === limit) return near;
      const rare = await sorted(and(county, byIndex(asked), its, behind), how);
      if (rare) return rare;
    }
    return db
      .select({ caseId: l.caseId, at })
      .from(l)
      .where(and(county, its, behind))
      .orderBy(...by)
      .limit(limit);
  }

  /** `null` where they are too many for that. */
  async function sorted(its: SQL | undefined, { sort, limit }: Page): Promise<Found[] | null> {
    const { at, by } = ORDER[sort];
    const found = db.$with(NAME).as(db.select().from(l).where(its).limit(reach.sorted));
    const rows = await db
      .with(found)
      .select({ caseId: l.caseId, at, of: sql<number>`(select count(*)::int from ${found})` })
      .from(found)
      .orderBy(...by)
      .limit(limit);
    return rows[0]?.of === reach.sorted ? null : rows;
  }

  return {
    async listCases(wanted, how) {
      const found = await page(wanted, how);
      if (found.length === 0) return [];
      const ids = found.map(({ caseId }) => caseId);
      const rows = await db.select().from(caseRecord).where(isAnyOf(caseRecord.id, ids));
      const byId = new Map(rows.map((row) => [row.id, row]));
      return found.flatMap(({ caseId, at }): ListedCase[] => {
        const row = byId.get(caseId);
        return row ? [{ record: caseFromRow(row, crypto), at }] : [];
      });
    },
    async countCases(wanted, most) {
      const asked = await ask(wanted);
      const county = eq(l.countyId, wanted.scope.countyId);
      const its = and(...asked.wide, ...asked.facts, asked.words);
      const counted = async (from: SQL) => {
        const { rows } = await db.execute<{ count: number }>(sql`select count(*)::int as count from (${from}) found`);
        return rows[0]?.count ?? 0;
      };
      if (isNarrow(asked)) {
        const looked = sql`select * from ${l} where ${county} order by ${last(l.openedAt)} limit ${reach.looked}`;
        const near = await counted(sql`select 1 from (${looked}) case_listing where ${its} limit ${most}`);
        // Rare ones are counted by facts and words; of common ones no index is quicker than looking.
        const rare = near < reach.looked / 50;
        if (near === most) return most;
        if (rare) return counted(sql`select 1 from ${l} where ${and(county, byIndex(asked), its)} limit ${most}`);
      }
      return counted(sql`select 1 from ${l} where ${and(county, its)} limit ${most}`);
    },
    async groupCases(wanted, by) {
      const asked = await ask(wanted);
      const its = and(...asked.wide, ...asked.facts, asked.words);
      // Of what is open the groups have an index of their own.
      const narrowed = wanted.open && !asked.words ? undefined : byIndex(asked);
      const key = GROUPED[by];
      const rows = await db
        .select({ key, count: sql<number>`count(*)::int` })
        .from(l)
        .where(and(eq(l.countyId, wanted.scope.countyId), narrowed, its))
        .groupBy(key)
        .orderBy(desc(sql`count(*)`), asc(key));
      return rows;
    },
    async similarCases({ scope, text, exceptId, limit }) {
      const [telling = []] = await cutter.cut({ kind: 'telling', text, most: MOST_TELLING });
      if (telling.length < LEAST_TELLING) return [];
      const words = telling.map((word) => hashes.word(word));
      const county = eq(l.countyId, scope.countyId);
      const its = and(
        mayRead({ scope, bare: false }),
        scope.wide ? undefined : sql`${l.unitIds} @> ${texts([scope.unitId ?? 'none'])}`,
        exceptId === null ? undefined : sql`${l.caseId} <> ${exceptId}`,
      );
      // The more telling words weigh more.
      const weights = words.map((_, index) => 2 * words.length - index);
      const least = Math.ceil(weights.reduce((sum, weight) => sum + weight, 0) * LEAST_ALIKE);
      const alike = sql.join(
        words.map((word, index) => sql`case when ${hasAll([word])} then ${sql.raw(String(weights[index]))} else 0 end`),
        sql` + `,
      );
      const all = triplesOf(words.slice(0, FIRST_WORDS)).map(hasAll);
      const unit = scope.wide || scope.unitId === null ? [] : [hashes.facet(FACETS.unit(scope.unitId))];
      const rare = and(county, unit.length > 0 ? hasAll(unit) : undefined, or(...all), its);
      const newest = sql`select * from ${l} where ${county} order by ${last(l.openedAt)} limit ${NEWEST_COMPARED}`;
      const columns = sql`${l.caseId} as id, ${l.openedAt} as opened_at, ${alike} as alike`;
      const { rows } = await db.execute<{ id: string }>(sql`
        select id from (
          (select ${columns} from (${newest}) case_listing where ${its} and ${l.words} && ${ints(words.slice(0, FIRST_WORDS))})
          union
          (select ${columns} from ${l} where ${rare} limit ${MOST_ALIKE})
        ) found
        where alike >= ${least} order by alike desc, opened_at desc, id limit ${limit}`);
      const ids = rows.map(({ id }) => id);
      const records = await db.select().from(caseRecord).where(isAnyOf(caseRecord.id, ids));
      const byId = new Map(records.map((row) => [row.id, caseFromRow(row, crypto)]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
  };
};

/** Subqueries go by the name of the table, so that the same conditions say it of both. */
const NAME = 'case_listing';

const isNarrow = ({ facts, words }: Asked): boolean => facts.length > 0 || words !== undefined;

function byIndex({ facets, states, words }: Asked): SQL | undefined {
  return and(
    facets.length > 0 ? hasAll(facets) : undefined,
    states.length > 0 ? sql`${l.words} && ${ints(states)}` : undefined,
    words,
  );
}

/** A fact by which an index has the cases in this order. */
function leading({ mainUnitId, categories, place, states }: CasesWanted, sort: Sort): SQL | undefined {
  if (mainUnitId && sort !== 'changed') return eq(l.mainUnitId, mainUnitId);
  if (sort !== 'opened') return undefined;
  if (categories?.codes.length === 1) return eq(l.categoryCode, categories.code);
  if (place) return eq(l.township, townshipOf(comparedPlace(place)));
  return states.length === 1 && states[0] ? eq(l.state, states[0]) : undefined;
}

/** Keyset: what stands behind a case in this order. */
function isBehind(sort: Sort, { at, id }: NonNullable<Page['after']>): SQL {
  const place = sql`(${ORDER[sort].at}, ${l.caseId})`;
  return sort === 'due' ? sql`${place} > (${at}, ${id})` : sql`${place} < (${at}, ${id})`;
}

/** K2, T5: in every list, count and search. `bare`: that a sealed one exists is no secret to whoever asks for this. */
function mayRead({ scope, bare }: Pick<CasesWanted, 'scope' | 'bare'>): SQL | undefined {
  const about = [scope.personId, ...(scope.unitId === null ? [] : [scope.unitId])];
  return and(sql`not (${l.about} && ${texts(about)})`, scope.sealed || bare ? undefined : eq(l.sealed, false));
}

const isTurn = (turns: readonly Turn[]): SQL =>
  or(
    ...turns.map(({ states, unitId }) =>
      and(isAnyOf(l.state, states), unitId === null ? undefined : eq(l.mainUnitId, unitId)),
    ),
  ) ?? sql`false`;

function triplesOf(words: readonly number[]): number[][] {
  return words.flatMap((one, index) =>
    words.slice(index + 1).flatMap((two, next) => words.slice(index + next + 2).map((three) => [one, two, three])),
  );
}

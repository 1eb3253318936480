/** Lists of cases, counts, what is like a text, and kept views: all of them as far as a role may read (T5, K2). */
import * as z from 'zod/mini';
import { CASES_COUNTED, MOST_VIEWS } from '../../shared/actions/case-lists.ts';
import { CASE_FLAGS, CaseFilter, DUE_SOON_MS, marksOf, statesOf } from '../../shared/case-filter.ts';
import { Refusal } from '../../shared/errors.ts';
import { daysLater, isDay } from '../domain/calendar/recurrence.ts';
import { startOfDay } from '../domain/calendar/working-days.ts';
import { readScope } from '../domain/cases/access.ts';
import { categoryByCode, categoryName, codesUnder } from '../domain/cases/categories.ts';
import { turnsOf } from '../domain/cases/listing.ts';
import { maySee } from '../domain/people/policy.ts';
import { listedRows } from './case-access.ts';
import { free, once, query } from './context.ts';
import type { CasesWanted, CaseViewRecord } from './ports/case-lists.ts';
import type { Reader } from './ports/store.ts';
import { notFound, type Staff, staffOf } from './support.ts';

const PAGE = 50;
const MOST_SIMILAR = 5;

export const caseListHandlers = {
  'cases.list': query<'cases.list'>(async (input, { actor, read, now }) => {
    const staff = staffOf(actor);
    const sort = input.sort ?? 'opened';
    const found = await read.listCases(await wantedBy(staff, input, read, now), {
      sort,
      after: input.cursor === undefined ? null : placeOf(input.cursor),
      limit: PAGE + 1,
    });
    const page = found.slice(0, PAGE);
    const last = page.at(-1);
    return {
      cases: await listedRows(
        page.map(({ record }) => record),
        staff,
        read,
      ),
      nextCursor: found.length > PAGE && last ? `${last.at}.${last.record.id}` : null,
    };
  }),

  'cases.count': query<'cases.count'>(async ({ by, ...filter }, { actor, read, now }) => {
    const staff = staffOf(actor);
    const wanted = await wantedBy(staff, filter, read, now);
    // What a sealed case is about is not told by its group either.
    const grouped = by === undefined || by === 'state' ? wanted : { ...wanted, bare: false };
    const [counted, groups, units] = await Promise.all([
      read.countCases(wanted, CASES_COUNTED + 1),
      by === undefined ? [] : read.groupCases(grouped, by),
      by === 'unit' ? read.units(staff.countyId) : [],
    ]);
    const unitNames = new Map(units.map(({ id, name }) => [id, name]));
    const nameOf = (key: string): string =>
      by === 'unit' ? (unitNames.get(key) ?? key) : by === 'category' ? categoryName(key) : key;
    return {
      total: Math.min(counted, CASES_COUNTED),
      more: counted > CASES_COUNTED,
      groups: groups.map(({ key, count }) => ({ key, name: key === null ? '' : nameOf(key), count })),
    };
  }),

  /** Not remembered: it reads. */
  'cases.similar': free<'cases.similar'>(async ({ text, exceptId }, { actor, deps }) => {
    const staff = staffOf(actor);
    const scope = readScope(staff);
    const found = await deps.store.read.similarCases({
      scope,
      text,
      exceptId: exceptId ?? null,
      limit: MOST_SIMILAR,
    });
    return {
      cases: found.map(({ id, number, subject, placeName, state, openedAt }) => ({
        id,
        number,
        subject,
        place: placeName,
        state,
        openedAt,
      })),
    };
  }),

  'caseViews.list': query<'caseViews.list'>(async (_input, { actor, read }) => {
    const staff = staffOf(actor);
    const views = await read.caseViews(staff.personId, staff.unitId);
    return {
      views: views.map(({ id, name, query: kept, unitId, personId }) => ({
        id,
        name,
        query: kept,
        shared: unitId !== null,
        own: personId === staff.personId,
      })),
    };
  }),

  'caseView.save': once<'caseView.save'>(async ({ name, query: kept, shared }, { actor, tx, now, deps }) => {
    const staff = staffOf(actor);
    if (!isListQuery(kept)) throw badInput('query', 'not a question to the list');
    if (shared && staff.unitId === null) throw badInput('shared', 'no unit to share it with');
    await tx.lockCounty(staff.countyId);
    const own = (await tx.caseViews(staff.personId, null)).length;
    if (own >= MOST_VIEWS) throw badInput('name', `more than ${MOST_VIEWS} views`);
    const viewId = deps.newId('cv');
    const { countyId, personId } = staff;
    await tx.insertCaseView({
      id: viewId,
      countyId,
      personId,
      unitId: shared ? staff.unitId : null,
      name,
      query: kept,
      at: now,
    });
    return { viewId };
  }),

  'caseView.rename': once<'caseView.rename'>(async ({ viewId, name }, { actor, tx }) => {
    await tx.renameCaseView(ownView(await tx.caseView(viewId), staffOf(actor)).id, name);
    return {};
  }),

  'caseView.delete': once<'caseView.delete'>(async ({ viewId }, { actor, tx }) => {
    await tx.deleteCaseView(ownView(await tx.caseView(viewId), staffOf(actor)).id);
    return {};
  }),
};

/** What somebody's list is asked for, as far as they may read. */
async function wantedBy(staff: Staff, filter: CaseFilter, read: Reader, now: number): Promise<CasesWanted> {
  const { kind, category, unit, place, channel, urgency, from, until, text } = filter;
  const marks = new Set(marksOf(filter));
  const zone = from || until ? ((await read.county(staff.countyId))?.zone ?? notFound()) : '';
  for (const date of [from, until]) if (date && !isDay(date)) throw badInput('from', 'no such day');
  // That a sealed report exists is told whoever dispatches, as long as nothing is asked of what it says (K2).
  const asksWords = [text, category, place, unit, urgency].some((asked) => asked !== undefined);
  const due = dueOf(marks.has('overdue'), marks.has('dueSoon'), now);
  return {
    scope: readScope(staff),
    bare: staff.roles.includes('supervisor') && !asksWords,
    states: statesOf(filter),
    open: marks.has('open'),
    flags: CASE_FLAGS.filter((flag) => marks.has(flag)),
    ...due,
    ...(kind === undefined ? {} : { kind }),
    ...(category === undefined ? {} : { categories: { code: category, codes: [category, ...codesUnder(category)] } }),
    ...(unit === undefined ? {} : { mainUnitId: unit === 'none' ? null : unit }),
    ...(place === undefined ? {} : { place }),
    ...(channel === undefined ? {} : { channel }),
    ...(urgency === undefined ? {} : { urgency }),
    ...(from === undefined ? {} : { openedFrom: startOfDay(from, zone) }),
    ...(until === undefined ? {} : { openedBefore: startOfDay(daysLater(until, 1), zone) }),
    ...(marks.has('mine') ? { turns: turnsOf(staff) } : {}),
    ...(text === undefined ? {} : { text, names: maySee(staff, 'personName') }),
  };
}

/** Both marks together: overdue or soon. */
function dueOf(overdue: boolean, soon: boolean, now: number): Pick<CasesWanted, 'due'> {
  if (soon) return { due: { from: overdue ? null : now, before: now + DUE_SOON_MS } };
  return overdue ? { due: { from: null, before: now } } : {};
}

function placeOf(cursor: string): { at: number; id: string } {
  const point = cursor.indexOf('.');
  return { at: Number(cursor.slice(0, point)), id: cursor.slice(point + 1) };
}

function isListQuery(text: string): boolean {
  const { sort, by, ...fields } = Object.fromEntries(new URLSearchParams(text));
  void sort;
  void by;
  const parsed = z.safeParse(CaseFilter, fields);
  if (!parsed.success) return false;
  const { category } = parsed.data;
  return category === undefined || categoryByCode(category) !== undefined;
}

const ownView = (view: CaseViewRecord | null, { personId }: Staff): CaseViewRecord =>
  view?.personId === personId ? view : notFound();

const badInput = (path: string, message: string) => new Refusal('BAD_INPUT', { issues: [{ path, message }] });

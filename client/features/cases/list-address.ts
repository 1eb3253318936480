/** What the list of cases is asked for, as it stands in the address: links, going back and kept views are all of it. */
import * as z from 'zod/mini';
import {
  CASE_FILTER,
  CASE_GROUPINGS,
  CASE_SORTS,
  type CaseFilter,
  type CaseGrouping,
  type CaseSort,
} from '../../../shared/case-filter.ts';

export interface CaseQuestion {
  readonly filter: CaseFilter;
  readonly sort: CaseSort;
  readonly by: CaseGrouping | null;
}

const FIELDS = Object.keys(CASE_FILTER) as (keyof CaseFilter)[];

/** Reads an address; what it cannot mean is left out. */
export function questionOf(search: URLSearchParams): CaseQuestion {
  const filter: Record<string, string> = {};
  for (const field of FIELDS) {
    const value = search.get(field);
    if (value !== null && z.safeParse(CASE_FILTER[field], value).success) filter[field] = value;
  }
  return {
    filter: filter as CaseFilter,
    sort: CASE_SORTS.find((one) => one === search.get('sort')) ?? 'opened',
    by: CASE_GROUPINGS.find((one) => one === search.get('by')) ?? null,
  };
}

/** The same question always in the same order, so that one view is one address. */
export function addressOf({ filter, sort, by }: CaseQuestion): string {
  const search = new URLSearchParams();
  for (const field of FIELDS) {
    const value = filter[field];
    if (value) search.set(field, value);
  }
  if (sort !== 'opened') search.set('sort', sort);
  if (by) search.set('by', by);
  return search.toString();
}

/** With other values for some fields; an empty one takes the field away. */
export function asking(
  before: CaseFilter,
  change: { readonly [Field in keyof CaseFilter]?: string | null },
): CaseFilter {
  const filter: Record<string, string | undefined> = { ...before, ...change } as Record<string, string | undefined>;
  for (const field of FIELDS) if (!filter[field]) delete filter[field];
  return filter as CaseFilter;
}

export const isAskedFor = (filter: CaseFilter): boolean => Object.keys(filter).length > 0;

/** The field of the filter that a group sets, and to what. */
export function ofGroup(by: CaseGrouping, key: string | null): { readonly [Field in keyof CaseFilter]?: string } {
  switch (by) {
    case 'unit':
      return { unit: key ?? 'none' };
    case 'category':
      return key === null ? {} : { category: key };
    case 'state':
      return { state: key ?? '' };
    case 'place':
      return { place: key ?? '' };
  }
}

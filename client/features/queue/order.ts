/** Which rows the table shows and in which order; held back while somebody points at them. */
import type { ConsentScope } from '../../../shared/states.ts';
import type { ViewOf } from '../../../shared/views/all.ts';
import { type Filter, NO_FILTER, type Scope, type Wish } from './wish.ts';

export type Row = ViewOf<'moderator'>['rows'][number];

const RANK: Record<Row['state'], number> = {
  live: 0,
  onDeck: 1,
  screening: 2,
  waiting: 3,
  away: 3,
  booked: 4,
  done: 5,
  left: 5,
  noShow: 5,
  deferred: 5,
  refused: 5,
  written: 5,
};

export const isActive = (row: Row): boolean => RANK[row.state] <= 2;
export const isWaiting = (row: Row): boolean => row.state === 'waiting' || row.state === 'away';
export const isEnded = (row: Row): boolean => RANK[row.state] === 5;

const inScope = (row: Row, scope: Scope): boolean => {
  switch (scope) {
    case 'waiting':
      return !isEnded(row) && !isActive(row);
    case 'active':
      return isActive(row);
    case 'ended':
      return isEnded(row);
    case 'all':
      return true;
  }
};

/** Text that `search` is looked for in: number, name, place, sentence, public name. */
const haystack = (row: Row): string =>
  `${row.number} ${row.name} ${row.placeName} ${row.subject} ${row.publicName}`.toLowerCase();

const oneOf = <Value>(chosen: readonly Value[], value: Value): boolean => chosen.length === 0 || chosen.includes(value);

export const fits = (row: Row, filter: Filter): boolean =>
  oneOf(filter.states, row.state) &&
  oneOf(filter.categories, row.categoryCode ?? '') &&
  oneOf(filter.lanes, row.lane) &&
  oneOf(filter.participation, row.participation) &&
  oneOf(filter.presence, row.presence) &&
  filter.consents.every((wish) =>
    wish.startsWith('-') ? !row.consent[wish.slice(1) as ConsentScope] : row.consent[wish as ConsentScope],
  );

export function arrange(
  rows: readonly Row[],
  scope: Scope,
  { search = '', filter = NO_FILTER }: Partial<Pick<Wish, 'search' | 'filter'>> = {},
): Row[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows
    .filter((row) => inScope(row, scope) && fits(row, filter) && words.every((word) => haystack(row).includes(word)))
    .sort(
      (a, b) =>
        RANK[a.state] - RANK[b.state] ||
        (b.ended?.at ?? 0) - (a.ended?.at ?? 0) ||
        (a.place ?? Number.MAX_SAFE_INTEGER) - (b.place ?? Number.MAX_SAFE_INTEGER) ||
        a.number - b.number,
    );
}

/** Everybody of this one's group, this one too (Q8). */
export const sameTrouble = (view: Pick<ViewOf<'moderator'>, 'rows'>, { trouble }: Row): Row[] =>
  trouble === null ? [] : view.rows.filter((one) => one.trouble?.groupId === trouble.groupId);

/** The others of a group who still wait. */
export const whoMayListen = (group: readonly Row[], row: Row): Row[] =>
  group.filter((one) => one.ticketId !== row.ticketId && isWaiting(one));

export interface HeldOrder {
  readonly shown: readonly Row[];
  /** How many rows would stand elsewhere, come or go if the order were let go. */
  readonly changes: number;
}

/**
 * The order last shown, with each row's newest facts: rows that left the scope stay where they are, newcomers wait.
 * Nothing moves under the pointer.
 */
export function hold(held: readonly string[], wanted: readonly Row[], rows: readonly Row[]): HeldOrder {
  const byId = new Map(rows.map((row) => [row.ticketId, row]));
  const shown = held.flatMap((id) => byId.get(id) ?? []);
  const place = new Map(held.map((id, index) => [id, index]));
  const seen = new Set<string>();
  let changes = 0;
  wanted.forEach((row, index) => {
    seen.add(row.ticketId);
    const before = wanted[index - 1];
    const at = place.get(row.ticketId);
    if (at === undefined) changes += 1;
    else if (before && (place.get(before.ticketId) ?? -1) > at) changes += 1;
  });
  for (const id of held) if (!seen.has(id)) changes += 1;
  return { shown, changes };
}

/** Who off air is held by whom besides `personId`: each moderator with their tickets, as the rows stand. */
export function heldByOthers(rows: readonly Row[], personId: string): readonly (readonly [name: string, Row[]])[] {
  const byPerson = new Map<string, Row[]>();
  for (const row of rows)
    if (row.heldById !== null && row.heldById !== personId)
      byPerson.set(row.heldById, [...(byPerson.get(row.heldById) ?? []), row]);
  return [...byPerson.values()].map((held) => [held[0]?.heldBy ?? '', held] as const);
}

/** What a leader is told before an evening: who booked, grouped by matter; which promises are open (T5, C8). */
import { CASE_ENDS } from '../../../shared/states.ts';
import { categoryName } from '../cases/categories.ts';
import type { CaseRecord, PromiseRecord } from '../cases/types.ts';
import type { SessionRecord } from '../sessions/types.ts';
import type { TicketRecord } from './types.ts';

/** Whoever booked, and may still be served, in the order of service. */
export const bookedInOrder = (tickets: readonly TicketRecord[]): TicketRecord[] =>
  tickets.filter(({ homeLane }) => homeLane === 'booked').sort((a, b) => a.order - b.order);

export interface Group<Item> {
  readonly categoryCode: string | null;
  readonly categoryName: string | null;
  readonly people: readonly Item[];
}

/** The largest group first, matters without a category last; nobody is lost. */
export function byCategory<Item extends { readonly categoryCode: string | null }>(
  people: readonly Item[],
): Group<Item>[] {
  const groups = [...Map.groupBy(people, ({ categoryCode }) => categoryCode)];
  groups.sort(([a, of], [b, others]) => Number(a === null) - Number(b === null) || others.length - of.length);
  return groups.map(([code, its]) => ({
    categoryCode: code,
    categoryName: code === null ? null : categoryName(code),
    people: its,
  }));
}

/** The evening before this one, of the same series where there is one, that took place. */
export function eveningBefore(sessions: readonly SessionRecord[], session: SessionRecord): SessionRecord | null {
  const before = sessions.filter(
    ({ startsAt, seriesId, state }) =>
      startsAt < session.startsAt &&
      (state === 'ended' || state === 'closing') &&
      (session.seriesId === null || seriesId === session.seriesId),
  );
  return before.reduce<SessionRecord | null>((last, one) => (last && last.startsAt >= one.startsAt ? last : one), null);
}

const SETTLED: readonly CaseRecord['state'][] = CASE_ENDS;
/** Confirmed (C8), and the case goes on. */
export const isOpenPromise = (promise: PromiseRecord, { state }: CaseRecord): boolean =>
  promise.confirmedAt !== null && !SETTLED.includes(state);

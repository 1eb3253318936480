import type { CaseListing } from '../../domain/cases/listing.ts';
import type { caseListing } from '../schema.ts';
import type { WordHashes } from '../words/hashes.ts';

/** Behind every deadline: what has none, the newest first. */
const NO_DEADLINE = 8_000_000_000_000_000;

type Facts = Omit<typeof caseListing.$inferInsert, 'words' | 'stale' | 'changedAt'>;

export function listingToRow({ dueAt, ...facts }: CaseListing): Facts {
  return {
    ...facts,
    unitIds: [...facts.unitIds],
    flags: [...facts.flags],
    about: [...facts.about],
    dueOrder: dueAt ?? NO_DEADLINE - facts.openedAt,
  };
}

/** Each fact that a list may be asked for, by its name among the words. */
export const FACETS = {
  state: (state: string) => `s:${state}`,
  kind: (kind: string) => `k:${kind}`,
  category: (code: string) => `c:${code}`,
  place: (place: string) => `p:${place}`,
  channel: (channel: string) => `h:${channel}`,
  urgency: (urgency: string) => `g:${urgency}`,
  mainUnit: (unitId: string | null) => `m:${unitId ?? ''}`,
  unit: (unitId: string) => `u:${unitId}`,
  flag: (flag: string) => `f:${flag}`,
  open: 'open',
  runs: 'runs',
} as const;

export function facetsOf(listing: CaseListing, hashes: WordHashes): number[] {
  const { categoryCode, urgency } = listing;
  const facets = [
    FACETS.state(listing.state),
    FACETS.kind(listing.kind),
    // Codes of the second level begin with that of their first.
    ...(categoryCode === null ? [] : [FACETS.category(categoryCode), FACETS.category(categoryCode.slice(0, 3))]),
    FACETS.place(listing.place),
    FACETS.place(listing.township),
    FACETS.channel(listing.channel),
    ...(urgency === null ? [] : [FACETS.urgency(urgency)]),
    FACETS.mainUnit(listing.mainUnitId),
    ...listing.unitIds.map(FACETS.unit),
    ...listing.flags.map(FACETS.flag),
    ...(listing.open ? [FACETS.open] : []),
    ...(listing.dueAt === null ? [] : [FACETS.runs]),
  ];
  return [...new Set(facets)].map((facet) => hashes.facet(facet));
}

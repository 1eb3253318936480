/**
 * Who of an evening comes with the same trouble (Q8). What people typed is compared, the place and the category beside
 * it; a person at the desk has the last word. Deterministic: by numbers, and without a clock.
 */
import type { Terms } from './trouble-terms.ts';

/** From here on two matters are shown as one trouble. Rather two groups of one trouble than two troubles in one group. */
export const SAME_FROM = 0.5;

/** So many are compared; a longer queue is told about the first of them. */
export const MOST_COMPARED = 400;

const WORDS_PART = 0.6;
/** Of fewer words than these, all in common is still not everything. */
const SMALLEST_TOTAL = 4;
const PLACE = { village: 0.25, township: 0.1, elsewhere: -0.2 };
const CATEGORY = { same: 0.2, kin: 0.1, other: -0.25 };
/** With so many of a group is somebody new compared. */
const COMPARED_OF_GROUP = 6;

export interface Matter {
  readonly ticketId: string;
  readonly terms: Terms;
  /** As it was typed or chosen: township and village, with a space. */
  readonly place: string;
  /** Set by a moderator; its first three signs are the upper level. */
  readonly categoryCode: string | null;
}

/** 0 to 1. Nothing in common in words is nothing in common, whatever the place. */
export function likeness(a: Omit<Matter, 'ticketId'>, b: Omit<Matter, 'ticketId'>): number {
  const words = wordsInCommon(a.terms, b.terms);
  if (words === 0) return 0;
  const score = WORDS_PART * words + placePart(a.place, b.place) + categoryPart(a.categoryCode, b.categoryCode);
  return Math.min(1, Math.max(0, score));
}

/** The weight that both have, of the smaller one's: a long story may hold a short complaint whole. */
function wordsInCommon(a: Terms, b: Terms): number {
  const [few, many] = a.weights.size <= b.weights.size ? [a, b] : [b, a];
  let shared = 0;
  for (const [term, weight] of few.weights) if (many.weights.has(term)) shared += weight;
  const part = shared / Math.max(SMALLEST_TOTAL, Math.min(a.total, b.total));
  return a.aboutMoney === b.aboutMoney ? part : part / 2;
}

function placePart(a: string, b: string): number {
  if (a === b) return PLACE.village;
  const [townshipOfA = ''] = a.split(/\s+/);
  const [townshipOfB = ''] = b.split(/\s+/);
  return townshipOfA === townshipOfB ? PLACE.township : PLACE.elsewhere;
}

function categoryPart(a: string | null, b: string | null): number {
  if (a === null || b === null) return 0;
  if (a === b) return CATEGORY.same;
  return a.slice(0, 3) === b.slice(0, 3) ? CATEGORY.kin : CATEGORY.other;
}

/** What a moderator said of one ticket: of this group, or (`null`) of none. */
export interface TroubleSaid {
  readonly ticketId: string;
  readonly groupId: string | null;
}

export interface TroubleGroup {
  /** A moderator's group keeps its id; a proposed one has its first ticket's. */
  readonly id: string;
  readonly ticketIds: readonly string[];
  /** Those of them of whom a moderator said so. */
  readonly said: ReadonlySet<string>;
}

/**
 * Groups of two and more, by `matters` in the order of their numbers. Somebody joins the group whose members are most
 * like them on average, so that a chain of likenesses does not tie together what is not alike.
 */
export function troubleGroups(matters: readonly Matter[], said: readonly TroubleSaid[]): TroubleGroup[] {
  const saidOf = new Map(said.map(({ ticketId, groupId }) => [ticketId, groupId]));
  const groups = new Map<string, Matter[]>();
  const compared = matters.slice(0, MOST_COMPARED);
  for (const matter of compared) {
    const groupId = saidOf.get(matter.ticketId);
    if (groupId) groups.set(groupId, [...(groups.get(groupId) ?? []), matter]);
  }
  for (const matter of compared) {
    if (saidOf.has(matter.ticketId)) continue;
    let best: { id: string; score: number } | null = null;
    for (const [id, members] of groups) {
      const score = meanLikeness(matter, members);
      if (score >= SAME_FROM && score > (best?.score ?? 0)) best = { id, score };
    }
    if (best) groups.get(best.id)?.push(matter);
    else groups.set(matter.ticketId, [matter]);
  }
  return [...groups]
    .filter(([, members]) => members.length > 1)
    .map(([id, members]) => ({
      id,
      ticketIds: members.map(({ ticketId }) => ticketId),
      said: new Set(members.flatMap(({ ticketId }) => (saidOf.get(ticketId) ? [ticketId] : []))),
    }));
}

function meanLikeness(matter: Matter, members: readonly Matter[]): number {
  const some = members.slice(0, COMPARED_OF_GROUP);
  return some.reduce((sum, member) => sum + likeness(matter, member), 0) / some.length;
}

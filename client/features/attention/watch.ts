/** What waits for somebody at this desk, since when, and when that is to be heard. Pure: `now` by the server's clock. */
import type { ViewOf } from '../../../shared/views/all.ts';

type Row = ViewOf<'moderator'>['rows'][number];

/**
 * `refused`: putting through was. `lost`: the page of somebody called is gone. `arrived`: called, answered, waits to be
 * screened. `back`: did not answer before, and is there again. `waits`: somebody could be called, and nobody is.
 */
export type AttentionKind = 'refused' | 'lost' | 'arrived' | 'back' | 'waits';

export interface AttentionItem {
  /** The same as long as it lasts. */
  readonly id: string;
  readonly kind: AttentionKind;
  readonly ticketId: string;
  readonly number: number;
  readonly name: string;
  readonly since: number;
}

/** What a desk knows of itself. */
export interface Desk {
  readonly rows: readonly Row[];
  readonly nextTicketId: string | null;
  readonly isLive: boolean;
  /** The departments' rooms, which call for themselves; none for the desk of a room, whose rows are its own. */
  readonly roomIds: ReadonlySet<string>;
  /** Moderators screen before anybody is on deck; at a room whoever answers is on its deck at once. */
  readonly hasGreenRoom: boolean;
  /** Staff person id. */
  readonly me: string;
  /** The ticket whose putting through this desk was refused last. */
  readonly refusedTicketId: string | null;
}

export interface Watched {
  /** Oldest first; those that were looked at among them. */
  readonly items: readonly AttentionItem[];
  readonly lookedAt: ReadonlySet<string>;
  /** Who came back, until they are called or looked at. */
  readonly back: ReadonlySet<string>;
  /** What was seen last, to notice who comes back; `null`: nothing was seen yet. */
  readonly seen: ReadonlyMap<string, Pick<Row, 'state' | 'presence'>> | null;
}

export const NOTHING_YET: Watched = { items: [], lookedAt: new Set(), back: new Set(), seen: null };

export function watch(before: Watched, desk: Desk, now: number): Watched {
  const back = new Set(
    desk.rows
      .filter((row) => row.state === 'waiting' && (before.back.has(row.ticketId) || cameBack(before, row)))
      .map(({ ticketId }) => ticketId),
  );
  const since = new Map(before.items.map((item) => [item.id, item.since]));
  const items = desk.rows.flatMap((row) => {
    const kind = kindOf(row, desk, back);
    if (kind === null) return [];
    const id = `${kind}:${row.ticketId}`;
    return [{ id, kind, ticketId: row.ticketId, number: row.number, name: row.name, since: since.get(id) ?? now }];
  });
  items.sort((a, b) => a.since - b.since || a.number - b.number);
  const still = new Set(items.map(({ id }) => id));
  return {
    items,
    lookedAt: new Set([...before.lookedAt].filter((id) => still.has(id))),
    back,
    seen: new Map(desk.rows.map(({ ticketId, state, presence }) => [ticketId, { state, presence }])),
  };
}

/** Whoever works at this ticket knows of it. */
export function lookAt(before: Watched, ticketId: string): Watched {
  const new_ = before.items.filter((item) => item.ticketId === ticketId && !before.lookedAt.has(item.id));
  return new_.length === 0
    ? before
    : { ...before, lookedAt: new Set([...before.lookedAt, ...new_.map(({ id }) => id)]) };
}

export const unattended = ({ items, lookedAt }: Watched): AttentionItem[] =>
  items.filter(({ id }) => !lookedAt.has(id));

/** Passed over before, and the page is there again; or they come back from a no-show. */
function cameBack({ seen }: Watched, row: Row): boolean {
  const then = seen?.get(row.ticketId);
  if (!then) return false;
  const wasAway = then.state === 'away' || then.presence === 'lost';
  return then.state === 'noShow' || (row.passes > 0 && wasAway && row.presence === 'here');
}

function kindOf(row: Row, desk: Desk, back: ReadonlySet<string>): AttentionKind | null {
  if (isElsewhere(row, desk)) return null;
  const isOurs = row.heldById === desk.me;
  if (row.state === 'onDeck' && row.ticketId === desk.refusedTicketId) return 'refused';
  const isThere = row.state === 'live' || (isOurs && (row.state === 'onDeck' || row.answered));
  if (isThere && row.presence === 'lost' && row.participation !== 'phone') return 'lost';
  if (row.state === 'screening') return isOurs && row.answered ? 'arrived' : null;
  if (row.state === 'onDeck') return isOurs && !desk.hasGreenRoom ? 'arrived' : null;
  if (back.has(row.ticketId)) return 'back';
  return desk.isLive && row.ticketId === desk.nextTicketId && isFree(desk) ? 'waits' : null;
}

const isElsewhere = ({ seatId }: Row, { roomIds }: Desk): boolean => seatId !== null && roomIds.has(seatId);

/** Nobody is being called, screened or next; at a room nobody is on a call either. */
const isFree = (desk: Desk): boolean =>
  !desk.rows.some(
    (row) =>
      !isElsewhere(row, desk) &&
      (row.state === 'screening' || row.state === 'onDeck' || (row.state === 'live' && !desk.hasGreenRoom)),
  );

/** Two tones have this long between them at the least. */
export const QUIET_MS = 10_000;
/** What nobody looks at is heard again after this long. */
export const AGAIN_MS = 60_000;

export interface Heard {
  readonly ids: ReadonlySet<string>;
  readonly at: number;
}
export const NOTHING_HEARD: Heard = { ids: new Set(), at: Number.NEGATIVE_INFINITY };

/** When the next tone is due, now or later; `null`: never, as things are. */
export function soundAt(items: readonly AttentionItem[], { ids, at }: Heard, now: number): number | null {
  if (items.length === 0) return null;
  const isNew = items.some(({ id }) => !ids.has(id));
  return Math.max(now, at + (isNew ? QUIET_MS : AGAIN_MS));
}

/** What the tab says; it changes its mark while nobody sees it. */
export function markedTitle(title: string, count: number, marked: boolean): string {
  return count === 0 ? title : `${marked ? '● ' : ''}(${count}) ${title}`;
}

/** Who waits for a place in an evening that is booked out, and who moves up when one is given back (Q2). */
import type { ConsentScope, ListedState } from '../../../shared/states.ts';
import { type Decision, decided, type Refused, refused } from '../result.ts';
import type { SessionRecord } from '../sessions/types.ts';
import { bookedPlaces, freePlaces, type TicketCounts } from './booking.ts';
import { laneFor } from './policy.ts';

export interface ListedFacts {
  readonly id: string;
  readonly countyId: string;
  readonly sessionId: string;
  readonly personId: string;
  /** Whole, growing in the order in which people joined. */
  readonly order: number;
  /** Heard before, and no matter unsolved, when they joined. */
  readonly repeat: boolean;
  readonly listedAt: number;
  readonly subject: string;
  readonly more: string;
  readonly placeName: string;
  readonly publicName: string;
  readonly consent: Readonly<Record<ConsentScope, boolean>>;
  readonly consentVersion: string;
  readonly version: number;
}

export type ListedRecord = ListedFacts &
  (
    | { readonly state: 'listed' }
    | { readonly state: 'placed' | 'walkedIn'; readonly endedAt: number; readonly ticketId: string }
    | { readonly state: 'invited' | 'left' | 'calledOff'; readonly endedAt: number }
  );

type Result = Decision<ListedRecord, never>;

/** First-timers before repeats, within each in the order in which they joined. */
export const inListOrder = <Entry extends Pick<ListedFacts, 'order' | 'repeat'>>(list: readonly Entry[]): Entry[] =>
  [...list].sort((a, b) => Number(a.repeat) - Number(b.repeat) || a.order - b.order);

/** 1 is the first to move up; `null`: not on the list. */
export function placeInList(list: readonly ListedRecord[], entryId: string): number | null {
  const index = inListOrder(list).findIndex(({ id }) => id === entryId);
  return index < 0 ? null : index + 1;
}

/** Who of those on the list gets the free places, in this order. */
export const movesUp = (
  list: readonly ListedRecord[],
  session: SessionRecord,
  counts: TicketCounts,
  now: number,
): ListedRecord[] => inListOrder(list).slice(0, freePlaces(session, counts, now));

/** Whether an evening has a list that can be joined: before it begins, and where places can be booked at all. */
export function mayJoinList(session: SessionRecord, now: number): Refused | { readonly ok: true } {
  if (session.state !== 'scheduled' || now >= session.startsAt) return refused('WRONG_STATE', { state: session.state });
  return bookedPlaces(session) > 0 ? { ok: true } : refused('NOT_OPEN_YET');
}

export interface JoinFacts
  extends Omit<ListedFacts, 'sessionId' | 'countyId' | 'order' | 'repeat' | 'listedAt' | 'version'> {
  readonly visits: number;
  readonly openCases: number;
}

/** Behind everybody on the list who is alike. `lastOrder`: the highest that the evening's list gave out. */
export function join(
  session: SessionRecord,
  { visits, openCases, ...facts }: JoinFacts,
  lastOrder: number,
  now: number,
): Result {
  const may = mayJoinList(session, now);
  if (!may.ok) return may;
  return decided({
    ...facts,
    countyId: session.countyId,
    sessionId: session.id,
    order: lastOrder + 1,
    repeat: laneFor({ visits, openCases }) === 'repeat',
    listedAt: now,
    version: 0,
    state: 'listed',
  });
}

/** What an entry is in every state. */
function factsOf(entry: ListedRecord): ListedFacts {
  return {
    id: entry.id,
    countyId: entry.countyId,
    sessionId: entry.sessionId,
    personId: entry.personId,
    order: entry.order,
    repeat: entry.repeat,
    listedAt: entry.listedAt,
    subject: entry.subject,
    more: entry.more,
    placeName: entry.placeName,
    publicName: entry.publicName,
    consent: entry.consent,
    consentVersion: entry.consentVersion,
    version: entry.version,
  };
}

const wrongState = ({ state }: { readonly state: ListedState }): Refused => refused('WRONG_STATE', { state });

/** A place was given back and is theirs: nobody has two of it, since only somebody on the list gets one. */
export const placed = (entry: ListedRecord, ticketId: string, now: number): Result =>
  entry.state === 'listed'
    ? decided({ ...factsOf(entry), state: 'placed', endedAt: now, ticketId })
    : wrongState(entry);

/** Also somebody who was told to come as a walk-in and will not. */
export const leaveList = (entry: ListedRecord, now: number): Result =>
  entry.state === 'listed' || entry.state === 'invited'
    ? decided({ ...factsOf(entry), state: 'left', endedAt: now })
    : wrongState(entry);

/** The waiting room opened: they may come as walk-ins. */
export const invited = (entry: ListedRecord, now: number): Result =>
  entry.state === 'listed' ? decided({ ...factsOf(entry), state: 'invited', endedAt: now }) : wrongState(entry);

/** They took a number as everybody does. */
export const walkedIn = (entry: ListedRecord, ticketId: string, now: number): Result =>
  entry.state === 'listed' || entry.state === 'invited'
    ? decided({ ...factsOf(entry), state: 'walkedIn', endedAt: now, ticketId })
    : wrongState(entry);

/** The evening takes place on another day: whoever was told to come as a walk-in waits for a place again, where they stood. */
export const listedAgain = (entry: ListedRecord): Result =>
  entry.state === 'invited' ? decided({ ...factsOf(entry), state: 'listed' }) : wrongState(entry);

export const calledOff = (entry: ListedRecord, now: number): Result =>
  entry.state === 'listed' || entry.state === 'invited'
    ? decided({ ...factsOf(entry), state: 'calledOff', endedAt: now })
    : wrongState(entry);

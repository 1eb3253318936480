/** What moderator, aide, the meeting-room screen and the desk of a department's room see. */

import type { Lines, QueueDigest } from '../../../shared/queue/digest.ts';
import { UNDO_SHOWN_MS } from '../../../shared/states.ts';
import type {
  AideView,
  BesideSeats,
  DutyView,
  ModeratorView,
  PromiseRow,
  QueueRow,
  ScreenView,
} from '../../../shared/views/all.ts';
import { summonedTo } from '../../domain/calls/summons.ts';
import type { CaseRecord, PromiseRecord } from '../../domain/cases/types.ts';
import { headOf } from '../../domain/emergencies/emergency.ts';
import { holderOf } from '../../domain/people/bars.ts';
import { hasPhone } from '../../domain/queue/holders.ts';
import { leaderSeats, linesOf, roomSeats } from '../../domain/queue/lines.ts';
import { byTurn, isSetBack, isStanding } from '../../domain/queue/policy.ts';
import type { TroubleGroup } from '../../domain/queue/same-trouble.ts';
import { EVERYBODY } from '../../domain/queue/standings.ts';
import { waitingSince } from '../../domain/queue/transitions.ts';
import type { TicketRecord } from '../../domain/queue/types.ts';
import { undoNow } from '../../domain/queue/undo.ts';
import type { SeatRecord } from '../../domain/sessions/types.ts';
import type { SessionSnapshot } from '../../services/live/snapshot.ts';
import {
  callAt,
  callHead,
  helperRows,
  helpersAt,
  matter,
  officersOn,
  ofSamePhone,
  type PresenceNow,
  programme,
  questionNow,
  runningCalls,
  seats,
  sessionHead,
  soonShown,
  summonsRows,
  ticketOf,
} from './common.ts';

function endOf(ticket: TicketRecord): QueueRow['ended'] {
  if (!('endedAt' in ticket)) return null;
  return {
    at: ticket.endedAt,
    outcome: ticket.state === 'done' ? ticket.outcome : null,
    reason: ticket.state === 'refused' ? ticket.reason : null,
    whereTo: ticket.state === 'refused' || ticket.state === 'done' ? ticket.whereTo : null,
  };
}

function undoOf(ticket: TicketRecord, now: number): QueueRow['undo'] {
  const undo = undoNow(ticket, now);
  return undo && { what: undo.what, byId: undo.by, until: undo.at + UNDO_SHOWN_MS };
}

type BarMark = QueueRow['bar'];
const noBars = (): BarMark => null;

/** Whether a bar of whoever holds the ticket lasts, or is over (Q10). */
const barOf =
  ({ people, barEnds, at }: SessionSnapshot) =>
  ({ personId }: TicketRecord): BarMark => {
    const person = people.get(personId);
    const until = person && barEnds.get(holderOf(person));
    return until === undefined ? null : at < until ? 'lasts' : 'over';
  };

/** Rows of the tickets that a desk may see; the place of each in the line in which it comes first. */
function rowOf(
  snapshot: SessionSnapshot,
  presence: PresenceNow,
  staffNames: ReadonlyMap<string, string>,
  troubles: readonly TroubleGroup[],
  bar: (ticket: TicketRecord) => BarMark,
): (ticket: TicketRecord) => QueueRow {
  const { session, tickets } = snapshot;
  /** While waiting, somebody whose phone shows the page of another person of the same phone is reached too (Q7). */
  const isHere = (ticket: TicketRecord): boolean =>
    presence.ticketHere(ticket.id) ||
    (ticket.entered &&
      ticket.state === 'waiting' &&
      ofSamePhone(snapshot, ticket).some((other) => presence.ticketHere(other.id)));
  const troubleOf = new Map(
    troubles.flatMap(({ id: groupId, ticketIds, said }) =>
      ticketIds.map((id) => [id, { groupId, count: ticketIds.length, said: said.has(id) }] as const),
    ),
  );
  /** As their phones have it: a room where nobody is on duty calls nobody. */
  const counts = (roomId: string, { leaders }: Lines): boolean => presence.roomHere(roomId) || !leaders;
  return (ticket) => ({
    ticketId: ticket.id,
    number: ticket.number,
    state: ticket.state,
    place: tickets.standings.placeOf(ticket, counts),
    lane: ticket.lane,
    name: snapshot.people.get(ticket.personId)?.name ?? '',
    placeName: ticket.placeName,
    subject: ticket.subject,
    more: ticket.more,
    publicName: ticket.publicName,
    approved: ticket.approval !== null,
    categoryCode: ticket.categoryCode,
    trouble: troubleOf.get(ticket.id) ?? null,
    consent: ticket.consent,
    added: ticket.added,
    participation: ticket.participation,
    hasPhone: hasPhone(snapshot.people.get(ticket.personId)),
    ladder: ticket.ladder,
    entered: ticket.entered,
    presence: isHere(ticket) ? 'here' : ticket.entered ? 'lost' : 'never',
    mediaReady: presence.sending(ticket.id),
    takenAt: ticket.takenAt,
    waitingSince: waitingSince(ticket, session),
    passes: ticket.passes,
    setBack: isSetBack(ticket, session),
    earlierVisits: ticket.earlierVisits,
    bar: bar(ticket),
    calledAt: ticket.state === 'screening' ? ticket.calledAt : null,
    answerBy: ticket.state === 'screening' ? ticket.answerBy : null,
    answered: ticket.state === 'screening' ? ticket.answeredAt !== null : false,
    heldBy: ticket.state === 'screening' || ticket.state === 'onDeck' ? (staffNames.get(ticket.heldBy) ?? null) : null,
    heldById: ticket.state === 'screening' || ticket.state === 'onDeck' ? ticket.heldBy : null,
    takenBy: ticket.takenBy && (staffNames.get(ticket.takenBy.id) ?? ''),
    seatId: 'seatId' in ticket ? ticket.seatId : null,
    sentTo: ticket.sentTo,
    lines: linesOf(ticket, session),
    lastFailure: ticket.lastFailure,
    undo: undoOf(ticket, snapshot.at),
    ended: endOf(ticket),
  });
}

/** A desk reads no more at a time; whoever is behind moves up into them, and is counted (`counts`). */
const MOST_IN_LINE = 500;

/** A desk finds a no-show or a refused one among so many that ended last. */
const ENDED_ROWS = 100;

/** The front of the line, and whoever was just moved behind it, so that it can be undone (Q9). */
function shownOf({ tickets, at }: SessionSnapshot): TicketRecord[] {
  const front = tickets.standings.front(EVERYBODY, MOST_IN_LINE);
  const among = new Set(front);
  const behind = [...tickets.undoable].filter(
    (ticket) => isStanding(ticket) && !among.has(ticket) && undoNow(ticket, at) !== null,
  );
  return [...front, ...behind];
}

export function moderatorView(
  snapshot: SessionSnapshot,
  presence: PresenceNow,
  staffNames: ReadonlyMap<string, string>,
  troubles: readonly TroubleGroup[],
  digest: QueueDigest,
): ModeratorView {
  const { tickets } = snapshot;
  const { counts } = tickets;
  const atLeaders = besideSeats(snapshot, presence, leaderSeats(snapshot.session));
  return {
    emergencies: snapshot.emergencies.map(headOf),
    session: sessionHead(snapshot),
    programme: programme(snapshot),
    seats: seats(snapshot, presence),
    cases: runningCalls(snapshot).flatMap((call) =>
      (snapshot.casesOfTicket.get(call.ticketId) ?? []).map(({ id, number, subject }) => ({
        callId: call.id,
        id,
        number,
        subject,
      })),
    ),
    promises: atLeaders.calls.map(({ head, promises }) => ({ callId: head.id, promises })),
    unsettled: atLeaders.unsettled,
    summons: runningCalls(snapshot).flatMap((call) => summonsRows(call, snapshot.units, presence)),
    helpers: helperRows(snapshot, presence),
    calls: runningCalls(snapshot).map((call) => callHead(snapshot, presence, call)),
    rows: [...[...tickets.elsewhere].sort(byTurn), ...shownOf(snapshot), ...tickets.ended.slice(0, ENDED_ROWS)].map(
      rowOf(snapshot, presence, staffNames, troubles, barOf(snapshot)),
    ),
    nextTicketId: tickets.standings.next(null, snapshot.at)?.id ?? null,
    digest,
    counts: {
      waiting: counts.waiting ?? 0,
      away: counts.away ?? 0,
      done: counts.done ?? 0,
      gone: (counts.left ?? 0) + (counts.noShow ?? 0) + (counts.refused ?? 0),
      audience: presence.audience,
    },
    questions: {
      fresh: snapshot.questions.fresh,
      approved: snapshot.questions.approved,
      changedAt: snapshot.questions.changedAt,
    },
    log: snapshot.log.map((entry) => {
      const about = entry.ticketId === null ? undefined : ticketOf(snapshot, entry.ticketId);
      return {
        id: entry.id,
        at: entry.at,
        who: entry.byName,
        what: entry.what,
        about: about ? String(about.number) : null,
        why: entry.why,
      };
    }),
  };
}

/** The leaders' side: what happens in departments' rooms is not theirs. */
export const aideView = (snapshot: SessionSnapshot, presence: PresenceNow): AideView => ({
  ...besideSeats(snapshot, presence, leaderSeats(snapshot.session)),
  emergencies: snapshot.emergencies.map(headOf),
});

/** The desk of one department's room; `null` where the room is no more. */
export function dutyView(
  snapshot: SessionSnapshot,
  presence: PresenceNow,
  staffNames: ReadonlyMap<string, string>,
  seatId: string,
): DutyView | null {
  const { session, tickets, at } = snapshot;
  const seat = roomSeats(session).find((one) => one.id === seatId);
  if (!seat) return null;
  const line = tickets.standings.front(seatId, MOST_IN_LINE);
  const here = tickets.elsewhere.filter((ticket) => 'seatId' in ticket && ticket.seatId === seatId).sort(byTurn);
  return {
    ...besideSeats(snapshot, presence, [seat], seat.room.unitId),
    // Where somebody may be sent to.
    seats: seats(snapshot, presence),
    waiting: tickets.standings.waiting(seatId),
    seatId,
    emergencies: snapshot.emergencies.filter((one) => here.some(({ id }) => id === one.ticketId)).map(headOf),
    // Who else comes with the same trouble, and who was barred, is the moderators' (Q8, Q10).
    rows: [...here, ...line].map(rowOf(snapshot, presence, staffNames, [], noBars)),
    nextTicketId: tickets.standings.next(seatId, at)?.id ?? null,
    question: null,
    summoned: summonedOf(snapshot, presence, seatId),
  };
}

/** The stage to which a room was called: approved words alone, as on the leader's screen (T5). */
function summonedOf(snapshot: SessionSnapshot, presence: PresenceNow, seatId: string): DutyView['summoned'] {
  const call = summonedTo(snapshot.calls, seatId);
  const ticket = call && ticketOf(snapshot, call.ticketId);
  const seat = call && snapshot.session.seats.find((one) => one.id === call.seatId);
  if (!call || !ticket || !seat) return null;
  const others = officersOn(call, snapshot.units, presence);
  const approved = ticket.approval !== null;
  return {
    callId: call.id,
    ticketId: ticket.id,
    seatId: seat.id,
    officialName: seat.officialName,
    officialTitle: seat.officialTitle,
    publicName: approved ? ticket.publicName : '',
    placeName: ticket.placeName,
    subject: approved ? ticket.subject : '',
    joined: others.some((one) => one.seatId === seatId),
    held: call.state === 'held',
    shown: callHead(snapshot, presence, call).shown,
    soon: soonShown(snapshot) === call.id,
    others: others.filter((one) => one.seatId !== seatId),
    picture: callHead(snapshot, presence, call).picture,
    helpers: helpersAt(snapshot, presence, seat.id),
  };
}

/** Calls, promises and who is next at these seats; `unitId`: earlier cases of this unit alone (K2). */
function besideSeats(
  snapshot: SessionSnapshot,
  presence: PresenceNow,
  ofSeats: readonly SeatRecord[],
  unitId?: string,
): BesideSeats {
  const isHere = (seatId: string): boolean => ofSeats.some((seat) => seat.id === seatId);
  const unitNames = new Map(snapshot.units.map((unit) => [unit.id, unit.name]));
  const promiseRow = (promise: PromiseRecord, record: CaseRecord): PromiseRow => ({
    id: promise.id,
    callId: promise.callId,
    caseId: record.id,
    caseNumber: record.number,
    wording: promise.wording,
    unitId: promise.unitId,
    unitName: unitNames.get(promise.unitId) ?? '',
    dueOn: promise.dueOn,
    readBack: Boolean(promise.readBackAt),
    confirmed: promise.confirmedAt !== null,
  });
  /** Those of a joined case that were made in earlier calls are not this call's. */
  const madeFor = (ticketId: string) =>
    new Set(snapshot.calls.filter((call) => call.ticketId === ticketId).map((call) => call.id));
  const promisesOf = (ticketId: string): PromiseRow[] =>
    (snapshot.casesOfTicket.get(ticketId) ?? []).flatMap((record) =>
      snapshot.promises
        .filter((promise) => promise.caseId === record.id && madeFor(ticketId).has(promise.callId))
        .map((promise) => promiseRow(promise, record)),
    );
  const seatOf = (callId: string): string => snapshot.calls.find((one) => one.id === callId)?.seatId ?? '';
  const ticketOfCall = (callId: string): TicketRecord | undefined => {
    const call = snapshot.calls.find((one) => one.id === callId);
    return call && ticketOf(snapshot, call.ticketId);
  };
  return {
    session: sessionHead(snapshot),
    programme: programme(snapshot),
    seats: seats(snapshot, presence, ofSeats),
    calls: runningCalls(snapshot).flatMap((call) => {
      const ticket = ticketOf(snapshot, call.ticketId);
      return ticket && isHere(call.seatId)
        ? [
            {
              head: callHead(snapshot, presence, call),
              matter: matter(snapshot, ticket, unitId),
              note: call.note,
              promises: promisesOf(ticket.id),
            },
          ]
        : [];
    }),
    unsettled: snapshot.unsettled
      .filter(({ promise }) => isHere(seatOf(promise.callId)))
      .map(({ promise, ofCase }) => ({
        promise: promiseRow(promise, ofCase),
        number: ticketOfCall(promise.callId)?.number ?? null,
        name: snapshot.people.get(ofCase.personId)?.name ?? '',
      })),
    summons: runningCalls(snapshot).flatMap((call) =>
      isHere(call.seatId) ? summonsRows(call, snapshot.units, presence) : [],
    ),
    helpers: ofSeats.flatMap(({ id }) => helpersAt(snapshot, presence, id)),
    rooms: seats(snapshot, presence, roomSeats(snapshot.session)),
    next: snapshot.tickets.elsewhere
      .filter((ticket) => ticket.state === 'onDeck' && isHere(ticket.seatId))
      .map((ticket) => matter(snapshot, ticket, unitId)),
    waiting: snapshot.tickets.counts.waiting ?? 0,
    question: questionNow(snapshot),
  };
}

/** Approved words only: nothing confidential hangs on the wall (T5). */
export function screenView(snapshot: SessionSnapshot, presence: PresenceNow, seatId: string): ScreenView {
  const call = callAt(snapshot.calls, seatId);
  const live = call && ticketOf(snapshot, call.ticketId);
  const next = snapshot.tickets.elsewhere.find((ticket) => ticket.state === 'onDeck' && ticket.seatId === seatId);
  const shown = (ticket: TicketRecord) =>
    ticket.approval === null
      ? { publicName: '', subject: '' }
      : { publicName: ticket.publicName, subject: ticket.subject };
  return {
    session: sessionHead(snapshot),
    programme: programme(snapshot),
    seats: seats(snapshot, presence, leaderSeats(snapshot.session)),
    now:
      call && live
        ? {
            ...shown(live),
            seatId: call.seatId,
            participation: call.participation,
            officers: officersOn(call, snapshot.units, presence),
            head: callHead(snapshot, presence, call),
          }
        : null,
    helpers: helpersAt(snapshot, presence, seatId),
    next: next ? shown(next) : null,
    waiting: snapshot.tickets.counts.waiting ?? 0,
    question: questionNow(snapshot),
  };
}

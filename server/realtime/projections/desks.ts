/** What moderator, aide and the meeting-room screen see. */

import { TICKET_ENDS } from '../../../shared/states.ts';
import type { AideView, ModeratorView, PromiseRow, QueueRow, ScreenView } from '../../../shared/views/all.ts';
import type { CaseRecord, PromiseRecord } from '../../domain/cases/types.ts';
import { byTurn, isSetBack, nextToCall, orderQueue } from '../../domain/queue/policy.ts';
import type { TroubleGroup } from '../../domain/queue/same-trouble.ts';
import type { TicketRecord } from '../../domain/queue/types.ts';
import type { SessionSnapshot } from '../../services/live/snapshot.ts';
import {
  callHead,
  digest,
  matter,
  ofSamePhone,
  type PresenceNow,
  programme,
  runningCalls,
  seats,
  sessionHead,
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

const ended = (ticket: TicketRecord): boolean => (TICKET_ENDS as readonly string[]).includes(ticket.state);

export function moderatorView(
  snapshot: SessionSnapshot,
  presence: PresenceNow,
  staffNames: ReadonlyMap<string, string>,
  troubles: readonly TroubleGroup[],
): ModeratorView {
  const { session, counts } = snapshot;
  const order = orderQueue(snapshot.tickets, session, snapshot.at);
  const placeOf = new Map(order.map((ticket, index) => [ticket.id, index + 1]));
  const others = snapshot.tickets.filter((ticket) => !placeOf.has(ticket.id) && !ended(ticket)).sort(byTurn);
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
  const row = (ticket: TicketRecord): QueueRow => ({
    ticketId: ticket.id,
    number: ticket.number,
    state: ticket.state,
    place: placeOf.get(ticket.id) ?? null,
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
    participation: ticket.participation,
    entered: ticket.entered,
    presence: isHere(ticket) ? 'here' : ticket.entered ? 'lost' : 'never',
    mediaReady: presence.sending(ticket.id),
    waitingSince: ticket.takenAt,
    passes: ticket.passes,
    setBack: isSetBack(ticket, session),
    earlierVisits: ticket.earlierVisits,
    calledAt: ticket.state === 'screening' ? ticket.calledAt : null,
    answerBy: ticket.state === 'screening' ? ticket.answerBy : null,
    answered: ticket.state === 'screening' ? ticket.answeredAt !== null : false,
    heldBy: ticket.state === 'screening' || ticket.state === 'onDeck' ? (staffNames.get(ticket.heldBy) ?? null) : null,
    heldById: ticket.state === 'screening' || ticket.state === 'onDeck' ? ticket.heldBy : null,
    seatId: ticket.state === 'onDeck' || ticket.state === 'live' ? ticket.seatId : null,
    lastFailure: ticket.lastFailure,
    ended: endOf(ticket),
  });
  return {
    session: sessionHead(snapshot),
    programme: programme(snapshot),
    seats: seats(snapshot, presence),
    calls: runningCalls(snapshot).map(callHead),
    rows: [...others, ...order, ...snapshot.ended].map(row),
    nextTicketId: nextToCall(snapshot.tickets, session, snapshot.at)?.id ?? null,
    digest: digest(snapshot),
    counts: {
      waiting: counts.waiting ?? 0,
      away: counts.away ?? 0,
      done: counts.done ?? 0,
      gone: (counts.left ?? 0) + (counts.noShow ?? 0) + (counts.refused ?? 0),
      audience: presence.audience,
    },
    log: snapshot.log.map((entry) => {
      const about =
        entry.ticketId === null
          ? undefined
          : [...snapshot.tickets, ...snapshot.ended].find(({ id }) => id === entry.ticketId);
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

export function aideView(snapshot: SessionSnapshot, presence: PresenceNow): AideView {
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
  const ticketOfCall = (callId: string): TicketRecord | undefined => {
    const call = snapshot.calls.find((one) => one.id === callId);
    return [...snapshot.tickets, ...snapshot.ended].find((ticket) => ticket.id === call?.ticketId);
  };
  return {
    session: sessionHead(snapshot),
    programme: programme(snapshot),
    seats: seats(snapshot, presence),
    calls: runningCalls(snapshot).flatMap((call) => {
      const ticket = ticketOf(snapshot, call.ticketId);
      return ticket
        ? [{ head: callHead(call), matter: matter(snapshot, ticket), note: call.note, promises: promisesOf(ticket.id) }]
        : [];
    }),
    unsettled: snapshot.unsettled.map(({ promise, ofCase }) => ({
      promise: promiseRow(promise, ofCase),
      number: ticketOfCall(promise.callId)?.number ?? null,
      name: snapshot.people.get(ofCase.personId)?.name ?? '',
    })),
    next: snapshot.tickets.filter((ticket) => ticket.state === 'onDeck').map((ticket) => matter(snapshot, ticket)),
    waiting: snapshot.counts.waiting ?? 0,
  };
}

/** Approved words only: nothing confidential hangs on the wall (T5). */
export function screenView(snapshot: SessionSnapshot, presence: PresenceNow): ScreenView {
  const [call] = runningCalls(snapshot);
  const live = call && ticketOf(snapshot, call.ticketId);
  const next = snapshot.tickets.find((ticket) => ticket.state === 'onDeck');
  const shown = (ticket: TicketRecord) =>
    ticket.approval === null
      ? { publicName: '', subject: '' }
      : { publicName: ticket.publicName, subject: ticket.subject };
  return {
    session: sessionHead(snapshot),
    programme: programme(snapshot),
    seats: seats(snapshot, presence),
    now:
      call && live
        ? { ...shown(live), seatId: call.seatId, participation: call.participation, head: callHead(call) }
        : null,
    next: next ? shown(next) : null,
    waiting: snapshot.counts.waiting ?? 0,
  };
}

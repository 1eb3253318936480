/** Pieces that several projections share. A projection is pure: snapshot and presence in, view out. */

import type { HelperRow } from '../../../shared/helpers.ts';
import type { AirQuestion } from '../../../shared/questions.ts';
import type { QueueDigest } from '../../../shared/queue/digest.ts';
import { digestOf } from '../../../shared/queue/position.ts';
import type { Matter } from '../../../shared/views/all.ts';
import type {
  CallHead,
  OfficerOn,
  OnStage,
  Programme,
  Seat,
  SessionHead,
  SummonsRow,
} from '../../../shared/views/common.ts';
import { withoutWords } from '../../../shared/words.ts';
import { type HelperRecord, isEveningOver } from '../../domain/calls/helpers.ts';
import { nextOnAir, programmeOf } from '../../domain/calls/programme.ts';
import { type RecorderNow, recordingMark } from '../../domain/calls/recording.ts';
import { onStageOf } from '../../domain/calls/shared-picture.ts';
import { openSummons } from '../../domain/calls/summons.ts';
import type { CallRecord } from '../../domain/calls/types.ts';
import { isProtected } from '../../domain/cases/access.ts';
import { airOf, publicAt } from '../../domain/questions/question.ts';
import { leaderSeats, roomSeats } from '../../domain/queue/lines.ts';
import { paceOf, ratioOf } from '../../domain/queue/policy.ts';
import { isOpen } from '../../domain/queue/transitions.ts';
import type { TicketRecord } from '../../domain/queue/types.ts';
import { titled } from '../../domain/sessions/seats.ts';
import type { ProgrammeNow, SeatRecord, SessionRecord } from '../../domain/sessions/types.ts';
import type { SessionSnapshot } from '../../services/live/snapshot.ts';

/** Who is connected now; lost with the process and made anew by reconnecting. */
export interface PresenceNow {
  ticketHere(ticketId: string): boolean;
  sending(ticketId: string): boolean;
  seatSending(seatId: string): boolean;
  /** Somebody sits at the desk of this department's room. */
  roomHere(seatId: string): boolean;
  /** The desk of a department's room says that it is there. */
  officerHere(seatId: string): boolean;
  deskHere(role: 'moderator' | 'aide'): boolean;
  helperHere(helperId: string): boolean;
  readonly audience: number;
  /** `null`: this machine records nothing. */
  readonly recorder: readonly RecorderNow[] | null;
}

export function sessionHead({ session }: SessionSnapshot): SessionHead {
  return {
    id: session.id,
    number: session.number,
    title: session.title,
    topic: session.topic,
    state: session.state,
    public: session.public,
    admitting: 'admitting' in session ? session.admitting : false,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    overtimeUntil: session.state === 'closing' ? session.overtimeUntil : null,
    zone: session.zone,
    callLengthMs: session.callLengthMs,
    delayMs: session.public ? session.delayMs : 0,
    leaderChange: session.leaderChange && { what: session.leaderChange.what, at: session.leaderChange.at },
  };
}

export const ticketOf = ({ tickets }: SessionSnapshot, ticketId: string): TicketRecord | undefined =>
  tickets.byId.get(ticketId);

/** Other open tickets of the phone that holds this one (Q7); of nobody's phone there are none. */
export function ofSamePhone({ people, tickets }: SessionSnapshot, ticket: TicketRecord): readonly TicketRecord[] {
  const phoneId = people.get(ticket.personId)?.phoneId ?? null;
  if (phoneId === null) return [];
  return tickets.ofPhone(phoneId).filter((other) => other.id !== ticket.id && isOpen(other));
}

/** A5: at the desks, as it is now. */
export function questionNow({ questions }: SessionSnapshot): AirQuestion | null {
  const onAir = questions.lately.find((one) => one.state === 'onAir');
  return onAir?.state === 'onAir' ? airOf(onAir) : null;
}

/** A5: to everybody, later by the delay; `again`: when there is something new to tell. */
export function publicQuestion(
  { session, questions }: SessionSnapshot,
  now: number,
): { readonly question: AirQuestion | null; readonly again: number | null } {
  if (!session.public) return { question: null, again: null };
  const each = questions.lately.map((one) => publicAt(one, session, now));
  const shown = each.find((one) => one.public?.state === 'onAir')?.public ?? null;
  const coming = each.flatMap(({ again }) => again ?? []);
  return {
    question: shown && { id: shown.id, wording: shown.wording, publicName: shown.publicName },
    again: coming.length > 0 ? Math.min(...coming) : null,
  };
}

/** The call on the stage of a seat; where nobody is, the one that is held there. */
export const callAt = (calls: readonly CallRecord[], seatId: string): CallRecord | undefined => {
  const here = calls.filter((call) => call.seatId === seatId && call.state !== 'ended');
  return here.find((call) => call.state !== 'held') ?? here[0];
};

export const runningCalls = (snapshot: SessionSnapshot): CallRecord[] =>
  snapshot.calls.filter((call) => call.state !== 'ended');

export const shownNow = (snapshot: SessionSnapshot): ProgrammeNow =>
  programmeOf(snapshot.session, runningCalls(snapshot), snapshot.tickets.byId, snapshot.at);

/** The call that is announced and shown within seconds (C2). */
export const soonShown = (snapshot: SessionSnapshot): string | null =>
  nextOnAir(snapshot.session, runningCalls(snapshot), snapshot.tickets.byId, snapshot.at)?.callId ?? null;

/** C13: of a call that is on the programme. */
export function publicPictureOf(call: CallRecord): NonNullable<Programme['now']>['picture'] {
  const picture = onStageOf(call);
  return picture && picture.publicAt !== null ? { callId: call.id, id: picture.id } : null;
}

/**
 * C8: of a call that is on the programme those that count, nothing of a case that is kept from somebody (K2). Their words
 * were approved by nobody for everybody: neither the person's own name nor what is never public stands in them (T5).
 */
function publicPromisesOf(
  { casesOfTicket, promises, people, units, never }: SessionSnapshot,
  call: CallRecord,
  ticket: TicketRecord,
): NonNullable<Programme['now']>['promises'] {
  const open = (casesOfTicket.get(ticket.id) ?? []).filter((record) => !isProtected(record)).map(({ id }) => id);
  const name = people.get(ticket.personId)?.name ?? '';
  const hidden = ticket.publicName.includes(name) ? never : [...never, { word: name }];
  return promises
    .filter((one) => one.callId === call.id && one.confirmedAt !== null && open.includes(one.caseId))
    .map(({ wording, unitId, dueOn }) => ({
      wording: withoutWords(wording, hidden),
      unitName: unitName(units, unitId),
      dueOn,
    }));
}

export function programme(snapshot: SessionSnapshot): Programme {
  const { session } = snapshot;
  const now = shownNow(snapshot);
  const call = snapshot.calls.find((one) => one.id === now.callId);
  const ticket = call && ticketOf(snapshot, call.ticketId);
  const seat = call && session.seats.find((one) => one.id === call.seatId);
  if (now.state !== 'stage' || !call || !ticket || !seat)
    return { state: now.state, now: null, soon: soonShown(snapshot) !== null };
  return {
    state: 'stage',
    soon: false,
    now: {
      publicName: ticket.publicName,
      subject: ticket.subject,
      officialName: seat.officialName,
      officialTitle: seat.officialTitle,
      picture: publicPictureOf(call),
      promises: publicPromisesOf(snapshot, call, ticket),
      since: 'liveAt' in call && call.liveAt !== null ? call.liveAt : call.startedAt,
    },
  };
}

export const seats = (
  { session, tickets, units }: SessionSnapshot,
  presence: PresenceNow,
  of: readonly SeatRecord[] = session.seats,
): Seat[] =>
  of.map((seat) => ({
    id: seat.id,
    name: seat.name,
    officialName: seat.officialName,
    officialTitle: seat.officialTitle,
    ready: presence.seatSending(seat.id),
    onAir: seat.onAir,
    room: seat.room
      ? {
          unitId: seat.room.unitId,
          unitName: units.find((unit) => unit.id === seat.room?.unitId)?.name ?? '',
          categories: [...seat.room.categories],
          open: presence.roomHere(seat.id),
          waiting: tickets.standings.waiting(seat.id),
        }
      : null,
  }));

const pictureOf = (call: CallRecord): CallHead['picture'] => {
  const picture = onStageOf(call);
  return picture && { id: picture.id, by: picture.by, public: picture.publicAt !== null };
};

export function callHead(snapshot: SessionSnapshot, presence: PresenceNow, call: CallRecord): CallHead {
  const { id, ticketId, seatId, state, participation, startedAt } = call;
  return {
    id,
    ticketId,
    seatId,
    state,
    participation,
    weakNetwork: participation === 'audio' && ticketOf(snapshot, ticketId)?.ladder?.soundFor === 'network',
    public: call.public,
    shown: shownNow(snapshot).callId === id,
    soon: soonShown(snapshot) === id,
    startedAt,
    recording: recordingMark(snapshot.session, call, ticketOf(snapshot, ticketId), presence.recorder),
    liveAt: 'liveAt' in call ? call.liveAt : null,
    heldAt: call.state === 'held' ? call.heldAt : null,
    heldMs: call.heldMs,
    extendedMs: call.extendedMs,
    picture: pictureOf(call),
  };
}

export function digest({ session, tickets, calls }: SessionSnapshot, presence: PresenceNow): QueueDigest {
  const { standings } = tickets;
  const rooms = roomSeats(session);
  const inRoom = new Set(rooms.map((seat) => seat.id));
  const lengths = (ofRooms: boolean) =>
    calls.flatMap((call) =>
      call.state === 'ended' && call.liveAt !== null && inRoom.has(call.seatId) === ofRooms
        ? [call.endedAt - call.liveAt]
        : [],
    );
  const { shortMs, longMs } = paceOf(session, lengths(true), 1);
  const pace = paceOf(session, lengths(false), serving(session, calls, presence));
  return digestOf(standings.lanes(null), ratioOf(session), pace, {
    lines: rooms.map(({ id, room }) => ({
      seatId: id,
      open: presence.roomHere(id),
      turn: room.turn,
      standings: standings.lanes(id),
    })),
    pace: rooms.length === 0 ? { shortMs: 0, longMs: 0 } : { shortMs, longMs },
  });
}

/** Leaders' seats that really serve (Q5): while it is live those with somebody to be seen, or with a call. */
function serving(session: SessionRecord, calls: readonly CallRecord[], presence: PresenceNow): number {
  const seats = leaderSeats(session);
  if (session.state !== 'live') return seats.length;
  const busy = new Set(calls.flatMap((call) => (call.state === 'ended' ? [] : call.seatId)));
  return Math.max(1, seats.filter((seat) => presence.seatSending(seat.id) || busy.has(seat.id)).length);
}

const unitName = (units: SessionSnapshot['units'], unitId: string): string =>
  units.find((unit) => unit.id === unitId)?.name ?? '';

/** Departments' officers on the stage of a call; one whose desk is gone may come back (C3). */
export const officersOn = (call: CallRecord, units: SessionSnapshot['units'], presence: PresenceNow): OfficerOn[] =>
  openSummons(call)
    .filter(({ state }) => state === 'joined')
    .map(({ seatId, unitId }) => ({
      seatId,
      unitName: unitName(units, unitId),
      lost: !presence.officerHere(seatId),
    }));

/** Of a room that was called again only the newest time. */
export const summonsRows = (call: CallRecord, units: SessionSnapshot['units'], presence: PresenceNow): SummonsRow[] =>
  call.summons.flatMap((one, index) => {
    const again = call.summons.some((later, place) => place > index && later.seatId === one.seatId);
    if (one.state === 'left' || again) return [];
    return {
      callId: call.id,
      seatId: one.seatId,
      unitName: unitName(units, one.unitId),
      state: one.state,
      at: one.state === 'ringing' ? one.calledAt : one.state === 'joined' ? one.joinedAt : one.at,
      lost: one.state === 'joined' && !presence.officerHere(one.seatId),
      reason: one.state === 'refused' ? one.reason : null,
    };
  });

const helperState = (helper: HelperRecord, session: SessionRecord, presence: PresenceNow): HelperRow['state'] => {
  if (helper.removedAt !== null || isEveningOver(session)) return 'ended';
  if (helper.openedAt === null) return 'notYet';
  return presence.helperHere(helper.id) ? 'here' : 'away';
};

type Booked = Pick<SessionSnapshot, 'helpers' | 'session'>;

export const helperRows = ({ helpers, session }: Booked, presence: PresenceNow): HelperRow[] =>
  helpers.map((helper) => ({
    id: helper.id,
    seatId: helper.seatId,
    kind: helper.kind,
    name: helper.name,
    language: helper.language,
    state: helperState(helper, session, presence),
  }));

/** Who helps at the stage of a seat and is there. */
export const helpersAt = (snapshot: Booked, presence: PresenceNow, seatId: string): HelperRow[] =>
  helperRows(snapshot, presence).filter((one) => one.seatId === seatId && one.state === 'here');

/** C4: the citizen is told of everybody who sees and hears the call. */
export function onStage(
  snapshot: Booked & Pick<SessionSnapshot, 'units'>,
  presence: PresenceNow,
  seatId: string,
  citizenLabel: string,
  call: CallRecord,
): OnStage[] {
  const { session, units } = snapshot;
  const seat = session.seats.find((one) => one.id === seatId);
  if (!seat) return [];
  return [
    { role: 'official', label: titled(seat) },
    ...officersOn(call, units, presence).map(({ unitName, lost }) => ({
      role: 'officer' as const,
      label: unitName,
      ...(lost ? { lost } : {}),
    })),
    { role: 'citizen', label: citizenLabel },
    ...helpersAt(snapshot, presence, seatId).map(({ kind, name }) => ({ role: kind, label: name })),
    ...(seat.room ? (['moderator'] as const) : (['moderator', 'aide'] as const))
      .filter((role) => presence.deskHere(role))
      .map((role) => ({ role, label: '' })),
  ];
}

/** `unitId`: earlier cases of this unit alone (K2). */
export function matter(snapshot: SessionSnapshot, ticket: TicketRecord, unitId?: string): Matter {
  return {
    ticketId: ticket.id,
    seatId: 'seatId' in ticket ? ticket.seatId : null,
    number: ticket.number,
    state: ticket.state,
    name: snapshot.people.get(ticket.personId)?.name ?? '',
    publicName: ticket.publicName,
    approved: ticket.approval !== null,
    placeName: ticket.placeName,
    subject: ticket.subject,
    more: ticket.more,
    categoryCode: ticket.categoryCode,
    participation: ticket.participation,
    added: ticket.added,
    cases: (snapshot.casesOfTicket.get(ticket.id) ?? []).map(({ id, number, subject, kind }) => ({
      id,
      number,
      subject,
      kind,
    })),
    joined: (snapshot.casesOfTicket.get(ticket.id) ?? []).some((record) => record.ticketId !== ticket.id),
    earlier: (snapshot.earlierCases.get(ticket.id) ?? [])
      .filter((record) => unitId === undefined || record.mainUnitId === unitId)
      .map((record) => ({
        id: record.id,
        number: record.number,
        subject: record.subject,
        state: record.state,
        openedAt: record.openedAt,
        promises: snapshot.promises
          .filter((promise) => promise.caseId === record.id)
          .map(({ wording, dueOn, confirmedAt }) => ({ wording, dueOn, confirmed: confirmedAt !== null })),
      })),
  };
}

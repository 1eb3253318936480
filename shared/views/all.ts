/**
 * One projection per audience. Each message carries the whole view; a lower or equal revision is old. What changes in the
 * tables of desks is told by `table-change.ts`. Long: the audiences are read side by side, so that what one of them is
 * not told is seen.
 */
import * as z from 'zod/mini';
import { CaptionLine } from '../captions.ts';
import { EmergencyHead } from '../emergency.ts';
import { HelperRow } from '../helpers.ts';
import { EpochMs, Id } from '../ids.ts';
import { AirQuestion } from '../questions.ts';
import { Lines, QueueDigest } from '../queue/digest.ts';
import {
  CaseKind,
  Ladder,
  Lane,
  Outcome,
  Participation,
  Presence,
  ReplyBy,
  SentTo,
  SessionState,
  TicketState,
  UndoableAct,
} from '../states.ts';
import { PlainDate } from '../text.ts';
import { CallHead, OfficerOn, OnStage, Programme, Seat, SessionHead, SummonsRow } from './common.ts';

/** Everybody: what may be public. */
export const ProgrammeView = z.object({
  session: SessionHead,
  programme: Programme,
  /** The question of the audience that is being answered, later by the delay (A5). */
  question: z.nullable(AirQuestion),
});
export type ProgrammeView = z.infer<typeof ProgrammeView>;

/** Everybody who waits: one identical message for the room. */
export const WaitingView = z.object({
  digest: QueueDigest,
  notice: z.nullable(z.object({ text: z.string(), at: EpochMs })),
});
export type WaitingView = z.infer<typeof WaitingView>;

/** One citizen: their own ticket. */
export const TicketView = z.object({
  ticketId: Id,
  number: z.int(),
  name: z.string(),
  state: TicketState,
  /** From `closing` on nobody is called any more; who still waits when it is `ended` is told so. */
  sessionState: SessionState,
  /** The place, as `positionOf` wants it; meaningful while waiting or away. */
  lane: Lane,
  order: z.number(),
  /** Which seats serve this person. */
  lines: Lines,
  /** A desk sent this person to a department's room, or back to the leaders. */
  sentTo: z.nullable(z.enum(['leader', 'room'])),
  /** With whom they will speak: of several whoever is free first. */
  withWhom: z.array(z.object({ who: z.string(), seatName: z.string(), isRoom: z.boolean() })),
  participation: Participation,
  /** Whether they can be rung: a neighbour at an officer's desk and somebody at a terminal may have no phone (Q7). */
  hasPhone: z.boolean(),
  /** How far down from video, and the step that the desk offers (C12). */
  ladder: z.nullable(Ladder),
  entered: z.boolean(),
  passes: z.int(),
  /** Passed over: called again once one more call is finished, unless nobody else is left (Q4). */
  setBack: z.boolean(),
  subject: z.string(),
  more: z.string(),
  publicName: z.string(),
  approved: z.boolean(),
  consent: z.object({ call: z.boolean(), recording: z.boolean(), broadcast: z.boolean() }),
  /** About when, for somebody who booked and has not come yet. */
  slotAt: z.nullable(EpochMs),
  /** While called: until when an answer is awaited; `answered` once in the green room (Q4). */
  called: z.nullable(
    z.object({
      answerBy: EpochMs,
      answered: z.boolean(),
      /** A department's room called: there is no green room, the answer leads to its call. */
      toRoom: z.boolean(),
    }),
  ),
  /** While waiting after a call that broke off (C3); what a desk wrote about it stays at the desk. */
  lastFailure: z.nullable(z.enum(['connectionLost', 'overtime', 'technical'])),
  /** While waiting after a return from the green room or the deck; the reason stays at the desk. */
  returnedAt: z.nullable(EpochMs),
  call: z.nullable(z.object({ head: CallHead, withWhom: z.string(), onStage: z.array(OnStage), onAir: z.boolean() })),
  /**
   * Messages from the desk to this person, and those to everybody that a newer one took the place of before they were
   * read. `listen`: the answer to the same trouble can be heard; they may give the number back, or wait on (Q8).
   */
  messages: z.array(z.object({ id: Id, text: z.string(), at: EpochMs, listen: z.boolean() })),
  /** Until when they were read. */
  messagesReadAt: z.nullable(EpochMs),
  /** Other people whose open numbers this phone holds tonight (Q7). */
  others: z.array(
    z.object({
      ticketId: Id,
      number: z.int(),
      name: z.string(),
      state: TicketState,
      entered: z.boolean(),
      /** Called, and to answer by a tap. */
      called: z.boolean(),
      lane: Lane,
      order: z.number(),
    }),
  ),
  /** After an end. */
  ended: z.nullable(
    z.object({
      outcome: z.nullable(Outcome),
      /** Where to go instead, after a refusal or an outcome out of scope. */
      whereTo: z.nullable(z.string()),
      reason: z.nullable(z.string()),
      cases: z.array(z.object({ number: z.string(), subject: z.string() })),
      promises: z.array(z.object({ wording: z.string(), unitName: z.string(), dueOn: z.string() })),
      receiptToken: z.nullable(Id),
      /** Another evening: carried over with priority (S4), or moved there by this person. */
      carried: z.nullable(
        z.object({
          sessionId: Id,
          ticketId: Id,
          number: z.int(),
          title: z.string(),
          startsAt: EpochMs,
          priority: z.boolean(),
        }),
      ),
      /** Until when the call by telephone or the answer in writing comes. */
      due: z.nullable(z.object({ by: ReplyBy, on: PlainDate })),
    }),
  ),
});
export type TicketView = z.infer<typeof TicketView>;

/** One row of the moderator's table; never a phone number (that is asked for and logged). */
export const QueueRow = z.object({
  ticketId: Id,
  number: z.int(),
  state: TicketState,
  /** 1 is next; `null` once out of the queue's order. */
  place: z.nullable(z.int()),
  lane: Lane,
  name: z.string(),
  placeName: z.string(),
  subject: z.string(),
  more: z.string(),
  /** Proposed by the citizen until approved. */
  publicName: z.string(),
  approved: z.boolean(),
  categoryCode: z.nullable(z.string()),
  /** Others who wait come with the same trouble (Q8): how many with this one, and whether a moderator said so of it. */
  trouble: z.nullable(z.object({ groupId: Id, count: z.int(), said: z.boolean() })),
  consent: z.object({ call: z.boolean(), recording: z.boolean(), broadcast: z.boolean() }),
  /** A line or photos that this person added: how many, and when the newest came. */
  added: z.nullable(z.object({ count: z.int(), at: EpochMs })),
  participation: Participation,
  /** As in the ticket's view; the number is asked for and logged (T5). */
  hasPhone: z.boolean(),
  /** How far down from video, and what is offered (C12). */
  ladder: z.nullable(Ladder),
  entered: z.boolean(),
  presence: Presence,
  /** Camera or microphone is being received by the server. */
  mediaReady: z.boolean(),
  takenAt: EpochMs,
  /** `null`: booked, and not come yet. */
  waitingSince: z.nullable(EpochMs),
  passes: z.int(),
  /** Passed over: called again once one more call is finished, unless nobody else is left (Q4). */
  setBack: z.boolean(),
  earlierVisits: z.int(),
  /** For moderators alone: a bar of whoever holds it lasts, or is over (Q10). */
  bar: z.nullable(z.enum(['lasts', 'over'])),
  calledAt: z.nullable(EpochMs),
  answerBy: z.nullable(EpochMs),
  answered: z.boolean(),
  /** Who holds this ticket in the green room or on deck: name, and staff person id. */
  heldBy: z.nullable(z.string()),
  heldById: z.nullable(Id),
  /** The officer who took the number for this person (Q7). */
  takenBy: z.nullable(z.string()),
  /** On deck and on the call the seat; while called the department's room that called. */
  seatId: z.nullable(Id),
  sentTo: z.nullable(SentTo),
  lines: Lines,
  lastFailure: z.nullable(z.string()),
  /** What can be undone until then, and who may: staff person id (Q9). */
  undo: z.nullable(z.object({ what: UndoableAct, byId: Id, until: EpochMs })),
  /** After an end: when and how. */
  ended: z.nullable(
    z.object({
      at: EpochMs,
      outcome: z.nullable(Outcome),
      reason: z.nullable(z.string()),
      whereTo: z.nullable(z.string()),
    }),
  ),
});
export type QueueRow = z.infer<typeof QueueRow>;

export const PromiseRow = z.object({
  id: Id,
  callId: Id,
  caseId: Id,
  caseNumber: z.string(),
  wording: z.string(),
  unitId: Id,
  unitName: z.string(),
  dueOn: z.string(),
  readBack: z.boolean(),
  confirmed: z.boolean(),
});
export type PromiseRow = z.infer<typeof PromiseRow>;

/** Promises of ended calls that the leader has not confirmed: to be confirmed or withdrawn (C8). */
const Unsettled = z.array(z.object({ promise: PromiseRow, number: z.nullable(z.int()), name: z.string() }));

/** The moderator's view but for its rows, which change on their own (`table-change.ts`). */
export const ModeratorBesideRows = z.object({
  /** Not closed yet, of this evening (C9). */
  emergencies: z.array(EmergencyHead),
  session: SessionHead,
  programme: Programme,
  seats: z.array(Seat),
  calls: z.array(CallHead),
  /** Those of the calls that run: a file goes to one of them. */
  cases: z.array(z.object({ callId: Id, id: Id, number: z.string(), subject: z.string() })),
  /** Of the calls that run at leaders' seats: a room makes none (C5). */
  promises: z.array(z.object({ callId: Id, promises: z.array(PromiseRow) })),
  unsettled: Unsettled,
  /** Of the calls that run, in the order in which they were called. */
  summons: z.array(SummonsRow),
  /** Everybody who was booked for this evening, first booked first (C14). */
  helpers: z.array(HelperRow),
  /** Who would be called next (Q2). */
  nextTicketId: z.nullable(Id),
  digest: QueueDigest,
  counts: z.object({ waiting: z.int(), away: z.int(), done: z.int(), gone: z.int(), audience: z.int() }),
  /** Of the audience: not looked at yet, approved and not answered; asked for anew when the newest change is another. */
  questions: z.object({ fresh: z.int(), approved: z.int(), changedAt: z.int() }),
  /** Newest first, at most 50. */
  log: z.array(
    z.object({
      id: Id,
      at: EpochMs,
      who: z.string(),
      what: z.string(),
      about: z.nullable(z.string()),
      why: z.nullable(z.string()),
    }),
  ),
});
export const ModeratorView = z.extend(ModeratorBesideRows, {
  /** Everybody who may still be served, those in the green room and on deck first come first; then the last 100 ended. */
  rows: z.array(QueueRow),
});
export type ModeratorView = z.infer<typeof ModeratorView>;

/** The matter of whoever is on deck or on stage, for the leader's side. */
export const Matter = z.object({
  ticketId: Id,
  /** Where they are on deck or on the call. */
  seatId: z.nullable(Id),
  number: z.int(),
  state: TicketState,
  name: z.string(),
  publicName: z.string(),
  approved: z.boolean(),
  placeName: z.string(),
  subject: z.string(),
  more: z.string(),
  categoryCode: z.nullable(z.string()),
  participation: Participation,
  /** As in the moderator's table. */
  added: z.nullable(z.object({ count: z.int(), at: EpochMs })),
  /** Opened or joined by this ticket; none until something is recorded of it (K1). */
  cases: z.array(z.object({ id: Id, number: z.string(), subject: z.string(), kind: CaseKind })),
  /** One of the cases is an earlier one that was joined; a ticket joins at most one. */
  joined: z.boolean(),
  earlier: z.array(
    z.object({
      id: Id,
      number: z.string(),
      subject: z.string(),
      state: z.string(),
      openedAt: EpochMs,
      promises: z.array(z.object({ wording: z.string(), dueOn: z.string(), confirmed: z.boolean() })),
    }),
  ),
});
export type Matter = z.infer<typeof Matter>;

/** What the aide and a department's room have alike. */
const BesideSeats = z.object({
  session: SessionHead,
  programme: Programme,
  seats: z.array(Seat),
  /** Per seat at most one on stage and one held beside it; a page shows those it is for. */
  calls: z.array(z.object({ head: CallHead, matter: Matter, note: z.string(), promises: z.array(PromiseRow) })),
  unsettled: Unsettled,
  /** As the moderator's, of these seats' calls. */
  summons: z.array(SummonsRow),
  /** Who helps at these seats and is here. */
  helpers: z.array(HelperRow),
  /** Departments' rooms, whose officers can be called to the stage. */
  rooms: z.array(Seat),
  next: z.array(Matter),
  waiting: z.int(),
  /** Of the audience, being answered; in a department's room none. */
  question: z.nullable(AirQuestion),
});
export const AideView = z.extend(BesideSeats, { emergencies: z.array(EmergencyHead) });
export type AideView = z.infer<typeof AideView>;
export type BesideSeats = z.infer<typeof BesideSeats>;

/** The desk of one department's room: what the aide's desk has, of this room alone, and its line. */
/** The view of a department's desk but for its rows. */
export const DutyBesideRows = z.extend(BesideSeats, {
  seatId: Id,
  /** Of whoever is in this room, and of nobody else (C9). */
  emergencies: z.array(EmergencyHead),
  /** Who would be called next to this room (Q2). */
  nextTicketId: z.nullable(Id),
  /** A call of a leader for which this desk rings, or on whose stage its officer is (C11). */
  summoned: z.nullable(
    z.object({
      callId: Id,
      ticketId: Id,
      seatId: Id,
      officialName: z.string(),
      officialTitle: z.string(),
      publicName: z.string(),
      placeName: z.string(),
      subject: z.string(),
      joined: z.boolean(),
      /** The call is held: nothing flows. */
      held: z.boolean(),
      shown: z.boolean(),
      soon: z.boolean(),
      /** Officers of other rooms on the same stage. */
      others: z.array(OfficerOn),
      picture: CallHead.shape.picture,
      helpers: z.array(HelperRow),
    }),
  ),
});
export const DutyView = z.extend(DutyBesideRows, {
  /** Who was called to this room or is on its deck or on its call, then its line in order. */
  rows: z.array(QueueRow),
});
export type DutyView = z.infer<typeof DutyView>;

/** The meeting-room screen: nothing confidential, approved words only. */
export const ScreenView = z.object({
  session: SessionHead,
  programme: Programme,
  seats: z.array(Seat),
  now: z.nullable(
    z.object({
      seatId: Id,
      publicName: z.string(),
      subject: z.string(),
      participation: Participation,
      head: CallHead,
      /** Departments' officers on the stage. */
      officers: z.array(OfficerOn),
    }),
  ),
  /** Who helps at this seat and is here. */
  helpers: z.array(HelperRow),
  next: z.nullable(z.object({ publicName: z.string(), subject: z.string() })),
  waiting: z.int(),
  /** Of the audience, being answered. */
  question: z.nullable(AirQuestion),
});
export type ScreenView = z.infer<typeof ScreenView>;

/** Whoever came by a guest link: the stage they help at, approved words alone (C14). */
export const HelperView = z.object({
  session: SessionHead,
  self: HelperRow,
  officialName: z.string(),
  officialTitle: z.string(),
  /** The meeting room sends its picture. */
  ready: z.boolean(),
  now: z.nullable(
    z.object({
      callId: Id,
      state: z.enum(['connecting', 'live', 'held']),
      publicName: z.string(),
      subject: z.string(),
      participation: Participation,
      shown: z.boolean(),
      soon: z.boolean(),
    }),
  ),
  /** On deck for this seat: a call is near. */
  next: z.boolean(),
  /** The others who help here. */
  others: z.array(HelperRow),
});
export type HelperView = z.infer<typeof HelperView>;

/** Captions, by the calls whose stage or programme this page shows; a call without any is left out (C15). */
export const CaptionsView = z.object({
  calls: z.array(z.object({ callId: Id, lines: z.array(CaptionLine) })),
});
export type CaptionsView = z.infer<typeof CaptionsView>;

const message = <const Name extends string, Data extends z.ZodMiniType>(view: Name, data: Data) =>
  z.object({ view: z.literal(view), revision: z.int(), serverTime: EpochMs, data });

/** What travels down the socket under the event name `view`. */
export const ViewMessage = z.discriminatedUnion('view', [
  message('programme', ProgrammeView),
  message('waiting', WaitingView),
  message('ticket', TicketView),
  message('moderator', ModeratorView),
  message('aide', AideView),
  message('screen', ScreenView),
  message('duty', DutyView),
  message('helper', HelperView),
  message('captions', CaptionsView),
]);
export type ViewMessage = z.infer<typeof ViewMessage>;
export type ViewName = ViewMessage['view'];
export type ViewOf<Name extends ViewName> = Extract<ViewMessage, { view: Name }>['data'];

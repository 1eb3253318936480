/**
 * The tables, the same over PGlite and PostgreSQL. Times are epoch milliseconds. Every row has its county. Facts that
 * hold in every state are columns; those of one state alone are in `state_facts`, which `mappers/` checks on the way in
 * and out. There are no foreign keys: rows of one session are written together by services, and a key's row lock would
 * hold up the queue (Q3). Columns named `…Sealed` are encrypted (`crypto.ts`). Long: migrations are made of this one file.
 */
import { type SQL, sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  bigserial,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { REHEARSAL_ENDS, RehearsalResult } from '../../shared/actions/rehearsal.ts';
import type { PublicationStage, PublishedKind } from '../../shared/board.ts';
import type { CaseFlag } from '../../shared/case-filter.ts';
import type { FileKind } from '../../shared/files.ts';
import type { HelperKind } from '../../shared/helpers.ts';
import type { MinutesStage } from '../../shared/minutes.ts';
import type { QuestionState } from '../../shared/questions.ts';
import type { StaffRole } from '../../shared/roles.ts';
import {
  type CallState,
  type CaseChannel,
  type CaseKind,
  type CaseState,
  type ConsentScope,
  type DispatchKind,
  type Ladder,
  type Lane,
  type ListedState,
  type Participation,
  type Presence,
  type RecordingContainer,
  type RecordingSide,
  type ReplyBy,
  type SentTo,
  type SessionState,
  type TicketState,
  UNDISPATCHED,
  type Urgency,
  WITH_UNIT,
} from '../../shared/states.ts';
import type { TemplateUse } from '../../shared/templates.ts';
import type { NoticeFault, NoticeWay } from '../../shared/told.ts';
import type { WordLevel } from '../../shared/words.ts';
import type { EveningFacts } from '../domain/calendar/types.ts';
import type { CallQuality } from '../domain/calls/quality.ts';
import type { RecordingRecord } from '../domain/calls/recording.ts';
import type { SeatBefore } from '../domain/calls/seats.ts';
import type { SharedPicture } from '../domain/calls/shared-picture.ts';
import type { CaseMark } from '../domain/cases/clock.ts';
import type { CaseMilestone } from '../domain/cases/milestones.ts';
import type { FollowUpRecord, PromiseRecord } from '../domain/cases/types.ts';
import type { EmergencyRecord } from '../domain/emergencies/emergency.ts';
import type { NearTold, Taker, TicketFacts, Undoable } from '../domain/queue/types.ts';
import type { SeatRecord, SessionFacts } from '../domain/sessions/types.ts';
import type { CountyRecord, TicketMailRecord } from '../services/ports/store.ts';

const id = () => text().primaryKey();
const countyId = () => text().notNull();
const ms = () => bigint({ mode: 'number' });
/** The facts of the present state, checked by the aggregate's mapper. */
const stateFacts = () => jsonb().$type<Record<string, unknown>>().notNull();
const version = () => integer().notNull();
const ids = () => text().array().notNull().default(sql`'{}'`);
const isOneOf = (column: AnyPgColumn, values: readonly string[]) =>
  sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(', '))})`;

// The county and its people

export const county = pgTable('county', {
  id: id(),
  name: text().notNull(),
  zone: text().notNull(),
  demo: boolean().notNull(),
  places: jsonb().$type<CountyRecord['places']>().notNull(),
  /** What the county sets otherwise than the default (K3). */
  limits: jsonb().$type<NonNullable<CountyRecord['limits']>>(),
  /** `null`: as by default (R6). */
  recordingDays: integer(),
});

export const series = pgTable(
  'series',
  {
    id: id(),
    countyId: countyId(),
    weekdays: jsonb().$type<readonly number[]>().notNull(),
    /** `HH:mm` in the county's zone. */
    time: text().notNull(),
    from: text().notNull(),
    until: text(),
    evening: jsonb().$type<EveningFacts>().notNull(),
  },
  (t) => [index().on(t.countyId)],
);

/** Holidays, and weekend days that make up for them. */
export const calendarDay = pgTable(
  'calendar_day',
  {
    countyId: countyId(),
    /** `YYYY-MM-DD` in the county's zone. */
    date: text().notNull(),
    works: boolean().notNull(),
    name: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.countyId, t.date] })],
);

/** What is marked to the moderator before it is approved (T5); one row for all spellings of a word. */
export const listedWord = pgTable(
  'listed_word',
  {
    countyId: countyId(),
    key: text().notNull(),
    word: text().notNull(),
    level: text().$type<WordLevel>().notNull(),
    reason: text().notNull(),
    at: ms().notNull(),
  },
  (t) => [primaryKey({ columns: [t.countyId, t.key] })],
);

export const unit = pgTable('unit', { id: id(), countyId: countyId(), name: text().notNull() }, (t) => [
  index().on(t.countyId),
]);

export const phone = pgTable(
  'phone',
  {
    id: id(),
    countyId: countyId(),
    /** Keyed hash: finds the number without holding it. */
    phoneIndex: text().notNull(),
    phoneSealed: text().notNull(),
  },
  (t) => [uniqueIndex().on(t.countyId, t.phoneIndex)],
);

export const person = pgTable(
  'person',
  {
    id: id(),
    countyId: countyId(),
    kind: text().$type<'citizen' | 'staff'>().notNull(),
    /** A citizen's name; staff are in `staff_name`, since their names are public. */
    nameSealed: text(),
    staffName: text(),
    nameIndex: text(),
    phoneId: text(),
  },
  (t) => [uniqueIndex().on(t.phoneId, t.nameIndex), index().on(t.countyId, t.nameIndex)],
);

export const account = pgTable(
  'account',
  {
    personId: id(),
    countyId: countyId(),
    userName: text().notNull(),
    displayName: text().notNull(),
    passwordHash: text().notNull(),
    unitId: text(),
    roles: jsonb().$type<readonly StaffRole[]>().notNull(),
  },
  (t) => [uniqueIndex().on(t.countyId, t.userName)],
);

export const signIn = pgTable(
  'sign_in',
  { tokenHash: id(), countyId: countyId(), personId: text(), phoneId: text(), expiresAt: ms().notNull() },
  (t) => [index().on(t.expiresAt)],
);

export const phoneCode = pgTable(
  'phone_code',
  {
    phoneId: id(),
    countyId: countyId(),
    codeHash: text().notNull(),
    expiresAt: ms().notNull(),
    triesLeft: integer().notNull(),
    sentAt: ms().notNull(),
  },
  (t) => [index().on(t.expiresAt)],
);

/** What carries a sign-in and a place to another browser (T7). */
export const carryCode = pgTable(
  'carry_code',
  {
    codeHash: id(),
    countyId: countyId(),
    signInHash: text().notNull(),
    ticketId: text().notNull(),
    expiresAt: ms().notNull(),
  },
  (t) => [uniqueIndex().on(t.ticketId), index().on(t.expiresAt)],
);

// The evening

export const session = pgTable(
  'session',
  {
    id: id(),
    countyId: countyId(),
    seriesId: text(),
    number: integer().notNull(),
    title: text().notNull(),
    topic: text().notNull(),
    scope: text().notNull(),
    zone: text().notNull(),
    startsAt: ms().notNull(),
    endsAt: ms().notNull(),
    public: boolean().notNull(),
    recorded: boolean().notNull().default(false),
    delayMs: integer().notNull().default(10_000),
    capacity: integer().notNull(),
    callLengthMs: integer().notNull(),
    overtimeMs: integer().notNull(),
    ratio: jsonb().$type<SessionFacts['ratio']>().notNull(),
    seats: jsonb().$type<readonly SeatRecord[]>().notNull(),
    issued: integer().notNull(),
    finishedCalls: integer().notNull(),
    turn: integer().notNull(),
    leaderChange: jsonb().$type<NonNullable<SessionFacts['leaderChange']>>(),
    cut: jsonb().$type<NonNullable<SessionFacts['cut']>>(),
    state: text().$type<SessionState>().notNull(),
    stateFacts: stateFacts(),
  },
  (t) => [
    index().on(t.countyId, t.startsAt),
    index().on(t.seriesId, t.startsAt),
    index()
      .on(t.state)
      .where(isOneOf(t.state, ['lobby', 'live', 'paused', 'closing'])),
  ],
);

/** What stands for an evening in `/e/XXXX`; kept, since posters outlive everything else. */
export const shortLink = pgTable(
  'short_link',
  { code: id(), countyId: countyId(), sessionId: text().notNull() },
  (t) => [uniqueIndex().on(t.sessionId)],
);

export const ticket = pgTable(
  'ticket',
  {
    id: id(),
    countyId: countyId(),
    sessionId: text().notNull(),
    personId: text().notNull(),
    number: integer().notNull(),
    lane: text().$type<Lane>().notNull(),
    order: doublePrecision().notNull(),
    homeLane: text().$type<Lane>().notNull(),
    takenAt: ms().notNull(),
    entered: boolean().notNull(),
    presence: text().$type<Presence>().notNull(),
    participation: text().$type<Participation>().notNull(),
    subject: text().notNull(),
    moreSealed: text().notNull(),
    placeName: text().notNull(),
    publicName: text().notNull(),
    approval: jsonb().$type<NonNullable<TicketFacts['approval']>>(),
    categoryCode: text(),
    consent: jsonb().$type<Record<ConsentScope, boolean>>().notNull(),
    passes: integer().notNull(),
    passedAtCall: integer(),
    /** What a desk typed of the call that failed. */
    lastFailureSealed: text('last_failure'),
    earlierVisits: integer().notNull(),
    receiptToken: text().notNull(),
    told: text().$type<NearTold>().notNull().default('nothing'),
    carriedFrom: text(),
    added: jsonb().$type<TicketFacts['added']>(),
    messagesReadAt: ms(),
    sentTo: jsonb().$type<SentTo>(),
    takenBy: text().$type<Taker['by']>(),
    takerId: text(),
    ladder: jsonb().$type<Ladder>(),
    undo: jsonb().$type<Undoable>(),
    version: version(),
    state: text().$type<TicketState>().notNull(),
    stateFacts: stateFacts(),
    /** The transaction that wrote it last, for whoever follows what changes (`ticketsSince`). */
    writtenIn: bigint({ mode: 'number' }).notNull().default(sql`pg_current_xact_id()::text::bigint`),
  },
  (t) => [
    index().on(t.sessionId, t.state, t.lane, t.order, t.number),
    uniqueIndex().on(t.sessionId, t.number),
    uniqueIndex().on(t.receiptToken),
    index().on(t.personId),
    index().on(t.sessionId, t.writtenIn),
    index().on(t.sessionId).where(sql`${t.carriedFrom} is not null`),
    /** The few that a department's room may serve. */
    index('ticket_of_room_index')
      .on(t.sessionId, t.state, t.lane, t.order, t.number)
      .where(sql`${t.categoryCode} is not null or ${t.sentTo} is not null`),
    index().on(t.takerId, t.sessionId).where(sql`${t.takerId} is not null`),
  ],
);

/** What somebody added to their matter: one line (`text:` and the ticket's id), photos, and PDF files. */
export const addition = pgTable(
  'addition',
  {
    id: id(),
    countyId: countyId(),
    ticketId: text().notNull(),
    /** `sent`: a picture that a desk sent for the stage of its call. */
    kind: text().$type<'text' | 'photo' | 'sent' | 'document'>().notNull(),
    /** The line, or the JPEG or PDF file in base64. */
    bodySealed: text().notNull(),
    /** Of PDF files. */
    nameSealed: text(),
    /** Of photos. */
    width: integer(),
    height: integer(),
    at: ms().notNull(),
  },
  (t) => [index().on(t.ticketId), index().on(t.at)],
);

/** What the office has prepared for an evening. */
export const eveningPreparation = pgTable('evening_preparation', {
  sessionId: id(),
  countyId: countyId(),
  /** Officers on duty: departments, names, telephones. */
  dutySealed: text().notNull(),
  rehearsedAt: ms(),
  rehearsedBy: text(),
});

/** What came of rehearsals: of programs, nothing of people. */
export const rehearsal = pgTable(
  'rehearsal',
  {
    id: id(),
    countyId: countyId(),
    sessionId: text(),
    byPersonId: text().notNull(),
    startedAt: ms().notNull(),
    end: text().$type<(typeof REHEARSAL_ENDS)[number]>().notNull(),
    why: text(),
    result: jsonb().$type<RehearsalResult>(),
  },
  (t) => [index().on(t.countyId, t.startedAt)],
);

/** Who waits for a place in an evening that is booked out (Q2). */
export const waitlistEntry = pgTable(
  'waitlist_entry',
  {
    id: id(),
    countyId: countyId(),
    sessionId: text().notNull(),
    personId: text().notNull(),
    order: integer().notNull(),
    repeat: boolean().notNull(),
    listedAt: ms().notNull(),
    subject: text().notNull(),
    moreSealed: text().notNull(),
    placeName: text().notNull(),
    publicName: text().notNull(),
    consent: jsonb().$type<Record<ConsentScope, boolean>>().notNull(),
    consentVersion: text().notNull(),
    version: version(),
    state: text().$type<ListedState>().notNull(),
    stateFacts: stateFacts(),
  },
  (t) => [uniqueIndex().on(t.sessionId, t.order), index().on(t.personId)],
);

/** Written questions of the audience (A1–A6). */
export const question = pgTable(
  'question',
  {
    id: id(),
    countyId: countyId(),
    sessionId: text().notNull(),
    phoneId: text().notNull(),
    personId: text().notNull(),
    /** Everything that was typed: what was asked, as it is shown, and what was said of it. */
    wordsSealed: text().notNull(),
    askedAt: ms().notNull(),
    changedAt: ms().notNull(),
    version: version(),
    state: text().$type<QuestionState>().notNull(),
  },
  (t) => [
    index().on(t.sessionId, t.askedAt),
    uniqueIndex().on(t.sessionId, t.phoneId).where(sql`${t.state} <> 'withdrawn'`),
    index().on(t.changedAt),
  ],
);

/** Who is given no number for a time (Q10). */
export const bar = pgTable(
  'bar',
  {
    id: id(),
    countyId: countyId(),
    /** The phone; of somebody without one, the person. */
    holderId: text().notNull(),
    personId: text().notNull(),
    sessionId: text().notNull(),
    ticketId: text().notNull(),
    reasonSealed: text().notNull(),
    at: ms().notNull(),
    until: ms().notNull(),
    byPersonId: text().notNull(),
    liftedAt: ms(),
    liftedBy: text(),
    liftedReasonSealed: text(),
  },
  (t) => [index().on(t.holderId, t.until), index().on(t.countyId, t.at)],
);

/** A threat to somebody's life (C9). */
export const emergency = pgTable(
  'emergency',
  {
    id: id(),
    countyId: countyId(),
    sessionId: text().notNull(),
    ticketId: text().notNull(),
    number: integer().notNull(),
    caseId: text().notNull(),
    /** What the person said, and what the desk wrote at the end. */
    saidSealed: text().notNull(),
    noteSealed: text(),
    raised: jsonb().$type<EmergencyRecord['raised']>().notNull(),
    accepted: jsonb().$type<NonNullable<EmergencyRecord['accepted']>>(),
    escalatedAt: ms(),
    steps: jsonb().$type<EmergencyRecord['steps']>().notNull(),
    closed: jsonb().$type<Omit<NonNullable<EmergencyRecord['closed']>, 'note'>>(),
  },
  (t) => [index().on(t.countyId).where(sql`${t.closed} is null`), index().on(t.ticketId)],
);

export const call = pgTable(
  'call',
  {
    id: id(),
    countyId: countyId(),
    sessionId: text().notNull(),
    ticketId: text().notNull(),
    seatId: text().notNull(),
    /** Seats that it was handed over from; null: none. */
    before: jsonb().$type<readonly SeatBefore[]>(),
    participation: text().$type<Participation>().notNull(),
    startedAt: ms().notNull(),
    public: boolean().notNull(),
    noteSealed: text().notNull(),
    heldMs: integer().notNull().default(0),
    extendedMs: integer().notNull().default(0),
    /** Null: nobody was called to it. */
    summonsSealed: text(),
    /** The picture on its stage, by where it is kept. */
    shared: jsonb().$type<SharedPicture>(),
    /** Sums of what either side reported. */
    quality: jsonb().$type<CallQuality>(),
    version: version(),
    state: text().$type<CallState>().notNull(),
    stateFacts: stateFacts(),
  },
  (t) => [index().on(t.sessionId, t.startedAt), index().on(t.ticketId)],
);

/** Of one person of a call, from a start to whatever stopped it; the file itself is in the folder of recordings. */
export const recording = pgTable(
  'recording',
  {
    id: id(),
    countyId: countyId(),
    sessionId: text().notNull(),
    ticketId: text().notNull(),
    callId: text().notNull(),
    side: text().$type<RecordingSide>().notNull(),
    startedAt: ms().notNull(),
    file: text().notNull(),
    container: text().$type<RecordingContainer>().notNull(),
    state: text().$type<RecordingRecord['state']>().notNull(),
    stateFacts: stateFacts(),
  },
  (t) => [
    index().on(t.callId),
    index().on(t.ticketId),
    index().on(t.countyId, t.startedAt),
    index()
      .on(t.state)
      .where(isOneOf(t.state, ['recording'])),
  ],
);

/** Somebody with a guest link to one evening (C14). */
export const helper = pgTable(
  'helper',
  {
    id: id(),
    countyId: countyId(),
    sessionId: text().notNull(),
    seatId: text().notNull(),
    kind: text().$type<HelperKind>().notNull(),
    nameSealed: text().notNull(),
    language: text(),
    linkHash: text().notNull(),
    bookedAt: ms().notNull(),
    bookedBy: text().notNull(),
    openedAt: ms(),
    removedAt: ms(),
  },
  (t) => [index().on(t.sessionId), uniqueIndex().on(t.linkHash)],
);

/** One finished line of captions of a call that may be kept (C15). */
export const caption = pgTable(
  'caption',
  {
    id: id(),
    countyId: countyId(),
    sessionId: text().notNull(),
    ticketId: text().notNull(),
    callId: text().notNull(),
    at: ms().notNull(),
    textSealed: text().notNull(),
  },
  (t) => [index().on(t.callId), index().on(t.ticketId), index().on(t.countyId, t.at)],
);

export const consent = pgTable(
  'consent',
  {
    seq: bigserial({ mode: 'number' }).primaryKey(),
    countyId: countyId(),
    ticketId: text().notNull(),
    personId: text().notNull(),
    scope: text().$type<ConsentScope>().notNull(),
    given: boolean().notNull(),
    version: text().notNull(),
    spoken: boolean().notNull(),
    at: ms().notNull(),
    byPersonId: text().notNull(),
  },
  (t) => [index().on(t.ticketId)],
);

export const deskMessage = pgTable(
  'desk_message',
  {
    id: id(),
    countyId: countyId(),
    sessionId: text().notNull(),
    /** To one, or to a group; to everybody where both are null. */
    ticketId: text(),
    ticketIds: jsonb().$type<readonly string[]>(),
    listen: boolean().notNull().default(false),
    textSealed: text().notNull(),
    at: ms().notNull(),
    byPersonId: text().notNull(),
    /** Counted when it was sent. */
    to: integer().notNull().default(0),
    here: integer().notNull().default(0),
    sms: integer().notNull().default(0),
  },
  (t) => [index().on(t.sessionId, t.at)],
);

/** What moderators said of whose trouble is the same (Q8). */
export const troubleSaid = pgTable(
  'trouble_said',
  {
    ticketId: id(),
    countyId: countyId(),
    sessionId: text().notNull(),
    groupId: text(),
    at: ms().notNull(),
    byPersonId: text().notNull(),
  },
  (t) => [index().on(t.sessionId)],
);

// What became of it

/** A deadline to order by; what has none stands last, at the end of the year 9999. */
export const dueOrNever = (dueAt: AnyPgColumn | SQL): SQL => sql`coalesce(${dueAt}, 253402300800000)`;
const states = (names: readonly CaseState[]) => sql.raw(`state in (${names.map((name) => `'${name}'`).join(', ')})`);
const isUnanswered = states([...UNDISPATCHED, ...WITH_UNIT]);
const isOpen = states([...UNDISPATCHED, ...WITH_UNIT, 'replied', 'followedUp']);

export const caseRecord = pgTable(
  'case_record',
  {
    id: id(),
    countyId: countyId(),
    number: text().notNull(),
    kind: text().$type<CaseKind>().notNull(),
    channel: text().$type<CaseChannel>().notNull().default('directLine'),
    addresseeId: text(),
    state: text().$type<CaseState>().notNull(),
    stateFacts: stateFacts().default({}),
    subject: text().notNull(),
    moreSealed: text().notNull(),
    placeName: text().notNull(),
    hidePlace: boolean().notNull().default(false),
    categoryCode: text(),
    personId: text().notNull(),
    alias: text().notNull().default(''),
    publish: boolean().notNull().default(false),
    /** `null`: none. */
    hiddenRemarkSealed: text('hidden_remark'),
    ticketId: text(),
    callId: text(),
    urgency: text().$type<Urgency>(),
    sealed: boolean().notNull().default(false),
    aboutUnitIds: ids(),
    aboutPersonIds: ids(),
    mainUnitId: text(),
    coUnitIds: ids(),
    dispatchKind: text().$type<DispatchKind>(),
    handledBy: ids(),
    handBacks: integer().notNull().default(0),
    forced: boolean().notNull().default(false),
    promised: boolean().notNull().default(false),
    level: integer().notNull().default(0),
    openedAt: ms().notNull(),
    startsAt: ms().notNull().default(0),
    acknowledgeBy: ms(),
    dispatchBy: ms(),
    dueAt: ms(),
    stoppedAt: ms(),
    acknowledgedAt: ms(),
    signedAt: ms(),
    urges: integer().notNull().default(0),
    urgedAt: ms(),
    supervisedAt: ms(),
    /** What people typed in these four is sealed by `mappers/case.ts`. */
    hard: jsonb().$type<Record<string, unknown>>(),
    extension: jsonb().$type<Record<string, unknown>>(),
    instruction: jsonb().$type<Record<string, unknown>>(),
    rating: jsonb().$type<Record<string, unknown>>(),
    addedAt: ms(),
    extensions: integer().notNull().default(0),
    unreached: integer().notNull().default(0),
    replyBy: text().$type<ReplyBy>(),
    version: version(),
  },
  (t) => [
    uniqueIndex().on(t.countyId, t.number),
    index().on(t.countyId, t.openedAt.desc(), t.id.desc()),
    index().on(t.countyId, t.state, t.openedAt.desc(), t.id.desc()),
    index().on(t.mainUnitId, t.openedAt.desc(), t.id.desc()),
    index().on(t.ticketId),
    index().on(t.personId, t.openedAt.desc()),
    /** What rings (K3). */
    index().on(t.countyId, t.acknowledgeBy).where(sql`${t.urgency} is not null`),
    // What waits at the homes of supervisor and leader (`records/case-sections.ts`).
    index('case_record_open').on(t.countyId, t.state, dueOrNever(t.dueAt), t.id).where(isOpen),
    index('case_record_overdue').on(t.countyId, t.dueAt, t.id).where(sql`${t.stoppedAt} is null and ${isUnanswered}`),
    index('case_record_supervised')
      .on(t.countyId, dueOrNever(t.dueAt), t.id)
      .where(sql`${t.supervisedAt} is not null and ${isUnanswered}`),
    index('case_record_hard').on(t.countyId, t.id).where(sql`${t.hard} is not null`),
    index('case_record_extension').on(t.countyId, t.id).where(sql`${t.extension} is not null`),
  ],
);

/** What time did to a case (K3), once for each of its deadlines. */
export const caseMark = pgTable(
  'case_mark',
  {
    caseId: text().notNull(),
    countyId: countyId(),
    mark: text().$type<CaseMark>().notNull(),
    deadline: ms().notNull(),
    at: ms().notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.mark, t.deadline] }), index().on(t.countyId, t.at.desc())],
);

/** The tickets that opened or joined a case (K1). */
export const caseTicket = pgTable(
  'case_ticket',
  { caseId: text().notNull(), ticketId: text().notNull(), countyId: countyId(), at: ms().notNull() },
  (t) => [primaryKey({ columns: [t.caseId, t.ticketId] }), index().on(t.ticketId)],
);

/** Answers, from draft to what the citizen was told, and what co-units wrote to the main unit. */
export const caseReply = pgTable(
  'case_reply',
  {
    id: id(),
    countyId: countyId(),
    caseId: text().notNull(),
    kind: text().$type<'official' | 'co'>().notNull(),
    textSealed: text('text').notNull(),
    unitId: text(),
    byPersonId: text().notNull(),
    byName: text().notNull(),
    at: ms().notNull(),
    firstReviewBy: text(),
    officialAt: ms(),
  },
  (t) => [index().on(t.caseId, t.at)],
);

/** Pictures of its person, and what staff put beside a reply. */
export const caseFile = pgTable(
  'case_file',
  {
    id: id(),
    countyId: countyId(),
    caseId: text().notNull(),
    replyId: text(),
    visitId: text(),
    awaitsVisit: boolean().notNull().default(false),
    byCitizen: boolean().notNull(),
    isPublic: boolean().notNull(),
    nameSealed: text('name').notNull(),
    kind: text().$type<FileKind>().notNull(),
    /** Bytes of the file. */
    size: integer().notNull(),
    /** The file in base64. */
    bodySealed: text('body').notNull(),
    at: ms().notNull(),
  },
  (t) => [index().on(t.caseId, t.at)],
);

/** What is to be public of a case, on its way through three reviews (T5); what is public and was taken off. */
export const publication = pgTable(
  'publication',
  {
    id: id(),
    countyId: countyId(),
    caseId: text().notNull(),
    kind: text().$type<PublishedKind>().notNull(),
    replyId: text(),
    stage: text().$type<PublicationStage>().notNull(),
    /** The words that are shown, the reviews, and why it was taken off, as JSON. */
    factsSealed: text('facts').notNull(),
    /** While it is public, to be found by its words. */
    publicSubject: text(),
    publicText: text(),
    beganAt: ms().notNull(),
    publishedAt: ms(),
    version: version(),
  },
  (t) => [
    index().on(t.caseId),
    index().on(t.replyId),
    index().on(t.countyId, t.stage, t.publishedAt.desc(), t.id.desc()),
  ],
);

/** Phones that have the same matter and are told of its answer. */
export const caseFollow = pgTable(
  'case_follow',
  { caseId: text().notNull(), phoneId: text().notNull(), countyId: countyId(), at: ms().notNull() },
  (t) => [primaryKey({ columns: [t.caseId, t.phoneId] })],
);

/** Who of the staff was named in a note of a case, and when they opened it. */
export const caseMention = pgTable(
  'case_mention',
  {
    id: id(),
    countyId: countyId(),
    caseId: text().notNull(),
    personId: text().notNull(),
    byPersonId: text().notNull(),
    byName: text().notNull(),
    at: ms().notNull(),
    readAt: ms(),
  },
  (t) => [index().on(t.personId, t.at)],
);

/** Calls of the follow-up desk. */
export const followUp = pgTable(
  'follow_up',
  {
    id: id(),
    countyId: countyId(),
    caseId: text().notNull(),
    unitId: text(),
    at: ms().notNull(),
    byPersonId: text().notNull(),
    byName: text().notNull(),
    contacted: boolean().notNull(),
    solved: boolean(),
    satisfaction: text().$type<FollowUpRecord['satisfaction']>(),
    noteSealed: text('note').notNull(),
  },
  (t) => [index().on(t.caseId, t.at), index().on(t.countyId, t.at)],
);

/** What figures and promises are counted from (`domain/cases/milestones.ts`). */
export const caseMilestone = pgTable(
  'case_milestone',
  {
    seq: bigserial({ mode: 'number' }).primaryKey(),
    countyId: countyId(),
    caseId: text().notNull(),
    what: text().$type<CaseMilestone['what']>().notNull(),
    unitId: text(),
    at: ms().notNull(),
    startsAt: ms().notNull(),
    dueAt: ms(),
  },
  (t) => [index().on(t.countyId, t.at), index().on(t.caseId, t.seq)],
);

/** Cases that belong together, each pair once: `one` is the smaller id; a split-off one and the one it came from, too. */
export const caseLink = pgTable(
  'case_link',
  {
    one: text().notNull(),
    other: text().notNull(),
    countyId: countyId(),
    split: boolean().notNull(),
    at: ms().notNull(),
  },
  (t) => [primaryKey({ columns: [t.one, t.other] }), index().on(t.other)],
);

/** Posts that one can write to (留言对象); the holder may change. */
export const addressee = pgTable(
  'addressee',
  {
    id: id(),
    countyId: countyId(),
    title: text().notNull(),
    holderName: text().notNull(),
    /** Account of the holder, whose cases to read these are; `null`: none has one. */
    holderPersonId: text(),
    /** Unit to which the post belongs; `null`: the county's leaders. */
    unitId: text(),
    rank: integer().notNull(),
  },
  (t) => [index().on(t.countyId, t.rank)],
);

/**
 * What lists of cases are made of, narrow and without their texts; written with the case. `words`: keyed hashes of facts and
 * words (`words/hashes.ts`), the words by a thread that follows (`words/indexing.ts`).
 */
export const caseListing = pgTable(
  'case_listing',
  {
    caseId: id(),
    countyId: countyId(),
    kind: text().$type<CaseKind>().notNull(),
    state: text().$type<CaseState>().notNull(),
    open: boolean().notNull(),
    categoryCode: text(),
    place: text().notNull(),
    township: text().notNull(),
    channel: text().$type<CaseChannel>().notNull(),
    urgency: text().$type<Urgency>(),
    mainUnitId: text(),
    unitIds: text().array().notNull(),
    personId: text().notNull(),
    openedAt: ms().notNull(),
    changedAt: ms().notNull(),
    /** The deadline while it runs; behind every deadline where there is none, the newest first. */
    dueOrder: ms().notNull(),
    flags: text().array().$type<CaseFlag[]>().notNull(),
    sealed: boolean().notNull(),
    about: text().array().notNull(),
    words: integer().array().notNull(),
    /** Its words are not those of the record any more. */
    stale: boolean().notNull(),
    version: version(),
  },
  (t) => [
    index().on(t.countyId, t.openedAt.desc(), t.caseId.desc()),
    index().on(t.countyId, t.changedAt.desc(), t.caseId.desc()),
    index().on(t.countyId, t.dueOrder, t.caseId),
    index().on(t.mainUnitId, t.openedAt.desc(), t.caseId.desc()),
    index().on(t.mainUnitId, t.dueOrder, t.caseId),
    index().on(t.countyId, t.state, t.openedAt.desc(), t.caseId.desc()),
    index().on(t.countyId, t.categoryCode, t.openedAt.desc(), t.caseId.desc()),
    index().on(t.countyId, t.township, t.openedAt.desc(), t.caseId.desc()),
    /** Groups of what is open, without the rows. */
    index('case_listing_open_index')
      .on(t.countyId, t.mainUnitId, t.state, t.categoryCode, t.township)
      .where(sql`${t.open}`),
    index().on(t.personId),
    index().using('gin', t.words),
    index().on(t.caseId).where(sql`${t.stale}`),
  ],
);

/** Wordings of replies and instructions that come back; nothing of a case stands in them. */
export const template = pgTable(
  'template',
  {
    id: id(),
    countyId: countyId(),
    /** Whose people alone have it. */
    unitId: text(),
    use: text().$type<TemplateUse>().notNull(),
    title: text().notNull(),
    text: text().notNull(),
    at: ms().notNull(),
    version: version(),
  },
  (t) => [index().on(t.countyId)],
);

/** The minutes of evenings, each edition a row. */
export const minutes = pgTable(
  'minutes',
  {
    id: id(),
    countyId: countyId(),
    sessionId: text().notNull(),
    edition: integer().notNull(),
    stage: text().$type<MinutesStage>().notNull(),
    /** What they say, the reviews, and why they were taken off, as JSON. */
    factsSealed: text('facts').notNull(),
    draftedAt: ms().notNull(),
    publishedAt: ms(),
    version: version(),
  },
  (t) => [uniqueIndex().on(t.sessionId, t.edition), index().on(t.countyId, t.stage, t.publishedAt)],
);

/** What somebody asks the list of cases for again and again. */
export const caseView = pgTable(
  'case_view',
  {
    id: id(),
    countyId: countyId(),
    personId: text().notNull(),
    /** Whose people have it too. */
    unitId: text(),
    name: text().notNull(),
    /** As in the address; sealed, since names of people are searched for. */
    querySealed: text().notNull(),
    at: ms().notNull(),
  },
  (t) => [index().on(t.personId), index().on(t.unitId)],
);

export const caseNumber = pgTable(
  'case_number',
  { countyId: countyId(), year: integer().notNull(), last: integer().notNull() },
  (t) => [primaryKey({ columns: [t.countyId, t.year] })],
);

export const promise = pgTable(
  'promise',
  {
    id: id(),
    countyId: countyId(),
    caseId: text().notNull(),
    callId: text().notNull(),
    wording: text().notNull(),
    unitId: text().notNull(),
    dueOn: text().notNull(),
    readBackAt: ms(),
    confirmedAt: ms(),
    /** Null: from before it was kept. */
    seat: jsonb().$type<PromiseRecord['seat']>(),
    recordedBy: text().notNull(),
  },
  (t) => [index().on(t.caseId), index().on(t.callId), index().on(t.countyId, t.dueOn, t.id)],
);

export const auditEntry = pgTable(
  'audit_entry',
  {
    /** The order in which entries were written; `at` alone may be equal. */
    seq: bigserial({ mode: 'number' }).primaryKey(),
    id: text().notNull(),
    countyId: countyId(),
    sessionId: text(),
    caseId: text(),
    ticketId: text(),
    at: ms().notNull(),
    byPersonId: text().notNull(),
    byName: text().notNull(),
    what: text().notNull(),
    /** Reasons and notes that people typed; `mappers/audit.ts` seals both (K7). */
    whySealed: text('why'),
    dataSealed: jsonb('data').$type<Record<string, unknown>>().notNull(),
    /** Whether it stands in the chain (`auditLink`). */
    linked: boolean().notNull().default(false),
  },
  (t) => [
    index().on(t.sessionId, t.seq),
    index().on(t.caseId, t.seq),
    index().on(t.ticketId, t.seq),
    index().on(t.seq).where(sql`not ${t.linked}`),
  ],
);

/** The chain of a county's log (K7): each link covers the one before it and the digest of one entry as it is stored. */
export const auditLink = pgTable(
  'audit_link',
  {
    countyId: countyId(),
    /** From 1, without gaps. */
    position: bigint({ mode: 'number' }).notNull(),
    entrySeq: bigint({ mode: 'number' }).notNull(),
    digest: text().notNull(),
    link: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.countyId, t.position] }), uniqueIndex().on(t.entrySeq)],
);

// Machinery

/** What people are told, while it is on its way out and a while after. Phone and fields are sealed together. */
export const outgoingNotice = pgTable(
  'outgoing_notice',
  {
    id: id(),
    countyId: countyId(),
    contentSealed: text().notNull(),
    template: text().notNull(),
    /** Whose number it is about, where it is about one. */
    ticketId: text(),
    at: ms().notNull(),
  },
  (t) => [index().on(t.countyId, t.at.desc()), index().on(t.ticketId)],
);

/** One row for each way in which a notice goes out (T2). */
export const noticeDelivery = pgTable(
  'notice_delivery',
  {
    noticeId: text().notNull(),
    way: text().$type<NoticeWay>().notNull(),
    countyId: countyId(),
    at: ms().notNull(),
    sentAt: ms(),
    tries: integer().notNull(),
    /** When it may be tried (again); moved ahead by whoever takes it, so that two nodes do not send it at once. */
    nextTryAt: ms().notNull(),
    /** When it helps nobody any more. */
    giveUpAt: ms().notNull(),
    /** Why the last try failed. */
    fault: text().$type<NoticeFault>(),
    givenUpAt: ms(),
  },
  (t) => [
    primaryKey({ columns: [t.noticeId, t.way] }),
    index().on(t.nextTryAt).where(sql`${t.sentAt} is null and ${t.givenUpAt} is null`),
  ],
);

/** Where a browser takes what the person of a ticket is told (T2); address and keys are sealed together. */
export const pushSubscription = pgTable('push_subscription', {
  ticketId: text().primaryKey(),
  countyId: countyId(),
  contentSealed: text().notNull(),
  language: text().$type<'zh-CN' | 'en'>().notNull(),
  at: ms().notNull(),
});

/** Where the person of a ticket is told by e-mail; the address, and what ends it, are sealed together. */
export const ticketMail = pgTable(
  'ticket_mail',
  {
    ticketId: text().primaryKey(),
    countyId: countyId(),
    contentSealed: text().notNull(),
    endHash: text().notNull(),
    confirmedAt: ms(),
    code: jsonb().$type<TicketMailRecord['code']>(),
  },
  (t) => [uniqueIndex().on(t.endHash)],
);

/** Keys of the server itself, of no county. */
export const ownKey = pgTable('own_key', {
  name: text().primaryKey(),
  contentSealed: text().notNull(),
  at: ms().notNull(),
});

/** Commands already run, for a week (T3). The result is sealed: it may hold what a role was allowed to see. */
export const command = pgTable(
  'command',
  {
    actorKey: text().notNull(),
    commandId: text().notNull(),
    action: text().notNull(),
    inputIndex: text().notNull(),
    resultSealed: text(),
    at: ms().notNull(),
  },
  (t) => [primaryKey({ columns: [t.actorKey, t.commandId] }), index().on(t.at)],
);

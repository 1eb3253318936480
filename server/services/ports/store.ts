/**
 * The store that services need, over PGlite or PostgreSQL alike. Writes happen in one transaction together with the
 * outbox and the remembered command, so that what is acknowledged is whole and is there after `kill -9` (T2, T3). Long:
 * reading and writing of every kind of record are one promise to the services, which a transaction keeps as a whole.
 */

import type { REHEARSAL_ENDS, RehearsalResult } from '../../../shared/actions/rehearsal.ts';
import type { DeskSection } from '../../../shared/actions/supervise.ts';
import type { StaffRole } from '../../../shared/roles.ts';
import type { ConsentScope, Lane } from '../../../shared/states.ts';
import type { NoticeDelivery, NoticeWay } from '../../../shared/told.ts';
import type { ListedWord } from '../../../shared/words.ts';
import type { AuditEntry } from '../../domain/audit/types.ts';
import type { PreparationRecord } from '../../domain/calendar/preparation.ts';
import type { CalendarDayRecord, SeriesRecord } from '../../domain/calendar/types.ts';
import type { CaptionRecord } from '../../domain/calls/captions.ts';
import type { HelperRecord } from '../../domain/calls/helpers.ts';
import type { RecordingRecord } from '../../domain/calls/recording.ts';
import type { CallRecord } from '../../domain/calls/types.ts';
import type { ReadScope } from '../../domain/cases/access.ts';
import type { CaseMark, DueMark } from '../../domain/cases/clock.ts';
import type { FollowUpRow, OpenedRow } from '../../domain/cases/figures.ts';
import type { CaseFileRecord } from '../../domain/cases/files.ts';
import type { Limits } from '../../domain/cases/limits.ts';
import type { CaseMilestone } from '../../domain/cases/milestones.ts';
import type {
  CaseRecord,
  CaseReplyRecord,
  FollowUpRecord,
  MentionRecord,
  PromiseRecord,
} from '../../domain/cases/types.ts';
import type { EmergencyRecord } from '../../domain/emergencies/emergency.ts';
import type { BarRecord } from '../../domain/people/bars.ts';
import type { CarryCode } from '../../domain/people/carry.ts';
import type { PersonRecord } from '../../domain/people/types.ts';
import type { QuestionRecord } from '../../domain/questions/question.ts';
import type { Held } from '../../domain/queue/holders.ts';
import type { LineOf } from '../../domain/queue/lines.ts';
import type { StandingFirst } from '../../domain/queue/near-turn.ts';
import type { TroubleSaid } from '../../domain/queue/same-trouble.ts';
import type { TicketRecord } from '../../domain/queue/types.ts';
import type { ListedRecord } from '../../domain/queue/waitlist.ts';
import type { SessionRecord } from '../../domain/sessions/types.ts';
import type { BoardReader, BoardWriter } from './board.ts';
import type { CaseListReader, CaseListWriter } from './case-lists.ts';
import type { MinutesReader, MinutesWriter } from './minutes.ts';
import type { TemplateReader, TemplateWriter } from './templates.ts';

export interface CountyRecord {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly demo: boolean;
  readonly places: readonly { readonly township: string; readonly villages: readonly string[] }[];
  /** What of the limits of cases it sets otherwise than the default (K3); `null`: nothing. */
  readonly limits: Partial<Limits> | null;
  /** How many days recordings are kept; `null`: as by default (R6). */
  readonly recordingDays: number | null;
}
export interface UnitRecord {
  readonly id: string;
  readonly countyId: string;
  readonly name: string;
}
export interface AccountRecord {
  readonly personId: string;
  readonly countyId: string;
  readonly userName: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly unitId: string | null;
  readonly roles: readonly StaffRole[];
}
/** A sign-in, of staff or of a phone. Only the hash of its token is stored. */
export interface SignInRecord {
  readonly tokenHash: string;
  readonly countyId: string;
  readonly personId: string | null;
  readonly phoneId: string | null;
  readonly expiresAt: number;
}
export interface TerminalRecord extends Pick<AccountRecord, 'personId' | 'displayName' | 'unitId'> {
  /** Signed in until then. */
  readonly until: number;
  /** Open places that were taken at it. */
  readonly open: number;
}
export interface PhoneCodeRecord {
  readonly phoneId: string;
  readonly codeHash: string;
  readonly expiresAt: number;
  readonly triesLeft: number;
  readonly sentAt: number;
}
/** A code that carries a place to another browser; only its hash is stored (T7). */
export interface CarryCodeRecord extends CarryCode {
  readonly codeHash: string;
  readonly countyId: string;
}
/** A message to a person through the notify port; `fields` fill the template. The phone is stored encrypted. */
export interface OutgoingNotice {
  readonly id: string;
  readonly countyId: string;
  /** Whose number it is about; `null`: about none. */
  readonly ticketId: string | null;
  readonly phone: string;
  readonly template: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly at: number;
}
/** Where a browser takes what the person of a ticket is told; kept until the ticket has ended. */
export interface PushSubscriptionRecord {
  readonly ticketId: string;
  readonly countyId: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
  /** What a message opens, a path of our own. */
  readonly page: string;
  readonly language: 'zh-CN' | 'en';
  readonly at: number;
}
/** Where the person of a ticket is told by e-mail, once the code was given; kept until the ticket has ended. */
export interface TicketMailRecord {
  readonly ticketId: string;
  readonly countyId: string;
  readonly address: string;
  readonly confirmedAt: number | null;
  /** The code that was sent last; `null`: used up. */
  readonly code: Omit<PhoneCodeRecord, 'phoneId'> | null;
  /** In the link of each mail that ends it, and the hash by which it is found. */
  readonly endToken: string;
  readonly endHash: string;
}
export interface FollowedNotice extends OutgoingNotice {
  /** One for each way, in the order of `NOTICE_WAYS`. */
  readonly deliveries: readonly NoticeDelivery[];
}
export interface DeskMessage {
  readonly id: string;
  readonly sessionId: string;
  /** To one, or to a group; to everybody who waits where both are `null`. */
  readonly ticketId: string | null;
  readonly ticketIds: readonly string[] | null;
  /** Offers to listen to the answer and give the number back, or to wait on. */
  readonly listen: boolean;
  readonly text: string;
  readonly at: number;
  readonly byPersonId: string;
  /** For how many it is, whose pages were open, who was sent an SMS; counted when it was sent. */
  readonly to: number;
  readonly here: number;
  readonly sms: number;
}
/** What a moderator said of a ticket's trouble (Q8): of this group, or (`null`) of none. */
export interface TroubleSaidRecord extends TroubleSaid {
  readonly sessionId: string;
  readonly at: number;
  readonly byPersonId: string;
}
/** What came of one rehearsal. */
export interface RehearsalRecord {
  readonly id: string;
  readonly countyId: string;
  readonly sessionId: string | null;
  readonly byPersonId: string;
  readonly startedAt: number;
  readonly end: (typeof REHEARSAL_ENDS)[number];
  readonly why: string | null;
  readonly result: RehearsalResult | null;
}
export interface ConsentEntry {
  readonly ticketId: string;
  readonly personId: string;
  readonly scope: ConsentScope;
  readonly given: boolean;
  readonly version: string;
  readonly spoken: boolean;
  readonly at: number;
  readonly byPersonId: string;
}
export interface Additions {
  /** Empty: none. */
  readonly text: string;
  readonly photos: readonly {
    readonly photoId: string;
    readonly width: number;
    readonly height: number;
    readonly at: number;
  }[];
}
export interface TicketDocument {
  readonly documentId: string;
  readonly name: string;
  readonly at: number;
}
export interface MarksFilter {
  readonly countyId: string;
  readonly marks: readonly CaseMark[];
  readonly unitId?: string;
  readonly limit: number;
}
/** A post that one can write to (留言对象). */
export interface QuestionsNow {
  readonly lately: readonly QuestionRecord[];
  /** Nobody looked at them yet. */
  readonly fresh: number;
  /** Approved, or on air. */
  readonly approved: number;
  /** When the newest change was, of any of them; 0: there are none. */
  readonly changedAt: number;
}
export interface AddresseeRecord {
  readonly id: string;
  readonly countyId: string;
  readonly title: string;
  readonly holderName: string;
  readonly holderPersonId: string | null;
  readonly unitId: string | null;
  readonly rank: number;
}
/** Something to do later, through pg-boss; the key makes it once per thing. */
export interface LaterJob {
  readonly queue:
    | 'ticket.passOver'
    | 'ticket.tellHeld'
    | 'emergency.escalate'
    | 'case.mark'
    | 'session.close'
    | 'session.endOvertime'
    | 'session.settle'
    | 'session.unopened'
    | 'ticket.remind'
    | 'series.extend'
    | 'notice.deliver'
    | 'retention'
    | 'vacuum'
    | 'analyze'
    | 'audit.chain'
    | 'recording.delete'
    | 'recording.join'
    | 'minutes.draft'
    | 'demo.keepOpen';
  readonly key: string;
  readonly at: number;
  readonly data: Readonly<Record<string, string>>;
  /** Of those that are due the highest is done first; 0 otherwise. */
  readonly priority?: number;
  /** Once more, where one of this key is over; otherwise a key is done once. */
  readonly again?: boolean;
}
/** Cases whose figures somebody may see; of one unit where they see no other. */
export interface FigureFilter {
  readonly scope: ReadScope;
  readonly from: number;
  readonly until: number;
}
export interface PromiseFilter {
  readonly scope: ReadScope;
  /** `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly until: string;
  readonly limit: number;
}
export interface PromiseDue {
  readonly promise: PromiseRecord;
  readonly caseNumber: string;
  readonly subject: string;
  /** Who spoke: the seat where the call was, in the evening. */
  readonly sessionId: string;
  readonly seatId: string;
  /** When the call came to it. */
  readonly saidAt: number;
}
/** One section of the home of supervisor or leader. */
export interface SectionFilter {
  /** Who asks (K2). */
  readonly scope: ReadScope;
  readonly section: DeskSection;
  /** Sealed reports and nothing else. */
  readonly sealedAlone: boolean;
  readonly unitId?: string;
  /** Posts of the leader who asks. */
  readonly postIds?: readonly string[];
  readonly now: number;
  /** Cases behind this id by their deadline. */
  readonly cursor?: string;
  readonly limit: number;
}
export interface CasesFilter {
  /** Who asks (K2). */
  readonly scope: ReadScope;
  readonly state?: CaseRecord['state'];
  /** Stands in the subject, the number or the place. */
  readonly text?: string;
  /** Besides those that `text` finds: cases of somebody of exactly this name. */
  readonly personName?: string;
  /** Cases behind this id, newest first. */
  readonly cursor?: string;
  readonly limit: number;
}

export interface Reader extends CaseListReader, BoardReader, TemplateReader, MinutesReader {
  county(countyId: string): Promise<CountyRecord | null>;
  firstCounty(): Promise<CountyRecord>;
  counties(): Promise<CountyRecord[]>;
  units(countyId: string): Promise<UnitRecord[]>;
  session(sessionId: string): Promise<SessionRecord | null>;
  sessions(countyId: string, from: number, limit: number): Promise<SessionRecord[]>;
  /** What `/e/XXXX` has for this session. */
  shortCode(sessionId: string): Promise<string | null>;
  /** The id of the session. */
  sessionOfShortCode(code: string): Promise<string | null>;
  /** Sessions in `lobby`, `live`, `paused` or `closing`, of every county. */
  runningSessions(): Promise<SessionRecord[]>;
  /** Sessions still `scheduled` whose end came until `endedBy`, of every county. */
  unopenedSessions(endedAfter: number, endedBy: number): Promise<SessionRecord[]>;
  ticket(ticketId: string): Promise<TicketRecord | null>;
  /**
   * The tickets of the session, ended ones too, that were written since an earlier answer's `horizon`, in no order; 0: all.
   * None that was committed meanwhile is left out, on whatever node; some may come again.
   */
  ticketsSince(sessionId: string, since: number): Promise<{ tickets: TicketRecord[]; horizon: number }>;
  ticketByReceipt(token: string): Promise<TicketRecord | null>;
  /** Every ticket of the session that has not ended, in no order. */
  openTickets(sessionId: string): Promise<TicketRecord[]>;
  /** Tickets in `screening`, `onDeck` or `live`: the few that media and the stage depend on. */
  stageTickets(sessionId: string): Promise<TicketRecord[]>;
  /**
   * Enough of one line to tell who is called next (`nextForSeat`): of each lane the first who can be called, and the first
   * of those who were not set back (`isSetBack`).
   */
  callable(session: Pick<SessionRecord, 'id' | 'finishedCalls'>, line: LineOf): Promise<TicketRecord[]>;
  /** Of each lane of one line those who stand first, waiting or stepped away, at least `perLane` where there are. */
  standingFirst(sessionId: string, line: LineOf, perLane: number): Promise<StandingFirst[]>;
  /**
   * How many of one line stand before somebody in the same lane, counted up to `atMost` who wait and as many who
   * stepped away.
   */
  standingBefore(
    ticket: Pick<StandingFirst, 'lane' | 'order' | 'number'>,
    sessionId: string,
    line: LineOf,
    atMost: number,
  ): Promise<number>;
  /** How many of one line stand in each lane, counted as in `standingBefore`. */
  standingInLanes(sessionId: string, line: LineOf, atMost: number): Promise<Readonly<Record<Lane, number>>>;
  /** How many tickets of this session were carried over from an earlier one (S4). */
  carriedInto(sessionId: string): Promise<number>;
  /** Sessions of a county that begin from `from` until before `until`, by time; epoch milliseconds. */
  sessionsBetween(countyId: string, from: number, until: number): Promise<SessionRecord[]>;
  /** Those of a county that were postponed and have no new time yet, by the time they were to begin. */
  postponedSessions(countyId: string): Promise<SessionRecord[]>;
  /** Sessions of a series that begin at `from` or later, by time. */
  sessionsOfSeries(seriesId: string, from: number): Promise<SessionRecord[]>;
  /** The highest number that a session of the county has; 0 where there is none. */
  lastSessionNumber(countyId: string): Promise<number>;
  /** How many tickets of each of these sessions have not ended. */
  openCounts(sessionIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** What the office has prepared for each of these sessions, where it has anything. */
  preparations(sessionIds: readonly string[]): Promise<ReadonlyMap<string, PreparationRecord>>;
  /** The newest first. */
  rehearsals(countyId: string, limit: number): Promise<RehearsalRecord[]>;
  listed(entryId: string): Promise<ListedRecord | null>;
  /** Who waits on the session's waiting list, in no order (Q2). */
  listOf(sessionId: string): Promise<ListedRecord[]>;
  /** Of that list whoever was told to come as a walk-in, and did not yet. */
  invitedOf(sessionId: string): Promise<ListedRecord[]>;
  /** The highest order on that list so far; 0 where nobody ever was on it. */
  lastListOrder(sessionId: string): Promise<number>;
  /** Of this phone: those who wait on a list, and those who may come as walk-ins. */
  listedOfPhone(phoneId: string): Promise<ListedRecord[]>;
  /** How many wait on the list of each of these sessions. */
  listedCounts(sessionIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  series(seriesId: string): Promise<SeriesRecord | null>;
  seriesOf(countyId: string): Promise<SeriesRecord[]>;
  calendar(countyId: string): Promise<CalendarDayRecord[]>;
  /** Days of a county that are not as their weekday is: whether they are working days, by date. */
  calendarDays(countyId: string): Promise<ReadonlyMap<string, boolean>>;
  emergency(emergencyId: string): Promise<EmergencyRecord | null>;
  /** Those that are not closed (C9), oldest first. */
  openEmergencies(countyId: string): Promise<EmergencyRecord[]>;
  emergencyOfTicket(ticketId: string): Promise<EmergencyRecord | null>;
  question(questionId: string): Promise<QuestionRecord | null>;
  /** Of a phone in a session, unless it was withdrawn (A2). */
  questionOfPhone(sessionId: string, phoneId: string): Promise<QuestionRecord | null>;
  /** Of a session, those that were withdrawn left out, oldest first. */
  questionsOf(sessionId: string): Promise<QuestionRecord[]>;
  /** What the pages of a session are told by themselves: those on air or changed since, and what waits for the desk. */
  questionsNow(sessionId: string, since: number): Promise<QuestionsNow>;
  bar(barId: string): Promise<BarRecord | null>;
  /** Bars of these phones or people that were not lifted and end after `since`: now, those that last (Q10). */
  barsOf(holderIds: readonly string[], since: number): Promise<BarRecord[]>;
  /** Until when the last bar of each holder lasts or lasted, of those that were not lifted. */
  barEnds(countyId: string): Promise<ReadonlyMap<string, number>>;
  /** Those that last first, then the newest. */
  bars(countyId: string, now: number, limit: number): Promise<BarRecord[]>;
  /** What somebody added to their matter, photos without the pictures, oldest first. */
  additionsOf(ticketId: string): Promise<Additions>;
  /** PDF files that somebody added to their matter, oldest first. */
  documentsOf(ticketId: string): Promise<TicketDocument[]>;
  /** The file in base64. */
  document(ticketId: string, documentId: string): Promise<string | null>;
  /** What desks sent for the stage of its calls, oldest first. */
  sentPictures(ticketId: string): Promise<Additions['photos']>;
  /** The JPEG file in base64. */
  photo(ticketId: string, photoId: string): Promise<string | null>;
  /** The county's word list, by key (T5). */
  words(countyId: string): Promise<ListedWord[]>;
  ticketCounts(sessionId: string): Promise<Partial<Record<TicketRecord['state'], number>>>;
  /** How many have a place in each lane: booked, waiting or stepped away. */
  laneCounts(sessionId: string): Promise<Record<Lane, number>>;
  /** Consents as they were given and withdrawn, oldest first (T6). */
  consentsOfTicket(ticketId: string): Promise<ConsentEntry[]>;
  ticketsOfPhone(phoneId: string): Promise<TicketRecord[]>;
  ticketsOfPerson(personId: string): Promise<TicketRecord[]>;
  /** What somebody took in a session for others, by number (Q7). */
  ticketsTakenBy(takerId: string, sessionId: string): Promise<TicketRecord[]>;
  person(personId: string): Promise<PersonRecord | null>;
  persons(personIds: readonly string[]): Promise<Map<string, PersonRecord>>;
  /** Finished visits (`done`) and unsolved cases of persons, for Q2 and the desks. */
  visitsOf(personIds: readonly string[]): Promise<Map<string, { visits: number; openCases: number }>>;
  phone(phoneId: string): Promise<string | null>;
  /** Whom a message to a person's phone reaches; `null` where they have none. */
  addressee(personId: string): Promise<Addressee | null>;
  /** The number of each of these persons who has one, by person. */
  phonesOf(personIds: readonly string[]): Promise<Map<string, string>>;
  /** What the phone of each of these persons has in the session, by person: tickets, and places on its waiting list. */
  heldOfPhones(sessionId: string, personIds: readonly string[]): Promise<ReadonlyMap<string, readonly Held[]>>;
  recording(recordingId: string): Promise<RecordingRecord | null>;
  /** By their start; those that are deleted too. */
  recordingsOfCalls(callIds: readonly string[]): Promise<RecordingRecord[]>;
  recordingsOfTicket(ticketId: string): Promise<RecordingRecord[]>;
  /** That are being recorded, or were when their server ended, of every county. */
  recordingsUnfinished(): Promise<RecordingRecord[]>;
  /** Begun before, and not deleted, the oldest first. */
  recordingsBefore(countyId: string, before: number, limit: number): Promise<RecordingRecord[]>;
  helper(helperId: string): Promise<HelperRecord | null>;
  helperByLink(linkHash: string): Promise<HelperRecord | null>;
  /** First booked first, those whose link was taken back among them. */
  helpersOfSession(sessionId: string): Promise<HelperRecord[]>;
  /** By their time. */
  captionsOfCalls(callIds: readonly string[]): Promise<CaptionRecord[]>;
  call(callId: string): Promise<CallRecord | null>;
  callsOfSession(sessionId: string): Promise<CallRecord[]>;
  runningCalls(sessionId: string): Promise<CallRecord[]>;
  callsOfTicket(ticketId: string): Promise<CallRecord[]>;
  case(caseId: string): Promise<CaseRecord | null>;
  caseByNumber(countyId: string, number: string): Promise<CaseRecord | null>;
  cases(filter: CasesFilter): Promise<CaseRecord[]>;
  /** What happened to cases from `from` on, before `until` (K2). */
  milestones(filter: FigureFilter): Promise<CaseMilestone[]>;
  /** Of these cases, whenever it was. */
  milestonesOfCases(caseIds: readonly string[]): Promise<CaseMilestone[]>;
  followUps(filter: FigureFilter): Promise<FollowUpRow[]>;
  /** Cases that were opened, grouped. */
  openedCases(filter: FigureFilter): Promise<OpenedRow[]>;
  /** Promises that count, of cases in scope, with a date from the one day to the other; newest date first. */
  promisesDue(filter: PromiseFilter): Promise<PromiseDue[]>;
  caseSection(filter: SectionFilter): Promise<CaseRecord[]>;
  /** At most `limit`. */
  caseSectionCount(filter: SectionFilter): Promise<number>;
  /** Overdue ones, of those that have no unit yet too; most first. */
  overdueByUnit(filter: Omit<SectionFilter, 'section'>): Promise<{ unitId: string | null; count: number }[]>;
  /** That the ticket opened or joined, in this order (K1). */
  casesOfTicket(ticketId: string): Promise<CaseRecord[]>;
  /** The ticket that opened the case, then those that joined it. */
  ticketIdsOfCase(caseId: string): Promise<string[]>;
  /** Cases that are not over, as far as somebody reads, newest first. */
  openCases(scope: ReadScope, limit: number): Promise<CaseRecord[]>;
  casesOfPerson(personId: string, limit: number): Promise<CaseRecord[]>;
  /** Of everybody who shares the phone (Q7), newest first. */
  casesOfPhone(phoneId: string, limit: number): Promise<CaseRecord[]>;
  /** Those that were merged into this one (K6), oldest first. */
  casesMergedInto(caseId: string): Promise<CaseRecord[]>;
  /** Cases that belong to this one; `split`: one came out of the other. */
  linkedCases(caseId: string): Promise<{ record: CaseRecord; split: boolean }[]>;
  caseReply(replyId: string): Promise<CaseReplyRecord | null>;
  /** Oldest first. */
  repliesOfCase(caseId: string): Promise<CaseReplyRecord[]>;
  followUpsOfCase(caseId: string): Promise<FollowUpRecord[]>;
  /** Notes that name somebody of the staff and that they have not opened, newest first. */
  unreadMentions(personId: string, limit: number): Promise<MentionRecord[]>;
  /** By rank. */
  addressees(countyId: string): Promise<AddresseeRecord[]>;
  /** Of its person and of staff, without their bodies, oldest first. */
  filesOfCase(caseId: string): Promise<CaseFileRecord[]>;
  caseFile(fileId: string): Promise<CaseFileRecord | null>;
  /** In base64. */
  caseFileBody(fileId: string): Promise<string | null>;
  /** The newest entry of its log: who changed it last, and how. */
  lastOfCase(caseId: string): Promise<AuditEntry | null>;
  /** Urgent ones that are not over and nobody took note of, oldest first (K3). */
  ringingCases(countyId: string): Promise<CaseRecord[]>;
  /** What time did to cases that it still holds for, newest first (K3). `unitId`: main unit; absent: every one. */
  marksOfCases(filter: MarksFilter): Promise<{ record: CaseRecord; mark: CaseMark; at: number }[]>;
  promisesOfCases(caseIds: readonly string[]): Promise<PromiseRecord[]>;
  promisesOfCall(callId: string): Promise<PromiseRecord[]>;
  promise(promiseId: string): Promise<PromiseRecord | null>;
  /** Of calls of the session that ended, what no leader has confirmed yet. */
  unconfirmedPromises(sessionId: string): Promise<PromiseRecord[]>;
  /** Newest first. */
  auditOfSession(sessionId: string, limit: number): Promise<AuditEntry[]>;
  /** Behind this one in the order of writing (`seq`, from 1), oldest first. */
  auditAfter(sessionId: string, seq: number, limit: number): Promise<(AuditEntry & { readonly seq: number })[]>;
  /** What happened to the case, and to its tickets apart from other cases of theirs; oldest first. */
  auditOfCase(caseId: string): Promise<AuditEntry[]>;
  /** Messages to one ticket, or to everybody (`null`), newest first. */
  messages(sessionId: string, ticketId: string | null, limit: number): Promise<DeskMessage[]>;
  /** Messages to single tickets and to groups of a session, oldest first. */
  messagesToTickets(sessionId: string): Promise<DeskMessage[]>;
  /** All messages of a session, newest first. */
  messagesOfSession(sessionId: string, limit: number): Promise<DeskMessage[]>;
  /** Tickets of the session whose people read messages, each since when they have it, and until when they read. */
  messageReaders(sessionId: string): Promise<{ ticketId: string; takenAt: number; readAt: number }[]>;
  /** The numbers of these tickets, by id. */
  numbersOf(ticketIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Number and person of these tickets, by id. */
  holdersOf(ticketIds: readonly string[]): Promise<ReadonlyMap<string, { number: number; personId: string }>>;
  /** In the order in which it was said, the newest of each ticket alone. */
  troublesSaid(sessionId: string): Promise<TroubleSaid[]>;
  account(countyId: string, userName: string): Promise<AccountRecord | null>;
  accountOf(personId: string): Promise<AccountRecord | null>;
  /** Of the county, by unit. */
  accounts(countyId: string): Promise<AccountRecord[]>;
  signIn(tokenHash: string, now: number): Promise<SignInRecord | null>;
  /** Those of these that were not ended, by the hashes of their tokens. */
  signInsLeft(tokenHashes: readonly string[]): Promise<ReadonlySet<string>>;
  /** Terminals that are signed in, by name. */
  terminals(countyId: string, now: number): Promise<TerminalRecord[]>;
  /** The account of a terminal of this name and unit that nobody is signed in to; of several that with the most open places. */
  idleTerminal(countyId: string, unitId: string | null, name: string, now: number): Promise<string | null>;
  phoneCode(phoneId: string): Promise<PhoneCodeRecord | null>;
  /** Notices of a county, newest first: delivered, on their way or given up. */
  sentNotices(countyId: string, limit: number): Promise<FollowedNotice[]>;
  ticketMail(ticketId: string): Promise<TicketMailRecord | null>;
  /** The ticket whose mails have the link of this hash. */
  ticketOfMailEnd(endHash: string): Promise<string | null>;
  pushSubscription(ticketId: string): Promise<PushSubscriptionRecord | null>;
  /** Those about one ticket, likewise. */
  noticesOfTicket(ticketId: string, limit: number): Promise<FollowedNotice[]>;
}

export interface Writer extends Reader, CaseListWriter, BoardWriter, TemplateWriter, MinutesWriter {
  /** What need not be waited for before the next is asked for: it fails the transaction if it fails. */
  meanwhile(work: Promise<void>): void;
  /** Locks the session's row until the end of the transaction: queue decisions of one session follow one another (Q3). */
  lockSession(sessionId: string): Promise<SessionRecord | null>;
  saveSession(session: SessionRecord): Promise<void>;
  /** Reads a ticket under its session's lock, before it is asked for with `ticket`. */
  readAhead(ticketId: string): Promise<void>;
  /** Once for each session; a second time changes nothing. */
  giveShortCode(session: Pick<SessionRecord, 'id' | 'countyId'>): Promise<void>;
  insertTicket(ticket: TicketRecord): Promise<void>;
  /** Refuses with STALE when `version` in the store differs; stores `version + 1`. */
  saveTicket(ticket: TicketRecord): Promise<void>;
  insertRehearsal(record: RehearsalRecord): Promise<void>;
  savePreparation(preparation: PreparationRecord): Promise<void>;
  insertListed(entry: ListedRecord): Promise<void>;
  /** Refuses with STALE as `saveTicket` does. */
  saveListed(entry: ListedRecord): Promise<void>;
  insertCall(call: CallRecord): Promise<void>;
  /** Refuses with STALE as `saveTicket` does; so does `saveCase`. */
  saveCall(call: CallRecord): Promise<void>;
  /** The next number of the county and year, such as `DL2026-000123`, without gaps inside committed work. */
  nextCaseNumber(countyId: string, year: number): Promise<string>;
  /** `changedAt`: of a case that is told with its past; now otherwise. */
  insertCase(record: CaseRecord, changedAt?: number): Promise<void>;
  /** From now on the case is one of this ticket, too. */
  joinCase(record: CaseRecord, ticketId: string, at: number): Promise<void>;
  saveCase(record: CaseRecord): Promise<void>;
  /** Locks the case's row until the end of the transaction: steps of one case follow one another. */
  lockCase(caseId: string): Promise<CaseRecord | null>;
  /** Whether it is the first time for this deadline (K3). */
  insertCaseMark(record: CaseRecord, due: Omit<DueMark, 'at'>, at: number): Promise<boolean>;
  /** Once for each pair; a second time changes nothing. */
  linkCases(countyId: string, caseIds: readonly [string, string], split: boolean, at: number): Promise<void>;
  insertCaseReply(reply: CaseReplyRecord): Promise<void>;
  saveCaseReply(reply: CaseReplyRecord): Promise<void>;
  insertFollowUp(followUp: FollowUpRecord): Promise<void>;
  insertMention(mention: MentionRecord): Promise<void>;
  /** They opened the case. */
  readMentions(caseId: string, personId: string, at: number): Promise<void>;
  insertCaseFile(file: CaseFileRecord, bodyBase64: string): Promise<void>;
  /** Saves of which reply it is; the rest of a file never changes. */
  saveCaseFile(file: CaseFileRecord): Promise<void>;
  deleteCaseFile(fileId: string): Promise<void>;
  insertMilestones(milestones: readonly CaseMilestone[]): Promise<void>;
  insertAddressee(addressee: AddresseeRecord): Promise<void>;
  insertPromise(promise: PromiseRecord): Promise<void>;
  savePromise(promise: PromiseRecord): Promise<void>;
  deletePromise(promiseId: string): Promise<void>;
  /** Finds the phone by keyed hash or keeps it encrypted; answers its id. */
  phoneId(countyId: string, phone: string): Promise<string>;
  /** Finds this name on this phone or creates the person. */
  citizen(countyId: string, phoneId: string, name: string): Promise<PersonRecord>;
  /** Finds the person of this name and place who has no phone, or creates them (Q7). */
  citizenWithoutPhone(countyId: string, name: string, placeName: string): Promise<PersonRecord>;
  insertAccount(account: AccountRecord): Promise<void>;
  saveAccount(personId: string, change: Partial<Pick<AccountRecord, 'passwordHash' | 'roles'>>): Promise<void>;
  insertSignIn(signIn: SignInRecord): Promise<void>;
  deleteSignIn(tokenHash: string): Promise<void>;
  /** All of one account; answers the hashes of their tokens. */
  deleteSignInsOf(personId: string): Promise<string[]>;
  /** Tries and requests of one phone follow one another, until the end of the transaction; also where it has no code. */
  lockPhoneCode(phoneId: string): Promise<PhoneCodeRecord | null>;
  savePhoneCode(code: PhoneCodeRecord): Promise<void>;
  deletePhoneCode(phoneId: string): Promise<void>;
  /** In place of an earlier one of the same ticket. `false`: that code is alive already. */
  saveCarryCode(code: CarryCodeRecord): Promise<boolean>;
  /** Takes it out of the store: of several at once one finds it. `null`: there is none. */
  takeCarryCode(codeHash: string): Promise<CarryCodeRecord | null>;
  appendAudit(entry: AuditEntry): Promise<void>;
  /** Of one ticket, in this order. */
  insertConsents(entries: readonly ConsentEntry[]): Promise<void>;
  insertMessage(message: DeskMessage): Promise<void>;
  /** In place of an earlier one. */
  saveHelper(helper: HelperRecord): Promise<void>;
  insertCaption(caption: CaptionRecord): Promise<void>;
  /** Of all its calls; answers whose they were, one for each line. */
  deleteCaptionsOfTicket(ticketId: string): Promise<string[]>;
  deleteCaptionsBefore(countyId: string, before: number): Promise<void>;
  insertRecording(recording: RecordingRecord): Promise<void>;
  /** Until the end of the transaction. */
  lockRecording(recordingId: string): Promise<RecordingRecord | null>;
  saveRecording(recording: RecordingRecord): Promise<void>;
  /** Replaces what was said of these tickets before. */
  saveTroubles(said: readonly TroubleSaidRecord[]): Promise<void>;
  /** Into the outbox; delivered at least once after commit, in every way that its person has, or in these alone. */
  queueNotice(notice: OutgoingNotice, only?: readonly NoticeWay[]): Promise<void>;
  queueNotices(notices: readonly OutgoingNotice[]): Promise<void>;
  /** Until the end of the transaction. */
  lockTicketMail(ticketId: string): Promise<TicketMailRecord | null>;
  saveTicketMail(mail: TicketMailRecord): Promise<void>;
  deleteTicketMail(ticketId: string): Promise<void>;
  /** In place of an earlier one of the same ticket. */
  savePushSubscription(subscription: PushSubscriptionRecord): Promise<void>;
  deletePushSubscription(ticketId: string): Promise<void>;
  later(job: LaterJob): Promise<void>;
  /** Locks the county's row until the end of the transaction: plans of one county follow one another. */
  lockCounty(countyId: string): Promise<void>;
  saveSeries(series: SeriesRecord): Promise<void>;
  saveCalendarDays(countyId: string, days: readonly CalendarDayRecord[]): Promise<void>;
  deleteCalendarDay(countyId: string, date: string): Promise<void>;
  saveEmergency(emergency: EmergencyRecord): Promise<void>;
  /** In place of an earlier one; an empty one takes it away. */
  saveAdditionText(ticket: TicketRecord, text: string, at: number): Promise<void>;
  insertPhoto(
    ticket: TicketRecord,
    photo: Additions['photos'][number] & { readonly jpegBase64: string },
    kind?: 'photo' | 'sent',
  ): Promise<void>;
  /** Whether it was there. */
  deletePhoto(ticketId: string, photoId: string): Promise<boolean>;
  insertDocument(ticket: TicketRecord, document: TicketDocument & { readonly pdfBase64: string }): Promise<void>;
  /** Whether it was there. */
  deleteDocument(ticketId: string, documentId: string): Promise<boolean>;
  insertQuestion(question: QuestionRecord): Promise<void>;
  /** Throws `STALE` where somebody else saved it since it was read. */
  saveQuestion(question: QuestionRecord): Promise<void>;
  saveBar(bar: BarRecord): Promise<void>;
  /** Those that stand there already, in any spelling, get the new level and reason. */
  saveWords(countyId: string, words: readonly ListedWord[], at: number): Promise<void>;
  /** Whether it was there, in any spelling. */
  deleteWord(countyId: string, word: string): Promise<boolean>;
  insertCounty(county: CountyRecord): Promise<void>;
  /** In place of those that it had. */
  saveCountyLimits(countyId: string, limits: Partial<Limits>): Promise<void>;
  /** R6 */
  saveRecordingDays(countyId: string, days: number): Promise<void>;
  insertUnit(unit: UnitRecord): Promise<void>;
}

export interface Addressee {
  readonly phone: string;
  /** Of the person. */
  readonly name: string;
  /** Every ticket that a person of this phone ever held, and their places on waiting lists. */
  readonly held: readonly Held[];
}

export interface RememberedCommand {
  readonly commandId: string;
  /** Who sent it: the same id of somebody else is another command. */
  readonly actorKey: string;
  readonly action: string;
  /** Hash of the parsed input. */
  readonly inputHash: string;
  /** The session that it names, if any, which is locked before it runs (`Writer.lockSession`). */
  readonly sessionId?: string | undefined;
  /** The ticket that it names, which is read together with that lock. */
  readonly ticketId?: string | null | undefined;
}

export interface Store {
  /** Queries outside any transaction; inside one they throw, since the embedded database has one connection. */
  readonly read: Reader;
  /**
   * Short queries of one kind of look that is made often, sent one behind the other over one connection. What they read
   * is not of one moment; a slow one holds up those behind it.
   */
  reading<Result>(run: (read: Reader) => Promise<Result>): Promise<Result>;
  /**
   * Runs a command once (T3). A repeated command answers what was remembered and does not run again; the same id with
   * other content throws `COMMAND_ID_REUSED`. Serialisation failures and deadlocks are tried again by the store. What
   * `ahead` asks for is sent together with the lock of the session, and behind it: a repeat asks in vain.
   */
  command<Result>(
    command: RememberedCommand,
    run: (tx: Writer, read: unknown) => Promise<Result>,
    ahead?: (tx: Writer) => Promise<unknown>,
  ): Promise<{ result: Result; repeated: boolean }>;
  /** A transaction without a remembered command, for jobs and set-up. */
  transaction<Result>(run: (tx: Writer) => Promise<Result>): Promise<Result>;
  /** Whether the database answers, for `/readyz`. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

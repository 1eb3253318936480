/** The words of the states, both sides alike. What each state holds on the server is in `server/domain`. */
import * as z from 'zod/mini';
import { Id } from './ids.ts';

export const SESSION_STATES = [
  'scheduled',
  'lobby',
  'live',
  'paused',
  'closing',
  'ended',
  'postponed',
  'cancelled',
] as const;
export const SessionState = z.enum(SESSION_STATES);
export type SessionState = z.infer<typeof SessionState>;

/** Whether an evening is behind us; one that nobody opened is over when its time is. */
export function isSessionOver({ state, endsAt }: { state: SessionState; endsAt: number }, now: number): boolean {
  return state === 'ended' || state === 'cancelled' || state === 'postponed' || (state === 'scheduled' && endsAt < now);
}

/** `onDeck`: screened, media connected, next. `done` .. `written` are ends. */
export const TICKET_STATES = [
  'booked',
  'waiting',
  'away',
  'screening',
  'onDeck',
  'live',
  'done',
  'left',
  'noShow',
  'deferred',
  'refused',
  'written',
] as const;
export const TicketState = z.enum(TICKET_STATES);
export type TicketState = z.infer<typeof TicketState>;
export const TICKET_ENDS = ['done', 'left', 'noShow', 'deferred', 'refused', 'written'] as const;

/**
 * On the waiting list of an evening that is booked out (Q2). `placed`: a place was given back and is theirs; `invited`: the
 * waiting room opened, they may come as walk-ins; `walkedIn`: they did.
 */
export const LISTED_STATES = ['listed', 'placed', 'invited', 'walkedIn', 'left', 'calledOff'] as const;
export const ListedState = z.enum(LISTED_STATES);
export type ListedState = z.infer<typeof ListedState>;

export const CALL_STATES = ['connecting', 'live', 'held', 'ended'] as const;
export const CallState = z.enum(CALL_STATES);
export type CallState = z.infer<typeof CallState>;

/** C5: 现场答复 / 现场承诺 / 转交办理 / 引导其他渠道 / 连线失败 */
export const OUTCOMES = ['answered', 'promised', 'dispatched', 'outOfScope', 'failed'] as const;
export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof Outcome>;

/** How the citizen takes part. `phone`: the desk dials, same ticket, same outcome. */
export const PARTICIPATION = ['video', 'audio', 'phone'] as const;
export const Participation = z.enum(PARTICIPATION);
export type Participation = z.infer<typeof Participation>;

/** What came of ringing somebody who is away: comes back to the page, takes part by telephone, or was not reached. */
export const RUNG = ['returns', 'byPhone', 'notReached'] as const;
export const Rung = z.enum(RUNG);
export type Rung = z.infer<typeof Rung>;

/** S4: what somebody wants whose turn did not come: the next evening with priority, a call by telephone, an answer in writing. */
export const NEXT_CHOICES = ['nextSession', 'phone', 'written'] as const;
export const NextChoice = z.enum(NEXT_CHOICES);
export type NextChoice = z.infer<typeof NextChoice>;

/** S5: what became of the leader at a seat. */
export const BAR_LENGTHS = ['evening', 'days7', 'days30', 'days90'] as const;
export const BarLength = z.enum(BAR_LENGTHS);
export type BarLength = z.infer<typeof BarLength>;

export const LEADER_CHANGES = ['late', 'lost', 'replaced'] as const;
export const LeaderChangeKind = z.enum(LEADER_CHANGES);
export type LeaderChangeKind = z.infer<typeof LeaderChangeKind>;

/** Which seats serve somebody whom a desk sent: the leaders, or one department's room. */
export const SentTo = z.discriminatedUnion('to', [
  z.object({ to: z.literal('leader') }),
  z.object({ to: z.literal('room'), seatId: Id }),
]);
export type SentTo = z.infer<typeof SentTo>;

/** How a case is to be answered, where its person said so. */
export const ReplyBy = z.enum(['phone', 'written']);
export type ReplyBy = z.infer<typeof ReplyBy>;

/** What a moderator can take back for a few seconds (Q9). */
export const UNDOABLE = ['passOver', 'refuse', 'move'] as const;
export const UndoableAct = z.enum(UNDOABLE);
export type UndoableAct = z.infer<typeof UndoableAct>;
/** How long a desk offers it, in milliseconds. */
export const UNDO_SHOWN_MS = 5_000;

/** Whether the person's page is reachable now. `never`: the waiting room was not entered yet. */
export const PRESENCE = ['never', 'here', 'lost'] as const;
export const Presence = z.enum(PRESENCE);
export type Presence = z.infer<typeof Presence>;

/** The order in which lanes are served is in `queue/order.ts` (Q2). `head`: technical failure (C3) or logged priority. */
export const LANES = ['head', 'booked', 'walkIn', 'repeat'] as const;
export const Lane = z.enum(LANES);
export type Lane = z.infer<typeof Lane>;

/** What the audience gets (C2, C6). `cut` is a slate that stays until a desk restores. */
export const PROGRAMME_STATES = ['slate', 'stage', 'cut'] as const;
export const ProgrammeState = z.enum(PROGRAMME_STATES);
export type ProgrammeState = z.infer<typeof ProgrammeState>;

/**
 * A case from registration to closure (`server/domain/cases/steps.ts` has who leads it from which to which). Signing is the
 * moment that makes `dispatched` into `inProgress`; `drafted` and `firstReviewed` are a reply on its way through its reviews.
 */
export const CASE_STATES = [
  'submitted',
  'accepted',
  'readByLeader',
  'dispatched',
  'handBackAsked',
  'inProgress',
  'waitingForCitizen',
  'suspended',
  'drafted',
  'firstReviewed',
  'replied',
  'followedUp',
  'closed',
  'reopened',
  'refused',
  'merged',
  'withdrawn',
] as const;
export const CaseState = z.enum(CASE_STATES);
export type CaseState = z.infer<typeof CaseState>;

/** What is over for good, unless it is reopened from `closed` (K5). */
export const CASE_ENDS = ['closed', 'refused', 'merged', 'withdrawn'] as const satisfies readonly CaseState[];
export const isCaseOver = (state: CaseState): boolean => (CASE_ENDS as readonly CaseState[]).includes(state);

/** Of nobody yet: the desk's to check, the leader's to read, the supervisor's to dispatch. */
export const UNDISPATCHED = [
  'submitted',
  'accepted',
  'readByLeader',
  'reopened',
] as const satisfies readonly CaseState[];
/** With a unit, whose time runs or stands still. */
export const WITH_UNIT = [
  'dispatched',
  'handBackAsked',
  'inProgress',
  'waitingForCitizen',
  'suspended',
  'drafted',
  'firstReviewed',
] as const satisfies readonly CaseState[];
/** Answered: the citizen's to judge. */
export const ANSWERED = ['replied', 'followedUp', 'closed'] as const satisfies readonly CaseState[];

/** What everybody is told of where a case stands: 待回复, 办理中, 已办理. */
export const PUBLIC_STAGES = ['waiting', 'handling', 'handled', 'refused', 'merged', 'withdrawn'] as const;
export const PublicStage = z.enum(PUBLIC_STAGES);
export type PublicStage = z.infer<typeof PublicStage>;

export function publicStage(state: CaseState): PublicStage {
  switch (state) {
    case 'submitted':
    case 'accepted':
    case 'readByLeader':
      return 'waiting';
    case 'dispatched':
    case 'handBackAsked':
    case 'inProgress':
    case 'waitingForCitizen':
    case 'suspended':
    case 'drafted':
    case 'firstReviewed':
    case 'reopened':
      return 'handling';
    case 'replied':
    case 'followedUp':
    case 'closed':
      return 'handled';
    case 'refused':
    case 'merged':
    case 'withdrawn':
      return state;
  }
}

/** Where a case came from: 直通车, 留言板, 12345, 信箱, 专题征集, 来访. */
export const CASE_CHANNELS = ['directLine', 'board', 'hotline', 'mailbox', 'campaign', 'walkIn'] as const;
export const CaseChannel = z.enum(CASE_CHANNELS);
export type CaseChannel = z.infer<typeof CaseChannel>;

/** What has limits in hours, day and night (K3): danger to life or property; water, power, gas, heat. */
export const URGENCIES = ['danger', 'utility'] as const;
export const Urgency = z.enum(URGENCIES);
export type Urgency = z.infer<typeof Urgency>;

/** 转办: for handling; 交办: with a report due to the leader. */
export const DispatchKind = z.enum(['forHandling', 'withReport']);
export type DispatchKind = z.infer<typeof DispatchKind>;

/** Why a unit hands back: not our area, not our remit, remits overlap. */
export const HAND_BACK_REASONS = ['notOurArea', 'notOurRemit', 'overlap'] as const;
export const HandBackReason = z.enum(HAND_BACK_REASONS);
export type HandBackReason = z.infer<typeof HandBackReason>;

/** Where somebody goes whose matter is not taken: each refusal names one. */
export const REFUSED_TO = ['courts', 'discipline', 'emergency', 'military', 'otherCounty', 'settled', 'other'] as const;
export const RefusedTo = z.enum(REFUSED_TO);
export type RefusedTo = z.infer<typeof RefusedTo>;

/** What a review makes of a reply: on its way, written anew, or the matter handled anew. */
export const ReviewVerdict = z.enum(['pass', 'rewrite', 'redo']);
export type ReviewVerdict = z.infer<typeof ReviewVerdict>;

/** What the citizen says in a follow-up call: 满意, 基本满意, 不满意. */
export const Satisfaction = z.enum(['satisfied', 'mostly', 'dissatisfied']);
export type Satisfaction = z.infer<typeof Satisfaction>;

/** What became of a promise on air: its date is to come, its case was answered in time, afterwards, or not. */
export const PROMISE_STANDINGS = ['running', 'kept', 'late', 'broken'] as const;
export const PromiseStanding = z.enum(PROMISE_STANDINGS);
export type PromiseStanding = z.infer<typeof PromiseStanding>;

/** Work that was done away from the desk: 现场走访, 窗口办理, 镇村办理. */
export const OFFLINE_STEPS = ['visit', 'counter', 'village'] as const;
export const OfflineStep = z.enum(OFFLINE_STEPS);
export type OfflineStep = z.infer<typeof OfflineStep>;

export const CASE_KINDS = ['consult', 'help', 'suggest', 'complain', 'thank'] as const;
export const CaseKind = z.enum(CASE_KINDS);
export type CaseKind = z.infer<typeof CaseKind>;

/** T6: each is asked for and revoked on its own. */
export const CONSENT_SCOPES = ['call', 'recording', 'broadcast'] as const;
export const ConsentScope = z.enum(CONSENT_SCOPES);
export type ConsentScope = z.infer<typeof ConsentScope>;

/** Down from video, without the turn being lost (C12): sound alone, the telephone, a recorded message, in writing. */
export const LADDER_STEPS = ['audio', 'phone', 'message', 'written'] as const;
export const LadderStep = z.enum(LADDER_STEPS);
export type LadderStep = z.infer<typeof LadderStep>;
/** `network`: the page turned the picture off, because the network did not carry it. */
export const Ladder = z.object({ soundFor: z.nullable(z.literal('network')), offered: z.nullable(LadderStep) });
export type Ladder = z.infer<typeof Ladder>;

/** Who is recorded: one file each (R2). `message`: somebody by themselves, instead of a call (C12). */
export const RecordingSide = z.enum(['citizen', 'official', 'message']);
export type RecordingSide = z.infer<typeof RecordingSide>;
export const RecordingContainer = z.enum(['webm', 'mp4']);
export type RecordingContainer = z.infer<typeof RecordingContainer>;
/**
 * Whether a call is being recorded (R3): it is; again, after it broke off; soon. Or not, since the recorder ended or there
 * is too little room on the disk, or since evening, department's room, telephone, consent or hold say so, or this machine
 * has no recorder.
 */
export const RecordingMark = z.enum([
  'on',
  'again',
  'starting',
  'ended',
  'diskFull',
  'session',
  'room',
  'phone',
  'consent',
  'held',
  'noRecorder',
]);
export type RecordingMark = z.infer<typeof RecordingMark>;

export const MediaSource = z.enum(['camera', 'microphone']);
export type MediaSource = z.infer<typeof MediaSource>;

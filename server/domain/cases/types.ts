/** One matter, the same record from registration to closure (K1). Each state carries only what is true in it. */
import type {
  CaseChannel,
  CaseKind,
  DispatchKind,
  HandBackReason,
  RefusedTo,
  ReplyBy,
  Satisfaction,
  Urgency,
} from '../../../shared/states.ts';

/** Until when something must have happened (K3), epoch milliseconds; `null`: no limit, or it happened. */
export interface CaseLimits {
  /** From when the time to the deadline is counted: submission, a reopening; later by what the clock stood still. */
  readonly startsAt: number;
  /** Somebody has to have taken note: signed, or accepted where it is urgent. */
  readonly acknowledgeBy: number | null;
  /** A unit has to have it. */
  readonly dispatchBy: number | null;
}

export interface CaseRating {
  /** Marks of 1–5: how far solved, attitude, speed. */
  readonly solved: number;
  readonly attitude: number;
  readonly speed: number;
  readonly comment: string;
  readonly at: number;
}

export interface CaseFacts {
  readonly id: string;
  readonly countyId: string;
  readonly number: string;
  readonly kind: CaseKind;
  readonly channel: CaseChannel;
  /** The post that it is addressed to (留言对象). */
  readonly addresseeId: string | null;
  readonly subject: string;
  readonly more: string;
  readonly placeName: string;
  /** Its person does not want the place to be public. */
  readonly hidePlace: boolean;
  readonly categoryCode: string | null;
  readonly personId: string;
  /** What the public reads instead of the name; '': none. */
  readonly alias: string;
  /** Its person agrees that it is made public. */
  readonly publish: boolean;
  /** For staff alone (T5). */
  readonly hiddenRemark: string;
  /** The ticket that opened it; others may have joined it since. A case outlives its tickets (K1). */
  readonly ticketId: string | null;
  readonly callId: string | null;
  readonly urgency: Urgency | null;
  /** A report of misconduct (举报), for those entitled alone (K2). */
  readonly sealed: boolean;
  /** Whom it complains of: kept from them (K2). */
  readonly aboutUnitIds: readonly string[];
  readonly aboutPersonIds: readonly string[];
  readonly mainUnitId: string | null;
  readonly coUnitIds: readonly string[];
  readonly dispatchKind: DispatchKind | null;
  /** Every unit that had it as its main unit, whatever came of it: none of them closes it (K2). */
  readonly handledBy: readonly string[];
  /** How often it was handed back, and whether the supervisor's word has settled whose it is (K4). */
  readonly handBacks: number;
  readonly forced: boolean;
  /** A promise of it counts (C8): it is neither handed back nor extended by the unit alone (K4). */
  readonly promised: boolean;
  /** How often it was reopened: each time one level higher (K5). */
  readonly level: number;
  readonly openedAt: number;
  readonly limits: CaseLimits;
  readonly dueAt: number | null;
  /** Since when the clock stands still (K3). */
  readonly stoppedAt: number | null;
  readonly acknowledgedAt: number | null;
  readonly signedAt: number | null;
  readonly urges: number;
  readonly urgedAt: number | null;
  readonly supervisedAt: number | null;
  readonly hard: { readonly reason: string; readonly at: number } | null;
  /** Asked for and not granted or refused yet. */
  readonly extension: {
    /** Working days. */
    readonly days: number;
    readonly reason: string;
    readonly at: number;
    readonly byPersonId: string;
  } | null;
  readonly extensions: number;
  /** The leader's newest word on it (阅批). */
  readonly instruction: { readonly text: string; readonly byName: string; readonly at: number } | null;
  /** Of the newest answer: the next one is not rated yet, and what was said of this one stays in the log (K5). */
  readonly rating: CaseRating | null;
  /** Since when something that its citizen wrote waits to be read; the next step of staff takes it off. */
  readonly addedAt: number | null;
  /** Follow-up calls that nobody answered since the reply. */
  readonly unreached: number;
  /** How the person asked to be answered, after an evening that did not reach them (S4). */
  readonly replyBy: ReplyBy | null;
  readonly version: number;
}

/** With whom it was when it was handed back or suspended, to return to. */
type Held = 'dispatched' | 'inProgress';

export type CaseStage =
  | {
      readonly state: 'submitted' | 'accepted' | 'readByLeader' | 'reopened' | 'dispatched' | 'inProgress';
    }
  | {
      readonly state: 'handBackAsked';
      readonly reason: HandBackReason;
      /** The rule or document that says so. */
      readonly basis: string;
      /** Who would be the better owner. */
      readonly betterUnitId: string;
      readonly byPersonId: string;
      readonly at: number;
      readonly from: Held;
    }
  | { readonly state: 'waitingForCitizen'; readonly question: string; readonly at: number }
  | { readonly state: 'suspended'; readonly reason: string; readonly at: number }
  | { readonly state: 'drafted'; readonly replyId: string }
  | { readonly state: 'firstReviewed'; readonly replyId: string }
  | { readonly state: 'replied' | 'followedUp' | 'closed' | 'withdrawn'; readonly at: number }
  /** `to`, `whereTo`: where the matter can go instead. */
  | {
      readonly state: 'refused';
      readonly at: number;
      readonly reason: string;
      readonly to: RefusedTo;
      readonly whereTo: string;
    }
  | { readonly state: 'merged'; readonly at: number; readonly into: string };

export type CaseRecord = CaseFacts & CaseStage;

/** An answer on its way to the citizen (`official`), or a co-unit's to the main unit (`co`). */
export interface CaseReplyRecord {
  readonly id: string;
  readonly countyId: string;
  readonly caseId: string;
  readonly kind: 'official' | 'co';
  readonly text: string;
  readonly unitId: string | null;
  readonly byPersonId: string;
  readonly byName: string;
  readonly at: number;
  /** Who let it pass first; `null`: nobody yet. */
  readonly firstReviewBy: string | null;
  /** When it became the answer; `null`: a draft, or sent back. */
  readonly officialAt: number | null;
}

/** One call of the follow-up desk (回访). */
export interface FollowUpRecord {
  readonly id: string;
  readonly countyId: string;
  readonly caseId: string;
  /** Whose answer it was about; `null`: given on the spot. */
  readonly unitId: string | null;
  readonly at: number;
  readonly byPersonId: string;
  readonly byName: string;
  readonly contacted: boolean;
  /** `null` where nobody was reached. */
  readonly solved: boolean | null;
  readonly satisfaction: Satisfaction | null;
  readonly note: string;
}

/** Somebody of the staff who was named in a note. */
export interface MentionRecord {
  readonly id: string;
  readonly countyId: string;
  readonly caseId: string;
  readonly personId: string;
  readonly byPersonId: string;
  readonly byName: string;
  readonly at: number;
  /** When they opened the case; `null`: not yet. */
  readonly readAt: number | null;
}

export interface PromiseRecord {
  readonly id: string;
  readonly countyId: string;
  readonly caseId: string;
  readonly callId: string;
  readonly wording: string;
  readonly unitId: string;
  /** YYYY-MM-DD in the county's zone. */
  readonly dueOn: string;
  /** C8: when it was read back to the citizen; `null`: it was not. */
  readonly readBackAt: number | null;
  /** C8: counts once the leader confirmed it. */
  readonly confirmedAt: number | null;
  /** Where it was said, and since when the call was there (C4); `null`, from before it was kept: at the call's seat. */
  readonly seat: { readonly seatId: string; readonly from: number } | null;
  readonly recordedBy: string;
}

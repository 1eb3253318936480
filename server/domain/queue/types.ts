/** One citizen's place in one session's queue (Q1). Each state carries only what is true in it. */
import type {
  ConsentScope,
  Ladder,
  Lane,
  Outcome,
  Participation,
  Presence,
  SentTo,
  UndoableAct,
} from '../../../shared/states.ts';

export type NearTold = 'nothing' | 'near' | 'next';

/** A village officer, or a township's terminal; the person id of its account. */
export interface Taker {
  readonly by: 'officer' | 'terminal';
  readonly id: string;
}

/** What a moderator did and can take back for a few seconds (Q9). */
export interface Undoable {
  readonly what: UndoableAct;
  /** Who did it, and alone may take it back; staff person id. */
  readonly by: string;
  readonly at: number;
  /** The ticket's version as long as nothing else happens to it. */
  readonly version: number;
  /** The time is over, and the person was told what was held back until then. */
  readonly told: boolean;
  readonly before: Pick<TicketFacts, 'lane' | 'order' | 'passes' | 'passedAtCall' | 'told'> & OffStage;
}

export interface TicketFacts {
  readonly id: string;
  readonly countyId: string;
  readonly sessionId: string;
  readonly personId: string;
  readonly number: number;
  /** Where it stands: the lane, and the order within it (whole when issued, fractional after a move). */
  readonly lane: Lane;
  readonly order: number;
  /** Where it came from, to return to when a headship is used up. */
  readonly homeLane: Lane;
  readonly takenAt: number;
  readonly entered: boolean;
  /** When they first came into the waiting room; of rows from before it was kept not known. */
  readonly enteredAt: number | null;
  readonly presence: Presence;
  readonly participation: Participation;
  readonly subject: string;
  readonly more: string;
  readonly placeName: string;
  /** Proposed by the citizen; public only once approved (T5). */
  readonly publicName: string;
  readonly approval: { readonly at: number; readonly by: string } | null;
  readonly categoryCode: string | null;
  readonly consent: Readonly<Record<ConsentScope, boolean>>;
  readonly passes: number;
  /** `finishedCalls` of the session at the last pass: the next pass counts only after one more (Q4). */
  readonly passedAtCall: number | null;
  readonly lastFailure: string | null;
  readonly earlierVisits: number;
  readonly receiptToken: string;
  /** The newest that this person was told of their turn coming near (Q5). */
  readonly told: NearTold;
  /** The ticket of the evening before that did not reach this person (S4). */
  readonly carriedFrom: string | null;
  /** A line or photos that this person added: how many, and when the newest came. */
  readonly added: { readonly count: number; readonly at: number } | null;
  /** What the desk wrote until then was read. */
  readonly messagesReadAt: number | null;
  /** `null`: nobody sent them; the leaders and the rooms of the category serve them, whoever is first. */
  readonly sentTo: SentTo | null;
  /** Who took the number for somebody else (Q7); `null`: a phone of the person's own. */
  readonly takenBy: Taker | null;
  /** How far down from video, and what the desk offers (C12). */
  readonly ladder: Readonly<Ladder> | null;
  readonly undo: Undoable | null;
  readonly version: number;
}

export type TicketRecord = TicketFacts & StateFacts;
export type TicketState = TicketRecord['state'];

/** What is true before a call: what something done by mistake can lead back to. */
export type OffStage = Extract<StateFacts, { readonly state: 'booked' | 'waiting' | 'away' | 'screening' | 'onDeck' }>;

type StateFacts =
  | { readonly state: 'booked'; readonly slotAt: number }
  /** `returnedAt`: when a desk or a lost connection brought them back from the green room or the deck. */
  | {
      readonly state: 'waiting';
      readonly since: number;
      readonly returnedAt: number | null;
      /** Of somebody who booked, came in time and was not called yet: about when, as they were told. */
      readonly slotAt: number | null;
    }
  | { readonly state: 'away'; readonly since: number }
  | {
      readonly state: 'screening';
      readonly calledAt: number;
      /** Until when an answer is awaited (Q4). */
      readonly answerBy: number;
      readonly answeredAt: number | null;
      /** Who called; staff person id. */
      readonly heldBy: string;
      /** The department's room that called; `null`: a moderator, into the green room. */
      readonly seatId: string | null;
    }
  | { readonly state: 'onDeck'; readonly since: number; readonly seatId: string; readonly heldBy: string }
  | { readonly state: 'live'; readonly since: number; readonly seatId: string; readonly callId: string }
  | { readonly state: 'done'; readonly endedAt: number; readonly outcome: Outcome; readonly whereTo: string | null }
  | { readonly state: 'left'; readonly endedAt: number }
  | { readonly state: 'noShow'; readonly endedAt: number }
  /** S4, `dueOn`: `YYYY-MM-DD` in the county's zone. */
  | {
      readonly state: 'deferred';
      readonly endedAt: number;
      readonly by: 'session';
      readonly toSessionId: string;
      readonly toTicketId: string;
    }
  | {
      readonly state: 'deferred';
      readonly endedAt: number;
      readonly by: 'phone';
      readonly caseId: string;
      readonly dueOn: string;
    }
  | { readonly state: 'refused'; readonly endedAt: number; readonly reason: string; readonly whereTo: string }
  | { readonly state: 'written'; readonly endedAt: number; readonly caseId: string; readonly dueOn: string };

/** One evening. Times are epoch milliseconds; the zone says how they are read (S2). */
import type { LeaderChangeKind, ProgrammeState } from '../../../shared/states.ts';

export interface SeatRecord {
  readonly id: string;
  readonly name: string;
  readonly officialName: string;
  readonly officialTitle: string;
  /** Who sat there before them this evening, the first one first (S5). */
  readonly before?: readonly SatBefore[];
  /** A seat off air never reaches the programme. */
  readonly onAir: boolean;
  /** Absent: a leader's seat. */
  readonly room?: DepartmentRoom;
}

export interface SatBefore {
  readonly officialName: string;
  readonly officialTitle: string;
  readonly until: number;
}

/** A department's room: a seat off air for matters of its categories, and for whoever is sent to it. */
export interface DepartmentRoom {
  readonly unitId: string;
  /** Codes of either level; one of the first level stands for all under it. */
  readonly categories: readonly string[];
  /** As `SessionFacts.turn`, of the calls of this room. */
  readonly turn: number;
}

/** S5 */
export interface LeaderChange {
  readonly at: number;
  readonly what: LeaderChangeKind;
  readonly seatId: string;
}

export interface SessionFacts {
  readonly id: string;
  readonly countyId: string;
  readonly seriesId: string | null;
  readonly number: number;
  readonly title: string;
  readonly topic: string;
  readonly scope: string;
  readonly zone: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly public: boolean;
  /** The leaders agreed that calls are recorded (R1). */
  readonly recorded: boolean;
  /** The audience gets the programme so much later, so that a cut comes before the harm (C6). */
  readonly delayMs: number;
  readonly capacity: number;
  readonly callLengthMs: number;
  readonly overtimeMs: number;
  /** Of each `booked + walkIn` calls so many go to each lane (Q2). */
  readonly ratio: { readonly booked: number; readonly walkIn: number };
  readonly seats: readonly SeatRecord[];
  /** Numbers given out so far. */
  readonly issued: number;
  /** Calls finished so far; a pass counts at most once per finished call (Q4). */
  readonly finishedCalls: number;
  /** How many of the present ratio round were called, for `orderQueue`. */
  readonly turn: number;
  /** The newest; of a leader who was late or lost until the session goes on. */
  readonly leaderChange: LeaderChange | null;
  /** A cut stays until a desk restores (C6). */
  readonly cut: { readonly at: number; readonly by: string } | null;
}

/** S1 */
export type SessionRecord = SessionFacts &
  (
    | { readonly state: 'scheduled' }
    | { readonly state: 'lobby'; readonly admitting: boolean }
    /** `resumedAt`: when it went on after the last pause. */
    | {
        readonly state: 'live';
        readonly admitting: boolean;
        readonly liveAt: number;
        readonly resumedAt: number | null;
      }
    | { readonly state: 'paused'; readonly admitting: boolean; readonly liveAt: number; readonly pausedAt: number }
    /** `calledSince`: of the state before, since who comes too late is judged at the end. */
    | {
        readonly state: 'closing';
        readonly closingAt: number;
        readonly overtimeUntil: number;
        readonly calledSince: number | null;
      }
    | { readonly state: 'ended'; readonly endedAt: number }
    | { readonly state: 'postponed'; readonly reason: string; readonly at: number }
    | { readonly state: 'cancelled'; readonly reason: string; readonly at: number }
  );

export interface ProgrammeNow {
  readonly state: ProgrammeState;
  readonly callId: string | null;
}

/** One put-through to one seat. */
import type { Outcome, Participation } from '../../../shared/states.ts';
import type { CallQuality } from './quality.ts';
import type { SeatBefore } from './seats.ts';
import type { SharedPicture } from './shared-picture.ts';
import type { Summons } from './summons.ts';

export interface CallFacts {
  readonly id: string;
  readonly countyId: string;
  readonly sessionId: string;
  readonly ticketId: string;
  readonly seatId: string;
  /** The seats that it was handed over from, the first one first (C4). */
  readonly before: readonly SeatBefore[];
  readonly participation: Participation;
  readonly startedAt: number;
  /** What the moderator wants; whether the audience gets it is `isPublicCall` (C2). */
  readonly public: boolean;
  readonly note: string;
  /** How long it was held before now, which does not count for its length (C10). */
  readonly heldMs: number;
  /** What its one extension added; 0: none yet (C10). */
  readonly extendedMs: number;
  readonly quality: CallQuality | null;
  /** Departments' officers who were called to this stage, in that order (C11). */
  readonly summons: readonly Summons[];
  /** On its stage now (C13). */
  readonly shared: SharedPicture | null;
  readonly version: number;
}

/**
 * `announcedAt`: when the moderator last put it on the programme, which shows it a little later (C2); `null`: never, or
 * before there was an announcement.
 */
export type CallRecord = CallFacts &
  (
    | { readonly state: 'connecting' }
    | { readonly state: 'live'; readonly liveAt: number; readonly announcedAt: number | null }
    | {
        readonly state: 'held';
        readonly liveAt: number;
        readonly heldAt: number;
        readonly announcedAt: number | null;
      }
    | {
        readonly state: 'ended';
        readonly liveAt: number | null;
        readonly endedAt: number;
        readonly outcome: Outcome;
        /** Where to go instead, or what failed. */
        readonly whereTo: string | null;
      }
  );

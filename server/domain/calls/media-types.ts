/** Who may receive whom, as a pure function of who they are and of the state (C7). Nothing here knows of mediasoup. */
import type { HelperKind } from '../../../shared/helpers.ts';
import type { Participation } from '../../../shared/states.ts';

/** Somebody connected for media. `key` is the same across pages of one person in one role: the newest page wins. */
export interface PeerIdentity {
  readonly key: string;
  readonly sessionId: string;
  readonly role: 'audience' | 'citizen' | 'moderator' | 'aide' | 'official' | 'helper' | 'check';
  /** Citizens only. */
  readonly ticketId: string | null;
  /** Officials: whose meeting room it is; helpers: at whose stage they are. */
  readonly seatId: string | null;
  /** Helpers only. */
  readonly helper?: { readonly id: string; readonly kind: HelperKind };
  /** Staff only. */
  readonly personId: string | null;
}

/** What of a session decides about media; derived from stored records alone, so that a restart gives the same. */
export interface SessionMediaState {
  readonly sessionId: string;
  /** In the green room, answered; first called first: the one whom their moderator talks with. */
  readonly screening: readonly {
    readonly ticketId: string;
    readonly heldBy: string;
    readonly participation: Participation;
  }[];
  /** First come first. */
  readonly onDeck: readonly {
    readonly ticketId: string;
    readonly seatId: string;
    readonly heldBy: string;
    readonly participation: Participation;
    readonly mayBePublic: boolean;
  }[];
  readonly calls: readonly {
    readonly callId: string;
    readonly ticketId: string;
    readonly seatId: string;
    readonly state: 'live' | 'held';
    readonly participation: Participation;
    /** As on deck: so that going public, or on after a hold, resumes what exists. Absent: nothing is prepared. */
    readonly mayBePublic?: boolean;
    /** Departments' rooms that were called to this stage; one that has not joined is prepared (C11). Absent: none. */
    readonly summoned?: readonly { readonly seatId: string; readonly joined: boolean }[];
    /** Both sides agreed to it (R1). */
    readonly recorded?: boolean;
  }[];
  /** Whose guest links hold; absent: nobody's (C14). */
  readonly helpers?: readonly { readonly id: string; readonly seatId: string; readonly kind: HelperKind }[];
  /** Seats that are departments' rooms: off air, without the leaders' aide. `null`: not known yet, each may be one. */
  readonly rooms: readonly string[] | null;
  /** The seat whose stage the programme shows; `null`: slate and silence (C2, C6). */
  readonly programmeSeatId: string | null;
  /** The audience gets the programme so much later (C6). */
  readonly delayMs: number;
  readonly cut: boolean;
  /** Calls that run and are in no programme, of what was on air before either: taken off it, or without a consent (T6). */
  readonly offAir: readonly string[];
}

export type Purpose = 'greenRoom' | 'stage' | 'programme' | 'check';
/** `prepared`: the consumer exists and is paused on the server. `flowing`: packets go. */
export type Grant =
  | { readonly flow: 'none' }
  | {
      readonly flow: 'prepared' | 'flowing';
      readonly purpose: Purpose;
      /** The owner is a department's officer on somebody else's stage, not who speaks at that seat. */
      readonly guest?: true;
    };

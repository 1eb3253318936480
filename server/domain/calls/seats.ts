/** At which seats a call was: one that is handed over keeps what was before it (C4), as a seat does of its leaders (S5). */
import { officialAt, titled } from '../sessions/seats.ts';
import type { SeatRecord, SessionRecord } from '../sessions/types.ts';
import type { CallFacts } from './types.ts';

/** Where it was until it was handed over, and whether the moderator wanted it public then. */
export interface SeatBefore {
  readonly seatId: string;
  readonly until: number;
  readonly public: boolean;
}

/** `until`: `null` of the seat where it is, or ended. */
export interface Stretch {
  readonly seatId: string;
  readonly from: number;
  readonly until: number | null;
  readonly public: boolean;
}

type Seated = Pick<CallFacts, 'seatId' | 'startedAt' | 'public' | 'before'>;

/** The first one first. */
export const stretchesOf = ({ seatId, startedAt, public: isPublic, before }: Seated): readonly Stretch[] =>
  [...before, { seatId, until: null, public: isPublic }].map((one, index) => ({
    ...one,
    from: before[index - 1]?.until ?? startedAt,
  }));

const seatOf = ({ seatId }: Stretch, { seats }: Pick<SessionRecord, 'seats'>): SeatRecord | undefined =>
  seats.find(({ id }) => id === seatId);

/** A seat that is on air and no department's room. */
export const isLeaders = (seat: SeatRecord | undefined): boolean => seat?.onAir === true && seat.room === undefined;

export const atLeaders = (call: Seated, session: Pick<SessionRecord, 'seats'>): readonly Stretch[] =>
  stretchesOf(call).filter((stretch) => isLeaders(seatOf(stretch, session)));

/** Where what is promised was said (C8): at the leader's seat where it is or was last; without one, where it is. */
export function spokenAt(call: Seated, session: Pick<SessionRecord, 'seats'>): Stretch {
  const { seatId, startedAt: from, public: isPublic } = call;
  return atLeaders(call, session).at(-1) ?? { seatId, from, until: null, public: isPublic };
}

/** Who sat there when the call came to it, with the office; '' where nobody is named. */
export function speakerAt(at: Pick<Stretch, 'seatId' | 'from'>, { seats }: Pick<SessionRecord, 'seats'>): string {
  const seat = seats.find(({ id }) => id === at.seatId);
  return seat ? titled(officialAt(seat, at.from)).trim() : '';
}

/** Several as one, each once. */
export const inOne = (names: readonly string[]): string => [...new Set(names)].filter(Boolean).join('、');

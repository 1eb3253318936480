/** Booked helpers of an evening: interpreters, sign-language interpreters, captioners (C14). */
import { type HelperKind, sendsAs } from '../../../shared/helpers.ts';
import type { MediaSource } from '../../../shared/states.ts';
import { type Decision, decided, refused } from '../result.ts';
import type { SessionRecord } from '../sessions/types.ts';

export interface HelperRecord {
  readonly id: string;
  readonly countyId: string;
  readonly sessionId: string;
  /** At whose stage they help. */
  readonly seatId: string;
  readonly kind: HelperKind;
  readonly name: string;
  readonly language: string | null;
  /** Keyed hash of the secret in their link. */
  readonly linkHash: string;
  readonly bookedAt: number;
  readonly bookedBy: string;
  /** When the link was first opened. */
  readonly openedAt: number | null;
  /** When it was taken back. */
  readonly removedAt: number | null;
}

/** So many links of one evening are alive at most: each is a way in. */
export const MOST_HELPERS = 20;

const OVER: readonly SessionRecord['state'][] = ['ended', 'cancelled'];
export const isEveningOver = ({ state }: Pick<SessionRecord, 'state'>): boolean => OVER.includes(state);

export function book(
  session: SessionRecord,
  facts: Omit<HelperRecord, 'openedAt' | 'removedAt' | 'countyId' | 'sessionId'>,
  others: readonly HelperRecord[],
): Decision<HelperRecord, never> {
  if (isEveningOver(session)) return refused('WRONG_STATE', { state: session.state });
  if (!session.seats.some(({ id }) => id === facts.seatId)) return refused('NOT_FOUND');
  if (others.filter(({ removedAt }) => removedAt === null).length >= MOST_HELPERS)
    return refused('HELPERS_FULL', { most: MOST_HELPERS });
  return decided({ ...facts, countyId: session.countyId, sessionId: session.id, openedAt: null, removedAt: null });
}

/** By the secret of the link; `null` where nobody has it. */
export function open(
  helper: HelperRecord | null,
  session: SessionRecord | null,
  now: number,
): Decision<HelperRecord, never> {
  if (!helper || !session || session.id !== helper.sessionId) return refused('GUEST_LINK_WRONG');
  if (helper.removedAt !== null || isEveningOver(session)) return refused('GUEST_LINK_OVER');
  return decided({ ...helper, openedAt: helper.openedAt ?? now });
}

/** Taking back what is taken back already is no second time. */
export const remove = (helper: HelperRecord, now: number): HelperRecord => ({
  ...helper,
  removedAt: helper.removedAt ?? now,
});

/** Whether what they send is for anybody. */
export const maySend = (kind: HelperKind, source: MediaSource): boolean => sendsAs(kind).includes(source);

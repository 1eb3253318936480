import type { TicketView, WaitingView } from '../../../shared/views/all.ts';
import type { SessionHead } from '../../../shared/views/common.ts';

/**
 * What is said to all who wait is not for those who are still to come, but for a change of the leader: that is said to
 * everybody with a place (S5), at the very moment of the change.
 */
export const isToldOfLeader = (
  { state }: Pick<TicketView, 'state'>,
  waiting: Pick<WaitingView, 'notice'> | undefined,
  evening: Pick<SessionHead, 'leaderChange'> | undefined,
): boolean => state === 'booked' && !!waiting?.notice && waiting.notice.at === evening?.leaderChange?.at;

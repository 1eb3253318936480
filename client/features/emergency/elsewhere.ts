/** Emergencies of the county's other evenings (C9): they come to a moderator's desk once nobody of their own took them. */
import type { EmergencyHead } from '../../../shared/emergency.ts';

/** So long they ring at the desks of their own evening and the supervisors' pages alone. */
export const ELSEWHERE_AFTER_MS = 10_000;

export const ringsElsewhere = (
  heads: readonly EmergencyHead[],
  sessionId: string,
  me: string,
  now: number,
): readonly EmergencyHead[] =>
  heads.filter((head) => {
    if (head.sessionId === sessionId) return false;
    // Who took it from here goes on with it here.
    return head.accepted ? head.accepted.byId === me : now >= head.raised.at + ELSEWHERE_AFTER_MS;
  });

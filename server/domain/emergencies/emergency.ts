/** C9: a threat to somebody's life. Beside the queue and the call, which go on as they are. */
import type { EmergencyHead, EmergencyOutcome, Helper } from '../../../shared/emergency.ts';
import { decided, type Refused, refused } from '../result.ts';

/** Whoever is not accepted by then is told to the county's duty phone. */
export const ESCALATE_AFTER_MS = 30_000;

export interface By {
  readonly at: number;
  readonly byId: string;
  readonly byName: string;
}

export interface EmergencyRecord {
  readonly id: string;
  readonly countyId: string;
  readonly sessionId: string;
  readonly ticketId: string;
  readonly number: number;
  readonly caseId: string;
  readonly said: string;
  readonly raised: By;
  readonly accepted: By | null;
  readonly escalatedAt: number | null;
  readonly steps: readonly (By & { readonly whom: Helper })[];
  readonly closed: (By & { readonly outcome: EmergencyOutcome; readonly note: string }) | null;
}

type Result = { readonly ok: true; readonly state: EmergencyRecord; readonly effects: readonly never[] } | Refused;

const whileOpen = (one: EmergencyRecord, change: Partial<EmergencyRecord>): Result =>
  one.closed ? refused('WRONG_STATE', { state: 'closed' }) : decided({ ...one, ...change });

/** Another desk's: whoever raised it has their hands full. The second of two is told who was first. */
export function accept(one: EmergencyRecord, by: By): Result {
  if (one.raised.byId === by.byId) return refused('FORBIDDEN');
  if (one.accepted) return refused('STALE', { byName: one.accepted.byName });
  return whileOpen(one, { accepted: by });
}

export const called = (one: EmergencyRecord, whom: Helper, by: By): Result =>
  whileOpen(one, { steps: [...one.steps, { ...by, whom }] });

export const close = (one: EmergencyRecord, by: By, outcome: EmergencyOutcome, note: string): Result =>
  whileOpen(one, { closed: { ...by, outcome, note } });

/** `null` where somebody took care of it meanwhile, it is closed, or the duty phone knows. */
export const escalate = (one: EmergencyRecord, now: number): EmergencyRecord | null =>
  one.accepted || one.closed || one.escalatedAt !== null || now < one.raised.at + ESCALATE_AFTER_MS
    ? null
    : { ...one, escalatedAt: now };

/** What every desk is told: no personal data (T5). */
export const headOf = (one: EmergencyRecord): EmergencyHead => ({
  id: one.id,
  sessionId: one.sessionId,
  ticketId: one.ticketId,
  number: one.number,
  raised: one.raised,
  accepted: one.accepted,
  escalatedAt: one.escalatedAt,
  steps: [...one.steps],
});

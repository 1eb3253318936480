/** One matter, the same record from registration to closure (K1). The full loop of states comes with the case desk. */
import type { CaseKind, CaseState, ReplyBy } from '../../../shared/states.ts';

export interface CaseRecord {
  readonly id: string;
  readonly countyId: string;
  readonly number: string;
  readonly kind: CaseKind;
  readonly state: CaseState;
  readonly subject: string;
  readonly more: string;
  readonly placeName: string;
  readonly categoryCode: string | null;
  readonly personId: string;
  /** The ticket that opened it; others may have joined it since. A case outlives its tickets (K1). */
  readonly ticketId: string | null;
  readonly callId: string | null;
  readonly mainUnitId: string | null;
  readonly dueAt: number | null;
  /** How the person asked to be answered, after an evening that did not reach them (S4). */
  readonly replyBy: ReplyBy | null;
  readonly openedAt: number;
  readonly version: number;
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
  /** C8: counts once the leader confirmed it. */
  readonly confirmedAt: number | null;
  readonly recordedBy: string;
}

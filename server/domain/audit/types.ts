/** Every change is an entry: who, when, what, why (K7, Q6). `about` names the records it concerns. */
export interface AuditEntry {
  readonly id: string;
  readonly countyId: string;
  readonly sessionId: string | null;
  readonly caseId: string | null;
  readonly ticketId: string | null;
  readonly at: number;
  /** Person id, or `system`. */
  readonly byPersonId: string;
  readonly byName: string;
  /** A code such as `queue.move`; its words are in the language files. */
  readonly what: string;
  readonly why: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What the message board is read from, apart from the rest of the store. */

import type { PublicStage } from '../../../shared/states.ts';
import type { PublicationRecord } from '../../domain/cases/publication.ts';
import type { CaseRecord } from '../../domain/cases/types.ts';

/** A message that is public now, with the case whose answer is its own (K6). */
export interface PublicPost {
  readonly publication: PublicationRecord;
  readonly record: CaseRecord;
  /** The case itself, or the one that it was merged into. */
  readonly leading: CaseRecord;
  readonly follows: number;
}

export interface BoardFilter {
  readonly countyId: string;
  readonly addresseeId?: string;
  /** Of either level. */
  readonly category?: string;
  readonly stage?: Extract<PublicStage, 'waiting' | 'handling' | 'handled'>;
  readonly text?: string;
  /** Posts behind the one of this case. */
  readonly cursor?: string;
  readonly limit: number;
}

export interface BoardReader {
  publication(publicationId: string): Promise<PublicationRecord | null>;
  publicationsOfCase(caseId: string): Promise<PublicationRecord[]>;
  /** Under review, oldest first. */
  publicationsInReview(countyId: string, limit: number): Promise<PublicationRecord[]>;
  /** Public now, newest first, answers too. */
  publicationsOut(countyId: string, limit: number): Promise<PublicationRecord[]>;
  /** Of these cases those that are not protected (K2), nor merged into one that is. */
  unprotectedCases(caseIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Cases whose message may be public and whose first review nobody has begun, oldest first. */
  casesToPublish(countyId: string, limit: number): Promise<CaseRecord[]>;
  /** Answers that were given, of cases that are public or lead one that is, and that nobody has begun to review. */
  repliesToPublish(countyId: string, limit: number): Promise<{ record: CaseRecord; replyId: string }[]>;
  /** Newest first. What is public is judged anew with each look: consent, protection and state of the case. */
  publicPosts(filter: BoardFilter): Promise<PublicPost[]>;
  publicPost(countyId: string, number: string): Promise<PublicPost | null>;
  follows(caseId: string, phoneId: string): Promise<boolean>;
  /** Of these cases, each phone once. */
  followers(caseIds: readonly string[]): Promise<string[]>;
}

export interface BoardWriter {
  insertPublication(publication: PublicationRecord): Promise<void>;
  /** Refuses with `STALE` when `version` in the store differs; stores `version + 1`. */
  savePublication(publication: PublicationRecord): Promise<void>;
  /** Once for each phone; a second time changes nothing. */
  saveFollow(
    of: { readonly caseId: string; readonly countyId: string; readonly phoneId: string },
    at: number,
  ): Promise<void>;
  deleteFollow(caseId: string, phoneId: string): Promise<void>;
}

/** The message board (领导留言), as both sides count it. */
import * as z from 'zod/mini';
import type { CaseKind } from './states.ts';

/** Longest demand or subject, and detail or content, of a message; longer is refused with its length, never cut. */
export const COMPLAINT_LENGTHS = { subject: 200, content: 800 } as const;
export const MESSAGE_LENGTHS = { subject: 22, content: 1000 } as const;
export const lengthsOf = (kind: CaseKind): { readonly subject: number; readonly content: number } =>
  kind === 'complain' ? COMPLAINT_LENGTHS : MESSAGE_LENGTHS;

export const ALIAS_LENGTH = 20;

/** What is made public of a case: its message, and its answer. */
export const PUBLISHED_KINDS = ['post', 'reply'] as const;
export const PublishedKind = z.enum(PUBLISHED_KINDS);
export type PublishedKind = z.infer<typeof PublishedKind>;

/** 初审 was done by whoever began; waits for 复审, for 终审; public; sent back to be begun anew; taken off. */
export const PUBLICATION_STAGES = ['second', 'final', 'published', 'returned', 'withdrawn'] as const;
export const PublicationStage = z.enum(PUBLICATION_STAGES);
export type PublicationStage = z.infer<typeof PublicationStage>;

/** How well somebody found the answer, in words. */
export const RatingBand = z.enum(['verySatisfied', 'satisfied', 'mostlySatisfied', 'dissatisfied', 'veryDissatisfied']);

/** What marks a place where something was left out. */
export const LEFT_OUT = '…×＊*某';

/** Files of a case: who sees them (T5), pure. */
import type { FileKind } from '../../../shared/files.ts';
import type { CaseReplyRecord } from './types.ts';

export interface CaseFileRecord {
  readonly id: string;
  readonly countyId: string;
  readonly caseId: string;
  /** Of staff: the reply that it belongs to; `null`: none, or not yet. */
  readonly replyId: string | null;
  /** Of staff: the work on the spot that it was taken at. */
  readonly visitId: string | null;
  /** Sent for work on the spot that is not written down yet: until then it is nobody's to see. */
  readonly awaitsVisit: boolean;
  readonly byCitizen: boolean;
  readonly isPublic: boolean;
  readonly name: string;
  readonly kind: FileKind;
  /** Bytes of what is kept. */
  readonly size: number;
  readonly at: number;
}

/** So long one waits for its visit; a phone keeps what was not handed in no longer. */
export const AWAITS_VISIT_MS = 7 * 86_400_000;

type Official = Pick<CaseReplyRecord, 'id' | 'kind' | 'officialAt'>;

/** Whether it belongs to an answer that was given. */
export const isOfAnswer = ({ replyId }: Pick<CaseFileRecord, 'replyId'>, replies: readonly Official[]): boolean =>
  replyId !== null &&
  replies.some(({ id, kind, officialAt }) => id === replyId && kind === 'official' && officialAt !== null);

/** What its person sees: the own ones, and those of the answer. */
export const isOfCitizen = (
  file: Pick<CaseFileRecord, 'byCitizen' | 'replyId'>,
  replies: readonly Official[],
): boolean => file.byCitizen || isOfAnswer(file, replies);

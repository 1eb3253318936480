/** A reply in work, kept in this browser until it was handed in: of one person and one case. */
import { useState } from 'react';
import type { CaseDetail } from '../../../shared/actions/cases.ts';
import { recall, remember } from '../../ui/memory.ts';

const keyOf = (personId: string, caseId: string) => `directline.reply.${personId}.${caseId}`;

export interface Draft {
  readonly text: string;
  /** Somebody typed something that is not handed in. */
  readonly typed: boolean;
  change(text: string): void;
  /** It was handed in. */
  forget(): void;
}

/** @param start what is to be rewritten, where a review sent it back; '' otherwise */
export function useDraft(personId: string, caseId: string, start: string): Draft {
  const key = keyOf(personId, caseId);
  const [typed, setTyped] = useState<string | null>(() => recall(key));
  const keep = (text: string | null) => {
    setTyped(text);
    remember(key, text);
  };
  return {
    text: typed ?? start,
    typed: typed !== null && typed.trim() !== '' && typed !== start,
    change: (text) => keep(text === start ? null : text),
    forget: () => keep(null),
  };
}

export interface SentBack {
  readonly verdict: 'rewrite' | 'redo';
  readonly who: string;
  readonly note: string | null;
  /** What was sent back. */
  readonly text: string;
}

/** The newest reply, where its review sent it back and nobody has handed one in since. */
export function sentBack({
  case: row,
  timeline,
  work,
}: Pick<CaseDetail, 'case' | 'timeline' | 'work'>): SentBack | null {
  if (row.state !== 'inProgress') return null;
  const last = timeline.findLast(({ what }) => REVIEWS.includes(what));
  const verdict = last?.details.verdict;
  const reply = work.replies.findLast(({ kind, officialAt }) => kind === 'official' && officialAt === null);
  if (!last || !reply || (verdict !== 'rewrite' && verdict !== 'redo')) return null;
  return { verdict, who: last.who, note: last.why, text: reply.text };
}
const REVIEWS: readonly string[] = ['case.firstReview', 'case.finalReview', 'case.draftReply', 'case.reopen'];

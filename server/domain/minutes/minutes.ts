/** The minutes of an evening on their way to the public (M3): written by the clerk, passed by three people. Pure. */
import { MINUTES_LENGTHS, type MinutesContent, type MinutesStage } from '../../../shared/minutes.ts';
import { type Decision, decided, type Refused, refused } from '../result.ts';
import { AFTER, mayTake, type Review, type Reviewer, type ReviewStage, reviewBy } from '../reviews.ts';
import type { EveningFacts } from './content.ts';
import { contentOf } from './content.ts';

export interface MinutesRecord {
  readonly id: string;
  readonly countyId: string;
  readonly sessionId: string;
  /** 1, and one more for each correction. */
  readonly edition: number;
  readonly stage: MinutesStage;
  /** A copy (M1); later changes of what it was made of are not in it. */
  readonly content: MinutesContent;
  readonly reviews: readonly Review[];
  /** When it was written, or its facts were taken anew. */
  readonly draftedAt: number;
  readonly publishedAt: number | null;
  /** Why it was taken off, and by whom. */
  readonly ended: { readonly at: number; readonly byName: string; readonly reason: string } | null;
  readonly version: number;
}

type Result = Decision<MinutesRecord, never>;

/** What the clerk writes. */
export interface Wording {
  readonly title: string;
  readonly intro: string;
  /** By call. */
  readonly texts: ReadonlyMap<string, string>;
}

/** While it is the clerk's. */
const isClerks = ({ stage }: MinutesRecord): boolean => stage === 'draft' || stage === 'returned';
export const isUnderWay = ({ stage }: MinutesRecord): boolean =>
  stage === 'draft' || stage === 'returned' || stage === 'second' || stage === 'final';

/**
 * From what is stored now: the first edition, a correction of what is public, or the clerk's draft with its facts taken
 * anew, whose wording stays. `before`: all editions, oldest first. `by`: `null` where it comes by itself after the end,
 * which is the first edition alone.
 */
export function draft(
  id: string,
  facts: EveningFacts,
  before: readonly MinutesRecord[],
  by: Reviewer | null,
  now: number,
): Decision<{ readonly record: MinutesRecord; readonly isNew: boolean }, never> {
  const no = by && mayTake('first', [], by);
  if (no) return no;
  const { session } = facts;
  if (session.state !== 'ended') return refused('WRONG_STATE', { state: session.state });
  const last = before.at(-1);
  if (last && (by === null || (isUnderWay(last) && !isClerks(last))))
    return refused('WRONG_STATE', { state: last.stage });
  const old = last?.content;
  const made = contentOf(facts);
  const texts = new Map(old?.rows.map(({ callId, text }) => [callId, text]));
  const content: MinutesContent = {
    title: old?.title ?? session.title.slice(0, MINUTES_LENGTHS.title),
    intro: old?.intro ?? '',
    ...made,
    rows: made.rows.map((row) => ({ ...row, text: row.told ? (texts.get(row.callId) ?? '') : '' })),
  };
  if (last && isClerks(last)) return decided({ record: { ...last, content, draftedAt: now }, isNew: false });
  const record: MinutesRecord = {
    id,
    countyId: session.countyId,
    sessionId: session.id,
    edition: (last?.edition ?? 0) + 1,
    stage: 'draft',
    content,
    reviews: [],
    draftedAt: now,
    publishedAt: null,
    ended: null,
    version: 0,
  };
  return decided({ record, isNew: true });
}

/** Only where a row's person agrees that the matter is told does it take a text. */
export function reword(record: MinutesRecord, { title, intro, texts }: Wording): Result {
  if (!isClerks(record)) return refused('WRONG_STATE', { state: record.stage });
  const rows = record.content.rows.map((row) => ({
    ...row,
    text: row.told ? (texts.get(row.callId) ?? row.text) : '',
  }));
  return decided({ ...record, content: { ...record.content, title, intro, rows } });
}

const STAGE_OF: Partial<Record<MinutesStage, ReviewStage>> = {
  draft: 'first',
  returned: 'first',
  second: 'second',
  final: 'final',
};

/** Whether this person may review it where it stands. What was sent back is reviewed from the beginning. */
export function mayReview(record: MinutesRecord, by: Reviewer): Refused | null {
  const stage = STAGE_OF[record.stage];
  if (!stage) return refused('WRONG_STATE', { state: record.stage });
  return mayTake(stage, stage === 'first' ? [] : record.reviews, by);
}

/** 初审, 复审 and 终审: passed as it is, or sent back with a reason; whoever wants other words sends it back. */
export function review(
  record: MinutesRecord,
  verdict: 'pass' | 'back',
  reason: string,
  by: Reviewer,
  now: number,
): Result {
  const stage = STAGE_OF[record.stage];
  if (!stage) return refused('WRONG_STATE', { state: record.stage });
  const no = mayReview(record, by);
  if (no) return no;
  const done = reviewBy(stage, by, reason, now);
  if (stage === 'first') {
    return verdict === 'back'
      ? refused('WRONG_STATE', { state: record.stage })
      : decided({ ...record, stage: AFTER.first, reviews: [done] });
  }
  const reviews = [...record.reviews, done];
  if (verdict === 'back')
    return reason === '' ? refused('REASON_MISSING') : decided({ ...record, stage: 'returned', reviews });
  return decided({ ...record, stage: AFTER[stage], reviews, publishedAt: stage === 'final' ? now : null });
}

/** What was public until a correction was; it is kept. */
export const replace = (record: MinutesRecord): MinutesRecord => ({ ...record, stage: 'replaced' });

/** At any time, with a reason; what was under way ends too. */
export function takeOff(record: MinutesRecord, by: Reviewer, reason: string, now: number): Result {
  if (record.stage === 'withdrawn' || record.stage === 'replaced')
    return refused('WRONG_STATE', { state: record.stage });
  return decided({ ...record, stage: 'withdrawn', ended: { at: now, byName: by.displayName, reason } });
}

/**
 * Making a message or an answer public (T5, T6): 初审, 复审, 终审 by three different people, none of whom wrote it or is of
 * a unit that handled it. Each may leave something out with a reason; nobody may say something else. Pure.
 */
import { LEFT_OUT, lengthsOf, type PublicationStage, type PublishedKind } from '../../../shared/board.ts';
import type { CaseKind, CaseState } from '../../../shared/states.ts';
import { type Decision, decided, type Refused, refused } from '../result.ts';
import { AFTER, mayTake, type Review, type Reviewer, reviewBy } from '../reviews.ts';
import { isOfHandler } from './loop.ts';
import type { CaseFacts, CaseReplyRecord } from './types.ts';

/** Everything that the public is shown of it. */
export interface Shown {
  /** '' of an answer. */
  readonly subject: string;
  readonly text: string;
  /** '' of an answer, or where there is none. */
  readonly alias: string;
  readonly place: string;
  readonly fileIds: readonly string[];
}

export interface PublicationRecord {
  readonly id: string;
  readonly countyId: string;
  readonly caseId: string;
  readonly kind: PublishedKind;
  /** Of an answer. */
  readonly replyId: string | null;
  readonly stage: PublicationStage;
  readonly shown: Shown;
  readonly reviews: readonly Review[];
  readonly publishedAt: number | null;
  /** Why it was taken off, and by whom. */
  readonly ended: { readonly at: number; readonly byName: string; readonly reason: string } | null;
  readonly version: number;
}

type Result = Decision<PublicationRecord, never>;
type Of = Pick<
  CaseFacts,
  'id' | 'countyId' | 'publish' | 'sealed' | 'aboutUnitIds' | 'aboutPersonIds' | 'handledBy'
> & { readonly state: CaseState };
/** What it is made of: words of the citizen, or an answer that was given. */
export interface Original extends Shown {
  readonly kind: PublishedKind;
  readonly reply: Pick<CaseReplyRecord, 'id' | 'byPersonId' | 'officialAt'> | null;
}

const NEVER: readonly CaseState[] = ['submitted', 'refused', 'withdrawn'];

/** Whether anything of the case may be public now: its person agrees, and it complains of nobody (K2). */
export const mayBePublic = (record: Of): boolean =>
  record.publish &&
  !record.sealed &&
  record.aboutUnitIds.length === 0 &&
  record.aboutPersonIds.length === 0 &&
  !NEVER.includes(record.state);

/** 初审, with which it begins. */
export function begin(
  id: string,
  record: Of,
  original: Original,
  shown: Shown,
  by: Reviewer,
  reason: string,
  now: number,
): Result {
  const notTheirs = mayTake('first', [], by);
  if (notTheirs) return notTheirs;
  if (!mayBePublic(record)) return refused('NOT_PUBLISHABLE');
  if (original.kind === 'reply' && original.reply?.officialAt == null) return refused('NOT_PUBLISHABLE');
  const no = handledIt(record, original, by) ?? changedMeaning(original, shown, reason);
  if (no) return no;
  return decided({
    id,
    countyId: record.countyId,
    caseId: record.id,
    kind: original.kind,
    replyId: original.reply?.id ?? null,
    stage: AFTER.first,
    shown,
    reviews: [reviewBy('first', by, reason, now)],
    publishedAt: null,
    ended: null,
    version: 0,
  });
}

/** Whether this person may review it at the stage where it stands; who may at all is the first to be asked. */
export function mayReview(
  publication: PublicationRecord,
  record: Of,
  original: Pick<Original, 'kind' | 'reply'>,
  by: Reviewer,
): Refused | null {
  const { stage } = publication;
  if (stage !== 'second' && stage !== 'final') return refused('WRONG_STATE', { state: stage });
  return mayTake(stage, publication.reviews, by) ?? handledIt(record, original, by);
}

/** 复审 and 终审. Sent back it is the clerk's to begin anew. */
export function review(
  publication: PublicationRecord,
  record: Of,
  original: Pick<Original, 'kind' | 'reply'>,
  { verdict, shown, reason }: { readonly verdict: 'pass' | 'back'; readonly shown: Shown; readonly reason: string },
  by: Reviewer,
  now: number,
): Result {
  const no = mayReview(publication, record, original, by);
  if (no) return no;
  const stage = publication.stage === 'second' ? 'second' : 'final';
  const reviews = [...publication.reviews, reviewBy(stage, by, reason, now)];
  if (verdict === 'back') {
    return reason === '' ? refused('REASON_MISSING') : decided({ ...publication, stage: 'returned', reviews });
  }
  if (!mayBePublic(record)) return refused('NOT_PUBLISHABLE');
  const changed = changedMeaning(publication.shown, shown, reason);
  if (changed) return changed;
  const publishedAt = stage === 'final' ? now : null;
  return decided({ ...publication, shown, stage: AFTER[stage], reviews, publishedAt });
}

/** At any time, with a reason; what was under review ends too. */
export function takeOff(publication: PublicationRecord, by: Reviewer, reason: string, now: number): Result {
  const { stage } = publication;
  if (stage === 'withdrawn' || stage === 'returned') return refused('WRONG_STATE', { state: stage });
  return decided({ ...publication, stage: 'withdrawn', ended: { at: now, byName: by.displayName, reason } });
}

/** An answer is reviewed by nobody who wrote it, and by nobody of a unit that handled the case (K2). */
function handledIt(record: Of, { kind, reply }: Pick<Original, 'kind' | 'reply'>, by: Reviewer): Refused | null {
  if (kind !== 'reply') return null;
  if (reply?.byPersonId === by.personId) return refused('OWN_WORK');
  return isOfHandler(record, by.unitId) ? refused('OWN_UNIT') : null;
}

function changedMeaning(before: Shown, after: Shown, reason: string): Refused | null {
  const texts = ['subject', 'text', 'alias', 'place'] as const;
  const wrong = texts.filter((name) => !isShortened(before[name], after[name]));
  if (wrong.length > 0 || !after.fileIds.every((id) => before.fileIds.includes(id))) {
    return refused('NOT_SHORTENED', { fields: wrong });
  }
  if (before.text !== '' && withoutMarks(after.text) === '') return refused('NOT_SHORTENED', { fields: ['text'] });
  if (before.subject !== '' && withoutMarks(after.subject) === '')
    return refused('NOT_SHORTENED', { fields: ['subject'] });
  const isSame = texts.every((name) => before[name] === after[name]) && after.fileIds.length === before.fileIds.length;
  return isSame || reason !== '' ? null : refused('REASON_MISSING');
}

const withoutMarks = (text: string): string =>
  [...text].filter((sign) => !LEFT_OUT.includes(sign) && sign.trim() !== '').join('');

/** Whether all that `after` says stands in `before` in this order; marks of what was left out and spaces apart. */
export function isShortened(before: string, after: string): boolean {
  const rest = [...before][Symbol.iterator]();
  const kept = [...withoutMarks(after)];
  return kept.every((sign) => {
    for (let next = rest.next(); !next.done; next = rest.next()) if (next.value === sign) return true;
    return false;
  });
}

/** Refuses what is longer than its kind may be, with how long it is. */
export function checkLengths(
  kind: CaseKind,
  given: { readonly subject: string; readonly content: string },
): Refused | null {
  const most = lengthsOf(kind);
  for (const field of ['subject', 'content'] as const) {
    const { length } = given[field];
    if (length > most[field]) return refused('TEXT_TOO_LONG', { field, length, most: most[field] });
  }
  return null;
}

/** A1–A6: a written question of the audience, from somebody's phone to its answer. Pure. */
import { type AirQuestion, MOST_QUESTIONS, MOST_SHOWN, type QuestionState } from '../../../shared/questions.ts';
import { decided, type Refused, refused } from '../result.ts';
import type { SessionRecord } from '../sessions/types.ts';

/** Words as a moderator approved them. */
export interface Shown {
  readonly wording: string;
  readonly publicName: string;
  /** Since when the words are approved, epoch milliseconds. */
  readonly at: number;
}

/** `shown` of one that was never approved is `null`. */
export type QuestionStage =
  | { readonly state: 'new' }
  | { readonly state: 'approved'; readonly shown: Shown }
  | { readonly state: 'onAir'; readonly shown: Shown; readonly at: number }
  | {
      readonly state: 'answered';
      readonly shown: Shown;
      /** Since when it was on air; `null`: it was not. */
      readonly airedAt: number | null;
      readonly at: number;
      readonly note: string;
    }
  | { readonly state: 'merged'; readonly shown: Shown | null; readonly into: string }
  | { readonly state: 'refused'; readonly shown: Shown | null; readonly reason: string }
  | { readonly state: 'written'; readonly shown: Shown | null; readonly caseId: string; readonly at: number }
  | { readonly state: 'withdrawn' };

export interface QuestionFacts {
  readonly id: string;
  readonly countyId: string;
  readonly sessionId: string;
  readonly phoneId: string;
  readonly personId: string;
  /** As it was asked. */
  readonly text: string;
  /** As it was asked for; '': none. */
  readonly publicName: string;
  readonly askedAt: number;
  readonly changedAt: number;
  readonly version: number;
}
export type QuestionRecord = QuestionFacts & QuestionStage;

type Result = { readonly ok: true; readonly state: QuestionRecord; readonly effects: readonly never[] } | Refused;

/** A session that takes questions, and one in which they are answered. */
const TAKES: readonly SessionRecord['state'][] = ['lobby', 'live', 'paused'];
const OPEN: readonly QuestionState[] = ['new', 'approved', 'onAir'];

/** Nobody decided about it for good. */
export const isOpen = ({ state }: Pick<QuestionRecord, 'state'>): boolean => OPEN.includes(state);

/** A1 */
export const takesQuestions = ({ state, public: isPublic }: Pick<SessionRecord, 'state' | 'public'>): boolean =>
  isPublic && TAKES.includes(state);

/** A2. `ofPhone`: the question of this phone that was not withdrawn; `asked`: how many there are. */
export function ask(
  session: SessionRecord,
  facts: Omit<QuestionFacts, 'changedAt' | 'version' | 'askedAt' | 'sessionId' | 'countyId'>,
  ofPhone: QuestionRecord | null,
  asked: number,
  now: number,
): Result {
  if (!takesQuestions(session)) return refused('QUESTIONS_CLOSED');
  if (ofPhone) return refused('ALREADY_ASKED', { questionId: ofPhone.id });
  if (asked >= MOST_QUESTIONS) return refused('QUESTIONS_FULL', { most: MOST_QUESTIONS });
  const { id: sessionId, countyId } = session;
  return decided({ ...facts, sessionId, countyId, askedAt: now, changedAt: now, version: 0, state: 'new' });
}

function stage(question: QuestionRecord, next: QuestionStage, now: number): Result {
  const { id, countyId, sessionId, phoneId, personId, text, publicName, askedAt, version } = question;
  const facts = { id, countyId, sessionId, phoneId, personId, text, publicName, askedAt, version };
  return decided({ ...facts, changedAt: now, ...next });
}
const wrongState = ({ state }: QuestionRecord): Refused => refused('WRONG_STATE', { state });
const shownOf = (question: QuestionRecord): Shown | null => ('shown' in question ? question.shown : null);

/** A2: as long as nobody decided about it. */
export const withdraw = (question: QuestionRecord, now: number): Result =>
  question.state === 'new' ? stage(question, { state: 'withdrawn' }, now) : wrongState(question);

/** A3: the words of one that is on air stay while it is. */
export function approve(question: QuestionRecord, words: Omit<Shown, 'at'>, now: number): Result {
  if (question.state !== 'new' && question.state !== 'approved') return wrongState(question);
  return stage(question, { state: 'approved', shown: { ...words, at: now } }, now);
}

/** A3: what is on air is taken off before. */
export function refuse(question: QuestionRecord, reason: string, now: number): Result {
  if (question.state !== 'new' && question.state !== 'approved') return wrongState(question);
  return stage(question, { state: 'refused', shown: shownOf(question), reason }, now);
}

/** A4: into one that is open; what was merged into this one is merged there, too (`follow`). */
export function merge(question: QuestionRecord, into: QuestionRecord, now: number): Result {
  if (into.id === question.id)
    return refused('BAD_INPUT', { issues: [{ path: 'intoId', message: 'is the question itself' }] });
  if (question.state !== 'new' && question.state !== 'approved') return wrongState(question);
  if (!isOpen(into)) return wrongState(into);
  return stage(question, { state: 'merged', shown: shownOf(question), into: into.id }, now);
}
export const follow = (question: QuestionRecord, into: string, now: number): Result =>
  question.state === 'merged'
    ? stage(question, { state: 'merged', shown: question.shown, into }, now)
    : wrongState(question);

/** A5: one at a time. */
export function toAir(question: QuestionRecord, onAir: QuestionRecord | null, now: number): Result {
  if (question.state !== 'approved') return wrongState(question);
  if (onAir) return refused('QUESTION_ON_AIR', { questionId: onAir.id });
  return stage(question, { state: 'onAir', shown: question.shown, at: now }, now);
}
export const offAir = (question: QuestionRecord, now: number): Result =>
  question.state === 'onAir'
    ? stage(question, { state: 'approved', shown: question.shown }, now)
    : wrongState(question);

/** A5: also one that a leader answered without its being shown. */
export function answer(question: QuestionRecord, note: string, now: number): Result {
  if (question.state !== 'approved' && question.state !== 'onAir') return wrongState(question);
  const airedAt = question.state === 'onAir' ? question.at : null;
  return stage(question, { state: 'answered', shown: question.shown, airedAt, at: now, note }, now);
}

/** A6: a case is answered in writing; nothing takes it back. */
export const write = (question: QuestionRecord, caseId: string, now: number): Result =>
  isOpen(question) || question.state === 'merged'
    ? stage(question, { state: 'written', shown: shownOf(question), caseId, at: now }, now)
    : wrongState(question);

/** A3–A5: back to where it was before a refusal, a merging or an answer. */
export function putBack(question: QuestionRecord, now: number): Result {
  const { state } = question;
  if (state !== 'refused' && state !== 'merged' && state !== 'answered') return wrongState(question);
  const { shown } = question;
  return stage(question, shown === null ? { state: 'new' } : { state: 'approved', shown: { ...shown, at: now } }, now);
}

export type PublicQuestion = AirQuestion & {
  readonly state: 'approved' | 'onAir' | 'answered' | 'written';
  readonly note: string;
};

type Publicly = Pick<SessionRecord, 'delayMs' | 'cut'>;

/**
 * A5: what everybody reads of it: what was added, later by the delay; what was taken away, at once; `null`: nothing.
 * `again`: when that will be something else, `null` where nothing is to come.
 */
export function publicAt(
  question: QuestionRecord,
  { delayMs, cut }: Publicly,
  now: number,
): { readonly public: PublicQuestion | null; readonly again: number | null } {
  const nothing = { public: null, again: null };
  if (!('shown' in question) || question.shown === null) return nothing;
  if (question.state === 'merged' || question.state === 'refused') return nothing;
  const { wording, publicName, at: approvedAt } = question.shown;
  const steps: [number, Pick<PublicQuestion, 'state' | 'note'>][] = [[approvedAt, { state: 'approved', note: '' }]];
  const airedAt = question.state === 'onAir' ? question.at : question.state === 'answered' ? question.airedAt : null;
  if (airedAt !== null) steps.push([airedAt, { state: cut ? 'approved' : 'onAir', note: '' }]);
  if (question.state === 'answered') steps.push([question.at, { state: 'answered', note: question.note }]);
  if (question.state === 'written') steps.push([question.at, { state: 'written', note: '' }]);
  const isDue = steps.filter(([at]) => at + delayMs <= now);
  const newest = isDue.at(-1)?.[1];
  const next = steps[isDue.length]?.[0];
  return {
    public: newest ? { id: question.id, wording, publicName, ...newest } : null,
    again: next === undefined ? null : next + delayMs,
  };
}

/** Those that everybody reads, the newest first. */
export const publicList = (questions: readonly QuestionRecord[], publicly: Publicly, now: number): PublicQuestion[] =>
  questions
    .toSorted((one, other) => other.askedAt - one.askedAt)
    .flatMap((question) => publicAt(question, publicly, now).public ?? [])
    .slice(0, MOST_SHOWN);

/** What became of a merged one is what became of the one it was merged into (A4). */
export function fateOf(question: QuestionRecord, all: ReadonlyMap<string, QuestionRecord>): QuestionRecord {
  const lead = question.state === 'merged' ? all.get(question.into) : undefined;
  return lead ?? question;
}

/** Of a question that is on air, or was a moment ago. */
export const airOf = ({ id, shown }: Extract<QuestionRecord, { shown: Shown }>): AirQuestion => ({
  id,
  wording: shown.wording,
  publicName: shown.publicName,
});

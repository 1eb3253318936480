/** What the minutes of an evening say (M1, M2): built from what is stored, and no more than each person agrees to. Pure. */
import { townshipOf } from '../../../shared/case-filter.ts';
import type { MinutesContent, MinutesQuestion, MinutesRow } from '../../../shared/minutes.ts';
import type { Outcome } from '../../../shared/states.ts';
import { type ListedWord, withoutWords } from '../../../shared/words.ts';
import { mayBePublic } from '../calls/programme.ts';
import { atLeaders, inOne, isLeaders, speakerAt, spokenAt } from '../calls/seats.ts';
import type { CallRecord } from '../calls/types.ts';
import { isProtected } from '../cases/access.ts';
import type { CaseRecord, PromiseRecord } from '../cases/types.ts';
import type { QuestionRecord } from '../questions/question.ts';
import type { TicketRecord } from '../queue/types.ts';
import { officialsOf } from '../sessions/seats.ts';
import type { SessionRecord } from '../sessions/types.ts';

/** One call with all that its row is made of. */
export interface CallOfEvening {
  readonly call: CallRecord;
  readonly ticket: TicketRecord;
  readonly cases: readonly CaseRecord[];
  readonly promises: readonly PromiseRecord[];
  /** What was said without being promised. */
  readonly studied: readonly string[];
}

/** A question of the audience, with the case that it became. */
export interface QuestionOfEvening {
  readonly question: QuestionRecord;
  readonly record: CaseRecord | null;
}

export interface EveningFacts {
  readonly session: SessionRecord;
  readonly calls: readonly CallOfEvening[];
  /** All of the evening. */
  readonly tickets: readonly TicketRecord[];
  readonly questions: readonly QuestionOfEvening[];
  readonly unitName: (unitId: string) => string;
  /** The county's words that are never public (T5). */
  readonly never: readonly ListedWord[];
}

/** What a person agrees to that is told of their call; `null`: nothing of it has a row (K2). */
export interface Told {
  readonly name: boolean;
  readonly words: boolean;
  readonly place: boolean;
}

/**
 * T6: the public name with the consent under which it was on air; the matter with that, or with the consent to the
 * publication of one of its cases. Words that nobody approved are in none. What was on air at a leader's seat stays so when
 * the call goes on at a department's room (C4).
 */
export function toldOf(
  session: SessionRecord,
  { call, ticket, cases }: Pick<CallOfEvening, 'call' | 'ticket' | 'cases'>,
): Told | null {
  if (cases.some(isProtected)) return null;
  const at = spokenAt(call, session);
  const wasPublic = at.public && mayBePublic(session, at.seatId, ticket);
  const words = wasPublic || (ticket.approval !== null && cases.some(({ publish }) => publish));
  return { name: wasPublic, words, place: words && !cases.some(({ hidePlace }) => hidePlace) };
}

export function contentOf(facts: EveningFacts): Omit<MinutesContent, 'title' | 'intro'> {
  const { session, calls, tickets, questions } = facts;
  const ended = calls.filter(({ call }) => call.state === 'ended');
  const told = ended.filter(({ call }) => wasAtLeaders(call, session));
  const others = ended.filter((one) => !told.includes(one));
  const rooms = session.seats.filter((seat) => !isLeaders(seat));
  return {
    session: {
      number: session.number,
      topic: session.topic,
      startsAt: session.startsAt,
      endsAt: session.endsAt,
      zone: session.zone,
      officials: session.seats
        .filter(isLeaders)
        .flatMap(officialsOf)
        .map(({ officialTitle, officialName }) => ({ title: officialTitle, name: officialName })),
    },
    rows: told
      .toSorted((a, b) => a.call.startedAt - b.call.startedAt)
      .flatMap((one) => rowOf(facts, one) ?? [])
      .map((row) => blottedRow(row, facts.never)),
    questions: questions
      .filter((one) => !isBesideAnother(one, questions))
      .toSorted((a, b) => a.question.askedAt - b.question.askedAt)
      .flatMap((one) => questionTold(one) ?? [])
      .map((one) => blottedQuestion(one, facts.never)),
    outcomes: outcomesOf(told),
    offAir: rooms
      .map((seat) => ({
        name: seat.name,
        outcomes: outcomesOf(others.filter(({ call }) => call.seatId === seat.id)),
      }))
      .filter(({ outcomes }) => Object.values(outcomes).some((count) => count > 0)),
    notReached: notReachedOf(tickets),
  };
}

/** Of a place that names none, nothing. */
const onlyTownship = (placeName: string): string => {
  const township = townshipOf(placeName);
  return township === placeName && !/(?:镇|乡|街道)$/u.test(placeName) ? '' : township;
};

/** Wherever it ended: what was said to a leader is told. */
const wasAtLeaders = (call: CallRecord, session: SessionRecord): boolean => atLeaders(call, session).length > 0;

function rowOf(facts: EveningFacts, one: CallOfEvening): MinutesRow | null {
  const { call, ticket } = one;
  if (call.state !== 'ended') return null;
  const promises = promisesOf(ticket, call, facts.calls);
  // The same person's next call tells how it went. Where there was none, what was promised in those that failed is told.
  if (hasFailed(call) && (promises.length === 0 || facts.calls.some((other) => goesOn(one, other, facts)))) return null;
  const told = toldOf(facts.session, one);
  if (!told) return null;
  const { session } = facts;
  const official = inOne(atLeaders(call, session).map((at) => speakerAt(at, session)));
  const row: MinutesRow = {
    callId: call.id,
    who: ticket.publicName,
    township: onlyTownship(ticket.placeName),
    categoryCode: one.cases[0]?.categoryCode ?? ticket.categoryCode,
    subject: ticket.subject,
    official,
    outcome: call.outcome,
    // Of a call that failed it is the reason, which is for the desks.
    whereTo: hasFailed(call) ? '' : (call.whereTo ?? ''),
    text: '',
    promises: promises.map((promise) => ({
      wording: promise.wording,
      unitName: facts.unitName(promise.unitId),
      dueOn: promise.dueOn,
      ...byAnother(promise, official, facts),
    })),
    studied: [...one.studied],
    told: true,
  };
  return kept(row, told);
}

/** Those that count (C8) of a call and of the same person's that failed, which have no row of their own. */
const promisesOf = (
  ticket: TicketRecord,
  call: CallRecord,
  calls: readonly CallOfEvening[],
): readonly PromiseRecord[] =>
  calls
    .filter((one) => one.call.id === call.id || (one.ticket.id === ticket.id && hasFailed(one.call)))
    .toSorted((a, b) => a.call.startedAt - b.call.startedAt)
    .flatMap(({ promises }) => promises.filter(({ confirmedAt }) => confirmedAt !== null));

/** Who promised, where the row names others, or others too. */
function byAnother(
  { callId, seat }: PromiseRecord,
  official: string,
  { calls, session }: EveningFacts,
): { by?: string } {
  const call = calls.find((one) => one.call.id === callId)?.call;
  const at = seat ?? (call && spokenAt(call, session));
  const by = at ? speakerAt(at, session) : '';
  return by === '' || by === official ? {} : { by };
}

/** Whether the other one is a later call of the same person at a leader's seat, or one that did not fail. */
const goesOn = (one: CallOfEvening, other: CallOfEvening, { session }: EveningFacts): boolean =>
  other.call.state === 'ended' &&
  other.ticket.id === one.ticket.id &&
  wasAtLeaders(other.call, session) &&
  (!hasFailed(other.call) || other.call.startedAt > one.call.startedAt);

const hasFailed = (call: CallRecord): boolean => call.state === 'ended' && call.outcome === 'failed';

/** The row without what its person does not agree to. */
function kept(row: MinutesRow, { name, words, place }: Told): MinutesRow {
  return {
    ...row,
    who: name ? row.who : '',
    township: place ? row.township : '',
    categoryCode: words ? row.categoryCode : (row.categoryCode?.slice(0, TOP_LEVEL) ?? null),
    subject: words ? row.subject : '',
    whereTo: words ? row.whereTo : '',
    text: words ? row.text : '',
    promises: words ? row.promises : row.promises.map((promise) => ({ ...promise, wording: '' })),
    studied: words ? row.studied : [],
    told: row.told && words,
  };
}

/** M3: nobody can change what was recorded, so its words that are never public are blotted out. */
function blottedRow(row: MinutesRow, never: readonly ListedWord[]): MinutesRow {
  const blotted = (text: string) => withoutWords(text, never);
  return {
    ...row,
    who: blotted(row.who),
    subject: blotted(row.subject),
    whereTo: blotted(row.whereTo),
    promises: row.promises.map((promise) => ({ ...promise, wording: blotted(promise.wording) })),
    studied: row.studied.map(blotted),
  };
}

const blottedQuestion = (question: MinutesQuestion, never: readonly ListedWord[]): MinutesQuestion => ({
  ...question,
  wording: withoutWords(question.wording, never),
  who: withoutWords(question.who, never),
  note: withoutWords(question.note, never),
});

/** A6: merged into another of the evening, which is the one that is told. */
const isBesideAnother = ({ record }: QuestionOfEvening, all: readonly QuestionOfEvening[]): boolean =>
  record?.state === 'merged' && all.some((other) => other.record?.id === record.into);

/**
 * M5: what was answered, or became a case, in the words that a moderator approved (A3). A merged one is told by the one
 * that it was merged into (A4); of a case that is protected nothing is (K2).
 */
export function questionTold({ question, record }: QuestionOfEvening): MinutesQuestion | null {
  if (question.state !== 'answered' && question.state !== 'written') return null;
  if (question.shown === null || (record && isProtected(record))) return null;
  const { wording, publicName: who } = question.shown;
  const note = question.state === 'answered' ? question.note : '';
  return { id: question.id, wording, who, state: question.state, note };
}

/** Characters of a category of the first level, with which those under it begin. */
const TOP_LEVEL = 3;

/**
 * What may be read of them now (M2): a consent that was taken back since takes the person's words out, a protection the
 * row. Nothing that was not there when they were reviewed comes in by a consent that is given later. `untold`: questions
 * that are not to be told any more; one that is not kept any more (A7) stays as it was reviewed.
 */
export const asAgreed = (
  content: MinutesContent,
  now: ReadonlyMap<string, Told | null>,
  untold: ReadonlySet<string> = new Set(),
): MinutesContent => ({
  ...content,
  questions: content.questions.filter(({ id }) => !untold.has(id)),
  rows: content.rows.flatMap((row) => {
    const told = now.get(row.callId);
    return told ? [kept(row, told)] : [];
  }),
});

const outcomesOf = (calls: readonly CallOfEvening[]): Record<Outcome, number> => {
  const counts = { answered: 0, promised: 0, dispatched: 0, outOfScope: 0, failed: 0 };
  for (const { call } of calls) if (call.state === 'ended') counts[call.outcome] += 1;
  return counts;
};

/** S4 */
function notReachedOf(tickets: readonly TicketRecord[]): MinutesContent['notReached'] {
  const counts = { nextSession: 0, phone: 0, written: 0, undecided: 0, refused: 0, left: 0, noShow: 0 };
  for (const ticket of tickets) {
    switch (ticket.state) {
      case 'deferred':
        counts[ticket.by === 'session' ? 'nextSession' : 'phone'] += 1;
        break;
      case 'written':
      case 'refused':
      case 'left':
      case 'noShow':
        counts[ticket.state] += 1;
        break;
      case 'booked':
      case 'waiting':
      case 'away':
      case 'screening':
      case 'onDeck':
        counts.undecided += 1;
        break;
      case 'live':
      case 'done':
    }
  }
  return counts;
}

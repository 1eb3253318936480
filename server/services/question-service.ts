/** Written questions of the audience: asked by phones, decided about at the moderator's desk (A1–A6). */
import type { QuestionRow } from '../../shared/actions/questions.ts';
import { Refusal } from '../../shared/errors.ts';
import { categoryByCode } from '../domain/cases/categories.ts';
import { maskPhone } from '../domain/people/mask.ts';
import type { Actor } from '../domain/people/types.ts';
import type { QuestionRecord } from '../domain/questions/question.ts';
import * as questions from '../domain/questions/question.ts';
import { chooseBy } from '../domain/queue/not-reached.ts';
import type { Decision } from '../domain/result.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { refuseBarred } from './bar-service.ts';
import { type CommandAsked, once, query } from './context.ts';
import type { Reader } from './ports/store.ts';
import { writeCases } from './question-cases.ts';
import { must, notFound, sessionForUpdate, writeDown } from './support.ts';
import { refuseWords } from './word-service.ts';

interface OfQuestion {
  readonly sessionId: string;
  readonly questionId: string;
}

export const questionHandlers = {
  'question.ask': once<'question.ask'>(async ({ sessionId, text, name, publicName }, asked) => {
    const { tx, now, deps, touched } = asked;
    const { countyId, phoneId } = phoneOf(asked.actor);
    const found = await sessionOf(tx, countyId, sessionId);
    await deps.throttle.use('questionsPerPhone', phoneId);
    await deps.throttle.use('questionsPerCounty', countyId);
    const person = await tx.citizen(countyId, phoneId, name);
    await refuseBarred(asked, phoneId, found.zone);
    const session = await sessionForUpdate(tx, sessionId);
    const facts = { id: deps.newId('qn'), phoneId, personId: person.id, text, publicName };
    const before = await tx.questionOfPhone(sessionId, phoneId);
    const { length } = await tx.questionsOf(sessionId);
    const question = must(questions.ask(session, facts, before, length, now));
    await tx.insertQuestion(question);
    await writeDown(asked, 'question.ask', { sessionId, data: { questionId: question.id } });
    touched.session(sessionId);
    return { questionId: question.id };
  }),

  'question.own': query<'question.own'>(async ({ sessionId }, { actor, read }) => {
    await sessionOf(read, actor.countyId, sessionId);
    const own = actor.kind === 'citizen' ? await read.questionOfPhone(sessionId, actor.phoneId) : null;
    if (!own) return { question: null };
    const lead = own.state === 'merged' ? await read.question(own.into) : null;
    const fate = lead ?? own;
    return {
      question: {
        id: own.id,
        text: own.text,
        state: fate.state,
        wording: 'shown' in fate && fate.state !== 'refused' ? (fate.shown?.wording ?? null) : null,
        together: lead !== null,
        askedAt: own.askedAt,
        says: saysOf(fate),
        caseNumber: await numberOf(read, own),
      },
    };
  }),

  'question.withdraw': once<'question.withdraw'>(async ({ sessionId }, asked) => {
    const { tx, now, touched } = asked;
    const { countyId, phoneId } = phoneOf(asked.actor);
    await sessionOf(tx, countyId, sessionId);
    await sessionForUpdate(tx, sessionId);
    const own = (await tx.questionOfPhone(sessionId, phoneId)) ?? notFound();
    await tx.saveQuestion(must(questions.withdraw(own, now)));
    // What was merged into it goes on by itself.
    for (const other of await mergedInto(tx, { sessionId, questionId: own.id }))
      await tx.saveQuestion(must(questions.putBack(other, now)));
    await writeDown(asked, 'question.withdraw', { sessionId, data: { questionId: own.id } });
    touched.session(sessionId);
    return {};
  }),

  'questions.public': query<'questions.public'>(async ({ sessionId }, { actor, read, now }) => {
    const session = await sessionOf(read, actor.countyId, sessionId);
    const open = questions.takesQuestions(session);
    if (!session.public) return { open, questions: [] };
    const told = await tellable(await read.questionsOf(sessionId), read);
    return { open, questions: questions.publicList(told, session, now) };
  }),

  'questions.list': query<'questions.list'>(async ({ sessionId }, { actor, read }) => {
    const session = await sessionOf(read, actor.countyId, sessionId);
    const all = await read.questionsOf(sessionId);
    const ids = all.map(({ personId }) => personId);
    const [people, phones] = await Promise.all([read.persons(ids), read.phonesOf(ids)]);
    const rows = all.map(async (one): Promise<QuestionRow> => {
      const shown = 'shown' in one ? one.shown : null;
      return {
        id: one.id,
        text: one.text,
        name: people.get(one.personId)?.name ?? '',
        phoneMasked: maskPhone(phones.get(one.personId) ?? ''),
        publicName: one.publicName,
        state: one.state,
        askedAt: one.askedAt,
        shown: shown && { wording: shown.wording, publicName: shown.publicName },
        intoId: one.state === 'merged' ? one.into : null,
        says: saysOf(one),
        caseNumber: await numberOf(read, one),
        caseId: one.state === 'written' ? one.caseId : null,
      };
    });
    return { questions: await Promise.all(rows), decideBy: chooseBy(session) };
  }),

  'question.approve': once<'question.approve'>(async (input, asked) => {
    const { wording, publicName, despite = [] } = input;
    const words = await refuseWords(asked, [wording, publicName], despite);
    return decide(asked, input, words.length > 0 ? 'question.approveDespite' : 'question.approve', {
      why: words.length > 0 ? words.join(' / ') : null,
      data: { wording, publicName },
      by: (one) => questions.approve(one, { wording, publicName }, asked.now),
    });
  }),
  'question.refuse': once<'question.refuse'>((input, asked) =>
    decide(asked, input, 'question.refuse', {
      why: input.reason,
      by: (one) => questions.refuse(one, input.reason, asked.now),
    }),
  ),
  'question.merge': once<'question.merge'>(async (input, asked) => {
    const { tx, now } = asked;
    await sessionForUpdate(tx, input.sessionId);
    const into = await questionOf(tx, { ...input, questionId: input.intoId });
    await decide(asked, input, 'question.merge', {
      data: { into: into.id },
      by: (one) => questions.merge(one, into, now),
    });
    for (const other of await mergedInto(tx, input)) await tx.saveQuestion(must(questions.follow(other, into.id, now)));
    return {};
  }),
  'question.onAir': once<'question.onAir'>(async (input, asked) => {
    const { tx, now } = asked;
    const session = await sessionForUpdate(tx, input.sessionId);
    if (!session.public) throw new Refusal('QUESTIONS_CLOSED');
    const { lately } = await tx.questionsNow(input.sessionId, now);
    const onAir = lately.find(({ state }) => state === 'onAir') ?? null;
    return decide(asked, input, 'question.onAir', { by: (one) => questions.toAir(one, onAir, now) });
  }),
  'question.offAir': once<'question.offAir'>((input, asked) =>
    decide(asked, input, 'question.offAir', { by: (one) => questions.offAir(one, asked.now) }),
  ),
  'question.answered': once<'question.answered'>((input, asked) =>
    decide(asked, input, 'question.answered', {
      why: input.note || null,
      by: (one) => questions.answer(one, input.note, asked.now),
    }),
  ),
  'question.putBack': once<'question.putBack'>((input, asked) =>
    decide(asked, input, 'question.putBack', { by: (one) => questions.putBack(one, asked.now) }),
  ),

  'question.toCase': once<'question.toCase'>(async (input, asked) => {
    const { tx, touched } = asked;
    const { sessionId, questionId, subject, kind, categoryCode } = input;
    if (!categoryByCode(categoryCode))
      throw new Refusal('BAD_INPUT', { issues: [{ path: 'categoryCode', message: 'unknown' }] });
    const session = await sessionForUpdate(tx, sessionId);
    const question = await questionOf(tx, input);
    if (!questions.isOpen(question)) throw new Refusal('WRONG_STATE', { state: question.state });
    const matter = { subject, kind, categoryCode };
    const record = await writeCases(asked, session, question, await mergedInto(tx, input), matter);
    await writeDown(asked, 'question.toCase', { sessionId, caseId: record.id, data: { questionId } });
    touched.session(sessionId);
    return { caseId: record.id, number: record.number };
  }),
};

interface Deciding {
  readonly why?: string | null;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly by: (question: QuestionRecord) => Decision<QuestionRecord, never>;
}

/** Under the session's lock: of two desks the second decides about what the first made of it. */
async function decide(
  asked: CommandAsked,
  named: OfQuestion,
  what: string,
  { why = null, data = {}, by }: Deciding,
): Promise<Record<string, never>> {
  const { tx, touched } = asked;
  const { sessionId, questionId } = named;
  await sessionForUpdate(tx, sessionId);
  await tx.saveQuestion(must(by(await questionOf(tx, named))));
  await writeDown(asked, what, { sessionId, why, data: { ...data, questionId } });
  touched.session(sessionId);
  return {};
}

async function questionOf(read: Reader, { sessionId, questionId }: OfQuestion): Promise<QuestionRecord> {
  const question = await read.question(questionId);
  return question?.sessionId === sessionId ? question : notFound();
}

const mergedInto = async (read: Reader, { sessionId, questionId }: OfQuestion): Promise<QuestionRecord[]> =>
  (await read.questionsOf(sessionId)).filter((one) => one.state === 'merged' && one.into === questionId);

async function sessionOf(read: Reader, countyId: string, sessionId: string): Promise<SessionRecord> {
  const session = await read.session(sessionId);
  return session?.countyId === countyId ? session : notFound();
}

function phoneOf(actor: Actor): { countyId: string; phoneId: string } {
  if (actor.kind !== 'citizen') throw new Refusal('FORBIDDEN');
  return actor;
}

/** K2: without those that became a protected case, or one that was merged into such a one. */
async function tellable(all: readonly QuestionRecord[], read: Reader): Promise<QuestionRecord[]> {
  const caseIds = all.flatMap((one) => (one.state === 'written' && one.shown !== null ? one.caseId : []));
  const unprotected = await read.unprotectedCases(caseIds);
  return all.filter((one) => one.state !== 'written' || unprotected.has(one.caseId));
}

function saysOf(question: QuestionRecord): string | null {
  if (question.state === 'refused') return question.reason;
  return question.state === 'answered' && question.note !== '' ? question.note : null;
}

const numberOf = async (read: Reader, question: QuestionRecord): Promise<string | null> =>
  question.state === 'written' ? ((await read.case(question.caseId))?.number ?? null) : null;

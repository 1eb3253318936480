/** A6: questions of the audience that become cases, and what the end of an evening does to those that are open. */
import type { CaseKind } from '../../shared/states.ts';
import { LIMITS } from '../../shared/text.ts';
import { endOfDay } from '../domain/calendar/working-days.ts';
import { merge } from '../domain/cases/loop.ts';
import { answerBy, openCase } from '../domain/cases/transitions.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import type { QuestionRecord } from '../domain/questions/question.ts';
import * as questions from '../domain/questions/question.ts';
import { chooseBy, dueDays } from '../domain/queue/not-reached.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { newLimits, numberOfCase } from './case-limits.ts';
import { insertCase, saveCase } from './case-marks.ts';
import { tellOfCase } from './case-steps.ts';
import type { CommandAsked } from './context.ts';
import { must, sessionForUpdate, writeDown } from './support.ts';

export interface Matter {
  readonly subject: string;
  readonly kind: CaseKind;
  readonly categoryCode: string | null;
}

/** One case for who asked, and one for each whose question was merged into it, merged into that one (K6). */
export async function writeCases(
  asked: CommandAsked,
  session: SessionRecord,
  question: QuestionRecord,
  merged: readonly QuestionRecord[],
  matter: Matter,
): Promise<CaseRecord> {
  const lead = await writeOne(asked, session, question, matter, null);
  for (const one of merged) await writeOne(asked, session, one, matter, lead);
  return lead;
}

async function writeOne(
  asked: CommandAsked,
  session: SessionRecord,
  question: QuestionRecord,
  matter: Matter,
  lead: CaseRecord | null,
): Promise<CaseRecord> {
  const { tx, now, deps } = asked;
  const { countyId } = session;
  const facts = {
    id: deps.newId('cs'),
    countyId,
    number: await numberOfCase(tx, countyId, now),
    placeName: '',
    personId: question.personId,
    alias: question.publicName,
    ticketId: null,
    callId: null,
    ...matter,
    more: question.text,
  };
  const { writtenBy } = dueDays(now, session.zone, await tx.calendarDays(countyId));
  const opened = openCase(facts, now, await newLimits(tx, facts, now));
  const record = must(answerBy(opened, 'written', endOfDay(writtenBy, session.zone), now));
  await insertCase(asked, record);
  const { number } = record;
  await writeDown(asked, 'case.open', { sessionId: session.id, caseId: record.id, data: { number } });
  if (lead) {
    await saveCase(asked, record, must(merge(record, lead, now)));
    await writeDown(asked, 'case.merge', { caseId: record.id, data: { into: lead.number } });
    await writeDown(asked, 'case.mergedHere', { caseId: lead.id, data: { number } });
  }
  await tx.saveQuestion(must(questions.write(question, record.id, now)));
  await tellOfCase(asked, record, 'questionWritten', { session: session.title, date: writtenBy });
  return record;
}

/** Nobody speaks any more: what was on air was not answered, and whatever is open waits for the desk, for a day. */
export async function endQuestions({ tx, now }: CommandAsked, session: SessionRecord): Promise<void> {
  const open = (await tx.questionsOf(session.id)).filter(questions.isOpen);
  for (const one of open) if (one.state === 'onAir') await tx.saveQuestion(must(questions.offAir(one, now)));
  const at = chooseBy(session);
  if (open.length === 0 || at === null) return;
  await tx.later({ queue: 'session.settle', key: session.id, at, data: { sessionId: session.id } });
}

/** By the clock, a day after the end: what nobody decided about is answered in writing. */
export async function settleQuestions(sessionId: string, asked: CommandAsked): Promise<void> {
  const session = await sessionForUpdate(asked.tx, sessionId);
  if (chooseBy(session) === null) return;
  const all = await asked.tx.questionsOf(sessionId);
  for (const one of all) {
    if (!questions.isOpen(one)) continue;
    const merged = all.filter((other) => other.state === 'merged' && other.into === one.id);
    const said = 'shown' in one && one.shown ? one.shown.wording : one.text;
    const subject = said.length > LIMITS.subject ? `${said.slice(0, LIMITS.subject - 1)}…` : said;
    await writeCases(asked, session, one, merged, { subject, kind: 'consult', categoryCode: null });
  }
  asked.touched.session(sessionId);
}

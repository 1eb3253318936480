/** The minutes of evenings: built from what is stored, written, reviewed by three people, read by everybody (M1–M3). */
import type { ResultOf } from '../../shared/actions/all.ts';
import type { Minutes } from '../../shared/actions/minutes.ts';
import { Refusal } from '../../shared/errors.ts';
import type { MinutesContent } from '../../shared/minutes.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import {
  asAgreed,
  type CallOfEvening,
  type EveningFacts,
  type QuestionOfEvening,
  questionTold,
  type Told,
  toldOf,
} from '../domain/minutes/content.ts';
import * as rules from '../domain/minutes/minutes.ts';
import type { QuestionRecord } from '../domain/questions/question.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { type CommandAsked, once, query } from './context.ts';
import type { Reader } from './ports/store.ts';
import { must, notFound, type Staff, sessionForUpdate, staffOf, ticketOf, writeDown } from './support.ts';
import { refuseWords } from './word-service.ts';

/** Evenings that the office still sees. */
const BACK_MS = 120 * 86_400_000;
const MOST_PUBLISHED = 100;

export const minutesHandlers = {
  'minutes.list': query<'minutes.list'>(async (_input, { read, actor, now }) => {
    const staff = staffOf(actor);
    const [lately, published] = await Promise.all([
      read.sessionsBetween(staff.countyId, now - BACK_MS, now),
      publishedEvenings(staff.countyId, read),
    ]);
    // What is public can be corrected and taken off however old it is.
    const older = published.filter(({ startsAt }) => startsAt < now - BACK_MS);
    const over = [...lately.filter(({ state }) => state === 'ended').reverse(), ...older];
    const records = await read.minutesOfSessions(over.map(({ id }) => id));
    return {
      evenings: over.map((session) => ({
        ...headOf(session),
        editions: records
          .filter(({ sessionId }) => sessionId === session.id)
          .map((record) => editionOf(record, staff))
          .reverse(),
      })),
    };
  }),

  'minutes.show': query<'minutes.show'>(async ({ minutesId }, { read, actor }) => {
    const staff = staffOf(actor);
    const record = await read.minutes(minutesId);
    if (record?.countyId !== staff.countyId) notFound();
    return shown(record, staff, read);
  }),

  'minutes.draft': once<'minutes.draft'>(async ({ sessionId }, asked) => {
    const session = await sessionForUpdate(asked.tx, sessionId);
    const before = await asked.tx.minutesOfSessions([sessionId]);
    const { id: minutesId, edition } = await draft(session, before, staffOf(asked.actor), asked);
    return { minutesId, edition };
  }),

  'minutes.reword': once<'minutes.reword'>(async ({ minutesId, version, title, intro, rows }, asked) => {
    const before = await seen(asked, minutesId, version);
    const texts = new Map(rows.map(({ callId, text }) => [callId, text]));
    await asked.tx.saveMinutes(must(rules.reword(before, { title, intro, texts })));
    await writeDown(asked, 'minutes.reword', about(before));
    return { version: version + 1 };
  }),

  'minutes.review': once<'minutes.review'>(async (input, asked) => {
    const { tx, now, actor } = asked;
    const { verdict, reason = '', despite = [] } = input;
    const before = await seen(asked, input.minutesId, input.version);
    const after = must(rules.review(before, verdict, reason, staffOf(actor), now));
    const words = verdict === 'pass' ? await refuseWords(asked, textsOf(await agreed(before, tx)), despite) : [];
    if (after.stage === 'published') {
      const others = await tx.minutesOfSessions([after.sessionId]);
      for (const other of others) if (other.stage === 'published') await tx.saveMinutes(rules.replace(other));
    }
    await tx.saveMinutes(after);
    const { sessionId, data } = about(before);
    await writeDown(asked, `minutes.${verdict}`, {
      sessionId,
      why: reason || null,
      data: { ...data, stage: after.stage, ...(words.length > 0 ? { words } : {}) },
    });
    return { stage: after.stage };
  }),

  'minutes.takeOff': once<'minutes.takeOff'>(async ({ minutesId, version, reason }, asked) => {
    const before = await seen(asked, minutesId, version);
    await asked.tx.saveMinutes(must(rules.takeOff(before, staffOf(asked.actor), reason, asked.now)));
    await writeDown(asked, 'minutes.takeOff', { ...about(before), why: reason });
    return {};
  }),

  'minutes.read': query<'minutes.read'>(async ({ sessionId }, { read }) => {
    const editions = await read.minutesOfSessions([sessionId]);
    const record = editions.find(({ stage }) => stage === 'published') ?? notFound();
    const county = (await read.county(record.countyId)) ?? notFound();
    const { edition, publishedAt } = record;
    return { countyName: county.name, edition, publishedAt: publishedAt ?? 0, content: await agreed(record, read) };
  }),

  'minutes.published': query<'minutes.published'>(async (_input, { read, actor }) => {
    return { evenings: (await publishedEvenings(actor.countyId, read)).map(headOf) };
  }),
};

/** M1: the first draft comes by itself. Nothing where the clerk was there before, or the evening is not over. */
export async function draftByClock(sessionId: string, asked: CommandAsked): Promise<void> {
  const session = await sessionForUpdate(asked.tx, sessionId);
  const before = await asked.tx.minutesOfSessions([sessionId]);
  if (session.state === 'ended' && before.length === 0) await draft(session, before, null, asked);
}

async function draft(
  session: SessionRecord,
  before: readonly rules.MinutesRecord[],
  by: Staff | null,
  asked: CommandAsked,
): Promise<rules.MinutesRecord> {
  const { tx, now, deps } = asked;
  const { record, isNew } = must(rules.draft(deps.newId('mn'), await factsOf(session, tx), before, by, now));
  await (isNew ? tx.insertMinutes(record) : tx.saveMinutes(record));
  await writeDown(asked, 'minutes.draft', about(record));
  return record;
}

/** Those whose minutes are public; the newest first. */
async function publishedEvenings(countyId: string, read: Reader): Promise<SessionRecord[]> {
  const ids = await read.sessionsWithMinutes(countyId, MOST_PUBLISHED);
  const sessions = (await Promise.all(ids.map((id) => read.session(id)))).filter((one) => one !== null);
  return sessions.sort((a, b) => b.startsAt - a.startsAt);
}

const headOf = ({ id, number, title, startsAt, zone }: SessionRecord) => ({
  sessionId: id,
  number,
  title,
  startsAt,
  zone,
});

const editionOf = (record: rules.MinutesRecord, staff: Staff) => ({
  id: record.id,
  edition: record.edition,
  stage: record.stage,
  version: record.version,
  publishedAt: record.publishedAt,
  mayReview: rules.mayReview(record, staff) === null,
});

const about = ({ id, sessionId, edition }: rules.MinutesRecord) => ({ sessionId, data: { minutesId: id, edition } });

/** Under its session's lock, as the caller saw it. */
async function seen({ tx, actor }: CommandAsked, minutesId: string, version: number): Promise<rules.MinutesRecord> {
  const found = await tx.minutes(minutesId);
  if (found?.countyId !== actor.countyId) notFound();
  await sessionForUpdate(tx, found.sessionId);
  const record = (await tx.minutes(minutesId)) ?? notFound();
  if (record.version !== version) throw new Refusal('STALE', { minutesId, version: record.version });
  return record;
}

async function shown(record: rules.MinutesRecord, staff: Staff, read: Reader): Promise<Minutes> {
  const { sessionId, draftedAt, reviews, ended } = record;
  return {
    ...editionOf(record, staff),
    sessionId,
    draftedAt,
    content: await agreed(record, read),
    reviews: reviews.map(({ stage, byName, at, reason }) => ({ stage, by: byName, at, reason })),
    ended: ended && { at: ended.at, by: ended.byName, reason: ended.reason },
  };
}

/** T6: asked at every look. */
async function agreed(record: rules.MinutesRecord, read: Reader): Promise<ResultOf<'minutes.read'>['content']> {
  const session = (await read.session(record.sessionId)) ?? notFound();
  const told = new Map<string, Told | null>();
  for (const { callId } of record.content.rows) {
    const call = await read.call(callId);
    told.set(callId, call && toldOf(session, { call, ...(await ofTicket(call, read)) }));
  }
  const untold = new Set<string>();
  for (const { id } of record.content.questions) {
    const question = await read.question(id);
    if (question && questionTold(await withCase(question, read)) === null) untold.add(id);
  }
  return asAgreed(record.content, told, untold);
}

const withCase = async (question: QuestionRecord, read: Reader): Promise<QuestionOfEvening> => ({
  question,
  record: question.state === 'written' ? await read.case(question.caseId) : null,
});

async function ofTicket(call: CallRecord, read: Reader) {
  const [ticket, cases] = await Promise.all([ticketOf(read, call.ticketId), read.casesOfTicket(call.ticketId)]);
  return { ticket, cases };
}

async function factsOf(session: SessionRecord, read: Reader): Promise<EveningFacts> {
  const [units, words, records, { tickets }] = await Promise.all([
    read.units(session.countyId),
    read.words(session.countyId),
    read.callsOfSession(session.id),
    read.ticketsSince(session.id, 0),
  ]);
  const questions = await Promise.all((await read.questionsOf(session.id)).map((one) => withCase(one, read)));
  const unitNames = new Map(units.map(({ id, name }) => [id, name]));
  const calls: CallOfEvening[] = [];
  for (const call of records) {
    const { ticket, cases } = await ofTicket(call, read);
    calls.push({
      ...{ call, ticket, cases },
      promises: await read.promisesOfCall(call.id),
      studied: await studiedIn(call, cases, read),
    });
  }
  return {
    session,
    calls,
    tickets,
    questions,
    unitName: (id) => unitNames.get(id) ?? '',
    never: words.filter(({ level }) => level === 'never'),
  };
}

async function studiedIn(call: CallRecord, cases: CallOfEvening['cases'], read: Reader): Promise<string[]> {
  const entries = await Promise.all(cases.map(({ id }) => read.auditOfCase(id)));
  return entries
    .flat()
    .filter(({ what, data, why }) => what === 'call.remark' && data.callId === call.id && why !== null)
    .map(({ why }) => why ?? '');
}

/** Everything that somebody typed. */
const textsOf = ({ title, intro, rows, questions }: MinutesContent): string[] => [
  title,
  intro,
  ...rows.flatMap((row) => [
    row.who,
    row.subject,
    row.whereTo,
    row.text,
    ...row.promises.map(({ wording }) => wording),
    ...row.studied,
  ]),
  ...questions.flatMap(({ wording, who, note }) => [wording, who, note]),
];

/** A citizen's own cases (K5, K6, Q7, T6): what they read, and the steps that are theirs. */
import type { MyCaseRow } from '../../shared/actions/my.ts';
import { ratingTotal } from '../../shared/case-rating.ts';
import { PUBLICATION_WORDING } from '../../shared/consent.ts';
import { Refusal } from '../../shared/errors.ts';
import { isCaseOver, publicStage } from '../../shared/states.ts';
import * as loop from '../domain/cases/loop.ts';
import {
  answeredAt,
  expectedOf,
  isAnsweredInCall,
  type OwnCase,
  officialReplies,
  ownSteps,
  progressOf,
} from '../domain/cases/own.ts';
import { handsOf } from '../domain/cases/steps.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import { maskPhone } from '../domain/people/mask.ts';
import type { Actor, PersonRecord } from '../domain/people/types.ts';
import { goneOn, newLimits } from './case-limits.ts';
import { isShared, leadingOf } from './case-merged.ts';
import { keepStep, seenCase } from './case-steps.ts';
import { once, query } from './context.ts';
import type { Reader } from './ports/store.ts';
import { notFound } from './support.ts';

/** So many of one phone are listed, the newest. */
const MOST = 200;

export const myCaseHandlers = {
  'my.cases': query<'my.cases'>(async (_input, { actor, read, now }) => {
    const { phoneId } = citizenOf(actor);
    const records = await read.casesOfPhone(phoneId, MOST);
    const [county, phone, people, unitNames, owns] = await Promise.all([
      read.county(actor.countyId),
      read.phone(phoneId),
      read.persons(records.map(({ personId }) => personId)),
      unitNamesOf(read, actor.countyId),
      Promise.all(records.map((record) => ownCase(record, read))),
    ]);
    const rows = owns.map((own) => rowOf(own, people, unitNames, now));
    return {
      phoneMasked: maskPhone(phone ?? notFound()),
      zone: (county ?? notFound()).zone,
      cases: [...rows.filter(({ expected }) => expected !== null), ...rows.filter(({ expected }) => expected === null)],
    };
  }),

  'my.case': query<'my.case'>(async ({ number }, { actor, read, now }) => {
    const record = await read.caseByNumber(actor.countyId, number);
    const person = record && (await read.person(record.personId));
    // Somebody else's is not there.
    if (!record || !person || handsOf(citizenOf(actor), record, person).size === 0) return notFound();
    const own = await ownCase(record, read);
    const { leading } = own;
    const [county, unitNames, entries, leadingEntries, promises] = await Promise.all([
      read.county(actor.countyId),
      unitNamesOf(read, actor.countyId),
      read.auditOfCase(record.id),
      leading === record ? null : read.auditOfCase(leading.id),
      read.promisesOfCases([record.id]),
    ]);
    const steps = ownSteps(own, now);
    return {
      ...rowOf(own, new Map([[person.id, person]]), unitNames, now),
      caseId: record.id,
      version: record.version,
      zone: (county ?? notFound()).zone,
      more: record.more,
      place: record.placeName,
      steps,
      withdrawUntil: record.openedAt + loop.WITHDRAW_WITHIN_MS,
      merged: record.state === 'merged',
      suspended: leading.state === 'suspended',
      progress: progressOf(own, entries, leadingEntries ?? entries),
      answeredInCall: isAnsweredInCall(own, leadingEntries ?? entries),
      question: record.state === 'waitingForCitizen' ? record.question : null,
      questionAt: record.state === 'waitingForCitizen' ? record.at : null,
      refused:
        leading.state === 'refused' ? { reason: leading.reason, to: leading.to, whereTo: leading.whereTo } : null,
      added: entries.flatMap(({ what, at, data }) =>
        (what === 'case.add' || what === 'case.answer') && typeof data.text === 'string'
          ? [{ at, text: data.text }]
          : [],
      ),
      replies: officialReplies(own).map(({ id, officialAt, text, unitId }) => ({
        id,
        at: officialAt,
        text,
        unitName: unitId === null ? null : (unitNames.get(unitId) ?? null),
      })),
      promises: promises
        .filter(({ confirmedAt }) => confirmedAt !== null)
        .map(({ wording, unitId, dueOn }) => ({ wording, unitName: unitNames.get(unitId) ?? '', dueOn })),
      rating: record.rating,
      publish: record.publish,
      publishable: !record.sealed,
    };
  }),

  'my.add': once<'my.add'>(async (input, asked) => {
    const record = await seenCase(asked, input, 'add');
    const note = { data: { text: input.text } };
    const { state, version } = await keepStep(asked, 'add', record, loop.add(record, asked.now), note);
    return { state, version };
  }),

  'my.answer': once<'my.answer'>(async (input, asked) => {
    const record = await seenCase(asked, input, 'answer');
    const decision = loop.answer(record, await goneOn(asked.tx, record, asked.now), asked.now);
    const { state, version } = await keepStep(asked, 'answer', record, decision, { data: { text: input.text } });
    return { state, version };
  }),

  'my.withdraw': once<'my.withdraw'>(async (input, asked) => {
    const record = await seenCase(asked, input, 'withdraw');
    const decision = loop.withdraw(record, await isShared(asked.tx, record.id), asked.now);
    const { state, version } = await keepStep(asked, 'withdraw', record, decision);
    return { state, version };
  }),

  'my.rate': once<'my.rate'>(async (input, asked) => {
    const { tx, now } = asked;
    const record = await seenCase(asked, input, 'rate');
    const { solved, attitude, speed, comment = '' } = input;
    const marks = { solved, attitude, speed };
    const answered = answeredAt(await ownCase(record, tx));
    const again = await newLimits(tx, record, now);
    const decision = loop.rate(record, { ...marks, comment, at: now }, answered, again, now);
    const { state, version } = await keepStep(asked, 'rate', record, decision, {
      why: comment || null,
      data: { marks, total: ratingTotal(marks) },
    });
    return { state, version };
  }),

  'my.notSolved': once<'my.notSolved'>(async (input, asked) => {
    const { tx, now } = asked;
    const record = await seenCase(asked, input, 'notSolved');
    const isAnswered = answeredAt(await ownCase(record, tx)) !== null;
    const decision = loop.notSolved(record, isAnswered, await newLimits(tx, record, now), now);
    const { state, version } = await keepStep(asked, 'notSolved', record, decision, { why: input.reason });
    return { state, version };
  }),

  'my.consent': once<'my.consent'>(async (input, asked) => {
    const { given, wording } = input;
    // What is agreed to is what was read; taking back needs no reading.
    if (given && wording !== PUBLICATION_WORDING) {
      throw new Refusal('CONSENT_OUTDATED', { version: PUBLICATION_WORDING });
    }
    const record = await seenCase(asked, input, 'consent');
    const note = { data: { publish: given, version: wording } };
    const { state, version } = await keepStep(asked, 'consent', record, loop.consent(record, given), note);
    return { state, version };
  }),
};

type Citizen = Extract<Actor, { kind: 'citizen' }>;

/** Rules let only a citizen this far; this says so to the compiler. */
function citizenOf(actor: Actor): Citizen {
  if (actor.kind !== 'citizen') throw new Refusal('FORBIDDEN');
  return actor;
}

const unitNamesOf = async (read: Reader, countyId: string): Promise<ReadonlyMap<string, string>> =>
  new Map((await read.units(countyId)).map(({ id, name }) => [id, name]));

/** With the case that its answer comes from. */
async function ownCase(record: CaseRecord, read: Reader): Promise<OwnCase> {
  const leading = await leadingOf(read, record);
  const [replies, shared] = await Promise.all([read.repliesOfCase(leading.id), isShared(read, record.id)]);
  return { record, leading, replies, isShared: shared };
}

function rowOf(
  own: OwnCase,
  people: ReadonlyMap<string, PersonRecord>,
  unitNames: ReadonlyMap<string, string>,
  now: number,
): MyCaseRow {
  const { record, leading } = own;
  const { mainUnitId, stoppedAt, dueAt } = leading;
  const isSettled = isCaseOver(leading.state) || answeredAt(own) !== null;
  return {
    number: record.number,
    subject: record.subject,
    kind: record.kind,
    name: people.get(record.personId)?.name ?? '',
    stage: publicStage(leading.state),
    unitName: mainUnitId === null ? null : (unitNames.get(mainUnitId) ?? null),
    dueAt: isSettled || stoppedAt !== null ? null : dueAt,
    openedAt: record.openedAt,
    expected: expectedOf(own, now),
  };
}

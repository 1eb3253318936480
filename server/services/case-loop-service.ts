/** The steps of a case at the desks: load under lock → decide → save, write down and tell (K1–K7). */
import type { ActionName, InputOf } from '../../shared/actions/all.ts';
import type { CaseStep } from '../../shared/case-steps.ts';
import { Refusal } from '../../shared/errors.ts';
import * as loop from '../domain/cases/loop.ts';
import type { CaseRecord, CaseReplyRecord } from '../domain/cases/types.ts';
import { refusedAsHeld } from '../domain/cases/visits.ts';
import type { Decision } from '../domain/result.ts';
import { tellOthersOfAnswer } from './board-service.ts';
import { unitOf } from './call-case-service.ts';
import { readable } from './case-access.ts';
import { dueDate, goneOn, laterBy, newLimits } from './case-limits.ts';
import { isShared } from './case-merged.ts';
import { type CaseNote, keepStep, type Seen, seenCase, several, type TakenStep } from './case-steps.ts';
import { type CommandAsked, type CommandHandler, type Handler, once, query } from './context.ts';
import { attach, attachToVisit } from './file-service.ts';
import { must, notFound, staffOf } from './support.ts';

type Decided = Decision<CaseRecord, loop.CaseEffect>;

/** A step that changes the case alone. */
const step = <Name extends StepAction>(
  name: CaseStep,
  decide: (record: CaseRecord, input: InputOf<Name>, asked: CommandAsked) => Decided | Promise<Decided>,
  note: (input: InputOf<Name>) => CaseNote = () => ({}),
): Handler<Name> => {
  const run = async (input: InputOf<Name> & Seen, asked: CommandAsked) => {
    const record = await seenCase(asked, input, name);
    const { state, version } = await keepStep(asked, name, record, await decide(record, input, asked), note(input));
    return { state, version };
  };
  // All of them answer where the case stands now; the compiler cannot see it of a name that is open.
  return once<Name>(run as unknown as CommandHandler<Name>);
};

type StepAction = Extract<ActionName, `case.${CaseStep}`>;

const replyOf = async ({ tx }: CommandAsked, record: CaseRecord): Promise<CaseReplyRecord> =>
  (record.state === 'drafted' || record.state === 'firstReviewed' ? await tx.caseReply(record.replyId) : null) ??
  notFound();

export const caseLoopHandlers = {
  'case.accept': step<'case.accept'>('accept', (record, _input, { now }) => loop.accept(record, now)),

  'case.refuse': step<'case.refuse'>(
    'refuse',
    async (record, { reason, to, whereTo }, { tx, now }) =>
      loop.refuse(record, { reason, to, whereTo }, await isShared(tx, record.id), now),
    ({ reason, whereTo }) => ({ why: reason, data: { whereTo }, fields: { reason, whereTo } }),
  ),

  'case.instruct': step<'case.instruct'>(
    'instruct',
    (record, { text }, { actor, now }) => loop.instruct(record, { text, byName: staffOf(actor).displayName, at: now }),
    ({ text }) => ({ why: text }),
  ),

  'case.dispatch': once<'case.dispatch'>(async (input, asked) => {
    const { state, version } = await dispatchOne(asked, input, input, input.note ?? null);
    return { state, version };
  }),

  'cases.dispatch': once<'cases.dispatch'>((input, asked) =>
    several(asked, input.cases, (one) => dispatchOne(asked, one, { ...input, coUnitIds: [] }, null)),
  ),

  'case.sign': step<'case.sign'>('sign', (record, _input, { now }) => loop.sign(record, now)),

  'case.askHandBack': step<'case.askHandBack'>(
    'askHandBack',
    async (record, { reason, basis, betterUnitId }, asked) => {
      await unitOf(asked, betterUnitId);
      const byPersonId = staffOf(asked.actor).personId;
      return loop.askHandBack(record, { reason, basis, betterUnitId, byPersonId }, asked.now);
    },
    ({ reason, basis, betterUnitId }) => ({ why: basis, data: { handBack: reason, unitId: betterUnitId } }),
  ),

  'case.judgeHandBack': step<'case.judgeHandBack'>(
    'judgeHandBack',
    (record, { granted }) => loop.judgeHandBack(record, granted),
    ({ granted, reason }) => ({ why: reason, data: { granted } }),
  ),

  'case.takeBack': step<'case.takeBack'>(
    'takeBack',
    (record, { leaderWord }) => loop.takeBack(record, leaderWord !== undefined),
    ({ reason, leaderWord }) => ({ why: reason, data: { ...(leaderWord ? { leaderWord } : {}) } }),
  ),

  'case.passOn': step<'case.passOn'>(
    'passOn',
    async (record, { unitId }, asked) => {
      await unitOf(asked, unitId);
      return loop.passOn(record, unitId);
    },
    ({ unitId, text }) => ({ why: text, data: { unitId } }),
  ),

  'case.askExtension': step<'case.askExtension'>(
    'askExtension',
    (record, { days, reason }, { actor, now }) =>
      loop.askExtension(record, { days, reason, byPersonId: staffOf(actor).personId }, now),
    ({ days, reason }) => ({ why: reason, data: { days } }),
  ),

  'case.judgeExtension': once<'case.judgeExtension'>(async (input, asked) => {
    const record = await seenCase(asked, input, 'judgeExtension');
    const { dueAt, date } = await laterBy(asked.tx, record, record.extension?.days ?? 0, asked.now);
    const decision = loop.judgeExtension(record, input.granted, dueAt);
    const why = input.reason ?? null;
    const note = { why, data: { granted: input.granted }, fields: { date, reason: record.extension?.reason ?? '' } };
    const { state, version } = await keepStep(asked, 'judgeExtension', record, decision, note);
    return { state, version };
  }),

  'case.extend': once<'case.extend'>(async (input, asked) => {
    const record = await seenCase(asked, input, 'extend');
    const { dueAt, date } = await laterBy(asked.tx, record, input.days, asked.now);
    const { reason, leaderWord, days } = input;
    const decision = loop.extend(record, dueAt, leaderWord !== undefined);
    const data = { days, ...(leaderWord ? { leaderWord } : {}) };
    const { state, version } = await keepStep(asked, 'extend', record, decision, {
      why: reason,
      data,
      fields: { date, reason },
    });
    return { state, version };
  }),

  'case.askCitizen': step<'case.askCitizen'>(
    'askCitizen',
    (record, { question }, { now }) => loop.askCitizen(record, question, now),
    ({ question }) => ({ why: question, fields: { question } }),
  ),

  'case.suspend': step<'case.suspend'>(
    'suspend',
    (record, { reason }, { now }) => loop.suspend(record, reason, now),
    ({ reason }) => ({ why: reason }),
  ),

  'case.goOn': step<'case.goOn'>(
    'goOn',
    async (record, _input, asked) => loop.goOn(record, await goneOn(asked.tx, record, asked.now)),
    ({ reason }) => ({ why: reason }),
  ),

  'case.coAnswer': once<'case.coAnswer'>(async (input, asked) => {
    const record = await seenCase(asked, input, 'coAnswer');
    const reply = await insertReply(asked, record, 'co', input.text);
    const note = { data: { replyId: reply.id } };
    const { state, version } = await keepStep(
      asked,
      'coAnswer',
      record,
      { ok: true, state: record, effects: [] },
      note,
    );
    return { state, version };
  }),

  'case.recordStep': once<'case.recordStep'>(async (input, asked) => {
    const { kind, on, time, who, text, fileIds = [] } = input;
    const { tx, now, actor, deps } = asked;
    const record = await seenCase(asked, input, 'recordStep');
    const { zone } = (await tx.county(actor.countyId)) ?? notFound();
    const no = refusedAsHeld({ on, time }, now, zone);
    if (no) must(no);
    const visitId = fileIds.length === 0 ? null : deps.newId('vi');
    if (visitId) await attachToVisit(asked, record.id, visitId, fileIds);
    const data = { step: kind, on, who, ...(time ? { time } : {}), ...(visitId ? { visitId } : {}) };
    const decision = { ok: true, state: record, effects: [] } as const;
    const { state, version } = await keepStep(asked, 'recordStep', record, decision, { why: text, data });
    return { state, version };
  }),

  'case.draftReply': once<'case.draftReply'>(async (input, asked) => {
    const record = await seenCase(asked, input, 'draftReply');
    const reply = await insertReply(asked, record, 'official', input.text);
    const decision = loop.draftReply(record, reply.id);
    await attach(asked, record.id, reply.id, input.fileIds ?? []);
    const { state, version } = await keepStep(asked, 'draftReply', record, decision, { data: { replyId: reply.id } });
    return { state, version, replyId: reply.id };
  }),

  'case.firstReview': once<'case.firstReview'>(async (input, asked) => {
    const record = await seenCase(asked, input, 'firstReview');
    const reply = await replyOf(asked, record);
    const { personId } = staffOf(asked.actor);
    const decision = loop.firstReview(record, reply, input.verdict, personId);
    must(decision);
    if (input.verdict === 'pass') await asked.tx.saveCaseReply({ ...reply, firstReviewBy: personId });
    const { state, version } = await keepStep(asked, 'firstReview', record, decision, reviewed(input));
    return { state, version };
  }),

  'case.finalReview': once<'case.finalReview'>(async (input, asked) => {
    const { tx, now } = asked;
    const record = await seenCase(asked, input, 'finalReview');
    const reply = await replyOf(asked, record);
    const { personId, unitId } = staffOf(asked.actor);
    const decision = loop.finalReview(record, reply, input.verdict, { personId, unitId }, now);
    must(decision);
    if (input.verdict === 'pass') await tx.saveCaseReply({ ...reply, officialAt: now });
    const { state, version } = await keepStep(asked, 'finalReview', record, decision, reviewed(input));
    if (input.verdict === 'pass') await tellOthersOfAnswer(asked, record);
    return { state, version };
  }),

  'case.followUp': once<'case.followUp'>(async (input, asked) => {
    const { tx, now, deps, actor } = asked;
    const record = await seenCase(asked, input, 'followUp');
    const { contacted, satisfaction = null, note = '' } = input;
    if (contacted && input.solved === undefined) {
      throw new Refusal('BAD_INPUT', { issues: [{ path: 'solved', message: 'is needed where somebody was reached' }] });
    }
    const staff = staffOf(actor);
    const solved = contacted ? (input.solved ?? null) : null;
    const decision = loop.followUp(record, { contacted, solved }, staff.unitId, await newLimits(tx, record, now), now);
    must(decision);
    await tx.insertFollowUp({
      id: deps.newId('fu'),
      countyId: record.countyId,
      caseId: record.id,
      unitId: record.mainUnitId,
      at: now,
      byPersonId: staff.personId,
      byName: staff.displayName,
      contacted,
      solved,
      satisfaction: contacted ? satisfaction : null,
      note,
    });
    const data = { contacted, ...(solved === null ? {} : { solved }), ...(satisfaction ? { satisfaction } : {}) };
    const { state, version } = await keepStep(asked, 'followUp', record, decision, { why: note || null, data });
    return { state, version };
  }),

  'case.close': step<'case.close'>('close', (record, _input, { actor, now }) =>
    loop.close(record, staffOf(actor).unitId, now),
  ),

  'case.reopen': step<'case.reopen'>(
    'reopen',
    async (record, _input, { tx, now }) => loop.reopen(record, await newLimits(tx, record, now), now),
    ({ reason }) => ({ why: reason }),
  ),

  'case.urge': step<'case.urge'>(
    'urge',
    (record, _input, { now }) => loop.urge(record, now),
    ({ text }) => ({ why: text }),
  ),

  'cases.urge': once<'cases.urge'>((input, asked) =>
    several(asked, input.cases, async (one) => {
      const record = await seenCase(asked, one, 'urge');
      return keepStep(asked, 'urge', record, loop.urge(record, asked.now), { why: input.text });
    }),
  ),

  'case.supervise': step<'case.supervise'>(
    'supervise',
    (record, _input, { now }) => loop.supervise(record, now),
    ({ text }) => ({ why: text }),
  ),

  'case.listHard': step<'case.listHard'>(
    'listHard',
    (record, { reason = '' }, { now }) => loop.listHard(record, reason, now),
    ({ reason }) => ({ why: reason ?? null }),
  ),

  'case.protect': step<'case.protect'>(
    'protect',
    async (record, { aboutUnitIds, aboutPersonIds, sealed }, asked) => {
      for (const unitId of aboutUnitIds) await unitOf(asked, unitId);
      for (const personId of aboutPersonIds) {
        if ((await asked.tx.accountOf(personId))?.countyId !== record.countyId) notFound();
      }
      return loop.protect(record, { aboutUnitIds, aboutPersonIds, sealed }, await goneOn(asked.tx, record, asked.now));
    },
    ({ reason, sealed, aboutUnitIds, aboutPersonIds }) => ({
      why: reason,
      data: { sealed, aboutUnitIds, aboutPersonIds },
    }),
  ),

  'case.staff': query<'case.staff'>(async ({ caseId }, { actor, read }) => {
    const staff = staffOf(actor);
    readable(await read.case(caseId), staff);
    const [accounts, units] = await Promise.all([read.accounts(staff.countyId), read.units(staff.countyId)]);
    const names = new Map(units.map(({ id, name }) => [id, name]));
    return {
      people: accounts
        // A terminal is an account and nobody.
        .filter(({ roles }) => !roles.includes('terminal'))
        .map(({ personId, displayName, unitId }) => ({
          personId,
          name: displayName,
          unitName: unitId === null ? null : (names.get(unitId) ?? null),
        })),
    };
  }),

  'addressees.list': query<'addressees.list'>(async (_input, { actor, read }) => ({
    addressees: (await read.addressees(actor.countyId)).map(({ id, title, holderName, unitId }) => ({
      id,
      title,
      holderName,
      unitId,
    })),
  })),
};

const reviewed = ({ verdict, note }: InputOf<'case.firstReview'>): CaseNote => ({
  why: note ?? null,
  data: { verdict },
});

async function dispatchOne(
  asked: CommandAsked,
  seen: Seen,
  to: Pick<InputOf<'case.dispatch'>, 'mainUnitId' | 'coUnitIds' | 'kind'>,
  note: string | null,
): Promise<TakenStep> {
  const units = await asked.tx.units(asked.actor.countyId);
  for (const unitId of [to.mainUnitId, ...to.coUnitIds]) await unitOf(asked, unitId);
  const record = await seenCase(asked, seen, 'dispatch');
  const unit = units.find(({ id }) => id === to.mainUnitId)?.name ?? '';
  return keepStep(asked, 'dispatch', record, loop.dispatch(record, to), {
    why: note,
    data: { unitId: to.mainUnitId, coUnitIds: to.coUnitIds, kind: to.kind },
    fields: { unit, date: await dueDate(asked.tx, record) },
  });
}

async function insertReply(
  asked: CommandAsked,
  record: CaseRecord,
  kind: CaseReplyRecord['kind'],
  text: string,
): Promise<CaseReplyRecord> {
  const { personId, displayName, unitId } = staffOf(asked.actor);
  const reply: CaseReplyRecord = {
    id: asked.deps.newId('rp'),
    countyId: record.countyId,
    caseId: record.id,
    kind,
    text,
    unitId,
    byPersonId: personId,
    byName: displayName,
    at: asked.now,
    firstReviewBy: null,
    officialAt: null,
  };
  await asked.tx.insertCaseReply(reply);
  return reply;
}

/** A case through its whole loop at the desks, over HTTP, as its people see it (K1–K7). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseFacts, CaseStage } from '../../server/domain/cases/types.ts';
import { DEMO_COUNTY_ID, DEMO_SESSION_ID } from '../../server/storage/seed-demo.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, randomId, signInStaff, smsOf } from '../support/clients.ts';
import { caseIn, ticketIn } from '../support/records.ts';

let app: TestApp;
const people = {} as Record<
  'clerk' | 'supervisor' | 'leader' | 'caseworker' | 'head' | 'duty' | 'town' | 'moderator' | 'inspector',
  HttpClient
>;
let numbers = 0;

beforeAll(async () => {
  app = await startTestApp();
  for (const name of [
    'clerk',
    'supervisor',
    'leader',
    'caseworker',
    'head',
    'duty',
    'town',
    'moderator',
    'inspector',
  ] as const)
    people[name] = await signInStaff(app.origin, name);
});
afterAll(stopApps);

/** Put into the store, of somebody with a phone. */
async function handedIn(change: Partial<CaseFacts> & Partial<CaseStage> = {}) {
  const number = `DL2026-6${String(++numbers).padStart(5, '0')}`;
  const caseId = `cs-${randomId()}`;
  const phone = `139${String(numbers).padStart(8, '0')}`;
  await app.deps.store.transaction(async (tx) => {
    const { id: personId } = await tx.citizen(DEMO_COUNTY_ID, await tx.phoneId(DEMO_COUNTY_ID, phone), '王秀英');
    const dueAt = Date.now() + 20 * 86_400_000;
    await tx.insertCase(caseIn({ id: caseId, number, personId, dueAt, ...change }));
  });
  const stored = async () => (await app.deps.store.read.case(caseId))!;
  const at = async () => ({ caseId, version: (await stored()).version });
  return { caseId, number, stored, at };
}

describe('[K1–K7] a case', () => {
  test('handed back twice, assigned, extended, answered, followed up, reopened, solved and closed', async () => {
    const { number, stored, at } = await handedIn();
    const { clerk, supervisor, leader, caseworker, head, duty } = people;
    const page = (who: HttpClient) => who.call('case.show', { number });
    await clerk.call('case.accept', await at());
    await leader.call('case.instruct', { ...(await at()), text: '请尽快核实' });
    expect((await page(leader)).case).toMatchObject({ state: 'readByLeader', personName: null });
    for (const [unitId, hands, betterUnitId] of [
      ['u-water', duty, 'u-agriculture'],
      ['u-agriculture', caseworker, 'u-water'],
    ] as const) {
      await supervisor.call('case.dispatch', {
        ...(await at()),
        mainUnitId: unitId,
        coUnitIds: [],
        kind: 'withReport',
      });
      expect((await page(hands)).work.steps).toContain('sign');
      await hands.call('case.askHandBack', { ...(await at()), reason: 'notOurRemit', basis: '三定方案', betterUnitId });
      expect((await page(supervisor)).work.stage.handBack).toMatchObject({
        basis: '三定方案',
        betterUnit: { id: betterUnitId },
      });
      await supervisor.call('case.judgeHandBack', { ...(await at()), granted: true, reason: '属实' });
    }
    await expect(duty.call('case.show', { number })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await supervisor.call('case.dispatch', {
      ...(await at()),
      mainUnitId: 'u-agriculture',
      coUnitIds: ['u-water'],
      kind: 'forHandling',
    });
    expect((await page(caseworker)).work).toMatchObject({ forced: true, handBacks: 2, coUnits: [{ name: '水利局' }] });
    await caseworker.call('case.sign', await at());
    const again = { ...(await at()), reason: 'overlap', basis: '再退', betterUnitId: 'u-water' } as const;
    await expect(caseworker.call('case.askHandBack', again)).rejects.toMatchObject({ code: 'FORCED_STAYS' });

    const before = (await stored()).dueAt!;
    await caseworker.call('case.askExtension', { ...(await at()), days: 5, reason: '等材料' });
    await supervisor.call('case.judgeExtension', { ...(await at()), granted: true });
    expect((await stored()).dueAt).toBeGreaterThan(before);
    await caseworker.call('case.recordStep', {
      ...(await at()),
      kind: 'visit',
      on: '2024-11-20',
      who: '刘芳',
      text: '到现场看了',
    });
    await duty.call('case.coAnswer', { ...(await at()), text: '管道已修' });
    await expect(duty.call('case.draftReply', { ...(await at()), text: '不该由我写' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });

    const answer = async (text: string) => {
      await caseworker.call('case.draftReply', { ...(await at()), text });
      await head.call('case.firstReview', { ...(await at()), verdict: 'pass' });
      return supervisor.call('case.finalReview', { ...(await at()), verdict: 'pass' });
    };
    await caseworker.call('case.draftReply', { ...(await at()), text: '写得不清楚' });
    await head.call('case.firstReview', { ...(await at()), verdict: 'rewrite', note: '写明日期' });
    await answer('路灯已于 11 月 20 日修好。');
    expect(await stored()).toMatchObject({ state: 'replied' });
    await supervisor.call('case.followUp', {
      ...(await at()),
      contacted: true,
      solved: false,
      satisfaction: 'dissatisfied',
    });
    expect(await stored()).toMatchObject({ state: 'reopened', level: 1, mainUnitId: null });
    await supervisor.call('case.dispatch', {
      ...(await at()),
      mainUnitId: 'u-agriculture',
      coUnitIds: [],
      kind: 'forHandling',
    });
    await caseworker.call('case.sign', await at());
    await answer('又换了灯头，亮了。');
    await expect(supervisor.call('case.close', await at())).rejects.toMatchObject({ code: 'NOT_FOLLOWED_UP' });
    await supervisor.call('case.followUp', {
      ...(await at()),
      contacted: true,
      solved: true,
      satisfaction: 'satisfied',
    });
    await supervisor.call('case.close', await at());

    const { work, timeline, case: row } = await page(supervisor);
    expect(row.state).toBe('closed');
    expect(work.replies.filter(({ officialAt }) => officialAt !== null).map(({ text }) => text)).toEqual([
      '路灯已于 11 月 20 日修好。',
      '又换了灯头，亮了。',
    ]);
    expect(work.followUps.map(({ solved }) => solved)).toEqual([false, true]);
    expect(timeline.map(({ what }) => what)).toEqual(
      expect.arrayContaining(
        ['case.accept', 'case.instruct', 'case.judgeHandBack', 'case.finalReview', 'case.reopen', 'case.close'].filter(
          (what) => what !== 'case.reopen',
        ),
      ),
    );
    for (const template of ['caseDispatched', 'caseExtended', 'caseReplied', 'caseReopened', 'caseClosed'])
      expect((await smsOf(app.origin, template)).some((text) => text.includes(number))).toBe(true);
  });

  test('[K7] of many who change it at once one does, and each of the others is told what changed', async () => {
    const { at, stored } = await handedIn({
      state: 'inProgress',
      mainUnitId: 'u-agriculture',
      handledBy: ['u-agriculture'],
    });
    const seen = await at();
    const answers = await Promise.allSettled(
      Array.from({ length: 500 }, (_, index) =>
        people.supervisor.call('case.urge', { ...seen, text: `第 ${index} 次` }),
      ),
    );
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(499);
    for (const { reason } of refused) {
      expect(reason).toMatchObject({
        code: 'STALE',
        details: { what: 'case.urge', by: '督办员 赵强', version: seen.version + 1 },
      });
    }
    expect(await stored()).toMatchObject({ urges: 1, version: seen.version + 1 });
  });

  test('[K2] is read, listed and found by nobody whom it complains of; sealed, by the inspector alone', async () => {
    const { number, at, stored } = await handedIn({
      state: 'dispatched',
      mainUnitId: 'u-agriculture',
      handledBy: ['u-agriculture'],
      subject: '农业局不作为',
    });
    const found = async (who: HttpClient) => (await who.call('cases.list', { text: number })).cases.length;
    expect(await found(people.caseworker)).toBe(1);
    const protect = { aboutUnitIds: ['u-agriculture'], aboutPersonIds: [], reason: '投诉对象' };
    await people.clerk.call('case.protect', { ...(await at()), ...protect, sealed: false });
    expect(await stored()).toMatchObject({ state: 'accepted', mainUnitId: null });
    for (const who of [people.caseworker, people.head]) {
      expect(await found(who)).toBe(0);
      await expect(who.call('case.show', { number })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(who.call('case.sign', await at())).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    const to = { mainUnitId: 'u-agriculture', coUnitIds: [] as string[], kind: 'forHandling' as const };
    await expect(people.supervisor.call('case.dispatch', { ...(await at()), ...to })).rejects.toMatchObject({
      code: 'COMPLAINS_OF',
    });
    // People too, whatever their unit; nobody who is not there.
    const { people: staff } = await people.clerk.call('case.staff', { caseId: (await stored()).id });
    const { personId } = staff.find(({ name }) => name === '主持人 周敏')!;
    const also = { ...protect, sealed: false, aboutPersonIds: [personId] };
    await people.clerk.call('case.protect', { ...(await at()), ...also });
    expect((await people.clerk.call('case.show', { number })).work.aboutPeople).toEqual([
      { id: personId, name: '主持人 周敏' },
    ]);
    await expect(people.moderator.call('case.show', { number })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(people.moderator.call('case.staff', { caseId: (await stored()).id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const nobody = { ...also, aboutPersonIds: ['nobody'] };
    await expect(people.clerk.call('case.protect', { ...(await at()), ...nobody })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await people.supervisor.call('case.protect', { ...(await at()), ...protect, sealed: true });
    for (const who of [people.supervisor, people.clerk, people.leader, people.moderator]) {
      expect(await found(who)).toBe(0);
      await expect(who.call('case.show', { number })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect((await people.inspector.call('case.show', { number })).work.steps).toContain('dispatch');
  });

  test('[K6] merged: one answer, a receipt for each; several dispatched at once, each by itself', async () => {
    const { supervisor, caseworker, head, clerk } = people;
    const master = await handedIn({ state: 'accepted' });
    const other = await handedIn({ state: 'accepted' });
    const third = await handedIn({ state: 'submitted' });
    await clerk.call('case.merge', { ...(await other.at()), intoNumber: master.number });
    const refusing = { ...(await master.at()), reason: '已经判决', to: 'courts', whereTo: '县法院' } as const;
    await expect(clerk.call('case.refuse', refusing)).rejects.toMatchObject({ code: 'OTHERS_MERGED' });
    const done = await supervisor.call('cases.dispatch', {
      cases: [await master.at(), await other.at(), await third.at()],
      mainUnitId: 'u-agriculture',
      kind: 'forHandling',
    });
    expect(done).toEqual({
      done: 1,
      refused: [
        { caseId: other.caseId, number: other.number, code: 'WRONG_STATE' },
        { caseId: third.caseId, number: third.number, code: 'WRONG_STATE' },
      ],
    });
    await caseworker.call('case.sign', await master.at());
    await caseworker.call('case.draftReply', { ...(await master.at()), text: '都修好了' });
    await head.call('case.firstReview', { ...(await master.at()), verdict: 'pass' });
    await supervisor.call('case.finalReview', { ...(await master.at()), verdict: 'pass' });
    const told = await smsOf(app.origin, 'caseReplied');
    for (const { number } of [master, other]) expect(told.some((text) => text.includes(number))).toBe(true);
    expect((await supervisor.call('case.show', { number: master.number })).work.linked).toMatchObject([
      { number: other.number, how: 'merged' },
    ]);
  });

  test('[K6] [Q8] people of one evening with the same trouble are answered together', async () => {
    const { clerk } = people;
    const [first, second, stranger] = await Promise.all(
      ['tk-a', 'tk-b', 'tk-c'].map((ticketId) =>
        handedIn({ state: 'accepted', ticketId: `${ticketId}-${randomId()}` }),
      ),
    );
    const stored = await Promise.all([first!, second!, stranger!].map((one) => one.stored()));
    await app.deps.store.transaction(async (tx) => {
      for (const [index, { ticketId, personId }] of stored.entries()) {
        const id = ticketId ?? '';
        await tx.insertTicket(ticketIn('done', { id, sessionId: DEMO_SESSION_ID, personId, number: 900 + index }));
        const groupId = index === 2 ? null : 'tr-lamps';
        await tx.saveTroubles([
          { ticketId: id, groupId, sessionId: DEMO_SESSION_ID, at: 1, byPersonId: 'demo-moderator' },
        ]);
      }
    });
    const { cases } = await clerk.call('case.sameEvening', { number: first!.number });
    expect(cases).toMatchObject([{ number: second!.number, mergeable: true }]);
    const done = await clerk.call('cases.merge', { cases: [await second!.at()], intoNumber: first!.number });
    expect(done).toEqual({ done: 1, refused: [] });
    expect(await second!.stored()).toMatchObject({ state: 'merged', into: first!.caseId });
  });

  test('split and linked, each goes its own way', async () => {
    const { supervisor } = people;
    const asked = {
      alias: '石桥王女士',
      publish: true,
      hidePlace: true,
      hiddenRemark: '上夜班',
      addresseeId: 'post-1',
    };
    const { number, at } = await handedIn({ state: 'accepted', ...asked });
    const { newNumber } = await supervisor.call('case.split', {
      ...(await at()),
      subject: '水压不足',
      reason: '两件事',
    });
    // What was asked for of the whole matter holds for this part of it (T6).
    expect(await app.deps.store.read.caseByNumber(DEMO_COUNTY_ID, newNumber)).toMatchObject(asked);
    const other = await handedIn({ state: 'accepted' });
    await supervisor.call('case.link', { ...(await at()), toNumber: other.number });
    const { linked } = (await supervisor.call('case.show', { number })).work;
    expect(linked.map(({ number: one, how }) => [one, how])).toEqual([
      [newNumber, 'split'],
      [other.number, 'linked'],
    ]);
  });
});

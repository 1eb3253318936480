/** A citizen's own cases (K5, K6, Q7, T6): what is theirs to read and to do, in each state, and nobody else's. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseFacts, CaseStage } from '../../server/domain/cases/types.ts';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { PUBLICATION_WORDING } from '../../shared/consent.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, newPhone, randomId, signInPhone, signInStaff, smsOf } from '../support/clients.ts';
import { caseIn } from '../support/records.ts';

let app: TestApp;
const people = {} as Record<'clerk' | 'supervisor' | 'caseworker' | 'head' | 'leader', HttpClient>;
let numbers = 0;

beforeAll(async () => {
  app = await startTestApp();
  for (const name of ['clerk', 'supervisor', 'caseworker', 'head', 'leader'] as const)
    people[name] = await signInStaff(app.origin, name);
});
afterAll(stopApps);

async function handedIn(phone: string, name: string, change: Partial<CaseFacts> & Partial<CaseStage> = {}) {
  const number = `DL2026-5${String(++numbers).padStart(5, '0')}`;
  const caseId = `cs-${randomId()}`;
  await app.deps.store.transaction(async (tx) => {
    const { id: personId } = await tx.citizen(DEMO_COUNTY_ID, await tx.phoneId(DEMO_COUNTY_ID, phone), name);
    await tx.insertCase(caseIn({ id: caseId, number, personId, dueAt: Date.now() + 86_400_000, ...change }));
  });
  const stored = async () => (await app.deps.store.read.case(caseId))!;
  const at = async () => ({ caseId, version: (await stored()).version });
  return { caseId, number, stored, at };
}
type Case = Awaited<ReturnType<typeof handedIn>>;

const AT_UNIT = { state: 'inProgress', mainUnitId: 'u-agriculture', handledBy: ['u-agriculture'] } as const;

async function dispatched({ at }: Case) {
  const to = { mainUnitId: 'u-agriculture', coUnitIds: [], kind: 'forHandling' as const };
  await people.supervisor.call('case.dispatch', { ...(await at()), ...to });
  await people.caseworker.call('case.sign', await at());
}
async function answered({ at }: Case, text: string) {
  await people.caseworker.call('case.draftReply', { ...(await at()), text });
  await people.head.call('case.firstReview', { ...(await at()), verdict: 'pass' });
  await people.supervisor.call('case.finalReview', { ...(await at()), verdict: 'pass' });
}
const doneSteps = async (who: HttpClient, number: string) =>
  (await who.call('my.case', { number })).progress.filter(({ done }) => done).map(({ step }) => step);

describe('[Q7] the cases of a phone', () => {
  test('are those of everybody who shares it, each with the name; what waits for the citizen comes first', async () => {
    const phone = newPhone();
    const father = await handedIn(phone, '王大山', {
      ...AT_UNIT,
      state: 'waitingForCitizen',
      question: '哪一盏？',
      at: 1,
    });
    const mother = await handedIn(phone, '李秀英', { openedAt: Date.now() - 1000, alias: '李女士' });
    await handedIn(newPhone(), '别人');
    const { cases, phoneMasked } = await (await signInPhone(app.origin, phone)).call('my.cases', {});
    expect(phoneMasked).toMatch(/^139\*{4}\d{4}$/);
    expect(cases).toMatchObject([
      { number: father.number, name: '王大山', stage: 'handling', unitName: '农业农村局', expected: 'answer' },
      { number: mother.number, name: '李秀英', stage: 'waiting', unitName: null, expected: null },
    ]);
  });

  test('are nobody else’s: not to another phone, nor to whoever is not signed in, nor to staff', async () => {
    const { number, at, stored } = await handedIn(newPhone(), '王大山');
    const other = await signInPhone(app.origin);
    expect((await other.call('my.cases', {})).cases).toEqual([]);
    await expect(other.call('my.case', { number })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(people.supervisor.call('my.case', { number })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const before = await stored();
    const seen = await at();
    const wording = PUBLICATION_WORDING;
    for (const attempt of [
      other.call('my.add', { ...seen, text: '不是我的' }),
      other.call('my.withdraw', seen),
      other.call('my.consent', { ...seen, given: true, wording }),
      people.supervisor.call('my.withdraw', seen),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await stored()).toEqual(before);
  });
});

describe('[K3] what a citizen writes', () => {
  test('an addition is in the timeline and marked in the list, until the unit goes on with it', async () => {
    const phone = newPhone();
    const one = await handedIn(phone, '王大山', AT_UNIT);
    const citizen = await signInPhone(app.origin, phone);
    const command = randomId();
    const seen = await one.at();
    for (let turn = 0; turn < 2; turn++) await citizen.call('my.add', { ...seen, text: '又坏了一盏\n在桥头' }, command);
    await expect(citizen.call('my.add', { ...seen, text: '再说一句' })).rejects.toMatchObject({
      code: 'STALE',
      details: { version: seen.version + 1 },
    });
    const page = await people.caseworker.call('case.show', { number: one.number });
    expect(page.timeline.filter(({ what }) => what === 'case.add')).toMatchObject([
      { who: 'citizen', why: '又坏了一盏\n在桥头' },
    ]);
    const row = async () => (await people.caseworker.call('cases.list', { text: one.number })).cases[0];
    expect((await row())?.addedAt).toBeTypeOf('number');
    await people.supervisor.call('case.urge', { ...(await one.at()), text: '请抓紧' });
    expect((await row())?.addedAt).toBeTypeOf('number');
    await people.caseworker.call('case.askCitizen', { ...(await one.at()), question: '哪一盏？' });
    expect((await row())?.addedAt).toBeNull();
    expect((await citizen.call('my.case', { number: one.number })).added).toMatchObject([
      { text: '又坏了一盏\n在桥头' },
    ]);
  });

  test('an answer lets the clock go on', async () => {
    const phone = newPhone();
    const stoppedAt = Date.now() - 3 * 86_400_000;
    const dueAt = Date.now() + 10 * 86_400_000;
    const waits = { state: 'waitingForCitizen', question: '哪一盏？', at: stoppedAt } as const;
    const one = await handedIn(phone, '王大山', { ...AT_UNIT, ...waits, stoppedAt, dueAt });
    const citizen = await signInPhone(app.origin, phone);
    expect(await citizen.call('my.case', { number: one.number })).toMatchObject({
      question: '哪一盏？',
      questionAt: stoppedAt,
      dueAt: null,
      expected: 'answer',
    });
    await citizen.call('my.answer', { ...(await one.at()), text: '桥头那一盏' });
    const stored = await one.stored();
    expect(stored).toMatchObject({ state: 'inProgress', stoppedAt: null });
    expect(stored.dueAt).toBeGreaterThan(dueAt);
    await expect(citizen.call('my.answer', { ...(await one.at()), text: '再答' })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
  });
});

describe('taking back', () => {
  test('within ten minutes, not after, nor once it is with a unit or others’ cases were merged into it', async () => {
    const phone = newPhone();
    const citizen = await signInPhone(app.origin, phone);
    const fresh = await handedIn(phone, '王大山');
    expect((await citizen.call('my.case', { number: fresh.number })).steps).toContain('withdraw');
    await citizen.call('my.withdraw', await fresh.at());
    expect(await fresh.stored()).toMatchObject({ state: 'withdrawn' });
    expect(await doneSteps(citizen, fresh.number)).toEqual(['handedIn', 'withdrawn']);

    const late = await handedIn(phone, '王大山', { openedAt: Date.now() - 10 * 60_000 - 1000 });
    expect((await citizen.call('my.case', { number: late.number })).steps).toEqual(['add', 'consent']);
    await expect(citizen.call('my.withdraw', await late.at())).rejects.toMatchObject({ code: 'WITHDRAW_TOO_LATE' });

    const begun = await handedIn(phone, '王大山', AT_UNIT);
    await expect(citizen.call('my.withdraw', await begun.at())).rejects.toMatchObject({ code: 'WRONG_STATE' });

    const master = await handedIn(phone, '王大山');
    const other = await handedIn(newPhone(), '李秀英');
    await people.clerk.call('case.merge', { ...(await other.at()), intoNumber: master.number });
    await expect(citizen.call('my.withdraw', await master.at())).rejects.toMatchObject({ code: 'OTHERS_MERGED' });
  });
});

describe('[K5] judging an answer', () => {
  const GOOD = { solved: 5, attitude: 4, speed: 4 };

  test('a poor total goes one level higher, is answered anew, and rated anew', async () => {
    const phone = newPhone();
    const one = await handedIn(phone, '王大山', { state: 'accepted' });
    const citizen = await signInPhone(app.origin, phone);
    await expect(citizen.call('my.rate', { ...(await one.at()), ...GOOD })).rejects.toMatchObject({
      code: 'WRONG_STATE',
    });
    await dispatched(one);
    expect(await doneSteps(citizen, one.number)).toEqual(['handedIn', 'accepted', 'withUnit']);
    await answered(one, '已经派人。');
    expect(await citizen.call('my.case', { number: one.number })).toMatchObject({
      stage: 'handled',
      expected: 'rating',
      dueAt: null,
      replies: [{ text: '已经派人。', unitName: '农业农村局' }],
    });
    const poor = { solved: 1, attitude: 3, speed: 3, comment: '没有人来' };
    expect(await citizen.call('my.rate', { ...(await one.at()), ...poor })).toMatchObject({ state: 'reopened' });
    expect(await doneSteps(citizen, one.number)).toEqual(['handedIn', 'reopened']);
    const { timeline } = await people.supervisor.call('case.show', { number: one.number });
    expect(timeline.at(-1)).toMatchObject({
      what: 'case.rate',
      why: '没有人来',
      details: { marks: { solved: 1, attitude: 3, speed: 3 }, state: 'reopened' },
    });
    await dispatched(one);
    await answered(one, '11 月 20 日修好。');
    expect(await citizen.call('my.case', { number: one.number })).toMatchObject({ expected: 'rating', rating: null });
    const unasked = people.supervisor.call('case.close', await one.at());
    await expect(unasked).rejects.toMatchObject({ code: 'NOT_FOLLOWED_UP' });
    await citizen.call('my.rate', { ...(await one.at()), ...GOOD });
    await expect(citizen.call('my.rate', { ...(await one.at()), ...GOOD })).rejects.toMatchObject({
      code: 'RATED_ALREADY',
    });
    await people.supervisor.call('case.close', await one.at());
    const page = await citizen.call('my.case', { number: one.number });
    expect(page).toMatchObject({ expected: null, rating: GOOD });
    expect(page.steps).toEqual(['notSolved', 'consent']);
    expect(page.replies.map(({ text }) => text)).toEqual(['已经派人。', '11 月 20 日修好。']);
    expect(await doneSteps(citizen, one.number)).toEqual(['handedIn', 'reopened', 'withUnit', 'answered', 'closed']);
    await citizen.call('my.notSolved', { ...(await one.at()), reason: '又灭了' });
    expect(await one.stored()).toMatchObject({ state: 'reopened', level: 2 });
  });

  test('[K6] of a merged case once its master is answered, each by themselves, and of the master nothing else', async () => {
    const phone = newPhone();
    const citizen = await signInPhone(app.origin, phone);
    const master = await handedIn(newPhone(), '李秀英', { state: 'accepted', subject: '别人写的事由', more: '别人的' });
    const top = await handedIn(newPhone(), '赵六', { state: 'accepted' });
    const mine = await handedIn(phone, '王大山', { state: 'accepted' });
    await people.clerk.call('case.merge', { ...(await mine.at()), intoNumber: master.number });
    await people.clerk.call('case.merge', { ...(await master.at()), intoNumber: top.number });
    const seen = async () => citizen.call('my.case', { number: mine.number });
    expect(await seen()).toMatchObject({ merged: true, stage: 'waiting', steps: ['consent'] });
    for (const attempt of [
      citizen.call('my.rate', { ...(await mine.at()), ...GOOD }),
      citizen.call('my.notSolved', { ...(await mine.at()), reason: '没有' }),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await dispatched(top);
    expect(await seen()).toMatchObject({ stage: 'handling', unitName: '农业农村局' });
    await answered(top, '整条路都修好了。');
    const page = await seen();
    expect(page).toMatchObject({ stage: 'handled', expected: 'rating', replies: [{ text: '整条路都修好了。' }] });
    expect(JSON.stringify(page)).not.toMatch(/别人|李秀英|赵六/);
    const told = await smsOf(app.origin, 'caseReplied');
    for (const { number } of [top, master, mine]) expect(told.some((text) => text.includes(number))).toBe(true);
    await citizen.call('my.rate', { ...(await mine.at()), ...GOOD });
    expect(await mine.stored()).toMatchObject({ state: 'merged', rating: GOOD });
    expect(await top.stored()).toMatchObject({ rating: null });
    await citizen.call('my.notSolved', { ...(await mine.at()), reason: '我家门口还没有' });
    expect(await mine.stored()).toMatchObject({ state: 'reopened', level: 1 });
    expect(await top.stored()).toMatchObject({ state: 'replied', level: 0 });
  });
});

describe('[T6] publication', () => {
  test('is agreed to in the present wording, taken back at any time, and never of a sealed case', async () => {
    const phone = newPhone();
    const citizen = await signInPhone(app.origin, phone);
    const one = await handedIn(phone, '王大山');
    const agree = { given: true, wording: PUBLICATION_WORDING };
    await expect(
      citizen.call('my.consent', { ...(await one.at()), given: true, wording: 'older' }),
    ).rejects.toMatchObject({ code: 'CONSENT_OUTDATED' });
    await citizen.call('my.consent', { ...(await one.at()), ...agree });
    expect(await one.stored()).toMatchObject({ publish: true });
    await citizen.call('my.withdraw', await one.at());
    await citizen.call('my.consent', { ...(await one.at()), given: false, wording: 'older' });
    expect(await one.stored()).toMatchObject({ publish: false, state: 'withdrawn' });
    const { timeline } = await people.supervisor.call('case.show', { number: one.number });
    expect(timeline.filter(({ what }) => what === 'case.consent').map(({ details }) => details.publish)).toEqual([
      true,
      false,
    ]);
    const secret = await handedIn(phone, '王大山', { sealed: true });
    expect((await citizen.call('my.case', { number: secret.number })).publishable).toBe(false);
    await expect(citizen.call('my.consent', { ...(await secret.at()), ...agree })).rejects.toMatchObject({
      code: 'PROTECTED_CASE',
    });
  });
});

test('a refused case says why, and where the matter can go', async () => {
  const phone = newPhone();
  const refusal = {
    state: 'refused',
    reason: '已经起诉',
    to: 'courts',
    whereTo: '县法院立案庭',
    at: Date.now(),
  } as const;
  const { number } = await handedIn(phone, '王大山', refusal);
  const citizen = await signInPhone(app.origin, phone);
  expect(await citizen.call('my.case', { number })).toMatchObject({
    stage: 'refused',
    refused: { reason: '已经起诉', to: 'courts', whereTo: '县法院立案庭' },
    steps: ['consent'],
  });
  expect(await doneSteps(citizen, number)).toEqual(['handedIn', 'refused']);
});

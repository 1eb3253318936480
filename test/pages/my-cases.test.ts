/**
 * 我的诉求 as its citizen uses it, with caseworker and supervisor at the same time: each side's page shows the other's step
 * within seconds (K3, K5, K6). The desks' steps are taken over HTTP; the way to closure is a journey of its own.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { expectAsItStands, expectBothLanguages, lowTargets } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { DESK, faultsOfAll, launchChromium, newPerson, type Person, PHONE } from '../support/browser.ts';
import { type HttpClient, newPhone, randomId, signInPhone, signInStaff } from '../support/clients.ts';
import { codeFor, pageOf, rate, staffAt } from '../support/journey.ts';
import { caseIn } from '../support/records.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let browser: Browser;
const desk = {} as Record<'clerk' | 'supervisor' | 'caseworker' | 'head', HttpClient>;
let numbers = 0;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  for (const name of ['clerk', 'supervisor', 'caseworker', 'head'] as const)
    desk[name] = await signInStaff(app.origin, name);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
  expect(faultsOfAll()).toEqual([]);
});

async function handedIn(phone: string, name: string, subject: string) {
  const number = `DL2026-4${String(++numbers).padStart(5, '0')}`;
  const caseId = `cs-${randomId()}`;
  await app.deps.store.transaction(async (tx) => {
    const { id: personId } = await tx.citizen(DEMO_COUNTY_ID, await tx.phoneId(DEMO_COUNTY_ID, phone), name);
    const more = '从桥头到学校一共四盏，\n晚上孩子放学看不见路。';
    const dueAt = new Date('2027-01-05T16:00:00Z').getTime();
    await tx.insertCase(caseIn({ id: caseId, number, personId, subject, more, dueAt, state: 'accepted' }));
  });
  const stored = async () => (await app.deps.store.read.case(caseId))!;
  return { caseId, number, stored, at: async () => ({ caseId, version: (await stored()).version }) };
}
type Case = Awaited<ReturnType<typeof handedIn>>;

async function dispatched({ at }: Case) {
  const to = { mainUnitId: 'u-agriculture', coUnitIds: [], kind: 'forHandling' as const };
  await desk.supervisor.call('case.dispatch', { ...(await at()), ...to });
  await desk.caseworker.call('case.sign', await at());
}
async function answered({ at }: Case, text: string) {
  await desk.caseworker.call('case.draftReply', { ...(await at()), text });
  await desk.head.call('case.firstReview', { ...(await at()), verdict: 'pass' });
  await desk.supervisor.call('case.finalReview', { ...(await at()), verdict: 'pass' });
}
const citizenAt = async (phone: string, path: string, size = PHONE): Promise<Person> =>
  pageOf(browser, await signInPhone(app.origin, phone), path, size);

test('[K3] [K5] from the SMS link to the rating: question, addition, answer, and what a poor rating would do', async () => {
  const phone = newPhone();
  const mine = await handedIn(phone, '王大山', '村口的路灯坏了三个月没人修');
  await dispatched(mine);
  const { page, context } = await newPerson(browser, app.origin);
  await page.goto(`${app.origin}/my/${mine.number}`);
  await page.getByLabel('您的手机号').fill(phone);
  await expectAsItStands(page, 'my-sign-in');
  await page.getByRole('button', { name: '发送验证码' }).click();
  const code = await until('the code in the outbox', () => codeFor(app.origin, phone));
  await page.getByLabel('6 位验证码').fill(code);
  await page.getByRole('heading', { name: '村口的路灯坏了三个月没人修' }).waitFor();
  await page.getByText('农业农村局正在办理。2027年1月5日前答复您。').waitFor();
  const worker = await staffAt(browser, app.origin, 'caseworker', `/cases/${mine.number}`);
  const supervisor = await staffAt(browser, app.origin, 'supervisor', `/cases/${mine.number}`);
  const timelineOf = ({ page: at }: Person) => at.getByRole('region', { name: '经过', exact: true });

  await desk.caseworker.call('case.askCitizen', {
    ...(await mine.at()),
    question: '是桥头那一盏，还是学校门口那一盏？',
  });
  await page.getByText('是桥头那一盏，还是学校门口那一盏？').waitFor();
  await expectAsItStands(page, 'my-question');
  expect((await lowTargets(page, 48)).filter((one) => !one.includes('class="skip"'))).toEqual([]);
  // The network goes while it is sent: nothing is lost, and nothing is there twice.
  await page.getByLabel('您的回复').fill('桥头那一盏');
  await context.setOffline(true);
  await page.getByRole('button', { name: '提交回复' }).click();
  await page.getByText('网络不通，还没有提交成功').waitFor();
  await context.setOffline(false);
  await page.reload();
  await expect.poll(() => page.getByLabel('您的回复').inputValue()).toBe('桥头那一盏');
  // It arrives, and its answer is lost on the way back.
  let dropped = 0;
  await page.route('**/answer', async (route) => {
    if (dropped++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await page.getByRole('button', { name: '提交回复' }).click();
  await page.getByText('已经提交回复，继续办理。').waitFor();
  expect(dropped).toBeGreaterThan(1);
  for (const one of [worker, supervisor]) await timelineOf(one).getByText('群众答复').waitFor();
  expect(await timelineOf(worker).getByText('群众答复').count()).toBe(1);

  await page.getByRole('button', { name: '补充情况' }).click();
  await page.getByLabel('要补充什么').fill('昨天又灭了一盏');
  // The unit does something meanwhile: what was typed stays, and goes with the next press.
  await desk.caseworker.call('case.recordStep', {
    ...(await mine.at()),
    kind: 'visit',
    on: '2024-11-20',
    who: '刘芳',
    text: '到现场看了',
  });
  await page.getByRole('button', { name: '提交补充' }).click();
  const changed = page.getByText('这件诉求刚刚有了新进展');
  const added = page.getByText('已经提交补充，办理单位能看到。');
  await changed.or(added).first().waitFor();
  if (await changed.isVisible()) {
    expect(await page.getByLabel('要补充什么').inputValue()).toBe('昨天又灭了一盏');
    await until('the newest version', async () => {
      if (await added.isVisible()) return true;
      const again = page.getByRole('button', { name: '提交补充' });
      // Gone once it was taken.
      await again.click({ timeout: 2_000 }).catch(() => undefined);
      return false;
    });
  }
  await timelineOf(worker).getByText('昨天又灭了一盏').waitFor();

  await answered(mine, '已经派人到现场，等材料。');
  await page.getByText('已经派人到现场，等材料。').waitFor();
  await expectAsItStands(page, 'my-answered');
  await rate(page, ['很差', '较差', '较差'], '');
  await page.getByText('提高一级重新办理').waitFor();
  await expectAsItStands(page, 'my-rate');
  await page.getByRole('button', { name: '大字版' }).click();
  await expectAsItStands(page, 'my-rate-elder');
  await page.getByRole('button', { name: '标准字号' }).click();
});

test('[K6] [Q7] two citizens of a merged case, each with their own page; a case taken back', async () => {
  const phone = newPhone();
  const other = newPhone();
  const mine = await handedIn(phone, '王大山', '石桥村到镇上的路太烂');
  const son = await handedIn(phone, '王小川', '学校门口没有斑马线');
  const master = await handedIn(other, '李秀英', '去镇里的公路坑坑洼洼');
  const me = await citizenAt(phone, `/my/${mine.number}`);
  await me.page.getByText('已经收到，正在确定由哪个单位办理。').waitFor();
  await desk.clerk.call('case.merge', { ...(await mine.at()), intoNumber: master.number });
  await me.page.getByText('已经合并办理。答复对您同样有效').waitFor();
  const her = await citizenAt(other, `/my/${master.number}`, DESK);
  await dispatched(master);
  await answered(master, '这段路 12 月 10 日前铺好。');
  for (const one of [me, her]) await one.page.getByText('这段路 12 月 10 日前铺好。').waitFor();
  await expectAsItStands(her.page, 'my-master-wide');
  await expectAsItStands(me.page, 'my-merged');
  await rate(me.page, ['很好', '较好', '较好']);
  await me.page.getByRole('heading', { name: '我的评价' }).waitFor();
  await her.page.getByRole('button', { name: '没有解决' }).click();
  await her.page.getByLabel('哪里没有解决').fill('我家门口那段没有铺');
  await expectAsItStands(her.page, 'my-not-solved-wide');
  await her.page.getByRole('button', { name: '提交，重新办理' }).click();
  await her.page.getByText('已经收到，重新办理。').waitFor();
  expect(await mine.stored()).toMatchObject({ state: 'merged' });

  await me.page.getByRole('link', { name: '全部诉求' }).click();
  await me.page.getByText('王小川').waitFor();
  await expectBothLanguages(me.page, 'my-list');
  await me.page.getByRole('link', { name: /学校门口没有斑马线/ }).click();
  await me.page.getByRole('button', { name: /撤回这件诉求（还剩 \d+:\d\d）/ }).click();
  await expectAsItStands(me.page, 'my-withdraw');
  await me.page.getByRole('button', { name: '撤回', exact: true }).click();
  await me.page.getByText('您已经撤回。').waitFor();
  expect(await son.stored()).toMatchObject({ state: 'withdrawn' });
  // Another phone's link opens nothing.
  await me.page.goto(`${app.origin}/my/${master.number}`);
  await me.page.getByText('这个手机号下没有这件诉求').waitFor();
  await expectAsItStands(me.page, 'my-not-here');
  const nobody = await citizenAt(newPhone(), '/my', DESK);
  await nobody.page.getByText('这个手机号还没有诉求').waitFor();
  await expectAsItStands(nobody.page, 'my-none-wide');
});

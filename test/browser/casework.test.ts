/** A case at the desks by keyboard alone: signed, answered, sent back, answered again, passed twice; the faster one is told of. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { expectAccessible } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { launchChromium, type Person, PHONE } from '../support/browser.ts';
import { newPhone, signInStaff, smsOf } from '../support/clients.ts';
import { staffAt } from '../support/journey.ts';
import { caseIn } from '../support/records.ts';
import { until } from '../support/until.ts';

const NUMBER = 'DL2026-700001';
let app: TestApp;
let browser: Browser;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  const unit = { mainUnitId: 'u-agriculture', handledBy: ['u-agriculture'], publish: true };
  await app.deps.store.transaction(async (tx) => {
    const { id: personId } = await tx.citizen(DEMO_COUNTY_ID, await tx.phoneId(DEMO_COUNTY_ID, newPhone()), '王秀英');
    const dueAt = Date.now() + 3 * 86_400_000;
    await tx.insertCase(caseIn({ id: 'cs-casework', number: NUMBER, personId, dueAt, state: 'dispatched', ...unit }));
  });
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

/** Where a desk's page says that the case stands. */
const stands = async ({ page }: Person, state: string) => {
  await page.getByRole('heading', { level: 1 }).locator('..').getByText(state, { exact: true }).waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
};
const at = async () => ({ caseId: 'cs-casework', version: (await app.deps.store.read.case('cs-casework'))!.version });

test('[K2] [K7] a reply by keyboard through both reviews; whoever was slower is told and keeps what they wrote', async () => {
  const caseworker = await staffAt(browser, app.origin, 'caseworker', `/cases/${NUMBER}`);
  const keys = caseworker.page.keyboard;
  await stands(caseworker, '已转办，待签收');
  await keys.press('s');
  await stands(caseworker, '办理中');
  await keys.press('r');
  await keys.type('路灯已经报修。');
  await caseworker.page.reload();
  const draft = caseworker.page.getByRole('textbox', { name: '答复草稿' });
  await until('the draft is still there', async () => (await draft.inputValue()) === '路灯已经报修。' || undefined);
  await expectAccessible(caseworker.page, 'case-draft', 'zh-CN');

  // Somebody is faster: the draft stays, and is handed in once that was looked at.
  const leader = await signInStaff(app.origin, 'leader');
  await leader.call('case.instruct', { ...(await at()), text: '请写明日期' });
  await caseworker.page.getByText('县长 王建国 领导阅批').waitFor();
  expect(await draft.inputValue()).toBe('路灯已经报修。');
  await caseworker.page.getByRole('button', { name: '看过了，接着办' }).press('Enter');
  await keys.press('Control+Enter');
  await stands(caseworker, '待初审');

  const head = await staffAt(browser, app.origin, 'head', `/cases/${NUMBER}`);
  await stands(head, '待初审');
  await head.page.keyboard.press('r');
  await head.page.getByRole('radio', { name: '通过' }).waitFor();
  await expectAccessible(head.page, 'case-review', 'zh-CN');
  await head.page.keyboard.press('ArrowRight');
  await head.page.keyboard.press('Tab');
  await head.page.keyboard.type('写明哪一天修好');
  await head.page.keyboard.press('Control+Enter');
  await stands(head, '办理中');

  await caseworker.page.getByText('审核意见：退回重写').waitFor();
  await caseworker.page.getByText('写明哪一天修好').first().waitFor();
  expect(await draft.inputValue()).toBe('路灯已经报修。');
  await keys.press('Escape');
  await keys.press('r');
  await keys.press('Control+End');
  await keys.type('11 月 20 日修好。');
  await keys.press('Control+Enter');
  await stands(caseworker, '待初审');
  await stands(head, '待初审');
  await head.page.keyboard.press('r');
  await head.page.getByRole('radio', { name: '通过' }).waitFor();
  await head.page.keyboard.press('Control+Enter');
  await stands(head, '待终审');

  const supervisor = await staffAt(browser, app.origin, 'supervisor', `/cases/${NUMBER}`);
  await stands(supervisor, '待终审');
  await supervisor.page.keyboard.press('r');
  await supervisor.page.getByRole('radio', { name: '通过' }).waitFor();
  await leader.call('case.supervise', { ...(await at()), text: '这件我盯着' });
  await supervisor.page.getByText('县长 王建国 督办').first().waitFor();
  await supervisor.page.getByRole('button', { name: '看过了，接着办' }).press('Enter');
  await supervisor.page.keyboard.press('Control+Enter');
  await stands(supervisor, '已答复');
  const replied = await until('the SMS of the reply', async () =>
    (await smsOf(app.origin, 'caseReplied')).find((text) => text.includes(NUMBER)),
  );
  expect(replied).toContain(NUMBER);

  await supervisor.page.setViewportSize(PHONE);
  await expectAccessible(supervisor.page, 'case-phone', 'zh-CN');
  for (const person of [caseworker, head, supervisor]) expect(person.faults).toEqual([]);
});

/** The supervisor's home by keyboard: thirty dispatched at once of which two are refused, a hand-back judged, a follow-up call. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseFacts, CaseStage } from '../../server/domain/cases/types.ts';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { expectDeskInBothLanguages } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { keyboardIn, launchChromium } from '../support/browser.ts';
import { randomId, signInStaff } from '../support/clients.ts';
import { staffAt } from '../support/journey.ts';
import { caseIn } from '../support/records.ts';

let app: TestApp;
let browser: Browser;
let numbers = 0;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

async function handedIn(change: Partial<CaseFacts> & Partial<CaseStage>): Promise<{ id: string; number: string }> {
  const one = { id: `cs-${randomId()}`, number: `DL2026-7${String(++numbers).padStart(5, '0')}` };
  await app.deps.store.transaction(async (tx) => {
    const phone = `137${String(numbers).padStart(8, '0')}`;
    const { id: personId } = await tx.citizen(DEMO_COUNTY_ID, await tx.phoneId(DEMO_COUNTY_ID, phone), '王秀英');
    await tx.insertCase(caseIn({ ...one, personId, dueAt: Date.now() + numbers * 60_000, ...change }));
  });
  return one;
}
const stored = async ({ id }: { id: string }) => (await app.deps.store.read.case(id))!;

test('[K4] [K5] thirty chosen and the unit that one complains of not offered, two refused with the reason; a hand-back granted and one that stays; followed up', async () => {
  const cases = [];
  for (let index = 0; index < 30; index++) {
    // One complains of the unit; two others wait for the leader's word.
    const change = index === 4 ? { aboutUnitIds: ['u-water'] } : index === 9 || index === 19 ? { level: 2 } : {};
    cases.push(await handedIn({ state: 'accepted', ...change }));
  }
  const asked = { basis: '三定方案', reason: 'notOurRemit', byPersonId: 'demo-caseworker', at: Date.now() } as const;
  const of = { mainUnitId: 'u-agriculture', handledBy: ['u-agriculture'] };
  const back = { ...of, ...asked, state: 'handBackAsked', betterUnitId: 'u-housing', from: 'dispatched' } as const;
  const [granted, stays] = [await handedIn(back), await handedIn(back)];
  const replied = await handedIn({ ...of, state: 'replied', at: Date.now() });

  const { page } = await staffAt(browser, app.origin, 'supervisor', '/desk/supervise');
  const { keyboard } = page;
  await page.getByRole('heading', { name: '待转办' }).waitFor();
  await expectDeskInBothLanguages(page, 'supervise', '[data-row-link]');
  // The page begins with the first of them.
  await expect.poll(() => page.locator('[data-row-link]').count()).toBe(30);
  await keyboard.press('a');
  await keyboard.press('d');
  const choice = page.getByRole('dialog');
  await choice.getByText('转办所选（30）').waitFor();
  // While one that complains of it is among the chosen, that unit is no choice, and the dialog says why.
  await choice.getByText(`有 1 件投诉了它（${cases[4]?.number}）`).waitFor();
  await keyboardIn(choice);
  await keyboard.type('水利');
  await page.getByText('没有找到').waitFor();
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await choice.waitFor({ state: 'hidden' });
  await page.getByRole('checkbox', { name: new RegExp(cases[4]?.number ?? '') }).uncheck();
  await keyboard.press('d');
  await choice.getByText('转办所选（29）').waitFor();
  await keyboardIn(choice);
  await keyboard.type('水利');
  await page.getByRole('option', { name: '水利局' }).waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  const report = page.getByRole('status').filter({ hasText: '办成 27 件，未办 2 件' });
  for (const index of [9, 19]) await report.getByText(`${cases[index]?.number}：这件诉求重新办理不止一次`).waitFor();
  expect((await Promise.all(cases.map(stored))).filter(({ state }) => state === 'dispatched')).toHaveLength(27);

  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await keyboard.press('3');
  await page.getByRole('heading', { name: '申请退回' }).waitFor();
  await page.getByText('不属本单位职责。依据：三定方案').first().waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Tab');
  await page.locator('button:focus', { hasText: '同意，转住建局' }).waitFor();
  await keyboard.press('Enter');
  await page.getByText(`${granted.number} 已转住建局`).waitFor();
  expect(await stored(granted)).toMatchObject({ state: 'dispatched', mainUnitId: 'u-housing', handBacks: 1 });
  await page.getByRole('link', { name: '路灯不亮' }).nth(1).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: '路灯不亮' }).focus();
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await page.locator('button:focus', { hasText: '裁定承办' }).waitFor();
  await keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('原因').first().waitFor();
  await keyboardIn(page.getByRole('dialog'));
  await keyboard.type('属该单位职责');
  await keyboard.press('Enter');
  await page.getByText(`${stays.number} 已办`).waitFor();
  expect(await stored(stays)).toMatchObject({ state: 'dispatched', mainUnitId: 'u-agriculture', forced: true });

  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await keyboard.press('9');
  await page.getByRole('button', { name: '回访', exact: true }).click();
  const call = page.getByRole('dialog');
  await call.getByRole('button', { name: '显示号码' }).click();
  await call.getByText(/^137\d{8}$/).waitFor();
  await call.getByLabel('已联系上').check();
  await call.getByLabel('没有解决').check();
  await call.getByLabel('不满意', { exact: true }).check();
  await call.getByText('提高一级').waitFor();
  await call.getByRole('button', { name: '记下结果' }).click();
  await call.waitFor({ state: 'hidden' });
  expect(await stored(replied)).toMatchObject({ state: 'reopened', level: 1 });
});

test('[K3] three overdue urged at once by keyboard, one of them urged by somebody else meanwhile: the other two are urged, and their unit sees it', async () => {
  const of = {
    mainUnitId: 'u-agriculture',
    handledBy: ['u-agriculture'],
    state: 'inProgress',
    at: Date.now(),
  } as const;
  const late = { ...of, dueAt: Date.now() - 3_600_000 };
  const cases = [await handedIn(late), await handedIn(late), await handedIn(late)];
  const { page } = await staffAt(browser, app.origin, 'supervisor', '/desk/supervise');
  await page.goto(`${app.origin}/desk/supervise?section=overdue`);
  const { keyboard } = page;
  await page.getByRole('heading', { name: '已超期' }).waitFor();
  await page.getByRole('checkbox', { name: new RegExp(cases[0]?.number ?? '') }).waitFor();
  for (const { number } of cases) await page.getByRole('checkbox', { name: new RegExp(number) }).check();
  const other = await signInStaff(app.origin, 'supervisor');
  const third = await stored(cases[2] ?? { id: '' });
  await other.call('case.urge', { caseId: third.id, version: third.version, text: '请先联系群众' });
  await keyboard.press('u');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('催办所选（3）').waitFor();
  await keyboardIn(dialog);
  await dialog.getByText('已超期，请尽快办结').click();
  await keyboard.press('Control+Enter');
  await page.getByRole('status').filter({ hasText: '办成 2 件，未办 1 件' }).waitFor();

  const unit = (await staffAt(browser, app.origin, 'caseworker', `/cases/${cases[0]?.number}`)).page;
  await unit.getByText('已超期，请尽快办结').first().waitFor();
});

/**
 * A case from the spot to its answer: a visit by phone through a lost network, a reply from a template with a file, both
 * reviewers see that file, and the citizen sees it and adds a photo.
 */
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { expectAccessible, expectDeskInBothLanguages, lowTargets } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { giveCookies, keyboardIn, launchChromium, newPerson, type Person } from '../support/browser.ts';
import { newPhone, signInPhone, signInStaff } from '../support/clients.ts';
import { staffAt } from '../support/journey.ts';
import { caseIn } from '../support/records.ts';

const NUMBER = 'DL2026-620001';
const CASE = 'cs-on-the-spot';
const phone = newPhone();
let app: TestApp;
let browser: Browser;
let photo: { name: string; mimeType: string; buffer: Buffer };

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  const buffer = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#487' } })
    .jpeg()
    .toBuffer();
  photo = { name: '现场.jpg', mimeType: 'image/jpeg', buffer };
  await app.deps.store.transaction(async (tx) => {
    const { id: personId } = await tx.citizen(DEMO_COUNTY_ID, await tx.phoneId(DEMO_COUNTY_ID, phone), '王秀英');
    const unit = { mainUnitId: 'u-agriculture', handledBy: ['u-agriculture'], publish: true, alias: '王女士' };
    const matter = { subject: '村口的路灯坏了三个月没人修', more: '从桥头到学校一共四盏。', placeName: '石桥镇柳林村' };
    const at = { dueAt: Date.now() + 5 * 86_400_000, openedAt: Date.now() - 86_400_000 };
    await tx.insertCase(caseIn({ id: CASE, number: NUMBER, personId, state: 'inProgress', ...unit, ...matter, ...at }));
  });
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

async function phoneOf(cookieHeader: string, path: string): Promise<Person> {
  const person = await newPerson(browser, app.origin);
  await giveCookies(person.context, app.origin, cookieHeader);
  await person.page.goto(app.origin + path);
  return person;
}

test('[T3] [K7] a visit by phone is there once with its photo, though its answer was lost; a reload loses nothing', async () => {
  const { cookieHeader } = await signInStaff(app.origin, 'caseworker');
  const { page, context } = await phoneOf(cookieHeader, `/desk/visit/${NUMBER}`);
  await page.getByText('石桥镇柳林村').waitFor();
  const found = page.getByLabel('看到什么、办了什么');
  await found.fill('灯杆断了，已经围挡');
  await page.getByLabel('拍照').setInputFiles(photo);
  await page.getByAltText('现场照片 1').waitFor();
  await page.reload();
  await page.getByAltText('现场照片 1').waitFor();
  await expect.poll(() => found.inputValue()).toBe('灯杆断了，已经围挡');
  await expect.poll(() => page.getByLabel('谁去的').inputValue()).toBe('承办员 刘芳');
  await expectDeskInBothLanguages(page, 'visit', 'form');
  // The labels of the choice are pressed, not its fields.
  expect((await lowTargets(page, 44)).filter((one) => !one.includes('SegmentedControl-input'))).toEqual([]);

  await context.setOffline(true);
  await page.getByRole('button', { name: '提交记录' }).click();
  await page.getByText('网络不通，还没有送到').waitFor();
  let dropped = 0;
  await page.route('**/steps', async (route) => {
    if (dropped++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await context.setOffline(false);
  // It goes by itself.
  await page.getByText('已记录', { exact: true }).waitFor();
  expect(dropped).toBeGreaterThan(1);
  await page.getByRole('link', { name: '看诉求' }).click();
  await page.getByText('灯杆断了，已经围挡').waitFor();
  await page.getByAltText('现场照片 1').waitFor();
  const steps = (await app.deps.store.read.auditOfCase(CASE)).filter(({ what }) => what === 'case.recordStep');
  expect(steps).toHaveLength(1);
  expect(await app.deps.store.read.filesOfCase(CASE)).toMatchObject([{ visitId: steps[0]?.data.visitId }]);
  await context.close();
});

test('[T5] a reply from a template where the cursor is; both reviewers see its file, and its citizen', async () => {
  const caseworker = await staffAt(browser, app.origin, 'caseworker', `/cases/${NUMBER}`);
  const draft = caseworker.page.getByRole('textbox', { name: '答复草稿' });
  await draft.fill('开头。结尾。');
  await draft.press('Home');
  for (let at = 0; at < 3; at++) await draft.press('ArrowRight');
  await caseworker.page.getByPlaceholder('插入模板').click();
  await caseworker.page.getByRole('option', { name: '已经解决' }).click();
  await expect
    .poll(() => draft.inputValue())
    .toMatch(/^开头。尊敬的王女士：\n您好！.*（编号DL2026-620001）.*\n.*结尾。$/s);
  // The cursor goes behind the template once that is in the field.
  await draft.and(caseworker.page.locator(':focus')).waitFor();
  await draft.press('Control+End');
  await draft.pressSequentially('{dueDate}前回访。');
  const handIn = caseworker.page.getByRole('region', { name: '答复草稿' }).getByRole('button', { name: '提交答复' });
  await caseworker.page.getByText('还要填写：{dueDate}').waitFor();
  expect(await handIn.isDisabled()).toBe(true);
  await draft.fill((await draft.inputValue()).replace('{dueDate}', '本月底'));
  await caseworker.page.locator('input[type=file]').setInputFiles({ ...photo, name: '修好了.jpg' });
  await caseworker.page.getByRole('link', { name: /修好了\.jpg/ }).waitFor();
  await handIn.click();

  for (const name of ['head', 'supervisor']) {
    const reviewer = await staffAt(browser, app.origin, name, `/cases/${NUMBER}`);
    const dialog = reviewer.page.getByRole('dialog');
    await reviewer.page
      .getByRole('article')
      .getByRole('link', { name: /修好了\.jpg/ })
      .waitFor();
    await reviewer.page.keyboard.press('r');
    await dialog.getByRole('link', { name: /修好了\.jpg/ }).waitFor();
    await dialog.getByText('本月底前回访。').waitFor();
    await keyboardIn(dialog);
    if (name === 'head') await expectAccessible(reviewer.page, 'review-with-file', 'zh-CN');
    await reviewer.page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'hidden' });
    await reviewer.context.close();
  }

  const { cookieHeader } = await signInPhone(app.origin, phone);
  const { page } = await phoneOf(cookieHeader, `/my/${NUMBER}`);
  await page.getByAltText('答复里的图片：修好了.jpg').waitFor();
  // What staff took on the spot is not among it.
  expect(await page.locator('img[src*="/files/"]').count()).toBe(1);
  await page.getByRole('button', { name: '添加照片' }).click();
  await page.getByLabel('拍照或选照片').setInputFiles(photo);
  await page.getByAltText('选好的照片').waitFor();
  // A reload loses nothing of it.
  await page.reload();
  await page.getByRole('button', { name: '添加照片' }).click();
  await page.getByAltText('选好的照片').waitFor();
  await expectAccessible(page, 'my-photo', 'zh-CN');
  expect((await lowTargets(page, 48)).filter((one) => !one.includes('class="skip"'))).toEqual([]);
  await page.getByRole('button', { name: '提交照片' }).click();
  await page.getByText('照片已经提交，办理单位能看到。').waitFor();
  await page.getByAltText('我的照片 1').waitFor();
  await expectAccessible(page, 'my-case-files', 'zh-CN');
  await caseworker.page.getByAltText('群众的照片 1').waitFor();
});

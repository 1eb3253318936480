/** [Q2] A number for an evening to come: booked on the start page, found again there, taken to the waiting room. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium, newPerson, PHONE } from '../support/browser.ts';
import { newPhone, SocketClient, signInStaff } from '../support/clients.ts';
import { codeFor, enterWithVideo, pressNext } from '../support/journey.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let browser: Browser;
let page: Page;
let sessionId = '';

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  ({ page } = await newPerson(browser, app.origin, PHONE));
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

test('[Q2] a number is booked for a coming evening', async () => {
  await page.goto('/');
  await page
    .getByRole('link', { name: /直通夜/ })
    .first()
    .click();
  await page.getByText('每 2 位预约、1 位现场').waitFor();
  await page.getByRole('link', { name: '预约一个号' }).click();
  await page.waitForURL(/\/join$/);
  sessionId = new URL(page.url()).pathname.split('/')[2] ?? '';
  const phone = newPhone();
  await page.getByLabel('您的手机号').fill(phone);
  await page.getByRole('button', { name: '发送验证码' }).click();
  await page.getByLabel('6 位验证码').fill(await until('the code', () => codeFor(app.origin, phone)));
  await page.getByLabel('您的姓名').waitFor();
  await page.getByLabel('您的姓名').fill('欧阳娜');
  await page.getByLabel('乡镇（街道）').selectOption({ index: 1 });
  await page.getByLabel('村（社区）').selectOption({ index: 1 });
  await pressNext(page, '用一句话说清您的事');
  await page.getByLabel('用一句话说清您的事').fill('灌溉渠堵了');
  await pressNext(page, '同意视频连线');
  await page.getByRole('checkbox', { name: '同意视频连线' }).check();
  await page.getByRole('button', { name: '欧阳女士' }).click();
  await page.getByRole('button', { name: '预约', exact: true }).click();
  await page.getByRole('heading', { name: '已为您留好位置' }).waitFor();
  await page.getByText('大约 19:00').waitFor();
});

test('[Q2] it is found again on the start page, and is asked about before it is given back', async () => {
  await page.goto('/');
  await page.getByRole('heading', { name: '我的号' }).waitFor();
  await page.getByRole('link', { name: /号 欧阳娜/ }).click();
  await page.getByRole('heading', { name: '已为您留好位置' }).waitFor();
  await page.getByRole('button', { name: '退号，不等了' }).click();
  await page.getByRole('button', { name: '取消' }).click();
  await page.getByRole('heading', { name: '已为您留好位置' }).waitFor();
});

test('[Q2] what was written is changed, and the place moves to another evening', async () => {
  await page.getByRole('button', { name: '改写我的事' }).click();
  await page.getByLabel('用一句话说清您的事').fill('灌溉渠堵了两处');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('灌溉渠堵了两处').waitFor();
  await page.getByRole('button', { name: '改到另一场' }).click();
  await page.getByRole('button', { name: '改到这一场' }).first().click();
  await page.getByRole('button', { name: '改过去' }).click();
  await page.waitForURL((url) => !url.pathname.includes(sessionId));
  await page.getByText('灌溉渠堵了两处').waitFor();
  sessionId = new URL(page.url()).pathname.split('/')[2] ?? '';
});

test('[Q2] the page goes on by itself when the waiting room opens', async () => {
  const desk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), { as: 'moderator', sessionId });
  await desk.call('session.openLobby', { sessionId });
  await enterWithVideo({ page } as Parameters<typeof enterWithVideo>[0]);
  const view = await desk.see('moderator', ({ rows }) => rows.some(({ state }) => state === 'waiting'));
  expect(view.rows[0]).toMatchObject({ lane: 'booked', name: '欧阳娜', place: 1 });
  desk.close();
});

/** [S5] The leader is replaced in mid-session: the moderator says so once, a resident reads it and chooses another way. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium, type Person } from '../support/browser.ts';
import { enterWithVideo, moderatorAt, SESSION, startSession, takeNumber } from '../support/journey.ts';

let app: TestApp;
let browser: Browser;
let moderator: Person;
let resident: Person;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  moderator = await moderatorAt(browser, app.origin);
  await startSession(moderator);
  resident = await takeNumber(browser, app.origin);
  await enterWithVideo(resident);
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

test('[S5] late: the evening pauses, and goes on when the moderator says so', async () => {
  const { page } = moderator;
  await page.getByRole('button', { name: '领导变动' }).click();
  const dialog = page.getByRole('dialog', { name: '接访领导有变动' });
  await dialog.getByRole('button', { name: '告知大家' }).click();
  await page.getByText('已告知 1 人').waitFor();
  await resident.page.getByText('接访领导晚到一会儿，请稍候。').waitFor();
  await resident.page.getByText('现在暂停，您的位置保留着。').waitFor();
  await page.getByRole('button', { name: /^继续/ }).click();
  await resident.page.getByText('现在暂停，您的位置保留着。').waitFor({ state: 'detached' });
  expect((await app.deps.store.read.session(SESSION))?.leaderChange).toBeNull();
});

test('[S5] replaced: who answers is told, and a resident chooses an answer in writing', async () => {
  const { page } = moderator;
  await page.getByRole('button', { name: '领导变动' }).click();
  const dialog = page.getByRole('dialog', { name: '接访领导有变动' });
  await dialog.getByLabel('换人').check();
  expect(await dialog.getByRole('button', { name: '告知大家' }).isDisabled()).toBe(true);
  await dialog.getByLabel('职务').fill('副县长');
  await dialog.getByLabel('接访领导').fill('赵新');
  await dialog.getByRole('button', { name: '告知大家' }).click();
  await resident.page.getByText('接访领导改为 副县长 赵新。').waitFor();
  await resident.page.getByText('接访领导有变动，可以另选一种').click();
  await resident.page.getByRole('button', { name: '请书面答复我' }).click();
  await resident.page.getByRole('button', { name: '确定' }).click();
  await resident.page.getByText(/县里会在 .+ 前书面答复您/).waitFor();
});

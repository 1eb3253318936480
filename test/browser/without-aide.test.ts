/** [C8] An evening without an aide: the moderator records what was promised, reads it back, confirms it, and ends as promised. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectDeskAtWork } from '../support/accessible.ts';
import { browserEvening } from '../support/browser-evening.ts';
import { endCall } from '../support/journey.ts';

const evening = browserEvening();

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function write(page: Page, wording: string): Promise<void> {
  await page.getByLabel('承诺内容').fill(wording);
  await page.getByRole('combobox', { name: '承办单位' }).click();
  await page.getByRole('option').first().click();
  await press(page, '记下承诺');
}

test('[C5] recorded, read back, confirmed and ended as promised at the moderator’s desk alone', async () => {
  const { moderator } = await evening.open('moderator', 'screen');
  const resident = await evening.callerOnStage(moderator);
  const { page } = moderator;
  const promises = page.getByRole('region', { name: `现场承诺 · ${resident.number}号 李秀英` });
  await promises.waitFor();
  const table = await page.getByRole('region', { name: '队列' }).boundingBox();
  expect(await page.getByLabel('承诺内容').count()).toBe(0);

  // Without a promise that counts that outcome is not to be had, and the desk says why.
  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: '现场承诺' }).check();
  await dialog.getByText('这次连线还没有经领导确认的承诺').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });

  await page.keyboard.press('.');
  await page.getByLabel('承诺内容').waitFor();
  await page.keyboard.press('Tab');
  expect(await page.getByLabel('承诺内容').evaluate((field) => field === document.activeElement)).toBe(true);
  await write(page, '十日内修好村口路灯');
  await promises.getByText('已确认 0，待确认 1').waitFor();
  await expectDeskAtWork(page, 'moderator-promises');
  await press(page, '已向群众复述');
  await press(page, '领导已确认');
  await dialog.getByRole('button', { name: '领导已确认' }).click();
  await promises.getByText('已确认 1，待确认 0').waitFor();
  expect(await page.getByRole('region', { name: '队列' }).boundingBox()).toEqual(table);

  await write(page, '三日内清走垃圾');
  await promises.getByText('已确认 1，待确认 1').waitFor();
  await endCall(moderator, '现场承诺');
  await resident.page.getByText('连线结束，谢谢您').waitFor();
  await resident.page.getByText('十日内修好村口路灯').waitFor();
  const unsettled = page.getByRole('region', { name: '已结束的连线里待确认的承诺' });
  await unsettled.getByText('三日内清走垃圾').waitFor();
  await unsettled.getByRole('button', { name: '撤回' }).click();
  await dialog.getByRole('button', { name: '撤回' }).click();
  await unsettled.waitFor({ state: 'detached' });
});

/** [C8] A promise that somebody is writing while its call ends at another desk: it stays in their hands until recorded or dropped. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectDeskAtWork } from '../support/accessible.ts';
import { browserEvening } from '../support/browser-evening.ts';
import { endCall } from '../support/journey.ts';

const evening = browserEvening();
const wording = (page: Page) => page.getByLabel('承诺内容');

test('the words, the keyboard and whose call it was stay; recorded it waits for the leader, dropped it is gone', async () => {
  const { moderator, aide } = await evening.open('moderator', 'screen', 'aide');
  const resident = await evening.callerOnStage(moderator);
  const { page } = aide;
  await wording(page).fill('十日内修好');
  await wording(page).press('End');
  // The moderator writes at the same time.
  await moderator.page.getByRole('region', { name: `现场承诺 · ${resident.number}号 李秀英` }).waitFor();
  await moderator.page.keyboard.press('.');
  await wording(moderator.page).fill('另一项');
  await endCall(moderator);

  const left = page.getByRole('region', { name: `现场承诺 · ${resident.number}号 李秀英` });
  await left.getByText('这通连线已不在台上').waitFor();
  await page.keyboard.type('村口路灯');
  expect(await wording(page).inputValue()).toBe('十日内修好村口路灯');
  await expectDeskAtWork(page, 'promise-left');
  // Taken back to the last letter it is not gone before its author says so.
  await wording(page).fill('');
  await wording(page).fill('十日内修好路灯');
  await left.getByRole('combobox', { name: '承办单位' }).click();
  await page.getByRole('option').first().click();
  await left.getByRole('button', { name: '记下承诺' }).click();
  await left.waitFor({ state: 'detached' });
  await page.getByRole('region', { name: '已结束的连线里待确认的承诺' }).getByText('十日内修好路灯').waitFor();

  const other = moderator.page.getByRole('region', { name: `现场承诺 · ${resident.number}号 李秀英` });
  expect(await wording(moderator.page).inputValue()).toBe('另一项');
  // The next call has a form of its own beside it.
  const next = await evening.callerOnStage(moderator, '王大山');
  await moderator.page.getByRole('region', { name: `现场承诺 · ${next.number}号 王大山` }).waitFor();
  await other.getByRole('button', { name: '丢弃' }).click();
  await other.waitFor({ state: 'detached' });
});

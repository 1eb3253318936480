/** [A1–A6] [T5] A question of the audience: typed on a phone, approved, shown, answered; another becomes its asker's case. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAsItStands, expectBothLanguages, expectDeskAtWork } from '../support/accessible.ts';
import { newPerson, PHONE } from '../support/browser.ts';
import { browserEvening } from '../support/browser-evening.ts';
import { newPhone, smsOf } from '../support/clients.ts';
import { codeFor, SESSION } from '../support/journey.ts';
import { until } from '../support/until.ts';

const evening = browserEvening();

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click();
const openQuestions = async (page: Page) => {
  await page.goto(`${evening.origin}/s/${SESSION}`);
  await press(page, '看大家的提问，写下您的');
};

async function askOn(page: Page, text: string, name: string): Promise<string> {
  const phone = newPhone();
  await page.getByLabel('您想问什么？').fill(text);
  await page.getByLabel('您的姓名').fill(name);
  await press(page, '提交');
  await page.getByLabel('您的手机号').fill(phone);
  await press(page, '发送验证码');
  await page.getByLabel('6 位验证码').fill(await until('the code in the outbox', () => codeFor(evening.origin, phone)));
  await page.getByText('已收到。工作人员看过后公开。').waitFor();
  return phone;
}

test('typed, kept, approved in other words, answered on air; a second one becomes a case of whoever asked', async () => {
  const { moderator } = await evening.open('moderator');
  const desk = moderator.page;
  const asker = (await newPerson(evening.browser, evening.origin, PHONE)).page;
  await openQuestions(asker);
  await press(asker, '提交');
  await asker.getByText('请写下您的问题').waitFor();
  await asker.getByLabel('您想问什么？').fill('长'.repeat(201));
  await asker.getByText('现在 201 字，最多 200 字').waitFor();
  await asker.getByLabel('您想问什么？').fill('张三家门口的水管什么时候修好？');
  await expectBothLanguages(asker, 'question: form');
  // A closed tab loses nothing that was typed.
  await asker.reload();
  await expect.poll(() => asker.getByLabel('您想问什么？').inputValue()).toBe('张三家门口的水管什么时候修好？');
  await askOn(asker, '张三家门口的水管什么时候修好？', '李秀英');
  await expectBothLanguages(asker, 'question: own');

  const other = (await newPerson(evening.browser, evening.origin, PHONE)).page;
  await openQuestions(other);
  await askOn(other, '石桥什么时候修？', '王大山');

  // Nobody reads it before it was approved.
  const viewer = (await newPerson(evening.browser, evening.origin, PHONE)).page;
  await openQuestions(viewer);
  await viewer.getByText('还没有公开的提问。').waitFor();
  expect(await viewer.content()).not.toContain('水管');

  await desk.getByRole('tab', { name: '观众提问 2 个新的' }).click();
  const row = (words: string) => desk.getByRole('listitem').filter({ hasText: words });
  await row('水管').getByRole('button', { name: '通过' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByText('原文：张三家门口的水管什么时候修好？').waitFor();
  await dialog.getByLabel('公开的文字').fill('石桥村的水管什么时候修好？');
  await expectAsItStands(desk, 'question: approve');
  await dialog.getByRole('button', { name: '通过并公开' }).click();
  await dialog.waitFor({ state: 'detached' });
  await desk.getByRole('tab', { name: /^待回答/ }).click();
  await row('水管').getByRole('button', { name: '开始回答' }).click();

  const { screen } = await evening.open('screen');
  await screen.page.getByRole('status', { name: '观众提问' }).getByText('石桥村的水管什么时候修好？').waitFor();
  const { aide } = await evening.open('aide');
  await aide.page.getByText('石桥村的水管什么时候修好？').waitFor();
  await press(viewer, '点一下，观看直播');
  await viewer.getByText('正在回答观众提问').waitFor();
  await viewer.getByText('石桥村的水管什么时候修好？').first().waitFor();
  expect(await viewer.content()).not.toMatch(/张三|李秀英/);
  await expectDeskAtWork(aide.page, 'question: aide');
  await expectAsItStands(screen.page, 'question: screen');
  await expectBothLanguages(viewer, 'question: on air');

  await row('水管').getByRole('button', { name: '已回答' }).click();
  await dialog.getByLabel('答复要点（可以不填）').fill('本月底修好');
  await dialog.getByRole('button', { name: '已回答' }).click();
  await screen.page.getByText('石桥村的水管什么时候修好？').waitFor({ state: 'detached' });
  await asker.getByText('已在直播中回答。').waitFor();
  await asker.getByText('本月底修好').first().waitFor();

  await desk.getByRole('tab', { name: /^新 1/ }).click();
  await expectDeskAtWork(desk, 'question: desk');
  await row('石桥').getByRole('button', { name: '转为诉求' }).click();
  await dialog.getByRole('combobox', { name: '分类' }).click();
  await desk.getByRole('option').first().click();
  await dialog.getByRole('button', { name: '转为诉求' }).click();
  await desk.getByText(/已转为诉求 DL\d{4}-\d{6}/).waitFor();
  const number = (await other.getByRole('link', { name: /^查看诉求/ }).textContent())?.match(/DL[\d-]+/)?.[0] ?? '';
  expect((await smsOf(evening.origin, 'questionWritten'))[0]).toContain(number);
  await other.getByRole('link', { name: /^查看诉求/ }).click();
  await other.getByText(number).first().waitFor();
  await other.getByText('石桥什么时候修？').first().waitFor();
});

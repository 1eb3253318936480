/** [M1] [M2] [M3] The minutes of an evening that is over: drafted, passed by three people, read and taken as files by the public. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { CONSENT_VERSION } from '../../shared/consent.ts';
import { expectBothLanguages, expectDeskInBothLanguages } from '../support/accessible.ts';
import { newPerson, PHONE } from '../support/browser.ts';
import { browserEvening } from '../support/browser-evening.ts';
import { ENDED, endedEvening } from '../support/ended-evening.ts';
import { staffAt } from '../support/journey.ts';

const evening = browserEvening();

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const atMinutes = async (userName: string) => {
  const { page } = await staffAt(evening.browser, evening.origin, userName, '/desk/minutes');
  await page.getByRole('button', { name: /第七期接访/ }).click();
  return page;
};
const fileOf = async (page: Page, name: string) => {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
  return { name: download.suggestedFilename(), body: await readFile(await download.path()) };
};

test('the clerk drafts and words them, three people pass them, everybody reads them and takes them along', async () => {
  const { teller, tellerTicket } = await endedEvening(evening.app, '村口路灯两个月不亮');
  const { page: reader } = await newPerson(evening.browser, evening.origin, PHONE);
  await reader.goto('/minutes');
  await reader.getByText('还没有公布的会议纪要。').waitFor();

  const clerk = await atMinutes('clerk');
  await clerk.getByText('还没有纪要。', { exact: false }).waitFor();
  await press(clerk, '生成纪要');
  await clerk.getByLabel('标题').fill('第七期会议纪要');
  await clerk.getByLabel('开头的说明').fill('本期连线两位群众。');
  // Of whoever said no there is nothing to word.
  const answer = clerk.getByLabel('怎样答复的');
  expect(await answer.count()).toBe(1);
  await answer.fill('已经报修，年内换新灯。');
  await press(clerk, '保存');
  await clerk.getByRole('button', { name: '保存', disabled: true }).waitFor();
  await expectDeskInBothLanguages(clerk, 'minutes: the clerk', 'ol li');
  await press(clerk, '初审通过');
  await clerk.getByText('待复审').first().waitFor();

  const supervisor = await atMinutes('supervisor');
  await supervisor.getByLabel('原因').fill('开头请写明时间');
  await press(supervisor, '退回');
  await supervisor.getByText('已退回').first().waitFor();
  await clerk.reload();
  await clerk.getByText('开头请写明时间').waitFor();
  await clerk.getByLabel('开头的说明').fill('本期十一月连线两位群众。');
  // What was typed and not kept stays as well.
  await press(clerk, '重新取数');
  await clerk.getByRole('button', { name: '保存', disabled: true }).waitFor();
  expect(await clerk.getByLabel('开头的说明').inputValue()).toBe('本期十一月连线两位群众。');
  await press(clerk, '初审通过');
  await clerk.getByText('待复审').first().waitFor();
  await supervisor.reload();
  await press(supervisor, '复审通过');
  await supervisor.getByText('待终审').first().waitFor();
  await reader.goto(`/s/${ENDED}/minutes`);
  await reader.getByRole('alert').waitFor();

  const leader = await atMinutes('leader');
  await expectDeskInBothLanguages(leader, 'minutes: the final review', 'ol li');
  await press(leader, '终审通过');
  await leader.getByRole('link', { name: '公开页面' }).waitFor();

  await reader.goto(`/s/${ENDED}`);
  await reader.getByRole('link', { name: '看会议纪要' }).click();
  await reader.getByRole('heading', { name: '第七期会议纪要', level: 1 }).waitFor();
  for (const said of ['本期十一月连线两位群众。', '村口路灯两个月不亮', '已经报修，年内换新灯。', '月底前修好路灯'])
    await reader.getByText(said).first().waitFor();
  const words = await reader.locator('main').innerText();
  expect(words).toMatch(/石桥村李女士[\s\S]*一位群众|一位群众[\s\S]*石桥村李女士/);
  expect(words).not.toMatch(/真名|不想公开|没有轮到的事|没有确认/);
  await expectBothLanguages(reader, 'minutes');
  const pdf = await fileOf(reader, '下载 PDF');
  expect([pdf.name, pdf.body.subarray(0, 5).toString()]).toEqual(['minutes-7.pdf', '%PDF-']);
  const csv = await fileOf(reader, '下载表格（CSV）');
  expect([csv.name, csv.body.toString('utf8').includes('村口路灯两个月不亮')]).toEqual(['minutes-7.csv', true]);

  const consent = { scope: 'broadcast', given: false, version: CONSENT_VERSION } as const;
  await teller.call('ticket.changeConsent', { ticketId: tellerTicket, ...consent });
  await reader.reload();
  await reader.getByText('一位群众', { exact: false }).first().waitFor();
  expect(await reader.locator('main').innerText()).not.toMatch(/路灯|李女士/);
  await reader.goto('/minutes');
  await expectBothLanguages(reader, 'minutes: the list');
  await reader.getByRole('link', { name: /第七期接访/ }).waitFor();
});

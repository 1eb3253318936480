/** The office plans its evenings: a weekly series, one moved, one called off; a resident who has a place is told. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { expectDeskInBothLanguages, violations } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { comesToRest, faultsOfAll, launchChromium, type Person } from '../support/browser.ts';
import { joinInput, signInPhone, signInStaff } from '../support/clients.ts';
import { staffAt } from '../support/journey.ts';

let app: TestApp;
let browser: Browser;
let office: Person;
let page: Page;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  office = await staffAt(browser, app.origin, 'admin', '/desk/calendar');
  page = office.page;
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

const evenings = () => page.getByRole('listitem').filter({ hasText: '直通夜（周三）' });
const act = async (row: ReturnType<Page['getByRole']>, what: string) => {
  await row.getByRole('button', { name: /操作/ }).click();
  await page.getByRole('menuitem', { name: what }).click();
};

test('a weekly series is planned, holidays left out', async () => {
  await page.getByRole('button', { name: '按周安排' }).click();
  const dialog = page.getByRole('dialog', { name: '按周安排' });
  for (const day of ['周二', '周四']) await dialog.getByText(day, { exact: true }).click();
  await dialog.getByText('周三', { exact: true }).click();
  expect(await dialog.getByRole('button', { name: '安排' }).isDisabled()).toBe(true);
  await dialog.getByLabel('名称').fill('直通夜（周三）');
  await dialog.getByLabel('主题').fill('道路与饮水');
  await dialog.getByLabel('职务').fill('副县长');
  await dialog.getByLabel('接访领导').fill('李志强');
  // A department's room beside the leader's seat is whole once its department is chosen.
  await dialog.getByRole('button', { name: '加一个部门连线室' }).click();
  const room = dialog.getByRole('group', { name: '部门连线室' });
  await room.getByLabel('部门连线室').fill('水利局连线室');
  const ofRoom = dialog.getByRole('group', { name: '水利局连线室' });
  await ofRoom.getByLabel('职务').fill('水利局值班员');
  await ofRoom.getByLabel('值班员').fill('郑波');
  expect(await dialog.getByRole('button', { name: '安排' }).isDisabled()).toBe(true);
  await ofRoom.getByRole('combobox', { name: '单位' }).click();
  await page.getByRole('option', { name: '水利局' }).click();
  await ofRoom.getByRole('combobox', { name: '受理的分类' }).click();
  await page.getByRole('option', { name: '农村供水' }).click();
  await dialog.getByRole('button', { name: '安排' }).click();
  await page.getByText(/已安排 \d+ 场/).waitFor();
  await expect.poll(() => evenings().count()).toBeGreaterThan(6);
  await evenings().first().getByText('副县长 李志强 · 水利局连线室').waitFor();
});

test('one evening is moved with all that follow; one is called off', async () => {
  await act(evenings().nth(1), '修改');
  const dialog = page.getByRole('dialog', { name: '修改' });
  await dialog.getByLabel('开始时间').fill('18:30');
  await dialog.getByRole('switch', { name: '之后的各场也照改' }).check();
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByText(/已修改 \d+ 场/).waitFor();
  await evenings().nth(1).getByText('18:30').waitFor();
  await evenings().nth(3).getByText('18:30').waitFor();
  expect(await evenings().nth(0).getByText('19:00').count()).toBe(1);

  await act(evenings().nth(2), '取消这一场');
  const question = page.getByRole('dialog', { name: '取消这一场' });
  await question.getByText('天气原因').click();
  await question.getByRole('button', { name: '取消这一场' }).click();
  await evenings().nth(2).getByText('已取消').waitFor();
  expect(await evenings().nth(3).getByText('已取消').count()).toBe(0);
});

test('[S5] whose leader is changed is counted before it is saved, and told', async () => {
  const http = await signInStaff(app.origin, 'admin');
  const from = new Date().toISOString().slice(0, 10);
  const until = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  const planned = (await http.call('calendar.show', { from, until })).evenings;
  const ofSeries = planned.filter(({ plan }) => plan.title === '直通夜（周三）');
  for (const at of [3, 4]) {
    const resident = await signInPhone(app.origin);
    await resident.call('ticket.take', joinInput(ofSeries[at]?.sessionId ?? '', '约好的人'));
  }
  await page.reload();
  await act(evenings().nth(3), '修改');
  const dialog = page.getByRole('dialog', { name: '修改' });
  await dialog.getByLabel('接访领导').fill('赵新');
  await dialog.getByText('有 1 人有号，会短信告知换了领导').waitFor();
  await dialog.getByRole('switch', { name: '之后的各场也照改' }).check();
  await dialog.getByText('有 2 人有号，会短信告知换了领导').waitFor();
  await dialog.getByRole('button', { name: '保存' }).click();
  await page.getByText(/已修改 \d+ 场，已短信告知 2 人/).waitFor();
});

test('a holiday is set, marks the evening on it, and is taken back', async () => {
  const date = await evenings().nth(4).getByRole('button', { name: /操作/ }).getAttribute('aria-label');
  const day = /\d{4}-\d\d-\d\d/.exec(date ?? '')?.[0] ?? '';
  const holidays = page.getByRole('region', { name: '假日和补班' });
  await holidays.getByLabel('日期').fill(day);
  await holidays.getByLabel('名称').fill('放假');
  await holidays.getByRole('button', { name: '添加' }).click();
  await evenings().nth(4).getByText('在假日：放假').waitFor();
  await holidays.getByRole('button', { name: `删去 ${day}` }).click();
  await evenings().nth(4).getByText('在假日：放假').waitFor({ state: 'detached' });
});

test('the plan of a week is filled in until nothing is missing, and printed without what is pressed', async () => {
  const actions = evenings().first().getByRole('button', { name: /操作/ });
  const date = /\d{4}-\d\d-\d\d/.exec((await actions.getAttribute('aria-label')) ?? '')?.[0] ?? '';
  await page.getByRole('link', { name: '一周安排' }).click();
  await page.getByRole('heading', { name: '一周安排' }).waitFor();
  await page.goto(`/desk/calendar/week?day=${date}`);
  const evening = page.getByRole('region', { name: /直通夜（周三）/ });
  for (const missing of ['缺值班人', '未试线']) await evening.getByText(missing).first().waitFor();
  await evening.getByRole('button', { name: '安排值班人' }).click();
  const dialog = page.getByRole('dialog', { name: '安排值班人' });
  await dialog.getByRole('combobox', { name: '部门' }).click();
  await page.getByRole('option', { name: '水利局' }).click();
  await dialog.getByLabel('值班人').fill('郑波');
  await dialog.getByLabel('电话').fill('0573-555 转 12');
  await comesToRest(page);
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: '保存' }).click();
  await evening.getByText('水利局 郑波 0573-555 转 12').waitFor();
  await evening.getByRole('button', { name: '记为已试线' }).click();
  await evening.getByText('未开始').waitFor();
  await expectDeskInBothLanguages(page, 'week', 'section[aria-label*="直通夜"]');
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button').or(page.getByRole('link')).count()).toBe(0);
  await page.emulateMedia({ media: null });
  // A rehearsal from the plan, to its report and to the mark of the evening.
  await evening.getByRole('button', { name: '撤回试线记录' }).click();
  await evening.getByText('未试线').waitFor();
  await evening.getByRole('link', { name: '试一次线' }).click();
  await page.getByText('还没有试过线').waitFor();
  await page.getByRole('textbox', { name: '模拟人数' }).fill('1');
  await page.getByRole('button', { name: '开始试线' }).click();
  await page.getByText('1 人中已完成 0 人').waitFor();
  await page.getByText('1 人中有 1 人完整走到连线结束').waitFor({ timeout: 60_000 });
  await page.getByText('可以开场').waitFor();
  await expectDeskInBothLanguages(page, 'rehearsal', 'table[aria-label]');
  await page.goto(`/desk/calendar/week?day=${date}`);
  await evening.getByText('未开始').waitFor();
  await page.goto('/desk/calendar');
});

test('[T5] the office keeps its word list: added one per line, found, taken off; a line that is no word is named', async () => {
  await page.getByRole('link', { name: '敏感词' }).click();
  await page.getByText('还没有敏感词').waitFor();
  const lines = page.getByLabel('每行一个词');
  await page.getByLabel('原因').fill('骂人的话');
  await lines.fill('骗子\n。。');
  await page.getByRole('button', { name: '添加' }).click();
  await page.getByText('第 2 行').waitFor();
  await lines.fill('骗子\n黑心\n骗 子');
  await page.getByRole('button', { name: '添加' }).click();
  await page.getByRole('region', { name: '共 2 个词' }).waitFor();
  await page.getByLabel('查找').fill('骗');
  await page.getByText('黑心').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '删去“骗子”' }).click();
  await page.getByRole('region', { name: '共 1 个词' }).waitFor();
  await expectDeskInBothLanguages(page, 'words', 'section[aria-label*="1"]');
  await page.goto('/desk/calendar');
});

test('somebody who does not plan reads it and is offered nothing to change', async () => {
  const { page: reads } = await staffAt(browser, app.origin, 'caseworker', '/desk/calendar');
  await reads.getByText('直通夜（周三）').first().waitFor();
  expect(await reads.getByRole('button', { name: '按周安排' }).count()).toBe(0);
  await reads.getByRole('button', { name: /操作/ }).first().click();
  await reads.getByRole('menuitem', { name: '打印海报' }).waitFor();
  expect(await reads.getByRole('menuitem', { name: '修改' }).count()).toBe(0);
});

test('its poster is one sheet, with the link that people type, which leads to the evening', async () => {
  await evenings().first().getByRole('button', { name: /操作/ }).click();
  const opening = office.context.waitForEvent('page');
  await page.getByRole('menuitem', { name: '打印海报' }).click();
  const poster = await opening;
  const sheet = poster.getByRole('article');
  await sheet.getByRole('heading', { name: '直通夜（周三）' }).waitFor();
  const link = (await sheet.getByText(/\/e\/\w{4}$/).textContent()) ?? '';
  expect(await sheetsOf(poster)).toBe(1);
  await poster.goto(`http://${link.toLowerCase()}`);
  await poster.waitForURL(/\/s\/[^/]+$/);
  await poster.getByRole('heading', { name: '直通夜（周三）' }).waitFor();

  // As much as an evening may say.
  const http = await signInStaff(app.origin, 'admin');
  const seat = { onAir: true, unitId: null, categories: [], officialTitle: '副县长、县公安局党委书记' };
  const { sessionId } = await http.call('evening.plan', {
    date: '2099-01-01',
    time: '19:00',
    plan: {
      ...{ title: '直'.repeat(40), topic: '路'.repeat(100), scope: '', minutes: 90, public: false, capacity: 60 },
      ...{ delaySeconds: 10, callMinutes: 6, overtimeMinutes: 5, ratio: { booked: 2, walkIn: 1 } },
      seats: Array.from({ length: 8 }, (_, at) => ({ ...seat, name: `${at}号席`, officialName: `欧阳建国${at}` })),
    },
  });
  await poster.goto(`/s/${sessionId}/poster`);
  for (const language of ['English', '中文']) {
    await poster.getByRole('article').waitFor();
    expect(await sheetsOf(poster)).toBe(1);
    await poster.getByRole('button', { name: language }).click();
  }
  await poster.close();
});

async function sheetsOf(poster: Page): Promise<number> {
  await poster.getByRole('img').waitFor();
  const printed = await poster.pdf({ preferCSSPageSize: true });
  return printed.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
}

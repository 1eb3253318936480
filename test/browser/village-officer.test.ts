/** [Q7] A village officer takes numbers for two neighbours, one with a phone and one without; both are called and talk. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { expectDeskInBothLanguages } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import {
  faultsOfAll,
  launchChromium,
  newPerson,
  openPage,
  type Person,
  PHONE,
  picturesMove,
} from '../support/browser.ts';
import { newPhone } from '../support/clients.ts';
import { hears } from '../support/flows.ts';
import {
  callAndAnswer,
  codeFor,
  endCall,
  enterWithVideo,
  giveBack,
  moderatorAt,
  putThrough,
  type Resident,
  SESSION,
  screenAt,
  staffAt,
  startSession,
} from '../support/journey.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let browser: Browser;
let officer: Person;
let moderator: Person;
let screen: Person;
const phone = newPhone();

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  officer = await staffAt(browser, app.origin, 'officer', `/desk/officer/${SESSION}`);
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

/** By keyboard, from the name to the button; answers the number. */
async function takeFor(name: string, called: string, theirPhone: string): Promise<string> {
  const { page } = officer;
  await page.getByLabel('姓名').fill(name);
  await page.getByLabel('他本人的手机号').fill(theirPhone);
  await page.getByLabel('用一句话说清他的事').fill('村口的路灯坏了三个月');
  await page.getByRole('combobox', { name: '怎么称呼他' }).click();
  await page.getByRole('option', { name: called }).click();
  const take = page.getByRole('button', { name: '取号', exact: true });
  expect(await take.isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: '同意视频连线' }).check();
  await take.press('Enter');
  const row = page.getByRole('listitem').filter({ hasText: `号，${name}` });
  await row.waitFor();
  // The number and the empty form come in their own time.
  await expect.poll(() => page.getByLabel('姓名').inputValue()).toBe('');
  return (await row.textContent())?.match(/\d+/)?.[0] ?? '';
}

const row = (name: string) => officer.page.getByRole('listitem').filter({ hasText: `号，${name}` });

let withPhone: Resident;

test('two numbers one after the other: the form is ready for the next, the village stays', async () => {
  const { page } = officer;
  for (const name of ['乡镇（街道）', '村（社区）']) {
    await page.getByRole('combobox', { name }).click();
    await page.getByRole('listbox', { name }).getByRole('option').first().click();
  }
  const village = await page.getByRole('combobox', { name: '村（社区）' }).inputValue();
  const number = await takeFor('王芳', '王女士', phone);
  expect(await page.getByRole('combobox', { name: '村（社区）' }).inputValue()).toBe(village);
  await expect.poll(() => page.getByLabel('姓名').evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await page.getByRole('checkbox', { name: '同意视频连线' }).isChecked()).toBe(false);
  await page.getByText('没有手机：号留在这一页').waitFor();
  expect(Number(await takeFor('孙桂英', '孙女士', ''))).toBe(Number(number) + 1);
  await row('王芳').getByText('还没有进入等候区').waitFor();
  // The same person again is refused in words; somebody else of that name can be told apart.
  await page.getByLabel('姓名').fill('孙桂英');
  await page.getByLabel('用一句话说清他的事').fill('另一件');
  await page.getByRole('combobox', { name: '怎么称呼他' }).fill('孙女士');
  await page.keyboard.press('Tab');
  await page.getByRole('checkbox', { name: '同意视频连线' }).check();
  await page.getByRole('button', { name: '取号', exact: true }).click();
  await page.getByText('如果是同村同名的另一个人').waitFor();
  await expectDeskInBothLanguages(page, 'officer', 'h1');

  // The neighbour's own phone opens the place by its code.
  const person = await newPerson(browser, app.origin, PHONE);
  await person.page.goto(`/s/${SESSION}/join`);
  await person.page.getByLabel('您的手机号').fill(phone);
  await person.page.getByRole('button', { name: '发送验证码' }).click();
  const code = await until('the code', () => codeFor(app.origin, phone));
  await person.page.getByLabel('6 位验证码').fill(code);
  await person.page.getByRole('link', { name: '王芳' }).click();
  withPhone = { ...person, publicName: '王女士', number, phone };
  await enterWithVideo(person);
});

test('the moderator sees for whom a number was taken and by whom; the one with a phone is called on it', async () => {
  moderator = await moderatorAt(browser, app.origin);
  screen = await screenAt(browser, app.origin);
  await startSession(moderator);
  const line = moderator.page.getByRole('row').filter({ hasText: '孙桂英' });
  await line.getByText('代', { exact: true }).waitFor();
  await line.click();
  await moderator.page.getByText('村干部 何建军').waitFor();
  await callAndAnswer(moderator, withPhone);
  await row('王芳').getByText('核对中').waitFor();
  await giveBack(withPhone);
  await row('王芳').getByText('已退号').waitFor();
});

test('the one without is called at the officer’s page and put through on the officer’s device', async () => {
  await moderator.page.getByRole('button', { name: /呼叫下一位/ }).click();
  const called = row('孙桂英');
  await called.getByText('核对中').waitFor();
  await officer.page.getByText('正在呼叫：60 秒内请打开应答').waitFor();
  await until('the title that calls', async () => (await officer.page.title()).includes('孙桂英'));
  const link = called.getByRole('link', { name: /打开 \d+ 号 孙桂英/ });
  expect(await link.getAttribute('target')).toBe('_blank');
  const place = await openPage(officer.context);
  const { page } = place;
  await page.goto((await link.getAttribute('href')) ?? '');
  await page.getByRole('button', { name: '我准备好了' }).click();
  await page.getByText('现在只有主持人能看到您').waitFor();
  const desk = moderator.page;
  await desk.getByRole('combobox', { name: '分类' }).click();
  await desk.getByRole('option', { name: '供暖' }).click();
  await desk.getByRole('button', { name: '审核通过' }).click();
  await desk.getByRole('button', { name: /列为下一位/ }).click();
  await page.getByText('下一位，请准备').first().waitFor();
  await putThrough(moderator);
  await Promise.all([picturesMove(screen.page, 'video'), picturesMove(page, 'video[aria-label*="王建国"]')]);
  await hears(screen, place);
  await endCall(moderator);
  await row('孙桂英').getByText('已完成').waitFor();
});

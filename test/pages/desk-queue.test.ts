/** The moderator's table with 300 who wait: quick to look through, steady under the pointer, as it was after a reload. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { expectAsItStands, expectDeskInBothLanguages } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium, type Person } from '../support/browser.ts';
import { SocketClient, signInStaff } from '../support/clients.ts';
import { fill } from '../support/crowd.ts';
import { moderatorAt, SESSION, staffAt } from '../support/journey.ts';

const PEOPLE = 300;
/** As long as most people write. */
const MATTER = '去年修水渠占了我家一亩二分地，补偿款到今天还没有到账';
let app: TestApp;
let browser: Browser;
let other: SocketClient;
let moderator: Person;
let page: Page;
let supervises: Page;
let ids: string[];

beforeAll(async () => {
  app = await startTestApp();
  ids = await fill(app.deps.store, PEOPLE, (number) => ({
    subject: number === 4 ? MATTER : `${number} 号说的事`,
    participation: number % 50 === 0 ? 'phone' : 'video',
    // Somebody of their own: the others of the crowd are one person, whose numbers an undo would double.
    ...(number === 110 ? { personId: 'own' } : {}),
  }));
  browser = await launchChromium();
  other = await SocketClient.connect(await signInStaff(app.origin, 'admin'), { as: 'moderator', sessionId: SESSION });
  await other.call('session.start', { sessionId: SESSION });
  moderator = await moderatorAt(browser, app.origin);
  page = moderator.page;
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  other?.close();
  await browser?.close();
  await stopApps();
});

const grid = () => page.getByRole('grid', { name: '队列' });
const rows = () => grid().getByRole('row');
const rowOf = (number: number) => page.getByRole('row', { name: new RegExp(`(^|\\s)${number}号`) });

/** A turn of the wheel moves the rows for a while. */
const scrollingEnds = async () =>
  page.waitForFunction(
    async (box) => {
      const before = box?.scrollTop;
      for (let pictures = 0; pictures < 4; pictures += 1)
        await new Promise((resolve) => requestAnimationFrame(resolve));
      return box?.scrollTop === before;
    },
    await grid().elementHandle(),
  );

test('few rows are in the page; the keyboard, the wheel and the search reach the last', async () => {
  await rowOf(1).waitFor();
  expect(await grid().getAttribute('aria-rowcount')).toBe(String(PEOPLE + 1));
  expect(await rows().count()).toBeLessThan(60);
  // The matter is read without being chosen.
  const matter = page.getByRole('gridcell', { name: MATTER });
  expect(await matter.evaluate((cell) => cell.scrollHeight - cell.clientHeight)).toBeLessThanOrEqual(1);

  await page.keyboard.press('q');
  await page.keyboard.press('End');
  await rowOf(PEOPLE).waitFor();
  await expect.poll(() => rowOf(PEOPLE).getAttribute('aria-selected')).toBe('true');
  expect(await rowOf(PEOPLE).getAttribute('aria-rowindex')).toBe(String(PEOPLE + 1));
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => rowOf(PEOPLE - 1).getAttribute('aria-selected')).toBe('true');
  // Scrolled far away the chosen one is still in the page, for whoever hears it read.
  await grid().hover();
  await page.mouse.wheel(0, -PEOPLE * 40);
  await rowOf(1).waitFor();
  expect(await page.locator(`#${await grid().getAttribute('aria-activedescendant')}`).count()).toBe(1);
  await expect.poll(() => rows().count()).toBeLessThan(60);

  await page.keyboard.press('/');
  await page.keyboard.type('300 号说');
  await page.keyboard.press('Enter');
  await page.getByText('300 号说的事').nth(1).waitFor();
  await page.getByRole('searchbox').press('Escape');
  await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('');
});

test('[Q2] under the pointer nothing moves while another desk calls; everybody sees whom that desk holds', async () => {
  await page.mouse.move(0, 0);
  await grid().hover();
  await page.mouse.wheel(0, 40 * 100);
  await rowOf(110).waitFor();
  await scrollingEnds();
  const before = await rowOf(110).boundingBox();
  await other.call('queue.callNext', { sessionId: SESSION });
  await page.getByRole('list', { name: '其他主持人正在核对的号' }).getByRole('button', { name: /^1号/ }).waitFor();
  await page.getByText('1 处变动，按 R 更新').waitFor();
  expect((await rowOf(110).boundingBox())?.y).toBe(before?.y);
  await page.keyboard.press('r');
  await page.getByText('1 处变动，按 R 更新').waitFor({ state: 'detached' });
});

test('[Q9] who was refused by mistake is back with one key, at the same place', async () => {
  await page.keyboard.press('q');
  await rowOf(110).click();
  // Its minutes go on.
  const place = () => rowOf(110).locator('[role=gridcell]:not([data-column=waited])').allTextContents();
  const before = await place();
  await page.keyboard.press('f');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('原因').fill('已进入诉讼');
  await dialog.getByLabel('可以去哪里反映').fill('县人民法院');
  await dialog.getByRole('button', { name: '不予受理' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('status').getByText('110 号').waitFor();
  await page.keyboard.press('z');
  await page.getByRole('status').getByText('110 号').waitFor({ state: 'detached' });
  await page.keyboard.press('r');
  await expect.poll(place).toEqual(before);
  // Nothing is left to undo: the key says so.
  await page.keyboard.press('z');
  await page.getByText('没有可以撤销的操作').waitFor();
});

test('search, filter, state and columns are as they were after a reload', async () => {
  await page.getByRole('button', { name: '筛选', exact: true }).click();
  await page.getByRole('combobox', { name: '连线方式' }).press('ArrowDown');
  await page.getByRole('option', { name: '电话' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '列', exact: true }).click();
  await page.getByRole('checkbox', { name: '所在地' }).check();
  await page.keyboard.press('Escape');
  await page.getByText(/^全部 300$/).click();
  const found = () => grid().getAttribute('aria-rowcount');
  await expect.poll(found).toBe('7');
  await page.reload();
  await rowOf(PEOPLE).waitFor();
  await expect.poll(found).toBe('7');
  await page.getByRole('columnheader', { name: '地点' }).waitFor();
  await page.getByRole('button', { name: '筛选中' }).click();
  await page.getByRole('button', { name: '清除筛选' }).last().click();
  await expect.poll(found).toBe(String(PEOPLE + 1));
  await page.keyboard.press('Escape');
  expect(ids).toHaveLength(PEOPLE);
});

test('[Q10] somebody is barred for a week with a reason; the supervisor reads why and lifts it', async () => {
  await rowOf(7).click();
  await page.getByRole('button', { name: '限制取号' }).click();
  const asked = page.getByRole('dialog', { name: /限制 7号/ });
  await asked.getByRole('radio', { name: '7 天' }).check();
  await asked.getByText('多次取号不到').click();
  await asked.getByRole('button', { name: '限制取号' }).click();
  await asked.waitFor({ state: 'detached' });
  // The ticket tells it from now on, and why.
  await page
    .getByRole('list', { name: '限制记录' })
    .getByText(/正在限制.*多次取号不到/)
    .waitFor();
  await rowOf(7).getByRole('img', { name: '正在限制取号' }).waitFor();
  supervises = (await staffAt(browser, app.origin, 'supervisor', '/desk/bars')).page;
  await supervises.getByRole('row', { name: /多次取号不到/ }).waitFor();
  await expectDeskInBothLanguages(supervises, 'bars', 'table');
  await supervises.getByRole('button', { name: /解除对/ }).click();
  await supervises.getByText('限错了人').click();
  await supervises.getByRole('dialog').getByRole('button', { name: '解除', exact: true }).click();
  await supervises.getByRole('row', { name: /已解除.*限错了人/ }).waitFor();
  await rowOf(7).getByRole('img', { name: '正在限制取号' }).waitFor({ state: 'detached' });
});

test('[C9] a threat to life rings the supervisor with phone and place until it is accepted; help is noted, and it is closed', async () => {
  await rowOf(9).click();
  await page.keyboard.press('y');
  await page.getByLabel('本人说了什么').fill('站在桥上');
  await page.keyboard.press('Enter');
  const own = page.getByRole('dialog', { name: '紧急处置：9号', exact: true });
  await own.getByText('站在桥上').waitFor();
  await own.getByText('还没有人接手').waitFor();

  const ringing = supervises.getByRole('dialog', { name: '紧急处置：9号' });
  await ringing.getByText('站在桥上').waitFor();
  await supervises.keyboard.press('Escape');
  await expectAsItStands(supervises, 'emergency-rings');
  await ringing.getByRole('button', { name: '我来接手' }).click();
  await own.getByText(/督办员.*接手/).waitFor();
  await supervises.getByRole('button', { name: '已拨打：公安' }).click();
  await own.getByText(/督办员.*已拨打/).waitFor();
  await expectAsItStands(page, 'emergency-open');
  await own.getByRole('radio', { name: '已交公安或急救' }).check();
  await own.getByRole('button', { name: '结束处置' }).click();
  await own.waitFor({ state: 'detached' });
  await ringing.waitFor({ state: 'detached' });
});

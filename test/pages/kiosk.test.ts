/** [Q7] People without a phone at a terminal: they wait, are not reached, and choose what comes next, all of it there. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { expectBothLanguages } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium } from '../support/browser.ts';
import { type HttpClient, joinInput, SocketClient, signInStaff } from '../support/clients.ts';
import { pageOf } from '../support/journey.ts';
import { sessionIn } from '../support/records.ts';

let app: TestApp;
let browser: Browser;
let terminal: HttpClient;
let page: Page;
let desk: SocketClient;
let sessionId = '';

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  const session = sessionIn('live');
  sessionId = session.id;
  await app.deps.store.transaction((tx) => tx.saveSession(session));
  terminal = await signInStaff(app.origin, 'officer');
  await terminal.call('terminal.setUp', { name: '石桥镇便民服务中心' });
  desk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), { as: 'moderator', sessionId });
  ({ page } = await pageOf(browser, terminal, `/kiosk/${sessionId}`));
  await page.clock.install();
  await page.reload();
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  desk?.close();
  await browser?.close();
  await stopApps();
});

const take = (name: string, publicName: string) =>
  terminal.call('ticket.takeFor', { ...joinInput(sessionId, name), publicName, phone: null, byPhone: false });
const own = (publicName: string) => page.getByRole('button', { name: new RegExp(`^\\d+ 号 ${publicName}$`) });
const done = () => page.getByRole('button', { name: '完成，清除我的信息' });

test('whoever waits sees the place and the desk’s words, steps away and comes back', async () => {
  const { ticketId } = await take('孙桂英', '孙女士');
  await page.getByRole('heading', { name: '在这里等的，点自己的号看还有多久' }).waitFor();
  await own('孙女士').click();
  await page.getByText('下一个就是您').first().waitFor();
  await page.getByText('请留在附近，看着这块屏幕').waitFor();
  await desk.call('message.send', { sessionId, ticketId, text: '请准备好材料。' });
  await page.getByText('请准备好材料。').waitFor();
  await expectBothLanguages(page, 'kiosk-own');
  await page.getByRole('button', { name: '暂时离开一下' }).click();
  await page.getByRole('button', { name: '我回来了' }).click();
  await page.getByText('下一个就是您').first().waitFor();
  await page.getByRole('button', { name: '回到开始，我的号还在' }).click();
  await own('孙女士').waitFor();
});

test('nothing of it stays open for the next: after two minutes without a touch the start is back', async () => {
  await own('孙女士').click();
  await page.getByText('孙桂英').waitFor();
  await page.clock.fastForward(65_000);
  await page.getByRole('alertdialog', { name: '还在吗？' }).waitFor();
  await page.clock.fastForward(60_000);
  await own('孙女士').waitFor();
  expect(await page.content()).not.toContain('孙桂英');
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).toBe('{}');
});

test('a number is given back there', async () => {
  await take('李福', '李先生');
  await own('李先生').click();
  await page.getByRole('button', { name: '退号，不等了' }).click();
  await page.getByRole('button', { name: '退号', exact: true }).click();
  await page.getByRole('heading', { name: '您已退号' }).waitFor();
  await done().click();
  await own('孙女士').waitFor();
  expect(await own('李先生').count()).toBe(0);
});

test('[S4] whoever was not reached chooses among what reaches them, and has a number to keep', async () => {
  await desk.call('session.end', { sessionId });
  await page.getByRole('heading', { name: '没轮到的，请点自己的号，选下一步怎么办' }).waitFor();
  await own('孙女士').click();
  await page.getByRole('button', { name: '请书面答复我' }).waitFor();
  expect(await page.getByRole('button', { name: '请打电话答复我' }).count()).toBe(0);
  await page.getByRole('button', { name: '请书面答复我' }).click();
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText(/书面答复您。请记下下面的编号/).waitFor();
  await page.getByText(/^编号/).waitFor();
  await page.getByRole('button', { name: '打印号条' }).waitFor();
  await done().click();
  await page.getByText('石桥镇便民服务中心').waitFor();
  expect(await own('孙女士').count()).toBe(0);
});

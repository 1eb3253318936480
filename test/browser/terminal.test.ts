/** [Q7] A township's terminal: set up and handed over, used with and without a phone, and nothing of anybody stays on it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { expectBothLanguages } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium, type Person, picturesMove } from '../support/browser.ts';
import { newPhone } from '../support/clients.ts';
import {
  codeFor,
  endCall,
  moderatorAt,
  pressNext,
  putThrough,
  SESSION,
  screenAt,
  staffAt,
  startSession,
} from '../support/journey.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let browser: Browser;
let terminal: Person;
let page: Page;
let withoutNumber = '';

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  terminal = await staffAt(browser, app.origin, 'officer', '/desk');
  page = terminal.page;
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

const atStart = () => page.getByText('您好，请点一下开始').waitFor();
const cookies = async () => (await terminal.context.cookies()).map(({ name }) => name);

/** The phone and its code, up to the question for the name. */
async function verify(): Promise<string> {
  const phone = newPhone();
  await page.getByRole('button', { name: '我带了手机' }).press('Enter');
  await page.getByLabel('您的手机号').fill(phone);
  await page.getByRole('button', { name: '发送验证码' }).press('Enter');
  await page.getByLabel('6 位验证码').fill(await until('the code', () => codeFor(app.origin, phone)));
  await page.getByLabel('您的姓名').waitFor();
  return phone;
}

/** From the name to the number. */
async function fillIn(name: string, publicName: string): Promise<string> {
  await page.getByLabel('您的姓名').fill(name);
  await page.getByLabel('乡镇（街道）').selectOption({ index: 1 });
  await page.getByLabel('村（社区）').selectOption({ index: 1 });
  await pressNext(page, '用一句话说清您的事');
  await page.getByLabel('用一句话说清您的事').fill('村口的路灯坏了三个月');
  await pressNext(page, '同意视频连线');
  await page.getByRole('checkbox', { name: '同意视频连线' }).press('Space');
  await page.getByLabel('怎么称呼您').fill(publicName);
  await page.getByRole('button', { name: '取号', exact: true }).press('Enter');
  await page.getByRole('heading', { name: '您的号' }).waitFor();
  return (await page.locator('.kiosk-number').textContent()) ?? '';
}

/** Neither on the page, nor kept, nor signed in, nor behind Back. */
async function nothingLeftOf(...words: string[]): Promise<void> {
  const nowhere = async () => {
    await atStart();
    const text = await page.evaluate(
      () => document.documentElement.outerHTML + JSON.stringify({ ...localStorage, ...sessionStorage }),
    );
    for (const word of words) expect(text).not.toContain(word);
    expect((await cookies()).filter((name) => name.includes('citizen'))).toEqual([]);
  };
  await nowhere();
  await page.evaluate(() => {
    document.documentElement.setAttribute('data-left', '');
    history.back();
  });
  await page.waitForFunction(() => !document.documentElement.hasAttribute('data-left'));
  await nowhere();
}

test('staff set it up and are signed out by it: their desks are closed to whoever uses it', async () => {
  await page.clock.install();
  await page.getByRole('link', { name: '自助终端' }).click();
  await page.getByRole('button', { name: '设好，交给群众' }).click();
  await page.getByText('请填地点').waitFor();
  await expectBothLanguages(page, 'kiosk-set-up');
  await page.getByLabel('这台终端在哪里').fill('石桥镇便民服务中心');
  await page.getByRole('button', { name: '设好，交给群众' }).click();
  await atStart();
  await page.goto(`/desk/officer/${SESSION}`);
  await page.getByText('您不能进行这个操作').waitFor();
  expect(await page.content()).not.toContain('何建军');
  await page.goto(`/kiosk/${SESSION}`);
  await atStart();
  await expectBothLanguages(page, 'kiosk-start');
});

test('with a phone: a number, and a code to go on with; done leaves nothing', async () => {
  const phone = await verify();
  await fillIn('王芳', '王女士');
  await page.getByRole('img', { name: '用您的手机扫一扫' }).waitFor();
  expect((await cookies()).filter((name) => name.includes('citizen'))).toEqual([]);
  await expectBothLanguages(page, 'kiosk-number');
  await page.getByRole('button', { name: '完成，清除我的信息' }).press('Enter');
  await nothingLeftOf('王芳', '王女士', phone);
});

test('whoever walks away is asked a minute before, and then forgotten', async () => {
  const phone = await verify();
  await page.getByLabel('您的姓名').fill('周建国');
  expect((await cookies()).filter((name) => name.includes('citizen'))).toHaveLength(1);
  await page.clock.fastForward(65_000);
  await page.getByRole('alertdialog', { name: '还在吗？' }).waitFor();
  await page.getByRole('button', { name: '我还在' }).click();
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  expect(await page.getByLabel('您的姓名').inputValue()).toBe('周建国');
  await page.clock.fastForward(65_000);
  await page.getByRole('alertdialog', { name: '还在吗？' }).waitFor();
  await page.clock.fastForward(60_000);
  await nothingLeftOf('周建国', phone);
});

test('without one: the number stays here, is called by public name, and is put through at the terminal', async () => {
  await page.getByRole('button', { name: '我没有手机' }).press('Enter');
  withoutNumber = await fillIn('孙桂英', '孙女士');
  await page.getByText('轮到时这里会叫“孙女士”').waitFor();
  await page.getByRole('button', { name: '打印号条' }).waitFor();
  await page.getByRole('button', { name: '完成，清除我的信息' }).click();
  await nothingLeftOf('孙桂英');
  await page.getByRole('button', { name: `${withoutNumber} 号 孙女士` }).waitFor();

  const moderator = await moderatorAt(browser, app.origin);
  const screen = await screenAt(browser, app.origin);
  await startSession(moderator);
  const desk = moderator.page;
  await desk.getByRole('row').filter({ hasText: '孙桂英' }).getByText('代', { exact: true }).waitFor();
  await desk.getByRole('button', { name: /呼叫下一位/ }).click();
  await page.getByText(`${withoutNumber} 号 孙女士`).waitFor();
  expect(await page.content()).not.toContain('孙桂英');
  await page.getByRole('button', { name: '我是 孙女士，开始' }).click();
  await page.getByRole('button', { name: '我准备好了' }).click();
  await page.getByText('现在只有主持人能看到您').waitFor();
  await desk.getByRole('combobox', { name: '分类' }).click();
  await desk.getByRole('option', { name: '供暖' }).click();
  await desk.getByRole('button', { name: '审核通过' }).click();
  await desk.getByRole('button', { name: /列为下一位/ }).click();
  await page.getByText('下一位，请准备').first().waitFor();
  await putThrough(moderator);
  await Promise.all([picturesMove(screen.page, 'video'), picturesMove(page, 'video[aria-label*="王建国"]')]);
  // A call is not ended by sitting still.
  await page.clock.fastForward(130_000);
  await picturesMove(page, 'video[aria-label*="王建国"]');
  await endCall(moderator);
  await page.getByRole('heading', { name: '连线结束，谢谢您' }).waitFor();
  await page.getByRole('button', { name: '完成，清除我的信息' }).click();
  await nothingLeftOf('孙桂英', '孙女士');
});

/** What may go wrong with a resident's page and network: each comes back to exactly this place. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { launchChromium, type Person, picturesMove } from '../support/browser.ts';
import {
  callToDeck,
  endCall,
  enterWithVideo,
  giveBack,
  moderatorAt,
  putThrough,
  screenAt,
  startSession,
  takeNumber,
} from '../support/journey.ts';

let app: TestApp;
let browser: Browser;
let moderator: Person;
let screen: Person;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  moderator = await moderatorAt(browser, app.origin);
  screen = await screenAt(browser, app.origin);
  await startSession(moderator);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

/** Closes the tab and opens the address again: another page of the same browser. */
async function reopen<P extends Person>(person: P): Promise<P> {
  const address = person.page.url();
  await person.page.close();
  const page = await person.context.newPage();
  page.setDefaultTimeout(45_000);
  await page.goto(address);
  return { ...person, page };
}

describe('(b) the tab is killed and opened again [Q1]', () => {
  test('what was typed while joining survives a reload', async () => {
    const person = await browser.newContext({ baseURL: app.origin, locale: 'zh-CN' });
    const page = await person.newPage();
    await page.goto('/s/demo/join');
    await page.getByLabel('您的手机号').fill('13812345678');
    await page.reload();
    await expect.poll(() => page.getByLabel('您的手机号').inputValue()).toBe('13812345678');
    await person.close();
  });

  test('while waiting: the same place', async () => {
    const ahead = await takeNumber(browser, app.origin, '前面的人');
    await enterWithVideo(ahead);
    const person = await takeNumber(browser, app.origin, '后面的人');
    await enterWithVideo(person);
    const back = await reopen(person);
    await back.page.getByText('前面还有').first().waitFor();
    await back.page.getByText(`您的号：${person.number}`).first().waitFor();
    await moderator.page.getByText('后面的人').first().waitFor();
    for (const one of [ahead, back]) {
      await giveBack(one);
      await one.context.close();
    }
  });

  test('on deck and live: on deck again and live again, pictures moving both ways', async () => {
    const person = await takeNumber(browser, app.origin, '回来的人');
    await enterWithVideo(person);
    const desk = moderator.page;
    await callToDeck(moderator, person);

    const onDeck = await reopen(person);
    await onDeck.page.getByText('下一位，请准备').first().waitFor();
    await picturesMove(desk, 'video[aria-label*="回来的人"]');
    await putThrough(moderator);
    await Promise.all([picturesMove(screen.page, 'video'), picturesMove(onDeck.page, 'video[aria-label*="王建国"]')]);

    const live = await reopen(onDeck);
    await live.page.getByText('正在和').first().waitFor();
    await Promise.all([picturesMove(screen.page, 'video'), picturesMove(live.page, 'video[aria-label*="王建国"]')]);

    // The network goes and comes back under the page.
    await live.context.setOffline(true);
    await live.context.setOffline(false);
    await Promise.all([picturesMove(screen.page, 'video'), picturesMove(live.page, 'video[aria-label*="王建国"]')]);
    await endCall(moderator);
    await live.page.getByText('连线结束，谢谢您').waitFor();
    await live.context.close();
  });
});

describe('(f) the media worker is killed', () => {
  test('the people of the call see each other again without doing anything', async () => {
    const person = await takeNumber(browser, app.origin, '孙秋月');
    await enterWithVideo(person);
    await callToDeck(moderator, person);
    await putThrough(moderator);
    await Promise.all([picturesMove(screen.page, 'video'), picturesMove(person.page, 'video[aria-label*="王建国"]')]);
    for (const pid of app.media.workerPids()) process.kill(pid, 'SIGKILL');
    await Promise.all([picturesMove(screen.page, 'video'), picturesMove(person.page, 'video[aria-label*="王建国"]')]);
    await endCall(moderator);
    await person.context.close();
  });
});

/** (e) The server is killed during a call and started again: the same call goes on, nobody does anything. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faultsOfAll, launchChromium, picturesMove } from '../support/browser.ts';
import {
  callToDeck,
  endCall,
  enterWithVideo,
  moderatorAt,
  putThrough,
  screenAt,
  startSession,
  takeNumber,
} from '../support/journey.ts';
import { ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let browser: Browser;

beforeAll(async () => {
  server = await ServerProcess.create();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test('a call survives kill -9 of the server [T2] [Q1]', async () => {
  const moderator = await moderatorAt(browser, server.origin);
  const screen = await screenAt(browser, server.origin);
  await startSession(moderator);
  const person = await takeNumber(browser, server.origin, '李秀英');
  await enterWithVideo(person);
  const waiting = await takeNumber(browser, server.origin, '等候的人');
  await enterWithVideo(waiting);
  await callToDeck(moderator, person);
  await putThrough(moderator);
  const bothMove = () =>
    Promise.all([picturesMove(screen.page, 'video'), picturesMove(person.page, 'video[aria-label*="王建国"]')]);
  await bothMove();

  // One desk and one phone find another build when the server is back.
  const updated = [moderator.page, waiting.page];
  for (const page of updated) {
    const isAsked = (url: URL) => url.pathname === new URL(page.url()).pathname;
    await page.route(isAsked, (route) =>
      route.request().resourceType() === 'fetch'
        ? route.fulfill({ contentType: 'text/html', body: '<script src="/assets/newer.js"></script>' })
        : route.continue(),
    );
  }
  await server.kill();
  await server.start();

  await person.page.getByText('正在和').first().waitFor();
  await bothMove();
  await waiting.page.getByText(`您的号：${waiting.number}`).first().waitFor();
  // The desk is back in its own time.
  await moderator.page.getByText('连接断开了，正在重新连接').waitFor({ state: 'hidden' });

  for (const page of updated) {
    await page.getByText('系统已经更新').waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: '刷新页面' }).click();
    await page.getByText('系统已经更新').waitFor({ state: 'hidden' });
  }
  await waiting.page.getByText(`您的号：${waiting.number}`).first().waitFor();

  await endCall(moderator);
  await person.page.getByText('连线结束，谢谢您').first().waitFor();
  expect(faultsOfAll()).toEqual([]);
});

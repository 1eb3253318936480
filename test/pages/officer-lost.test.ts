/** [C11] The page of a department's officer on a stage is gone: every side of the call reads so, and then that they left. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_ROOM_ID } from '../../server/storage/seed-demo.ts';
import { expectAsItStands } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium, PHONE } from '../support/browser.ts';
import { SocketClient, signInStaff } from '../support/clients.ts';
import { arrive, putThrough, startEvening } from '../support/evening.ts';
import { moderatorAt, pageOf, SESSION, screenAt } from '../support/journey.ts';

let aheadMs = 0;
let app: TestApp;
let browser: Browser;

beforeAll(async () => {
  app = await startTestApp({ clock: () => Date.now() + aheadMs });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

test('desk, screen and resident read that the line is lost; after a minute the desk can call the department anew', async () => {
  const evening = await startEvening(app.origin);
  const seatId = DEMO_ROOM_ID;
  const officer = await SocketClient.connect(await signInStaff(app.origin, 'duty'), {
    as: 'duty',
    sessionId: SESSION,
    seatId,
  });
  const resident = await arrive(app.origin, { name: '李秀英', participation: 'audio' });
  const callId = await putThrough(evening, resident);
  const ofRoom = { sessionId: SESSION, callId, seatId };
  await evening.moderator.call('summons.call', ofRoom);
  await officer.call('summons.accept', ofRoom);
  const [desk, screen, phone] = await Promise.all([
    moderatorAt(browser, app.origin),
    screenAt(browser, app.origin),
    pageOf(browser, resident.http, `/s/${SESSION}/wait/${resident.ticketId}`, PHONE),
  ]);
  await desk.page.getByText('水利局：已在连线中').waitFor();
  await phone.page.getByText('县长 王建国、水利局').waitFor();
  await screen.page.getByText('水利局', { exact: true }).waitFor();

  officer.close();
  await desk.page.getByText('水利局掉线了，位置保留 60 秒').first().waitFor();
  await phone.page.getByText('县长 王建国、水利局（掉线）').waitFor();
  await screen.page.getByText('水利局（掉线）').waitFor();
  expect(await desk.page.getByText('已在连线中').count()).toBe(0);
  await expectAsItStands(desk.page, 'desk-officer-lost');

  aheadMs = 61_000;
  await desk.page.getByText('水利局掉线了').first().waitFor({ state: 'detached' });
  await screen.page.getByText('水利局（掉线）').waitFor({ state: 'detached' });
  await phone.page.getByText('水利局').waitFor({ state: 'detached' });
  await desk.page.getByRole('tab', { name: '本场记录' }).click();
  await desk.page.getByText(/系统 · 部门离开了连线.*连接断开/).waitFor();
  await desk.page.getByRole('button', { name: '请部门上连线' }).click();
  expect(await desk.page.getByRole('menuitem', { name: /水利局/ }).isEnabled()).toBe(true);
  expect(faultsOfAll()).toEqual([]);
});

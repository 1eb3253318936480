/** [C4] A running call is handed over: who is there is read before, nobody is put before an empty seat unasked, and its desk rings. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { DEMO_ROOM_ID } from '../../server/storage/seed-demo.ts';
import { expectAsItStands } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium, type Person } from '../support/browser.ts';
import { arrive, type Evening, putThrough, type Resident, startEvening } from '../support/evening.ts';
import { endCall, moderatorAt, SESSION, staffAt } from '../support/journey.ts';

let app: TestApp;
let browser: Browser;
let evening: Evening;
let moderator: Person;
let resident: Resident;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  evening = await startEvening(app.origin);
  moderator = await moderatorAt(browser, app.origin);
});
beforeEach(async () => {
  resident = await arrive(app.origin, { name: '李秀英' });
  await putThrough(evening, resident);
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

const officerAt = () => staffAt(browser, app.origin, 'duty', `/desk/duty/${SESSION}/${DEMO_ROOM_ID}`);
const toRoom = async (says: string) => {
  await moderator.page.getByRole('button', { name: '转到其他席位' }).click();
  const room = moderator.page.getByRole('menuitem', { name: /水利局连线室/ });
  await room.getByText(says).first().waitFor();
  await room.click();
};
const isAsked = async () => {
  const dialog = moderator.page.getByRole('dialog', { name: '连线室没有画面' });
  await dialog.getByText('接通后 李秀英 看不到也听不到值班员').waitFor();
  return dialog;
};
const seatOf = async () =>
  (await app.deps.store.read.ticket(resident.ticketId).then((one) => one && 'seatId' in one && one.seatId)) || null;

test('to a room where nobody is it is asked first; once there its desk rings until the officer has seen it', async () => {
  await toRoom('没有人值班');
  const dialog = await isAsked();
  await expectAsItStands(moderator.page, 'hand-over-to-nobody');
  await moderator.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await seatOf()).not.toBe(DEMO_ROOM_ID);

  const officer = await officerAt();
  const { page } = officer;
  await page.getByRole('heading', { name: '水利局连线室' }).waitFor();
  await toRoom('值班员在岗');
  await (await isAsked()).getByRole('button', { name: '仍要接通' }).click();
  const rings = page.getByRole('region', { name: `有连线转到这里：${resident.number}号 李秀英` });
  await rings.getByText('请先打开您的摄像头和麦克风').waitFor();
  await expect.poll(() => page.title()).toMatch(/^● 有连线转到这里/);
  expect(await seatOf()).toBe(DEMO_ROOM_ID);
  await expectAsItStands(page, 'room-handed-over');
  await rings.getByRole('button', { name: '知道了' }).click();
  await rings.waitFor({ state: 'detached' });
  await expect.poll(() => page.title()).not.toMatch(/^●/);
  await endCall(officer);
  await page.close();
});

test('with the officer’s picture there nothing is asked, and a call that they put through themselves does not ring', async () => {
  const officer = await officerAt();
  const { page } = officer;
  await page.getByRole('button', { name: '打开我的摄像头' }).click();
  await page.getByText('接通后群众能看到、听到您').waitFor();
  await moderator.page.getByRole('button', { name: '转到其他席位' }).click();
  const room = moderator.page.getByRole('menuitem', { name: /水利局连线室/ });
  await room.getByText('值班员在岗').waitFor();
  await room.getByText('暂无画面').waitFor({ state: 'detached' });
  await room.click();
  const rings = page.getByRole('region', { name: /^有连线转到这里/ });
  await rings.getByText('已经接通，对方能看到、听到您').waitFor();
  await endCall(officer);
  await rings.waitFor({ state: 'detached' });

  const own = await arrive(app.origin, { name: '王大山' });
  const ofOwn = { sessionId: SESSION, ticketId: own.ticketId };
  await evening.moderator.call('queue.send', { ...ofOwn, toSeatId: DEMO_ROOM_ID, reason: 'department' });
  await page.getByRole('button', { name: /^呼叫下一位/ }).click();
  await own.socket.call('ticket.answer', { ticketId: own.ticketId });
  await page.getByRole('button', { name: /^接通/ }).click();
  await page.getByRole('button', { name: /^结束连线/ }).waitFor();
  expect(await rings.count()).toBe(0);
  await endCall(officer);
});

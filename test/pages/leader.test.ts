/** [S5] The leader is replaced in mid-session: the moderator says so once, a resident reads it and chooses another way. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium, type Person, PHONE } from '../support/browser.ts';
import { joinInput, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { SEAT } from '../support/evening.ts';
import { enterWithVideo, moderatorAt, pageOf, SESSION, startSession, takeNumber } from '../support/journey.ts';
import { sessionIn } from '../support/records.ts';

let app: TestApp;
let browser: Browser;
let moderator: Person;
let resident: Person;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  moderator = await moderatorAt(browser, app.origin);
  await startSession(moderator);
  resident = await takeNumber(browser, app.origin);
  await enterWithVideo(resident);
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

test('[S5] late: the evening pauses, and goes on when the moderator says so', async () => {
  const { page } = moderator;
  await page.getByRole('button', { name: '领导变动' }).click();
  const dialog = page.getByRole('dialog', { name: '接访领导有变动' });
  await dialog.getByRole('button', { name: '告知大家' }).click();
  await page.getByText('已告知 1 人').waitFor();
  await resident.page.getByText('接访领导晚到一会儿，请稍候。').waitFor();
  await resident.page.getByText('现在暂停，您的位置保留着。').waitFor();
  await page.getByRole('button', { name: /^继续/ }).click();
  await resident.page.getByText('现在暂停，您的位置保留着。').waitFor({ state: 'detached' });
  expect((await app.deps.store.read.session(SESSION))?.leaderChange).toBeNull();
});

test('[S5] replaced: who answers is told, and a resident chooses an answer in writing', async () => {
  const { page } = moderator;
  await page.getByRole('button', { name: '领导变动' }).click();
  const dialog = page.getByRole('dialog', { name: '接访领导有变动' });
  await dialog.getByLabel('换人').check();
  expect(await dialog.getByRole('button', { name: '告知大家' }).isDisabled()).toBe(true);
  await dialog.getByLabel('职务').fill('副县长');
  await dialog.getByLabel('接访领导').fill('赵新');
  await dialog.getByRole('button', { name: '告知大家' }).click();
  await resident.page.getByText('接访领导改为 副县长 赵新。').waitFor();
  await resident.page.getByText('接访领导有变动，可以另选一种').click();
  await resident.page.getByRole('button', { name: '请书面答复我' }).click();
  await resident.page.getByRole('button', { name: '确定' }).click();
  await resident.page.getByText(/县里会在 .+ 前书面答复您/).waitFor();
});

test('[S5] whoever booked and has not come finds the choices, and giving back, beside the ways to enter', async () => {
  const startsAt = Date.now() + 3_600_000;
  const session = { ...sessionIn('scheduled'), startsAt, endsAt: startsAt + 3_600_000 };
  await app.deps.store.transaction((tx) => tx.saveSession(session));
  const sessionId = session.id;
  const book = async (name: string) => {
    const http = await signInPhone(app.origin);
    const { ticketId } = await http.call('ticket.take', joinInput(sessionId, name));
    return pageOf(browser, http, `/s/${sessionId}/wait/${ticketId}`, PHONE);
  };
  const [{ page: chooses }, { page: leaves }] = [await book('何书面'), await book('何退号')];
  const desk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), { as: 'moderator', sessionId });
  await desk.call('session.openLobby', { sessionId });
  await leaves.getByRole('button', { name: '打开摄像头和麦克风' }).waitFor();
  await leaves.getByRole('button', { name: '退号，不等了' }).click();
  await leaves.getByRole('button', { name: '退号', exact: true }).click();
  await leaves.getByText('您已退号').first().waitFor();
  const official = { officialName: '赵新', officialTitle: '副县长' };
  const change = { sessionId, seatId: SEAT, what: 'replaced', ...official, text: '改由赵新接访。' } as const;
  await desk.call('session.changeLeader', change);
  await chooses.getByText('接访领导有变动，可以另选一种').click();
  await chooses.getByRole('button', { name: '请书面答复我' }).click();
  await chooses.getByRole('button', { name: '确定' }).click();
  await chooses.getByText(/县里会在 .+ 前书面答复您/).waitFor();
  desk.close();
});

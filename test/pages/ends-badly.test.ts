/** A call that breaks off and an evening that runs out of time: the people concerned are told on their pages (C3, S3, S4). */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, giveCookies, launchChromium, newPerson, type Person } from '../support/browser.ts';
import { type HttpClient, joinInput, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { approval, SEAT } from '../support/evening.ts';
import { aideAt, moderatorAt, SESSION, screenAt } from '../support/journey.ts';

/** Long enough for every page to show it. */
const OVERTIME_MS = 15_000;

let app: TestApp;
let browser: Browser;
let desk: SocketClient;
let http: HttpClient;
let resident: Person;
let ticketId: string;
let aheadMs = 0;

beforeAll(async () => {
  app = await startTestApp({ clock: () => Date.now() + aheadMs });
  browser = await launchChromium();
  desk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), {
    as: 'moderator',
    sessionId: SESSION,
  });
  await desk.call('session.start', { sessionId: SESSION });
  http = await signInPhone(app.origin);
  ({ ticketId } = await http.call('ticket.take', joinInput(SESSION)));
  const entering = await SocketClient.connect(http, { as: 'citizen', sessionId: SESSION, ticketId });
  await entering.call('ticket.enter', { ticketId, participation: 'phone' });
  entering.close();
  resident = await newPerson(browser, app.origin);
  await giveCookies(resident.context, app.origin, http.cookieHeader);
  await resident.page.goto(`/s/${SESSION}/wait/${ticketId}`);
  await desk.call('ticket.approve', approval(ticketId));
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  desk?.close();
  await browser?.close();
  await stopApps();
});

const talk = async () => {
  const { callId } = await desk.call('call.byPhone', { sessionId: SESSION, ticketId, seatId: SEAT });
  await resident.page.getByText('请用手机通话').waitFor();
  return callId;
};

test('[C3] whoever’s call broke off reads why they wait again, and that they are first', async () => {
  const callId = await talk();
  const failed = { outcome: 'failed', note: '', whereTo: '线路故障', unitId: null } as const;
  await desk.call('call.end', { sessionId: SESSION, callId, ...failed });
  await resident.page.getByText('刚才的连线因技术问题中断').waitFor();
  expect(await resident.page.getByText('线路故障').count()).toBe(0);
});

test('[S3] [S4] the overtime is announced to everybody of the call, and who is cut off reads that it was not finished', async () => {
  const desks = [
    await moderatorAt(browser, app.origin),
    await aideAt(browser, app.origin),
    await screenAt(browser, app.origin),
  ];
  await talk();
  expect(await resident.page.getByText('已到结束时间').count()).toBe(0);
  const overtime = (await app.deps.store.read.session(SESSION))?.overtimeMs ?? 0;
  aheadMs = OVERTIME_MS - overtime;
  await desk.call('session.end', { sessionId: SESSION });
  aheadMs = 0;
  await Promise.all([
    resident.page.getByText(/已到结束时间，这次连线最迟 \d\d:\d\d 结束/).waitFor(),
    ...desks.map(({ page }) => page.getByText(/延时，最迟 \d\d:\d\d 结束/).waitFor()),
  ]);
  await resident.page.getByRole('heading', { name: '您的连线没有完成' }).waitFor();
  await resident.page.getByText('您说的事不会丢').waitFor();
});

/** [C2] A session that is not open to the public: the call goes on and nobody outside sees or hears anything of it. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium, newPerson, type Person, PHONE, picturesMove } from '../support/browser.ts';
import { HttpClient, randomId, SocketClient } from '../support/clients.ts';
import { hears } from '../support/flows.ts';
import {
  callToDeck,
  endCall,
  enterWithVideo,
  moderatorAt,
  putThrough,
  SESSION,
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
  await app.deps.store.transaction(async (tx) => {
    const session = await tx.lockSession(SESSION);
    if (!session) throw new Error('no session');
    await tx.saveSession({ ...session, public: false });
  });
  browser = await launchChromium();
  moderator = await moderatorAt(browser, app.origin);
  screen = await screenAt(browser, app.origin);
  await startSession(moderator);
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

/** Past the page, which offers nothing: a socket that takes whatever the server would give an audience. */
async function uninvited(): Promise<SocketClient> {
  const clientId = randomId();
  const socket = await SocketClient.connect(new HttpClient(app.origin), {
    as: 'audience',
    sessionId: SESSION,
    clientId,
  });
  const { routerRtpCapabilities: rtpCapabilities } = await socket.call('media.join', {
    clientId,
    rtpCapabilities: null,
  });
  await socket.call('media.join', { clientId, rtpCapabilities });
  await socket.call('media.createTransport', { direction: 'recv', protocol: 'any' });
  return socket;
}

test('[C2] a session that is not public asks for no broadcast, and gives nobody else anything of the call', async () => {
  const audience = await newPerson(browser, app.origin, PHONE);
  await audience.page.goto(`/s/${SESSION}`);
  await audience.page.getByText('本场不公开直播').waitFor();
  expect(await audience.page.getByRole('button', { name: '点一下，观看直播' }).count()).toBe(0);

  const outside = await uninvited();
  const resident = await takeNumber(browser, app.origin, '李秀英', { broadcast: false });
  const waiting = await takeNumber(browser, app.origin, '等候的人', { broadcast: false });
  await enterWithVideo(resident);
  await enterWithVideo(waiting);
  await callToDeck(moderator, resident);
  await putThrough(moderator);
  await Promise.all([
    picturesMove(screen.page, 'video'),
    picturesMove(resident.page, 'video[aria-label*="王建国"]'),
    hears(screen, resident),
    hears(resident, screen),
  ]);

  // Whoever takes part is told of consumers; of the same call nobody else is.
  const consumers = (notices: SocketClient['notices']) => notices.filter(({ notice }) => notice === 'media.consumer');
  const sent = screen.wire.notices.flatMap((one) => (one.notice === 'media.consumer' ? one.producerId : []));
  expect(sent.length).toBeGreaterThan(0);
  for (const producerId of sent)
    await expect(outside.call('media.subscribe', { producerId })).rejects.toMatchObject({ code: 'MEDIA_FORBIDDEN' });
  expect(consumers(outside.notices)).toEqual([]);
  expect(consumers(waiting.wire.notices)).toEqual([]);
  const { views } = await outside.call('session.snapshot', {});
  const programmes = views.flatMap((one) => (one.view === 'programme' ? [one.data.programme] : []));
  expect(programmes).toEqual([{ state: 'slate', soon: false, now: null }]);
  expect(JSON.stringify(views)).not.toContain(resident.publicName);

  // The phone's own Back does not end a call by mistake.
  await resident.page.goBack();
  await resident.page.getByText('您正在连线。离开本页').waitFor();
  await resident.page.getByRole('button', { name: '取消' }).click();
  await picturesMove(resident.page, 'video[aria-label*="王建国"]');

  // [C6] On hold the meeting room reads words: no picture of before, and none that comes late.
  const seen = screen.page.locator('main video');
  for (let times = 0; times < 3; times += 1) {
    await moderator.page.getByRole('button', { name: '暂停通话' }).waitFor();
    await moderator.page.keyboard.press('h');
    await screen.page.getByText('通话暂停，请稍候').waitFor();
    expect(await seen.count()).toBe(0);
    // The same key goes on only once this desk, whose table comes later than the room's words, knows of the hold.
    await moderator.page.getByRole('button', { name: '继续通话' }).waitFor();
    await moderator.page.keyboard.press('h');
    await picturesMove(screen.page, 'main video');
  }

  await endCall(moderator);
  await resident.page.getByText('连线结束，谢谢您').waitFor();
  outside.close();
});

/** Somebody comes again: the aide goes on with the earlier case, and its page tells the whole story in both languages. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { launchChromium } from '../support/browser.ts';
import { type HttpClient, joinInput, newPhone, SocketClient, signInPhone } from '../support/clients.ts';
import { type Evening, endCall, putThrough, startEvening } from '../support/evening.ts';
import { aideAt, endCall as endAtDesk, SESSION, staffAt } from '../support/journey.ts';

let app: TestApp;
let browser: Browser;
let evening: Evening;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  evening = await startEvening(app.origin);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

async function visit(http: HttpClient): Promise<{ ticketId: string; callId: string }> {
  const { ticketId, number } = await http.call('ticket.take', joinInput(SESSION, '李秀英'));
  const socket = await SocketClient.connect(http, { as: 'citizen', sessionId: SESSION, ticketId });
  await socket.call('ticket.enter', { ticketId, participation: 'audio' });
  return { ticketId, callId: await putThrough(evening, { http, socket, ticketId, number }) };
}

test('[K1] [T6] the aide goes on with the earlier case; its page shows calls, consents and details in both languages', async () => {
  const phone = newPhone();
  const http = await signInPhone(app.origin, phone);
  const first = await visit(http);
  await endCall(evening, first.callId);
  const [earlier] = await app.deps.store.read.casesOfTicket(first.ticketId);
  const number = earlier?.number ?? '';

  const again = await visit(http);
  const aide = await aideAt(browser, app.origin);
  await aide.page.getByText('还没有立件').waitFor();
  await aide.page.getByRole('button', { name: `接着办 ${number}` }).click();
  await aide.page.getByText(`已接着办：${number}`).waitFor();
  await aide.page.getByRole('region', { name: '本次办件' }).getByRole('link', { name: number }).waitFor();
  await endAtDesk(aide, '现场答复');
  expect((await app.deps.store.read.casesOfTicket(again.ticketId)).map((one) => one.number)).toEqual([number]);

  const supervisor = await staffAt(browser, app.origin, 'supervisor', `/cases/${number}`);
  const { page } = supervisor;
  const part = (name: string) => page.getByRole('region', { name, exact: true });
  await part('诉求内容').getByText('城建 › 供暖').waitFor();
  await page.getByText(`${phone.slice(0, 3)}****${phone.slice(-4)}`).waitFor();
  await expect.poll(() => part('连线记录').getByText('王建国').count()).toBe(2);
  await part('同意情况').getByText('文本版本 2026-11-2').first().waitFor();
  await part('经过').getByText('再次连线，接着办').waitFor();
  await part('经过').getByText('称呼：石桥村李女士').first().waitFor();
  await page.getByRole('button', { name: /赵强/ }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await part('Consents').getByText('Wording 2026-11-2').first().waitFor();
  await part('What happened').getByText('joined to a further call').waitFor();
  await part('The matter').getByText('Urban development › Heating').waitFor();
  for (const person of [aide, supervisor]) expect(person.faults).toEqual([]);
});

/** [Q2] [Q4] One resident's whole evening: booked, reminded, late, behind a walk-in, not there when called, back, put through. */
import { beforeAll, expect, test } from 'vitest';
import { type Person, picturesMove } from '../support/browser.ts';
import { browserEvening } from '../support/browser-evening.ts';
import { joinInput, SocketClient, signInPhone, smsOf } from '../support/clients.ts';
import { hears } from '../support/flows.ts';
import {
  callToDeck,
  endCall,
  enterWithVideo,
  moderatorAt,
  putThrough,
  type Resident,
  screenAt,
  startSession,
  takeNumber,
} from '../support/journey.ts';
import { sessionIn } from '../support/records.ts';
import { until } from '../support/until.ts';

const MINUTE_MS = 60_000;
const startsAt = Date.now() + 60 * MINUTE_MS;
const session = { ...sessionIn('scheduled'), title: '周五直通夜', startsAt, endsAt: startsAt + 90 * MINUTE_MS };
const sessionId = session.id;
/** The server's clock is so far ahead of the database's, by which jobs are due. */
let aheadMs = 0;
const evening = browserEvening({ clock: () => Date.now() + aheadMs });
let moderator: Person;
let screen: Person;
let resident: Resident;

beforeAll(async () => {
  await evening.app.deps.store.transaction((tx) => tx.saveSession(session));
});

async function ahead<Result>(ms: number, work: () => Promise<Result>): Promise<Result> {
  aheadMs = ms;
  try {
    return await work();
  } finally {
    aheadMs = 0;
  }
}
const row = () => moderator.page.getByRole('row').filter({ hasText: '李秀英' });

test('who booked is reminded before the evening, and finds what to do on the page', async () => {
  // Booked two minutes ago, so that the reminder of an hour before is due now.
  resident = await ahead(-2 * MINUTE_MS, () =>
    takeNumber(evening.browser, evening.origin, '李秀英', { sessionId, press: '预约' }),
  );
  expect(resident.number).toBe('1');
  const reminders = await until('the reminder', async () => {
    const sent = await smsOf(evening.origin, 'reminder');
    return sent.length > 0 ? sent : undefined;
  });
  expect(reminders).toHaveLength(1);
  expect(reminders[0]).toContain('1 号');
});

test('[Q2] who comes half an hour late waits behind a walk-in, and may still change the words', async () => {
  moderator = await moderatorAt(evening.browser, evening.origin, sessionId);
  await moderator.page.getByRole('button', { name: '开放取号' }).click();
  const http = await signInPhone(evening.origin);
  const { ticketId } = await http.call('ticket.take', joinInput(sessionId, '现场的人'));
  const walkIn = await SocketClient.connect(http, { as: 'citizen', sessionId, ticketId });
  await walkIn.call('ticket.enter', { ticketId, participation: 'video' });
  screen = await screenAt(evening.browser, evening.origin, sessionId);
  await startSession(moderator);

  await ahead(startsAt + 30 * MINUTE_MS - Date.now(), () => enterWithVideo(resident));
  const { page } = resident;
  await page.getByText('前面还有 1 位').first().waitFor();
  await page.getByRole('button', { name: '改写我的事' }).click();
  await page.getByLabel('用一句话说清您的事').fill('村口和桥头的路灯都坏了');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('heading', { name: '等候区' }).waitFor();
  await row().getByText('村口和桥头的路灯都坏了').waitFor();

  await walkIn.call('ticket.leave', { ticketId });
  walkIn.close();
  await page.getByText('下一个就是您').first().waitFor();
});

test('[Q4] who is not there when called is passed over, told, and comes back to the place kept', async () => {
  const { page } = resident;
  const address = page.url();
  const ticketId = new URL(address).pathname.split('/').at(-1) ?? '';
  await page.goto('about:blank');
  // The 60 seconds of the answer are over two seconds from now.
  await ahead(2_000 - MINUTE_MS, async () => {
    await moderator.page.getByRole('button', { name: /呼叫下一位/ }).click();
    await until('the call', async () => {
      return (await evening.app.deps.store.read.ticket(ticketId))?.state === 'screening';
    });
  });
  const [told] = await until('the SMS', async () => {
    const sent = await smsOf(evening.origin, 'passedOver');
    return sent.length > 0 ? sent : undefined;
  });
  expect(told).toContain('1 号');

  await page.goto(address);
  await page.getByText('叫过您 1 次没有应答').waitFor();
  await page.getByRole('button', { name: '暂时离开一下' }).click();
  await page.getByRole('heading', { name: '您暂时离开了' }).waitFor();
  await page.getByRole('button', { name: '我回来了' }).click();
  await page.getByText('下一个就是您').first().waitFor();
});

test('called again, put through: both see and hear each other', async () => {
  await callToDeck(moderator, resident);
  await putThrough(moderator);
  await Promise.all([
    picturesMove(screen.page, 'video'),
    picturesMove(resident.page, 'video[aria-label*="王建国"]'),
    hears(screen, resident),
    hears(resident, screen),
  ]);
  await endCall(moderator);
  await resident.page.getByText('现场答复').first().waitFor();
});

/** [S1] [S4] [S5] Somebody booked; the leader is replaced, the evening postponed, then cancelled: on their page each is said, with what can be done. */
import type { Page } from 'playwright-core';
import { beforeAll, test } from 'vitest';
import { expectBothLanguages } from '../support/accessible.ts';
import { giveCookies, newPerson } from '../support/browser.ts';
import { browserEvening } from '../support/browser-evening.ts';
import { type HttpClient, joinInput, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { staffAt } from '../support/journey.ts';

const DAY_MS = 86_400_000;
const SEAT = {
  name: '一号席',
  officialName: '王建国',
  officialTitle: '县长',
  onAir: true,
  unitId: null,
  categories: [],
};
const PLAN = {
  title: '周四直通夜',
  topic: '道路',
  scope: '',
  minutes: 90,
  public: false,
  capacity: 30,
  callMinutes: 6,
  overtimeMinutes: 5,
  delaySeconds: 10,
  ratio: { booked: 2, walkIn: 1 },
  seats: [SEAT],
};
const dateIn = (days: number) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now() + days * DAY_MS);

const evening = browserEvening();
let office: HttpClient;
let page: Page;
let sessionId = '';

beforeAll(async () => {
  const { browser, origin } = evening;
  office = await signInStaff(origin, 'admin');
  ({ sessionId } = await office.call('evening.plan', { date: dateIn(3), time: '19:00', plan: PLAN }));
  const http = await signInPhone(origin);
  const { ticketId } = await http.call('ticket.take', joinInput(sessionId));
  const person = await newPerson(browser, origin);
  await giveCookies(person.context, origin, http.cookieHeader);
  ({ page } = person);
  await page.goto(`/s/${sessionId}/wait/${ticketId}`);
  await page.getByRole('heading', { name: '已为您留好位置' }).waitFor();
});

test('[S5] another leader: said on the page of whoever booked', async () => {
  const desk = await SocketClient.connect(await signInStaff(evening.origin, 'moderator'), {
    as: 'moderator',
    sessionId,
  });
  const text = '王建国县长出差，改由赵新副县长接听。';
  const who = { officialName: '赵新', officialTitle: '副县长' };
  await desk.call('session.changeLeader', { sessionId, seatId: 'seat-1', what: 'replaced', ...who, text });
  await page.getByText(text).first().waitFor();
  await expectBothLanguages(page, 'booked: another leader');
  desk.close();
});

test('[S1] postponed: the number is kept, and the office still has it in its calendar', async () => {
  await office.call('evening.postpone', { sessionId, reason: '防汛' });
  await page.getByRole('heading', { name: '本场推迟了' }).waitFor();
  await page.getByRole('button', { name: '请书面答复我' }).waitFor();
  await expectBothLanguages(page, 'booked: postponed');
  const { store } = evening.app.deps;
  const session = await store.read.session(sessionId);
  if (!session) throw new Error('no evening');
  const past = { startsAt: session.startsAt - 30 * DAY_MS, endsAt: session.endsAt - 30 * DAY_MS };
  await store.transaction((tx) => tx.saveSession({ ...session, ...past }));
  const desk = await staffAt(evening.browser, evening.origin, 'admin', '/desk/calendar');
  const panel = desk.page.getByRole('region', { name: '延期待定新时间' });
  await panel.getByText('周四直通夜').waitFor();
  await desk.context.close();
});

test('[S4] cancelled: chooses what comes next', async () => {
  await office.call('evening.cancel', { sessionId, reason: '防汛', following: false });
  await page.getByRole('heading', { name: '本场不举行了' }).waitFor();
  await page.getByRole('button', { name: '请书面答复我' }).waitFor();
  await expectBothLanguages(page, 'booked: cancelled');
  await page.getByRole('button', { name: '请书面答复我' }).click();
  await page.getByRole('button', { name: '确定' }).click();
  await page.getByText(/县里会在 .+ 前书面答复您/).waitFor();
});

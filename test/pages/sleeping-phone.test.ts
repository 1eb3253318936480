/** A phone that sleeps keeps its place; awake, its page is right within two seconds, whatever its clock says [Q1]. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium, newPerson, type Person } from '../support/browser.ts';
import type { SocketClient } from '../support/clients.ts';
import { arrive, connectAs, SESSION } from '../support/evening.ts';
import { crash, enterWithVideo, giveBack, takeNumber } from '../support/journey.ts';
import { newSleeper } from '../support/sleeper.ts';
import { TcpRelay } from '../support/tcp-relay.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let browser: Browser;
let moderator: SocketClient;
/** So long may a page take to be right after it woke. */
const AWAKE_MS = 2000;
const FIVE_MINUTES_MS = 300_000;

beforeAll(async () => {
  // A page that answers nothing is given up after two seconds, not after forty.
  app = await startTestApp({ pings: { everyMs: 700, patienceMs: 1300 } });
  browser = await launchChromium();
  moderator = await connectAs(app.origin, 'moderator');
  await moderator.call('session.start', { sessionId: SESSION });
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

const rowOf = (number: string) => moderator.view('moderator')?.rows.find((row) => String(row.number) === number);
const isLost = (number: string) => until('the page to be lost', () => rowOf(number)?.presence === 'lost');

/** The page says this within the time that a waking page has. */
const says = ({ page }: Person, text: string) => page.getByText(text).first().waitFor({ timeout: AWAKE_MS });

const secondsLeft = async ({ page }: Person) =>
  Number((await page.getByRole('timer').textContent())?.match(/\d+/)?.[0] ?? Number.NaN);

/** Gives the phone's pages a clock that goes so far ahead, and each time that it is frozen `perSleepMs` further. */
const wrongClock = ({ context }: Pick<Person, 'context'>, aheadMs: number, perSleepMs = 0) =>
  context.addInitScript(
    (by) => {
      const Right = Date;
      const its = window as unknown as { __aheadMs?: number };
      const ahead = () => its.__aheadMs ?? by.aheadMs;
      const now = () => Right.now() + ahead();
      window.Date = class extends Right {
        constructor(...given: number[]) {
          super(...((given.length === 0 ? [now()] : given) as [number]));
        }
        static override now = now;
      } as DateConstructor;
      document.addEventListener('freeze', () => Object.assign(window, { __aheadMs: ahead() + by.perSleepMs }));
    },
    { aheadMs, perSleepMs },
  );

test('frozen for five minutes, given up by the server, moved up and called meanwhile: it wakes to its place, and to its turn', async () => {
  const first = await arrive(app.origin, { name: '第一位' });
  const second = await arrive(app.origin, { name: '第二位' });
  const phone = await newSleeper();
  await wrongClock(phone, 0, FIVE_MINUTES_MS);
  const sleeper = await takeNumber(browser, app.origin, '睡着的人', { as: phone });
  await enterWithVideo(sleeper);
  await sleeper.page.locator('.place-line strong', { hasText: '2' }).waitFor();

  await phone.sleep();
  await isLost(sleeper.number);
  await first.socket.call('ticket.leave', { ticketId: first.ticketId });
  await phone.wake();
  await sleeper.page.locator('.place-line strong', { hasText: '1' }).waitFor({ timeout: AWAKE_MS });
  await until('the page to be here', () => rowOf(sleeper.number)?.presence === 'here');

  await phone.sleep();
  await isLost(sleeper.number);
  await second.socket.call('ticket.leave', { ticketId: second.ticketId });
  const called = await moderator.call('queue.callNext', { sessionId: SESSION });
  expect(called.ticketId).toBe(rowOf(sleeper.number)?.ticketId);
  await phone.wake();
  await says(sleeper, '我准备好了');
  expect(await secondsLeft(sleeper)).toBeGreaterThan(40);
  await sleeper.page.getByRole('button', { name: '我准备好了' }).click();
  await sleeper.page.getByText('现在只有主持人能看到您').waitFor();
  await giveBack(sleeper);
  await phone.close();
});

test('called while the tab is thrown away: opened again it is the turn, with the seconds that are left', async () => {
  const sleeper = await takeNumber(browser, app.origin, '被回收的人');
  await enterWithVideo(sleeper);
  const back = await crash(sleeper, () => moderator.call('queue.callNext', { sessionId: SESSION }));
  await back.page.getByRole('button', { name: '我准备好了' }).waitFor();
  expect(await secondsLeft(back)).toBeGreaterThan(30);
  await giveBack(back);
  await back.context.close();
});

test('a socket that looks open and is dead is given up at waking, before anybody counts to three', async () => {
  const relay = await TcpRelay.create(app.config.port);
  const phone = await newSleeper();
  const sleeper = await takeNumber(browser, relay.origin, '断线的人', { as: phone });
  await enterWithVideo(sleeper);
  await phone.sleep();
  relay.stall();
  await moderator.call('queue.callNext', { sessionId: SESSION });
  await phone.wake();
  await says(sleeper, '我准备好了');
  await giveBack(sleeper);
  await phone.close();
  relay.close();
});

/** What the phone of `page` takes for now; `0` is right. */
const setClock = ({ page }: Person, aheadMs: number) =>
  page.evaluate((ahead) => Object.assign(window, { __aheadMs: ahead }), aheadMs);

test('a phone whose clock is three hours wrong: the evening is on, and the seconds to answer are the right ones', async () => {
  const person = await newPerson(browser, app.origin);
  await wrongClock(person, 3 * 3_600_000);
  await person.page.goto('/');
  await person.page.getByText('今晚').first().waitFor();
  const late = await takeNumber(browser, app.origin, '钟不准的人', { as: person });
  await enterWithVideo(late);
  await moderator.call('queue.callNext', { sessionId: SESSION });
  await late.page.getByRole('button', { name: '我准备好了' }).waitFor();
  const right = (seconds: number) => seconds > 30 && seconds <= 60;
  expect(await secondsLeft(late)).toSatisfy(right);
  // Somebody, or the network, sets it right.
  await setClock(late, 0);
  await until('the seconds by the clock that was set', async () => right(await secondsLeft(late)));
  await giveBack(late);
  await late.context.close();
});

/** The main job read and pressed in English: what a page says comes from the same language files. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import boardEn from '../../client/i18n/board.en.json' with { type: 'json' };
import citizenEn from '../../client/i18n/citizen.en.json' with { type: 'json' };
import commonEn from '../../client/i18n/common.en.json' with { type: 'json' };
import deskEn from '../../client/i18n/desk.en.json' with { type: 'json' };
import minutesEn from '../../client/i18n/minutes.en.json' with { type: 'json' };
import myEn from '../../client/i18n/my.en.json' with { type: 'json' };
import { DEMO_PASSWORD } from '../../server/storage/seed-demo.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { DESK, faultsOfAll, launchChromium, newPerson, type Person, PHONE, picturesMove } from '../support/browser.ts';
import { newPhone } from '../support/clients.ts';
import { caseNumberOf, codeFor, SESSION } from '../support/journey.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let browser: Browser;
const { join, device, turn, after } = citizenEn;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

async function inEnglish(path: string, viewport: typeof PHONE): Promise<Person> {
  const person = await newPerson(browser, app.origin, viewport, 'en');
  await person.page.goto(path);
  await person.page.getByRole('button', { name: 'English' }).first().click();
  await expect.poll(() => person.page.evaluate(() => document.documentElement.lang)).toBe('en');
  return person;
}

async function signedIn(userName: string, path: string): Promise<Person> {
  const person = await inEnglish(path, DESK);
  const { page } = person;
  await page.getByLabel(deskEn.signIn.userName).fill(userName);
  await page.locator('input[type=password]').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: deskEn.signIn.submit }).click();
  await page.waitForURL((url) => url.pathname === path);
  return person;
}

const press = ({ page }: Person, name: string | RegExp) => page.getByRole('button', { name }).first().click();

test('from number to case page', async () => {
  const moderator = await signedIn('moderator', `/desk/moderator/${SESSION}`);
  const screen = await signedIn('aide', `/screen/${SESSION}`);
  await screen.page.getByRole('button', { name: deskEn.screen.start, exact: true }).click();
  await moderator.page.getByRole('button', { name: deskEn.topBar.start, exact: true }).click();
  await moderator.page.getByText(deskEn.sessionState.live).first().waitFor();

  const resident = await inEnglish(`/s/${SESSION}/join`, PHONE);
  const { page } = resident;
  const phone = newPhone();
  await page.getByLabel(join.phone).fill(phone);
  await press(resident, join.sendCode);
  await page.getByLabel(join.code).fill(await until('the code in the outbox', () => codeFor(app.origin, phone)));
  const next = async (label: string) => {
    const there = page.getByLabel(label).first();
    const on = page.getByRole('button', { name: commonEn.action.next });
    await on.or(there).first().waitFor();
    if (!(await there.isVisible())) await on.click();
    await there.waitFor();
  };
  await next(join.name);
  await page.getByLabel(join.name).fill('Mary Li');
  await page.getByLabel(join.township).selectOption({ index: 1 });
  await page.getByLabel(join.village).selectOption({ index: 1 });
  await next(join.subject);
  await page.getByLabel(join.subject).fill('The street lamp is broken');
  await next(join.consentCall);
  await page.getByRole('checkbox', { name: join.consentCall }).check();
  await page.getByLabel(join.publicName).fill('Ms Li');
  await press(resident, citizenEn.session.take);
  await page.waitForURL(/\/wait\//);
  await press(resident, device.open);
  await press(resident, device.enterVideo);
  await page.getByText(citizenEn.wait.next).first().waitFor();

  await press(moderator, new RegExp(deskEn.queue.callNext));
  await press(resident, turn.ready);
  await page.getByText(turn.greenRoomWhat).waitFor();
  const desk = moderator.page;
  await desk.getByRole('combobox', { name: deskEn.queue.column.category }).click();
  await desk.getByRole('option').first().click();
  await press(moderator, deskEn.approve.submit);
  await press(moderator, new RegExp(deskEn.greenRoom.toDeck));
  await page.getByText(turn.onDeck).first().waitFor();
  await press(moderator, new RegExp(`^${deskEn.deck.putThrough}`));
  await Promise.all([picturesMove(screen.page, 'video'), picturesMove(page, 'video[aria-label*="王建国"]')]);

  await press(moderator, new RegExp(`^${deskEn.stage.end}`));
  const dialog = desk.getByRole('dialog');
  await dialog.getByText(deskEn.endCall.answered).first().click();
  await dialog.getByRole('button', { name: new RegExp(`^${deskEn.endCall.submit}`) }).click();
  await page.getByText(after.done).waitFor();

  const number = await caseNumberOf(resident);
  const supervisor = await signedIn('supervisor', `/cases/${number}`);
  const shown = supervisor.page.locator('main');
  for (const words of ['Mary Li', deskEn.case.calls, commonEn.outcome.answered, deskEn.record.case.open])
    await shown.getByText(words).first().waitFor();
  expect(faultsOfAll()).toEqual([]);
}, 240_000);

test.for([
  [citizenEn.home.board, boardEn.board.title],
  [citizenEn.home.minutes, minutesEn.minutes.list],
  [citizenEn.home.my, myEn.my.title],
] as const)('“%s” on the start page leads to words and not to their names', async ([link, heading]) => {
  const { page } = await inEnglish('/', PHONE);
  await page.getByRole('link', { name: link }).click();
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  expect(await page.locator('body').innerText()).not.toMatch(/\b(board|minutes|my)\.[a-z]/i);
  expect(faultsOfAll()).toEqual([]);
});

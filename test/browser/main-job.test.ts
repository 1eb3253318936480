/** The main job with four people and an audience in Chromium: real cameras (fake devices), real media, real pages. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import {
  audioPackets,
  launchChromium,
  newPerson,
  type Person,
  PHONE,
  picturesMove,
  watchConnections,
} from '../support/browser.ts';
import {
  aideAt,
  callToDeck,
  endCall,
  enterWithVideo,
  moderatorAt,
  putThrough,
  type Resident,
  SESSION,
  screenAt,
  staffAt,
  startSession,
  takeNumber,
} from '../support/journey.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let browser: Browser;
let moderator: Person;
let aide: Person;
let screen: Person;
let audience: Person;

beforeAll(async () => {
  app = await startTestApp({ workers: 2 });
  browser = await launchChromium();
  moderator = await moderatorAt(browser, app.origin);
  screen = await screenAt(browser, app.origin);
  aide = await aideAt(browser, app.origin);
  await startSession(moderator);
  audience = await newPerson(browser, app.origin, PHONE);
  await watchConnections(audience.context);
  await audience.page.goto(`/s/${SESSION}`);
  await audience.page.getByRole('button', { name: '点一下，观看直播' }).click();
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

/** The audience hears nothing while two looks, one second of media apart, count the same packets. */
async function audienceIsSilent(): Promise<void> {
  await until('silence for the audience', async () => {
    const before = await audioPackets(audience.page);
    await picturesMove(moderator.page, 'video');
    await picturesMove(moderator.page, 'video');
    return before === (await audioPackets(audience.page));
  });
}
async function audienceHears(): Promise<void> {
  const before = await audioPackets(audience.page);
  await until('sound for the audience', async () => (await audioPackets(audience.page)) > before + 5);
}
const audienceSeesNothing = () =>
  expect.poll(() => audience.page.locator('video:visible').count(), { timeout: 5000 }).toBe(0);

describe('from number to case page', () => {
  let resident: Resident;

  test('(a) a resident takes a number and waits; the audience has slate and silence [C2]', async () => {
    resident = await takeNumber(browser, app.origin, '李秀英');
    await enterWithVideo(resident);
    await moderator.page.getByText('李秀英').first().waitFor();
    await audienceSeesNothing();
    await audienceIsSilent();
  });

  test('(a) screened by the moderator alone, then on deck: the leader does not see them yet [C7]', async () => {
    await callToDeck(moderator, resident);
    await picturesMove(moderator.page, 'video[aria-label*="李秀英"]');
    await screen.page.getByText('李女士').first().waitFor();
    expect(await screen.page.locator('video[aria-label*="李"]:visible').count()).toBe(0);
    await audienceSeesNothing();
  });

  test('(a) put through: frames move on both sides, and the audience gets picture and sound [C1] [C2]', async () => {
    await putThrough(moderator);
    await resident.page.getByText('正在和').first().waitFor();
    await Promise.all([picturesMove(screen.page, 'video'), picturesMove(resident.page, 'video[aria-label*="王建国"]')]);
    await picturesMove(audience.page, 'video');
    await audienceHears();
    await aide.page.getByText('李秀英').first().waitFor();
  });

  test('(g) off the programme: slate and silence, and the call goes on [C2]', async () => {
    await moderator.page.getByRole('button', { name: '转为不公开' }).click();
    await audienceSeesNothing();
    await audienceIsSilent();
    await picturesMove(screen.page, 'video');
    await moderator.page.getByRole('button', { name: '转为公开' }).click();
    await picturesMove(audience.page, 'video');
  });

  test('(g) the cut: slate and silence within a second, restored by a desk [C6]', async () => {
    await moderator.page.keyboard.press('x');
    await expect.poll(() => audience.page.locator('video:visible').count(), { timeout: 1000 }).toBe(0);
    await audienceIsSilent();
    await picturesMove(screen.page, 'video');
    await moderator.page.getByRole('button', { name: '恢复直播' }).click();
    await picturesMove(audience.page, 'video');
    await audienceHears();
  });

  test('(a) a promise with unit and date, confirmed by the leader; the call ends; the case has its page [C5] [C8] [K1]', async () => {
    const { page } = aide;
    await page.getByLabel('承诺内容').fill('十日内修好村口路灯');
    await page.getByRole('combobox', { name: '承办单位' }).click();
    await page.getByRole('option').first().click();
    await page.getByLabel('领导已确认内容和日期').check();
    await page.getByRole('button', { name: '记下承诺' }).click();
    await page.getByText('十日内修好村口路灯').first().waitFor();
    await endCall(aide, '现场承诺');

    await resident.page.getByText('连线结束，谢谢您').waitFor();
    await resident.page.getByText('十日内修好村口路灯').waitFor();
    const number =
      (
        await resident.page
          .getByText(/DL\d{4}-\d+/)
          .first()
          .textContent()
      )?.match(/DL\d{4}-\d+/)?.[0] ?? '';
    await audienceSeesNothing();
    await audienceIsSilent();

    await resident.page.getByRole('link', { name: '查看办理进展' }).click();
    await resident.page.getByText(number).first().waitFor();
    const supervisor = await staffAt(browser, app.origin, 'supervisor', `/cases/${number}`);
    await supervisor.page.getByText('李秀英').first().waitFor();
    await supervisor.page.getByText('十日内修好村口路灯').first().waitFor();
    for (const person of [resident, moderator, aide, screen, audience, supervisor]) expect(person.faults).toEqual([]);
    await supervisor.context.close();
    await resident.context.close();
  });

  test('(c) two residents back to back', async () => {
    const first = await takeNumber(browser, app.origin, '王大山');
    await enterWithVideo(first);
    const second = await takeNumber(browser, app.origin, '赵小云');
    await enterWithVideo(second);
    for (const person of [first, second]) {
      await callToDeck(moderator, person);
      await putThrough(moderator);
      await Promise.all([picturesMove(screen.page, 'video'), picturesMove(person.page, 'video[aria-label*="王建国"]')]);
      await endCall(moderator);
      await person.page.getByText('连线结束，谢谢您').waitFor();
      expect(person.faults).toEqual([]);
      await person.context.close();
    }
  });

  test('(g) ten seconds without a moderator cut by themselves [C6]', async () => {
    const person = await takeNumber(browser, app.origin, '孙秋月');
    await enterWithVideo(person);
    await callToDeck(moderator, person);
    await putThrough(moderator);
    await picturesMove(audience.page, 'video');
    await moderator.context.close();
    await expect.poll(() => audience.page.locator('video:visible').count(), { timeout: 14_000 }).toBe(0);
    await picturesMove(screen.page, 'video');
    moderator = await moderatorAt(browser, app.origin);
    await moderator.page.getByRole('button', { name: '恢复直播' }).click();
    await picturesMove(audience.page, 'video');
    await endCall(moderator);
    await person.context.close();
  });
});

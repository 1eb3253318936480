/** What may go wrong with a resident's page and network: each comes back to exactly this place. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import {
  faultsOfAll,
  launchChromium,
  newPerson,
  newPicturesMove,
  type Person,
  PHONE,
  picturesMove,
  tracksSeen,
} from '../support/browser.ts';
import { hears } from '../support/flows.ts';
import {
  callToDeck,
  crash,
  endCall,
  enterWithVideo,
  giveBack,
  moderatorAt,
  pressNext,
  putThrough,
  type Resident,
  SESSION,
  screenAt,
  signInOnPage,
  startSession,
  takeNumber,
} from '../support/journey.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let browser: Browser;
let moderator: Person;
let screen: Person;
const LEADER = 'video[aria-label*="王建国"]';

beforeAll(async () => {
  app = await startTestApp();
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

const ahead = ({ page }: Person, count: number) => page.getByRole('region', { name: `前面还有 ${count} 位` }).waitFor();

describe('(b) the tab is killed and opened again [Q1]', () => {
  test('what was typed while joining survives a reload', async () => {
    const person = await newPerson(browser, app.origin);
    await person.page.goto('/s/demo/join');
    await person.page.getByLabel('您的手机号').fill('13812345678');
    await person.page.reload();
    await expect.poll(() => person.page.getByLabel('您的手机号').inputValue(), { timeout: 15_000 }).toBe('13812345678');
    await person.context.close();
  });

  test('so do name, village, matter and public name, whichever step it is reloaded at', async () => {
    const person = await newPerson(browser, app.origin);
    const { page } = person;
    await signInOnPage(person, app.origin);
    const is = (label: string, value: string) =>
      expect.poll(() => page.getByLabel(label).inputValue(), { timeout: 15_000 }).toBe(value);
    await page.getByLabel('您的姓名').fill('欧阳秀英');
    await page.getByLabel('乡镇（街道）').selectOption({ index: 2 });
    await page.getByLabel('村（社区）').selectOption({ index: 1 });
    const village = await page.getByLabel('村（社区）').inputValue();
    await page.reload();
    await is('您的姓名', '欧阳秀英');
    await is('村（社区）', village);
    await pressNext(page, '用一句话说清您的事');
    await page.getByLabel('用一句话说清您的事').fill('自来水停了三天');
    await page.reload();
    await is('用一句话说清您的事', '自来水停了三天');
    await pressNext(page, '同意视频连线');
    await page.getByLabel('怎么称呼您').fill('欧阳女士');
    await page.reload();
    await is('怎么称呼您', '欧阳女士');
    // Agreeing is done knowingly, and anew.
    expect(await page.getByRole('checkbox', { name: '同意视频连线' }).isChecked()).toBe(false);
    await person.context.close();
  });

  test('while waiting: the same number and the same place, behind the same people', async () => {
    const people: Resident[] = [];
    for (const name of ['前面的人', '中间的人', '后面的人']) {
      const person = await takeNumber(browser, app.origin, name);
      await enterWithVideo(person);
      people.push(person);
    }
    const [, middle, last] = people;
    if (!middle || !last) throw new Error('three people wait');
    await Promise.all([ahead(middle, 1), ahead(last, 2)]);
    const back = await crash(last);
    await back.page.getByText(`您的号：${back.number}`).first().waitFor();
    // Nobody overtook and nobody was let past meanwhile.
    await Promise.all([ahead(middle, 1), ahead(back, 2)]);
    people[2] = back;
    for (const one of people) {
      await giveBack(one);
      await one.context.close();
    }
  });

  test('on deck and live: on deck again and live again, pictures moving and sound both ways', async () => {
    const person = await takeNumber(browser, app.origin, '回来的人');
    await enterWithVideo(person);
    await callToDeck(moderator, person);

    const onDeck = await crash(person);
    await onDeck.page.getByText('下一位，请准备').first().waitFor();
    const seen = await tracksSeen(screen.page);
    await hears(moderator, onDeck);
    await putThrough(moderator);
    await Promise.all([newPicturesMove(screen.page, 'video', seen), picturesMove(onDeck.page, LEADER)]);

    const first = await tracksSeen(screen.page);
    const live = await crash(onDeck);
    await live.page.getByText('正在和').first().waitFor();
    await Promise.all([newPicturesMove(screen.page, 'video', first), picturesMove(live.page, LEADER)]);
    await Promise.all([hears(screen, live), hears(live, screen)]);
    await endCall(moderator);
    await live.page.getByText('连线结束，谢谢您').waitFor();
    await live.context.close();
  });
});

describe('(f) the media worker is killed', () => {
  test('the people of the call, and the audience, have new pictures and sound without doing anything', async () => {
    const audience = await newPerson(browser, app.origin, PHONE);
    await audience.page.goto(`/s/${SESSION}`);
    await audience.page.getByRole('button', { name: '点一下，观看直播' }).click();
    const person = await takeNumber(browser, app.origin, '孙秋月');
    await enterWithVideo(person);
    await callToDeck(moderator, person);
    await putThrough(moderator);
    const CALLER = `video[aria-label*="${person.publicName}"]`;
    const wanted = [
      [screen, 'video'],
      [person, LEADER],
      [audience, CALLER],
      [audience, LEADER],
    ] as const;
    await Promise.all(wanted.map(([{ page }, selector]) => picturesMove(page, selector)));
    // A picture of which nothing came for a moment is taken off the page for that moment.
    const before = await until('all pictures at once', async () => {
      const seen = await Promise.all(wanted.map(([{ page }, selector]) => tracksSeen(page, selector)));
      return seen.every((tracks) => tracks.length > 0) && seen;
    });
    const workers = app.media.workerPids();
    const made = [screen, person, audience].map(({ wire }) => wire.transports.length);

    for (const pid of workers) process.kill(pid, 'SIGKILL');
    await Promise.all(
      wanted.map(([{ page }, selector], index) => newPicturesMove(page, selector, before[index] ?? [])),
    );
    // Consumers of the workers that died are closed: what is heard now goes over new ones.
    await Promise.all([hears(screen, person), hears(person, screen), hears(audience, person), hears(audience, screen)]);
    expect(app.media.workerPids().filter((pid) => workers.includes(pid))).toEqual([]);
    [screen, person, audience].forEach(({ wire }, index) => {
      expect(wire.transports.length).toBeGreaterThan(made[index] ?? 0);
    });
    await endCall(moderator);
    for (const one of [person, audience]) await one.context.close();
  });
});

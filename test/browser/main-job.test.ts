/** The main job with four people and an audience in Chromium: real cameras (fake devices), real media, real pages. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { expectAccessible } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import {
  additions,
  faultsOfAll,
  launchChromium,
  newPerson,
  type Person,
  PHONE,
  picturesMove,
  pressedAt,
  slateAt,
} from '../support/browser.ts';
import { flowTo, hears, silentSince } from '../support/flows.ts';
import {
  aideAt,
  callToDeck,
  caseNumberOf,
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
import { consumersBetween, Meter, NOTHING } from '../support/media/sent.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let browser: Browser;
let moderator: Person;
let aide: Person;
let screen: Person;
let audience: Person;
const LEADER = 'video[aria-label*="王建国"]';

beforeAll(async () => {
  app = await startTestApp({ workers: 2 });
  browser = await launchChromium();
  moderator = await moderatorAt(browser, app.origin);
  screen = await screenAt(browser, app.origin);
  aide = await aideAt(browser, app.origin);
  await startSession(moderator);
  await moderator.page.getByRole('button', { name: '打开我的摄像头' }).click();
  audience = await newPerson(browser, app.origin, PHONE);
  await audience.page.goto(`/s/${SESSION}`);
  await audience.page.getByRole('button', { name: '点一下，观看直播' }).click();
  await until('the transport of the audience', () => audience.wire.transports.length > 0);
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

/** C2: slate, and over a whole window not one packet, while the meeting room goes on sending. */
async function audienceHasNothing(): Promise<void> {
  await slateAt(audience.page);
  await silentSince(audience, screen);
  expect(await flowTo(audience, screen)).toEqual(NOTHING);
}

/** The same probe while a call is on air finds sound and picture: it is able to fail. */
async function audienceHasEverything(resident: Resident): Promise<void> {
  const label = resident.publicName;
  await Promise.all([
    picturesMove(audience.page, `video[aria-label*="${label}"]`),
    picturesMove(audience.page, LEADER),
    hears(audience, resident),
    hears(audience, screen),
  ]);
  const flow = await flowTo(audience, screen);
  expect(flow.audioPackets).toBeGreaterThan(0);
  expect(flow.videoPackets).toBeGreaterThan(0);
  expect(flow.bytes).toBeGreaterThan(0);
}

/** Slate and silence within a second of the press that asks for them (C6). */
async function gone(press: () => Promise<void>): Promise<void> {
  const silent = silentSince(audience, screen);
  const slate = slateAt(audience.page);
  await press();
  const at = await pressedAt(moderator.page);
  expect((await slate) - at).toBeLessThan(1000);
  expect((await silent) - at).toBeLessThan(1000);
}

const bothSee = (resident: Resident) =>
  Promise.all([picturesMove(screen.page, 'video'), picturesMove(resident.page, LEADER)]);

/** Both sides have built what they will be shown: on deck nothing is left to negotiate. */
async function deckIsReady(resident: Resident): Promise<void> {
  for (const [from, to] of [
    [resident, screen],
    [screen, resident],
  ] as const) {
    await until('prepared picture and sound', () =>
      (['audio', 'video'] as const).every(
        (kind) => consumersBetween(from.wire.transports, to.wire.transports, kind).length > 0,
      ),
    );
    await until('consumers that are built', () => {
      const told = new Set(
        to.wire.notices.flatMap((notice) => (notice.notice === 'media.consumer' ? notice.consumerId : [])),
      );
      return to.wire.asked('media.consumerReady') >= told.size;
    });
  }
}

describe('from number to case page', () => {
  let resident: Resident;

  test('(a) a resident takes a number and waits; the audience has slate and silence [C2]', async () => {
    resident = await takeNumber(browser, app.origin, '李秀英');
    await enterWithVideo(resident);
    await moderator.page.getByText('李秀英').first().waitFor();
    await audienceHasNothing();
  });

  test('(a) screened by the moderator alone, then on deck: the leader does not see them yet [C7]', async () => {
    await callToDeck(moderator, resident, async () => {
      await picturesMove(moderator.page, 'video[aria-label*="李秀英"]');
      await hears(moderator, resident);
      await hears(resident, moderator);
    });
    await screen.page.getByText('李女士').first().waitFor();
    await hears(moderator, resident);
    await hears(resident, moderator);
    expect(await screen.page.locator('video[aria-label*="李"]:visible').count()).toBe(0);
    expect((await flowTo(screen, resident)).bytes).toBe(0);
    await audienceHasNothing();
  });

  test('(a) put through: nothing is negotiated, frames move on both sides, the audience has both [C1] [C2]', async () => {
    await deckIsReady(resident);
    await putThrough(moderator);
    const clickedAt = await pressedAt(moderator.page);
    await resident.page.getByText('正在和').first().waitFor();
    await bothSee(resident);
    const seenAt = Date.now();
    for (const { page, wire } of [resident, screen]) {
      const asked = wire.requests.filter(({ at }) => at >= clickedAt && at <= seenAt).map(({ name }) => name);
      expect(asked.filter((name) => name.startsWith('media.') && name !== 'media.reportQuality')).toEqual([]);
      expect((await additions(page)).filter((at) => at >= clickedAt && at <= seenAt)).toEqual([]);
      // It is able to see them: whatever is connected now was added before.
      expect((await additions(page)).filter((at) => at < clickedAt).length).toBeGreaterThan(0);
    }
    await Promise.all([hears(screen, resident), hears(resident, screen)]);
    await audienceHasEverything(resident);
    await aide.page.getByText('李秀英').first().waitFor();
  });

  test('(g) off the programme: slate and silence within a second, and the call goes on [C2]', async () => {
    await gone(() => moderator.page.getByRole('button', { name: '转为不公开' }).click());
    expect(await flowTo(audience, screen)).toEqual(NOTHING);
    await bothSee(resident);
    await moderator.page.getByRole('button', { name: '转为公开' }).click();
    await audienceHasEverything(resident);
  });

  test('(g) the cut: slate and silence within a second, restored by a desk [C6]', async () => {
    await gone(() => moderator.page.keyboard.press('x'));
    await audienceHasNothing();
    await bothSee(resident);
    await moderator.page.getByRole('button', { name: '恢复直播' }).click();
    await audienceHasEverything(resident);
  });

  test('(a) a promise with unit and date, confirmed by the leader; the call ends; the case has its page [C5] [C8] [K1]', async () => {
    const { page } = aide;
    await page.getByLabel('承诺内容').fill('十日内修好村口路灯');
    await page.getByRole('combobox', { name: '承办单位' }).click();
    const unit = page.getByRole('option').first();
    const unitName = (await unit.textContent()) ?? '';
    await unit.click();
    const dueOn = await page.getByLabel('完成日期').inputValue();
    await page.getByLabel('已向群众复述内容和日期').check();
    await page.getByLabel('领导已确认内容和日期').check();
    await page.getByRole('button', { name: '记下承诺' }).click();
    await page.getByText('十日内修好村口路灯').first().waitFor();
    // Who watches reads it too, as long as the call is on air.
    const publicPromise = audience.page.getByRole('listitem').filter({ hasText: '十日内修好村口路灯' });
    await publicPromise.getByText(unitName).waitFor();
    await expectAccessible(audience.page, 'promise-on-air', 'zh-CN');
    await endCall(aide, '现场承诺');

    await resident.page.getByText('连线结束，谢谢您').waitFor();
    await resident.page.getByText('十日内修好村口路灯').waitFor();
    const number = await caseNumberOf(resident);
    await audienceHasNothing();
    expect(await publicPromise.count()).toBe(0);

    await resident.page.getByRole('link', { name: '查看办理进展' }).click();
    await resident.page.getByText(number).first().waitFor();
    const supervisor = await staffAt(browser, app.origin, 'supervisor', `/cases/${number}`);
    const shown = supervisor.page.locator('main');
    for (const words of ['李秀英', '县长 王建国', '现场承诺 · 视频', '十日内修好村口路灯', unitName, dueOn])
      await shown.getByText(words).first().waitFor();
    const timeline = shown.getByRole('listitem');
    for (const what of ['立件', '接通', '记下承诺', '结束连线']) await timeline.getByText(what).first().waitFor();
    await supervisor.context.close();
    await resident.context.close();
  });

  test('(a) without consent to the broadcast the audience has slate and silence for the whole call [C2] [T6]', async () => {
    const person = await takeNumber(browser, app.origin, '钱不播', { broadcast: false });
    await enterWithVideo(person);
    const meter = await Meter.start(audience.wire.transports);
    await callToDeck(moderator, person);
    await putThrough(moderator);
    await bothSee(person);
    await Promise.all([hears(screen, person), hears(person, screen)]);
    await audienceHasNothing();
    await endCall(moderator);
    await person.page.getByText('连线结束，谢谢您').waitFor();
    expect(await meter.read()).toEqual(NOTHING);
    await person.context.close();
  });

  test('(c) back to back: the next is on deck while one is live, and goes on with one click', async () => {
    const first = await takeNumber(browser, app.origin, '王大山');
    await enterWithVideo(first);
    const second = await takeNumber(browser, app.origin, '赵小云');
    await enterWithVideo(second);
    await callToDeck(moderator, first);
    await putThrough(moderator);
    await bothSee(first);

    await callToDeck(moderator, second);
    await deckIsReady(second);
    // The second is next and not seen: the leader and the first go on.
    await screen.page.getByText('赵女士').first().waitFor();
    expect(await screen.page.locator('video[aria-label*="赵"]:visible').count()).toBe(0);
    await bothSee(first);
    expect(await moderator.page.getByRole('button', { name: /^接通/ }).isEnabled()).toBe(false);

    await endCall(moderator);
    await first.page.getByText('连线结束，谢谢您').waitFor();
    await putThrough(moderator);
    await picturesMove(screen.page, 'video[aria-label*="赵女士"]');
    await bothSee(second);
    await Promise.all([hears(screen, second), hears(second, screen)]);
    await audienceHasEverything(second);
    await endCall(moderator);
    await second.page.getByText('连线结束，谢谢您').waitFor();
    for (const person of [first, second]) await person.context.close();
  });

  test('(g) ten seconds without a moderator cut by themselves [C6]', async () => {
    const person = await takeNumber(browser, app.origin, '孙秋月');
    await enterWithVideo(person);
    await callToDeck(moderator, person);
    await putThrough(moderator);
    await audienceHasEverything(person);
    const at = Date.now();
    await moderator.context.close();
    expect((await slateAt(audience.page)) - at).toBeGreaterThan(8_000);
    expect(Date.now() - at).toBeLessThan(14_000);
    await audienceHasNothing();
    await bothSee(person);
    moderator = await moderatorAt(browser, app.origin);
    await moderator.page.getByRole('button', { name: '恢复直播' }).click();
    await audienceHasEverything(person);
    await endCall(moderator);
    await person.context.close();
  });

  test('(a) a phone whose browser names H.264 first, as iPhones do, sends that and is seen', async () => {
    const resident = await takeNumber(browser, app.origin);
    await resident.page.evaluate(() => {
      const real = RTCRtpSender.getCapabilities.bind(RTCRtpSender);
      RTCRtpSender.getCapabilities = (kind) => {
        const all = real(kind);
        const rank = ({ mimeType }: { mimeType: string }) => (mimeType === 'video/H264' ? 0 : 1);
        return all && { ...all, codecs: all.codecs.toSorted((a, b) => rank(a) - rank(b)) };
      };
    });
    await enterWithVideo(resident);
    await callToDeck(moderator, resident);
    await putThrough(moderator);
    await bothSee(resident);
    const codec = await until('the codec of what is sent', () =>
      resident.page.evaluate(async () => {
        const { __connections: connections } = window as unknown as { __connections: RTCPeerConnection[] };
        for (const connection of connections) {
          const stats = await connection.getStats();
          for (const one of stats.values())
            if (one.type === 'outbound-rtp' && one.kind === 'video' && one.framesEncoded > 0)
              return String(stats.get(one.codecId)?.mimeType ?? '');
        }
        return null;
      }),
    );
    expect(codec).toBe('video/H264');
    await endCall(moderator);
  });
});

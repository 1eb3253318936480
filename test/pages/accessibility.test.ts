/** Every face can be read and used by everybody: phone pages at phone size, desks at desk size, in both languages. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_ROOM_ID } from '../../server/storage/seed-demo.ts';
import {
  expectAsItStands,
  expectBothLanguages,
  expectDeskAtWork,
  expectDeskInBothLanguages,
  lowTargets,
} from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { comesToRest, DESK, launchChromium, newPerson, type Person, PHONE } from '../support/browser.ts';
import { newPhone } from '../support/clients.ts';
import { approval, arrive, type Evening, SEAT, SESSION, startEvening } from '../support/evening.ts';
import { staffAt } from '../support/journey.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let browser: Browser;
let evening: Evening;
let resident: Person;
let page: Page;
let ticketId = '';

/** As long as a name may be, without a space to break at. */
const LONG_NAME = '阿卜杜热合曼·买买提依明江·图尔荪尼亚孜';

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  evening = await startEvening(app.origin);
  await arrive(app.origin, { name: '王大山' });
  resident = await newPerson(browser, app.origin, PHONE);
  page = resident.page;
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

const next = () => page.getByRole('button', { name: '下一步' }).click();

const inAWeek = () => new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);

describe('a resident’s phone', () => {
  test('the pages that anybody opens', async () => {
    await page.goto('/');
    await page.getByRole('link', { name: '取号' }).first().waitFor();
    await expectBothLanguages(page, 'home');
    await page.goto(`/s/${SESSION}`);
    await page.getByText('排队规则').waitFor();
    await expectBothLanguages(page, 'session');
    await page.getByRole('button', { name: '点一下，观看直播' }).click();
    await page.getByText('现在没有公开的连线').waitFor();
    await expectBothLanguages(page, 'session-watching');
    await page.goto('/check');
    await expectBothLanguages(page, 'check-begin');
    await page.getByRole('button', { name: '开始检测' }).click();
    await page.getByText('可以视频连线。', { exact: true }).waitFor();
    await page.getByText('听到您的声音了').waitFor();
    await page.getByRole('button', { name: '测一测回声' }).click();
    await page.getByText('没有听到扬声器的声音').waitFor();
    await expectBothLanguages(page, 'check');
    await page.goto('/outbox');
    await page.getByText('已取到').first().waitFor();
    await expectBothLanguages(page, 'outbox');
    await page.goto(`/s/${SESSION}/poster`);
    await page.getByRole('img', { name: '用微信或相机扫一扫' }).waitFor();
    await expectBothLanguages(page, 'poster');
    await page.goto('/e/O0IL');
    await page.getByRole('heading', { name: '没有“O0IL”这个号码' }).waitFor();
    await page.getByRole('button', { name: '打开' }).click();
    await page.getByText('请填 4 位字母或数字').waitFor();
    await expectBothLanguages(page, 'short-link');
    await page.goto('/nowhere');
    await expectBothLanguages(page, 'not-found');
  });

  test('every step of taking a number, also with everything left out', async () => {
    const phone = newPhone();
    await page.goto(`/s/${SESSION}/join`);
    await page.getByLabel('您的手机号').waitFor();
    await page.getByRole('button', { name: '发送验证码' }).click();
    await page.getByText('请填 11 位手机号').waitFor();
    await expectBothLanguages(page, 'join-phone');
    await page.getByLabel('您的手机号').fill(phone);
    await page.getByRole('button', { name: '发送验证码' }).click();
    await page.getByLabel('6 位验证码').waitFor();
    await expectBothLanguages(page, 'join-code');
    await page.getByLabel('6 位验证码').fill(await until('the code', () => codeFor(phone)));
    await page.getByLabel('您的姓名').waitFor();
    await next();
    await page.getByText('请填姓名').waitFor();
    await expectBothLanguages(page, 'join-who');
    await page.getByLabel('您的姓名').fill(LONG_NAME);
    await page.getByLabel('乡镇（街道）').selectOption({ index: 1 });
    await page.getByLabel('村（社区）').selectOption({ index: 1 });
    await next();
    await page.getByLabel('用一句话说清您的事').waitFor();
    await next();
    await page.getByText('请写一句话').waitFor();
    await expectBothLanguages(page, 'join-matter');
    await page.getByLabel('用一句话说清您的事').fill('村口的路灯坏了三个月没人修，晚上老人孩子走路都要打手电筒');
    await next();
    await page.getByRole('checkbox', { name: '同意视频连线' }).waitFor();
    await page.getByRole('button', { name: '取号' }).click();
    await page.getByText('请先同意视频连线').waitFor();
    await expectBothLanguages(page, 'join-consent');
    for (const what of ['同意视频连线', '同意公开直播']) await page.getByRole('checkbox', { name: what }).check();
    await page.getByLabel('怎么称呼您').fill('石桥村阿卜杜热合曼先生');
    await page.getByRole('button', { name: '取号' }).click();
    await page.waitForURL(/\/wait\//);
    ticketId = page.url().split('/').at(-1) ?? '';
  });

  test('the device check and the waiting room', async () => {
    await page.getByRole('button', { name: '打开摄像头和麦克风' }).waitFor();
    await expectBothLanguages(page, 'device');
    await page.getByRole('button', { name: '打开摄像头和麦克风' }).click();
    await page.getByRole('button', { name: '画面和声音都好，进入等候区' }).waitFor();
    await expectBothLanguages(page, 'device-open');
    await page.getByRole('button', { name: '画面和声音都好，进入等候区' }).click();
    await page.getByText('前面还有').first().waitFor();
    const message = { sessionId: SESSION, ticketId, text: '请把手机横过来放稳，马上就轮到您了。' };
    await evening.moderator.call('message.send', message);
    await page.getByText(message.text).waitFor();
    await page.getByText('我的同意').click();
    await expectBothLanguages(page, 'wait');
    await page.getByRole('button', { name: '暂时离开一下' }).click();
    await page.getByRole('button', { name: '我回来了' }).waitFor();
    await expectBothLanguages(page, 'wait-away');
    await page.getByRole('button', { name: '我回来了' }).click();
    await page.getByText('前面还有').first().waitFor();
  });

  test('the turn: called, in the green room, on deck, on the call', async () => {
    const { moderator } = evening;
    await moderator.call('queue.call', { sessionId: SESSION, ticketId, reason: '试线' });
    await page.getByRole('button', { name: '我准备好了' }).waitFor();
    await expectBothLanguages(page, 'called');
    await page.getByRole('button', { name: '我准备好了' }).click();
    await page.getByText('现在只有主持人能看到您、听到您').waitFor();
    // What the desk wrote stands in every step of the turn.
    await page.getByText('请把手机横过来放稳').waitFor();
    await expectBothLanguages(page, 'green-room');
    await moderator.call('ticket.approve', { ...approval(ticketId), publicName: '石桥村阿卜杜热合曼先生' });
    await moderator.call('ticket.toDeck', { sessionId: SESSION, ticketId, seatId: SEAT });
    await page.getByText('现在只有主持人能看到您。').waitFor();
    await expectBothLanguages(page, 'on-deck');
    await moderator.call('call.putThrough', { sessionId: SESSION, ticketId });
    await page.getByText('直播中').first().waitFor();
    await page.getByText('县长 王建国、主持人、联络员和看直播的所有人').waitFor();
    await page.getByText('请把手机横过来放稳').waitFor();
    await expectBothLanguages(page, 'live');
  });

  test('[T6] the broadcast is taken back after one question, and given again after another', async () => {
    await page.getByRole('button', { name: '转为不公开' }).click();
    await expectBothLanguages(page, 'live-question');
    await page.getByRole('alertdialog').getByRole('button', { name: '转为不公开' }).click();
    await page.getByText('连线中（不公开）').waitFor();
    await page.getByRole('button', { name: '重新公开直播' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: '重新公开直播' }).click();
    await page.getByText('所有人都能看到', { exact: true }).waitFor();
  });
});

describe('the desks', () => {
  test('sign-in, start, moderator, aide and meeting room while a call runs', async () => {
    const guest = await newPerson(browser, app.origin, DESK);
    await guest.page.goto('/sign-in');
    await expectDeskInBothLanguages(guest.page, 'sign-in', 'input[type=password]');
    await guest.context.close();
    const moderator = await staffAt(browser, app.origin, 'moderator', '/desk');
    await expectDeskInBothLanguages(moderator.page, 'staff-home', 'a[href^="/desk/moderator"]');
    await moderator.page.goto(`/desk/moderator/${SESSION}`);
    await moderator.page.getByText('王大山').first().waitFor();
    await expectDeskAtWork(moderator.page, 'moderator');
    await moderator.context.close();
    const aide = await staffAt(browser, app.origin, 'aide', `/desk/official/${SESSION}`);
    await aide.page.getByText(LONG_NAME).first().waitFor();
    await expectDeskAtWork(aide.page, 'aide');
    // On a tablet: everything that is pressed is 56 px high, by finger and by key, in its dialog too.
    await aide.page.setViewportSize({ width: 1024, height: 768 });
    await expect.poll(() => lowTargets(aide.page, 56)).toEqual([]);
    await expectAsItStands(aide.page, 'aide-tablet');
    await aide.page.keyboard.press('n');
    await aide.page.locator('textarea:focus').waitFor();
    await aide.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await aide.page.keyboard.press('e');
    await aide.page.getByRole('dialog').getByText('现场答复').waitFor();
    await comesToRest(aide.page);
    expect(await lowTargets(aide.page, 56)).toEqual([]);
    await expectAsItStands(aide.page, 'aide-tablet-end');
    await aide.page.keyboard.press('Escape');
    await aide.page.setViewportSize(DESK);
    await aide.page.goto(`/screen/${SESSION}`);
    await expectDeskInBothLanguages(aide.page, 'screen-set-up', 'button');
    await aide.context.close();
  });

  test('the desk of a department’s room, with somebody who waits and somebody who was called', async () => {
    const [called, waits] = [
      await arrive(app.origin, { name: '周小兰' }),
      await arrive(app.origin, { name: LONG_NAME }),
    ];
    const sent = { sessionId: SESSION, toSeatId: DEMO_ROOM_ID, reason: '部门能直接答复' };
    for (const { ticketId: id } of [called, waits])
      await evening.moderator.call('queue.send', { ...sent, ticketId: id });
    const officer = await staffAt(browser, app.origin, 'duty', '/desk');
    await expectDeskInBothLanguages(officer.page, 'staff-home-duty', 'a[href^="/desk/duty"]');
    await officer.page.goto(`/desk/duty/${SESSION}/${DEMO_ROOM_ID}`);
    await officer.page.getByRole('button', { name: /呼叫下一位/ }).click();
    await called.socket.see('ticket', ({ state }) => state === 'screening');
    await called.socket.call('ticket.answer', { ticketId: called.ticketId });
    await officer.page.getByText('周小兰').first().waitFor();
    await expectDeskAtWork(officer.page, 'duty');
    await officer.context.close();
    for (const one of [called, waits]) await one.socket.call('ticket.leave', { ticketId: one.ticketId });
  });

  test('the leader’s home, the promises and the figures', async () => {
    const { calls } = await evening.aide.see('aide', (view) => view.calls.length > 0);
    const promise = {
      wording: '一周内把村口的路灯全部修好',
      unitId: 'u-agriculture',
      dueOn: inAWeek(),
      readBack: true,
      confirmed: true,
    };
    const inCall = { sessionId: SESSION, callId: calls[0]?.head.id ?? '', caseId: null, readBack: true };
    await evening.aide.call('promise.record', { ...inCall, ...promise });
    const leader = await staffAt(browser, app.origin, 'leader', '/desk');
    await expectDeskInBothLanguages(leader.page, 'leader-home', `text=${promise.wording}`);
    await leader.page.goto('/desk/promises');
    await expectDeskInBothLanguages(leader.page, 'promises', `text=${promise.wording}`);
    await leader.page.goto('/desk/figures');
    await expectDeskInBothLanguages(leader.page, 'figures', 'td');
    await leader.context.close();
  });

  test('the list of cases and the page of one', async () => {
    // The promise opened it.
    const { calls } = await evening.aide.see('aide', (view) => (view.calls[0]?.matter.cases.length ?? 0) > 0);
    const number = calls[0]?.matter.cases[0]?.number ?? '';
    const supervisor = await staffAt(browser, app.origin, 'supervisor', '/cases');
    await expectDeskInBothLanguages(supervisor.page, 'cases', `text=${number}`);
    await supervisor.page.goto(`/cases/${number}`);
    await expectDeskInBothLanguages(supervisor.page, 'case', `text=${number}`);
    await supervisor.page.goto('/desk/templates');
    await expectDeskInBothLanguages(supervisor.page, 'templates', 'form');
    await supervisor.page.goto(`/desk/log/${SESSION}`);
    await expectDeskInBothLanguages(supervisor.page, 'evening-log', 'ol li');
    await supervisor.page.getByRole('searchbox').fill('督办员');
    const [file] = await Promise.all([
      supervisor.page.waitForEvent('download'),
      supervisor.page.getByRole('button', { name: '下载 CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^log-\d+_督办员\.csv$/);
    const [head, ...lines] = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
    expect(head).toMatch(/^\uFEFF?"日期"/);
    // The download itself is the last line.
    expect(lines.at(-1)).toContain('督办员 赵强');
    await supervisor.context.close();
  });

  test('the office’s calendar and its longest form', async () => {
    const office = await staffAt(browser, app.origin, 'admin', '/desk/calendar');
    await expectDeskInBothLanguages(office.page, 'calendar', 'a[href*="/s/"]');
    await office.page.getByRole('button', { name: '按周安排' }).click();
    await office.page.getByRole('dialog').getByLabel('接访领导').waitFor();
    await expectAsItStands(office.page, 'calendar-series');
    await office.context.close();
  });
});

describe('a resident’s phone afterwards', () => {
  test('the result and the receipt', async () => {
    const { calls } = await evening.aide.see('aide', (view) => view.calls.length > 0);
    const callId = calls[0]?.head.id ?? '';
    const ending = { outcome: 'answered', note: '', whereTo: null, unitId: null } as const;
    await evening.moderator.call('call.end', { sessionId: SESSION, callId, ...ending });
    await page.getByText('连线结束，谢谢您').first().waitFor();
    await expectBothLanguages(page, 'after');
    await page.getByRole('link', { name: '查看办理进展' }).click();
    await page.getByText('办理过程').waitFor();
    await expectBothLanguages(page, 'receipt');
  });

  test('[S4] whoever still waits when the session ends is told so', async () => {
    const waiting = await arrive(app.origin, { name: '赵小云' });
    const cookies = waiting.http.cookieHeader.split('; ').map((pair) => ({
      name: pair.slice(0, pair.indexOf('=')),
      value: pair.slice(pair.indexOf('=') + 1),
      url: app.origin,
    }));
    await resident.context.addCookies(cookies);
    await page.goto(`/s/${SESSION}/wait/${waiting.ticketId}`);
    await page.getByText('前面还有').or(page.getByText('下一个就是您')).first().waitFor();
    await evening.moderator.call('session.end', { sessionId: SESSION });
    await page.getByRole('heading', { name: '本场没有轮到您' }).waitFor();
    await page.getByText('下一场：').waitFor();
    await expectBothLanguages(page, 'over');
    await page.getByRole('button', { name: '转到下一场，优先连线' }).click();
    await page.getByRole('button', { name: '确定' }).click();
    await page.getByRole('heading', { name: '已转到下一场' }).waitFor();
    await expectBothLanguages(page, 'carried');
    await page.getByRole('link', { name: '查看我的新号' }).click();
    await page.getByRole('heading', { name: '已为您留好位置' }).waitFor();
    await expectBothLanguages(page, 'booked');
    expect(resident.faults).toEqual([]);
  });
});

async function codeFor(phone: string): Promise<string | undefined> {
  const { messages } = (await (await fetch(`${app.origin}/api/demo/outbox`)).json()) as {
    messages: { template: string; to: string; text: string }[];
  };
  return messages.find((one) => one.template === 'code' && one.to.endsWith(phone.slice(-4)))?.text.match(/\d{6}/)?.[0];
}

/** One queue, a leader's seat on air and a department's room: two moderators and an officer on duty, both talking at once. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DEMO_ROOM_ID } from '../../server/storage/seed-demo.ts';
import { expectAsItStands, expectBothLanguages, expectDeskAtWork } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium, newPerson, type Person, PHONE, picturesMove } from '../support/browser.ts';
import { hears } from '../support/flows.ts';
import {
  endCall,
  enterWithVideo,
  moderatorAt,
  type Resident,
  SESSION,
  screenAt,
  staffAt,
  startSession,
  takeNumber,
} from '../support/journey.ts';
import { consumersBetween } from '../support/media/sent.ts';
import { pdfOf } from '../support/pdf-file.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let browser: Browser;
let first: Person;
let second: Person;
let screen: Person;
let officer: Person;
let watcher: Person;
const residents: Resident[] = [];

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  first = await moderatorAt(browser, app.origin);
  second = await staffAt(browser, app.origin, 'admin', `/desk/moderator/${SESSION}`);
  screen = await screenAt(browser, app.origin);
  officer = await staffAt(browser, app.origin, 'duty', `/desk/duty/${SESSION}/${DEMO_ROOM_ID}`);
  await officer.page.getByRole('button', { name: '打开我的摄像头' }).click();
  await officer.page.getByText('接通后群众能看到、听到您').waitFor();
  await startSession(first);
  for (const name of ['李秀英', '王大山', '赵小芳', '钱桂兰']) {
    const resident = await takeNumber(browser, app.origin, name);
    await enterWithVideo(resident);
    residents.push(resident);
  }
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

const cardOf = ({ page }: Person, { number }: Resident) => page.getByRole('article', { name: `${number}号` });
const nextIs = (resident: Resident) => resident.page.getByText('下一个就是您').first().waitFor();
const oneAhead = (resident: Resident) => resident.page.getByRole('region', { name: '前面还有 1 位' }).waitFor();

/** Who only waits closes the page meanwhile and keeps the place: pages with pictures are what two cores carry few of. */
const putAway = ({ page }: Resident) => page.goto('about:blank');
const takeOut = ({ page }: Resident) => page.goBack();

/** From the moderator's desk, until the department's rings. */
async function callDepartment(): Promise<void> {
  await first.page.getByRole('button', { name: '请部门上连线' }).click();
  await first.page.getByRole('menuitem', { name: /水利局/ }).click();
  await officer.page.getByText('县长 王建国请您上连线').first().waitFor();
}

/** Chooses the ticket, in the green room or in the table, and sends it to the room. */
async function sendToRoom(moderator: Person, resident: Resident): Promise<void> {
  const { page } = moderator;
  const card = cardOf(moderator, resident).getByRole('button').first();
  const row = page.getByRole('row').filter({ hasText: `${resident.number}号` });
  await card.or(row).first().click();
  await page.getByRole('button', { name: /^转接/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('部门能直接答复').click();
  await dialog.getByRole('button', { name: '转接', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('[Q3] two moderators call next at once and get two people', async () => {
  await Promise.all([first, second].map(({ page }) => page.getByRole('button', { name: /呼叫下一位/ }).click()));
  for (const resident of residents.slice(0, 2)) {
    await resident.page.getByRole('button', { name: '我准备好了' }).click();
    await resident.page.getByText('现在只有主持人能看到您').waitFor();
  }
  await nextIs(residents[2]!);
  await oneAhead(residents[3]!);
});

test('[C1] [C2] one is put through to the leader on air, the other to the room, at once, and the room’s call is never in the programme', async () => {
  const [leaders, rooms, third, fourth] = residents as [Resident, Resident, Resident, Resident];
  await putAway(fourth);
  // Whoever called this one approves and takes on deck.
  const own = cardOf(first, leaders);
  await own.waitFor();
  await own.getByRole('button').first().click();
  const { page } = first;
  await page.getByRole('combobox', { name: '分类' }).click();
  await page.getByRole('option', { name: '供暖' }).click();
  await page.getByRole('button', { name: '审核通过' }).click();
  await own.getByRole('button', { name: /列为下一位/ }).click();
  await leaders.page.getByText('下一位，请准备').first().waitFor();
  await page.getByRole('button', { name: /^接通/ }).click();
  await leaders.page.getByText('正在和 县长 王建国 连线').waitFor();
  await picturesMove(screen.page, 'video');

  await sendToRoom(second, rooms);
  await rooms.page.getByText('工作人员已把您的事转到水利局连线室').waitFor();
  await officer.page.getByText(`${rooms.number}号 ${'王大山'}`).first().waitFor();
  await officer.page.getByRole('button', { name: /呼叫下一位/ }).click();
  await rooms.page.getByText('水利局值班员 郑波').first().waitFor();
  await rooms.page.getByRole('button', { name: '我准备好了' }).click();
  await rooms.page.getByText('马上接通').first().waitFor();
  await officer.page.getByRole('button', { name: /^接通/ }).click();
  await rooms.page.getByText('正在和 水利局值班员 郑波 连线').waitFor();
  await rooms.page.getByText('连线中（不公开）').waitFor();

  // The moderators see both seats, each with its own people.
  for (const { page: desk } of [first, second]) {
    const room = desk.getByRole('region', { name: '水利局连线室' });
    await room.getByText(`${rooms.number}号 王大山`).waitFor();
    await desk.getByRole('region', { name: '连线画面 · 一号席' }).getByText(`${leaders.number}号 李秀英`).waitFor();
  }
  await second.page.close();

  // Real pictures and sound at both seats, and nobody of the one at the other.
  await Promise.all([officer, rooms, screen, leaders].map((one) => picturesMove(one.page, 'video')));
  await hears(officer, rooms);
  await hears(rooms, officer);
  await hears(screen, leaders);
  expect(consumersBetween(rooms.wire.transports, screen.wire.transports, 'audio')).toEqual([]);
  expect(consumersBetween(leaders.wire.transports, officer.wire.transports, 'audio')).toEqual([]);

  watcher = await newPerson(browser, app.origin, PHONE);
  await watcher.page.goto(`/s/${SESSION}`);
  await watcher.page.getByRole('button', { name: '点一下，观看直播' }).click();
  await picturesMove(watcher.page, 'video[aria-label*="李女士"]');
  await until(
    'the leader’s call in the programme',
    () => consumersBetween(leaders.wire.transports, watcher.wire.transports, 'video').length > 0,
  );
  for (const kind of ['audio', 'video'] as const)
    for (const one of [rooms, officer])
      for (const outside of [watcher, third])
        expect(consumersBetween(one.wire.transports, outside.wire.transports, kind)).toEqual([]);
  await putAway(third);

  // [C12] Its officer suggests another way, as the moderator may.
  const offers = officer.page.getByRole('region', { name: '网络差时可以建议' });
  await offers.getByRole('button', { name: '只用声音' }).click();
  await rooms.page.getByText('工作人员建议您关掉画面').waitFor();
  await expectDeskAtWork(officer.page, 'room-offers');
  await rooms.page.getByRole('button', { name: '不用，照原样继续' }).click();
  await offers.getByText('已建议').waitFor({ state: 'detached' });

  // [C13] It shows a page of a file to whoever it talks with, and takes it off.
  const desk = officer.page;
  await desk.getByRole('button', { name: '展示图片' }).click();
  const asked = desk.waitForEvent('filechooser');
  await desk.getByRole('button', { name: '上传图片或 PDF' }).click();
  await (await asked).setFiles({ name: '管网图.pdf', mimeType: 'application/pdf', buffer: await pdfOf('#f00') });
  await desk.getByRole('dialog').getByRole('img', { name: '第 1 / 1 页' }).waitFor();
  await expectAsItStands(desk, 'room-page');
  await desk.getByRole('button', { name: '展示这一页' }).click();
  const shown = rooms.page.getByRole('img', { name: '正在展示的图片' });
  await shown.waitFor();
  await expectDeskAtWork(desk, 'room-page-shown');
  await desk.getByRole('button', { name: '收起图片' }).click();
  await shown.waitFor({ state: 'detached' });

  await endCall(officer);
  await rooms.page
    .getByText(/DL\d{4}-\d+/)
    .first()
    .waitFor();
  await rooms.page.close();
  await leaders.page.getByText('直播中').first().waitFor();

  // [C11] The leader wants the department, whose officer cannot come: why is read at the desk, and stands in the log.
  await callDepartment();
  await officer.page.getByRole('button', { name: '不能参加' }).click();
  const refusing = officer.page.getByRole('dialog', { name: '不能参加' });
  await refusing.getByText('正在接待别人').click();
  await refusing.getByRole('button', { name: '不能参加' }).click();
  await officer.page.getByText('县长 王建国请您上连线').first().waitFor({ state: 'detached' });
  await first.page.getByText('水利局没有参加：正在接待别人').waitFor();
  await expectAsItStands(first.page, 'desk-refused');
  await first.page.getByRole('tab', { name: '本场记录' }).click();
  await first.page.getByText(/郑波 · 没有参加连线.*正在接待别人/).waitFor();
  await first.page.getByRole('tab', { name: '选中的号' }).click();
  await leaders.page.getByText('正在和 县长 王建国 连线').waitFor();

  // Called once more: its desk rings, the officer joins the stage on air, and leaves.
  await callDepartment();
  await first.page.getByText('水利局没有参加').waitFor({ state: 'detached' });
  await expectDeskAtWork(officer.page, 'room-rings');
  await expectAsItStands(first.page, 'desk-rings');
  await officer.page.getByRole('button', { name: '加入连线' }).click();
  await Promise.all(
    [screen, leaders, watcher].map((one) =>
      picturesMove(one.page, 'video[aria-label="水利局"], video[aria-label="部门工作人员"]'),
    ),
  );
  await leaders.page.getByText('县长 王建国、水利局').waitFor();
  await picturesMove(officer.page, 'video[aria-label*="王建国"]');
  for (const listener of [screen, leaders, watcher]) await hears(listener, officer);
  for (const speaker of [screen, leaders]) await hears(officer, speaker);

  await expectDeskAtWork(officer.page, 'room-summoned');
  await expectDeskAtWork(first.page, 'desk-summoned');
  await expectAsItStands(screen.page, 'screen-summoned');
  await expectBothLanguages(leaders.page, 'resident-summoned');

  // [C4] Handed over, it goes on with the officer alone: no queue between, off the programme.
  await first.page.getByRole('button', { name: '转到其他席位' }).click();
  await first.page.getByRole('menuitem', { name: /水利局连线室/ }).click();
  await leaders.page.getByText('正在和 水利局值班员 郑波 连线').waitFor();
  await leaders.page.getByText('连线中（不公开）').waitFor();
  await picturesMove(leaders.page, 'video[aria-label*="郑波"]');
  await picturesMove(officer.page, 'video');
  await hears(officer, leaders);
  await hears(leaders, officer);
  await until('nothing of it outside the room', () =>
    [screen, watcher].every((one) =>
      [leaders, officer].every((of) => consumersBetween(of.wire.transports, one.wire.transports, 'audio').length === 0),
    ),
  );
  await expectAsItStands(leaders.page, 'resident-handed-over');
  await expectAsItStands(first.page, 'desk-handed-over');
  await endCall(officer);
  await watcher.page.close();
});

test('[Q6] sent to the room and back by its officer, somebody stands where they stood', async () => {
  const [third, fourth] = [residents[2]!, residents[3]!];
  for (const one of [third, fourth]) await takeOut(one);
  await sendToRoom(first, third);
  await third.page.getByText('工作人员已把您的事转到水利局连线室').waitFor();
  await nextIs(third);
  await nextIs(fourth);
  const { page } = officer;
  await page.getByRole('button', { name: `转接 ${third.number}号` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('需要领导答复').click();
  await dialog.getByRole('button', { name: '转接', exact: true }).click();
  await third.page.getByText('工作人员已把您的事转回县长 王建国').waitFor();
  await nextIs(third);
  await oneAhead(fourth);
  await first.page.getByRole('button', { name: /呼叫下一位/ }).click();
  await third.page.getByText('轮到您核对了').first().waitFor();
});

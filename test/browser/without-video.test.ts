/** (d) Camera refused, no camera, telephone: the turn is never lost. */

import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { expectAsItStands } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium, newPerson, type Person, picturesMove, videoBytes } from '../support/browser.ts';
import { smsOf } from '../support/clients.ts';
import { hears } from '../support/flows.ts';
import {
  callToDeck,
  caseNumberOf,
  endCall,
  enterWithVideo,
  moderatorAt,
  putThrough,
  screenAt,
  staffAt,
  startSession,
  takeNumber,
} from '../support/journey.ts';
import { consumersBetween } from '../support/media/sent.ts';

let app: TestApp;
let desks: Browser;
let phone: Browser | null = null;
let moderator: Person;
let screen: Person;

beforeAll(async () => {
  app = await startTestApp();
  desks = await launchChromium();
  moderator = await moderatorAt(desks, app.origin);
  screen = await screenAt(desks, app.origin);
  await startSession(moderator);
});
afterEach(async () => {
  await phone?.close();
  phone = null;
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  await desks?.close();
  await stopApps();
});

test('a refused camera says what to do, and a telephone call has the same outcome', async () => {
  phone = await launchChromium({ camera: 'refuse' });
  const person = await takeNumber(phone, app.origin, '拒绝的人');
  await person.page.getByRole('button', { name: '打开摄像头和麦克风' }).click();
  await person.page.getByText('手机没有允许使用摄像头').waitFor();
  await person.page.getByRole('button', { name: '请打电话给我' }).click();
  await person.page.getByText('轮到您时，我们会打您取号的手机').waitFor();

  const { page } = moderator;
  await page.getByRole('row', { name: /拒绝的人/ }).click();
  await page.getByRole('button', { name: '显示号码' }).click();
  await page.getByText(person.phone).first().waitFor();
  await page.getByRole('combobox', { name: '分类' }).click();
  await page.getByRole('option', { name: '供暖' }).click();
  await page.getByRole('button', { name: '审核通过' }).click();
  await page.getByRole('button', { name: '改用电话连线' }).click();
  const confirm = page.getByRole('dialog');
  await confirm.getByText(person.phone).waitFor();
  await confirm.getByRole('button', { name: '改用电话连线' }).click();
  await screen.page.getByText('电话连线中').waitFor();
  await endCall(moderator, '引导其他渠道', { label: '引导到哪里', value: '县医保局窗口' });
  await person.page.getByText('县医保局窗口').waitFor();
  await page.getByRole('tab', { name: '本场记录' }).click();
  await page.getByText('查看电话号码').first().waitFor();

  // The same record as after a call by video.
  const number = await caseNumberOf(person);
  const supervisor = await staffAt(desks, app.origin, 'supervisor', `/cases/${number}`);
  const shown = supervisor.page.locator('main');
  for (const words of ['拒绝的人', '县长 王建国', '引导其他渠道 · 电话'])
    await shown.getByText(words).first().waitFor();
  for (const what of ['立件', '电话连线', '结束连线'])
    await shown.getByRole('listitem').getByText(what).first().waitFor();
  await supervisor.context.close();
});

test('no camera but a microphone: a call with sound only, heard both ways', async () => {
  phone = await launchChromium({ camera: 'microphoneOnly' });
  const person = await takeNumber(phone, app.origin, '只有声音的人');
  await person.page.getByRole('button', { name: '打开摄像头和麦克风' }).click();
  await person.page.getByRole('button', { name: '只用声音，进入等候区' }).click();
  await callToDeck(moderator, person);
  await hears(moderator, person);
  await putThrough(moderator);
  await screen.page.getByText('语音连线中').first().waitFor();
  await Promise.all([hears(screen, person), hears(person, screen)]);
  // No picture goes either way; the leader's is one tap away for whoever has no camera.
  for (const { wire } of [screen, moderator])
    expect(consumersBetween(person.wire.transports, wire.transports, 'video')).toEqual([]);
  expect(await videoBytes(person.page)).toBe(0);
  await person.page.getByRole('button', { name: '改用视频' }).click();
  await picturesMove(person.page, 'video[aria-label*="王建国"]');
  await endCall(moderator);
  await person.page.getByText('连线结束，谢谢您').waitFor();
});

test('sound only by choice: nothing while waiting, sound alone when asked for; in the call no picture either way, and back', async () => {
  phone = await launchChromium();
  const caller = await takeNumber(phone, app.origin, '省流量的人');
  await enterWithVideo(caller);
  const waits = await takeNumber(phone, app.origin, '等候的人');
  await enterWithVideo(waits);
  await waits.page.getByRole('button', { name: '不看画面，只用声音' }).click();
  await waits.page.getByText('您选了只用声音').waitFor();
  await moderator.page.getByRole('row').getByText('只用声音').waitFor();
  // Meanwhile they add a line and a photo, which the moderator sees.
  const { page: adding } = waits;
  await adding.getByText('补充一句话、照片或 PDF').click();
  await adding.getByLabel('补充一句话').fill('照片上是路口第二盏灯');
  await adding.getByRole('button', { name: '保存' }).click();
  await adding.getByRole('button', { name: '已保存' }).waitFor();
  const photo = { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') };
  await adding.getByLabel('加照片或 PDF').setInputFiles(photo);
  await adding.getByText('这个文件看不出是照片').waitFor();
  // What the server does not take, but this browser can show, is drawn anew here.
  const bitmap = Buffer.from(
    '424d3a0000000000000036000000280000000100000001000000010018000000000004000000130b0000130b00000000000000000000ff000000',
    'hex',
  );
  await adding.getByLabel('加照片或 PDF').setInputFiles({ name: 'b.bmp', mimeType: 'image/bmp', buffer: bitmap });
  await adding.getByRole('button', { name: '删掉照片 1' }).click();
  await adding.getByRole('img', { name: '照片 1' }).waitFor({ state: 'detached' });
  const drawn = sharp({ create: { width: 800, height: 600, channels: 3, background: '#448' } });
  await adding.getByLabel('加照片或 PDF').setInputFiles({ ...photo, buffer: await drawn.jpeg().toBuffer() });
  await adding.getByRole('img', { name: '照片 1' }).waitFor();
  await moderator.page.getByText('补充 2').click();
  await moderator.page.getByText('照片上是路口第二盏灯').waitFor();
  await moderator.page.getByRole('button', { name: '照片 1' }).click();
  await moderator.page.getByRole('dialog').getByRole('img', { name: '照片 1' }).waitFor();
  await moderator.page.keyboard.press('Escape');
  await expectAsItStands(adding, 'adding');
  // And an e-mail address, which is used once its code was given; the moderator sees what was told in which way.
  await adding.getByText('更多提醒方式').click();
  await adding.getByRole('button', { name: '打开提醒' }).waitFor();
  await adding.getByLabel('邮箱地址').fill('li.ming@example');
  await adding.getByRole('button', { name: '发验证码' }).click();
  await adding.getByText('请写完整的邮箱地址').waitFor();
  await adding.getByLabel('邮箱地址').fill('li.ming@example.org');
  await adding.getByRole('button', { name: '发验证码' }).click();
  await adding.getByLabel('邮件里的 6 位验证码').waitFor();
  const [mailed = ''] = await smsOf(app.origin, 'mailCode');
  await adding.getByLabel('邮件里的 6 位验证码').fill(/\d{6}/.exec(mailed)?.[0] ?? '');
  await adding.getByRole('button', { name: '确认', exact: true }).click();
  await adding.getByText('邮件提醒发到 li***@example.org').waitFor();
  await expectAsItStands(adding, 'more-ways');
  await moderator.page.getByRole('button', { name: '查看发给本人的通知' }).click();
  await moderator.page.getByText('短信：已发送').first().waitFor();
  const watcher = await newPerson(phone, app.origin);
  await watcher.page.goto('/s/demo');
  await watcher.page.getByRole('button', { name: '点一下，观看直播' }).click();

  await callToDeck(moderator, caller);
  await putThrough(moderator);
  await Promise.all([
    picturesMove(caller.page, 'video[aria-label*="王建国"]'),
    picturesMove(watcher.page, `video[aria-label*="${caller.publicName}"]`),
  ]);
  for (const kind of ['audio', 'video'] as const)
    expect(consumersBetween(caller.wire.transports, waits.wire.transports, kind)).toEqual([]);
  await waits.page.getByRole('button', { name: '听现场' }).click();
  await hears(waits, caller);
  expect(consumersBetween(caller.wire.transports, waits.wire.transports, 'video')).toEqual([]);
  expect(consumersBetween(screen.wire.transports, waits.wire.transports, 'video')).toEqual([]);
  await waits.page.getByRole('button', { name: '不听了' }).click();
  await expect.poll(() => consumersBetween(caller.wire.transports, waits.wire.transports, 'audio')).toEqual([]);
  expect(await videoBytes(waits.page)).toBe(0);

  // On the call: for everybody the picture is gone at once and the sound goes on.
  await caller.page.getByRole('button', { name: '只用声音' }).click();
  await screen.page.getByText('语音连线中').first().waitFor();
  await screen.page.getByText(caller.publicName).first().waitFor();
  await watcher.page.locator('.inset', { hasText: caller.publicName }).getByText('只用声音').waitFor();
  for (const { wire } of [screen, moderator, watcher])
    await expect.poll(() => consumersBetween(caller.wire.transports, wire.transports, 'video')).toEqual([]);
  await expect.poll(() => consumersBetween(screen.wire.transports, caller.wire.transports, 'video')).toEqual([]);
  await moderator.page.getByText('语音连线中').first().waitFor();
  const isQuiet = async () => {
    const before = await videoBytes(caller.page);
    await hears(screen, caller);
    return (await videoBytes(caller.page)) === before;
  };
  await expect.poll(isQuiet).toBe(true);
  const bytes = await videoBytes(caller.page);
  await Promise.all([hears(screen, caller), hears(caller, screen), hears(watcher, caller)]);
  expect(await videoBytes(caller.page)).toBe(bytes);
  await expectAsItStands(watcher.page, 'watching-sound-only');
  await expectAsItStands(waits.page, 'waiting-sound-only');
  await expectAsItStands(caller.page, 'live-sound-only');

  await caller.page.getByRole('button', { name: '改用视频' }).click();
  await Promise.all([
    picturesMove(caller.page, 'video[aria-label*="王建国"]'),
    picturesMove(screen.page, `video[aria-label*="${caller.publicName}"]`),
  ]);
  await endCall(moderator);
});

test('[T7] an app without video at all: the place goes to another browser by a code, and can be taken back', async () => {
  phone = await launchChromium();
  const inApp = await newPerson(phone, app.origin);
  await inApp.context.addInitScript(() => {
    Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
    for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection'])
      Object.defineProperty(window, name, { value: undefined });
  });
  const person = await takeNumber(phone, app.origin, '应用里的人', { as: inApp });
  const { page } = person;
  await page.getByText('这个应用里不能视频').waitFor();
  expect(await page.getByRole('button', { name: '打开摄像头和麦克风' }).count()).toBe(0);
  await page.getByRole('button', { name: '换到别的浏览器' }).click();
  const code = (await page.locator('.carry-code').textContent()) ?? '';
  await page.getByText('分钟内有效').waitFor();
  await expectAsItStands(page, 'carry');

  const other = await newPerson(phone, app.origin);
  await other.page.goto('/go');
  await other.page.getByLabel('6 位码').fill('222222');
  await other.page.getByRole('button', { name: '在这里继续' }).click();
  await other.page.getByText('这个码不对').waitFor();
  await expectAsItStands(other.page, 'go');
  await other.page.getByLabel('6 位码').fill(code.toLowerCase());
  await other.page.getByRole('button', { name: '在这里继续' }).click();
  await other.page.getByText(`${person.number} 号，应用里的人`).waitFor();
  await page.getByText('您的号已在别的页面或浏览器打开').waitFor();
  await enterWithVideo(other);
  // Back: the place goes on here, and the page says what this browser cannot do.
  await page.getByRole('button', { name: '在本页继续' }).click();
  await page.getByText('这个应用里不能视频').waitFor();
  await page.getByText(`您的号：${person.number}`).waitFor();
  await other.page.getByText('您的号已在别的页面或浏览器打开').waitFor();
});

test('no camera at all: help in words, and the telephone is offered', async () => {
  phone = await launchChromium({ camera: 'none' });
  const person = await takeNumber(phone, app.origin, '没有摄像头的人');
  await person.page.getByRole('button', { name: '打开摄像头和麦克风' }).click();
  await person.page.getByText('没有找到摄像头或麦克风').waitFor();
  await person.page.getByRole('button', { name: '请打电话给我' }).click();
  await person.page.getByText('轮到您时，我们会打您取号的手机').waitFor();
  await picturesMove(moderator.page, 'video');
});

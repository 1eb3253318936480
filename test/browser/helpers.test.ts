/** Whoever was booked to help comes by a link, is on the stage, and is seen wherever it is shown (C14, C15). */
import { beforeAll, expect, test } from 'vitest';
import { expectAccessible, expectBothLanguages, expectDeskAtWork } from '../support/accessible.ts';
import { DESK, newPerson, type Person, PHONE, picturesMove } from '../support/browser.ts';
import { browserEvening } from '../support/browser-evening.ts';
import { callToDeck, endCall, enterWithVideo, putThrough, type Resident, takeNumber } from '../support/journey.ts';

const evening = browserEvening();
let moderator: Person;
let screen: Person;
let resident: Resident;
let audience: Person;

beforeAll(async () => {
  ({ moderator, screen } = await evening.open('moderator', 'screen'));
  resident = await takeNumber(evening.browser, evening.origin, '李秀英', { recording: true });
  await enterWithVideo(resident);
  audience = await evening.audience();
});

const look = (page: Person['page'], name: string) => expectAccessible(page, name, 'zh-CN');
/** A helper's page, which has its choice of language in its head. */
async function both(page: Person['page'], name: string): Promise<void> {
  await page.getByRole('combobox', { name: '语言' }).selectOption('en');
  await expectAccessible(page, name, 'en');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('zh-CN');
  await look(page, name);
}

/** At the moderator's desk; resolves with the link that is shown this once. */
async function book(kind: string, name: string): Promise<string> {
  const { page } = moderator;
  await page.getByRole('tab', { name: '协助', exact: true }).click();
  await page.getByRole('button', { name: '安排协助人员' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: '做什么' }).click();
  await page.getByRole('option', { name: kind }).click();
  await dialog.getByLabel('姓名').fill(name);
  await look(page, 'booking a helper');
  await dialog.getByRole('button', { name: '生成链接' }).click();
  const link = await page.getByLabel('链接', { exact: true }).inputValue();
  await look(page, 'the link of a helper');
  await page.getByRole('button', { name: '好了' }).click();
  return link;
}

async function comeIn(link: string, viewport = DESK): Promise<Person> {
  const person = await newPerson(evening.browser, evening.origin, viewport);
  await person.page.goto(link);
  // The secret leaves the address before anything else is shown.
  await person.page.waitForURL((url) => url.pathname === '/guest' && url.hash === '');
  return person;
}

async function setDelay(delayMs: number): Promise<void> {
  await evening.app.deps.store.transaction(async (tx) => {
    const session = await tx.lockSession('demo');
    if (session) await tx.saveSession({ ...session, delayMs });
  });
  // Something that everybody's views follow.
  await moderator.page.getByRole('tab', { name: '协助', exact: true }).click();
  await book('口译', '等候中');
}

test('[C14] a signer is seen by citizen, leader and audience, an interpreter heard; sent away, they are gone at once', async () => {
  const signer = await comeIn(await book('手语翻译', '孙老师'), PHONE);
  await signer.page.getByText('孙老师，您好').waitFor();
  await signer.page.getByRole('button', { name: '检查设备' }).click();
  await picturesMove(signer.page, 'video');
  await both(signer.page, 'a signer’s devices');
  await signer.page.getByRole('button', { name: '准备好了，进入' }).click();
  await signer.page.getByText('等候连线').waitFor();
  await both(signer.page, 'a signer waits');
  const interpreter = await comeIn(await book('口译', '周译'));
  await interpreter.page.getByRole('button', { name: '检查设备' }).click();
  await interpreter.page.getByRole('button', { name: '准备好了，进入' }).click();
  await moderator.page.getByText('在场').nth(1).waitFor();

  await callToDeck(moderator, resident);
  await putThrough(moderator);
  const signs = (page: Person['page']) => page.locator('figure').filter({ hasText: '手语翻译' });
  for (const { page } of [resident, screen, audience, moderator]) {
    await signs(page).first().waitFor();
    await picturesMove(page, 'video[aria-label^="手语翻译"]');
  }
  // Beside the others' pictures and over none of them.
  for (const { page } of [resident, screen, audience]) {
    const own = await signs(page).first().locator('video').boundingBox();
    const others = page.locator(
      'figure:not(:has-text("手语翻译")) video, [class*="picture"]:not(figure) > div > video',
    );
    for (const other of await others.all()) {
      const box = await other.boundingBox();
      if (!own || !box) continue;
      const apart =
        own.x + own.width <= box.x + 1 ||
        box.x + box.width <= own.x + 1 ||
        own.y + own.height <= box.y + 1 ||
        box.y + box.height <= own.y + 1;
      expect(apart, page.url()).toBe(true);
    }
  }
  await resident.page.getByText(/手语翻译 孙老师/).waitFor();
  await picturesMove(signer.page, 'video[aria-label^="李女士"]');
  await picturesMove(interpreter.page, 'video[aria-label^="手语翻译"]');
  await signer.page.getByText('直播中').waitFor();
  for (const [name, { page }] of Object.entries({ screen, signer, interpreter }))
    await look(page, `with helpers, ${name}`);
  for (const [name, { page }] of Object.entries({ resident, audience }))
    await expectBothLanguages(page, `with helpers, ${name}`);
  await expectDeskAtWork(moderator.page, 'with helpers, moderator');

  const desk = moderator.page;
  await desk.getByRole('tab', { name: '协助', exact: true }).click();
  await desk.getByRole('button', { name: '移出孙老师' }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByText('链接立刻失效').waitFor();
  await dialog.getByRole('button', { name: '移出', exact: true }).click();
  await signer.page.getByText('您的协助已经结束').waitFor();
  await look(signer.page, 'a helper who was sent away');
  for (const { page } of [resident, screen, audience]) await signs(page).waitFor({ state: 'detached' });
  await signer.page.reload();
  await signer.page.getByText('请用主持人发给您的链接打开本页').waitFor();

  // What was sent away takes nothing with it.
  await picturesMove(resident.page, 'video[aria-label^="口译"]');
  await interpreter.page.getByRole('button', { name: '离开' }).click();
  await interpreter.page.getByRole('dialog').getByRole('button', { name: '离开' }).click();
  await interpreter.page.getByText('您已离开').waitFor();
  await endCall(moderator);
});

test('[C15] what a captioner types is read by citizen, leader and audience; by the delay later, and not after a cut', async () => {
  const captioner = await comeIn(await book('字幕员', '钱字幕'));
  await captioner.page.getByRole('button', { name: '进入（会播放声音）' }).click();
  const field = captioner.page.getByLabel('输入字幕');
  await captioner.page.getByText('接通以后才能打字幕').waitFor();
  const again = await evening.callerOnStage(moderator, '王大山', { recording: true });
  await captioner.page.getByText('一边打，大家一边看到').waitFor();
  await picturesMove(audience.page, 'video');
  // While it is typed, before it is finished.
  await field.pressSequentially('路灯坏了');
  for (const { page } of [again, screen, audience, moderator])
    await page.getByText('路灯坏了', { exact: true }).waitFor();
  await field.press('Enter');
  await field.pressSequentially('三个月了');
  for (const { page } of [again, screen, audience, moderator]) {
    await page.getByText('路灯坏了', { exact: true }).waitFor();
    await page.getByText('三个月了').waitFor();
  }
  await look(screen.page, 'with captions, screen');
  for (const [name, { page }] of Object.entries({ again, audience }))
    await expectBothLanguages(page, `with captions, ${name}`);
  await expectDeskAtWork(moderator.page, 'with captions, moderator');
  await both(captioner.page, 'a captioner types');
  // A reader's choice, which is remembered.
  await audience.page.getByRole('button', { name: '关闭字幕' }).click();
  await audience.page.getByText('路灯坏了', { exact: true }).waitFor({ state: 'detached' });
  await audience.page.getByRole('button', { name: '显示字幕' }).click();
  await field.press('Enter');

  // From here on the programme is late by ten seconds.
  await setDelay(10_000);
  await field.fill('马上修');
  await field.press('Enter');
  await again.page.getByText('马上修').waitFor();
  await screen.page.getByText('马上修').waitFor();
  expect(await audience.page.getByText('马上修').count()).toBe(0);
  await audience.page.getByText('马上修').waitFor();
  await field.fill('不该说的');
  await field.press('Enter');
  await again.page.getByText('不该说的').waitFor();
  await moderator.page.getByRole('button', { name: /切断直播/ }).click();
  await audience.page.getByText('马上修').waitFor({ state: 'detached' });
  await moderator.page.getByRole('button', { name: /恢复直播/ }).click();
  // What comes after the restoration is later than what was cut away would have been.
  await field.fill('第二天来人');
  await field.press('Enter');
  await audience.page.getByText('第二天来人').waitFor();
  expect(await audience.page.getByText('马上修').count()).toBe(0);
  await endCall(moderator);
  await captioner.page.getByText('接通以后才能打字幕').waitFor();
});

test('[T4] a link that was cut off on its way says what to do', async () => {
  const lost = await comeIn('/guest#half', PHONE);
  await lost.page.getByText('这个链接不完整').waitFor();
  await look(lost.page, 'a guest link that is not whole');
});

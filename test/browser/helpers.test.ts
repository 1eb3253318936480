/** Whoever was booked to help comes by a link, is on the stage, and is seen wherever it is shown (C14, C15). */
import type { Locator } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import {
  expectAccessible,
  expectAsItStands,
  expectBothLanguages,
  expectDeskAtWork,
  lowTargets,
} from '../support/accessible.ts';
import { DESK, newPerson, type Person, PHONE, picturesMove } from '../support/browser.ts';
import { browserEvening } from '../support/browser-evening.ts';
import { newPhone, signInPhone } from '../support/clients.ts';
import { connectAs } from '../support/evening.ts';
import {
  addPhoto,
  callToDeck,
  endCall,
  enterWithVideo,
  putThrough,
  type Resident,
  takeNumber,
} from '../support/journey.ts';
import { until } from '../support/until.ts';

const evening = browserEvening();
let moderator: Person;
let screen: Person;
let audience: Person;

beforeAll(async () => {
  ({ moderator, screen } = await evening.open('moderator', 'screen'));
  audience = await evening.audience();
});

const look = (page: Person['page'], name: string) => expectAsItStands(page, name);
/** A helper's page, which has its choice of language in its head. */
async function both(page: Person['page'], name: string): Promise<void> {
  await page.getByRole('combobox', { name: '语言' }).selectOption('en');
  await expectAccessible(page, name, 'en');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('zh-CN');
  await expectAccessible(page, name, 'zh-CN');
}

/** At the moderator's desk; resolves with the link that is shown this once. */
async function book(kind: string, name: string, looks = false): Promise<string> {
  const { page } = moderator;
  await page.getByRole('tab', { name: '协助', exact: true }).click();
  await page.getByRole('button', { name: '安排协助人员' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: '做什么' }).click();
  await page.getByRole('option', { name: kind }).click();
  await dialog.getByLabel('姓名').fill(name);
  if (looks) await look(page, 'booking a helper');
  await dialog.getByRole('button', { name: '生成链接' }).click();
  const link = await page.getByLabel('链接', { exact: true }).inputValue();
  if (looks) await look(page, 'the link of a helper');
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
  const resident = await takeNumber(evening.browser, evening.origin, '李秀英', { recording: true });
  await enterWithVideo(resident);
  const signer = await comeIn(await book('手语翻译', '孙老师', true), PHONE);
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
  for (const { page } of [resident, screen, audience]) await until('pictures side by side', () => areApart(page));
  await resident.page.getByText(/手语翻译 孙老师/).waitFor();
  await picturesMove(signer.page, 'video[aria-label^="李女士"]');
  await picturesMove(interpreter.page, 'video[aria-label^="手语翻译"]');
  await signer.page.getByText('直播中').waitFor();
  for (const [name, { page }] of Object.entries({ screen, signer, interpreter }))
    await look(page, `with helpers, ${name}`);
  for (const [name, { page }] of Object.entries({ resident, audience }))
    await expectBothLanguages(page, `with helpers, ${name}`);
  await expectDeskAtWork(moderator.page, 'with helpers, moderator');

  // The room chooses what is large; the evening's next call has it so too.
  const room = screen.page;
  const larger = (one: string, than: string) =>
    until(`${one} larger than ${than}`, async () => {
      const [a, b] = await Promise.all(
        [one, than].map((name) => room.locator(`video[aria-label^="${name}"]`).boundingBox()),
      );
      return a !== null && b !== null && a !== undefined && b !== undefined && a.width > b.width;
    });
  await larger('李女士', '手语翻译');
  await room.keyboard.press('4');
  await larger('手语翻译', '李女士');
  await picturesMove(room, 'video[aria-label^="手语翻译"]');
  await look(room, 'the signer is large');
  await besidePicture(room, resident);
  await room.keyboard.press('Escape');
  await room.getByRole('button', { name: '开始', exact: true }).click();
  await larger('手语翻译', '李女士');
  await room.getByRole('button', { name: '主画面：手语翻译' }).click();
  const choices = room.getByRole('group', { name: '主画面' });
  expect(await choices.getByRole('button', { name: '手语翻译' }).getAttribute('aria-pressed')).toBe('true');
  expect(await lowTargets(room, 56)).toEqual([]);
  await look(room, 'choosing what is large');
  await room.keyboard.press('Escape');
  await choices.waitFor({ state: 'detached' });
  await room.getByRole('button', { name: '主画面：手语翻译' }).press('Enter');
  await choices.getByRole('button', { name: '自动' }).click();
  await larger('李女士', '手语翻译');

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

/** The signer's picture and every other one, by one look at the page. */
const areApart = (page: Person['page']) =>
  page.evaluate(() => {
    const figures = [...document.querySelectorAll('figure')];
    const signer = figures.find(({ textContent }) => textContent.includes('手语翻译'));
    const own = signer?.querySelector('video')?.getBoundingClientRect();
    const others = [
      ...figures
        .filter(({ textContent }) => !textContent.includes('手语翻译'))
        .map((one) => one.querySelector('video')),
      ...document.querySelectorAll('[class*="picture"]:not(figure) > div > video'),
    ].flatMap((video) => (video && video.getClientRects().length > 0 ? [video.getBoundingClientRect()] : []));
    return (
      own !== undefined &&
      others.length > 0 &&
      others.every(
        (box) =>
          own.right <= box.left + 1 ||
          box.right <= own.left + 1 ||
          own.bottom <= box.top + 1 ||
          box.bottom <= own.top + 1,
      )
    );
  });

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1440, height: 900 },
];

/** The signer stays large when a picture of the matter comes: it and the citizen stand beside, each whole. */
async function besidePicture(room: Person['page'], resident: Resident): Promise<void> {
  await addPhoto(resident);
  const desk = moderator.page;
  await desk.getByRole('button', { name: '展示图片', exact: true }).click();
  await desk.getByRole('button', { name: '群众的照片 1', exact: true }).click();
  const picture = room.getByRole('img', { name: '展示的图片' });
  await picture.waitFor();
  for (const size of SIZES) {
    await room.setViewportSize(size);
    await until(`the signer large beside a picture at ${size.width}`, async () => {
      const [signer, citizen, matter] = await Promise.all([
        room.locator('video[aria-label^="手语翻译"]').boundingBox(),
        room.locator('video[aria-label^="李女士"]').boundingBox(),
        picture.boundingBox(),
      ]);
      if (!signer || !citizen || !matter || !(await areApart(room))) return false;
      return (
        signer.width > size.width / 2 &&
        signer.height > size.height / 2 &&
        [citizen, matter].every(({ width, height }) => width > size.width / 4 && height > size.height / 5) &&
        [citizen, matter].every(({ x, width }) => x >= 0 && x + width <= signer.x + 1) &&
        (matter.y + matter.height <= citizen.y + 1 || citizen.y + citizen.height <= matter.y + 1)
      );
    });
    await look(room, `the signer is large beside a picture, screen ${size.width}`);
  }
  await room.setViewportSize(DESK);
  await desk.getByRole('button', { name: '收起图片', exact: true }).click();
  await picture.waitFor({ state: 'detached' });
}

/** A question of the audience, long enough for three lines. */
async function askOnAir(origin: string): Promise<void> {
  const asker = await signInPhone(origin, newPhone());
  const text = '石桥村的水管什么时候修好？去年说过年前修，到现在一到晚上还是没有水，老人要到村口去挑。';
  const sessionId = 'demo';
  const asked = { sessionId, text, name: '王芳', publicName: '石桥村王女士' };
  const { questionId } = await asker.call('question.ask', asked);
  const desk = await connectAs(origin, 'moderator');
  const of = { sessionId, questionId };
  await desk.call('question.approve', { ...of, wording: text, publicName: '石桥村王女士' });
  await desk.call('question.onAir', of);
  desk.close();
}

test('[C15] what a captioner types is read by citizen, leader and audience; by the delay later, and not after a cut', async () => {
  const signer = await comeIn(await book('手语翻译', '吴老师'));
  await signer.page.getByRole('button', { name: '检查设备' }).click();
  await signer.page.getByRole('button', { name: '准备好了，进入' }).click();
  const captioner = await comeIn(await book('字幕员', '钱字幕'));
  await captioner.page.getByRole('button', { name: '进入（会播放声音）' }).click();
  const field = captioner.page.getByLabel('输入字幕');
  await captioner.page.getByText('接通以后才能打字幕').waitFor();
  const again = await evening.callerOnStage(moderator, '王大山', { recording: true });
  await captioner.page.getByText('一边打，大家一边看到').waitFor();
  await picturesMove(audience.page, 'video');
  // While it is typed, before it is finished.
  await field.pressSequentially('路灯坏了');
  // At once: what is not said on goes after a while.
  const read = (...lines: string[]) =>
    Promise.all(
      [again, screen, audience, moderator].flatMap(({ page }) =>
        lines.map((line) => page.getByText(line, { exact: true }).waitFor()),
      ),
    );
  await read('路灯坏了');
  await field.press('Enter');
  await field.pressSequentially('三个月了');
  await read('路灯坏了', '三个月了');
  await look(screen.page, 'with captions, screen');
  for (const [name, { page }] of Object.entries({ again, audience }))
    await expectBothLanguages(page, `with captions, ${name}`);
  await expectDeskAtWork(moderator.page, 'with captions, moderator');
  await both(captioner.page, 'a captioner types');
  // With captions and a question beside it the signer stays as large as without.
  await askOnAir(evening.origin);
  const signs = screen.page.locator('video[aria-label^="手语翻译"]');
  await screen.page.getByText('石桥村的水管').waitFor();
  for (const size of SIZES) {
    await screen.page.setViewportSize(size);
    // What is not said on is shown for ten seconds.
    await field.pressSequentially('，');
    await screen.page.getByText(/^三个月了，/).waitFor();
    const share = async (one: Locator, side: 'width' | 'height') =>
      ((await one.boundingBox())?.[side] ?? 0) / size[side];
    for (const side of ['width', 'height'] as const)
      await expect.poll(() => share(signs, side), { message: `${side} at ${size.width}` }).toBeGreaterThan(0.29);
    const citizen = screen.page.locator('video[aria-label^="王"]');
    await expect
      .poll(() => share(citizen, 'height'), { message: `the citizen at ${size.width}` })
      .toBeGreaterThan(0.25);
    await look(screen.page, `with captions and a question, screen ${size.width}`);
  }
  await screen.page.setViewportSize(DESK);
  // A reader's choice, which is remembered.
  await audience.page.getByRole('button', { name: '关闭字幕' }).click();
  await audience.page.getByText('路灯坏了', { exact: true }).waitFor({ state: 'detached' });
  await audience.page.getByRole('button', { name: '显示字幕' }).click();
  await field.press('Enter');

  // From here on the programme is late by ten seconds.
  await setDelay(10_000);
  await field.fill('马上修');
  await field.press('Enter');
  await Promise.all([again, screen].map(({ page }) => page.getByText('马上修').waitFor()));
  expect(await audience.page.getByText('马上修').count()).toBe(0);
  await audience.page.getByText('马上修').waitFor();
  await field.fill('不该说的');
  await field.press('Enter');
  await again.page.getByText('不该说的').waitFor();
  await moderator.page.getByRole('button', { name: /切断直播/ }).click();
  await audience.page.getByText('马上修').waitFor({ state: 'detached' });
  const restore = moderator.page.getByRole('button', { name: /恢复直播/ });
  await restore.click();
  // Until the desk shows it, what is written is written during the cut.
  await restore.waitFor({ state: 'detached' });
  // What comes after the restoration is later than what was cut away would have been.
  await field.fill('第二天来人');
  await field.press('Enter');
  await audience.page.getByText('第二天来人').waitFor();
  for (const words of ['马上修', '不该说的']) expect(await audience.page.getByText(words).count(), words).toBe(0);
  await endCall(moderator);
  await captioner.page.getByText('接通以后才能打字幕').waitFor();
});

test('[T4] a link that was cut off on its way says what to do', async () => {
  const lost = await comeIn('/guest#half', PHONE);
  await lost.page.getByText('这个链接不完整').waitFor();
  await look(lost.page, 'a guest link that is not whole');
});

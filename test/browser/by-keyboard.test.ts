/** An evening at the moderator's desk without a mouse: from its start through a call, a question and its end. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium, type Person, picturesMove } from '../support/browser.ts';
import { signInPhone } from '../support/clients.ts';
import { enterWithVideo, moderatorAt, SESSION, screenAt, takeNumber } from '../support/journey.ts';

let app: TestApp;
let browser: Browser;
let moderator: Person;
let screen: Person;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  moderator = await moderatorAt(browser, app.origin);
  screen = await screenAt(browser, app.origin);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
  expect(faultsOfAll()).toEqual([]);
});

const press = (...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => moderator.page.keyboard.press(key)), Promise.resolve());
const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Tab by Tab, as far as it takes; whoever looks sees where they are. */
async function tabTo(target: Locator): Promise<void> {
  await target.waitFor();
  for (let steps = 0; steps < 60 && !(await isFocused(target)); steps += 1) await press('Tab');
  expect(await isFocused(target)).toBe(true);
  const ring = await target.evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(ring).not.toBe('none');
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });

test('called, screened, taken on deck, put through, held, taken back and ended by keys alone', async () => {
  const { page } = moderator;
  await button(page, '开始').waitFor();
  await press('s');
  await page.getByText('进行中').first().waitFor();
  const resident = await takeNumber(browser, app.origin);
  await enterWithVideo(resident);
  await page.getByRole('row', { name: /李秀英/ }).waitFor();
  await press('n');
  await button(resident.page, '我准备好了').click();
  await resident.page.getByText('现在只有主持人能看到您').waitFor();
  // The category is missing: the key leads to it, and the choice to what is left to do.
  const category = page.getByRole('combobox', { name: '分类' });
  await category.waitFor();
  await press('a');
  await expect.poll(() => isFocused(category)).toBe(true);
  await page.keyboard.type('供暖');
  await page.getByRole('option', { name: '供暖' }).waitFor();
  await press('ArrowDown', 'Enter');
  await expect.poll(() => isFocused(button(page, '审核通过'))).toBe(true);
  await press('Enter');
  await page.getByText('已审核').first().waitFor();
  await button(page, /列为下一位/).waitFor();
  await press('g');
  await resident.page.getByText('下一位，请准备').first().waitFor();
  await button(page, /^接通/).waitFor();
  await press('p');
  await Promise.all([picturesMove(screen.page, 'video'), picturesMove(resident.page, 'video[aria-label*="王建国"]')]);
  // The pictures are there before the desk's own table says so, and a key does what the desk shows.
  await button(page, '暂停通话').waitFor();
  await press('h');
  await screen.page.getByText('通话暂停，请稍候').waitFor();
  await button(page, '继续通话').waitFor();
  await press('h');
  await picturesMove(screen.page, 'video');
  await button(page, '暂停通话').waitFor();
  await press('u');
  await resident.page.getByText('连线中（不公开）').waitFor();
  await press('i');
  await page.getByText(/ \/ 11:00/).waitFor();
  await press('e');
  const ending = page.getByRole('dialog');
  await ending.getByRole('radio', { name: /现场答复/ }).waitFor();
  await expect
    .poll(() => ending.getByRole('radio').evaluateAll((all) => all.includes(document.activeElement as HTMLElement)))
    .toBe(true);
  await press('Space', 'Enter');
  await ending.waitFor({ state: 'detached' });
  await resident.page.getByText('连线结束，谢谢您').first().waitFor();
});

test('a question is approved, put on the screen and answered by keys alone; the focus is never lost', async () => {
  const { page } = moderator;
  const asker = await signInPhone(app.origin);
  const text = '石桥村的水管什么时候修好？';
  await asker.call('question.ask', { sessionId: SESSION, text, name: '王芳', publicName: '' });
  const tab = page.getByRole('tab', { name: '观众提问 1 个新的' });
  await tab.waitFor();
  await tabTo(page.getByRole('tab', { name: '选中的号' }));
  await press('ArrowRight', 'ArrowRight');
  await page.getByText(text).waitFor();
  await tabTo(button(page, '通过'));
  await press('Enter');
  const dialog = page.getByRole('dialog');
  await expect.poll(() => isFocused(dialog.getByLabel('公开的文字'))).toBe(true);
  await press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  const sections = page.getByRole('tablist', { name: '观众提问' }).getByRole('tab');
  await expect.poll(() => isFocused(sections.first())).toBe(true);
  await press('ArrowRight');
  await tabTo(button(page, '开始回答'));
  await press('Enter');
  await screen.page.getByRole('status', { name: '观众提问' }).getByText(text).waitFor();
  await expect.poll(() => isFocused(sections.nth(1))).toBe(true);
  await tabTo(button(page, '已回答'));
  await press('Enter');
  await dialog.waitFor();
  await press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await screen.page.getByText(text).waitFor({ state: 'detached' });
  await expect.poll(() => isFocused(sections.nth(1))).toBe(true);
});

/** WCAG 2.2 AA as far as a machine can tell, in both languages. */
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { comesToRest } from './browser.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
/** Set to a folder, every page that is looked at leaves its picture there. */
const pictures = process.env.DIRECTLINE_TEST_PICTURES;

export type Language = 'zh-CN' | 'en';

/** Each violation with the places where it is, as text that a failed test prints. */
export async function violations(page: Page): Promise<string[]> {
  const found = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} at ${node.target.join(' ')}: ${node.failureSummary?.replace(/\s+/g, ' ') ?? ''}`),
  );
}

/** Nothing is wider than the window: whoever reads never scrolls sideways. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export async function expectAccessible(page: Page, name: string, language: Language): Promise<void> {
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
  // Half transparent its words have other colours.
  await comesToRest(page);
  expect.soft(await violations(page), `${name} in ${language}`).toEqual([]);
  expect.soft(await sideways(page), `${name} in ${language} is wider than the window`).toBeLessThanOrEqual(0);
  if (pictures) await page.screenshot({ path: path.join(pictures, `${name}.${language}.png`), fullPage: true });
}

/** What can be pressed now and is lower than `leastPx`; a tick counts with its words. */
export const lowTargets = (page: Page, leastPx: number): Promise<string[]> =>
  page.evaluate((least) => {
    const pressed = 'button, a[href], input, select, textarea, [role="option"], [role="menuitem"]';
    return [...document.querySelectorAll<HTMLElement>(pressed)].flatMap((element) => {
      const words = element.matches('[type="checkbox"], [type="radio"]') && (element as HTMLInputElement).labels?.[0];
      const { width, height } = (words || element).getBoundingClientRect();
      const isSeen = width > 1 && height > 1 && element.checkVisibility();
      const isAsked = element.ariaHidden !== 'true';
      return isSeen && isAsked && height < least - 0.5
        ? [`${element.outerHTML.slice(0, 90)} ${Math.round(height)}`]
        : [];
    });
  }, leastPx);

/** A page as it stands, with its open dialogs, in both languages: the other is chosen on another page of its browser. */
export async function expectAsItStands(page: Page, name: string): Promise<void> {
  const before = (await page.evaluate(() => document.documentElement.lang)) as Language;
  for (const language of before === 'en' ? (['zh-CN', 'en'] as const) : (['en', 'zh-CN'] as const)) {
    await chooseElsewhere(page, language);
    await expectAccessible(page, name, language);
  }
}

/** What a frame of the same origin stores is told to its page as what another page stores. */
const chooseElsewhere = (page: Page, language: Language): Promise<void> =>
  page.evaluate((wanted) => {
    const other = document.createElement('iframe');
    other.hidden = true;
    document.body.append(other);
    other.contentWindow?.localStorage.setItem('directline.language', wanted);
    other.remove();
  }, language);

/** A page of the citizen's face, in both languages by its own switch; what is on it stays. */
export async function expectBothLanguages(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name, 'zh-CN');
  await page.getByRole('button', { name: 'English', exact: true }).click();
  await expectAccessible(page, name, 'en');
  await page.getByRole('button', { name: '中文', exact: true }).click();
}

/** What is pressed at a desk shows all its words, and every tab of a row stands in it. */
const cutWords = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const cut = (element: Element) =>
      [element, ...element.querySelectorAll('*')].some((part) => {
        const { overflowX, textOverflow } = getComputedStyle(part);
        return overflowX === 'hidden' && textOverflow !== 'ellipsis' && part.scrollWidth > part.clientWidth + 1;
      });
    const outside = (element: Element) => {
      const row = element.closest('[role="tablist"]')?.getBoundingClientRect();
      const own = element.getBoundingClientRect();
      return row !== undefined && (own.right > row.right + 1 || own.bottom > row.bottom + 1);
    };
    return [...document.querySelectorAll<HTMLElement>('button, a[href], [role="tab"]')]
      .filter((element) => element.checkVisibility() && element.offsetWidth > 1 && (cut(element) || outside(element)))
      .map((element) => element.textContent);
  });

async function expectDesk(page: Page, name: string, language: Language): Promise<void> {
  await expectAccessible(page, name, language);
  expect.soft(await cutWords(page), `${name} in ${language}: words that are cut off`).toEqual([]);
}

/** A desk as it stands, in both languages by its own menu: nothing is loaded anew, and its call goes on. */
export async function expectDeskAtWork(page: Page, name: string): Promise<void> {
  await expectDesk(page, name, 'zh-CN');
  await chooseInMenu(page, 'English');
  await expectDesk(page, name, 'en');
  await chooseInMenu(page, '中文');
}

async function chooseInMenu(page: Page, item: string): Promise<void> {
  await page.locator('header button[aria-haspopup="menu"]').last().click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  await page.getByRole('menu').waitFor({ state: 'detached' });
}

/** A desk, opened once in each language; `ready` is seen once it has what it shows. */
export async function expectDeskInBothLanguages(page: Page, name: string, ready: string): Promise<void> {
  for (const language of ['en', 'zh-CN'] as const) {
    await page.evaluate((wanted) => localStorage.setItem('directline.language', wanted), language);
    await page.reload();
    await page.locator(ready).first().waitFor();
    await expectAccessible(page, name, language);
  }
}

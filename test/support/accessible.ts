/** WCAG 2.2 AA as far as a machine can tell, in both languages. */
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

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

/** What comes into view has come: half transparent its words have other colours. What turns for ever is left out. */
const isStill = (): boolean =>
  document
    .getAnimations()
    .every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().endTime === Infinity);

/** Nothing is wider than the window: whoever reads never scrolls sideways. */
const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

export async function expectAccessible(page: Page, name: string, language: Language): Promise<void> {
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
  await page.waitForFunction(isStill);
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

/** A page of the citizen's face, in both languages by its own switch; what is on it stays. */
export async function expectBothLanguages(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name, 'zh-CN');
  await page.getByRole('button', { name: 'English', exact: true }).click();
  await expectAccessible(page, name, 'en');
  await page.getByRole('button', { name: '中文', exact: true }).click();
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

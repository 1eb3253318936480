/** [K2] The list of cases at the desks: asked for, kept as a view, scrolled far, left and come back to, by keyboard too. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseRecord } from '../../server/domain/cases/types.ts';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { matter, numbers, oneOf } from '../bench/support/case-texts.ts';
import { expectAccessible } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { launchChromium } from '../support/browser.ts';
import { staffAt } from '../support/journey.ts';
import { caseIn } from '../support/records.ts';

const COUNT = 320;
const HOUR_MS = 3_600_000;
const PATIENT = { timeout: 15_000 };
/** How many of them are of the township 石桥镇. */
let inTownship = 0;
let app: TestApp;
let browser: Browser;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  await seedCases(app);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

/** The newest has the highest number. Every fortieth is of somebody with a long name. */
async function seedCases({ deps: { store } }: TestApp): Promise<void> {
  const next = numbers(11);
  const now = Date.now();
  await store.transaction(async (tx) => {
    const people = await Promise.all(
      ['李秀英', '欧阳阿依古丽·买买提江'].map((name) => tx.citizenWithoutPhone(DEMO_COUNTY_ID, name, '石桥镇')),
    );
    for (let index = 0; index < COUNT; index += 1) {
      const { unitId: mainUnitId, ...its } = matter(next);
      if (its.placeName.startsWith('石桥镇')) inTownship += 1;
      await tx.insertCase({
        ...caseIn({
          id: `cs-list-${String(index).padStart(4, '0')}`,
          number: `DL2026-9${String(index).padStart(5, '0')}`,
          personId: people[index % 40 === 39 ? 1 : 0]?.id ?? '',
          ...its,
          mainUnitId,
          kind: oneOf(['help', 'complain', 'consult'], next),
          openedAt: now - (COUNT - index) * HOUR_MS,
        }),
        dueAt: now + (index - 100) * HOUR_MS,
        urgedAt: index % 9 === 0 ? now : null,
        promised: index % 25 === 0,
        state: index % 3 === 0 ? 'inProgress' : 'dispatched',
      } as CaseRecord);
    }
  });
}

const region = (page: Page) => page.getByRole('region', { name: '办件' });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('href'));
/** Where the row with the keyboard stands in the list, in pixels from its upper edge. */
const place = (page: Page) =>
  region(page).evaluate((box) => document.activeElement!.getBoundingClientRect().top - box.getBoundingClientRect().top);

test('what is asked for stands in the address and is kept as a view; groups have their rows', async () => {
  const { page } = await staffAt(browser, app.origin, 'supervisor', '/cases');
  await page.getByText('共 320 件').waitFor();
  await page.getByText('催办', { exact: true }).first().click();
  await page.getByText('共 36 件').waitFor();
  await page.getByRole('combobox', { name: '分组' }).click();
  await page.getByRole('option', { name: '按承办单位' }).click();
  const group = page.getByRole('navigation', { name: '按承办单位' }).getByRole('button', { name: /水利局/ });
  const count = Number(((await group.textContent()) ?? '').replace(/\D/g, ''));
  await group.click();
  await page.getByText(`共 ${count} 件`).waitFor();
  expect(new URL(page.url()).search).toContain('unit=u-water');
  await page.getByRole('button', { name: '保存为视图' }).click();
  await page.getByLabel('名称').fill('水利催办');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByText('已保存视图“水利催办”').waitFor();

  await page.goto(`${app.origin}/cases`);
  await page.getByText('共 320 件').waitFor();
  await page.getByRole('button', { name: '水利催办', exact: true }).click();
  await page.getByText(`共 ${count} 件`).waitFor();
  await expectAccessible(page, 'case-list', 'zh-CN');
  await page.getByRole('button', { name: '修改视图“水利催办”' }).click();
  await page.getByRole('menuitem', { name: '改名' }).click();
  await page.getByLabel('名称').fill('水利局催办件');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByRole('button', { name: '修改视图“水利局催办件”' }).click();
  await page.getByRole('menuitem', { name: '删除' }).click();
  await page.getByText('删除视图“水利局催办件”？办件不受影响。').waitFor();
  await page.getByRole('button', { name: '删除', exact: true }).click();
  await expect.poll(() => page.getByRole('button', { name: '水利局催办件', exact: true }).count()).toBe(0);
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: '清除条件' }).click();
  await page.getByText('共 320 件').waitFor();
  // By a township of the county, which is offered by its name.
  await page.getByRole('button', { name: /^更多条件/, expanded: false }).click();
  await page.getByRole('combobox', { name: '所在地' }).click();
  await page.keyboard.type('石桥');
  await page.getByRole('option', { name: '石桥镇（全部）' }).click();
  await page.getByText(`共 ${inTownship} 件`).waitFor();
  expect(new URL(page.url()).searchParams.get('place')).toBe('石桥镇');
  await page.getByRole('button', { name: '清除条件' }).click();
  await page.getByText('共 320 件').waitFor();

  // By words of what somebody told, which the store holds sealed, and by a whole name.
  const words = page.getByPlaceholder(/编号、事由/);
  await words.fill('欧阳阿依古丽·买买提江');
  await words.press('Enter');
  await page.getByText('共 8 件').waitFor();
  await page.context().close();
});

test('a long list is walked by keyboard, left for a case, and found again where it was', async () => {
  const { page } = await staffAt(browser, app.origin, 'supervisor', '/cases');
  await page.getByText('共 320 件').waitFor();
  // Page after page comes as one goes down; few of the rows are in the page at a time.
  const oldest = region(page).getByText('DL2026-900000');
  await expect
    .poll(async () => {
      await region(page).evaluate((box) => box.scrollTo(0, box.scrollHeight));
      return oldest.count();
    }, PATIENT)
    .toBe(1);
  expect(await region(page).getByRole('listitem').count()).toBeLessThan(80);
  await region(page).evaluate((box) => box.scrollTo(0, 9000));
  // The rows of there, and no longer those of the end.
  await expect
    .poll(() =>
      region(page).evaluate((box) => {
        const { top, bottom } = box.getBoundingClientRect();
        const shown = [...box.querySelectorAll('a')].map((link) => link.getBoundingClientRect());
        return shown.length > 15 && shown.some((row) => row.top > top && row.bottom < bottom);
      }),
    )
    .toBe(true);
  await region(page).getByRole('link').nth(14).focus();
  const from = await focused(page);
  const paths = await region(page)
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  for (const key of ['j', 'j', 'k']) await page.keyboard.press(key);
  const before = paths[paths.indexOf(from ?? null) + 1] ?? '';
  await expect.poll(() => focused(page)).toBe(before);
  const stood = await place(page);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === before);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.goBack();
  await expect.poll(() => focused(page), PATIENT).toBe(before);
  // To a row, not to a pixel.
  await expect.poll(async () => Math.abs((await place(page)) - stood)).toBeLessThan(80);

  await page.reload();
  await expect.poll(() => focused(page), PATIENT).toBe(before);
  // To a row, not to a pixel.
  await expect.poll(async () => Math.abs((await place(page)) - stood)).toBeLessThan(80);
  await page.context().close();
});

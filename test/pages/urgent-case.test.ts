/** [K3] A wall threatens to fall, at 20:30 on a holiday: it rings, one of two takes note, and it is finished within its time. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { expectAccessible } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium, type Person } from '../support/browser.ts';
import { caseInStore } from '../support/cases.ts';
import { joinInput, signInPhone, signInStaff } from '../support/clients.ts';
import { SESSION } from '../support/evening.ts';
import { staffAt } from '../support/journey.ts';

const HOLIDAY = '2027-01-01';
const AT = Date.parse(`${HOLIDAY}T20:30:00+08:00`);
const HOUR_MS = 3_600_000;
let aheadMs = 0;
let app: TestApp;
let browser: Browser;

beforeAll(async () => {
  app = await startTestApp({ clock: () => Date.now() + aheadMs });
  browser = await launchChromium();
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

/** How often the page has sounded since this was first asked. */
const tones = ({ page }: Person): Promise<number> =>
  page.evaluate(() => {
    const counted = window as unknown as { tones?: number };
    if (counted.tones === undefined) {
      counted.tones = 0;
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
        counted.tones = (counted.tones ?? 0) + 1;
        start.call(this, when);
      };
    }
    return counted.tones;
  });

test('it rings at both desks, one takes note, the other falls silent, and the loop finishes it', {
  timeout: 180_000,
}, async () => {
  const { store } = app.deps;
  const citizen = await signInPhone(app.origin);
  const { ticketId } = await citizen.call('ticket.take', joinInput(SESSION, '李急'));
  const personId = (await store.read.ticket(ticketId))?.personId ?? expect.fail('no ticket');
  await store.transaction((tx) => tx.saveCalendarDays(DEMO_COUNTY_ID, [{ date: HOLIDAY, works: false, name: '元旦' }]));
  aheadMs = AT - Date.now();
  const { id, number } = await caseInStore(store, { personId, startsAt: AT });

  const supervisor = await staffAt(browser, app.origin, 'supervisor', '/desk');
  const moderator = await staffAt(browser, app.origin, 'moderator', '/cases');
  // A first press allows the sound.
  for (const one of [supervisor, moderator]) {
    await one.page.getByRole('banner').click({ position: { x: 400, y: 10 } });
    expect(await tones(one)).toBe(0);
  }
  const clerk = await staffAt(browser, app.origin, 'clerk', `/cases/${number}`);
  await clerk.page.getByRole('button', { name: /^改紧急程度/ }).click();
  const dialog = clerk.page.getByRole('dialog', { name: '改紧急程度' });
  await dialog.getByRole('radio', { name: '危及人身财产安全' }).check();
  await dialog.getByLabel('原因').fill('墙体开裂，屋里有人');
  await dialog.getByRole('button', { name: '改紧急程度' }).click();

  const bar = (one: Person) => one.page.getByRole('region', { name: '没有人响应的紧急办件' });
  for (const one of [supervisor, moderator]) {
    await bar(one).getByText(`紧急办件 ${number}`).waitFor();
    await bar(one).getByText('20:45 前响应').waitFor();
    await one.page.waitForFunction(() => (window as unknown as { tones: number }).tones > 0);
    await expect.poll(() => one.page.title()).toContain(number);
  }
  await expectAccessible(supervisor.page, 'urgent-rings', 'zh-CN');
  // It goes along from page to page.
  await supervisor.page.getByRole('link', { name: '办件', exact: true }).click();
  await bar(supervisor).getByRole('button', { name: '我来响应' }).click();
  for (const one of [supervisor, moderator]) {
    await bar(one).waitFor({ state: 'detached' });
    await expect.poll(() => one.page.title()).not.toContain('紧急');
  }
  await clerk.page.reload();
  await clerk.page.getByRole('region', { name: '经过', exact: true }).getByText('响应紧急办件').waitFor();

  const [supervises, handles, heads] = await Promise.all(
    ['supervisor', 'caseworker', 'head'].map((name) => signInStaff(app.origin, name)),
  );
  if (!supervises || !handles || !heads) throw new Error('nobody signed in');
  let { version } = (await store.read.case(id)) ?? expect.fail('no case');
  const seen = () => ({ caseId: id, version });
  ({ version } = await supervises.call('case.dispatch', {
    ...seen(),
    mainUnitId: 'u-agriculture',
    coUnitIds: [],
    kind: 'forHandling',
  }));
  ({ version } = await handles.call('case.sign', seen()));
  ({ version } = await handles.call('case.draftReply', { ...seen(), text: '已撤离，墙体已支护。' }));
  ({ version } = await heads.call('case.firstReview', { ...seen(), verdict: 'pass' }));
  await supervises.call('case.finalReview', { ...seen(), verdict: 'pass' });
  expect(await store.read.case(id)).toMatchObject({ state: 'replied', dueAt: AT + 2 * HOUR_MS, urges: 0 });
});

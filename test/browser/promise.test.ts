/** From the call to its promise kept, kept late, and asked to be handed back: at the unit, the leader's home and in the list. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { launchChromium, type Person } from '../support/browser.ts';
import { signInStaff } from '../support/clients.ts';
import { arrive, type Evening, putThrough, SESSION, startEvening } from '../support/evening.ts';
import { staffAt } from '../support/journey.ts';

const DAY_MS = 86_400_000;
const UNIT = { unitId: 'u-agriculture' };
const COUNTY_MS = 8 * 3_600_000;
/** The evening was the day before, at 19:00 in the county; what it promised for that day is over since. */
let aheadMs = (Math.floor((Date.now() + COUNTY_MS) / DAY_MS) - 1) * DAY_MS + 11 * 3_600_000 - Date.now();
let app: TestApp;
let browser: Browser;
const day = (days: number) => new Date(Date.now() + aheadMs + COUNTY_MS + days * DAY_MS).toISOString().slice(0, 10);

beforeAll(async () => {
  app = await startTestApp({ clock: () => Date.now() + aheadMs });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

/** A call in which the leader says yes to the wording and the date. */
async function promised(evening: Evening, wording: string, dueOn: string): Promise<string> {
  const resident = await arrive(app.origin, { name: '王大山' });
  const inCall = { sessionId: SESSION, callId: await putThrough(evening, resident) };
  await evening.aide.call('promise.record', {
    ...inCall,
    ...UNIT,
    caseId: null,
    wording,
    dueOn,
    readBack: true,
    confirmed: true,
  });
  const ending = { outcome: 'promised', note: '', whereTo: null, unitId: null } as const;
  await evening.moderator.call('call.end', { ...inCall, ...ending });
  const { promises } = await (await signInStaff(app.origin, 'supervisor')).call('promises.list', {});
  return promises.find((one) => one.wording === wording)?.caseNumber ?? '';
}

async function answered(number: string): Promise<void> {
  const [caseworker, head, supervisor] = await Promise.all(
    (['caseworker', 'head', 'supervisor'] as const).map((name) => signInStaff(app.origin, name)),
  );
  const at = async () => {
    const { case: row } = await supervisor!.call('case.show', { number });
    return { caseId: row.id, version: row.version };
  };
  await caseworker!.call('case.sign', await at());
  await caseworker!.call('case.draftReply', { ...(await at()), text: '已经修好。' });
  await head!.call('case.firstReview', { ...(await at()), verdict: 'pass' });
  await supervisor!.call('case.finalReview', { ...(await at()), verdict: 'pass' });
}

const rowOf = ({ page }: Person, wording: string) => page.getByRole('row').filter({ hasText: wording });

test('[C8] [K4] one kept in time, one kept late, one that its unit cannot hand back', async () => {
  const evening = await startEvening(app.origin);
  const kept = await promised(evening, '五天内修好东街路灯', day(5));
  const late = await promised(evening, '今天清走桥头垃圾', day(0));
  const stays = await promised(evening, '一周内开通村口水管', day(6));
  await answered(kept);
  aheadMs = 0;

  const leader = await staffAt(browser, app.origin, 'leader', '/desk');
  const own = leader.page.getByRole('region', { name: '我的承诺' });
  await own.getByRole('link', { name: '1 没有兑现' }).waitFor();
  await own.getByRole('link', { name: '1 按期兑现' }).waitFor();
  await own.getByText('过期 1 天，没有兑现').waitFor();
  await own.getByText('快到期，还有').waitFor();
  await expectAccessible(leader.page, 'leader-home-promises', 'zh-CN');

  // The unit sees whose word it is, and is told why the case stays with it.
  const caseworker = await staffAt(browser, app.origin, 'caseworker', '/desk/promises');
  await rowOf(caseworker, '一周内开通村口水管').getByText('县长 王建国').waitFor();
  await rowOf(caseworker, '五天内修好东街路灯').getByText('按期兑现').waitFor();
  await caseworker.page.getByRole('link', { name: '一周内开通村口水管' }).click();
  await caseworker.page.waitForURL(`**/cases/${stays}`);
  await caseworker.page.getByText('申请退回：这是现场承诺，单位不能自行退回或延期').waitFor();
  expect(await caseworker.page.getByRole('button', { name: /申请退回/ }).isDisabled()).toBe(true);

  // Answered too late: the leader's open page and the office's list say so by themselves.
  const supervisor = await staffAt(browser, app.origin, 'supervisor', '/desk/promises');
  await rowOf(supervisor, '今天清走桥头垃圾').getByText('没有兑现').waitFor();
  const weekOf = (count: number) =>
    leader.page.getByRole('region', { name: '全县最近七天' }).getByText(new RegExp(`^答复\\s*${count}`));
  await weekOf(1).waitFor();
  await answered(late);
  // Whoever comes back to the page sees the week as it is now.
  await leader.page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
  await weekOf(2).waitFor();
  await own.getByRole('link', { name: '1 逾期兑现' }).waitFor();
  await rowOf(supervisor, '今天清走桥头垃圾').getByText('办成了，晚于期限').waitFor();
  await supervisor.page.getByText('逾期兑现 1').click();
  await rowOf(supervisor, '五天内修好东街路灯').waitFor({ state: 'detached' });
  await expectAccessible(supervisor.page, 'promises', 'zh-CN');
  await supervisor.page.getByRole('link', { name: '办件统计' }).click();
  const kepts = supervisor.page
    .getByRole('region', { name: '按单位' })
    .getByRole('row')
    .filter({ hasText: '农业农村局' });
  await kepts.getByText('0 / 1').waitFor();

  await own.getByRole('link', { name: '0 没有兑现' }).click();
  await leader.page.getByText('没有符合条件的承诺').waitFor();
});

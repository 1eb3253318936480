/** [S4] An evening ends with five people left over: on their phones each chooses differently, and nobody is dropped. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, giveCookies, launchChromium, newPerson, type Person } from '../support/browser.ts';
import { type HttpClient, joinInput, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { SESSION, staffAt } from '../support/journey.ts';
import { wholeCounty } from '../support/records.ts';
import { until } from '../support/until.ts';

interface LeftOver extends Person {
  readonly ticketId: string;
}

let app: TestApp;
let browser: Browser;
let desk: SocketClient;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  desk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), {
    as: 'moderator',
    sessionId: SESSION,
  });
  await desk.call('session.start', { sessionId: SESSION });
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  desk?.close();
  await browser?.close();
  await stopApps();
});

async function waits(name: string, locale = 'zh-CN'): Promise<LeftOver> {
  const http: HttpClient = await signInPhone(app.origin);
  const { ticketId } = await http.call('ticket.take', joinInput(SESSION, name));
  const entering = await SocketClient.connect(http, { as: 'citizen', sessionId: SESSION, ticketId });
  await entering.call('ticket.enter', { ticketId, participation: 'video' });
  entering.close();
  const person = await newPerson(browser, app.origin, undefined, locale);
  await giveCookies(person.context, app.origin, http.cookieHeader);
  await person.page.goto(`/s/${SESSION}/wait/${ticketId}`);
  return { ...person, ticketId };
}

const choose = async ({ page }: Person, option: string) => {
  await page.getByRole('button', { name: option }).click();
  await page.getByRole('button', { name: '确定' }).click();
};

test('[S4] the next evening, a call, a letter, none, and a mind that was changed before it was made up', async () => {
  const people = [];
  for (const name of ['赵一', '钱二', '孙三', '李四', '周五']) people.push(await waits(name));
  const [toNext, byPhone, inWriting, silent, wavering] = people as [LeftOver, LeftOver, LeftOver, LeftOver, LeftOver];
  for (const { page } of people)
    await page
      .getByText(/前面还有|下一个就是您/)
      .first()
      .waitFor();
  await desk.call('session.end', { sessionId: SESSION });
  for (const { page } of people) await page.getByRole('heading', { name: '本场没有轮到您' }).waitFor();

  await choose(toNext, '转到下一场，优先连线');
  await toNext.page.getByRole('heading', { name: '已转到下一场' }).waitFor();
  await toNext.page.getByRole('link', { name: '查看我的新号' }).click();
  await toNext.page.getByRole('heading', { name: '已为您留好位置' }).waitFor();
  await toNext.page.reload();
  await toNext.page.getByRole('heading', { name: '已为您留好位置' }).waitFor();

  await choose(byPhone, '请打电话答复我');
  await byPhone.page.getByText(/县里会在 .+ 前打您取号的手机/).waitFor();
  await choose(inWriting, '请书面答复我');
  await inWriting.page.getByText(/县里会在 .+ 前书面答复您/).waitFor();
  await inWriting.page.getByRole('link', { name: '查看办理进展' }).click();
  await inWriting.page.getByText('选定答复方式').waitFor();

  await wavering.page.getByRole('button', { name: '请书面答复我' }).click();
  await wavering.page.getByRole('button', { name: '取消' }).click();
  await choose(wavering, '请打电话答复我');
  await wavering.page.getByText(/前打您取号的手机/).waitFor();

  expect(await app.deps.store.read.ticket(silent.ticketId)).toMatchObject({ state: 'waiting' });
  await silent.page.reload();
  await silent.page.getByText(/前没有选的，书面答复您/).waitFor();
  const left = (await app.deps.store.read.openTickets(SESSION)).map(({ id }) => id);
  expect(left).toEqual([silent.ticketId]);
  await until('a case each of three', async () =>
    (await app.deps.store.read.cases({ scope: wholeCounty('qinghe'), limit: 10 })).length === 3 ? true : undefined,
  );

  // The moderator rings the last one and chooses for them.
  const moderator = await staffAt(browser, app.origin, 'moderator', '/desk/calendar');
  const evening = moderator.page.getByRole('listitem').filter({ hasText: '已结束' });
  await evening.getByRole('button', { name: /操作/ }).click();
  await moderator.page.getByRole('menuitem', { name: '主持台' }).click();
  await moderator.page.getByText('李四').first().click();
  await moderator.page.getByRole('button', { name: '代选后续方式' }).click();
  const dialog = moderator.page.getByRole('dialog', { name: /接下来怎么办/ });
  await dialog.getByLabel(/前电话答复/).check();
  await dialog.getByRole('button', { name: '记下' }).click();
  await silent.page.getByText(/县里会在 .+ 前打您取号的手机/).waitFor();
  expect(await app.deps.store.read.openTickets(SESSION)).toEqual([]);
});

/** [Q8] Five wait, three with the same trouble: found, confirmed, written to, heard together; one who is away is rung (Q4). */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, giveCookies, launchChromium, newPerson, type Person, PHONE } from '../support/browser.ts';
import { joinInput, SocketClient, signInPhone } from '../support/clients.ts';
import { moderatorAt, SESSION, startSession } from '../support/journey.ts';

let app: TestApp;
let browser: Browser;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
});
afterEach(() => {
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

async function waits(name: string, subject: string): Promise<Person> {
  const http = await signInPhone(app.origin);
  const { ticketId } = await http.call('ticket.take', { ...joinInput(SESSION, name), subject });
  const entering = await SocketClient.connect(http, { as: 'citizen', sessionId: SESSION, ticketId });
  await entering.call('ticket.enter', { ticketId, participation: 'video' });
  entering.close();
  const person = await newPerson(browser, app.origin, PHONE);
  await giveCookies(person.context, app.origin, http.cookieHeader);
  await person.page.goto(`/s/${SESSION}/wait/${ticketId}`);
  return person;
}

test('[Q8] three of five have the same trouble; one of the others is away and is rung', async () => {
  const lamp = await waits('赵一', '村口的路灯坏了三个月没人修');
  const away = await waits('钱二', '工地拖欠工资半年');
  const lampToo = await waits('孙三', '路灯不亮，晚上走路害怕');
  await waits('李四', '孩子学区划分不合理');
  const lampThree = await waits('周五', '路灯坏了');
  const moderator = await moderatorAt(browser, app.origin);
  const { page } = moderator;
  await startSession(moderator);
  for (const one of [lamp, away, lampToo, lampThree])
    await one.page
      .getByText(/前面还有|下一个就是您/)
      .first()
      .waitFor();

  // The first is next, the three behind are near: told by SMS, as the outbox shows (Q5).
  const outbox = await newPerson(browser, app.origin, PHONE);
  await outbox.page.goto('/outbox');
  await outbox.page.getByText('1 号，下一个就是您').waitFor();
  for (const number of [2, 3, 4]) await outbox.page.getByText(`${number} 号，前面还有不到 4 位`).waitFor();
  expect(await outbox.page.getByText('5 号，前面还有').count()).toBe(0);

  await expect.poll(() => page.getByRole('grid').getByRole('img', { name: '3 个号可能诉求相同' }).count()).toBe(3);
  await page.getByRole('row').filter({ hasText: '赵一' }).click();
  const trouble = page.getByRole('region', { name: '相同诉求' });
  await trouble.getByText('相同诉求：另有 2 个号').waitFor();
  await trouble.getByRole('button', { name: '确认诉求相同' }).click();
  await trouble.getByText('待确认').first().waitFor({ state: 'detached' });

  await trouble.getByRole('button', { name: '给这一组发消息' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('与您诉求相同的几位会一起答复').click();
  await dialog.getByRole('button', { name: '发送' }).click();
  for (const person of [lamp, lampToo, lampThree]) await person.page.getByText('几位会一起答复').waitFor();
  expect(await away.page.getByText('几位会一起答复').count()).toBe(0);
  await lamp.page.getByRole('button', { name: '知道了' }).click();
  await lamp.page.getByText('看过的消息 1 条').waitFor();
  await page.getByRole('tab', { name: '消息' }).click();
  await page.getByText('（3 人，在线 3，已读 1）').waitFor();

  // The others may listen to the answer: one goes, one stays.
  await page.getByRole('tab', { name: '选中的号' }).click();
  await trouble.getByRole('button', { name: '请其余的人听答复' }).click();
  await dialog.getByRole('button', { name: '发送' }).click();
  await lampToo.page.getByRole('button', { name: '我的事已得到答复，退号' }).click();
  await lampToo.page.getByRole('button', { name: '退号', exact: true }).click();
  await lampToo.page.getByText('您已退号').first().waitFor();
  await lampThree.page.getByRole('button', { name: '我继续等' }).click();
  await lampThree.page.getByText('看过的消息 2 条').waitFor();
  await trouble.getByText('相同诉求：另有 1 个号').waitFor();

  // Nobody is at the second's page: rung, and taking part by telephone from now on.
  await away.context.close();
  const row = page.getByRole('row').filter({ hasText: '钱二' });
  await row.getByText('掉线').waitFor();
  await row.click();
  await page.keyboard.press('d');
  await dialog.getByRole('link', { name: /^139/ }).waitFor();
  await dialog.locator(':focus').waitFor();
  await page.keyboard.press('2');
  await dialog.waitFor({ state: 'hidden' });
  await row.getByText('电话').waitFor();
  await page.getByRole('tab', { name: '本场记录' }).click();
  await page.getByText(/打电话找人 · 2号/).waitFor();
});

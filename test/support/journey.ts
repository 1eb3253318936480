/** The faces as people use them: by what they read and press. zh-CN, as a county has it. */
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { DEMO_PASSWORD } from '../../server/storage/seed-demo.ts';
import { DESK, giveCookies, newPerson, openPage, type Person, PHONE } from './browser.ts';
import { type HttpClient, newPhone, randomId } from './clients.ts';
import { until } from './until.ts';

export const SESSION = 'demo';

export interface Resident extends Person {
  readonly phone: string;
  readonly number: string;
  readonly publicName: string;
}

/** Opens the join page and goes through it to a number; ends at the device check, or at the booked place of a coming evening. */
export async function takeNumber(
  browser: Browser,
  origin: string,
  name = '李秀英',
  options: { broadcast?: boolean; recording?: boolean; as?: Person; sessionId?: string; press?: '取号' | '预约' } = {},
): Promise<Resident> {
  const person = options.as ?? (await newPerson(browser, origin, PHONE));
  const { page } = person;
  const phone = await signInOnPage(person, origin, options.sessionId);
  await page.getByLabel('您的姓名').fill(name);
  await page.getByLabel('乡镇（街道）').selectOption({ index: 1 });
  await page.getByLabel('村（社区）').selectOption({ index: 1 });
  await pressNext(page, '用一句话说清您的事');
  await page.getByLabel('用一句话说清您的事').fill('村口的路灯坏了三个月没人修');
  await pressNext(page, '同意视频连线');
  await page.getByRole('checkbox', { name: '同意视频连线' }).check();
  if (options.broadcast ?? true) await page.getByRole('checkbox', { name: '同意公开直播' }).check();
  if (options.recording) await page.getByRole('checkbox', { name: '同意录制' }).check();
  const publicName = `${name.slice(0, 1)}女士`;
  await page.getByLabel('怎么称呼您').fill(publicName);
  await page.getByRole('button', { name: options.press ?? '取号' }).click();
  await page.waitForURL(/\/wait\//);
  if (options.press === '预约') {
    await page.getByRole('heading', { name: '已为您留好位置' }).waitFor();
    const number = await page.getByRole('definition').filter({ hasText: /^\d+$/ }).textContent();
    return { ...person, phone, publicName, number: number ?? '' };
  }
  const heading = await page
    .getByText(/\d+ 号，/)
    .first()
    .textContent();
  return { ...person, phone, publicName, number: heading?.match(/\d+/)?.[0] ?? '' };
}

/** From the join page to the first question after the code; resolves with the phone number. */
export async function signInOnPage({ page }: Person, origin: string, sessionId = SESSION): Promise<string> {
  const phone = newPhone();
  await page.goto(`${origin}/s/${sessionId}/join`);
  await page.getByLabel('您的手机号').fill(phone);
  await page.getByRole('button', { name: '发送验证码' }).click();
  const code = await until('the code in the outbox', () => codeFor(origin, phone));
  // Sent as soon as the sixth digit is there.
  await page.getByLabel('6 位验证码').fill(code);
  await page.getByLabel('您的姓名').waitFor();
  return phone;
}

export async function pressNext(page: Person['page'], thenLabel: string): Promise<void> {
  const there = page.getByLabel(thenLabel).first();
  if (await there.isVisible()) return;
  const next = page.getByRole('button', { name: '下一步' });
  await next.or(there).first().waitFor();
  if (await next.isVisible()) await next.click();
  await there.waitFor();
}

export async function codeFor(origin: string, phone: string): Promise<string | undefined> {
  const response = await fetch(`${origin}/api/demo/outbox`);
  const { messages } = (await response.json()) as { messages: { template: string; to: string; text: string }[] };
  return messages.find((one) => one.template === 'code' && one.to.endsWith(phone.slice(-4)))?.text.match(/\d{6}/)?.[0];
}

/** Device check with camera and microphone, then the waiting room. */
export async function enterWithVideo({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: '打开摄像头和麦克风' }).click();
  await page.getByRole('button', { name: '画面和声音都好，进入等候区' }).click();
  await page.getByText('前面还有').or(page.getByText('下一个就是您')).first().waitFor();
}

export async function staffAt(browser: Browser, origin: string, userName: string, path: string): Promise<Person> {
  const person = await newPerson(browser, origin, DESK);
  const { page } = person;
  await page.goto(path);
  await page.getByLabel('用户名').fill(userName);
  await page.locator('input[type=password]').fill(DEMO_PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL((url) => url.pathname === path);
  return person;
}

/** A browser of whoever is signed in over HTTP already. */
export async function pageOf(browser: Browser, http: HttpClient, path: string, viewport = DESK): Promise<Person> {
  const person = await newPerson(browser, http.origin, viewport);
  await giveCookies(person.context, http.origin, http.cookieHeader);
  await person.page.goto(path);
  return person;
}

const RATED = ['问题解决了吗？', '办理的态度怎么样？', '办得快不快？'];
/** On a citizen's page of an answered case: the three marks are given, and sent unless `send` is empty. */
export async function rate(page: Page, marks: readonly [string, string, string], send = '提交评价'): Promise<void> {
  await page.getByRole('button', { name: '评价这次答复' }).click();
  for (const [index, question] of RATED.entries())
    await page
      .getByRole('group', { name: question })
      .getByRole('radio', { name: marks[index] ?? '', exact: true })
      .check();
  if (send) await page.getByRole('button', { name: send }).click();
}

export const moderatorAt = (browser: Browser, origin: string, sessionId = SESSION) =>
  staffAt(browser, origin, 'moderator', `/desk/moderator/${sessionId}`);
export const aideAt = (browser: Browser, origin: string) =>
  staffAt(browser, origin, 'aide', `/desk/official/${SESSION}`);

/** The meeting room: signed in as the aide, set up once. */
export async function screenAt(browser: Browser, origin: string, sessionId = SESSION): Promise<Person> {
  const person = await staffAt(browser, origin, 'aide', `/screen/${sessionId}`);
  await person.page.getByRole('button', { name: '开始', exact: true }).click();
  return person;
}

/** The moderator's side up to the deck: calls, waits for the answer, approves, and takes on deck. */
export async function callToDeck(
  moderator: Person,
  resident: Resident,
  inGreenRoom?: () => Promise<void>,
): Promise<void> {
  await callAndAnswer(moderator, resident);
  await inGreenRoom?.();
  const { page } = moderator;
  // The desk comes to whom it called in its own time; until then another ticket is open, which has a category too.
  const ticket = page.getByRole('tabpanel', { name: '选中的号' });
  await ticket
    .getByText(new RegExp(`^${resident.number}号`))
    .first()
    .waitFor();
  await page.getByRole('combobox', { name: '分类' }).click();
  await page.getByRole('option', { name: '供暖' }).click();
  await page.getByRole('button', { name: '审核通过' }).click();
  await page.getByRole('button', { name: /列为下一位/ }).click();
  await resident.page.getByText('下一位，请准备').first().waitFor();
}

export async function callAndAnswer(moderator: Person, resident: Person): Promise<void> {
  await moderator.page.getByRole('button', { name: /呼叫下一位/ }).click();
  await resident.page.getByRole('button', { name: '我准备好了' }).click();
  await resident.page.getByText('现在只有主持人能看到您').waitFor();
}

export async function putThrough(moderator: Person): Promise<void> {
  await moderator.page.getByRole('button', { name: /^接通/ }).click();
}

/** Ends the running call; `outcome` as it is read in the dialog. */
export async function endCall(
  desk: Person,
  outcome = '现场答复',
  detail?: { label: string; value: string },
): Promise<void> {
  const { page } = desk;
  await page
    .getByRole('button', { name: /^结束连线/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: outcome }).check();
  if (detail) await dialog.getByLabel(detail.label).fill(detail.value);
  // A desk whose line is just coming back is told that it was not done, and does it again.
  for (let tries = 1; ; tries += 1) {
    await dialog.getByRole('button', { name: /^结束/ }).click();
    const isDone = await dialog.waitFor({ state: 'hidden', timeout: 15_000 }).then(
      () => true,
      () => false,
    );
    if (isDone) return;
    if (tries === 3) throw new Error('the call could not be ended');
  }
}

export async function startSession(moderator: Person): Promise<void> {
  await moderator.page.getByRole('button', { name: '开始', exact: true }).click();
  await moderator.page.getByText('进行中').first().waitFor();
}

/** A photo of the matter, kept with the ticket that the page is of. */
export async function addPhoto({ page }: Resident): Promise<void> {
  const { origin, pathname } = new URL(page.url());
  const sent = await page.request.post(`${origin}/api/tickets/${pathname.split('/').at(-1)}/photos`, {
    headers: { 'x-directline': '1', 'idempotency-key': randomId(), 'content-type': 'image/png' },
    data: await sharp({ create: { width: 800, height: 500, channels: 3, background: '#c84' } })
      .png()
      .toBuffer(),
  });
  if (!sent.ok()) throw new Error(`The photo was not taken: ${sent.status()}`);
}

/** Gives the number back for good. */
export async function giveBack({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: '退号，不等了' }).click();
  await page.getByRole('button', { name: '退号', exact: true }).click();
  await page.getByText('您已退号').first().waitFor();
}

/** The number of the first case that the resident's page names. */
export async function caseNumberOf({ page }: Person): Promise<string> {
  const text = await page
    .getByText(/DL\d{4}-\d+/)
    .first()
    .textContent();
  return text?.match(/DL\d{4}-\d+/)?.[0] ?? '';
}

/** Kills the renderer under the page, as a phone short of memory does, and opens the address again. */
export async function crash(person: Resident, meanwhile?: () => Promise<unknown>): Promise<Resident> {
  const { page, context } = person;
  const address = page.url();
  const crashed = page.waitForEvent('crash');
  const devtools = await context.newCDPSession(page);
  // Nobody is left to answer this.
  devtools.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
  await meanwhile?.();
  const again = await openPage(context);
  await again.page.goto(address);
  return { ...person, ...again };
}

/** [K2] [K6] [T5] The message board: written, found while writing and followed, merged, answered once, rated by each, public after three reviews. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { dateIn } from '../../server/domain/calendar/working-days.ts';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { expectBothLanguages, expectDeskInBothLanguages } from '../support/accessible.ts';
import { publish } from '../support/board.ts';
import { newPerson, PHONE } from '../support/browser.ts';
import { browserEvening } from '../support/browser-evening.ts';
import { newPhone, signInPhone, signInStaff, smsOf } from '../support/clients.ts';
import { codeFor, pageOf, rate, staffAt } from '../support/journey.ts';
import { until } from '../support/until.ts';

const evening = browserEvening();

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click();
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();

async function withCode(page: Page): Promise<void> {
  const phone = newPhone();
  await page.getByLabel('您的手机号').fill(phone);
  await press(page, '发送验证码');
  await page.getByLabel('6 位验证码').fill(await until('the code in the outbox', () => codeFor(evening.origin, phone)));
}
const at = async (caseId: string) => ({ caseId, version: (await evening.app.deps.store.read.case(caseId))!.version });

test('written, followed instead of written again, merged, answered once, told to each, rated by each, and read without an account', async () => {
  const [clerkHttp, supervisor, leader, caseworker, head] = await Promise.all(
    ['clerk', 'supervisor', 'leader', 'caseworker', 'head'].map((name) => signInStaff(evening.origin, name)),
  );
  if (!clerkHttp || !supervisor || !leader || !caseworker || !head) throw new Error('not signed in');

  const { page } = await newPerson(evening.browser, evening.origin, PHONE);
  await page.goto(`${evening.origin}/board/write`);
  await heading(page, '您要说什么事？');
  await press(page, '下一步');
  await page.getByText('请填写这一项').first().waitFor();
  await page.getByLabel('标题').fill('长'.repeat(23));
  await page.getByText('现在 23 字，最多 22 字').waitFor();
  await page.getByLabel('标题').fill('石桥村口路灯坏了');
  await page.getByLabel('内容').fill('村口张大爷家门前的路灯坏了两个月，晚上没法走路。');
  await expectBothLanguages(page, 'write: matter');
  // A closed tab loses nothing that was written.
  await page.reload();
  await expect.poll(() => page.getByLabel('标题').inputValue()).toBe('石桥村口路灯坏了');
  await press(page, '下一步');
  await heading(page, '交给谁、关于什么？');
  await page.getByLabel('类别', { exact: true }).selectOption({ index: 1 });
  await page.getByLabel('具体类别').selectOption({ index: 1 });
  await page.getByLabel('地点').fill('石桥镇 石桥村');
  await press(page, '下一步');
  await heading(page, '有照片吗？');
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '路灯.png', mimeType: 'image/png', buffer: Buffer.from(pixel, 'base64') });
  await page.getByRole('checkbox', { name: '照片 1 可以公开' }).check();
  // Nor a photo that was chosen.
  await page.reload();
  await press(page, '下一步');
  await heading(page, '交给谁、关于什么？');
  await press(page, '下一步');
  await page.getByRole('img', { name: '照片 1' }).waitFor();
  await expect.poll(() => page.getByRole('checkbox', { name: '照片 1 可以公开' }).isChecked()).toBe(true);
  await press(page, '下一步');
  await withCode(page);
  await heading(page, '您是谁？');
  await page.getByLabel('真实姓名').fill('李秀英');
  await press(page, '李女士');
  await page.getByRole('checkbox', { name: '同意公开这条留言' }).check();
  await expectBothLanguages(page, 'write: who');
  await press(page, '提交留言');
  await heading(page, '已经收到');
  const number = (await page.getByText(/^DL\d{4}-\d{6}$/).textContent()) ?? '';
  const record = await until('the case', async () => {
    const found = await evening.app.deps.store.read.caseByNumber(DEMO_COUNTY_ID, number);
    return found && (await evening.app.deps.store.read.filesOfCase(found.id)).length === 1 ? found : undefined;
  });
  const caseId = record.id;

  // Checked and reviewed first by the clerk, who leaves a name out.
  const clerk = (await staffAt(evening.browser, evening.origin, 'clerk', '/desk/clerk')).page;
  // Due at the end of a day, which is told by that day and not by the midnight after it.
  const due = dateIn((record.dueAt ?? 0) - 1, 'Asia/Shanghai');
  await clerk.getByRole('button', { name: new RegExp(`${number}.*${due} 前答复`) }).waitFor();
  await press(clerk, new RegExp(number));
  await clerk.getByText('张大爷').waitFor();
  await press(clerk, '受理');
  await press(clerk, new RegExp(`留言 ${number}`));
  await clerk.getByLabel('内容').fill('村口某某家门前的路灯坏了两个月，晚上没法走路。');
  await clerk.getByLabel('原因').fill('隐去姓名');
  await press(clerk, '初审通过');
  await clerk.getByText('待复审').waitFor();
  await expectDeskInBothLanguages(clerk, 'clerk', 'main h2');
  for (const [who, what] of [
    ['supervisor', '复审通过'],
    ['leader', '终审通过'],
  ] as const) {
    const { page: desk, context } = await staffAt(evening.browser, evening.origin, who, '/desk/clerk');
    await press(desk, new RegExp(`留言 ${number}`));
    await press(desk, what);
    await desk.getByText('已完成').waitFor();
    await context.close();
  }
  // What is public is found by its number as well.
  const search = clerk.getByRole('searchbox', { name: '按编号查找' });
  await search.fill('DL2020-999999');
  await clerk.getByText('没有编号为 DL2020-999999 的公开内容。').waitFor();
  await search.fill(number);
  await press(clerk, new RegExp(`留言 ${number}`));
  await clerk.getByRole('button', { name: '撤下' }).waitFor();

  // Somebody else who writes of it is shown it, and follows.
  const other = (await newPerson(evening.browser, evening.origin, PHONE)).page;
  await other.goto(`${evening.origin}/board/write`);
  await other.getByLabel('标题').fill('路灯不亮');
  await other.getByLabel('内容').fill('石桥村的路灯两个月不亮了');
  await other.getByRole('link', { name: /石桥村口路灯坏了/ }).click();
  await heading(other, '石桥村口路灯坏了');
  expect(await other.content()).not.toMatch(/张大爷|李秀英/);
  await other.getByRole('img', { name: '图片 1' }).waitFor();
  await press(other, '我也有同样的问题');
  await withCode(other);
  await other.getByText('已关注').waitFor();
  await other.getByText('1 人也有同样的问题').waitFor();
  await expectBothLanguages(other, 'a public message');

  // A second message of it is proposed to the clerk, and merged.
  const merged = await signInPhone(evening.origin, newPhone());
  const second = await merged.call('board.write', {
    kind: 'help',
    categoryCode: 'C0101',
    subject: '石桥村口路灯不亮',
    content: '村口的路灯坏了两个月。',
    aboutUnitIds: [],
    place: '石桥镇 石桥村',
    hidePlace: false,
    name: '赵六',
    alias: '赵先生',
    publish: true,
  });
  await press(clerk, new RegExp(second.number));
  await press(clerk, `合并到 ${number}`);
  await until(
    'merged',
    async () => (await evening.app.deps.store.read.case(second.caseId))?.state === 'merged' || undefined,
  );

  const dispatch = { mainUnitId: 'u-agriculture', coUnitIds: [], kind: 'forHandling' as const };
  await supervisor.call('case.dispatch', { ...(await at(caseId)), ...dispatch });
  await caseworker.call('case.sign', await at(caseId));
  await caseworker.call('case.draftReply', { ...(await at(caseId)), text: '路灯已经修好。' });
  await head.call('case.firstReview', { ...(await at(caseId)), verdict: 'pass' });
  await supervisor.call('case.finalReview', { ...(await at(caseId)), verdict: 'pass' });
  for (const [template, of] of [
    ['caseReplied', number],
    ['caseReplied', second.number],
    ['followedReplied', number],
  ] as const)
    await until(
      `${template} of ${of}`,
      async () => (await smsOf(evening.origin, template)).some((text) => text.includes(of)) || undefined,
    );
  // One answer; each of the two rates it for themselves, and what one thinks of it says nothing of the other.
  const both = [
    { its: page, number, marks: ['很好', '很好', '较好'] },
    {
      its: (await pageOf(evening.browser, merged, '/my', PHONE)).page,
      number: second.number,
      marks: ['较好', '一般', '一般'],
    },
  ] as const;
  for (const { its, number: own, marks } of both) {
    await its.goto(`${evening.origin}/my/${own}`);
    await its.getByText('路灯已经修好。').waitFor();
    await rate(its, marks);
    await its.getByRole('heading', { name: '我的评价' }).waitFor();
  }
  const ratings = await Promise.all([caseId, second.caseId].map((id) => evening.app.deps.store.read.case(id)));
  expect(ratings.map((one) => one?.rating?.solved)).toEqual([5, 4]);

  await publish([clerkHttp, supervisor, leader], caseId, 'reply');

  const anyone = (await newPerson(evening.browser, evening.origin, PHONE)).page;
  await anyone.goto(`${evening.origin}/board`);
  await anyone.getByLabel('搜索留言内容').fill('路灯');
  await anyone.getByRole('button', { name: '搜索', exact: true }).click();
  await anyone.getByLabel('办理状态').selectOption('已办理');
  await expectBothLanguages(anyone, 'the board');
  await anyone.getByRole('link', { name: /石桥村口路灯坏了/ }).click();
  await anyone.getByText('路灯已经修好。').waitFor();
  await anyone.getByText('农业农村局').waitFor();
});

/**
 * One matter from the call to its archive, seen at the same time on the pages of its citizen, of the units that have it and
 * of the supervisor: what one of them does, the others' pages show without being loaded again (K1–K5, K7). At the desks by
 * keyboard alone. The evening's own pages have journeys of their own.
 */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_COUNTY_ID, DEMO_PASSWORD } from '../../server/storage/seed-demo.ts';
import { expectAsItStands } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { DESK, faultsOfAll, keyboardIn, launchChromium, type Person, PHONE } from '../support/browser.ts';
import { type HttpClient, signInPhone, signInStaff, smsOf } from '../support/clients.ts';
import { arrive, putThrough, SESSION, startEvening } from '../support/evening.ts';
import { pageOf } from '../support/journey.ts';
import { until } from '../support/until.ts';

const SUBJECT = '村口的水渠塌了没人修';
let app: TestApp;
let browser: Browser;
const desk = {} as Record<'duty' | 'caseworker' | 'town' | 'head' | 'leader' | 'supervisor', HttpClient>;
let citizen: Person;
/** Of the unit that has it first, and of the one that has it after that. */
let duty: Person;
let caseworker: Person;
let head: Person;
let supervisor: Person;
let number: string;
let caseId: string;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
  for (const name of ['duty', 'caseworker', 'town', 'head', 'leader', 'supervisor'] as const)
    desk[name] = await signInStaff(app.origin, name);
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
  expect(faultsOfAll()).toEqual([]);
});

const stored = async () => (await app.deps.store.read.case(caseId))!;
const at = async () => ({ caseId, version: (await stored()).version });

/** Where a desk's page says that the case stands. */
const stands = async ({ page }: Person, state: string) => {
  await page.getByRole('heading', { level: 1 }).locator('..').getByText(state, { exact: true }).waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
};
const isGone = ({ page }: Person) => page.getByText('没有找到').waitFor();
const told = (words: string | RegExp) => citizen.page.getByText(words).first().waitFor();
const seen = (state: string, ...desks: Person[]) => Promise.all(desks.map((one) => stands(one, state)));

/** Presses the step's key, fills its dialog in and hands it in, by keyboard where words are asked. */
async function take({ page }: Person, key: string, fill: (dialog: ReturnType<Person['page']['getByRole']>) => unknown) {
  await page.keyboard.press(key);
  const dialog = page.getByRole('dialog');
  await keyboardIn(dialog);
  await fill(dialog);
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'hidden' });
}
const handBack = (who: Person, reason: string, basis: string, better: string) =>
  take(who, 'b', async (dialog) => {
    await dialog.getByRole('radio', { name: reason }).check();
    await dialog.getByLabel('依据').fill(basis);
    await dialog.getByRole('combobox', { name: '更合适的单位' }).fill(better);
    await who.page.getByRole('option', { name: better }).click();
  });
const grant = () =>
  take(supervisor, 'd', async (dialog) => {
    await dialog.getByRole('radio', { name: '同意退回' }).check();
    await dialog.getByLabel('原因').fill('情况属实');
  });
const dispatch = (unit: string) =>
  take(supervisor, 'd', async (dialog) => {
    await dialog.getByRole('combobox', { name: '主办单位' }).fill(unit);
    await supervisor.page.getByRole('option', { name: unit }).click();
  });

test('[K1] [K4] from the call to a unit, handed back twice, and then it stays: the third is refused in words', async () => {
  const evening = await startEvening(app.origin);
  const resident = await arrive(app.origin);
  const callId = await putThrough(evening, resident);
  const { moderator } = evening;
  const matter = { subject: SUBJECT, kind: 'help', categoryCode: 'C0304' } as const;
  ({ number, caseId } = await moderator.call('call.openCase', { sessionId: SESSION, callId, ...matter }));
  const ending = { outcome: 'dispatched', note: '', whereTo: null, unitId: 'u-water' } as const;
  [duty, caseworker] = await Promise.all([
    pageOf(browser, desk.duty, '/desk'),
    pageOf(browser, desk.caseworker, '/desk'),
  ]);
  await caseworker.page.getByText('现在没有要办的件').waitFor();
  await moderator.call('call.end', { sessionId: SESSION, callId, ...ending });
  const { ended } = await resident.socket.see('ticket', (ticket) => ticket.ended?.receiptToken != null);
  citizen = await pageOf(browser, resident.http, `/r/${ended?.receiptToken}`, PHONE);
  await citizen.page.getByRole('link', { name: '查看答复、补充或评价' }).click();
  await told(/^水利局正在办理。/);
  await duty.page.getByRole('link', { name: SUBJECT }).click();
  supervisor = await pageOf(browser, desk.supervisor, `/cases/${number}`);
  await seen('已转办，待签收', duty, supervisor);

  await duty.page.keyboard.press('s');
  await stands(duty, '办理中');
  await handBack(duty, '不属本单位职责', '小型水渠由农业部门管护', '农业农村局');
  await seen('申请退回', duty, supervisor);
  await supervisor.page.getByText('依据：小型水渠由农业部门管护').first().waitFor();
  await grant();
  await Promise.all([told('已经收到，正在确定由哪个单位办理。'), isGone(duty), stands(supervisor, '已受理，待转办')]);

  await dispatch('农业农村局');
  await Promise.all([told(/^农业农村局正在办理。/), caseworker.page.getByRole('link', { name: SUBJECT }).click()]);
  await seen('已转办，待签收', caseworker, supervisor);
  await handBack(caseworker, '职责交叉', '水渠的水权归水利局', '水利局');
  await seen('申请退回', caseworker, supervisor);
  await grant();
  await dispatch('农业农村局');
  await seen('已转办，待签收', caseworker, supervisor);
  for (const { page } of [caseworker, supervisor]) {
    await page.getByText('裁定承办', { exact: true }).first().waitFor();
    await page.getByText('退回 2 次', { exact: true }).first().waitFor();
  }
  await caseworker.page.getByText('申请退回：督办员已经裁定由本单位承办，不能再退回。').waitFor();
  expect(await caseworker.page.getByRole('button', { name: /^申请退回/ }).isDisabled()).toBe(true);
  const again = { reason: 'overlap', basis: '再退', betterUnitId: 'u-water' } as const;
  await expect(desk.caseworker.call('case.askHandBack', { ...(await at()), ...again })).rejects.toMatchObject({
    code: 'FORCED_STAYS',
  });
});

test('[K3] signed, and given more time, of which the citizen reads the new date', async () => {
  await caseworker.page.keyboard.press('s');
  await seen('办理中', caseworker, supervisor);
  const due = citizen.page.getByText(/^农业农村局正在办理。.+前答复您。$/);
  const before = await due.textContent();
  await take(caseworker, 't', async (dialog) => {
    await dialog.getByLabel('延长几个工作日').fill('5');
    await dialog.getByLabel('原因').fill('预制板下周到货');
  });
  for (const { page } of [caseworker, supervisor]) await page.getByText('申请延期 5 个工作日：').waitFor();
  await take(supervisor, 'y', (dialog) => dialog.getByRole('radio', { name: '同意', exact: true }).check());
  await caseworker.page.getByText('延期 1 次', { exact: true }).waitFor();
  await until('the new date', async () => (await due.textContent()) !== before);
  expect((await smsOf(app.origin, 'caseExtended')).some((text) => text.includes(number))).toBe(true);
});

test('[K2] [K7] answered through both reviews; whoever was slower is told and keeps what they wrote', async () => {
  const keys = caseworker.page.keyboard;
  const draft = caseworker.page.getByRole('textbox', { name: '答复草稿' });
  const write = async (...before: string[]) => {
    for (const key of [...before, 'r']) await keys.press(key);
    await draft.and(caseworker.page.locator(':focus')).waitFor();
  };
  await write();
  await keys.type('水渠已经安排维修。');
  await caseworker.page.reload();
  await until('the draft is still there', async () => (await draft.inputValue()) === '水渠已经安排维修。');
  await expectAsItStands(caseworker.page, 'case-draft');

  // Somebody is faster: the draft stays, and is handed in once that was looked at.
  await desk.leader.call('case.instruct', { ...(await at()), text: '请写明日期' });
  for (const { page } of [caseworker, supervisor]) await page.getByText(/^领导阅批 · 县长 王建国/).waitFor();
  expect(await draft.inputValue()).toBe('水渠已经安排维修。');
  await caseworker.page.getByRole('button', { name: '看过了，接着办' }).press('Enter');
  await keys.press('Control+Enter');
  head = await pageOf(browser, desk.head, `/cases/${number}`);
  await seen('待初审', caseworker, supervisor, head);

  await head.page.keyboard.press('r');
  await keyboardIn(head.page.getByRole('dialog'));
  await head.page.getByRole('radio', { name: '通过' }).waitFor();
  await expectAsItStands(head.page, 'case-review');
  await head.page.keyboard.press('ArrowRight');
  await head.page.keyboard.press('Tab');
  await head.page.keyboard.type('写明哪一天修好');
  await head.page.keyboard.press('Control+Enter');
  await seen('办理中', head, caseworker, supervisor);
  await caseworker.page.getByText('审核意见：退回重写').waitFor();
  await caseworker.page.getByText('写明哪一天修好').first().waitFor();
  expect(await draft.inputValue()).toBe('水渠已经安排维修。');
  await write('Escape');
  await keys.press('Control+End');
  await keys.type('12 月 20 日前修好。');
  await keys.press('Control+Enter');
  await seen('待初审', caseworker, head);
  await take(head, 'r', (dialog) => dialog.getByRole('radio', { name: '通过' }).waitFor());
  await seen('待终审', head, caseworker, supervisor);

  await supervisor.page.keyboard.press('r');
  await keyboardIn(supervisor.page.getByRole('dialog'));
  await desk.leader.call('case.supervise', { ...(await at()), text: '这件我盯着' });
  await supervisor.page.getByText('县长 王建国 督办').first().waitFor();
  await supervisor.page.getByRole('button', { name: '看过了，接着办' }).press('Enter');
  await supervisor.page.keyboard.press('Control+Enter');
  await Promise.all([seen('已答复', supervisor, caseworker), told('水渠已经安排维修。12 月 20 日前修好。')]);
  await until('the SMS of the reply', async () =>
    (await smsOf(app.origin, 'caseReplied')).some((text) => text.includes(number)),
  );
});

test('[K2] [K5] followed up, rated poorly, reopened one level higher, solved, and closed by another unit', async () => {
  await take(supervisor, 'f', async (dialog) => {
    await dialog.getByRole('radio', { name: '打通了', exact: true }).check();
    await dialog.getByRole('radio', { name: '已解决' }).check();
    await dialog.getByRole('radio', { name: '满意', exact: true }).check();
  });
  await seen('已回访，待办结', supervisor, caseworker);
  await citizen.page.getByRole('listitem').filter({ hasText: '已回访' }).locator('time').waitFor();

  await rate('很差', '较差', '较差');
  await told('正在重新办理。');
  await Promise.all([stands(supervisor, '重新办理，待转办'), isGone(caseworker)]);
  await supervisor.page.getByText('重新办理 1 次', { exact: true }).waitFor();
  await dispatch('农业农村局');
  await Promise.all([told(/^农业农村局正在办理。/), stands(caseworker, '已转办，待签收')]);

  await desk.caseworker.call('case.sign', await at());
  await desk.caseworker.call('case.draftReply', { ...(await at()), text: '渠底漏水处已补好，今天通水。' });
  await desk.head.call('case.firstReview', { ...(await at()), verdict: 'pass' });
  await desk.supervisor.call('case.finalReview', { ...(await at()), verdict: 'pass' });
  await Promise.all([seen('已答复', supervisor, caseworker), told('渠底漏水处已补好，今天通水。')]);
  await rate('很好', '很好', '较好');
  await citizen.page.getByRole('heading', { name: '我的评价' }).waitFor();
  for (const { page } of [caseworker, supervisor]) await page.getByText('群众评价：解决 5，态度 5，速度 4').waitFor();

  // Whoever is of a unit that had it does not close it, whatever their role.
  const own = { personId: 'p-own', userName: 'own', displayName: '督办员 钱进', unitId: 'u-water' } as const;
  const passwordHash = await app.deps.secrets.hashPassword(DEMO_PASSWORD);
  const account = { ...own, countyId: DEMO_COUNTY_ID, roles: ['supervisor'], passwordHash } as const;
  await app.deps.store.transaction((tx) => tx.insertAccount(account));
  const ofUnit = await signInStaff(app.origin, 'own');
  await expect(ofUnit.call('case.close', await at())).rejects.toMatchObject({ code: 'OWN_UNIT' });
  expect(await caseworker.page.getByRole('button', { name: /^办结归档/ }).count()).toBe(0);
  await take(supervisor, 'a', () => undefined);
  await seen('办结归档', supervisor, caseworker);
  const { page } = citizen;
  await page.getByRole('listitem').filter({ hasText: '办结归档' }).locator('time').waitFor();
  await page.getByRole('checkbox', { name: '同意公开这件诉求和答复' }).click();
  await until('the consent', async () => (await stored()).publish);
  await expectAsItStands(page, 'my-closed');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Official answer' }).waitFor();

  await supervisor.page.setViewportSize(PHONE);
  await expectAsItStands(supervisor.page, 'case-phone');
});

async function rate(...marks: [string, string, string]) {
  const { page } = citizen;
  await page.getByRole('button', { name: '评价这次答复' }).click();
  for (const [index, question] of ['问题解决了吗？', '办理的态度怎么样？', '办得快不快？'].entries())
    await page.getByRole('group', { name: question }).getByRole('radio', { name: marks[index]!, exact: true }).check();
  await page.getByRole('button', { name: '提交评价' }).click();
}

test('[K2] a complaint of a township: once it is protected it is nowhere for the township, and another unit has it', async () => {
  const writer = await signInPhone(app.origin);
  const subject = '石桥镇修渠款去向不明';
  const about = {
    kind: 'complain',
    categoryCode: 'C0304',
    subject,
    content: '去年收的修渠款，至今没有公示。',
  } as const;
  const writes = { place: '石桥镇 石桥村', hidePlace: false, name: '周玉兰', alias: '石桥村村民', publish: false };
  const input = { ...about, ...writes, addresseeId: 'ad-shiqiao', aboutUnitIds: [] };
  ({ number, caseId } = await writer.call('board.write', input));
  const town = await pageOf(browser, desk.town, '/desk');
  const list = await pageOf(browser, desk.town, '/cases');
  await list.page.getByText('还没有办件。').waitFor();
  await supervisor.page.setViewportSize(DESK);
  await supervisor.page.goto(`/cases/${number}`);
  await stands(supervisor, '待受理');
  await supervisor.page.keyboard.press('a');
  await stands(supervisor, '已受理，待转办');
  // Nobody has noticed yet whom it complains of.
  await dispatch('石桥镇');
  await town.page.getByRole('link', { name: subject }).click();
  await stands(town, '已转办，待签收');
  await list.page.reload();
  await list.page.getByRole('link', { name: subject }).waitFor();

  await take(supervisor, 'j', async (dialog) => {
    await dialog.getByRole('combobox', { name: '投诉的单位' }).fill('石桥');
    await supervisor.page.getByRole('option', { name: '石桥镇' }).click();
    await dialog.getByRole('combobox', { name: '投诉的工作人员' }).fill('周敏');
    await supervisor.page.getByRole('option', { name: '主持人 周敏' }).click();
    await dialog.getByLabel('原因').fill('投诉对象是石桥镇');
    await expectAsItStands(supervisor.page, 'case-protect');
  });
  await Promise.all([stands(supervisor, '已受理，待转办'), isGone(town)]);
  await supervisor.page.getByRole('definition').filter({ hasText: '主持人 周敏' }).waitFor();
  await town.page.goto('/desk');
  await town.page.getByText('现在没有要办的件').waitFor();
  for (const asked of ['', `?text=${number}`, `?text=${encodeURIComponent('修渠款')}`]) {
    await list.page.goto(`/cases${asked}`);
    await list.page.getByText(asked === '' ? '还没有办件。' : '没有符合条件的办件。').waitFor();
  }
  const moderator = await signInStaff(app.origin, 'moderator');
  for (const kept of [desk.town, moderator])
    await expect(kept.call('case.show', { number })).rejects.toMatchObject({ code: 'NOT_FOUND' });

  await supervisor.page.keyboard.press('d');
  const dialog = supervisor.page.getByRole('dialog');
  await keyboardIn(dialog);
  const nothing = supervisor.page.getByText('没有找到', { exact: true }).filter({ visible: true });
  for (const field of ['主办单位', '协办单位']) {
    await dialog.getByRole('combobox', { name: field }).fill('石桥');
    await nothing.waitFor();
    await supervisor.page.keyboard.press('Escape');
    await nothing.waitFor({ state: 'detached' });
  }
  await dialog.getByRole('button', { name: '取消' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await dispatch('农业农村局');
  await caseworker.page.goto('/desk');
  await caseworker.page.getByRole('link', { name: subject }).click();
  await stands(caseworker, '已转办，待签收');
  await caseworker.page.getByRole('button', { name: /^签收/ }).waitFor();
  await caseworker.page.keyboard.press('s');
  await seen('办理中', caseworker, supervisor);
});

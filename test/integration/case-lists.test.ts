/** [K2] [T5] Lists, searches, likenesses, views and sheets of cases over the real doors, by who asks. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseRecord } from '../../server/domain/cases/types.ts';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, signInStaff } from '../support/clients.ts';
import { caseIn } from '../support/records.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let supervisor: HttpClient;
let caseworker: HttpClient;
let inspector: HttpClient;
let unitId = '';
const NUMBERS = { own: 'DL2026-700001', about: 'DL2026-700002', sealed: 'DL2026-700003', other: 'DL2026-700004' };

beforeAll(async () => {
  app = await startTestApp();
  [supervisor, caseworker, inspector] = (await Promise.all(
    ['supervisor', 'caseworker', 'inspector'].map((name) => signInStaff(app.origin, name)),
  )) as [HttpClient, HttpClient, HttpClient];
  const { store } = app.deps;
  unitId = (await caseworker.call('staff.me', {})).unitId ?? '';
  const text = { subject: '种粮补贴没有到账', more: '承包地十二亩，补贴名单没有公示，鑫源合作社代领' };
  await store.transaction(async (tx) => {
    const { id: personId } = await tx.citizenWithoutPhone(DEMO_COUNTY_ID, '李秀英', '石桥镇');
    const put = (number: string, change: Partial<CaseRecord>) =>
      tx.insertCase({ ...caseIn({ id: `cs-${number}`, number, personId, ...text }), ...change } as CaseRecord);
    await put(NUMBERS.own, { mainUnitId: unitId, state: 'inProgress' });
    await put(NUMBERS.about, { mainUnitId: unitId, aboutUnitIds: [unitId], state: 'inProgress' });
    await put(NUMBERS.sealed, { sealed: true });
    await put(NUMBERS.other, { mainUnitId: 'u-housing', state: 'dispatched' });
  });
  await until('words of cases', async () => (await numbersFor(inspector, { text: '鑫源合作社' })).length === 4);
});
afterAll(stopApps);

async function numbersFor(desk: HttpClient, asked: { text?: string; marks?: string; category?: string }) {
  const { cases } = await desk.call('cases.list', asked);
  return cases.map(({ number }) => number).sort();
}

test('[K2] a unit lists, counts and finds its own cases, and none that complains of it', async () => {
  expect(await numbersFor(caseworker, {})).toEqual([NUMBERS.own]);
  expect(await numbersFor(caseworker, { text: '补贴名单' })).toEqual([NUMBERS.own]);
  expect(await numbersFor(caseworker, { marks: 'mine' })).toEqual([NUMBERS.own]);
  expect(await caseworker.call('cases.count', { by: 'state' })).toEqual({
    total: 1,
    more: false,
    groups: [{ key: 'inProgress', name: 'inProgress', count: 1 }],
  });
  const alike = await caseworker.call('cases.similar', { text: '我家承包地的种粮补贴没有到账，名单也没有公示' });
  expect(alike.cases.map(({ number }) => number)).toEqual([NUMBERS.own]);
});

test('[K2] whoever dispatches sees that a sealed report exists, and none of its words', async () => {
  const { cases } = await supervisor.call('cases.list', {});
  const bare = cases.find(({ number }) => number === NUMBERS.sealed);
  expect(bare).toMatchObject({ sealed: true, subject: '', place: '', personName: null, categoryCode: null });
  expect(await numbersFor(supervisor, { text: '鑫源合作社' })).toEqual([NUMBERS.own, NUMBERS.about, NUMBERS.other]);
  const alike = await supervisor.call('cases.similar', { text: '种粮补贴没有到账，补贴名单没有公示' });
  expect(alike.cases.map(({ number }) => number)).not.toContain(NUMBERS.sealed);
  expect((await inspector.call('cases.list', {})).cases.map(({ sealed }) => sealed)).not.toContain(true);
});

test('a view is its own person’s to change, and everybody’s of the unit to use', async () => {
  const head = await signInStaff(app.origin, 'head');
  const { viewId } = await caseworker.call('caseView.save', {
    name: '超期',
    query: 'marks=overdue&sort=due',
    shared: true,
  });
  await caseworker.call('caseView.save', { name: '我的', query: 'marks=mine', shared: false });
  const viewsOf = async (desk: HttpClient) => (await desk.call('caseViews.list', {})).views;
  expect((await viewsOf(head)).map(({ name, own, shared }) => ({ name, own, shared }))).toEqual([
    { name: '超期', own: false, shared: true },
  ]);
  expect(await viewsOf(supervisor)).toEqual([]);
  await expect(head.call('caseView.delete', { viewId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(
    caseworker.call('caseView.save', { name: '错', query: 'category=C9999', shared: false }),
  ).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await caseworker.call('caseView.rename', { viewId, name: '已超期' });
  await caseworker.call('caseView.delete', { viewId });
  expect((await viewsOf(caseworker)).map(({ name }) => name)).toEqual(['我的']);
});

test('[T5] the sheet of a case is a file, each look is written down, and it is there for its readers alone', async () => {
  const file = await caseworker.raw('GET', `/api/cases/${NUMBERS.own}/sheet.pdf`);
  expect(file.headers.get('content-type')).toBe('application/pdf');
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename=case-${NUMBERS.own}.pdf`);
  expect(
    Buffer.from(await file.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  const { timeline } = await caseworker.call('case.show', { number: NUMBERS.own });
  expect(timeline.map(({ what }) => what)).toContain('case.sheet');
  for (const number of [NUMBERS.about, NUMBERS.sealed, NUMBERS.other])
    expect((await caseworker.raw('GET', `/api/cases/${number}/sheet.pdf`)).status).toBe(404);
  expect((await supervisor.raw('GET', `/api/cases/${NUMBERS.sealed}/sheet.pdf`)).status).toBe(404);
});

/** A demo county that begins with cases: every home, list, board and figure has something to show. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPhone } from '../../server/storage/seed-demo-stories.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, signInPhone, signInStaff } from '../support/clients.ts';
import { until } from '../support/until.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ demoCases: true });
});
afterAll(stopApps);

const as = (userName: string) => signInStaff(app.origin, userName);

test('the homes, lists and pages of the desks', async () => {
  const [supervisor, caseworker, duty, town, head, leader, clerk, inspector] = await Promise.all(
    ['supervisor', 'caseworker', 'duty', 'town', 'head', 'leader', 'clerk', 'inspector'].map(as),
  );
  const { sections } = await supervisor!.call('supervise.home', {});
  expect(sections.filter(({ count }) => count === 0).map(({ section }) => section)).toEqual([]);
  const { cases } = await supervisor!.call('cases.list', { marks: 'open' });
  // As their stories went, not as they were written.
  const byChange = (await supervisor!.call('cases.list', { sort: 'changed' })).cases.map(({ number }) => number);
  expect(byChange).not.toEqual(
    (await supervisor!.call('cases.list', { sort: 'opened' })).cases.map(({ number }) => number),
  );
  const lastOf = async (number: string) => (await supervisor!.call('case.show', { number })).timeline.at(-1)?.at ?? 0;
  const [newest, oldest] = [byChange.at(0) ?? '', byChange.at(-1) ?? ''];
  expect(await lastOf(newest)).toBeGreaterThan(await lastOf(oldest));
  const flags = new Set(cases.flatMap((row) => row.flags));
  expect([...flags].sort()).toEqual(['hard', 'promised', 'reopened', 'supervised', 'urged']);
  for (const who of [caseworker, duty, town]) {
    expect((await who!.call('cases.list', { marks: 'open' })).cases.length).toBeGreaterThanOrEqual(2);
  }
  expect((await head!.call('cases.list', { state: 'drafted' })).cases).toHaveLength(1);
  expect((await caseworker!.call('mentions.list', {})).mentions).toHaveLength(1);
  expect((await inspector!.call('supervise.home', {})).sections.some(({ count }) => count > 0)).toBe(true);
  const { counts } = await leader!.call('promises.list', { mine: 'yes' });
  expect(counts).toMatchObject({ running: 1, kept: 1, broken: 1 });
  const toPublish = await clerk!.call('publications.list', {});
  expect([toPublish.toBegin.length > 0, toPublish.inReview.length]).toEqual([true, 1]);
  const { total } = await supervisor!.call('figures.show', daysUntilToday(60));
  expect(Object.values(total).every((figure) => figure !== null)).toBe(true);
  for (const { number, sealed } of (await supervisor!.call('cases.list', {})).cases) {
    if (sealed) continue;
    const { timeline } = await supervisor!.call('case.show', { number });
    expect(timeline.map(({ at }) => at)).toEqual(timeline.map(({ at }) => at).toSorted((a, b) => a - b));
  }
});

test('the board, the own cases of a citizen, and the words to find them by', async () => {
  const { posts } = await new HttpClient(app.origin).call('board.list', {});
  expect(posts).toHaveLength(2);
  const own = await signInPhone(app.origin, demoPhone(0));
  expect((await own.call('my.cases', {})).cases).toHaveLength(1);
  const supervisor = await as('supervisor');
  const found = () => supervisor.call('cases.list', { text: '路灯' });
  await until('the words of its cases', async () => (await found()).cases.length === 1);
});

function daysUntilToday(days: number) {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return { from: day(Date.now() - days * 86_400_000), until: day(Date.now()) };
}

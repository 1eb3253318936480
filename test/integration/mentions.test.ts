/** Notes that name colleagues: who can be named, who is told, and that nobody learns of what is kept from them (K2). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseFacts } from '../../server/domain/cases/types.ts';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, newPhone, randomId, signInStaff } from '../support/clients.ts';
import { caseIn } from '../support/records.ts';

let app: TestApp;
const people = {} as Record<'caseworker' | 'head' | 'supervisor' | 'town', HttpClient>;
let numbers = 0;

beforeAll(async () => {
  app = await startTestApp();
  for (const name of ['caseworker', 'head', 'supervisor', 'town'] as const)
    people[name] = await signInStaff(app.origin, name);
});
afterAll(stopApps);

async function handled(change: Partial<CaseFacts> = {}) {
  const caseId = `cs-${randomId()}`;
  const number = `DL2026-8${String(++numbers).padStart(5, '0')}`;
  await app.deps.store.transaction(async (tx) => {
    const { id: personId } = await tx.citizen(DEMO_COUNTY_ID, await tx.phoneId(DEMO_COUNTY_ID, newPhone()), '王秀英');
    const its = { mainUnitId: 'u-agriculture', ...change };
    await tx.insertCase(caseIn({ id: caseId, number, personId, state: 'inProgress', ...its }));
  });
  return { caseId, number };
}
const named = async (who: HttpClient) => (await who.call('mentions.list', {})).mentions.map(({ number }) => number);

test('whoever may read the case is named, told once, and has read it by opening it', async () => {
  const { caseId, number } = await handled();
  const { caseworker, head, supervisor } = people;
  const readers = (await caseworker.call('case.readers', { caseId })).people;
  expect(readers.map(({ personId }) => personId)).toEqual(expect.arrayContaining(['demo-head', 'demo-supervisor']));
  expect(readers.find(({ personId }) => personId === 'demo-head')).toMatchObject({ unitName: '农业农村局' });
  for (const other of ['demo-caseworker', 'demo-town', 'demo-officer', 'demo-duty'])
    expect(readers.map(({ personId }) => personId)).not.toContain(other);

  await caseworker.call('case.note', { caseId, text: '请局长看一下', mentions: ['demo-head', 'demo-head'] });
  expect((await head.call('mentions.list', {})).mentions).toMatchObject([
    { caseId, number, subject: '路灯不亮', byName: '承办员 刘芳' },
  ]);
  expect(await named(supervisor)).not.toContain(number);
  await head.call('mentions.read', { caseId });
  expect(await named(head)).toEqual([]);
});

test('[K2] whom it is kept from is refused as nobody is, the note with it, and learns nothing', async () => {
  const { caseId, number } = await handled({ aboutPersonIds: ['demo-head'] });
  const { caseworker, head, town, supervisor } = people;
  for (const personId of ['demo-head', 'demo-town', 'demo-officer', 'nobody']) {
    await expect(
      caseworker.call('case.note', { caseId, text: '请看', mentions: ['demo-supervisor', personId] }),
    ).rejects.toMatchObject({ code: 'MENTION_NOT_READER' });
  }
  for (const who of [head, town, supervisor]) expect(await named(who)).not.toContain(number);
  expect((await supervisor.call('case.show', { number })).timeline.map(({ what }) => what)).not.toContain('case.note');
  for (const who of [head, town]) {
    await expect(who.call('case.readers', { caseId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(who.call('mentions.read', { caseId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
});

test('[K2] a mention goes out of sight with the case', async () => {
  const { caseId, number } = await handled();
  await people.caseworker.call('case.note', { caseId, text: '请看', mentions: ['demo-head'] });
  expect(await named(people.head)).toContain(number);
  const version = (await app.deps.store.read.case(caseId))!.version;
  const about = { aboutUnitIds: ['u-agriculture'], aboutPersonIds: [], sealed: false, reason: '投诉对象' };
  await people.supervisor.call('case.protect', { caseId, version, ...about });
  expect(await named(people.head)).not.toContain(number);
});

/** The homes of supervisor and leader over HTTP: what waits, for whom, and what is kept from whom (K2, T5). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseFacts, CaseStage } from '../../server/domain/cases/types.ts';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import type { SuperviseSection } from '../../shared/actions/supervise.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, randomId, signInStaff } from '../support/clients.ts';
import { caseIn } from '../support/records.ts';

const HOUR_MS = 3_600_000;
const NAMES = ['supervisor', 'inspector', 'leader', 'aide', 'caseworker', 'head', 'moderator', 'duty'] as const;
let app: TestApp;
const people = {} as Record<(typeof NAMES)[number], HttpClient>;
let numbers = 0;

beforeAll(async () => {
  app = await startTestApp();
  for (const name of NAMES) people[name] = await signInStaff(app.origin, name);
});
afterAll(stopApps);

async function handedIn(change: Partial<CaseFacts> & Partial<CaseStage> = {}) {
  const number = `DL2026-7${String(++numbers).padStart(5, '0')}`;
  const caseId = `cs-${randomId()}`;
  const phone = `137${String(numbers).padStart(8, '0')}`;
  await app.deps.store.transaction(async (tx) => {
    const { id: personId } = await tx.citizen(DEMO_COUNTY_ID, await tx.phoneId(DEMO_COUNTY_ID, phone), '王秀英');
    await tx.insertCase(caseIn({ id: caseId, number, personId, dueAt: Date.now() + HOUR_MS, ...change }));
  });
  const at = async () => ({ caseId, version: (await app.deps.store.read.case(caseId))!.version });
  return { caseId, number, phone, at };
}

const countsOf = async (who: HttpClient) => {
  const { sections } = await who.call('supervise.home', {});
  return Object.fromEntries(sections.map(({ section, count }) => [section, count])) as Record<SuperviseSection, number>;
};
const numbersIn = async (who: HttpClient, section: SuperviseSection) =>
  (await who.call('supervise.section', { section })).rows.map(({ number }) => number);

describe('[K2] the supervisor’s home', () => {
  test('has each case where something is to be done about it, the most pressing first', async () => {
    const past = Date.now() - HOUR_MS;
    const of = { mainUnitId: 'u-agriculture', handledBy: ['u-agriculture'] };
    const late = await handedIn({ ...of, state: 'inProgress', dueAt: past, supervisedAt: past });
    const still = await handedIn({
      ...of,
      state: 'suspended',
      reason: '等材料',
      at: past,
      stoppedAt: past,
      dueAt: past,
    });
    const asked = { reason: 'notOurRemit', basis: '三定方案', betterUnitId: 'u-water' } as const;
    const handBack = await handedIn({
      ...of,
      state: 'handBackAsked',
      ...asked,
      byPersonId: 'demo-caseworker',
      at: past,
      from: 'dispatched',
    });
    const extension = await handedIn({
      ...of,
      state: 'inProgress',
      extension: { days: 3, reason: '等材料', at: past, byPersonId: 'demo-caseworker' },
    });
    const expected: [SuperviseSection, { number: string }][] = [
      ['toCheck', await handedIn()],
      ['toDispatch', await handedIn({ state: 'accepted' })],
      ['handBacks', handBack],
      ['extensions', extension],
      ['finalReview', await handedIn({ ...of, state: 'firstReviewed', replyId: 'rp-none' })],
      ['overdue', late],
      ['supervised', late],
      ['hard', await handedIn({ ...of, state: 'inProgress', hard: { reason: '等资金', at: past } })],
      ['toFollowUp', await handedIn({ ...of, state: 'replied', at: past })],
      ['toClose', await handedIn({ ...of, state: 'replied', at: past, unreached: 3 })],
    ];
    for (const [section, { number }] of expected) expect(await numbersIn(people.supervisor, section)).toEqual([number]);
    const home = await people.supervisor.call('supervise.home', {});
    expect(home.sections.map(({ section, count, rows }) => [section, count, rows.length])).toEqual(
      expected.map(([section]) => [section, 1, 1]),
    );
    expect(home.overdueByUnit).toEqual([{ unit: { id: 'u-agriculture', name: '农业农村局' }, count: 1 }]);
    expect(home.sections[2]?.rows[0]).toMatchObject({
      personName: '王秀英',
      handBack: { reason: 'notOurRemit', basis: '三定方案', betterUnit: { id: 'u-water', name: '水利局' } },
    });
    expect(await numbersIn(people.supervisor, 'overdue')).not.toContain(still.number);
  });

  test('neither shows nor counts what is sealed or kept from who asks; the inspector has sealed ones alone', async () => {
    const before = await countsOf(people.supervisor);
    await handedIn({ aboutUnitIds: ['u-petitions'] });
    await handedIn({ aboutPersonIds: ['demo-supervisor'] });
    const sealed = await handedIn({ sealed: true });
    expect(await countsOf(people.supervisor)).toEqual(before);
    expect(await numbersIn(people.inspector, 'toCheck')).toEqual([sealed.number]);
    expect(await countsOf(people.inspector)).toMatchObject({ toCheck: 1, toDispatch: 0, overdue: 0 });
    for (const who of [people.caseworker, people.head, people.leader, people.moderator]) {
      await expect(who.call('supervise.home', {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(who.call('supervise.section', { section: 'toCheck' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  test('goes through 120 rows page by page, each once, by deadline', async () => {
    const base = Date.now() + 48 * HOUR_MS;
    for (let index = 0; index < 120; index++)
      await handedIn({ state: 'reopened', dueAt: index % 10 === 0 ? null : base + (index % 7) * HOUR_MS });
    const seen: { number: string; dueAt: number | null }[] = [];
    let cursor: string | null = null;
    do {
      const page: { rows: { number: string; dueAt: number | null }[]; nextCursor: string | null } =
        await people.supervisor.call('supervise.section', { section: 'toDispatch', ...(cursor ? { cursor } : {}) });
      seen.push(...page.rows);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(new Set(seen.map(({ number }) => number)).size).toBe(seen.length);
    expect(seen.length).toBe((await countsOf(people.supervisor)).toDispatch);
    const dues = seen.map(({ dueAt }) => dueAt ?? Number.MAX_SAFE_INTEGER);
    expect(dues).toEqual(dues.toSorted((a, b) => a - b));
  });

  test('[T5] the number for the follow-up call is shown to who makes it, then alone, and that is written down', async () => {
    const { caseId, number, phone, at } = await handedIn({
      state: 'replied',
      at: Date.now(),
      mainUnitId: 'u-water',
      handledBy: ['u-water'],
    });
    expect(await people.supervisor.call('case.revealPhone', { caseId })).toEqual({ phone });
    expect((await people.supervisor.call('case.show', { number })).timeline).toContainEqual(
      expect.objectContaining({ what: 'case.revealPhone', who: '督办员 赵强' }),
    );
    for (const who of [people.moderator, people.aide, people.leader, people.duty])
      await expect(who.call('case.revealPhone', { caseId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await people.supervisor.call('case.followUp', { ...(await at()), contacted: true, solved: true });
    await expect(people.supervisor.call('case.revealPhone', { caseId })).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const kept = await handedIn({ state: 'replied', at: Date.now(), aboutPersonIds: ['demo-supervisor'] });
    await expect(people.supervisor.call('case.revealPhone', { caseId: kept.caseId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

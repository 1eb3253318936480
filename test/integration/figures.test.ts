/** Promises and figures over HTTP: from what was done in the loop, and of no case that is kept from who asks (K2, C8). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseFacts, CaseStage, PromiseRecord } from '../../server/domain/cases/types.ts';
import { DEMO_COUNTY_ID, DEMO_ROOM_ID } from '../../server/storage/seed-demo.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, randomId, signInStaff } from '../support/clients.ts';
import { SEAT, SESSION } from '../support/evening.ts';
import { callIn, caseIn } from '../support/records.ts';

const NAMES = ['supervisor', 'leader', 'aide', 'caseworker', 'head', 'duty', 'moderator'] as const;
const DAY_MS = 86_400_000;
const day = (days: number) => new Date(Date.now() + 8 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);
let app: TestApp;
const people = {} as Record<(typeof NAMES)[number], HttpClient>;
let numbers = 0;

beforeAll(async () => {
  app = await startTestApp();
  for (const name of NAMES) people[name] = await signInStaff(app.origin, name);
});
afterAll(stopApps);

async function handedIn(
  change: Partial<CaseFacts> & Partial<CaseStage>,
  dueOn?: string,
  seat: { promise: PromiseRecord['seat']; call: string } = { promise: null, call: SEAT },
) {
  const number = `DL2026-8${String(++numbers).padStart(5, '0')}`;
  const caseId = `cs-${randomId()}`;
  await app.deps.store.transaction(async (tx) => {
    const { id: personId } = await tx.citizenWithoutPhone(DEMO_COUNTY_ID, `王${numbers}`, '石桥村');
    const facts = { promised: dueOn !== undefined, mainUnitId: 'u-agriculture', handledBy: ['u-agriculture'] };
    await tx.insertCase(caseIn({ id: caseId, number, personId, dueAt: Date.now() + DAY_MS, ...facts, ...change }));
    if (dueOn === undefined) return;
    const callId = `ca-${randomId()}`;
    await tx.insertCall(callIn('ended', { id: callId, sessionId: SESSION, ticketId: 'tk-none', seatId: seat.call }));
    const promise = { countyId: DEMO_COUNTY_ID, caseId, callId, wording: '修好路灯', unitId: 'u-agriculture', dueOn };
    await tx.insertPromise({
      id: `pr-${randomId()}`,
      ...promise,
      readBackAt: null,
      confirmedAt: Date.now() - 1000,
      seat: seat.promise,
      recordedBy: '陈立',
    });
  });
  const at = async () => ({ caseId, version: (await app.deps.store.read.case(caseId))!.version });
  const answered = async () => {
    await people.caseworker.call('case.draftReply', { ...(await at()), text: '修好了' });
    await people.head.call('case.firstReview', { ...(await at()), verdict: 'pass' });
    await people.supervisor.call('case.finalReview', { ...(await at()), verdict: 'pass' });
  };
  return { number, caseId, at, answered };
}

test('[C8] [K4] promises kept, late, broken and running, for leader, office and unit; figures of the period', async () => {
  const { supervisor, caseworker, leader, duty, aide, moderator } = people;
  const kept = await handedIn({ state: 'inProgress' }, day(1));
  const late = await handedIn({ state: 'inProgress' }, day(-1));
  const broken = await handedIn({ state: 'inProgress' }, day(-2));
  // C4: said at the leader's seat, before the call was handed over to a department's room.
  const said = { promise: { seatId: SEAT, from: Date.now() }, call: DEMO_ROOM_ID };
  const running = await handedIn({ state: 'dispatched' }, day(2), said);
  const ahead = await handedIn({ state: 'dispatched' }, day(20));
  const hidden = await handedIn({ state: 'inProgress', aboutPersonIds: ['demo-leader'] }, day(1));
  await kept.answered();
  await late.answered();
  const back = { reason: 'notOurRemit', basis: '三定方案', betterUnitId: 'u-water' } as const;
  await expect(caseworker.call('case.askHandBack', { ...(await running.at()), ...back })).rejects.toMatchObject({
    code: 'PROMISE_STAYS',
  });
  const all = await supervisor.call('promises.list', {});
  expect(Object.fromEntries(all.promises.map(({ caseNumber, standing }) => [caseNumber, standing]))).toEqual({
    [kept.number]: 'kept',
    [late.number]: 'late',
    [broken.number]: 'broken',
    [running.number]: 'running',
    [ahead.number]: 'running',
    [hidden.number]: 'running',
  });
  expect(all.counts).toEqual({ kept: 1, late: 1, broken: 1, running: 3, dueSoon: 2 });
  const first = { by: '县长 王建国', unitName: '农业农村局', wording: '修好路灯', saidOn: day(0) };
  expect(all.promises[0]).toMatchObject(first);
  expect(all.leaders).toEqual(['县长 王建国']);
  expect(
    (await supervisor.call('promises.list', { by: '县长 王建国', unitId: 'u-agriculture' })).promises,
  ).toHaveLength(6);
  expect((await supervisor.call('promises.list', { by: '副县长 李明' })).promises).toEqual([]);
  // Of those that run the next to come stands first.
  const next = await supervisor.call('promises.list', { standing: 'running' });
  expect(next.promises.map(({ caseNumber }) => caseNumber)).toEqual(
    [hidden, running, ahead].map(({ number }) => number),
  );
  // The leader whom one complains of sees neither its row nor its count.
  const mine = await leader.call('promises.list', { mine: 'yes' });
  expect(mine.counts).toEqual({ kept: 1, late: 1, broken: 1, running: 2, dueSoon: 1 });
  expect(mine.promises.map(({ caseNumber }) => caseNumber)).not.toContain(hidden.number);
  expect((await leader.call('promises.list', { standing: 'late' })).promises).toHaveLength(1);
  expect((await moderator.call('promises.list', {})).counts.running).toBe(3);
  // The aide carries the word of all who lead the county; nobody else has promised anything.
  expect((await aide.call('promises.list', { mine: 'yes' })).counts.running).toBe(3);
  expect((await supervisor.call('promises.list', { mine: 'yes' })).promises).toEqual([]);
  expect((await duty.call('promises.list', {})).promises).toEqual([]);

  await supervisor.call('case.followUp', {
    ...(await kept.at()),
    contacted: true,
    solved: false,
    satisfaction: 'dissatisfied',
  });
  expect((await supervisor.call('promises.list', { standing: 'broken' })).counts).toMatchObject({ kept: 0, broken: 2 });

  const period = { from: day(-6), until: day(0) };
  const figures = await supervisor.call('figures.show', period);
  expect(figures.total).toMatchObject({
    ...{ opened: 6, replied: 2, onTimeRate: 1, followUps: 1, contactRate: 1, solvedRate: 0, satisfiedRate: 0 },
    ...{ reopenings: 1, promises: 2, promisesInTime: 0 },
  });
  expect(figures.before.replied).toBe(0);
  expect(figures.units.map(({ name, figures: its }) => [name, its.replied])).toEqual([['农业农村局', 2]]);
  expect((await leader.call('figures.show', period)).total.opened).toBe(5);
  // A unit sees its own alone.
  expect((await caseworker.call('figures.show', period)).total.replied).toBe(2);
  expect((await duty.call('figures.show', period)).total).toMatchObject({ opened: 0, replied: 0 });
  await expect(supervisor.call('figures.show', { from: day(0), until: day(-1) })).rejects.toMatchObject({
    code: 'BAD_INPUT',
  });

  const toRead = await handedIn({ state: 'accepted', mainUnitId: null, addresseeId: 'ad-magistrate' });
  const twice = await handedIn({ state: 'reopened', mainUnitId: null, level: 2 });
  const kept2 = await handedIn({ state: 'accepted', mainUnitId: null, addresseeId: 'ad-magistrate', sealed: true });
  const report = await handedIn({ state: 'dispatched', dispatchKind: 'withReport' });
  for (const who of [leader, aide]) {
    const { sections } = await who.call('leader.home', {});
    expect(sections.map(({ section, count }) => [section, count])).toEqual([
      ['toRead', 2],
      ['reports', 1],
    ]);
    const rows = sections.flatMap((section) => section.rows);
    expect(rows.map(({ number }) => number).sort()).toEqual([toRead, twice, report].map(({ number }) => number).sort());
    expect(rows.map(({ number }) => number)).not.toContain(kept2.number);
    // T5: the meeting room reads no names.
    expect(rows.every(({ personName }) => (personName === null) === (who === leader))).toBe(true);
  }
  await expect(supervisor.call('leader.home', {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

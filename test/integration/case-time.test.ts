/** [K3] What time does to cases: reminders, urging, supervision, waiting for dispatch; what is urgent rings. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../server/storage/open-store.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { caseInStore } from '../support/cases.ts';
import { ChildServer } from '../support/child-server.ts';
import { type HttpClient, joinInput, signInPhone, signInStaff, smsOf } from '../support/clients.ts';
import { clockOf } from '../support/clock.ts';
import { SESSION } from '../support/evening.ts';
import { type DataPlace, newPlace } from '../support/places.ts';
import { caseIn } from '../support/records.ts';
import { quietLog, TEST_FIELD_KEY } from '../support/store-template.ts';
import { until } from '../support/until.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SOON_MS = 4_000;
const DUTY = '13700002222';
const UNIT = 'u-agriculture';

let app: TestApp;
let aheadMs = 0;
let personId: string;
let people: Record<'supervisor' | 'moderator' | 'caseworker' | 'duty' | 'clerk' | 'aide' | 'head', HttpClient>;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  app = await startTestApp({ dutyPhone: DUTY, clock: () => Date.now() + aheadMs });
  const names = ['supervisor', 'moderator', 'caseworker', 'duty', 'clerk', 'aide', 'head'] as const;
  const clients = await Promise.all(names.map(async (name) => [name, await signInStaff(app.origin, name)] as const));
  people = Object.fromEntries(clients) as typeof people;
  personId = await somebody(app.origin, app.deps.store);
});
afterAll(async () => {
  await stopApps();
  for (const step of closing.splice(0).reverse()) await step();
});
beforeEach(() => {
  aheadMs = 0;
});

async function somebody(origin: string, { read }: TestApp['deps']['store']): Promise<string> {
  const http = await signInPhone(origin);
  const { ticketId } = await http.call('ticket.take', joinInput(SESSION, '李急'));
  return (await read.ticket(ticketId))?.personId ?? expect.fail('no ticket');
}
const startedAgo = (ms: number, urgency: 'danger' | 'utility' | null = null) =>
  caseInStore(app.deps.store, { personId, startsAt: Date.now() - ms, urgency });
const dispatch = (caseId: string, version = 0, by = people.supervisor) =>
  by.call('case.dispatch', { caseId, version, mainUnitId: UNIT, coUnitIds: [], kind: 'forHandling' });
const record = async (caseId: string) => (await app.deps.store.read.case(caseId)) ?? expect.fail('no case');
const logOf = async (caseId: string) =>
  (await app.deps.store.read.auditOfCase(caseId)).map(({ what, byName }) => [what, byName]);
const remindedOf = async (http: HttpClient, caseId: string) =>
  (await http.call('cases.reminders', {})).reminders.find((one) => one.caseId === caseId)?.what;
const ringsAt = async (http: HttpClient, caseId: string) =>
  (await http.call('cases.ringing', {})).cases.some((one) => one.caseId === caseId);

describe('[K3] the time of a unit', () => {
  test('half of it over: the job reminds the unit that has the case, in its log and its list, and nobody else', async () => {
    const { id } = await startedAgo(12 * HOUR_MS - SOON_MS, 'utility');
    await dispatch(id);
    await until('the reminder', async () => (await remindedOf(people.caseworker, id)) === 'half', 30_000);
    expect(await remindedOf(people.head, id)).toBe('half');
    expect(await remindedOf(people.duty, id)).toBeUndefined();
    expect(await remindedOf(people.supervisor, id)).toBeUndefined();
    await expect(people.moderator.call('cases.reminders', {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await logOf(id)).toEqual(expect.arrayContaining([['case.reminded.half', 'system']]));
  });

  test('urged, then supervised by the unit’s name, each once however often the job comes', async () => {
    const { id, dueAt } = await startedAgo(HOUR_MS);
    const clock = clockOf(app);
    await dispatch(id);
    for (const mark of ['fourFifths', 'urge', 'urge', 'supervise', 'supervise'] as const)
      await clock.caseMark(id, mark, dueAt ?? 0);
    expect(await record(id)).toMatchObject({ urges: 1, supervisedAt: expect.any(Number), state: 'dispatched' });
    const whats = (await logOf(id)).map(([what]) => what);
    expect(whats.filter((what) => what === 'case.urge' || what === 'case.supervise')).toHaveLength(2);
    const { reminders } = await people.supervisor.call('cases.reminders', {});
    const units = await people.supervisor.call('units.list', {});
    expect(reminders.find((one) => one.caseId === id)).toMatchObject({
      what: 'supervise',
      unitName: units.units.find((unit) => unit.id === UNIT)?.name,
    });
    expect(await remindedOf(people.caseworker, id)).toBe('supervise');
  });

  test('a job of a deadline that moved, of a clock that stands still or of a case that is elsewhere does nothing', async () => {
    const clock = clockOf(app);
    const { id, dueAt } = await startedAgo(HOUR_MS);
    // Of nobody yet.
    await clock.caseMark(id, 'urge', dueAt ?? 0);
    let { version } = await dispatch(id);
    ({ version } = await people.supervisor.call('case.extend', { caseId: id, version, days: 3, reason: '等配件' }));
    await clock.caseMark(id, 'urge', dueAt ?? 0);
    const later = (await record(id)).dueAt ?? 0;
    expect(later).toBeGreaterThan(dueAt ?? 0);
    ({ version } = await people.caseworker.call('case.sign', { caseId: id, version }));
    ({ version } = await people.caseworker.call('case.askCitizen', { caseId: id, version, question: '哪一户？' }));
    await clock.caseMark(id, 'half', later);
    await clock.caseMark(id, 'urge', later);
    expect(await record(id)).toMatchObject({ urges: 0, state: 'waitingForCitizen' });
    expect(await remindedOf(people.caseworker, id)).toBeUndefined();
    // It goes on: from here the same deadline counts again.
    await people.caseworker.call('case.goOn', { caseId: id, version, reason: '已问到' });
    await clock.caseMark(id, 'half', (await record(id)).dueAt ?? 0);
    expect(await remindedOf(people.caseworker, id)).toBe('half');
  });

  test('nobody dispatches it within a working day: it is on the supervisors’ list until somebody does', async () => {
    const { id, limits } = await startedAgo(HOUR_MS);
    await clockOf(app).caseMark(id, 'dispatch', limits.dispatchBy ?? 0);
    expect(await remindedOf(people.supervisor, id)).toBe('dispatch');
    expect(await logOf(id)).toEqual([['case.notDispatched', 'system']]);
    await dispatch(id);
    expect(await remindedOf(people.supervisor, id)).toBeUndefined();
  });
});

describe('[K3] an urgent case', () => {
  const call = (http: HttpClient, caseId: string, version: number, urgency: 'danger' | 'utility' | 'none' = 'danger') =>
    http.call('case.setUrgency', { caseId, version, urgency, reason: '墙体开裂' });

  test('clerk, moderator and supervisor call one so, with a reason; it rings for moderators and supervisors', async () => {
    const { id } = await startedAgo(MINUTE_MS);
    for (const other of [people.caseworker, people.aide, people.head])
      await expect(call(other, id, 0)).rejects.toMatchObject({ code: /FORBIDDEN|NOT_FOUND/ });
    const before = (await record(id)).dueAt ?? 0;
    const { version, dueAt } = await call(people.clerk, id, 0);
    expect(dueAt).toBe((await record(id)).openedAt + 2 * HOUR_MS);
    await expect(call(people.moderator, id, 0, 'utility')).rejects.toMatchObject({
      code: 'STALE',
      details: { what: 'case.setUrgency' },
    });
    for (const one of [people.moderator, people.supervisor]) expect(await ringsAt(one, id)).toBe(true);
    for (const other of [people.caseworker, people.clerk, people.aide])
      await expect(other.call('cases.ringing', {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { cases } = await people.supervisor.call('cases.ringing', {});
    expect(JSON.stringify(cases)).not.toMatch(/停水|李急|石桥/);
    expect((await call(people.supervisor, id, version, 'none')).dueAt).toBe(before);
    // Days that were granted are not lost by a mistake.
    const extended = await startedAgo(MINUTE_MS);
    await dispatch(extended.id);
    const more = { caseId: extended.id, version: 1, days: 3, reason: '等配件' };
    await people.supervisor.call('case.extend', more);
    const { dueAt: granted } = await record(extended.id);
    const urgent = await call(people.clerk, extended.id, 2);
    expect((await call(people.supervisor, extended.id, urgent.version, 'none')).dueAt).toBe(granted);
    expect(await ringsAt(people.moderator, id)).toBe(false);
  });

  test('of two who take note at once one does, the other is told who; it rings no more and the duty phone stays quiet', async () => {
    const { id } = await startedAgo(MINUTE_MS);
    await call(people.clerk, id, 0);
    const { limits } = await record(id);
    const both = await Promise.allSettled(
      [people.supervisor, people.moderator].map((one) => one.call('case.acknowledge', { caseId: id })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(both.find((one) => one.status === 'rejected')?.reason).toMatchObject({
      code: 'STALE',
      details: { by: expect.any(String), what: 'case.acknowledge' },
    });
    for (const one of [people.moderator, people.supervisor]) expect(await ringsAt(one, id)).toBe(false);
    await clockOf(app).caseMark(id, 'ringHalf', limits.acknowledgeBy ?? 0);
    expect((await logOf(id)).map(([what]) => what)).toEqual(['case.setUrgency', 'case.acknowledge']);
  });

  test('nobody takes note, at 20:30 on a holiday: the duty phone is sent an SMS at half of the time and at its end', async () => {
    const newYear = Date.parse('2027-01-01T20:30:00+08:00');
    await app.deps.store.transaction((tx) =>
      tx.saveCalendarDays('qinghe', [{ date: '2027-01-01', works: false, name: '元旦' }]),
    );
    aheadMs = newYear - Date.now();
    const [clerk, supervisor] = [await signInStaff(app.origin, 'clerk'), await signInStaff(app.origin, 'supervisor')];
    const { id, number } = await caseInStore(app.deps.store, { personId, startsAt: newYear });
    await call(clerk, id, 0);
    const { acknowledgeBy } = (await record(id)).limits;
    expect(Math.round(((acknowledgeBy ?? 0) - newYear) / MINUTE_MS)).toBe(15);
    const clock = clockOf(app);
    for (const mark of ['ringHalf', 'ringHalf', 'ringEnd', 'ringEnd'] as const)
      await clock.caseMark(id, mark, acknowledgeBy ?? 0);
    const sent = async (template: string) =>
      (await smsOf(app.origin, template)).filter((text) => text.includes(number));
    const [half, end] = await until('both', async () => {
      const both = [await sent('caseRings'), await sent('caseRingsOver')] as const;
      return both.every((texts) => texts.length > 0) && both;
    });
    expect([half, end].map((texts) => texts.length)).toEqual([1, 1]);
    expect(half[0]).toMatch(/20:45.*石桥镇.*1\d{10}/);
    expect(await ringsAt(supervisor, id)).toBe(true);
    await supervisor.call('case.acknowledge', { caseId: id });
    expect(await ringsAt(supervisor, id)).toBe(false);
  });
});

/** A case of which half of the time is over in a few seconds, in a place whose server need not have run yet. */
async function halfSoon({ databaseUrl, dataDir }: DataPlace) {
  const { store } = await openStore({ databaseUrl, dataDir, fieldKey: TEST_FIELD_KEY, log: quietLog, poolSize: 2 });
  const startsAt = Date.now() - 12 * HOUR_MS + 10_000;
  const limits = { startsAt, acknowledgeBy: null, dispatchBy: null };
  const facts = { id: 'cs-half', number: 'DL2026-700001', personId: 'nobody', openedAt: startsAt } as const;
  const record = caseIn({ ...facts, state: 'accepted', urgency: 'utility', limits, dueAt: startsAt + 24 * HOUR_MS });
  await store.transaction((tx) => tx.insertCase(record));
  return { id: record.id, store };
}

describe('[T2] [K3] jobs of cases', () => {
  test('survive a server that is killed between the change that sets them and their time', {
    timeout: 180_000,
  }, async () => {
    const place = await newPlace(null);
    closing.push(() => place.remove());
    const { id, store } = await halfSoon(place);
    await store.close();
    const server = await ChildServer.create(place.dataDir, null);
    closing.push(() => server.kill());
    await dispatch(id, 0, await signInStaff(server.origin, 'supervisor'));
    await server.kill();
    await server.start();
    const caseworker = await signInStaff(server.origin, 'caseworker');
    await until('the reminder', async () => (await remindedOf(caseworker, id)) === 'half', 60_000);
  });

  const postgres = process.env.TEST_DATABASE_URL;
  test.skipIf(!postgres)('are done once with two servers on one PostgreSQL', { timeout: 180_000 }, async () => {
    const place = await newPlace(postgres ?? null);
    closing.push(() => place.remove());
    const [first, second] = [
      await ChildServer.create(place.dataDir, place.databaseUrl),
      await ChildServer.create(place.dataDir, place.databaseUrl),
    ];
    for (const one of [first, second]) closing.push(() => one.kill());
    const { id, store } = await halfSoon(place);
    closing.push(() => store.close());
    await dispatch(id, 0, await signInStaff(first.origin, 'supervisor'));
    const caseworker = await signInStaff(second.origin, 'caseworker');
    await until('the reminder', async () => (await remindedOf(caseworker, id)) === 'half', 60_000);
    const entries = (await store.read.auditOfCase(id)).filter(({ what }) => what === 'case.reminded.half');
    expect(entries).toHaveLength(1);
  });
});

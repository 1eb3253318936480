/** [S2] [C8] A county whose clocks change: evenings and due days go by its wall clock, not by a fixed offset. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addCounty, CountyFile } from '../../server/tools/county.ts';
import { startTestApp, stopApps, type TestApp, testConfig } from '../support/app.ts';
import { HttpClient, randomId, SocketClient } from '../support/clients.ts';
import { callIn, caseIn, sessionIn, ticketIn } from '../support/records.ts';

const ZONE = 'America/New_York';
const COUNTY = 'harbor';
const evening = (id: string, startsAt: string) => ({
  id,
  number: 1,
  title: '直通夜',
  startsAt,
  seats: [{ id: 'seat-1', name: '一号席', officialName: '王建国', officialTitle: '县长' }],
});
// Clocks go back on 1 November 2026 and forward on 14 March 2027, both at 02:00.
const file = CountyFile.parse({
  county: { id: COUNTY, name: '港口县', zone: ZONE, places: [{ township: '青石镇', villages: ['石桥村'] }] },
  units: [{ id: 'water', name: '水利局' }],
  staff: [{ id: 'zhou', userName: 'zhoumin', displayName: '周敏', roles: ['moderator'] }],
  sessions: [
    evening('before-back', '2026-10-31T19:00'),
    evening('after-back', '2026-11-01T19:00'),
    evening('before-forward', '2027-03-13T19:00'),
    evening('after-forward', '2027-03-14T19:00'),
  ],
});

let app: TestApp;
let dataDir: string;
let moderator: SocketClient | undefined;
let password = '';
let now = Date.parse('2026-10-31T12:00:00Z');
const call = { sessionId: '', callId: `ca-${randomId()}` };
const caseId = `cs-${randomId()}`;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'directline-zones-'));
  const { passwords } = await addCounty(await testConfig(dataDir, { mode: 'production' }), file);
  app = await startTestApp({ dataDir, mode: 'production', clock: () => now });
  const session = sessionIn('live', { countyId: COUNTY, zone: ZONE, endsAt: Date.parse('2028-01-01T00:00:00Z') });
  call.sessionId = session.id;
  await app.deps.store.transaction(async (tx) => {
    await tx.saveSession(session);
    const { id: personId } = await tx.citizen(COUNTY, await tx.phoneId(COUNTY, '13900000001'), '李秀英');
    const ticket = ticketIn('live', {
      countyId: COUNTY,
      sessionId: session.id,
      personId,
      number: 1,
      callId: call.callId,
    });
    await tx.insertTicket(ticket);
    await tx.insertCall(
      callIn('live', { id: call.callId, countyId: COUNTY, sessionId: session.id, ticketId: ticket.id }),
    );
    await tx.insertCase(
      caseIn({
        id: caseId,
        countyId: COUNTY,
        number: 'DL2026-000001',
        personId,
        ticketId: ticket.id,
        callId: call.callId,
      }),
    );
  });
  password = passwords[0]?.password ?? '';
});
afterAll(async () => {
  await stopApps();
  await rm(dataDir, { recursive: true, force: true });
});

/** The clock is set, and the desk signs in anew: no sign-in lasts from one to the next. */
async function comeAt(at: number): Promise<void> {
  moderator?.close();
  now = at;
  const http = new HttpClient(app.origin);
  await http.call('staff.signIn', { userName: 'zhoumin', password });
  moderator = await SocketClient.connect(http, { as: 'moderator', sessionId: call.sessionId });
}

test.each([
  ['before-back', '2026-10-31T23:00:00Z'],
  ['after-back', '2026-11-02T00:00:00Z'],
  ['before-forward', '2027-03-14T00:00:00Z'],
  ['after-forward', '2027-03-14T23:00:00Z'],
])('[S2] 19:00 of %s is %s', async (id, instant) => {
  expect((await app.deps.store.read.session(id))?.startsAt).toBe(Date.parse(instant));
});

const desk = (): SocketClient => moderator ?? expect.fail('nobody is at the desk');
const promise = (dueOn: string) =>
  desk().call('promise.record', {
    ...call,
    caseId,
    wording: '修好',
    unitId: 'water',
    dueOn,
    readBack: true,
    confirmed: false,
  });

test('[C8] due today until midnight of the county, on the day of 25 hours too', async () => {
  // The last second of 1 November; by the offset of its morning it would be the 2nd already.
  await comeAt(Date.parse('2026-11-02T04:59:59Z'));
  await expect(promise('2026-11-01')).resolves.toHaveProperty('promiseId');
  await expect(promise('2026-10-31')).rejects.toMatchObject({ code: 'BAD_INPUT' });
  now = Date.parse('2026-11-02T05:00:00Z');
  await expect(promise('2026-11-01')).rejects.toMatchObject({
    code: 'BAD_INPUT',
    details: { issues: [{ path: 'dueOn', today: '2026-11-02' }] },
  });
  await expect(promise('2026-11-02')).resolves.toHaveProperty('promiseId');
});

test.each([
  ['2026-11-02', '2026-11-03T05:00:00Z'],
  // The earlier of two that are open holds: so the later day comes first.
  ['2027-03-14', '2027-03-15T04:00:00Z'],
  ['2027-03-13', '2027-03-14T05:00:00Z'],
])('[C8] a case due on %s is overdue from midnight of the county, %s', async (dueOn, instant) => {
  // Not further ahead than a promise may lie (K3).
  await comeAt(Date.parse(instant) - 3 * 86_400_000);
  const { promiseId } = await promise(dueOn);
  await desk().call('promise.confirm', { ...call, promiseId });
  expect((await app.deps.store.read.case(caseId))?.dueAt).toBe(Date.parse(instant));
});

/** A real county is added from a file, all or nothing, and the production server serves it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConfigError } from '../../server/config.ts';
import { addCounty, CountyFile } from '../../server/tools/county.ts';
import { startTestApp, stopApps, testConfig } from '../support/app.ts';
import { HttpClient, SocketClient } from '../support/clients.ts';

const file = CountyFile.parse({
  county: {
    id: 'linshui',
    name: '临水县',
    zone: 'Asia/Shanghai',
    places: [{ township: '青石镇', villages: ['石桥村'] }],
  },
  units: [{ id: 'water', name: '水利局' }],
  staff: [{ id: 'zhou', userName: 'zhoumin', displayName: '周敏', roles: ['moderator'] }],
  sessions: [
    {
      id: 'first',
      number: 1,
      title: '周二直通夜',
      startsAt: '2099-12-01T19:00',
      seats: [{ id: 'seat-1', name: '一号席', officialName: '王建国', officialTitle: '县长' }],
    },
  ],
});
let dataDir: string;
let demoDir: string;
beforeAll(async () => {
  demoDir = await mkdtemp(path.join(tmpdir(), 'directline-demo-'));
  dataDir = await mkdtemp(path.join(tmpdir(), 'directline-county-'));
});
afterAll(async () => {
  await stopApps();
  await rm(demoDir, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
});

test('without a county a production start says what to do', async () => {
  await expect(startTestApp({ dataDir, mode: 'production' })).rejects.toThrow('npm run county');
});

test('[K3] a run with other limits of cases keeps those; what is no limit is refused', async () => {
  const limit = { acknowledge: { hours: 4 }, finish: { workingDays: 7 } };
  const withLimits = (limits: unknown) => CountyFile.safeParse({ ...file, county: { ...file.county, limits } });
  const again = withLimits({ complain: limit, categories: { C0304: limit } });
  const dir = await mkdtemp(path.join(tmpdir(), 'directline-limits-'));
  const config = await testConfig(dir, { mode: 'production' });
  await addCounty(config, file);
  await addCounty(config, CountyFile.parse({ ...file, county: { ...file.county, limits: { complain: limit } } }));
  const app = await startTestApp({ dataDir: dir, mode: 'production' });
  expect((await app.deps.store.read.county('linshui'))?.limits).toEqual({
    complain: { acknowledge: { ms: 4 * 3_600_000 }, finish: { workingDays: 7 } },
  });
  await app.close();
  await rm(dir, { recursive: true, force: true });
  expect(again.success).toBe(true);
  for (const wrong of [{ other: limit }, { help: { ...limit, finish: { days: 3 } } }, { categories: { X9: limit } }])
    expect(withLimits(wrong).success).toBe(false);
});

test('a county is added once; a second run leaves it and its passwords as they are', async () => {
  const config = await testConfig(dataDir, { mode: 'production' });
  const first = await addCounty(config, file);
  expect(first).toMatchObject({ units: 1, sessions: 1, passwords: [{ userName: 'zhoumin' }] });
  expect(await addCounty(config, file)).toEqual({ units: 0, sessions: 0, passwords: [] });

  const app = await startTestApp({ dataDir, mode: 'production' });
  const http = new HttpClient(app.origin);
  const { password = '' } = first.passwords[0] ?? {};
  expect(await http.call('staff.signIn', { userName: 'zhoumin', password })).toMatchObject({ countyName: '临水县' });
  const { sessions, demo } = await http.call('sessions.list', {});
  expect(demo).toBe(false);
  // 19:00 in the county's zone (S2).
  expect(sessions).toMatchObject([
    { id: 'first', startsAt: Date.parse('2099-12-01T11:00:00Z'), endsAt: Date.parse('2099-12-01T12:30:00Z') },
  ]);
  expect((await http.raw('GET', '/api/demo/outbox')).status).toBe(404);

  // Its first evening can begin.
  const moderator = await SocketClient.connect(http, { as: 'moderator', sessionId: 'first' });
  await moderator.call('session.openLobby', { sessionId: 'first' });
  await moderator.see('moderator', ({ session }) => session.state === 'lobby' && session.admitting);
  moderator.close();
  await app.close();
});

/** What a start that must not come about says, and the exit code that the process ends with. */
const refusalOf = (starting: Promise<unknown>) =>
  starting.then(
    () => ({ message: 'started', exitCode: 0 }),
    (error: unknown) => ({
      message: error instanceof Error ? error.message : '',
      exitCode: error instanceof ConfigError ? ConfigError.exitCode : 1,
    }),
  );

test('a demo does not start on the data of a real county', async () => {
  const { message, exitCode } = await refusalOf(startTestApp({ dataDir, mode: 'demo' }));
  expect(message).toMatch(/临水县 \(linshui\).*DIRECTLINE_MODE=production/);
  expect(exitCode).toBe(78);
});

test('production does not start on the data of a demo, whose passwords everybody knows; no county is added to it', async () => {
  await (await startTestApp({ dataDir: demoDir })).close();
  const { message, exitCode } = await refusalOf(startTestApp({ dataDir: demoDir, mode: 'production' }));
  expect(message).toMatch(/demo county 青禾县 \(qinghe\).*DIRECTLINE_DATA_DIR/);
  expect(exitCode).toBe(78);
  const adding = addCounty(await testConfig(demoDir, { mode: 'production' }), file);
  await expect(adding).rejects.toThrow(/临水县 was not added.*DIRECTLINE_DATA_DIR/);
});

/** [R8] One file with both people of a call: made by the real program when nothing is live, in step, for whoever may watch, gone with what it is made of. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, joinInput, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { SEAT } from '../support/evening.ts';
import { recordedSide } from '../support/recorded-side.ts';
import { callIn, caseIn, sessionIn } from '../support/records.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);
const CONSENT = '2026-11-2';
/** What cannot be done now is tried again after longer and longer pauses. */
const TRIED_AGAIN_MS = 60_000;
const sessionId = 'se-joined';
const caseId = 'cs-joined';
let app: TestApp;
let citizen: HttpClient;
let supervisor: HttpClient;
let ticketId = '';
const folder = () => path.join(app.config.dataDir, 'recordings');

const side = (
  which: 'citizen' | 'official',
  startedAt: number,
  seconds: number,
  colour: string,
  of = { id: `rc-${which}`, callId: 'ca-joined' },
) =>
  recordedSide(app.deps.store, folder(), {
    ...{ countyId: DEMO_COUNTY_ID, sessionId, ticketId, ...of },
    ...{ side: which, startedAt, seconds, colour },
  });

beforeAll(async () => {
  app = await startTestApp();
  const { store } = app.deps;
  const now = Date.now();
  const times = { startsAt: now - 60_000, endsAt: now + 600_000 };
  await store.transaction((tx) => tx.saveSession(sessionIn('lobby', { id: sessionId, ...times })));
  citizen = await signInPhone(app.origin);
  ({ ticketId } = await citizen.call('ticket.take', joinInput(sessionId, '李秀英')));
  supervisor = await signInStaff(app.origin, 'supervisor');
  await store.transaction(async (tx) => {
    const ticket = await tx.ticket(ticketId);
    if (!ticket) throw new Error('no ticket');
    const call = { id: 'ca-joined', sessionId, ticketId, seatId: SEAT, startedAt: now };
    await tx.insertCall(callIn('ended', call));
    const facts = { ticketId, callId: call.id, personId: ticket.personId };
    await tx.insertCase(caseIn({ ...facts, id: caseId, number: 'DL2026-800001', state: 'inProgress' }));
  });
  await citizen.call('ticket.changeConsent', { ticketId, scope: 'recording', given: true, version: CONSENT });
  // The leader's side begins a second later.
  await side('citizen', now, 4, 'red');
  await side('official', now + 1_000, 2, 'blue');
});
afterAll(stopApps);

const stateNow = async (of = 'ca-joined') =>
  (await supervisor.call('recording.list', { caseId })).calls.find(({ callId }) => callId === of)?.together;
const made = async () => (await readdir(folder())).filter((name) => name.endsWith('.together.webm'));
const setSession = (id: string, state: 'live' | 'ended') =>
  app.deps.store.transaction(async (tx) => {
    const before = await tx.lockSession(id);
    await tx.saveSession(sessionIn(state, { id, startsAt: before?.startsAt ?? Date.now() }));
  });
const watch = (who: HttpClient) => who.raw('GET', `/api/cases/${caseId}/recordings/rc-citizen/together`);
/** Mean colour of the left and right half at this second, as red, green, blue. */
async function halvesAt(file: string, second: number): Promise<number[][]> {
  return Promise.all(
    ['0', 'iw/2'].map(async (x) => {
      const filter = `crop=iw/2:ih:${x}:0,crop=iw/2:ih/2,scale=1:1`;
      const picture = ['-ss', String(second), '-i', file, '-frames:v', '1', '-vf', filter];
      const { stdout } = await run('ffmpeg', ['-v', 'error', ...picture, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'], {
        encoding: 'buffer',
      });
      return [...stdout];
    }),
  );
}

test('it waits while any evening is live, and is made once none is: both beside each other, in step, black where there is nothing', async () => {
  await setSession('se-other', 'live');
  const handshake = { as: 'moderator', sessionId } as const;
  const desk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), handshake);
  await desk.call('session.end', { sessionId });
  desk.close();
  expect(await stateNow()).toBe('waiting');
  expect(await made()).toEqual([]);
  await setSession('se-other', 'ended');
  await until('it is made', async () => (await stateNow()) === 'made', TRIED_AGAIN_MS);
  const [name = ''] = await made();
  const file = path.join(folder(), name);
  expect((await stat(file)).mode & 0o077).toBe(0);
  const asked = ['-v', 'error', '-show_entries', 'format=duration:stream=codec_name,width,height', '-of', 'json', file];
  const { stdout } = await run('ffprobe', asked);
  const { format, streams } = JSON.parse(stdout);
  expect(Number(format.duration)).toBeCloseTo(4, 0);
  expect(streams).toMatchObject([{ codec_name: 'vp8', width: 1280, height: 360 }, { codec_name: 'opus' }]);
  const isRed = ([r = 0, , b = 0]: number[] = []) => r > 150 && b < 100;
  const isBlue = ([r = 0, , b = 0]: number[] = []) => b > 150 && r < 100;
  const isBlack = (colour: number[] = []) => colour.every((part) => part < 40);
  const [early, middle, late] = await Promise.all([0.4, 2, 3.6].map((second) => halvesAt(file, second)));
  expect([isRed(early?.[0]), isBlack(early?.[1])]).toEqual([true, true]);
  expect([isRed(middle?.[0]), isBlue(middle?.[1])]).toEqual([true, true]);
  expect([isRed(late?.[0]), isBlack(late?.[1])]).toEqual([true, true]);
});

test('[R7] for whoever watches, written down first, and for nobody else', async () => {
  expect((await watch(supervisor)).status).toBe(403);
  await supervisor.call('recording.watch', { caseId, watchedId: 'ca-joined' });
  const response = await watch(supervisor);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'video/webm']);
  expect(response.headers.get('content-disposition')).toBe('attachment; filename=call-rc-citizen.webm');
  expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
  for (const who of ['moderator', 'aide', 'clerk'] as const)
    expect((await watch(await signInStaff(app.origin, who))).status, who).toBeGreaterThanOrEqual(403);
});

test('[R8] of a call of long ago it is made once somebody who may watch opens the recordings', async () => {
  const callId = 'ca-early';
  await app.deps.store.transaction((tx) =>
    tx.insertCall(callIn('ended', { id: callId, sessionId, ticketId, seatId: SEAT })),
  );
  await side('citizen', Date.now(), 2, 'red', { id: 'rc-early', callId });
  const moderator = await signInStaff(app.origin, 'moderator');
  await expect(moderator.call('recording.watch', { caseId, watchedId: callId })).rejects.toThrow();
  expect([await stateNow(callId), await made()]).toMatchObject(['waiting', { length: 1 }]);
  await supervisor.call('recording.watch', { caseId, watchedId: callId });
  await until('it is made', async () => (await stateNow(callId)) === 'made', TRIED_AGAIN_MS);
});

test('[R8] a file that was lost is made again once somebody who may watch opens the recordings', async () => {
  const callId = 'ca-early';
  const { store } = app.deps;
  const [first] = await store.read.recordingsOfCalls([callId]);
  await rm(path.join(folder(), `${first?.file}.together.webm`));
  expect(await stateNow(callId)).toBe('waiting');
  const moderator = await signInStaff(app.origin, 'moderator');
  await expect(moderator.call('recording.watch', { caseId, watchedId: callId })).rejects.toThrow();
  await supervisor.call('recording.watch', { caseId, watchedId: callId });
  await until('it is made again', async () => (await stateNow(callId)) === 'made', TRIED_AGAIN_MS);
  expect((await supervisor.raw('GET', `/api/cases/${caseId}/recordings/rc-early/together`)).status).toBe(200);
});

test('[R8] where a file is missing that it would be made of it says so, and comes once that is back', async () => {
  const callId = 'ca-early';
  const [first] = await app.deps.store.read.recordingsOfCalls([callId]);
  const file = path.join(folder(), `${first?.file}.webm`);
  await rm(path.join(folder(), `${first?.file}.together.webm`));
  await rename(file, `${file}.away`);
  await supervisor.call('recording.watch', { caseId, watchedId: callId });
  expect(await stateNow(callId)).toBe('partMissing');
  await rename(`${file}.away`, file);
  await supervisor.call('recording.watch', { caseId, watchedId: callId });
  await until('it is made', async () => (await stateNow(callId)) === 'made', TRIED_AGAIN_MS);
});

test('[R4] it goes with what it is made of, when its person says so', async () => {
  await citizen.call('ticket.changeConsent', { ticketId, scope: 'recording', given: false, version: CONSENT });
  expect(await stateNow()).toBe('none');
  await until('its file is gone', async () => (await made()).length === 0);
  expect((await watch(supervisor)).status).toBe(404);
});

test(
  'what cannot be joined says so, and nothing half done is left',
  async () => {
    const id = 'rc-broken';
    const file = randomBytes(20).toString('hex');
    await writeFile(path.join(folder(), `${file}.webm`), 'neither picture nor sound');
    await app.deps.store.transaction(async (tx) => {
      await tx.insertCall(callIn('ended', { id: 'ca-broken', sessionId, ticketId, seatId: SEAT }));
      const of = { countyId: DEMO_COUNTY_ID, sessionId, ticketId, callId: 'ca-broken', side: 'citizen' } as const;
      const kept = { state: 'kept', lengthMs: 1_000, bytes: 25, picture: true } as const;
      await tx.insertRecording({ id, ...of, startedAt: Date.now(), file, container: 'webm', ...kept });
      await tx.later({ queue: 'recording.join', key: 'ca-broken', at: Date.now(), data: { callId: 'ca-broken' } });
    });
    const broken = async () =>
      (await supervisor.call('recording.list', { caseId })).calls.find(({ callId }) => callId === 'ca-broken')
        ?.together;
    await until('it is given up', async () => (await broken()) === 'failed', TRIED_AGAIN_MS);
    const left = async () =>
      (await readdir(folder())).filter((name) => name.endsWith('.making') || name.includes('together'));
    expect(await left()).toEqual([]);
    // What was in its way is gone.
    const whole = await side('citizen', Date.now(), 1, 'red', { id: 'rc-whole', callId: 'ca-whole' });
    await copyFile(path.join(folder(), `${whole}.webm`), path.join(folder(), `${file}.webm`));
    await supervisor.call('recording.watch', { caseId, watchedId: 'ca-broken' });
    await until('it is made', async () => (await broken()) === 'made', TRIED_AGAIN_MS);
  },
  2 * TRIED_AGAIN_MS,
);

/** Who is recorded, who is told so and when it goes, over a real server. Packets and files: `media/recording.test.ts`. */
import { randomBytes } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClockService } from '../../server/services/clock-service.ts';
import { recordingKeeper } from '../../server/services/recording-service.ts';
import { DEMO_ACCOUNTS, DEMO_COUNTY_ID, DEMO_ROOM_ID } from '../../server/storage/seed-demo.ts';
import { Refusal } from '../../shared/errors.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, signInStaff } from '../support/clients.ts';
import {
  arrive,
  type Evening,
  endCall,
  putThrough,
  type Resident,
  SEAT,
  SESSION,
  startEvening,
} from '../support/evening.ts';
import { until } from '../support/until.ts';

const DAY_MS = 86_400_000;
const VERSION = '2026-11-2';
let app: TestApp;
let evening: Evening;

beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
});
afterAll(stopApps);

const agree = ({ socket, ticketId }: Resident, given: boolean) =>
  socket.call('ticket.changeConsent', { ticketId, scope: 'recording', given, version: VERSION });
const marks = async (wanted: string) => {
  const of = (view: { calls: { recording: string }[] }) => view.calls.some(({ recording }) => recording === wanted);
  await evening.moderator.see('moderator', of);
  await evening.aide.see('aide', ({ calls }) => of({ calls: calls.map(({ head }) => head) }));
};
/** A file as the recorder would leave it, begun and whole. */
async function recorded(callId: string): Promise<{ id: string; file: string }> {
  const keeper = recordingKeeper(app.deps);
  const file = randomBytes(20).toString('hex');
  const id = await keeper.begin({ callId, side: 'citizen' }, { file, container: 'webm' });
  if (id === null) throw new Error('it may not be recorded');
  const name = path.join(app.config.dataDir, 'recordings', `${file}.webm`);
  await writeFile(name, 'picture and sound');
  await keeper.end(id, null, { state: 'kept', lengthMs: 5_000, bytes: 17, picture: true });
  return { id, file: name };
}
const isGone = (file: string) =>
  until('its file is gone', () =>
    stat(file).then(
      () => false,
      () => true,
    ),
  );
const stateOf = async (id: string) => (await app.deps.store.read.recording(id))?.state;

test('[R1][R3][R4] desks are told why a call is not recorded; a consent that is withdrawn deletes what there is', async () => {
  const caller = await arrive(app.origin);
  const callId = await putThrough(evening, caller);
  await marks('consent');
  const keeper = recordingKeeper(app.deps);
  const file = { file: 'ab', container: 'webm' } as const;
  expect(await keeper.begin({ callId, side: 'official' }, file)).toBeNull();
  await agree(caller, true);
  // Nobody sends anything in this test.
  await marks('starting');
  await evening.moderator.call('call.hold', { sessionId: SESSION, callId });
  await marks('held');
  expect(await keeper.begin({ callId, side: 'official' }, file)).toBeNull();
  await evening.moderator.call('call.resume', { sessionId: SESSION, callId });
  const whole = await recorded(callId);
  const running =
    (await keeper.begin({ callId, side: 'official' }, { ...file, file: randomBytes(20).toString('hex') })) ?? '';
  await agree(caller, false);
  expect([await stateOf(whole.id), await stateOf(running)]).toEqual(['deleted', 'deleted']);
  await isGone(whole.file);
  expect(await keeper.end(running, null, { state: 'failed', why: '' })).toBe(false);
  await marks('consent');
  const entries = (await app.deps.store.read.auditOfSession(SESSION, 50)).filter(({ what }) =>
    what.startsWith('recording.'),
  );
  expect(entries.map(({ what, why, data }) => ({ what, why, callId: data.callId }))).toEqual([
    { what: 'recording.delete', why: 'consent', callId },
    { what: 'recording.begin', why: null, callId },
  ]);
  await endCall(evening, callId);
});

test('[R1][R3] a call that is handed over to a department’s room is recorded no further, and goes on being so at a leader’s', async () => {
  const caller = await arrive(app.origin);
  await agree(caller, true);
  const callId = await putThrough(evening, caller);
  const begin = () =>
    recordingKeeper(app.deps).begin(
      { callId, side: 'official' },
      { file: randomBytes(20).toString('hex'), container: 'webm' },
    );
  for (const [toSeatId, mark] of [
    [DEMO_ROOM_ID, 'room'],
    [SEAT, 'starting'],
  ] as const) {
    await evening.moderator.call('call.handOver', { sessionId: SESSION, callId, toSeatId });
    await evening.moderator.see('moderator', ({ calls }) => calls[0]?.recording === mark);
    expect((await begin()) === null).toBe(mark === 'room');
  }
  await endCall(evening, callId);
});

test('[R4][R6] it goes when its person says so after the call, and when the county’s days are over', async () => {
  const [one, other] = [await arrive(app.origin), await arrive(app.origin)];
  const kept: { id: string; file: string }[] = [];
  for (const caller of [one, other]) {
    await agree(caller, true);
    const callId = await putThrough(evening, caller);
    kept.push(await recorded(callId));
    await endCall(evening, callId);
  }
  const [withdrawn, outdated] = kept;
  if (!withdrawn || !outdated) throw new Error('two are kept');
  await agree(one, false);
  await isGone(withdrawn.file);
  const clockService = new ClockService(app.deps, app.realtime);
  await app.deps.store.transaction((tx) => tx.saveRecordingDays(DEMO_COUNTY_ID, 10));
  const began = async (daysAgo: number) => {
    const record = await app.deps.store.read.recording(outdated.id);
    if (record)
      await app.deps.store.transaction((tx) =>
        tx.saveRecording({ ...record, startedAt: Date.now() - daysAgo * DAY_MS }),
      );
    await clockService.deleteOutdatedRecordings();
    return stateOf(outdated.id);
  };
  expect(await began(9)).toBe('kept');
  expect(await began(11)).toBe('deleted');
  await isGone(outdated.file);
});

describe('[R7] watching', () => {
  let caseId: string;
  let callId: string;
  let caller: Resident;
  let recordingId: string;
  const path = (part: string) => `/api/cases/${caseId}/recordings/${recordingId}/${part}`;
  const listed = async (by: HttpClient) => (await by.call('recording.list', { caseId })).calls;
  const watches = (by: HttpClient) => by.call('recording.watch', { caseId, watchedId: callId });

  beforeAll(async () => {
    caller = await arrive(app.origin);
    await agree(caller, true);
    callId = await putThrough(evening, caller);
    recordingId = (await recorded(callId)).id;
    const ending = { outcome: 'dispatched', note: '', whereTo: null, unitId: 'u-agriculture' } as const;
    await evening.moderator.call('call.end', { sessionId: SESSION, callId, ...ending });
    caseId = (await app.deps.store.read.casesOfTicket(caller.ticketId))[0]?.id ?? '';
  });

  test('is for the supervisor, the main unit and the leader of that call; each time is written down before a file is sent', async () => {
    const inUnit = DEMO_ACCOUNTS.filter(({ unitId }) => unitId === 'u-agriculture').map(({ userName }) => userName);
    expect(inUnit.length).toBeGreaterThan(0);
    for (const userName of ['supervisor', 'leader', ...inUnit]) {
      const by = await signInStaff(app.origin, userName);
      expect((await listed(by)).map((call) => call.recordings.map(({ id }) => id))).toEqual([[recordingId]]);
      expect((await by.raw('GET', path('content'))).status).toBe(403);
      await watches(by);
      const whole = await by.raw('GET', path('content'));
      expect([whole.status, whole.headers.get('content-type'), await whole.text()]).toEqual([
        200,
        'video/webm',
        'picture and sound',
      ]);
      const part = await by.raw('GET', path('content'), undefined, { range: 'bytes=8-10' });
      expect([part.status, await part.text()]).toEqual([206, 'and']);
      const { displayName } = DEMO_ACCOUNTS.find((one) => one.userName === userName) ?? {};
      const [entry] = (await app.deps.store.read.auditOfCase(caseId))
        .filter(({ what }) => what === 'recording.watch')
        .slice(-1);
      expect(entry).toMatchObject({ byName: displayName, data: { callId } });
    }
  });

  test('is not for those who only read the case, nor for another unit', async () => {
    for (const userName of ['moderator', 'aide', 'clerk', 'admin']) {
      const by = await signInStaff(app.origin, userName);
      expect(await listed(by)).toEqual([]);
      await expect(watches(by)).rejects.toBeInstanceOf(Refusal);
      expect((await by.raw('GET', path('content'))).status).toBeGreaterThanOrEqual(403);
    }
    const outside = DEMO_ACCOUNTS.find(
      ({ roles, unitId }) => roles.includes('caseworker') && unitId !== 'u-agriculture',
    );
    const other = await signInStaff(app.origin, outside?.userName ?? '');
    await expect(listed(other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(watches(other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('[R4] ends with the consent: no part of a file is sent any more', async () => {
    const by = await signInStaff(app.origin, 'supervisor');
    await watches(by);
    expect((await by.raw('GET', path('content'))).status).toBe(200);
    await agree(caller, false);
    expect((await by.raw('GET', path('content'))).status).toBe(404);
    expect(await listed(by)).toMatchObject([{ callId, recordings: [], deleted: 'consent' }]);
  });
});

test('[R3] a machine without ffmpeg serves all the same, and says so at the desks', async () => {
  const without = await startTestApp({ recording: { ffmpeg: null } });
  const there = await startEvening(without.origin);
  const caller = await arrive(without.origin);
  await agree(caller, true);
  await putThrough(there, caller);
  await there.moderator.see('moderator', ({ calls }) => calls[0]?.recording === 'noRecorder');
});

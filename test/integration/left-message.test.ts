/** [C12] A recorded message instead of a call: in pieces, judged by its content, answered in writing. */
import { execFile } from 'node:child_process';
import { readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MESSAGE_PIECE_BYTES } from '../../shared/left-message.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, signInStaff } from '../support/clients.ts';
import { arrive, type Evening, type Resident, SESSION, screenIn, startEvening } from '../support/evening.ts';
import { until } from '../support/until.ts';

const VERSION = '2026-11-2';
let app: TestApp;
let evening: Evening;
let film: Buffer;

beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
  const file = path.join(tmpdir(), `directline-message-${process.pid}.webm`);
  const made = ['-f', 'lavfi', '-i', 'testsrc=size=320x240:rate=15', '-f', 'lavfi', '-i', 'sine=frequency=440'];
  await promisify(execFile)('ffmpeg', [
    '-y',
    ...made,
    '-t',
    '6',
    '-c:v',
    'libvpx',
    '-b:v',
    '900k',
    '-c:a',
    'libopus',
    file,
  ]);
  film = await readFile(file);
  await rm(file);
}, 60_000);
afterAll(stopApps);

const pathOf = (ticketId: string, recordingId: string) => `/api/tickets/${ticketId}/messages/${recordingId}`;
async function put(http: HttpClient, { ticketId }: Resident, recordingId: string, at: number, piece: Uint8Array) {
  const response = await fetch(`${http.origin}${pathOf(ticketId, recordingId)}/content?at=${at}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', 'x-directline': '1', cookie: http.cookieHeader },
    body: new Uint8Array(piece),
  });
  return (await response.json()) as { received?: number; code?: string };
}
async function putAll(resident: Resident, recordingId: string, whole: Buffer, from = 0): Promise<void> {
  for (let at = from; at < whole.length; at += MESSAGE_PIECE_BYTES) {
    const piece = whole.subarray(at, at + MESSAGE_PIECE_BYTES);
    expect(await put(resident.http, resident, recordingId, at, piece)).toEqual({ received: at + piece.length });
  }
}
const begin = async ({ http, ticketId }: Resident, bytes = film.length) =>
  (await http.call('leftMessage.begin', { ticketId, container: 'webm', bytes })).recordingId;
const send = ({ http, ticketId }: Resident, recordingId: string) =>
  http.call('leftMessage.send', { ticketId, recordingId, version: VERSION });

test('comes in pieces, goes on where it broke off, opens a case with a date, and is watched by whoever handles it', async () => {
  const resident = await arrive(app.origin, { name: '留言的人' });
  const { http, ticketId } = resident;
  const recordingId = await begin(resident);
  const first = film.subarray(0, MESSAGE_PIECE_BYTES);
  expect(await put(http, resident, recordingId, 0, first)).toEqual({ received: first.length });
  // A piece whose answer was lost is not there twice, and none is left out.
  expect(await put(http, resident, recordingId, 0, first)).toMatchObject({ code: 'STALE' });
  expect(await put(http, resident, recordingId, first.length + 5, first)).toMatchObject({ code: 'STALE' });
  const { received } = await http.call('leftMessage.received', { ticketId, recordingId });
  expect(received).toBe(first.length);
  await putAll(resident, recordingId, film, received);
  const { caseNumber, dueOn } = await send(resident, recordingId);
  expect(dueOn).toMatch(/^\d{4}-\d\d-\d\d$/);
  await resident.socket.see('ticket', ({ state, ended }) => state === 'written' && ended?.due?.on === dueOn);

  const record = (await app.deps.store.read.casesOfTicket(ticketId))[0];
  expect(record?.number).toBe(caseNumber);
  const caseId = record?.id ?? '';
  const kept = await app.deps.store.read.recording(recordingId);
  expect(kept).toMatchObject({ state: 'kept', side: 'message', picture: true });
  const supervisor = await signInStaff(app.origin, 'supervisor');
  const { calls } = await supervisor.call('recording.list', { caseId });
  expect(calls).toMatchObject([{ callId: ticketId, recordings: [{ id: recordingId, side: 'message' }] }]);
  const content = `/api/cases/${caseId}/recordings/${recordingId}/content`;
  expect((await supervisor.raw('GET', content)).status).toBe(403);
  await supervisor.call('recording.watch', { caseId, watchedId: ticketId });
  expect((await supervisor.raw('GET', content)).status).toBe(200);
  for (const userName of ['moderator', 'aide', 'clerk']) {
    const other = await signInStaff(app.origin, userName);
    expect((await other.call('recording.list', { caseId })).calls).toEqual([]);
    await expect(other.call('recording.watch', { caseId, watchedId: ticketId })).rejects.toMatchObject({});
  }
  // [R4] The consent that sending it gave is withdrawn: it goes.
  const consent = { ticketId, scope: 'recording', given: false, version: VERSION } as const;
  await http.call('ticket.changeConsent', consent);
  expect((await supervisor.raw('GET', content)).status).toBe(404);
  const file = path.join(app.config.dataDir, 'recordings', `${kept?.file}.webm`);
  await until('its file is gone', () =>
    stat(file).then(
      () => false,
      () => true,
    ),
  );
  resident.socket.close();
});

test('[T4] what does not play, or names other files, is refused and changes nothing', async () => {
  const resident = await arrive(app.origin, { name: '坏文件' });
  const list = Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n');
  for (const bad of [Buffer.from('no picture and no sound'), list]) {
    const recordingId = await begin(resident, bad.length);
    await putAll(resident, recordingId, bad);
    await expect(send(resident, recordingId)).rejects.toMatchObject({ code: 'NOT_A_RECORDING' });
  }
  const recordingId = await begin(resident);
  await expect(send(resident, recordingId)).rejects.toMatchObject({ code: 'NOT_A_RECORDING' });
  expect(await put(resident.http, resident, recordingId, -1, film.subarray(0, 9))).toMatchObject({ code: 'BAD_INPUT' });
  expect((await app.deps.store.read.ticket(resident.ticketId))?.state).toBe('waiting');
  expect(await app.deps.store.read.casesOfTicket(resident.ticketId)).toEqual([]);
  resident.socket.close();
});

test('[T1] nobody sends a piece of, or hands in, another’s', async () => {
  const [one, other] = [await arrive(app.origin, { name: '甲' }), await arrive(app.origin, { name: '乙' })];
  const recordingId = await begin(one);
  const moderator = await signInStaff(app.origin, 'moderator');
  for (const http of [other.http, moderator]) {
    expect((await put(http, one, recordingId, 0, film.subarray(0, 9))).received).toBeUndefined();
    await expect(
      http.call('leftMessage.send', { ticketId: one.ticketId, recordingId, version: VERSION }),
    ).rejects.toMatchObject({});
  }
  // Under a ticket of one's own it is not there either.
  expect(await put(other.http, other, recordingId, 0, film.subarray(0, 9))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await one.http.call('leftMessage.received', { ticketId: one.ticketId, recordingId })).toEqual({ received: 0 });
  for (const { socket } of [one, other]) socket.close();
});

test('the desk offers it to whoever is called; in writing ends a turn with a date as well', async () => {
  const resident = await arrive(app.origin, { name: '网络差的人' });
  const { ticketId, socket } = resident;
  await screenIn(evening, resident);
  const offer = { sessionId: SESSION, ticketId };
  await evening.moderator.call('ticket.offerStep', { ...offer, step: 'message' });
  await socket.see('ticket', ({ ladder }) => ladder?.offered === 'message');
  await socket.call('ticket.declineStep', { ticketId });
  await evening.moderator.see('moderator', ({ rows }) => rows.some((row) => row.ticketId === ticketId && !row.ladder));
  await evening.moderator.call('ticket.offerStep', { ...offer, step: 'written' });
  await socket.see('ticket', ({ ladder }) => ladder?.offered === 'written');
  const { dueOn } = await resident.http.call('ticket.chooseNext', { ticketId, choice: 'written', toSessionId: null });
  expect(dueOn).not.toBeNull();
  await socket.see('ticket', ({ state, ended }) => state === 'written' && ended?.due?.by === 'written');
  socket.close();
});

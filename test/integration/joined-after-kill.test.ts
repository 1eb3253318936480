/** [R8] [T2] A server that is killed while it joins a call, and one that was not there when the evening was over: the file comes. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openStore } from '../../server/storage/open-store.ts';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { startTestApp, stopApps } from '../support/app.ts';
import { ChildServer } from '../support/child-server.ts';
import { joinInput, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { SEAT } from '../support/evening.ts';
import { newPlace } from '../support/places.ts';
import { recordedSide } from '../support/recorded-side.ts';
import { callIn, sessionIn } from '../support/records.ts';
import { quietLog, TEST_FIELD_KEY } from '../support/store-template.ts';
import { until } from '../support/until.ts';

const sessionId = 'se-killed';
const callId = 'ca-killed';
const LONG_ENOUGH_TO_KILL_S = 60;
const SOON_MS = 90_000;
/** Far less than the rest of the file would take. */
const ENDS_WITHIN_MS = 10_000;
/** How many processes of this machine were begun with a file in it. */
async function programsOn(folder: string): Promise<number> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.startsWith('ffmpeg') && line.includes(folder)).length;
}
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const step of closing.splice(0).reverse()) await step();
  await stopApps();
});

test(
  'what was put off, and what was broken off by a kill, is made by the server that comes after',
  async () => {
    const { dataDir, remove } = await newPlace(null);
    closing.push(remove);
    const folder = path.join(dataDir, 'recordings');
    const there = async (end: string) => (await readdir(folder)).some((name) => name.endsWith(end));

    const before = await startTestApp({ dataDir });
    const { store } = before.deps;
    const now = Date.now();
    await store.transaction(async (tx) => {
      await tx.saveSession(sessionIn('lobby', { id: sessionId, startsAt: now - 60_000, endsAt: now + 600_000 }));
      await tx.saveSession(sessionIn('live', { id: 'se-live' }));
    });
    const citizen = await signInPhone(before.origin);
    const { ticketId } = await citizen.call('ticket.take', joinInput(sessionId, '李秀英'));
    await store.transaction((tx) =>
      tx.insertCall(callIn('ended', { id: callId, sessionId, ticketId, seatId: SEAT, startedAt: now })),
    );
    const of = {
      countyId: DEMO_COUNTY_ID,
      sessionId,
      ticketId,
      callId,
      startedAt: now,
      seconds: LONG_ENOUGH_TO_KILL_S,
    };
    await recordedSide(store, folder, { ...of, id: 'rc-killed-1', side: 'citizen', colour: 'red' });
    await recordedSide(store, folder, { ...of, id: 'rc-killed-2', side: 'official', colour: 'blue' });
    const handshake = { as: 'moderator', sessionId } as const;
    const desk = await SocketClient.connect(await signInStaff(before.origin, 'moderator'), handshake);
    await desk.call('session.end', { sessionId });
    desk.close();
    // Another evening is live as long as this server runs.
    await before.close();
    expect(await there('.together.webm')).toBe(false);

    const opened = await openStore({ databaseUrl: null, dataDir, fieldKey: TEST_FIELD_KEY, log: quietLog });
    await opened.store.transaction((tx) => tx.saveSession(sessionIn('ended', { id: 'se-live' })));
    await opened.store.close();

    const server = await ChildServer.create(dataDir, null);
    closing.push(() => server.kill());
    await until('it is being made', () => there('.making'), SOON_MS);
    await until('its program runs', async () => (await programsOn(folder)) > 0, SOON_MS);
    await server.kill();
    await until('no program outlives it', async () => (await programsOn(folder)) === 0, ENDS_WITHIN_MS);
    expect(await there('.together.webm')).toBe(false);
    await server.start();
    await until('it is made', () => there('.together.webm'), SOON_MS);
    await until('nothing half made is left', async () => !(await there('.making')));
  },
  2 * SOON_MS,
);

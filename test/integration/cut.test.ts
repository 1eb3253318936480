/** [C6] The cut does not wait for the database: while it is busy, and while it fails. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Store } from '../../server/services/ports/store.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, randomId, SocketClient } from '../support/clients.ts';
import { arrive, type Evening, putThrough, type Resident, SESSION, startEvening } from '../support/evening.ts';
import { rtpOf } from '../support/media/rtp.ts';
import { isPaused } from '../support/media/sent.ts';
import { until } from '../support/until.ts';

const inSession = { sessionId: SESSION };
let app: TestApp;
let evening: Evening;
let resident: Resident;
let viewer: SocketClient;
let consumerId = '';
let command: Store['command'];

beforeAll(async () => {
  app = await startTestApp();
  ({ command } = app.deps.store);
  evening = await startEvening(app.origin);
  resident = await arrive(app.origin);
  await putThrough(evening, resident);
  const room = await join(evening.screen);
  const { id } = await room.call('media.createTransport', { direction: 'send', protocol: 'any' });
  await room.call('media.produce', {
    transportId: id,
    source: 'microphone',
    kind: 'audio',
    rtpParameters: rtpOf('microphone'),
  });
  viewer = await join(await SocketClient.connect(new HttpClient(app.origin), { as: 'audience', ...inSession }));
  await viewer.call('media.createTransport', { direction: 'recv', protocol: 'any' });
  consumerId = await until('the programme', () => {
    const told = viewer.notices.find((notice) => notice.notice === 'media.consumer');
    return told?.notice === 'media.consumer' && told.consumerId;
  });
  await viewer.call('media.consumerReady', { consumerId });
  await until('sound', () => isPaused(consumerId) === false);
}, 120_000);
afterEach(async () => {
  app.deps.store.command = command;
  await evening.moderator.call('programme.cut', inSession);
  await evening.moderator.call('programme.restore', inSession);
  await until('sound', () => isPaused(consumerId) === false);
});
afterAll(stopApps);

async function join(socket: SocketClient): Promise<SocketClient> {
  const clientId = randomId();
  const { routerRtpCapabilities } = await socket.call('media.join', { clientId, rtpCapabilities: null });
  await socket.call('media.join', { clientId, rtpCapabilities: routerRtpCapabilities });
  return socket;
}

/** Cuts wait to be stored until what this returns is called; everything else is stored as ever. */
function holdUpCuts(): () => void {
  let store: () => void = () => undefined;
  const busy = new Promise<void>((resolve) => {
    store = resolve;
  });
  app.deps.store.command = async (...asked) => {
    if (asked[0].action === 'programme.cut') await busy;
    return command.apply(app.deps.store, asked) as never;
  };
  return store;
}

test('the programme is off while the cut waits to be stored, and stays off whatever else is stored meanwhile', async () => {
  const store = holdUpCuts();
  const cut = evening.aide.call('programme.cut', inSession);
  await until('silence', () => isPaused(consumerId));
  await app.realtime.stage(SESSION);
  expect(isPaused(consumerId)).toBe(true);
  store();
  await cut;
  expect(isPaused(consumerId)).toBe(true);
  await evening.moderator.see('moderator', ({ programme }) => programme.state === 'cut');
});

test('lifting a cut of before does not lift one that waits to be stored', async () => {
  const store = holdUpCuts();
  const cut = evening.aide.call('programme.cut', inSession);
  await until('silence', () => isPaused(consumerId));
  await evening.moderator.call('programme.restore', inSession).catch(() => undefined);
  expect(isPaused(consumerId)).toBe(true);
  store();
  await cut;
  expect(isPaused(consumerId)).toBe(true);
});

test('a cut that cannot be stored is told as failed and holds; lifting it lifts it', async () => {
  app.deps.store.command = () => Promise.reject(new Error('the disk is full'));
  await expect(evening.moderator.call('programme.cut', inSession)).rejects.toMatchObject({ code: 'INTERNAL' });
  expect(isPaused(consumerId)).toBe(true);
  await app.realtime.stage(SESSION);
  expect(isPaused(consumerId)).toBe(true);
  app.deps.store.command = command;
  await evening.moderator.call('programme.restore', inSession).catch(() => undefined);
  await until('sound', () => isPaused(consumerId) === false);
});

test('who may not cut does not', async () => {
  app.deps.store.command = () => Promise.reject(new Error('the disk is full'));
  for (const socket of [resident.socket, viewer, evening.screen])
    await expect(socket.call('programme.cut', inSession)).rejects.toMatchObject({ code: /FORBIDDEN|NOT_SIGNED_IN/ });
  await expect(evening.moderator.call('programme.cut', { sessionId: 'elsewhere' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(isPaused(consumerId)).toBe(false);
});

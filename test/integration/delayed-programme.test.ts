/** [C6] What the audience is told of a delayed programme: later than the desks, and at once where it was cut. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CONSENT_VERSION } from '../../shared/consent.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, SocketClient } from '../support/clients.ts';
import { arrive, type Evening, endCall, putThrough, type Resident, SESSION, startEvening } from '../support/evening.ts';

/** Longer than a busy machine takes to tell a page. */
const DELAY_MS = 5000;
let app: TestApp;
let evening: Evening;
let resident: Resident;
let viewer: SocketClient;
let callId: string;

beforeAll(async () => {
  app = await startTestApp();
  const session = await app.deps.store.read.session(SESSION);
  if (!session) throw new Error('no demo session');
  await app.deps.store.transaction((tx) => tx.saveSession({ ...session, delayMs: DELAY_MS }));
  evening = await startEvening(app.origin);
  resident = await arrive(app.origin);
  viewer = await SocketClient.connect(new HttpClient(app.origin), { as: 'audience', sessionId: SESSION });
}, 60_000);
afterAll(stopApps);

/** When the audience was told so, in milliseconds after `since`. */
async function told(since: number, state: 'slate' | 'stage' | 'cut'): Promise<number> {
  await viewer.see('programme', ({ programme }) => programme.state === state);
  return Date.now() - since;
}

test('the desks see the call on air at once; the audience and whoever waits by the delay later', async () => {
  const waiting = await arrive(app.origin, { name: '王芳' });
  callId = await putThrough(evening, resident);
  const since = Date.now();
  await evening.moderator.see('moderator', ({ programme }) => programme.state === 'stage');
  for (const { view } of [viewer, waiting.socket].map((page) => ({ view: page.view('programme') })))
    expect(view?.programme.now ?? null).toBeNull();
  // Put through a moment before `since`.
  expect(await told(since, 'stage')).toBeGreaterThan(DELAY_MS - 1000);
  expect(viewer.view('programme')?.session.delayMs).toBe(DELAY_MS);
  await waiting.socket.see('programme', ({ programme }) => programme.now?.subject === '石桥村路灯维修');
});

test('a cut is told at once, and nothing of before it when it is lifted', async () => {
  const cutAt = Date.now();
  await evening.aide.call('programme.cut', { sessionId: SESSION });
  expect(await told(cutAt, 'cut')).toBeLessThan(DELAY_MS);
  const restoredAt = Date.now();
  await evening.moderator.call('programme.restore', { sessionId: SESSION });
  await evening.moderator.see('moderator', ({ programme }) => programme.state === 'stage');
  expect(viewer.view('programme')?.programme.state).toBe('cut');
  expect(await told(restoredAt, 'stage')).toBeGreaterThanOrEqual(DELAY_MS);
});

const withdrawBroadcast = ({ socket, ticketId }: Resident) =>
  socket.call('ticket.changeConsent', { ticketId, scope: 'broadcast', given: false, version: CONSENT_VERSION });

test('[T6] a consent to the broadcast that is withdrawn takes the words away at once', async () => {
  const since = Date.now();
  await withdrawBroadcast(resident);
  expect(await told(since, 'slate')).toBeLessThan(DELAY_MS);
  await endCall(evening, callId);
});

test('[T6] so does one that is withdrawn while the call is held, of which the audience is still to hear', async () => {
  const held = await arrive(app.origin, { name: '李强' });
  const heldId = await putThrough(evening, held);
  await told(Date.now(), 'stage');
  await evening.moderator.call('call.hold', { sessionId: SESSION, callId: heldId });
  await evening.moderator.see('moderator', ({ programme }) => programme.state === 'slate');
  expect(viewer.view('programme')?.programme.state).toBe('stage');
  const since = Date.now();
  await withdrawBroadcast(held);
  expect(await told(since, 'slate')).toBeLessThan(DELAY_MS);
  await endCall(evening, heldId);
});

test('[C2] [T6] and one that is withdrawn after the call, which is shown to its end otherwise', async () => {
  const gone = await arrive(app.origin, { name: '赵敏' });
  const goneId = await putThrough(evening, gone);
  await told(Date.now(), 'stage');
  await endCall(evening, goneId);
  await evening.moderator.see('moderator', ({ programme }) => programme.state === 'slate');
  expect(viewer.view('programme')?.programme.state).toBe('stage');
  const since = Date.now();
  await withdrawBroadcast(gone);
  expect(await told(since, 'slate')).toBeLessThan(DELAY_MS);
});

test('[C2] the last call of an evening that ends with it is shown to its end, too', async () => {
  const last = await arrive(app.origin, { name: '周洁' });
  const lastId = await putThrough(evening, last);
  await told(Date.now(), 'stage');
  await evening.moderator.call('session.end', { sessionId: SESSION });
  const since = Date.now();
  await endCall(evening, lastId);
  const ended = await viewer.see('programme', ({ session }) => session.state === 'ended');
  expect(ended.programme.state).toBe('stage');
  expect(await told(since, 'slate')).toBeGreaterThanOrEqual(DELAY_MS);
});

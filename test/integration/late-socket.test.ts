/** [Q1] Sockets that end, or are heard, later than what came after them: nobody is here or away by them, and nothing of theirs is left. */
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, randomId, SocketClient } from '../support/clients.ts';
import { arrive, deck, type Evening, putThrough, type Resident, SESSION, startEvening } from '../support/evening.ts';
import { rtpOf } from '../support/media/rtp.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let evening: Evening;

beforeAll(async () => {
  app = await startTestApp();
  const session = (await app.deps.store.read.session(SESSION)) ?? expect.fail('no session');
  await app.deps.store.transaction((tx) => tx.saveSession({ ...session, delayMs: 0 }));
  evening = await startEvening(app.origin);
});
afterAll(stopApps);
afterEach(() => vi.restoreAllMocks());

/** The page's next action is worked on once that is let go: a busy machine. */
function holdNext({ socket }: SocketClient): { readonly came: Promise<void>; letGo(): void } {
  const { throttle } = app.deps;
  const use = throttle.use.bind(throttle);
  const came = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  const held = vi.spyOn(throttle, 'use').mockImplementation(async (...asked) => {
    if (asked[1] === socket.id) {
      held.mockImplementation(use);
      came.resolve();
      await free.promise;
    }
    return use(...asked);
  });
  return { came: came.promise, letGo: () => free.resolve() };
}

const presence = (ticketId: string, wanted: 'here' | 'lost') =>
  evening.moderator.see('moderator', ({ rows }) =>
    rows.some((row) => row.ticketId === ticketId && row.presence === wanted),
  );
/** A newer socket of the same `clientId` is the same page. */
const pageOf = ({ http, ticketId }: Resident, clientId: string) =>
  SocketClient.connect(http, { as: 'citizen', sessionId: SESSION, ticketId, clientId }, { beating: false });
const sockets = () => app.realtime.counts().sockets;
async function closed(page: SocketClient): Promise<void> {
  const before = sockets();
  page.close();
  await until('the server has heard of it', () => sockets() < before);
}
/** As a page does; answers the transport that it would send by. */
async function joined(page: SocketClient, clientId: string): Promise<string> {
  const { routerRtpCapabilities: rtpCapabilities } = await page.call('media.join', { clientId, rtpCapabilities: null });
  await page.call('media.join', { clientId, rtpCapabilities });
  await page.call('media.createTransport', { direction: 'recv', protocol: 'any' });
  return (await page.call('media.createTransport', { direction: 'send', protocol: 'any' })).id;
}
const speak = (page: SocketClient, transportId: string) =>
  page.call('media.produce', {
    ...{ transportId, source: 'microphone', kind: 'audio' },
    rtpParameters: rtpOf('microphone'),
  });
const hears = (page: SocketClient, producerId: string) =>
  until('it is told of the voice', () =>
    page.notices.some((one) => one.notice === 'media.consumer' && one.producerId === producerId),
  );

test('a join that is worked on after its socket died makes nobody present, and leaves nothing', async () => {
  const resident = await arrive(app.origin, { name: '断线的人' });
  await presence(resident.ticketId, 'here');
  await closed(resident.socket);
  await presence(resident.ticketId, 'lost');
  const before = app.media.counts();
  const page = await pageOf(resident, 'died');
  await presence(resident.ticketId, 'here');
  const held = holdNext(page);
  page.socket.emit('action', { name: 'media.join', input: { clientId: 'died', rtpCapabilities: null } });
  await held.came;
  await closed(page);
  held.letGo();
  await presence(resident.ticketId, 'lost');
  await evening.screen.call('session.beat', {});
  expect(app.media.counts()).toEqual(before);
});

test('whoever comes into the waiting room by a socket that died meanwhile has the place, and is not called present', async () => {
  const resident = await arrive(app.origin, { name: '刚进来的人', enter: false });
  const { ticketId, socket } = resident;
  const held = holdNext(socket);
  socket.socket.emit('action', {
    ...{ name: 'ticket.enter', commandId: randomId() },
    input: { ticketId, participation: 'video' },
  });
  await held.came;
  await closed(socket);
  held.letGo();
  await presence(ticketId, 'lost');
  const again = await pageOf(resident, randomId());
  await presence(ticketId, 'here');
  await closed(again);
  await presence(ticketId, 'lost');
});

test('a join of an older socket that is worked on after the newer one joined takes nothing from it', async () => {
  const resident = await arrive(app.origin, { name: '换网的人' });
  const clientId = randomId();
  await closed(resident.socket);
  const older = await pageOf(resident, clientId);
  const held = holdNext(older);
  older.socket.emit('action', { name: 'media.join', input: { clientId, rtpCapabilities: null } });
  await held.came;
  const newer = await pageOf(resident, clientId);
  await until('the older one was let go', () => !older.socket.connected);
  await joined(newer, clientId);
  const before = app.media.counts();
  held.letGo();
  await newer.call('session.beat', {});
  expect(app.media.counts()).toEqual(before);
  await presence(resident.ticketId, 'here');
  // What comes from now on comes to the newer one.
  const screen = await joined(evening.screen, 'screen');
  const { producerId } = await speak(evening.screen, screen);
  await deck(evening, { ...resident, socket: newer });
  await hears(newer, producerId);
  await newer.call('ticket.leave', { ticketId: resident.ticketId });
  await closed(newer);
});

test('an older socket whose end is heard late does not send its page away', async () => {
  const clientId = randomId();
  const connect = () =>
    SocketClient.connect(new HttpClient(app.origin), { as: 'audience', sessionId: SESSION, clientId });
  const older = await connect();
  await joined(older, clientId);
  const newer = await connect();
  await joined(newer, clientId);
  const before = app.media.counts();
  await closed(older);
  expect(app.media.counts()).toEqual(before);
  // A page that is away would be told of nothing new.
  const resident = await arrive(app.origin, { name: '接通的人' });
  const voice = await joined(resident.socket, randomId());
  await putThrough(evening, resident);
  const { producerId } = await speak(resident.socket, voice);
  await hears(newer, producerId);
  await closed(newer);
});

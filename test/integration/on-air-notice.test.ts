/** [C2] A call that is put on the programme is announced for three seconds, and shown by itself when they are over. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SessionMediaState } from '../../server/domain/calls/media-types.ts';
import { AIR_NOTICE_MS } from '../../server/domain/calls/programme.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, SocketClient, signInStaff } from '../support/clients.ts';
import { arrive, connectDesk, type Evening, endCall, putThrough, SESSION, startEvening } from '../support/evening.ts';
import { newDataFolder } from '../support/store-template.ts';

const inSession = { sessionId: SESSION } as const;
let app: TestApp;
let evening: Evening;
let viewer: SocketClient;
let callId: string;
let staged: { readonly at: number; readonly seatId: string | null }[];

/** What media was given, and when. */
function follow({ media }: TestApp): void {
  staged = [];
  const apply = media.apply.bind(media);
  media.apply = (state: SessionMediaState) => {
    staged.push({ at: Date.now(), seatId: state.programmeSeatId });
    return apply(state);
  };
}
const watch = (origin: string) => SocketClient.connect(new HttpClient(origin), { as: 'audience', ...inSession });
const onAirFor = (as: SocketClient) => as.see('programme', ({ programme }) => programme.state === 'stage');
const shownFrom = () => staged.find(({ seatId }) => seatId !== null)?.at ?? Number.NaN;
const announcedAt = async () => {
  const call = await app.deps.store.read.call(callId);
  return call?.state === 'live' && call.announcedAt !== null ? call.announcedAt : expect.fail('not announced');
};

beforeAll(async () => {
  const dataDir = await newDataFolder();
  app = await startTestApp({ dataDir });
  evening = await startEvening(app.origin);
  viewer = await watch(app.origin);
});
afterEach(() => endCall(evening, callId));
afterAll(stopApps);

test('everybody on the stage is told so, the audience that a call is near; then it is shown to all of them', async () => {
  const resident = await arrive(app.origin);
  follow(app);
  callId = await putThrough(evening, resident);
  await Promise.all([
    resident.socket.see('ticket', ({ call }) => call?.head.soon === true && !call.onAir),
    evening.moderator.see('moderator', ({ calls }) => calls[0]?.soon === true && !calls[0].shown),
    evening.aide.see('aide', ({ calls }) => calls[0]?.head.soon === true),
    evening.screen.see('screen', ({ now }) => now?.head.soon === true && !now.head.shown),
    viewer.see('programme', ({ programme }) => programme.state === 'slate' && programme.soon && !programme.now),
  ]);
  await Promise.all([
    resident.socket.see('ticket', ({ call }) => call?.onAir === true && !call.head.soon),
    evening.screen.see('screen', ({ now }) => now?.head.shown === true && !now.head.soon),
    onAirFor(viewer),
  ]);
  expect(shownFrom() - (await announcedAt())).toBeGreaterThanOrEqual(AIR_NOTICE_MS);
});

test('it is announced again when the moderator makes it public anew, and not after a hold', async () => {
  callId = await putThrough(evening, await arrive(app.origin));
  await onAirFor(viewer);
  const change = (isPublic: boolean) =>
    evening.moderator.call('call.setPublic', { ...inSession, callId, public: isPublic });
  await change(false);
  await viewer.see('programme', ({ programme }) => programme.state === 'slate' && !programme.soon);
  follow(app);
  await change(true);
  await onAirFor(viewer);
  expect(shownFrom() - (await announcedAt())).toBeGreaterThanOrEqual(AIR_NOTICE_MS);
  await evening.moderator.call('call.hold', { ...inSession, callId });
  follow(app);
  await evening.moderator.call('call.resume', { ...inSession, callId });
  // Acknowledged, media has followed.
  expect(staged.at(-1)?.seatId).not.toBeNull();
});

test('a server that starts anew meanwhile shows it when the time has come', async () => {
  callId = await putThrough(evening, await arrive(app.origin));
  const at = await announcedAt();
  const { dataDir } = app.config;
  await app.close();
  app = await startTestApp({ dataDir });
  const moderator = await connectDesk(await signInStaff(app.origin, 'moderator'), 'moderator');
  evening = { ...evening, moderator };
  await moderator.see('moderator', ({ calls }) => calls[0]?.shown === true);
  expect(Date.now()).toBeGreaterThanOrEqual(at + AIR_NOTICE_MS);
});

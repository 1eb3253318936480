import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audience, citizen, inCall, nothing, official, onDeck, SESSION } from '../../support/media/identities.ts';
import { MediaRig, type RigPage } from '../../support/media/media-rig.ts';
import { keyFramesAsked, packetsOfSource, packetsSent } from '../../support/media/sent.ts';
import { until } from '../../support/media/until.ts';

let rig: MediaRig;
let leader: RigPage;
let caller: RigPage;
let viewer: RigPage;

const camera = async (page: RigPage, from: string) =>
  (await page.do('streams')).find((stream) => stream.source === 'camera' && stream.from === from) ?? null;
const movesOn = async (page: RigPage, from: string) => {
  const before = await page.do('frames', from);
  return until(`frames of ${from} go on`, async () => (await page.do('frames', from)) > before + 5);
};
/** No packet more while its source sends on. */
const isSilent = async (consumerId: string) => {
  const first = await packetsSent(consumerId);
  const from = await packetsOfSource(consumerId);
  await until('packets of its source', async () => (await packetsOfSource(consumerId)) > from + 20);
  return (await packetsSent(consumerId)) === first;
};

beforeAll(async () => {
  rig = await MediaRig.create();
  await rig.hub.apply(onDeck('ticket-1', true));
  [leader, caller, viewer] = await Promise.all([rig.open(official), rig.open(citizen(1)), rig.open(audience(1))]);
  await Promise.all([
    leader.do('start', { send: true, receive: true }),
    caller.do('start', { send: true, receive: true }),
    viewer.do('start', { send: false, receive: true }),
  ]);
}, 60_000);
afterAll(async () => {
  await rig?.close();
});

test('[C1][C7] on deck everything is prepared and no packet flows', async () => {
  const seen = await until('the leader’s prepared consumer', () => camera(leader, 'citizen'));
  expect(seen).toMatchObject({ purpose: 'stage', flowing: false });
  await until('the caller’s prepared consumer', () => camera(caller, 'official'));
  await until('both send', () => rig.hub.sending(SESSION).filter((each) => each.audio && each.video).length === 2);
  expect(await isSilent(seen.consumerId)).toBe(true);
  expect(await packetsSent(seen.consumerId)).toBe(0);
  expect(await leader.do('frames', 'citizen')).toBe(0);
});

test('[C1] put-through makes frames move both ways, from what exists', async () => {
  const before = await camera(leader, 'citizen');
  await rig.hub.apply(inCall('ticket-1'));
  await Promise.all([movesOn(leader, 'citizen'), movesOn(caller, 'official')]);
  expect((await camera(leader, 'citizen'))?.consumerId).toBe(before?.consumerId);
});

test('[C2] the audience gets nothing on the slate, and the stage on air', async () => {
  expect(await viewer.do('frames', 'citizen')).toBe(0);
  for (const stream of await viewer.do('streams')) expect(await packetsSent(stream.consumerId)).toBe(0);
  await rig.hub.apply(inCall('ticket-1', { onAir: true }));
  await Promise.all([movesOn(viewer, 'citizen'), movesOn(viewer, 'official')]);
});

test('[C6] a cut is silence and no packet by the time it resolves, while the call goes on', async () => {
  const streams = await viewer.do('streams');
  expect(streams).toHaveLength(4);
  await rig.hub.apply(inCall('ticket-1'));
  const counts = await Promise.all(streams.map((stream) => packetsSent(stream.consumerId)));
  await movesOn(leader, 'citizen');
  // A closed consumer counts 0.
  const later = await Promise.all(streams.map((stream) => packetsSent(stream.consumerId)));
  later.forEach((count, index) => {
    expect(count).toBeLessThanOrEqual(counts[index] ?? 0);
  });
  await until('the page hides it', async () => (await viewer.do('streams')).every((stream) => !stream.flowing));
});

test('[C7] a held call sends nothing either way and comes back', async () => {
  await rig.hub.apply(inCall('ticket-1', { held: true }));
  const stream = await camera(leader, 'citizen');
  expect(stream && (await isSilent(stream.consumerId))).toBe(true);
  await rig.hub.apply(inCall('ticket-1'));
  await movesOn(leader, 'citizen');
});

test('muting is told to whoever looks', async () => {
  await caller.do('setMuted', 'camera', true);
  await until('the leader’s page hides it', async () => (await camera(leader, 'citizen'))?.flowing === false);
  await caller.do('setMuted', 'camera', false);
  await until('the leader’s page shows it', async () => (await camera(leader, 'citizen'))?.flowing === true);
  await movesOn(leader, 'citizen');
});

test('what is switched on while the server cannot be told is sent once it can', async () => {
  const isShown = async (shown: boolean) => (await camera(leader, 'citizen'))?.flowing === shown;
  await caller.do('setMuted', 'camera', true);
  await until('the leader’s page hides it', () => isShown(false));
  await caller.do('switchUnheard', 'camera', false);
  await until('the leader’s page shows it', () => isShown(true));
  await movesOn(leader, 'citizen');

  await caller.do('setMuted', 'camera', true);
  await until('the leader’s page hides it again', () => isShown(false));
  await caller.do('stop');
  await caller.do('setMuted', 'camera', false);
  await caller.do('start', { send: true, receive: true });
  await until('the leader’s page shows it again', () => isShown(true));
  await movesOn(leader, 'citizen');
});

test('an ICE restart keeps the picture', async () => {
  await caller.do('restartIce');
  await until('connected again', async () => (await caller.do('state')) === 'connected');
  await Promise.all([movesOn(leader, 'citizen'), movesOn(caller, 'official')]);
});

test('a socket that reconnects finds its transports again', async () => {
  const before = await camera(caller, 'official');
  await caller.do('dropSocket');
  await until('joined again', () => rig.hub.counts().peers === 3);
  await movesOn(caller, 'official');
  expect((await camera(caller, 'official'))?.consumerId).toBe(before?.consumerId);
});

test('a page whose turn ended and began again while it could not be told sends again', async () => {
  const { key } = citizen(1);
  rig.deaf.add(key);
  await rig.hub.apply(nothing);
  await rig.hub.apply(inCall('ticket-1'));
  expect(rig.hub.sending(SESSION).map((each) => each.key)).toEqual(['official']);
  rig.deaf.delete(key);
  await caller.do('dropSocket');
  await until('it sends both', () => rig.hub.sending(SESSION).some((one) => one.key === key && one.audio && one.video));
  await Promise.all([movesOn(leader, 'citizen'), movesOn(caller, 'official')]);
});

test('a page that lost its path for a while is given a key frame when it says that it is ready again', async () => {
  const { consumerId = '' } = (await camera(caller, 'official')) ?? {};
  const quiet = await until('nobody to ask for any', async () => {
    const before = await keyFramesAsked(consumerId);
    await movesOn(caller, 'official');
    return (await keyFramesAsked(consumerId)) === before && { before };
  });
  expect(await caller.do('call', 'media.consumerReady', { consumerId })).toBe('ok');
  await until('the question', async () => (await keyFramesAsked(consumerId)) > quiet.before);
});

test('[C7] nobody subscribes to what is not granted', async () => {
  const stream = await camera(leader, 'citizen');
  expect(await viewer.do('call', 'media.subscribe', { producerId: stream?.producerId ?? '' })).toBe('MEDIA_FORBIDDEN');
});

test('frames move again after a media worker was killed', async () => {
  const [pid] = rig.hub.workerPids();
  const killedAt = Date.now();
  process.kill(pid ?? 0, 'SIGKILL');
  const again = await until('a frame of the caller', () => leader.do('firstFrameAfter', 'citizen', killedAt + 300));
  await until('a frame of the leader', () => caller.do('firstFrameAfter', 'official', killedAt + 300));
  // A machine busy with other things; the bench holds it to 5 s.
  expect(again - killedAt).toBeLessThan(10_000);
  expect(rig.logs).toContain('media worker died');
});

describe('a page that is opened again', () => {
  /** Asks of the page from its opening until frames move. */
  async function reopen(page: RigPage): Promise<string[]> {
    const asked: string[] = [];
    page.page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => asked.push((JSON.parse(String(payload)) as { name: string }).name)),
    );
    await page.page.reload();
    await page.page.waitForFunction(() => 'harness' in window);
    await page.do('start', { send: false, receive: true });
    await movesOn(page, 'official');
    return asked.filter((name) => name === 'media.join' || name === 'media.createTransport');
  }
  const keep = (page: RigPage, router: string) =>
    page.page.evaluate((text) => localStorage.setItem('directline.router', text), router);

  test('knows its router and is given a transport with its join', async () => {
    expect(await reopen(caller)).toEqual(['media.join']);
  });

  test('forgets a router that is another one now', async () => {
    const kept = await caller.page.evaluate(() => localStorage.getItem('directline.router'));
    const { codecs, ...rest } = JSON.parse(kept ?? '') as { codecs: { kind: string }[] };
    await keep(caller, JSON.stringify({ ...rest, codecs: codecs.filter(({ kind }) => kind === 'audio') }));
    expect(await reopen(caller)).toEqual(['media.join', 'media.join']);
    expect(await caller.page.evaluate(() => localStorage.getItem('directline.router'))).toBe(kept);
  });

  test.each(['', '7', '{"codecs":7}', '{'])('does without what it cannot read: %j', async (text) => {
    await keep(caller, text);
    expect(await reopen(caller)).toEqual(['media.join', 'media.join']);
  });
});

test('the newest page of a person wins', async () => {
  const second = await rig.open(citizen(1));
  await second.do('start', { send: true, receive: true });
  await until('the first page is told', async () => (await caller.do('notices')).includes('superseded'));
  expect(await caller.do('state')).toBe('idle');
  await movesOn(second, 'official');
  await movesOn(leader, 'citizen');
  caller = second;
});

test('[C7] a citizen back in the waiting room stops sending and may not begin again', async () => {
  await rig.hub.apply(nothing);
  await until('the page knows', async () => !(await caller.do('sending')).camera);
  expect(rig.hub.sending(SESSION).map((each) => each.key)).toEqual(['official']);
  await caller.do('start', { send: true, receive: true });
  expect(await caller.do('refusal')).toBe('MEDIA_FORBIDDEN');
});

test('no page complained, and the server had nothing to warn of but the worker', () => {
  // A consumer for a stale router may still be on its way when the page has joined anew.
  const expected = ['media worker runs', 'cannot consume'];
  expect(rig.logs.filter((line) => !expected.includes(line))).toEqual(['media worker died']);
  expect([...leader.errors, ...caller.errors, ...viewer.errors]).toEqual([]);
});

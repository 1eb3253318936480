import { afterAll, beforeAll, expect, test } from 'vitest';
import { audience, citizen, inCall, official, onDeck } from '../../support/media/identities.ts';
import { MediaRig, type RigPage } from '../../support/media/media-rig.ts';
import { until } from '../../support/media/until.ts';

let rig: MediaRig;
let caller: RigPage;
let viewers: RigPage[];

const gets = (page: RigPage, from: string, after: number) =>
  until(`a frame of the ${from}`, () => page.do('firstFrameAfter', from, after));

beforeAll(async () => {
  rig = await MediaRig.create({ workers: 2, spread: 'audience' });
  await rig.hub.apply(onDeck('ticket-1', true));
  const leader = await rig.open(official);
  await leader.do('start', { send: true, receive: false });
  [caller, ...viewers] = await Promise.all([rig.open(citizen(1)), rig.open(audience(1)), rig.open(audience(2))]);
  await caller.do('start', { send: true, receive: true });
  for (const viewer of viewers) await viewer.do('start', { send: false, receive: true });
}, 60_000);
afterAll(async () => {
  await rig?.close();
});

test('the audience of one session sees both people from two workers', async () => {
  const since = Date.now();
  expect(rig.hub.workerPids()).toHaveLength(2);
  await rig.hub.apply(inCall('ticket-1', { onAir: true }));
  await Promise.all(viewers.flatMap((viewer) => [gets(viewer, 'citizen', since), gets(viewer, 'official', since)]));
});

test('[C6] a cut reaches the other worker’s viewers', async () => {
  await rig.hub.apply(inCall('ticket-1'));
  for (const viewer of viewers) {
    await until('the page hides all', async () => (await viewer.do('streams')).every((stream) => !stream.flowing));
  }
});

test('either worker may die and everybody sees again', async () => {
  await rig.hub.apply(inCall('ticket-1', { onAir: true }));
  for (const index of [0, 1]) {
    const pids = rig.hub.workerPids();
    process.kill(pids[index] ?? 0, 'SIGKILL');
    await until('another worker', () => {
      const now = rig.hub.workerPids();
      return now.length === 2 && now.every((pid) => pid !== pids[index]);
    });
    const since = Date.now();
    await gets(caller, 'official', since);
    await Promise.all(viewers.flatMap((viewer) => [gets(viewer, 'citizen', since), gets(viewer, 'official', since)]));
  }
});

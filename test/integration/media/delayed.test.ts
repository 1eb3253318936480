/** [C6] The programme behind its delay: picture and sound of real browsers, late; a cut takes away what is still to come. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionMediaState } from '../../../server/domain/calls/media-types.ts';
import { audience, citizen, inCall, nothing, official, onDeck } from '../../support/media/identities.ts';
import { MediaRig, type RigPage } from '../../support/media/media-rig.ts';
import { until } from '../../support/media/until.ts';

/** Longer than a busy machine takes to show a first frame or to hear of a cut. */
const DELAY_MS = 4000;
/** Of a key frame that may be a delay away, and of a busy machine. */
const LIMIT_MS = 40_000;

let rig: MediaRig;
let caller: RigPage;
let leader: RigPage;
let viewer: RigPage;

const late = (state: SessionMediaState): SessionMediaState => ({ ...state, delayMs: DELAY_MS });
const onAir = late(inCall('ticket-1', { onAir: true }));
const frameAfter = (page: RigPage, from: string, since: number) =>
  until(`a frame of the ${from}`, () => page.do('firstFrameAfter', from, since), LIMIT_MS);
const flows = async () => (await viewer.do('streams')).filter(({ flowing }) => flowing);

beforeAll(async () => {
  rig = await MediaRig.create({ workers: 2, spread: 'audience' });
  await rig.hub.apply(late(onDeck('ticket-1', true)));
  [leader, caller, viewer] = await Promise.all([rig.open(official), rig.open(citizen(1)), rig.open(audience(1))]);
  await leader.do('start', { send: true, receive: true });
  await caller.do('start', { send: true, receive: true });
  await viewer.do('start', { send: false, receive: true });
}, 60_000);
afterAll(async () => {
  await rig?.close();
});

test('the two see each other at once, the audience by the delay later', async () => {
  const since = Date.now();
  await rig.hub.apply(onAir);
  const spoken = await Promise.all([frameAfter(leader, 'citizen', since), frameAfter(caller, 'official', since)]);
  const shown = await Promise.all([frameAfter(viewer, 'citizen', since), frameAfter(viewer, 'official', since)]);
  for (const [index, at] of shown.entries()) {
    expect(at - since).toBeGreaterThanOrEqual(DELAY_MS);
    expect(at).toBeGreaterThan(spoken[index] ?? Number.POSITIVE_INFINITY);
  }
});

test('somebody who comes in the middle of it sees it without asking the senders for anything', async () => {
  const another = await rig.open(audience(2));
  const since = Date.now();
  await another.do('start', { send: false, receive: true });
  await Promise.all([frameAfter(another, 'citizen', since), frameAfter(another, 'official', since)]);
  await another.close();
});

test('a cut takes away what is still to come; what is on air again comes by the delay later', async () => {
  rig.hub.cutNow('session-1');
  await until('nothing is shown', async () => (await flows()).length === 0);
  const cutAt = Date.now();
  await rig.hub.apply(late({ ...inCall('ticket-1'), cut: true }));
  rig.hub.allowProgramme('session-1');
  const since = Date.now();
  await rig.hub.apply(onAir);
  const at = await frameAfter(viewer, 'citizen', cutAt + 200);
  expect(at - since).toBeGreaterThanOrEqual(DELAY_MS);
});

test('a call that is taken off the programme is gone at once', async () => {
  const since = Date.now();
  await rig.hub.apply(late({ ...inCall('ticket-1'), offAir: ['call-1'] }));
  await until('nothing is shown', async () => (await flows()).length === 0, DELAY_MS - 200);
  await rig.hub.apply(onAir);
  await frameAfter(viewer, 'citizen', since + DELAY_MS);
});

test('what was said before the end of a call is shown to its end, though the caller is gone', async () => {
  await rig.hub.apply(late(nothing));
  await caller.close();
  const since = Date.now();
  await frameAfter(viewer, 'citizen', since + DELAY_MS / 4);
  await until('the end', async () => (await flows()).length === 0);
  expect(Date.now() - since).toBeGreaterThan(DELAY_MS / 2);
});

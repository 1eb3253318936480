import { afterAll, beforeAll, expect, test } from 'vitest';
import { checker } from '../../support/media/identities.ts';
import { MediaRig, type RigPage } from '../../support/media/media-rig.ts';
import { until } from '../../support/media/until.ts';

let rig: MediaRig;
let page: RigPage;

beforeAll(async () => {
  rig = await MediaRig.create();
  page = await rig.open(checker);
});
afterAll(async () => {
  await rig?.close();
});

test('camera and microphone open', async () => {
  expect(await page.do('openDevices')).toEqual({ camera: 'live', microphone: 'live', problems: {} });
});

test('UDP and TCP are tried, without a device', async () => {
  const report = await page.do('checkNetwork');
  expect(report).toMatchObject({ udp: true, tcp: true });
  expect(report.roundTripMs).toBeLessThan(1000);
});

test('[C7] what a check sends comes back to its own page alone', async () => {
  const other = await rig.open({ ...checker, key: 'check-2' });
  await other.do('start', { send: false, receive: true });
  await page.do('start', { send: true, receive: true });
  await until('its own picture', async () => (await page.do('frames', 'self')) > 5);
  const streams = await page.do('streams');
  expect(streams.map((stream) => [stream.from, stream.purpose, stream.source]).sort()).toEqual([
    ['self', 'check', 'camera'],
    ['self', 'check', 'microphone'],
  ]);
  expect(await other.do('streams')).toEqual([]);
  const quality = await until('a measured quality', async () => {
    const measured = await page.do('quality');
    return measured.height !== null && measured.roundTripMs !== null && measured;
  });
  expect(quality.lost).toBeLessThan(0.05 * quality.received);
});

test('TCP alone carries the picture', async () => {
  await page.do('stop');
  const before = await page.do('frames', 'self');
  await page.do('start', { send: true, receive: true, protocol: 'tcp' });
  await until('its own picture over TCP', async () => (await page.do('frames', 'self')) > before + 5);
});

/** (b) The path of a resident's media is lost under a live call: ICE finds the new one, or everything is built anew. */

import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Peer } from '../../server/media/peer.ts';
import { Refusal } from '../../shared/errors.ts';
import { type Person, picturesMove, tracksSeen } from '../support/browser.ts';
import { browserEvening } from '../support/browser-evening.ts';
import { hears } from '../support/flows.ts';
import { endCall, type Resident } from '../support/journey.ts';
import { packetsReceived } from '../support/media/sent.ts';
import { UdpRelay } from '../support/udp-relay.ts';
import { until } from '../support/until.ts';

/** Everybody is told this address; only the relay answers on it, and only over UDP. */
const RELAYED = '127.0.0.2';
const evening = browserEvening({ announced: [RELAYED] });
let relay: UdpRelay;
let moderator: Person;
let screen: Person;
const LEADER = 'video[aria-label*="王建国"]';

beforeAll(async () => {
  relay = await UdpRelay.create(RELAYED, evening.app.config.media.port, '127.0.0.1');
  ({ moderator, screen } = await evening.open('moderator', 'screen'));
});
afterAll(async () => {
  relay?.close();
});

const bothMove = (resident: Resident) =>
  Promise.all([picturesMove(screen.page, 'video'), picturesMove(resident.page, LEADER)]);

/** A live call, and the sockets over which the resident's media go. */
async function callOverRelay(name: string): Promise<{ resident: Resident; sockets: string[] }> {
  const others = relay.clients;
  const resident = await evening.callerOnStage(moderator, name);
  await bothMove(resident);
  await Promise.all([hears(screen, resident), hears(resident, screen)]);
  const sockets = [...relay.clients].filter((client) => !others.has(client));
  expect(sockets.length).toBeGreaterThan(0);
  return { resident, sockets };
}

/** Nothing arrives over the old path any more: what moves later is new. */
async function lose(resident: Resident, sockets: readonly string[]): Promise<void> {
  relay.lose(sockets);
  let before = -1;
  await until('the end of the old path', async () => {
    const now = await packetsReceived(resident.wire.transports);
    const ended = now === before;
    before = now;
    return ended;
  });
}

test('ICE is restarted on the same transports, and pictures and sound go on both ways', async () => {
  const { resident, sockets } = await callOverRelay('换网的人');
  const transports = [...resident.wire.transports];
  const tracks = await tracksSeen(screen.page);
  await lose(resident, sockets);
  await until('an ICE restart', () => resident.wire.asked('media.restartIce') > 0, 30_000);
  await until(
    'packets over a new path',
    async () => {
      const before = await packetsReceived(transports);
      await picturesMove(moderator.page, 'video');
      return (await packetsReceived(transports)) > before;
    },
    30_000,
  );
  await bothMove(resident);
  await Promise.all([hears(screen, resident), hears(resident, screen)]);
  // The same call over the same transports and tracks: nobody began anew.
  expect(resident.wire.transports).toEqual(transports);
  // Where a picture stalls for a moment it is not shown.
  await until('the tracks of before', async () => isDeepStrictEqual(await tracksSeen(screen.page), tracks));
  expect([...relay.clients].some((client) => !sockets.includes(client))).toBe(true);
  await endCall(moderator);
  await resident.context.close();
});

test('where ICE cannot be restarted everything is built anew', async () => {
  const { resident, sockets } = await callOverRelay('重建的人');
  const transports = [...resident.wire.transports];
  const refusing = vi.spyOn(Peer.prototype, 'restartIce').mockRejectedValue(new Refusal('NOT_FOUND'));
  await lose(resident, sockets);
  await until('an ICE restart that is refused', () => resident.wire.asked('media.restartIce') > 0, 30_000);
  await until('new transports', () => resident.wire.transports.length >= transports.length + 2, 30_000);
  await bothMove(resident);
  await Promise.all([hears(screen, resident), hears(resident, screen)]);
  await expect.poll(() => packetsReceived(transports)).toBe(0);
  refusing.mockRestore();
  await endCall(moderator);
  await resident.context.close();
});

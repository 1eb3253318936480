/**
 * The path of a resident on a call dies, for media and signalling alike, and comes back: until pictures move again for
 * both people of the call. UDP alone, over relays of our own.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { freePort } from '../support/free-port.ts';
import { localPorts } from '../support/local-ports.ts';
import { TcpRelay } from '../support/tcp-relay.ts';
import { UdpRelay } from '../support/udp-relay.ts';
import { firstOfNew, framesSince, pageNow } from './support/page-marks.ts';
import { percentile, report, say, wholeArgument } from './support/report.ts';
import { bringOnDeck, openChromium, openResident, putThrough, setScene } from './support/scene.ts';
import { startSupervisedServer } from './support/servers.ts';

/** In all, the kinds in turn. */
const rounds = wholeArgument('rounds', 32);
const KINDS = [
  { name: 'outage2s', deadMs: 2000, moves: false },
  { name: 'outage8s', deadMs: 8000, moves: false },
  { name: 'outage20s', deadMs: 20_000, moves: false },
  { name: 'address', deadMs: 1000, moves: true },
] as const;
const WITHIN_MS = 60_000;
const SETTLED_MS = 3000;
/** So many new frames in a row are a picture that moves. */
const FRAMES = 5;
/** Only the relay answers here, and only over UDP. */
const RELAYED = '127.0.0.2';

const mediaPort = await freePort();
const server = await startSupervisedServer({
  DIRECTLINE_MEDIA_PORT: String(mediaPort),
  DIRECTLINE_MEDIA_WORKERS: '1',
  DIRECTLINE_MEDIA_ANNOUNCED: RELAYED,
});
const signalling = await TcpRelay.create(Number(new URL(server.origin).port));
const media = await UdpRelay.create(RELAYED, mediaPort, '127.0.0.1');
const scene = await setScene(server.origin, await openChromium(signalling.origin));
const found: Record<(typeof KINDS)[number]['name'], number[]> = {
  outage2s: [],
  outage8s: [],
  outage20s: [],
  address: [],
};
let failed = 0;
try {
  const phone = await openResident(scene);
  await bringOnDeck(scene, phone);
  await putThrough(scene);
  const pages = [scene.screen, phone];
  await Promise.all(pages.map((page) => movesAgain(page, 0)));

  for (let round = 1; round <= rounds; round += 1) {
    const kind = KINDS[(round - 1) % KINDS.length] ?? KINDS[0];
    media.spare([...(await localPorts(scene.screen)), ...(await localPorts(scene.moderator))]);
    await pause(SETTLED_MS + Math.random() * 1000);
    media.set({ cut: true });
    signalling.cut();
    await pause(kind.deadMs);
    // Within a second a busy phone still shows what it had received before.
    const isShort = kind.deadMs < 2000;
    if (!isShort && (await framesSince(phone, (await pageNow(phone)) - 500)).length > 0)
      throw new Error('The path is not cut.');
    if (kind.moves) media.changeAddress();
    const backAt = await pageNow(phone);
    media.set({});
    signalling.restore();
    const [leader, citizen] = await Promise.all(pages.map((page) => movesAgain(page, backAt)));
    say(`${kind.name} ${round}/${rounds}: leader ${leader?.toFixed(0)}, citizen ${citizen?.toFixed(0)} ms`);
    if (typeof leader === 'number' && typeof citizen === 'number') found[kind.name].push(Math.max(leader, citizen));
    else failed += 1;
  }
} finally {
  await scene.close();
  signalling.close();
  media.close();
  await server.stop();
}
const all = Object.values(found).flat();
report('network', rounds, {
  p50Ms: percentile(all, 0.5),
  p95Ms: percentile(all, 0.95),
  outage2sP95Ms: percentile(found.outage2s, 0.95),
  outage8sP95Ms: percentile(found.outage8s, 0.95),
  outage20sP95Ms: percentile(found.outage20s, 0.95),
  addressP95Ms: percentile(found.address, 0.95),
  failed,
});

/** When the picture moved again, in milliseconds after `since`. `null`: not in time. */
async function movesAgain(page: Page, since: number): Promise<number | null> {
  const frame = await firstOfNew(page, since, [], FRAMES, WITHIN_MS);
  return frame && frame.at - since;
}

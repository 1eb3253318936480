/** The server killed, and its media worker killed, during a call: until pictures move again for both people of the call. */
import type { Page } from 'playwright-core';
import { signInStaff } from '../support/clients.ts';
import { until } from '../support/until.ts';
import { firstOfNew, framesSince, pageNow } from './support/page-marks.ts';
import { percentile, report, say, wholeArgument } from './support/report.ts';
import { bringOnDeck, connectDesk, openChromium, openResident, putThrough, setScene } from './support/scene.ts';
import { isReady, startSupervisedServer, workersOf } from './support/servers.ts';

/** Of each kind. */
const rounds = wholeArgument('rounds', 10);
const WITHIN_MS = 60_000;
const SETTLED_MS = 2000;
/** So many new frames in a row are a picture that moves. */
const FRAMES = 5;

const server = await startSupervisedServer();
const scene = await setScene(server.origin, await openChromium(server.origin));
const found: Record<'server' | 'worker', number[]> = { server: [], worker: [] };
let failed = 0;
try {
  const phone = await openResident(scene);
  await bringOnDeck(scene, phone);
  await putThrough(scene);
  const pages = [scene.screen, phone];
  await Promise.all(pages.map((page) => movesAgain(page, 0, [])));

  for (let round = 1; round <= rounds; round += 1) {
    for (const kind of ['worker', 'server'] as const) {
      await server.standsBy();
      await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
      const before = await Promise.all(
        pages.map(async (page) => [...new Set((await framesSince(page, 0)).map((f) => f.track))]),
      );
      const pid = await server.pid();
      const workers = await workersOf(pid);
      const killedAt = await pageNow(phone);
      for (const victim of kind === 'server' ? [pid] : workers) process.kill(victim, 'SIGKILL');
      const times = await Promise.all(pages.map((page, index) => movesAgain(page, killedAt, before[index] ?? [])));
      const [leader, citizen] = times;
      say(`${kind} ${round}/${rounds}: leader ${leader?.toFixed(0)}, citizen ${citizen?.toFixed(0)} ms`);
      if (typeof leader === 'number' && typeof citizen === 'number') found[kind].push(Math.max(leader, citizen));
      else failed += 1;
      if (kind === 'server') {
        scene.desk.close();
        await until('the server', () => isReady(server.origin), WITHIN_MS);
        scene.desk = await connectDesk(await signInStaff(server.origin, 'moderator'));
      }
    }
  }
} finally {
  await scene.close();
  await server.stop();
}
report('recover', rounds, {
  serverP50Ms: percentile(found.server, 0.5),
  serverP95Ms: percentile(found.server, 0.95),
  workerP50Ms: percentile(found.worker, 0.5),
  workerP95Ms: percentile(found.worker, 0.95),
  failed,
});

/**
 * When the picture moved again, in milliseconds after `since`: nothing of a dead router comes back, so frames count that
 * belong to tracks not seen before. `null`: not in time.
 */
async function movesAgain(page: Page, since: number, before: readonly string[]): Promise<number | null> {
  const frame = await firstOfNew(page, since, before, FRAMES, WITHIN_MS);
  return frame && frame.at - since;
}

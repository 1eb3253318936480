/**
 * A page opened on a device that was checked before, until the first presented frame of the stage: the citizen who opens
 * the page again during the call, and somebody of the audience.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { PHONE } from '../support/browser.ts';
import { firstFrame } from './support/page-marks.ts';
import { percentile, report, say, wholeArgument } from './support/report.ts';
import { bringOnDeck, newContext, openChromium, openResident, putThrough, setScene } from './support/scene.ts';
import { startTimedServer } from './support/servers.ts';
import { SESSION } from './support/session.ts';

const rounds = wholeArgument('rounds', 40);
const WITHIN_MS = 15_000;
/** Between two pages in a tab, so that neither the one before nor the tab itself is at work. */
const SETTLED_MS = 1000;

const server = await startTimedServer();
const scene = await setScene(server.origin, await openChromium(server.origin));
const asCitizen: number[] = [];
const asAudience: number[] = [];
let failed = 0;
try {
  const onCall = await openResident(scene);
  await bringOnDeck(scene, onCall);
  await putThrough(scene);
  await msToPicture(onCall);
  await onCall.close();
  const audience = await newContext(scene.browser, server.origin, '', PHONE);
  // Tabs stay open: a new one is a window of Chromium's with a face of its own, which costs more than a page.
  const phone = await scene.resident.newPage();
  const viewer = await audience.newPage();

  for (let round = 0; round <= rounds; round += 1) {
    await pause(SETTLED_MS);
    await phone.goto(`/s/${SESSION}/wait/${scene.ticketId}`, { waitUntil: 'commit' });
    const citizenMs = await msToPicture(phone);
    await phone.goto('about:blank');

    await viewer.goto(`/s/${SESSION}`, { waitUntil: 'commit' });
    const watch = viewer.locator('.poster button');
    await watch.waitFor();
    const tappedAt = await viewer.evaluate(() => performance.now());
    await watch.click();
    const seenAt = await msToPicture(viewer);
    await viewer.goto('about:blank');

    const audienceMs = seenAt === null ? null : seenAt - tappedAt;
    say(`${round === 0 ? 'warm-up' : round}: citizen ${citizenMs?.toFixed(0)}, audience ${audienceMs?.toFixed(0)} ms`);
    if (round === 0) continue;
    if (citizenMs === null || audienceMs === null) failed += 1;
    if (citizenMs !== null) asCitizen.push(citizenMs);
    if (audienceMs !== null) asAudience.push(audienceMs);
  }
} finally {
  await scene.close();
  await server.stop();
}
report('cold-join', asCitizen.length, {
  p50Ms: percentile(asCitizen, 0.5),
  p95Ms: percentile(asCitizen, 0.95),
  audienceP50Ms: percentile(asAudience, 0.5),
  audienceP95Ms: percentile(asAudience, 0.95),
  failed,
});

/** Milliseconds since the page began to open; `null`: nothing in time. */
async function msToPicture(page: Page): Promise<number | null> {
  const frame = await firstFrame(page, 0, WITHIN_MS);
  return frame && frame.at - (await page.evaluate(() => performance.timeOrigin));
}

/**
 * The first load of the citizen's page on a slow phone and network: when the first input can be used, and how much
 * script was transferred by the time the camera is needed.
 */
import { PHONE } from '../support/browser.ts';
import { joinInput, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { median, percentile, report, say, wholeArgument } from './support/report.ts';
import { newContext, openChromium } from './support/scene.ts';
import { startTimedServer } from './support/servers.ts';
import { SESSION } from './support/session.ts';

const rounds = wholeArgument('rounds', 5);
const CPU_SLOWDOWN = 4;
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

const server = await startTimedServer();
const chromium = await openChromium(server.origin);
const interactive: number[] = [];
let scriptBytes = 0;
let firstPageBytes = 0;
try {
  const desk = await SocketClient.connect(await signInStaff(server.origin, 'moderator'), {
    as: 'moderator',
    sessionId: SESSION,
  });
  await desk.call('session.start', { sessionId: SESSION });
  desk.close();
  for (let round = 1; round <= rounds; round += 1) {
    interactive.push(await firstUse());
    say(`${round}/${rounds}: interactive after ${interactive.at(-1)?.toFixed(0)} ms`);
  }
  ({ scriptBytes, firstPageBytes } = await scripts());
} finally {
  await chromium.close();
  await server.stop();
}
report('page', rounds, {
  jsGzipKb: Math.round(firstPageBytes / 102.4) / 10,
  jsToCameraGzipKb: Math.round(scriptBytes / 102.4) / 10,
  interactiveMs: median(interactive),
  slowestInteractiveMs: percentile(interactive, 1),
});

/** A phone that was never here. Milliseconds from the navigation until what is typed into the first field stands there. */
async function firstUse(): Promise<number> {
  const context = await newContext(chromium.browser, server.origin, '', PHONE);
  const page = await context.newPage();
  // The field exists, and the browser has come round to drawing it and to answering a task after it.
  await page.addInitScript(() => {
    const look = new MutationObserver(() => {
      const field = document.querySelector<HTMLInputElement>('input:not([disabled])');
      if (!field || field.getClientRects().length === 0) return;
      look.disconnect();
      requestAnimationFrame(() =>
        setTimeout(() => {
          (window as unknown as { __usableAt: number }).__usableAt = performance.now();
        }),
      );
    });
    look.observe(document, { childList: true, subtree: true, attributes: true });
  });
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', NETWORK);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  await page.goto(`/s/${SESSION}/join`, { waitUntil: 'commit' });
  await page.waitForFunction(() => (window as unknown as { __usableAt?: number }).__usableAt !== undefined);
  const usableAt = await page.evaluate(() => (window as unknown as { __usableAt: number }).__usableAt);
  const field = page.locator('input').first();
  await field.pressSequentially('139');
  if (!(await field.inputValue()).replace(/\D/g, '').startsWith('139')) throw new Error('The field takes no input.');
  await context.close();
  return usableAt;
}

/** Bytes of script on the wire, as compressed as they come, without headers: of the first page, and up to the question for the camera. */
async function scripts(): Promise<{ scriptBytes: number; firstPageBytes: number }> {
  const http = await signInPhone(server.origin);
  const { ticketId } = await http.call('ticket.take', joinInput(SESSION));
  const context = await newContext(chromium.browser, server.origin, '', PHONE);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  const urls = new Map<string, string>();
  const sizes = new Map<string, number>();
  cdp.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script') urls.set(requestId, response.url);
  });
  cdp.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId);
    if (url) sizes.set(url, encodedDataLength + (sizes.get(url) ?? 0));
  });
  const sum = () => [...sizes.values()].reduce((all, bytes) => all + bytes, 0);
  await page.goto(`/s/${SESSION}/join`, { waitUntil: 'networkidle' });
  await page.locator('input').first().waitFor();
  const firstPageBytes = sum();
  // The steps between need no further script but the waiting page's, which asks for the camera first.
  const pairs = http.cookieHeader.split('; ');
  await context.addCookies(
    pairs.map((pair) => ({
      name: pair.split('=')[0] ?? '',
      value: pair.slice(pair.indexOf('=') + 1),
      url: server.origin,
    })),
  );
  await page.goto(`/s/${SESSION}/wait/${ticketId}`);
  await page.locator('button.primary').first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  for (const [url, bytes] of sizes) say(`${(bytes / 1024).toFixed(1).padStart(7)} KB ${new URL(url).pathname}`);
  await context.close();
  return { scriptBytes: sum(), firstPageBytes };
}

/**
 * A key pressed at a captioner's page until the last of 200 viewers has the letter: one reads it on a page in real Chromium
 * (drawn), the others are sockets of viewers who are told of it. No delay is set. Every fourth round finishes its line.
 */
import type { Page } from 'playwright-core';
import { HttpClient, SocketClient } from '../support/clients.ts';
import { until } from '../support/until.ts';
import { countArgument, median, percentile, report, say, wholeArgument } from './support/report.ts';
import { bringOnDeck, openChromium, openResident, putThrough, type Scene, setScene } from './support/scene.ts';
import { startTimedServer } from './support/servers.ts';
import { SESSION } from './support/session.ts';

const rounds = wholeArgument('rounds', 100);
const viewers = countArgument('viewers', 200);
/** A line is finished once for so many letters. */
const LETTERS_PER_LINE = 4;
const LETTERS = '路灯坏了三个月没人修请尽快';
const WITHIN_MS = 5_000;
/** Nobody types in step with the clock of the page. */
const between = () => 300 + Math.random() * 400;

const now = () => performance.timeOrigin + performance.now();
const server = await startTimedServer();
const chromium = await openChromium(server.origin);
const scene = await setScene(server.origin, chromium);
const toLast: number[] = [];
const toPage: number[] = [];
let failed = 0;
try {
  const resident = await openResident(scene);
  const captioner = await openCaptioner(scene);
  await bringOnDeck(scene, resident);
  await putThrough(scene);
  const reader = await openReader(scene);
  say(`${viewers - 1} more viewers connect`);
  const sockets = await Promise.all(
    Array.from({ length: viewers - 1 }, () =>
      SocketClient.connect(new HttpClient(server.origin), { as: 'audience', sessionId: SESSION }),
    ),
  );
  const isOnAir = async (socket: SocketClient) =>
    (await socket.call('session.snapshot', {})).views.some(
      (one) => one.view === 'programme' && one.data.programme.state === 'stage',
    );
  // A call is announced before it is on the programme (C2).
  for (const socket of sockets) await until('the call on the programme', () => isOnAir(socket));
  const field = captioner.locator('textarea').first();
  await until('the call at the captioner', () => captioner.locator('[aria-label] video').first().isVisible());
  await field.focus();
  let line = '';
  for (let round = 0; round < rounds; round += 1) {
    const isLast = round % LETTERS_PER_LINE === LETTERS_PER_LINE - 1;
    const letter = LETTERS[round % LETTERS.length] ?? '';
    // Each line is like no other, so that what is shown is what was just typed.
    line = line === '' ? `第${round}句${letter}` : line + letter;
    const measured = await oneRound(captioner, reader, sockets, line, isLast);
    if (measured) {
      toLast.push(measured.last);
      toPage.push(measured.page);
    } else failed += 1;
    say(`${round + 1}/${rounds}: ${measured ? `${Math.round(measured.last)} ms` : 'not read'}`);
    if (isLast) line = '';
    await new Promise((resolve) => setTimeout(resolve, between()));
  }
} finally {
  await scene.close();
  await server.stop();
}
report('caption', toLast.length, {
  p50Ms: median(toLast),
  p95Ms: percentile(toLast, 0.95),
  pageP50Ms: median(toPage),
  pageP95Ms: percentile(toPage, 0.95),
  viewers,
  failed,
});

async function oneRound(
  captioner: Page,
  reader: Page,
  sockets: readonly SocketClient[],
  line: string,
  finishes: boolean,
): Promise<{ readonly last: number; readonly page: number } | null> {
  const arrivals = sockets.map((socket) => arrival(socket, line));
  const drawn = reader.evaluate(whenDrawn, { line, withinMs: WITHIN_MS });
  const field = captioner.locator('textarea').first();
  // The whole line at once, as an input method gives it; its moment is that of the page's own event.
  const typedAt = await field.evaluate((element, text) => {
    const area = element as HTMLTextAreaElement;
    const at = performance.timeOrigin + performance.now();
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(area, text);
    area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    return at;
  }, line);
  if (finishes) await field.press('Enter');
  const [page, ...others] = await Promise.all([drawn, ...arrivals]);
  if (page === null || others.some((at) => at === null)) return null;
  return { page: page - typedAt, last: Math.max(page, ...(others as number[])) - typedAt };
}

/** When a viewer's socket was told of the line; `null`: never. */
function arrival(socket: SocketClient, line: string): Promise<number | null> {
  return new Promise((resolve) => {
    const done = (at: number | null) => {
      clearTimeout(timer);
      socket.socket.off('view', look);
      resolve(at);
    };
    const look = (message: { view: string; data: { calls?: { lines: { text: string }[] }[] } }) => {
      if (message.view !== 'captions') return;
      if (message.data.calls?.some(({ lines }) => lines.some(({ text }) => text === line))) done(now());
    };
    const timer = setTimeout(() => done(null), WITHIN_MS);
    socket.socket.on('view', look);
  });
}

/** In the reader's page: the frame after the line is in it. */
function whenDrawn({ line, withinMs }: { line: string; withinMs: number }): Promise<number | null> {
  return new Promise((resolve) => {
    const isThere = () => document.body.textContent?.includes(line) ?? false;
    const finish = (at: number | null) => {
      clearTimeout(timer);
      observer.disconnect();
      resolve(at);
    };
    const look = () => {
      if (isThere()) requestAnimationFrame(() => finish(performance.timeOrigin + performance.now()));
    };
    const observer = new MutationObserver(look);
    const timer = setTimeout(() => finish(null), withinMs);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
  });
}

async function openCaptioner({ desk, browser, seatId, origin }: Scene): Promise<Page> {
  const wanted = { sessionId: SESSION, seatId, kind: 'captioner', name: '钱', language: null } as const;
  const { link } = await desk.call('helper.book', wanted);
  const page = await (await browser.newContext({ baseURL: origin, bypassCSP: true })).newPage();
  await page.goto(link);
  await page.locator('[data-autofocus]').click();
  return page;
}

async function openReader({ browser, origin }: Scene): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: origin, bypassCSP: true })).newPage();
  await page.goto(`/s/${SESSION}`);
  await page.locator('.slate button').first().click();
  await page.locator('video').first().waitFor();
  return page;
}

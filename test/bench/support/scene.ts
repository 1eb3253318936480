/** The people of one seat in real Chromium: a resident's phone, the moderator's desk, the meeting-room screen. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { DESK, PHONE } from '../../support/browser.ts';
import { type HttpClient, joinInput, SocketClient, signInPhone, signInStaff } from '../../support/clients.ts';
import { until } from '../../support/until.ts';
import { keepMarks } from './page-marks.ts';
import { SESSION } from './session.ts';
import { writeSpeech } from './speech.ts';

export interface Scene {
  readonly origin: string;
  readonly browser: Browser;
  readonly moderator: Page;
  readonly screen: Page;
  readonly resident: BrowserContext;
  readonly residentHttp: HttpClient;
  readonly ticketId: string;
  readonly seatId: string;
  /** A moderator without a page, for the steps that are not measured. */
  desk: SocketClient;
  close(): Promise<void>;
}

export interface Chromium {
  readonly browser: Browser;
  /** Of the phone: a profile on disk as every phone's. The contexts made besides are private windows. */
  readonly profile: BrowserContext;
  close(): Promise<void>;
}

export async function openChromium(origin: string): Promise<Chromium> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));
  if (!executablePath) throw new Error('Chromium is missing: npm test installs it');
  const folder = await mkdtemp(path.join(tmpdir(), 'directline-voice-'));
  const voice = path.join(folder, 'voice.wav');
  writeSpeech(voice);
  const profile = await chromium.launchPersistentContext(path.join(folder, 'profile'), {
    ...contextOptions(origin, PHONE),
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-renderer-backgrounding',
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-ui-for-media-stream',
      // As a phone's camera: the pattern's own 20 pictures a second would make every first one late.
      '--use-fake-device-for-media-stream=fps=30',
      `--use-file-for-fake-audio-capture=${voice}`,
    ],
  });
  const browser = profile.browser();
  if (!browser) throw new Error('Chromium has ended');
  return {
    browser,
    profile,
    close: async () => {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Size = typeof PHONE;

const contextOptions = (origin: string, viewport: Size) => ({
  viewport,
  locale: 'zh-CN',
  baseURL: origin,
  bypassCSP: true,
});

export async function newContext(
  browser: Browser,
  origin: string,
  cookies: string,
  viewport: Size,
  marks = { media: true },
): Promise<BrowserContext> {
  const context = await browser.newContext(contextOptions(origin, viewport));
  await makeReady(context, origin, cookies, marks);
  return context;
}

/** Signed in, and keeping marks, before its first page. */
async function makeReady(
  context: BrowserContext,
  origin: string,
  cookies: string,
  marks = { media: true },
): Promise<void> {
  await keepMarks(context, marks);
  const pairs = cookies.split('; ').filter(Boolean);
  await context.addCookies(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: origin };
    }),
  );
  context.setDefaultTimeout(30_000);
}

/** Session live, screen sending, one resident with a number and a checked device. */
export async function setScene(origin: string, { browser, profile: resident, close }: Chromium): Promise<Scene> {
  const moderatorHttp = await signInStaff(origin, 'moderator');
  const desk = await connectDesk(moderatorHttp);
  await desk.call('session.start', { sessionId: SESSION });
  const aideHttp = await signInStaff(origin, 'aide');
  const moderatorContext = await newContext(browser, origin, moderatorHttp.cookieHeader, DESK, { media: false });
  const screenContext = await newContext(browser, origin, aideHttp.cookieHeader, DESK);
  const moderator = await moderatorContext.newPage();
  const screen = await screenContext.newPage();
  await moderator.goto(`/desk/moderator/${SESSION}`);
  await screen.goto(`/screen/${SESSION}`);
  await screen.locator('[data-autofocus]').click();

  const residentHttp = await signInPhone(origin);
  const { ticketId } = await residentHttp.call('ticket.take', joinInput(SESSION));
  const entering = await SocketClient.connect(residentHttp, { as: 'citizen', sessionId: SESSION, ticketId });
  await entering.call('ticket.enter', { ticketId, participation: 'video' });
  entering.close();
  await makeReady(resident, origin, residentHttp.cookieHeader);
  const view = await desk.see('moderator', ({ seats }) => seats.some((seat) => seat.ready));
  const seatId = view.seats[0]?.id ?? '';
  const scene: Scene = {
    origin,
    browser,
    moderator,
    screen,
    resident,
    residentHttp,
    ticketId,
    seatId,
    desk,
    close: async () => {
      scene.desk.close();
      await close();
    },
  };
  return scene;
}

export const connectDesk = (http: HttpClient): Promise<SocketClient> =>
  SocketClient.connect(http, { as: 'moderator', sessionId: SESSION });

export async function openResident(scene: Scene): Promise<Page> {
  const page = await scene.resident.newPage();
  await page.goto(`/s/${SESSION}/wait/${scene.ticketId}`);
  return page;
}

const rowOf = (scene: Scene) => scene.desk.view('moderator')?.rows.find(({ ticketId }) => ticketId === scene.ticketId);

/** Calls, answers on the page, approves, moves to the deck, and waits until media is connected there. */
export async function bringOnDeck(scene: Scene, page: Page): Promise<void> {
  const { desk, ticketId, seatId } = scene;
  const named = { sessionId: SESSION, ticketId };
  await until('the resident waiting', () => rowOf(scene)?.state === 'waiting' && rowOf(scene)?.presence === 'here');
  await desk.call('queue.call', { ...named, reason: '测量' });
  await page.locator('button.huge').click();
  await until('the answer', () => rowOf(scene)?.answered);
  await desk.call('ticket.approve', {
    ...named,
    subject: '石桥村路灯维修',
    publicName: '石桥村李女士',
    categoryCode: 'C0101',
  });
  await desk.call('ticket.toDeck', { ...named, seatId });
  await until('media on deck', () => rowOf(scene)?.state === 'onDeck' && rowOf(scene)?.mediaReady);
}

export async function putThrough(scene: Scene): Promise<string> {
  return (await scene.desk.call('call.putThrough', { sessionId: SESSION, ticketId: scene.ticketId })).callId;
}

/** Ends the call as failed, which puts the resident back at the head. */
export async function failCall(scene: Scene): Promise<void> {
  const call = await until('the call', () =>
    scene.desk.view('moderator')?.calls.find(({ ticketId, state }) => ticketId === scene.ticketId && state !== 'ended'),
  );
  await scene.desk.call('call.end', {
    sessionId: SESSION,
    callId: call.id,
    outcome: 'failed',
    note: '',
    whereTo: '测量',
    unitId: null,
  });
}

/** Whatever went wrong: the resident is in the waiting room again, also when a late click still took effect. */
export async function backToWaiting(scene: Scene): Promise<void> {
  const { desk, ticketId } = scene;
  await until(
    'the waiting room',
    async () => {
      const state = rowOf(scene)?.state;
      if (state === 'waiting') return true;
      const back = { sessionId: SESSION, ticketId, reason: '测量' };
      await (state === 'live' ? failCall(scene) : desk.call('queue.return', back)).catch(() => undefined);
      return false;
    },
    60_000,
  );
}

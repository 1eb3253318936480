/** Chromium with a fake camera and microphone, one context per person, and what their pages really show and sound like. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { Wire } from './wire.ts';

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1440, height: 900 };

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
];
const DEVICES = {
  fake: ['--use-fake-device-for-media-stream=fps=5', '--use-fake-ui-for-media-stream'],
  refuse: ['--use-fake-device-for-media-stream', '--deny-permission-prompts'],
  none: [],
  microphoneOnly: ['--use-fake-device-for-media-stream=device-count=0', '--use-fake-ui-for-media-stream'],
};

export interface LaunchOptions {
  /** `refuse`: the person says no to both. `none`: there is no device at all. `microphoneOnly`: no camera. */
  readonly camera?: keyof typeof DEVICES;
  /** A WAV file that the microphone hears over and over. */
  readonly hears?: string;
}

export async function launchChromium({ camera = 'fake', hears }: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: executableOfChromium(),
    headless: true,
    args: [...chromiumFlags(camera), ...(hears ? [`--use-file-for-fake-audio-capture=${hears}`] : [])],
    // As on people's own machines: without it a file of a Chinese name cannot be saved.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
}

export const chromiumFlags = (camera: keyof typeof DEVICES): string[] => [...FLAGS, ...DEVICES[camera]];

export function executableOfChromium(): string {
  const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));
  if (!found) throw new Error('Chromium is missing: npm test installs it');
  return found;
}

export interface Person {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly wire: Wire;
  /** Everything that went wrong on the page; a test ends with it empty. */
  readonly faults: string[];
}

export async function newPerson(browser: Browser, origin: string, viewport = PHONE, locale = 'zh-CN'): Promise<Person> {
  const context = await browser.newContext({ viewport, locale, baseURL: origin });
  await watchConnections(context);
  return openPage(context);
}

/** Signs a browser in as somebody who is signed in without one; `cookieHeader` as an `HttpClient` has it. */
export async function giveCookies(context: BrowserContext, origin: string, cookieHeader: string): Promise<void> {
  await context.addCookies(
    cookieHeader.split('; ').map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s);
      return { name, value, url: origin };
    }),
  );
}

const allFaults: string[][] = [];

/** Everything that went wrong on any page since the last look; after every journey it is nothing. */
export function faultsOfAll(): string[] {
  return allFaults.flatMap((faults) => faults.splice(0));
}

/** A page of this browser, watched from its beginning. */
export async function openPage(context: BrowserContext): Promise<Person> {
  const page = await context.newPage();
  const faults: string[] = [];
  allFaults.push(faults);
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    // The browser itself reports refused requests and lost sockets; those are looked at where they matter.
    if (message.type() === 'error' && !/Failed to load resource|WebSocket connection/.test(message.text()))
      faults.push(message.text());
  });
  page.setDefaultTimeout(45_000);
  return { page, context, wire: Wire.of(page), faults };
}

/** What comes into view has come, and what goes has gone. What turns for ever is left out. */
export async function comesToRest(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    // What opens begins to move some pictures later.
    for (let pictures = 0; pictures < 4; pictures += 1) {
      const moves = document
        .getAnimations()
        .some(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity);
      if (moves) return false;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return true;
  });
}

/** A dialog has come, and the keyboard is in its form: a key that is pressed now is meant for it. */
export async function keyboardIn(dialog: Locator): Promise<void> {
  await dialog.locator('form :focus').waitFor({ state: 'attached' });
  await comesToRest(dialog.page());
}

/** Waits until a picture moves: new frames are presented in a video that can be seen. */
export async function picturesMove(page: Page, selector: string): Promise<void> {
  const moved = page.waitForFunction(
    ({ wanted, look }) => {
      // What each video had presented when this look first saw it.
      const looks = window as unknown as Record<string, WeakMap<HTMLVideoElement, number>>;
      looks[look] ??= new WeakMap();
      for (const video of document.querySelectorAll<HTMLVideoElement>(wanted)) {
        if (video.videoWidth === 0 || video.getClientRects().length === 0) continue;
        const now = video.getVideoPlaybackQuality().totalVideoFrames;
        const before = looks[look].get(video);
        if (before !== undefined && now > before) return true;
        looks[look].set(video, now);
      }
      return false;
    },
    { wanted: selector, look: `look ${randomUUID()}` },
    { timeout: 45_000, polling: 200 },
  );
  await moved.catch(async (cause: unknown) => {
    const videos = await page.evaluate(() =>
      [...document.querySelectorAll('video')].map((video) => ({
        label: video.ariaLabel,
        size: `${video.videoWidth}x${video.videoHeight}`,
        seen: video.getClientRects().length > 0,
        paused: video.paused,
        frames: video.getVideoPlaybackQuality().totalVideoFrames,
      })),
    );
    const words = (await page.locator('body').textContent())?.slice(0, 600);
    throw new Error(`No picture of ${selector} moved on ${page.url()}: ${JSON.stringify(videos)}, “${words}”`, {
      cause,
    });
  });
}

/** The tracks of the pictures that can be seen now. */
export function tracksSeen(page: Page, selector = 'video'): Promise<string[]> {
  return page.evaluate(
    (wanted) =>
      [...document.querySelectorAll<HTMLVideoElement>(wanted)].flatMap((video) =>
        video.getClientRects().length > 0 && video.srcObject instanceof MediaStream
          ? video.srcObject.getVideoTracks().map((track) => track.id)
          : [],
      ),
    selector,
  );
}

/** Waits until a picture of a track that is none of `old` moves: ten frames, more than any buffer held. */
export async function newPicturesMove(page: Page, selector: string, old: readonly string[]): Promise<void> {
  await page.waitForFunction(
    async ({ wanted, known }) => {
      for (const video of document.querySelectorAll<HTMLVideoElement>(wanted)) {
        const stream = video.srcObject;
        if (!(stream instanceof MediaStream) || video.getClientRects().length === 0) continue;
        if (stream.getVideoTracks().every((track) => known.includes(track.id))) continue;
        if (video.videoWidth > 0 && video.getVideoPlaybackQuality().totalVideoFrames >= 10) return true;
      }
      return false;
    },
    { wanted: selector, known: [...old] },
    { timeout: 45_000 },
  );
}

/** When no picture could be seen on the page, by the clock of this machine. */
export async function slateAt(page: Page): Promise<number> {
  const at = await page.waitForFunction(
    () => [...document.querySelectorAll('video')].every((video) => video.getClientRects().length === 0) && Date.now(),
  );
  return Number(await at.jsonValue());
}

/**
 * When a stream was added to any peer connection of the page by negotiation (JSEP). Taking one away, as with the end of
 * the green room, is none: nobody waits for it.
 */
export function additions(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as { __additions?: number[] }).__additions ?? []);
}

/** When the last key or button of the page was pressed, by the clock of this machine. */
export function pressedAt(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { __pressedAt?: number }).__pressedAt ?? 0);
}

/** Keeps every peer connection of the page where its statistics are looked for. Before the page is opened. */
async function watchConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const kept: RTCPeerConnection[] = [];
    const added: number[] = [];
    const Original = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        kept.push(this);
      }
      #streams = 0;
      override setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
        const streams = description.sdp?.match(/^a=(sendonly|recvonly|sendrecv)/gm)?.length ?? 0;
        if (streams > this.#streams) added.push(Date.now());
        this.#streams = streams;
        return super.setRemoteDescription(description);
      }
    };
    for (const event of ['keydown', 'click'])
      addEventListener(event, () => Object.assign(window, { __pressedAt: Date.now() }), { capture: true });
    Object.assign(window, { __connections: kept, __additions: added });
  });
}

/**
 * Payload of video that the page received and sent so far over the peer connections that it has open; the padding with
 * which a browser measures its network is none.
 */
export async function videoBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const connections = (window as unknown as { __connections?: RTCPeerConnection[] }).__connections ?? [];
    let bytes = 0;
    for (const connection of connections) {
      if (connection.connectionState === 'closed') continue;
      for (const report of (await connection.getStats()).values()) {
        if (report.kind !== 'video') continue;
        if (report.type === 'inbound-rtp') bytes += report.bytesReceived;
        if (report.type === 'outbound-rtp') bytes += report.bytesSent - report.retransmittedBytesSent;
      }
    }
    return bytes;
  });
}

/** Audio packets that the page received so far, over all its peer connections. */
export async function audioPackets(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const connections = (window as unknown as { __connections?: RTCPeerConnection[] }).__connections ?? [];
    let packets = 0;
    for (const connection of connections) {
      for (const report of (await connection.getStats()).values()) {
        if (report.type === 'inbound-rtp' && report.kind === 'audio') packets += report.packetsReceived;
      }
    }
    return packets;
  });
}

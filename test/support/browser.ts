/** Chromium with a fake camera and microphone, one context per person, and what their pages really show and sound like. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

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
  '--use-fake-device-for-media-stream',
];

export interface LaunchOptions {
  /** `refuse`: the person says no to the camera. `none`: there is no device at all. */
  readonly camera?: 'fake' | 'refuse' | 'none';
}

export async function launchChromium({ camera = 'fake' }: LaunchOptions = {}): Promise<Browser> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((file) => existsSync(file));
  if (!executablePath) throw new Error('Chromium is missing: npm test installs it');
  const args =
    camera === 'fake'
      ? [...FLAGS, '--use-fake-ui-for-media-stream']
      : camera === 'refuse'
        ? [...FLAGS, '--deny-permission-prompts']
        : FLAGS.filter((flag) => flag !== '--use-fake-device-for-media-stream');
  return chromium.launch({ executablePath, headless: true, args });
}

export interface Person {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Everything that went wrong on the page; a test ends with it empty. */
  readonly faults: string[];
}

export async function newPerson(browser: Browser, origin: string, viewport = PHONE, locale = 'zh-CN'): Promise<Person> {
  const context = await browser.newContext({ viewport, locale, baseURL: origin });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    // The browser itself reports refused requests and lost sockets; those are looked at where they matter.
    if (message.type() === 'error' && !/Failed to load resource|WebSocket connection/.test(message.text()))
      faults.push(message.text());
  });
  page.setDefaultTimeout(45_000);
  return { page, context, faults };
}

/** Waits until a picture moves: new frames are presented in a video that can be seen. */
export async function picturesMove(page: Page, selector: string): Promise<void> {
  await page.waitForFunction(
    async (wanted) => {
      for (const video of document.querySelectorAll<HTMLVideoElement>(wanted)) {
        if (video.videoWidth === 0 || video.getClientRects().length === 0) continue;
        const before = video.getVideoPlaybackQuality().totalVideoFrames;
        await new Promise((resolve) => {
          video.requestVideoFrameCallback(resolve);
          setTimeout(resolve, 500);
        });
        if (video.getVideoPlaybackQuality().totalVideoFrames > before) return true;
      }
      return false;
    },
    selector,
    { timeout: 45_000 },
  );
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

/** Keeps every peer connection of the page where `audioPackets` finds it. Before the page is opened. */
export async function watchConnections(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const kept: RTCPeerConnection[] = [];
    const Original = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        kept.push(this);
      }
    };
    (window as unknown as { __connections: RTCPeerConnection[] }).__connections = kept;
  });
}

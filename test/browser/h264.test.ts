/** A phone whose browser names H.264 first, as iPhones do, sends that; everybody sees it. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { launchChromium, picturesMove } from '../support/browser.ts';
import {
  callToDeck,
  enterWithVideo,
  moderatorAt,
  putThrough,
  screenAt,
  startSession,
  takeNumber,
} from '../support/journey.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let browser: Browser;

beforeAll(async () => {
  app = await startTestApp();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
});

test('from the deck to the leader', async () => {
  const moderator = await moderatorAt(browser, app.origin);
  const screen = await screenAt(browser, app.origin);
  await startSession(moderator);
  const resident = await takeNumber(browser, app.origin);
  await resident.page.evaluate(() => {
    const connections: RTCPeerConnection[] = [];
    Object.assign(window, { connections });
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    };
    const real = RTCRtpSender.getCapabilities.bind(RTCRtpSender);
    RTCRtpSender.getCapabilities = (kind) => {
      const all = real(kind);
      const rank = ({ mimeType }: { mimeType: string }) => (mimeType === 'video/H264' ? 0 : 1);
      return all && { ...all, codecs: all.codecs.toSorted((a, b) => rank(a) - rank(b)) };
    };
  });
  await enterWithVideo(resident);
  await callToDeck(moderator, resident);
  await putThrough(moderator);
  await picturesMove(screen.page, 'video');
  await picturesMove(resident.page, '.live video');
  const codec = await until('the codec of what is sent', () =>
    resident.page.evaluate(async () => {
      const { connections } = window as unknown as { connections: RTCPeerConnection[] };
      for (const connection of connections) {
        const stats = await connection.getStats();
        for (const one of stats.values())
          if (one.type === 'outbound-rtp' && one.kind === 'video' && one.framesEncoded > 0)
            return String(stats.get(one.codecId)?.mimeType ?? '');
      }
      return null;
    }),
  );
  expect(codec).toBe('video/H264');
});

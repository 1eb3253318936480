/** The echo of a room, as `/check` tells it: Chromium's microphone hears the known sound, or something else. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { echoProbe } from '../../client/media/echo.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium, newPerson } from '../support/browser.ts';
import { wav } from '../support/wav.ts';

const RATE = 48_000;
let app: TestApp;
let folder: string;
let browser: Browser | null = null;

beforeAll(async () => {
  app = await startTestApp();
  folder = await mkdtemp(path.join(tmpdir(), 'directline-echo-'));
});
afterEach(async () => {
  await browser?.close();
  browser = null;
  expect(faultsOfAll()).toEqual([]);
});
afterAll(async () => {
  await stopApps();
  await rm(folder, { recursive: true });
});

async function verdict(heard: Float32Array): Promise<string> {
  const file = path.join(folder, `${heard.length}.wav`);
  await writeFile(file, wav(heard, RATE));
  browser = await launchChromium({ hears: file });
  const { page } = await newPerson(browser, app.origin);
  await page.goto('/check');
  await page.getByRole('button', { name: '开始检测' }).click();
  await page.getByRole('button', { name: '测一测回声' }).click();
  const card = page.getByRole('region', { name: '回声' });
  await card.locator('.note').waitFor();
  return (await card.locator('.note').textContent()) ?? '';
}

test('a room that gives the sound back is told, with what helps', async () => {
  // Begun anew every half second, so that it is heard whenever the page listens; what the browser makes of it is its own affair.
  const probe = echoProbe(RATE);
  const half = probe.length / 2;
  const words = await verdict(
    Float32Array.from({ length: half }, (_, at) => 0.5 * ((probe[at] ?? 0) + (probe[at + half] ?? 0))),
  );
  expect(words).toMatch(/戴上耳机|浏览器能把它去掉/);
});

test('voices in the room are no echo', async () => {
  const voice = Float32Array.from({ length: RATE * 3 }, (_, at) => {
    const seconds = at / RATE;
    return 0.2 * Math.sin(2 * Math.PI * (160 + 30 * Math.sin(seconds * 5)) * seconds) * Math.sin(seconds * 12);
  });
  expect(await verdict(voice)).toContain('没有听到扬声器的声音');
});

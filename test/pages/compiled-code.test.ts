/** What a browser compiled of the pages it keeps, and does not compile again: a third of the time until a call is seen. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { chromiumFlags, executableOfChromium, PHONE } from '../support/browser.ts';
import { SESSION } from '../support/journey.ts';

let app: TestApp;
let folder: string;
let phone: BrowserContext;

beforeAll(async () => {
  app = await startTestApp();
  // A private window keeps nothing between pages; a phone's browser has its folder.
  folder = await mkdtemp(path.join(tmpdir(), 'directline-profile-'));
  phone = await chromium.launchPersistentContext(folder, {
    executablePath: executableOfChromium(),
    headless: true,
    args: chromiumFlags('fake'),
    viewport: PHONE,
  });
});
afterAll(async () => {
  await phone?.close();
  await rm(folder, { recursive: true, force: true });
  await stopApps();
});

test('a phone that opens a page again runs the code that it compiled before', async () => {
  const page = await phone.newPage();
  // Chromium keeps compiled code from the second time on, when it finds the time to.
  await expect.poll(() => compiledCodeUsed(page), { timeout: 60_000 }).toBeGreaterThan(100_000);
});

/** Bytes of kept compiled code that one opening of the page took instead of compiling. */
async function compiledCodeUsed(page: Page): Promise<number> {
  const browser = phone.browser();
  if (!browser) throw new Error('Chromium has ended');
  await browser.startTracing(page, { categories: ['devtools.timeline', 'v8'] });
  await page.goto(`${app.origin}/s/${SESSION}/join`);
  await page.getByRole('textbox').first().waitFor();
  const trace: { traceEvents: TraceEvent[] } = JSON.parse((await browser.stopTracing()).toString());
  await page.goto('about:blank');
  return trace.traceEvents.reduce((sum, { name, args }) => {
    return name === 'v8.compileModule' ? sum + (args?.data?.consumedCacheSize ?? 0) : sum;
  }, 0);
}

interface TraceEvent {
  readonly name: string;
  readonly args?: { readonly data?: { readonly consumedCacheSize?: number } };
}

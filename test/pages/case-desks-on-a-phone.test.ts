/** The desks of cases on a phone, with the cases of a new demo county: read by everybody, nothing wider than the window. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectDeskInBothLanguages } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium, PHONE } from '../support/browser.ts';
import { signInStaff } from '../support/clients.ts';
import { pageOf } from '../support/journey.ts';

let app: TestApp;
let browser: Browser;

beforeAll(async () => {
  app = await startTestApp({ demoCases: true });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await stopApps();
  expect(faultsOfAll()).toEqual([]);
});

test.for([
  ['caseworker', '/desk'],
  ['supervisor', '/desk/supervise'],
  ['leader', '/desk'],
  ['clerk', '/desk/clerk'],
  ['leader', '/desk/promises'],
  ['leader', '/desk/figures'],
  ['supervisor', '/desk/templates'],
  ['supervisor', '/cases'],
] as const)('%s at %s', async ([who, path]) => {
  const { page, context } = await pageOf(browser, await signInStaff(app.origin, who), path, PHONE);
  await expectDeskInBothLanguages(page, `phone-${who}${path.replaceAll('/', '-')}`, 'main h2, main h1');
  await context.close();
});

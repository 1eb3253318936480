/**
 * Chromium as a phone has it: one person's, whose page goes to the background and is frozen. Browsers of the other journeys
 * keep every page awake.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright-core';
import { chromiumFlags, executableOfChromium, openPage, type Person } from './browser.ts';

export interface Sleeper extends Person {
  /** The page is behind another one, and nothing of it runs. */
  sleep(): Promise<void>;
  /** The person looks at it again. */
  wake(): Promise<void>;
  close(): Promise<void>;
}

export async function newSleeper(): Promise<Sleeper> {
  const folder = await mkdtemp(path.join(tmpdir(), 'directline-phone-'));
  const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${folder}`, '--accept-lang=zh-CN'];
  // Whoever connects waits for a page that has not come up yet, and now and then for good: it has none until it is connected to.
  own.push('--no-startup-window');
  const child = spawn(executableOfChromium(), [...chromiumFlags('fake'), ...own], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const browser = await chromium.connectOverCDP(await devtoolsOf(child.stderr), { noDefaults: true });
  const context = browser.contexts()[0];
  if (!context) throw new Error('Chromium has no window');
  const person = await openPage(context);
  const inFront: Page = await context.newPage();
  await person.page.bringToFront();
  const devtools = await context.newCDPSession(person.page);
  return {
    ...person,
    sleep: async () => {
      await inFront.bringToFront();
      await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
    },
    wake: () => person.page.bringToFront(),
    close: async () => {
      await browser.close();
      if (child.exitCode === null) {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await gone;
      }
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Chromium says on which port it is spoken to. */
async function devtoolsOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const address = /ws:\/\/\S+/.exec(line)?.[0];
    if (address) return address;
  }
  throw new Error('Chromium ended at once');
}

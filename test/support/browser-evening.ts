/**
 * A server and a Chromium for a file of journeys, and the desks that it asks for; both are closed after it, and no test
 * leaves a fault on any page.
 */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { startTestApp, stopApps, type TestApp, type TestAppOptions } from './app.ts';
import { faultsOfAll, launchChromium, newPerson, type Person, PHONE } from './browser.ts';
import { connectAs } from './evening.ts';
import {
  aideAt,
  callToDeck,
  enterWithVideo,
  moderatorAt,
  putThrough,
  type Resident,
  SESSION,
  screenAt,
  startSession,
  takeNumber,
} from './journey.ts';

const OPEN = { moderator: moderatorAt, screen: screenAt, aide: aideAt };
export type DeskName = keyof typeof OPEN;

export interface BrowserEvening {
  readonly app: TestApp;
  readonly browser: Browser;
  readonly origin: string;
  /** Side by side; where the moderator's is among them, the session goes live, and a second moderator is there. */
  open<Name extends DeskName>(...names: Name[]): Promise<Record<Name, Person>>;
  /** From the number to the stage. */
  callerOnStage(moderator: Person, name?: string, options?: Parameters<typeof takeNumber>[3]): Promise<Resident>;
  /** Somebody's phone with the programme. */
  audience(): Promise<Person>;
}

/** At the top of a file: its hooks run before those that come after it. */
export function browserEvening(options: TestAppOptions = {}): BrowserEvening {
  let app: TestApp | null = null;
  let browser: Browser | null = null;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startTestApp(options), launchChromium()]);
  });
  afterEach(() => {
    expect(faultsOfAll()).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await stopApps();
  });
  const started = <Part>(part: Part | null): Part => {
    if (!part) throw new Error('The server and the browser start before the first test.');
    return part;
  };
  return {
    get app() {
      return started(app);
    },
    get browser() {
      return started(browser);
    },
    get origin() {
      return this.app.origin;
    },
    async open<Name extends DeskName>(...names: Name[]) {
      const opened = names.map(async (name) => [name, await OPEN[name](this.browser, this.origin)] as const);
      const desks = Object.fromEntries(await Promise.all(opened)) as Record<Name, Person>;
      if ('moderator' in desks) {
        await startSession(desks.moderator as Person);
        // A desk that is looked over by a machine says nothing for seconds, and without any the programme is cut (C6).
        await connectAs(this.origin, 'moderator');
      }
      return desks;
    },
    async callerOnStage(moderator, name, how) {
      const resident = await takeNumber(this.browser, this.origin, name, how);
      await enterWithVideo(resident);
      await callToDeck(moderator, resident);
      await putThrough(moderator);
      return resident;
    },
    async audience() {
      const person = await newPerson(this.browser, this.origin, PHONE);
      await person.page.goto(`/s/${SESSION}`);
      await person.page.getByRole('button', { name: '点一下，观看直播' }).click();
      return person;
    },
  };
}

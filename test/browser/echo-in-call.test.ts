/** [C16] A loudspeaker that goes into its own microphone during a call: told to whoever has it, and to nobody else. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAsItStands } from '../support/accessible.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { faultsOfAll, launchChromium, newPerson, PHONE } from '../support/browser.ts';
import {
  callToDeck,
  enterWithVideo,
  moderatorAt,
  putThrough,
  screenAt,
  startSession,
  takeNumber,
} from '../support/journey.ts';
import { voice } from '../support/voices.ts';
import { wav } from '../support/wav.ts';

const RATE = 48_000;
let app: TestApp;
let folder: string;
let browser: Browser;
/** The leader's: its microphone hears somebody who speaks. */
let speaking: Browser;

beforeAll(async () => {
  app = await startTestApp();
  folder = await mkdtemp(path.join(tmpdir(), 'directline-voice-'));
  const file = path.join(folder, 'voice.wav');
  await writeFile(file, wav(voice(40, RATE, 11), RATE));
  [browser, speaking] = await Promise.all([launchChromium(), launchChromium({ hears: file })]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), speaking?.close()]);
  await stopApps();
  await rm(folder, { recursive: true });
  expect(faultsOfAll()).toEqual([]);
});

/** A phone on a table: what it plays reaches its microphone a moment later, quieter, while `loud` is set. */
async function putOnTable(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const room = new AudioContext();
    const way = room.createDelay(1);
    way.delayTime.value = 0.16;
    const volume = room.createGain();
    const microphone = room.createMediaStreamDestination();
    way.connect(volume).connect(microphone);
    Object.assign(window, { setVolume: (loud: boolean) => (volume.gain.value = loud ? 0.4 : 0) });
    const played = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
    Object.defineProperty(HTMLAudioElement.prototype, 'srcObject', {
      configurable: true,
      get() {
        return played?.get?.call(this);
      },
      set(stream: MediaStream | null) {
        if (stream) room.createMediaStreamSource(stream).connect(way);
        played?.set?.call(this, stream);
      },
    });
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wish) => {
      const stream = await ask(wish);
      for (const track of stream.getAudioTracks()) {
        stream.removeTrack(track);
        const heard = microphone.stream.getAudioTracks()[0]?.clone();
        if (heard) stream.addTrack(heard);
      }
      return stream;
    };
  });
}

test('the resident’s page says so, the leader’s whose voice it is does not; with the volume down it is gone', async () => {
  const moderator = await moderatorAt(browser, app.origin);
  await startSession(moderator);
  const screen = await screenAt(speaking, app.origin);
  const person = await newPerson(browser, app.origin, PHONE);
  await putOnTable(person.context);
  const resident = await takeNumber(browser, app.origin, '李秀英', { as: person });
  await enterWithVideo(resident);
  await callToDeck(moderator, resident);
  await putThrough(moderator);
  const { page } = resident;
  const hint = page.getByText('您这边的喇叭声传进了麦克风');
  await hint.waitFor();
  expect(await screen.page.getByText('本处扬声器的声音传进了话筒').count()).toBe(0);
  await expectAsItStands(page, 'echo: hint');
  await page.evaluate(() => (window as unknown as { setVolume(loud: boolean): void }).setVolume(false));
  await hint.waitFor({ state: 'detached' });

  await page.evaluate(() => (window as unknown as { setVolume(loud: boolean): void }).setVolume(true));
  await hint.waitFor();
  await page.getByRole('button', { name: '知道了', exact: true }).click();
  await hint.waitFor({ state: 'detached' });
  // Noise suppression is chosen in the call too.
  await page.getByText('声音设置').click();
  await page.getByRole('button', { name: /关掉降噪/ }).click();
  await page.getByRole('button', { name: '打开降噪' }).waitFor();
  await expectAsItStands(page, 'echo: sound settings');
});

/** A call is recorded where both sides agreed, and played on the case's page; nothing that happens to the recorder touches it. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type Person, picturesMove } from '../support/browser.ts';
import { browserEvening } from '../support/browser-evening.ts';
import {
  callToDeck,
  endCall,
  enterWithVideo,
  putThrough,
  type Resident,
  staffAt,
  takeNumber,
} from '../support/journey.ts';
import { until } from '../support/until.ts';

const SESSION = 'demo';
const NO = '群众未同意录制，不录';
const evening = browserEvening();
let moderator: Person;
let aide: Person;
let screen: Person;
let supervisor: Person;

beforeAll(async () => {
  ({ moderator, aide, screen } = await evening.open('moderator', 'aide', 'screen'));
  supervisor = await staffAt(evening.browser, evening.origin, 'supervisor', '/cases');
});

const folder = () => path.join(evening.app.config.dataDir, 'recordings');
const marked = (words: string) =>
  Promise.all(
    [moderator, aide].map(({ page }) => page.getByRole('status').filter({ hasText: words }).first().waitFor()),
  );
async function onStage(resident: Resident): Promise<void> {
  await enterWithVideo(resident);
  await callToDeck(moderator, resident);
  await putThrough(moderator);
  await picturesMove(screen.page, 'video');
}
const rowsOf = async (callId: string) => evening.app.deps.store.read.recordingsOfCalls([callId]);
async function runningCall(): Promise<string> {
  return (await evening.app.deps.store.read.runningCalls(SESSION))[0]?.id ?? '';
}
/** Both sides have been written to for a while: bytes that the browsers sent. */
const enough = (callId: string) =>
  until(
    'both sides are being written',
    async () => {
      const open = (await rowsOf(callId)).filter(({ state }) => state === 'recording');
      const sizes = await Promise.all(
        open.map(({ file }) =>
          stat(path.join(folder(), `${file}.part`)).then(
            ({ size }) => size,
            () => 0,
          ),
        ),
      );
      return sizes.length === 2 && sizes.every((size) => size > 150_000);
    },
    60_000,
  );

test('[R1][R2][R3] with consent both sides are recorded; a recorder that is killed is told and replaced, and the call goes on', async () => {
  const resident = await takeNumber(evening.browser, evening.origin, '李秀英', { recording: true });
  await onStage(resident);
  await marked('录制中');
  const callId = await runningCall();
  await enough(callId);
  const [pid] = evening.app.media.recorderPids();
  process.kill(pid ?? Number.NaN, 'SIGKILL');
  await marked('没有录上：录制程序中断');
  await Promise.all([picturesMove(screen.page, 'video'), picturesMove(resident.page, 'video')]);
  await marked('录制中（中间断过）');
  await enough(callId);
  await endCall(moderator);
  const rows = await until(
    'all are closed',
    async () => {
      const all = await rowsOf(callId);
      return all.every(({ state }) => state === 'kept') && all;
    },
    30_000,
  );
  expect(rows.map(({ side }) => side).sort()).toHaveLength(3);
});

test('[R7] the case’s page plays both in step, with pictures that move and sound that is heard', async () => {
  const [call] = await evening.app.deps.store.read.callsOfSession(SESSION);
  const [record] = await evening.app.deps.store.read.casesOfTicket(call?.ticketId ?? '');
  const rows = await rowsOf(call?.id ?? '');
  const { page } = supervisor;
  await page.goto(`/cases/${record?.number}`);
  await page.getByRole('button', { name: /^观看/ }).click();
  await page.locator('video[data-side=citizen]').waitFor();
  await page.getByRole('button', { name: '播放', exact: true }).click();
  await picturesMove(page, 'video[data-side=citizen]');
  await picturesMove(page, 'video[data-side=official]');
  const looked = await page.evaluate(
    async (starts) => {
      const videos = [...document.querySelectorAll<HTMLVideoElement>('video[data-side]')];
      const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 24 });
      const drawing = canvas.getContext('2d', { willReadFrequently: true });
      const picture = (video: HTMLVideoElement) => {
        drawing?.drawImage(video, 0, 0, 32, 24);
        return [...(drawing?.getImageData(0, 0, 32, 24).data ?? [])];
      };
      const audio = new AudioContext();
      const seen = videos.map((video) => {
        const analyser = audio.createAnalyser();
        audio.createMediaElementSource(video).connect(analyser);
        return { video, analyser, first: picture(video), moved: 0, loudest: 0, light: 0 };
      });
      // Apart from each other, by the clock of the call, while both play: what was seen most of the time.
      const apartMs: number[] = [];
      const until = performance.now() + 4_000;
      while (performance.now() < until) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const moments = videos.map((video) => (starts[video.dataset.recording ?? ''] ?? 0) + video.currentTime * 1000);
        if (videos.every((video) => video.isConnected && !video.paused))
          apartMs.push(Math.abs((moments[0] ?? 0) - (moments[1] ?? 0)));
        for (const one of seen) {
          const now = picture(one.video);
          one.moved = Math.max(one.moved, ...now.map((value, index) => Math.abs(value - (one.first[index] ?? 0))));
          one.light = Math.max(one.light, now.reduce((sum, value) => sum + value, 0) / now.length);
          const wave = new Float32Array(one.analyser.fftSize);
          one.analyser.getFloatTimeDomainData(wave);
          one.loudest = Math.max(one.loudest, ...wave.map(Math.abs));
        }
      }
      const sides = seen.map(({ video, moved, loudest, light }) => ({
        side: video.dataset.side,
        moved,
        loudest,
        light,
      }));
      return { sides, apartMs: apartMs.sort((one, other) => one - other)[Math.floor(apartMs.length / 2)] };
    },
    Object.fromEntries(rows.map(({ id, startedAt }) => [id, startedAt])),
  );
  expect(looked.sides.map(({ side }) => side)).toEqual(['citizen', 'official']);
  for (const { moved, loudest, light } of looked.sides) {
    // An opaque black picture has 64 of 255 on average.
    expect(light).toBeGreaterThan(90);
    expect(moved).toBeGreaterThan(40);
    expect(loudest).toBeGreaterThan(0.01);
  }
  expect(looked.apartMs).toBeLessThan(400);
  await page.getByText('督办员 赵强').first().waitFor();
  const entries = await evening.app.deps.store.read.auditOfCase(record?.id ?? '');
  expect(entries.filter(({ what }) => what === 'recording.watch')).toHaveLength(1);
});

test('[R1][R4] without consent nothing is recorded; withdrawn in the call, it stops and what there is goes', async () => {
  const resident = await takeNumber(evening.browser, evening.origin, '王大山');
  await onStage(resident);
  await marked(NO);
  const callId = await runningCall();
  expect(await rowsOf(callId)).toEqual([]);
  const ticketId = (await evening.app.deps.store.read.call(callId))?.ticketId;
  const change = async (given: boolean) => {
    const answer = await resident.page.evaluate(
      async ([id, consents]) => {
        const headers = {
          'x-directline': '1',
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
        };
        const body = JSON.stringify({ scope: 'recording', given: consents, version: '2026-11-2' });
        return (await fetch(`/api/tickets/${id}/consent`, { method: 'POST', headers, body })).status;
      },
      [ticketId, given] as const,
    );
    expect(answer).toBe(200);
  };
  await change(true);
  await marked('录制中');
  await enough(callId);
  const files = (await rowsOf(callId)).map(({ file }) => file);
  await change(false);
  await marked(NO);
  await expect.poll(async () => (await rowsOf(callId)).map(({ state }) => state)).toEqual(['deleted', 'deleted']);
  await until('nothing is left', async () => {
    const left = await readdir(folder());
    return !left.some((name) => files.some((file) => name.startsWith(file)));
  });
  await picturesMove(screen.page, 'video');
  await endCall(moderator);
});

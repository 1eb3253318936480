/** A rehearsed evening against a real server: media without a browser goes both ways, and the report says what is so. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { countInChinese, rehearse } from '../../server/tools/rehearsal/evening.ts';
import { placeIn } from '../../server/tools/rehearsal/place.ts';
import { type CallerReport, isGood, lastLines, lineOf, summaryOf } from '../../server/tools/rehearsal/report.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { signInStaff } from '../support/clients.ts';
import { arrive, SESSION, startEvening } from '../support/evening.ts';
import { freePort } from '../support/free-port.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(stopApps);

test('two callers go from the number to the end of their call, with media both ways', async () => {
  const heard: CallerReport[] = [];
  const report = await rehearse({ origin: app.origin, callers: 2, onCaller: (caller) => heard.push(caller) });
  expect(report.callers.map(({ name, failure }) => [name, failure])).toEqual([
    ['彩排一', null],
    ['彩排二', null],
  ]);
  expect(heard).toEqual(report.callers);
  for (const caller of report.callers) {
    expect(caller.received).toBeGreaterThan(100);
    expect(caller.putThroughMs).toBeGreaterThan(0);
    expect(caller.roundTripMs).not.toBeNull();
  }
  expect([report.udp, report.tcp, isGood(report)]).toEqual([true, true, true]);
  expect(lastLines(report)).toContain('2 of 2 callers');
});

test('an evening that somebody is waiting in is not rehearsed over their head', async () => {
  await arrive(app.origin, { name: '真的人' });
  await expect(rehearse({ origin: app.origin, callers: 1 })).rejects.toThrow('1 wait in it');
});

test('one rehearsal at a time; a killed one leaves nothing that the next does not remove, an ended one nothing', async () => {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'directline-test-'));
  const begun: ChildProcess[] = [];
  const begin = async () => {
    const tool = path.resolve(import.meta.dirname, '../../server/tools/rehearsal.ts');
    const port = String(await freePort());
    const child = spawn(process.execPath, [tool, '--callers', '50', '--media-port', port], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    begun.push(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
    const ended = once(child, 'close');
    const hasSaid = (words: string) => vi.waitUntil(() => said.includes(words), { timeout: 100_000 });
    return { child, hasSaid, ended };
  };
  const folder = path.join(placeIn(temporary), 'data');
  try {
    const first = await begin();
    await vi.waitUntil(() => existsSync(path.join(folder, 'lock.pid')), { timeout: 100_000 });
    const second = await begin();
    await second.hasSaid(`A rehearsal runs on this machine already (process ${first.child.pid})`);
    expect((await second.ended)[0]).toBe(1);
    // While its server starts.
    first.child.kill('SIGKILL');
    await first.ended;
    expect(existsSync(folder)).toBe(true);

    const third = await begin();
    await third.hasSaid('put through');
    third.child.kill('SIGTERM');
    await third.hasSaid('The rehearsal was ended early; nothing is left of it.');
    expect((await third.ended)[0]).toBe(1);
    expect(existsSync(folder)).toBe(false);
  } finally {
    for (const child of begun) child.kill('SIGKILL');
    rmSync(temporary, { recursive: true, force: true });
  }
}, 240_000);

test('a desk begins one, follows it to its report and its mark; one at a time, ended at any moment, and none while an evening is live', async () => {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'directline-test-'));
  vi.stubEnv('TMPDIR', temporary);
  const county = await startTestApp();
  try {
    const moderator = await signInStaff(county.origin, 'moderator');
    const shown = () => moderator.call('rehearsal.show', {});
    const reports = (count: number) =>
      vi.waitUntil(async () => (await shown()).reports.length === count, { timeout: 100_000, interval: 300 });
    await moderator.call('rehearsal.start', { callers: 1, sessionId: SESSION });
    const again = moderator.call('rehearsal.start', { callers: 1 });
    await expect(again).rejects.toMatchObject({ code: 'REHEARSAL_RUNS' });
    expect((await shown()).running).toMatchObject({ callersAsked: 1, callers: [] });
    await reports(1);
    const [first] = (await shown()).reports;
    expect(first).toMatchObject({ end: 'done', why: null, result: { good: true, callersAsked: 1, udp: true } });
    expect(first?.evening?.title).toContain('直通车');
    const { read } = county.deps.store;
    expect((await read.preparations([SESSION])).get(SESSION)?.rehearsedAt).toBeGreaterThan(first?.startedAt ?? 0);
    // Nobody of it is the county's.
    expect(await read.openTickets(SESSION)).toEqual([]);

    await moderator.call('rehearsal.start', { callers: 50 });
    await moderator.call('rehearsal.cancel', {});
    await reports(2);
    expect(await shown()).toMatchObject({
      running: null,
      reports: [{ end: 'cancelled', result: null }, { end: 'done' }],
    });

    await startEvening(county.origin);
    const live = moderator.call('rehearsal.start', { callers: 1 });
    await expect(live).rejects.toMatchObject({ code: 'EVENING_IS_LIVE' });
  } finally {
    vi.unstubAllEnvs();
    rmSync(temporary, { recursive: true, force: true });
  }
}, 240_000);

test('a desk reads why the server of its rehearsal did not start', async () => {
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'directline-test-'));
  vi.stubEnv('TMPDIR', temporary);
  vi.stubEnv('DIRECTLINE_MEDIA_WORKERS', 'many');
  try {
    const moderator = await signInStaff((await startTestApp()).origin, 'moderator');
    await moderator.call('rehearsal.start', { callers: 1 });
    const report = await vi.waitUntil(async () => (await moderator.call('rehearsal.show', {})).reports[0], {
      timeout: 60_000,
      interval: 300,
    });
    expect(report).toMatchObject({ end: 'failed', result: null });
    expect(report.why).toMatch(/did not start[\s\S]*DIRECTLINE_MEDIA_WORKERS: "many" does not fit/);
  } finally {
    vi.unstubAllEnvs();
    rmSync(temporary, { recursive: true, force: true });
  }
}, 90_000);

test('the report names what failed, and is not good then', () => {
  const caller: CallerReport = {
    ...{ name: '彩排一', joinMs: 90, answerMs: 20, mediaMs: null, putThroughMs: null },
    ...{ received: 0, lost: 0, roundTripMs: null, failure: 'media: no way for media within 10000 ms' },
  };
  const report = {
    origin: app.origin,
    startedAt: 0,
    tookMs: 1,
    callersAsked: 1,
    udp: true,
    tcp: true,
    callers: [caller],
  };
  expect(summaryOf(report)).toEqual({ putThrough: { p50Ms: null, p95Ms: null }, lossRate: null, good: false });
  expect(lineOf(caller)).toContain('no way for media');
});

test('callers are counted as people count', () => {
  expect([1, 10, 12, 20, 35].map(countInChinese)).toEqual(['一', '十', '十二', '二十', '三十五']);
});

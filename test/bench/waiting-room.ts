/**
 * A full waiting room: a change of the queue until the last phone has it, what that costs the server for each phone
 * beside a server that is only `ws` and sends the same bytes to as many sockets (A-B-B-A), and what a phone that waits
 * costs in memory. What the server uses in the same time without a change (heartbeats) is not part of a delivery.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { BareServerAsk, BareServerMessage } from './support/bare-server.ts';
import type { BareSocketsAsk, BareSocketsMessage } from './support/bare-sockets.ts';
import { type Child, startChild } from './support/child.ts';
import { openDesk } from './support/desk.ts';
import type { Memory } from './support/process-usage.ts';
import { median, percentile, report, say, wholeArgument } from './support/report.ts';
import { startCrowdServer } from './support/servers.ts';
import { SESSION } from './support/session.ts';

const rounds = wholeArgument('rounds', 100);
const crowd = wholeArgument('waiting', 10_000);
const TURNS = ['directline', 'ws', 'ws', 'directline'] as const;
const CLIENT_PROCESSES = 4;
/** Besides the sockets of the crowd. */
const OTHER_FILES = 500;
const IDLE_MS = 10_000;

type Phones = Child<BareSocketsAsk, BareSocketsMessage>;

assertFilesEnough(crowd + OTHER_FILES);
say(`seeding ${crowd} tickets`);
const server = await startCrowdServer({ tickets: crowd, signedIn: crowd, newcomers: 0 });
const bare = startChild<BareServerAsk, BareServerMessage>('bare-server.ts');
const { port } = await bare.next('ready');
const startPhones = () =>
  Array.from({ length: CLIENT_PROCESSES }, () => startChild<BareSocketsAsk, BareSocketsMessage>('bare-sockets.ts'));
const phones = { directline: startPhones(), ws: startPhones() };
try {
  const desk = await openDesk(server.origin);
  const before = { directline: await server.memory(), ws: await bareMemory() };
  const since = performance.now();
  await connect(phones.directline, server.origin.replace('http', 'ws'), server.crowd.waiting);
  say(`${crowd} phones connected in ${((performance.now() - since) / 1000).toFixed(1)} s`);
  await connect(
    phones.ws,
    `ws://127.0.0.1:${port}`,
    Array.from({ length: crowd }, () => null),
  );
  // Timers of their arrival, as of the limits on actions, have run out.
  await wait(IDLE_MS);
  const after = { directline: await server.memory(), ws: await bareMemory() };
  const idleFrom = await server.cpuMs();
  await wait(IDLE_MS);
  /** Heartbeats and the like, of the server alone: a deliverer of one message has none. */
  const idleShare = ((await server.cpuMs()) - idleFrom) / IDLE_MS;

  const lastMs = { directline: [] as number[], ws: [] as number[] };
  const cpuMs = { directline: [] as number[], ws: [] as number[] };
  let called: string | null = null;
  let text = '';
  /** One is called, or put back again: either moves the whole queue. */
  const changeQueue = async () => {
    const { ok, ...answer } = called
      ? await desk.ask('queue.return', { sessionId: SESSION, ticketId: called, reason: '测量' })
      : await desk.ask('queue.callNext', { sessionId: SESSION });
    if (!ok) throw new Error(`the queue did not change: ${JSON.stringify(answer)}`);
    called = called ? null : (answer as { result: { ticketId: string } }).result.ticketId;
  };
  const bareCpu = async () => {
    const answer = bare.next('cpu');
    bare.tell({ ask: 'cpu' });
    return (await answer).ms;
  };
  const round = async (which: 'directline' | 'ws') => {
    const its = phones[which];
    const armed = its.map((one) => one.next('armed'));
    for (const one of its) one.tell({ ask: 'next' });
    await Promise.all(armed);
    const known = its.map((one) => one.next('known'));
    const cpuBefore = which === 'ws' ? await bareCpu() : await server.cpuMs();
    const since = performance.now();
    let at = performance.timeOrigin + performance.now();
    if (which === 'ws') {
      const sent = bare.next('sent');
      bare.tell({ ask: 'send', text });
      at = (await sent).at;
    } else await changeQueue();
    const all = await Promise.all(known);
    // What the change still leads to, as the views of the desks.
    await wait(100);
    const cpuAfter = which === 'ws' ? await bareCpu() : await server.cpuMs();
    const idleMs = which === 'ws' ? 0 : (performance.now() - since) * idleShare;
    text = all[0]?.text ?? text;
    return { lastMs: Math.max(...all.map(({ lastAt }) => lastAt)) - at, cpuMs: cpuAfter - cpuBefore - idleMs };
  };
  for (let warmUp = 0; warmUp < 6; warmUp += 1) {
    await round('directline');
    await round('ws');
    await wait(500);
  }
  for (const [turn, which] of TURNS.entries()) {
    for (let index = 0; index < Math.ceil(rounds / 2); index += 1) {
      const measured = await round(which);
      lastMs[which].push(measured.lastMs);
      cpuMs[which].push(measured.cpuMs);
      // Never in step with anything, and later than the pace of views holds back.
      await wait(400 + Math.random() * 200);
    }
    const mine = cpuMs[which];
    say(`turn ${turn + 1}, ${which}: last knows after ${median(lastMs[which])} ms, ${median(mine)} ms of CPU`);
  }
  desk.close();
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const perSocket = (which: 'directline' | 'ws', of: (memory: Memory) => number) =>
    Math.round(((of(after[which]) - of(before[which])) / crowd) * 10) / 10;
  const rss = ({ rssKb }: Memory) => rssKb;
  const held = ({ heapKb, externalKb }: Memory) => heapKb + externalKb;
  const perDeliveryUs = (which: 'directline' | 'ws') => Math.round((mean(cpuMs[which]) / crowd) * 1e5) / 100;
  report('waiting-room', lastMs.directline.length, {
    p50Ms: percentile(lastMs.directline, 0.5),
    p99Ms: percentile(lastMs.directline, 0.99),
    ratio: Math.round((mean(cpuMs.directline) / mean(cpuMs.ws)) * 100) / 100,
    perSocketKb: perSocket('directline', held),
    rssPerSocketKb: perSocket('directline', rss),
    usPerDelivery: perDeliveryUs('directline'),
    wsUsPerDelivery: perDeliveryUs('ws'),
    wsP99Ms: percentile(lastMs.ws, 0.99),
    wsPerSocketKb: perSocket('ws', held),
    wsRssPerSocketKb: perSocket('ws', rss),
    idleCores: Math.round(idleShare * 1000) / 1000,
    messageBytes: Buffer.byteLength(text),
    waiting: crowd,
  });
} finally {
  for (const one of [...phones.directline, ...phones.ws, bare]) one.process.kill();
  await server.stop();
}

async function bareMemory(): Promise<Memory> {
  const answer = bare.next('memory');
  bare.tell({ ask: 'memory' });
  return answer;
}

async function connect(
  its: readonly Phones[],
  url: string,
  people: readonly ({ readonly ticketId: string; readonly cookie: string } | null)[],
): Promise<void> {
  const share = Math.ceil(people.length / its.length);
  const done = its.map((one) => one.next('connected'));
  for (const [index, one] of its.entries())
    one.tell({ ask: 'connect', url, sessionId: SESSION, people: people.slice(index * share, (index + 1) * share) });
  await Promise.all(done);
}

/** Node takes as many open files as the system lets it; that has to be enough. */
function assertFilesEnough(needed: number): void {
  const line = /Max open files\s+(\d+|unlimited)\s+(\d+|unlimited)/.exec(readFileSync('/proc/self/limits', 'utf8'));
  const most = line?.[2] === 'unlimited' ? Number.POSITIVE_INFINITY : Number(line?.[2] ?? 0);
  if (most >= needed) return;
  throw new Error(
    `${needed} open files are needed, and this system allows ${most} to a process. ` +
      `Allow more ("ulimit -Hn ${needed}" as root, then "ulimit -n ${needed}"), or take fewer with --waiting.`,
  );
}

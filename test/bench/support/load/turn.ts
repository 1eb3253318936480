/** One server under one load: what its processes use for each packet that they forward. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Child, startChild } from '../child.ts';
import type { EndsAsk, EndsMessage } from './ends.ts';
import type { HubServerAsk, HubServerMessage } from './hub-server.ts';
import type { LoadServer } from './janus.ts';
import { ADDRESS, udpDrops } from './namespace.ts';

export interface Turn {
  /** Processor time of the server's processes over the packets that reached a viewer. */
  readonly usPerPacket: number;
  /** Of one core, while it ran. */
  readonly load: number;
  readonly packets: number;
  readonly lossRate: number;
  /** What the viewer with the fewest packets got of what was sent. */
  readonly leastShare: number;
  /** Datagrams for which a socket had no room. */
  readonly drops: number;
}

/** What was on its way is there by then. */
const DRAIN_MS = 1000;
const WARM_UP_SECONDS = 3;

export async function startHub(workers: number): Promise<LoadServer> {
  const child = startChild<HubServerAsk, HubServerMessage>('load/hub-server.ts', { args: [String(workers)] });
  const { port, workers: pids } = await child.next('ready');
  const gone = new Promise((resolve) => child.process.once('exit', resolve));
  return {
    room: { kind: 'directline', url: `ws://${ADDRESS}:${port}` },
    pids,
    stop: async () => {
      child.tell('stop');
      await gone;
    },
  };
}

export async function oneTurn(server: LoadServer, viewers: number, seconds: number): Promise<Turn> {
  const senders = startChild<EndsAsk, EndsMessage>('load/ends.ts');
  const crowd = startChild<EndsAsk, EndsMessage>('load/ends.ts');
  try {
    await answered(senders, { ask: 'send', room: server.room }, 'ready');
    await answered(crowd, { ask: 'watch', room: server.room, viewers }, 'ready');
    await run(WARM_UP_SECONDS);
    await wait(DRAIN_MS);
    await answered(crowd, { ask: 'count' }, 'counted');
    const drops = udpDrops();
    const cpuMs = cpuMsOf(server.pids);
    const since = performance.now();
    const { packets: sent } = await run(seconds);
    const usedMs = cpuMsOf(server.pids) - cpuMs;
    const tookMs = performance.now() - since;
    await wait(DRAIN_MS);
    const { packets } = await answered(crowd, { ask: 'count' }, 'counted');
    const received = packets.reduce((sum, count) => sum + count, 0);
    return {
      usPerPacket: (usedMs * 1000) / received,
      load: usedMs / tookMs,
      packets: received,
      lossRate: Math.max(0, 1 - received / (sent * viewers)),
      leastShare: Math.min(...packets) / sent,
      drops: udpDrops() - drops,
    };
  } finally {
    senders.process.kill();
    crowd.process.kill();
    await server.stop();
  }

  function run(forSeconds: number) {
    return answered(senders, { ask: 'run', seconds: forSeconds }, 'sent');
  }
}

function answered<What extends EndsMessage['what']>(child: Child<EndsAsk, EndsMessage>, ask: EndsAsk, what: What) {
  const answer = child.next(what);
  child.tell(ask);
  return answer;
}

/** All threads of these processes, as the scheduler counts them. */
function cpuMsOf(pids: readonly number[]): number {
  let ns = 0;
  for (const pid of pids) {
    const tasks = `/proc/${pid}/task`;
    for (const task of readdirSync(tasks))
      ns += Number(readFileSync(path.join(tasks, task, 'schedstat'), 'utf8').split(' ')[0]);
  }
  return ns / 1e6;
}

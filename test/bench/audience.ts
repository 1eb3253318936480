/**
 * How many viewers one core carries, each with the 220 packets a second of two people on the air; and what it costs that
 * an audience is spread over two media workers instead of one (1-2-2-1 workers, the same viewers each time).
 */
import { enterNamespace } from './support/load/namespace.ts';
import { oneTurn, startHub, type Turn } from './support/load/turn.ts';
import { report, say, wholeArgument } from './support/report.ts';

await enterNamespace();
const viewers = wholeArgument('viewers', 310);
const seconds = wholeArgument('seconds', 15);
const PACKETS_PER_SECOND = 220;
const TURNS = [1, 2, 2, 1] as const;

const turns: { readonly workers: number; readonly turn: Turn }[] = [];
for (const workers of TURNS) {
  const turn = await oneTurn(await startHub(workers), viewers, seconds);
  say(`${workers} worker${workers > 1 ? 's' : ''}: ${JSON.stringify(turn)}`);
  turns.push({ workers, turn });
}
const of = (workers: number) => turns.filter((one) => one.workers === workers).map(({ turn }) => turn);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const usPerPacket = (workers: number) => mean(of(workers).map((turn) => turn.usPerPacket));
const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
const all = turns.map(({ turn }) => turn);
report('audience', turns.length, {
  viewersPerCore: Math.floor(1e6 / (usPerPacket(1) * PACKETS_PER_SECOND)),
  pipeRatio: rounded(usPerPacket(2) / usPerPacket(1), 2),
  lossRate: rounded(Math.max(...all.map(({ lossRate }) => lossRate)), 5),
  usPerPacket: rounded(usPerPacket(1), 2),
  pipedUsPerPacket: rounded(usPerPacket(2), 2),
  load: rounded(mean(of(1).map(({ load }) => load)), 2),
  leastShare: rounded(Math.min(...all.map(({ leastShare }) => leastShare)), 4),
  drops: all.reduce((sum, { drops }) => sum + drops, 0),
  viewers,
  seconds,
});

/**
 * What one packet to one viewer costs Directline's media worker, and Janus' videoroom with one event loop: the same two
 * people, the same viewers, in turn (A-B-B-A).
 */
import { startJanus } from './support/load/janus.ts';
import { enterNamespace } from './support/load/namespace.ts';
import { oneTurn, startHub, type Turn } from './support/load/turn.ts';
import { report, say, wholeArgument } from './support/report.ts';

await enterNamespace();
const viewers = wholeArgument('viewers', 120);
const seconds = wholeArgument('seconds', 15);
const TURNS = ['directline', 'janus', 'janus', 'directline'] as const;

const turns: { readonly which: (typeof TURNS)[number]; readonly turn: Turn }[] = [];
for (const which of TURNS) {
  const server = which === 'janus' ? await startJanus() : await startHub(1);
  const turn = await oneTurn(server, viewers, seconds);
  say(`${which}: ${JSON.stringify(turn)}`);
  turns.push({ which, turn });
}
const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
const of = (which: (typeof TURNS)[number], pick: (turn: Turn) => number) => {
  const values = turns.filter((one) => one.which === which).map(({ turn }) => pick(turn));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
};
const usPerPacket = (which: (typeof TURNS)[number]) => of(which, (turn) => turn.usPerPacket);
report('forward', turns.length, {
  ratio: rounded(usPerPacket('directline') / usPerPacket('janus'), 2),
  usPerPacket: rounded(usPerPacket('directline'), 2),
  lossRate: rounded(Math.max(...turns.map(({ turn }) => turn.lossRate)), 5),
  janusUsPerPacket: rounded(usPerPacket('janus'), 2),
  load: rounded(
    of('directline', (turn) => turn.load),
    2,
  ),
  janusLoad: rounded(
    of('janus', (turn) => turn.load),
    2,
  ),
  leastShare: rounded(Math.min(...turns.map(({ turn }) => turn.leastShare)), 4),
  drops: turns.reduce((sum, { turn }) => sum + turn.drops, 0),
  viewers,
  seconds,
});

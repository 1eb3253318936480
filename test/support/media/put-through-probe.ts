/**
 * How long from `apply` to the first presented frame, each way: `node test/support/media/put-through-probe.ts 50`.
 * Prints one JSON line. Signalling is left out on purpose: this is the part that media decides.
 */
import { citizen, inCall, official, onDeck, SESSION } from './identities.ts';
import { MediaRig, type RigPage } from './media-rig.ts';
import { until } from './until.ts';

const rounds = Number(process.argv[2] ?? 30);
const height = Number(process.argv[3] ?? 360);
const now = () => performance.timeOrigin + performance.now();
const rig = await MediaRig.create();
try {
  await rig.hub.apply(onDeck('ticket-1'));
  const leader = await rig.open(official);
  const caller = await rig.open(citizen(1));
  for (const page of [leader, caller]) await page.do('start', { send: true, receive: true, height });
  await until('both send', () => rig.hub.sending(SESSION).filter((each) => each.video).length === 2);
  await until('prepared', async () => (await leader.do('streams')).length + (await caller.do('streams')).length === 4);
  const first = async (page: RigPage, from: string, since: number) =>
    (await until(`a frame of ${from}`, () => page.do('firstFrameAfter', from, since))) - since;
  const times: Record<'citizen' | 'official', number[]> = { citizen: [], official: [] };
  for (let round = 0; round < rounds; round += 1) {
    // Other phases of the 30 frames a second each time.
    await new Promise((resolve) => setTimeout(resolve, 400 + ((round * 37) % 100)));
    const since = now();
    await rig.hub.apply(inCall('ticket-1'));
    const [a, b] = await Promise.all([first(leader, 'citizen', since), first(caller, 'official', since)]);
    times.citizen.push(a);
    times.official.push(b);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await rig.hub.apply(onDeck('ticket-1'));
  }
  const at = (list: number[], share: number) =>
    Math.round(list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0);
  const both = times.citizen.map((time, index) => Math.max(time, times.official[index] ?? 0));
  const all = [...times.citizen, ...times.official];
  console.log(
    JSON.stringify({
      rounds,
      height,
      oneWayP50Ms: at(all, 0.5),
      oneWayP95Ms: at(all, 0.95),
      bothP50Ms: at(both, 0.5),
      bothP95Ms: at(both, 0.95),
    }),
  );
} finally {
  await rig.close();
}

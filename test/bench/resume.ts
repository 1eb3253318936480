/**
 * What of a put-through is media alone: on deck → live at the hub until both are seen, with the product's own media code
 * in pages that hold nothing but a video. No county's page comes faster on the same machine.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { citizen, inCall, moderator, nothing, official, onDeck, SESSION } from '../support/media/identities.ts';
import { MediaRig, type RigPage } from '../support/media/media-rig.ts';
import { until } from '../support/until.ts';
import { percentile, report, say, wholeArgument } from './support/report.ts';

const rounds = wholeArgument('rounds', 60);
/** The product asks a camera for pictures of this height. */
const HEIGHT = 480;
/** In which both pictures come; asking the pages before that would cost what is measured. */
const WATCHED_MS = 1000;
const WITHIN_MS = 10_000;

const rig = await MediaRig.create();
const found: number[] = [];
let failed = 0;
try {
  await rig.hub.apply(onDeck('ticket-1'));
  const [leader, caller, desk] = await Promise.all([rig.open(official), rig.open(citizen(1)), rig.open(moderator)]);
  await Promise.all([
    leader.do('start', { send: true, receive: true, height: HEIGHT }),
    caller.do('start', { send: true, receive: true, height: HEIGHT }),
    desk.do('start', { send: false, receive: true }),
  ]);
  // The first is the warm-up.
  for (let round = 0; round <= rounds; round += 1) {
    const ms = await oneRound(leader, caller);
    say(`${round}/${rounds}: ${ms === null ? 'no picture' : ms.toFixed(0)}`);
    if (round === 0) continue;
    if (ms === null) failed += 1;
    else found.push(ms);
  }
} finally {
  await rig.close();
}
report('resume', found.length, { p50Ms: percentile(found, 0.5), p95Ms: percentile(found, 0.95), failed });

/** From an empty stage: the sender of the round before has ended. */
async function oneRound(leader: RigPage, caller: RigPage): Promise<number | null> {
  await rig.hub.apply(onDeck('ticket-1'));
  await caller.do('start', { send: true, receive: true, height: HEIGHT });
  await until('both send', () => rig.hub.sending(SESSION).filter((each) => each.audio && each.video).length === 2);
  await until('consumers on deck', async () => {
    const streams = await Promise.all([leader.do('streams'), caller.do('streams')]);
    return streams.every((all) => all.length === 2);
  });
  // As the put-through's bench: never in step with the cameras.
  await pause(2000 + Math.random() * 500);
  const from = performance.timeOrigin + performance.now();
  await rig.hub.apply(inCall('ticket-1'));
  await pause(WATCHED_MS);
  const pictures = [leader.do('firstFrameAfter', 'citizen', from), caller.do('firstFrameAfter', 'official', from)];
  const times = await Promise.all(pictures);
  await rig.hub.apply(nothing);
  await until('the sender’s end', async () => !(await caller.do('sending')).camera, WITHIN_MS);
  return times.includes(null) ? null : Math.max(...(times as number[])) - from;
}

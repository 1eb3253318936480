/**
 * The click on "put through" until the citizen is seen at the leader and the leader at the citizen, in real Chromium,
 * with an empty and with a full waiting room in turn (A-B-B-A). With `--viewers 50` as many watch the programme meanwhile.
 */
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { startChild } from './support/child.ts';
import type { AudienceAsk, AudienceMessage } from './support/load/audience-crowd.ts';
import { firstFrame, listenToVoices, type Mark, marksSince, pageNow, sendsBestLayer } from './support/page-marks.ts';
import { countArgument, median, percentile, report, say, wholeArgument } from './support/report.ts';
import {
  backToWaiting,
  bringOnDeck,
  failCall,
  openChromium,
  openResident,
  type Scene,
  setScene,
} from './support/scene.ts';
import { startTimedServer, type TimedServer } from './support/servers.ts';
import { SESSION } from './support/session.ts';
import { connectAll, takeNumbers } from './support/waiters.ts';

/** Milliseconds after the click. */
interface Round {
  readonly atLeader: number;
  readonly atCitizen: number;
  readonly video: number;
  /** `null` in a round in which nobody listened. */
  readonly audio: number | null;
  readonly steps: Readonly<Partial<Record<Step, number>>>;
}
const STEPS = ['sent', 'began', 'committed', 'resumed', 'flowing', 'received', 'acknowledged'] as const;
type Step = (typeof STEPS)[number];

/** Each of the two states, in so many blocks of each. */
const rounds = wholeArgument('rounds', 100);
const crowd = wholeArgument('waiting', 300);
const viewers = countArgument('viewers', 0);
const BLOCKS = ['quiet', 'loaded', 'loaded', 'quiet', 'quiet', 'loaded', 'loaded', 'quiet'] as const;
/** For so many rounds of pictures there is one of voices. */
const PICTURES_PER_VOICE = 4;
const WITHIN_MS = 10_000;
const SETTLED_WITHIN_MS = 60_000;
/** After the best layer: an encoder that has just taken up a layer gives key frames by itself, and none within 300 ms of one. */
const CALM_MS = 2000;

const server = await startTimedServer();
const chromium = await openChromium(server.origin);
const scene = await setScene(server.origin, chromium);
const resident = await openResident(scene);
say(`taking ${crowd} numbers`);
const waiters = await takeNumbers(server.origin, SESSION, crowd);
const found: Record<(typeof BLOCKS)[number], Round[]> = { quiet: [], loaded: [] };
const heard: Record<(typeof BLOCKS)[number], Round[]> = { quiet: [], loaded: [] };
let failed = 0;
const audience = viewers > 0 ? startAudience() : null;
let watched: { readonly viewerPackets: number; readonly viewersLost: number } | null = null;
try {
  await audience?.next('watching');
  const warmUp = await oneRound(scene, resident, server, false);
  say(`warm-up: ${warmUp?.video ?? 'failed'} ms`);
  for (const [index, state] of BLOCKS.entries()) {
    const leave = state === 'loaded' ? await connectAll(server.origin, SESSION, waiters) : () => undefined;
    // The newcomers' own views settle first.
    await pause(1500);
    const share =
      Math.floor(((Math.floor(index / 2) + 1) * rounds) / 4) - Math.floor((Math.floor(index / 2) * rounds) / 4);
    await manyRounds(state, share, false);
    await manyRounds(state, Math.ceil(share / PICTURES_PER_VOICE), true);
    leave();
  }
  watched = await whatAudienceGot();
} finally {
  audience?.process.kill();
  await scene.close();
  await server.stop();
}

const of = (state: 'quiet' | 'loaded', pick: (round: Round) => number, share: number) =>
  percentile(found[state].map(pick), share);
const voice = (state: 'quiet' | 'loaded', share: number) =>
  percentile(
    heard[state].flatMap(({ audio }) => audio ?? []),
    share,
  );
const video = (round: Round) => round.video;
report('put-through', found.quiet.length + found.loaded.length, {
  p50Ms: of('quiet', video, 0.5),
  p95Ms: of('quiet', video, 0.95),
  loadedP50Ms: of('loaded', video, 0.5),
  loadedP95Ms: of('loaded', video, 0.95),
  audioP50Ms: voice('quiet', 0.5),
  audioP95Ms: voice('quiet', 0.95),
  loadedAudioP50Ms: voice('loaded', 0.5),
  loadedAudioP95Ms: voice('loaded', 0.95),
  atLeaderP50Ms: of('quiet', (round) => round.atLeader, 0.5),
  atLeaderP95Ms: of('quiet', (round) => round.atLeader, 0.95),
  atCitizenP50Ms: of('quiet', (round) => round.atCitizen, 0.5),
  atCitizenP95Ms: of('quiet', (round) => round.atCitizen, 0.95),
  stepsP50Ms: stepMedians(found.quiet),
  loadedStepsP50Ms: stepMedians(found.loaded),
  voiceRounds: heard.quiet.length + heard.loaded.length,
  waiting: crowd,
  viewers,
  ...watched,
  failed,
});

function startAudience() {
  const args = [server.origin, SESSION, String(viewers)];
  return startChild<AudienceAsk, AudienceMessage>('load/audience-crowd.ts', { args });
}

/** Of the viewer who got least: nobody watched a slate only. */
async function whatAudienceGot(): Promise<typeof watched> {
  if (!audience) return null;
  const counted = audience.next('counted');
  audience.tell('count');
  const { packets, lost } = await counted;
  return { viewerPackets: Math.min(...packets), viewersLost: lost };
}

async function manyRounds(state: (typeof BLOCKS)[number], rounds: number, listens: boolean): Promise<void> {
  for (const page of [scene.screen, resident]) await listenToVoices(page, listens);
  for (let round = 1; round <= rounds; round += 1) {
    const measured = await oneRound(scene, resident, server, listens);
    if (!measured || (listens && measured.audio === null)) failed += 1;
    else (listens ? heard : found)[state].push(measured);
    const what = listens ? `${state}, voice` : state;
    say(`${what} ${round}/${rounds}: ${measured ? describe(measured) : 'no picture'}`);
  }
  for (const page of [scene.screen, resident]) await listenToVoices(page, false);
}

/** `null`: something did not happen in time; the resident waits again afterwards. */
async function oneRound(people: Scene, phone: Page, timed: TimedServer, listens: boolean): Promise<Round | null> {
  try {
    return await measure(people, phone, timed, listens);
  } catch (error) {
    say(String(error));
    await backToWaiting(people);
    return null;
  }
}

async function measure(people: Scene, phone: Page, timed: TimedServer, listens: boolean): Promise<Round> {
  await bringOnDeck(people, phone);
  // In life minutes in the green room come before: both senders have found their bandwidth.
  for (const page of [phone, people.screen])
    await until('the best layer', async () => (await sendsBestLayer(page)) || pause(200), SETTLED_WITHIN_MS);
  // Long enough for the consumers of the deck, and never in step with the cameras.
  await pause(CALM_MS + Math.random() * 500);
  timed.marks.length = 0;
  const from = await pageNow(people.moderator);
  const pictures = Promise.all([people.screen, phone].map((page) => firstFrame(page, from, WITHIN_MS)));
  // The desk's own key for it; its label is a matter of language.
  await people.moderator.locator('button[aria-keyshortcuts="P"]').click({ timeout: WITHIN_MS });
  const [atLeader, atCitizen] = await pictures;
  if (!atLeader || !atCitizen) throw new Error('no picture');
  const voiceAt = async (page: Page) =>
    listens
      ? until('a voice', async () => first(await marksSince(page, from), 'audible'), 2000).catch(() => null)
      : null;
  const [heardAtLeader, heardAtCitizen] = await Promise.all([voiceAt(people.screen), voiceAt(phone)]);
  const [desk = [], leader = [], citizen = []] = await Promise.all(
    [people.moderator, people.screen, phone].map((page) => marksSince(page, from)),
  );
  // It is announced before the audience gets it (C2).
  if (viewers > 0) await people.screen.locator('main[data-on-air]').waitFor({ timeout: WITHIN_MS });
  await failCall(people);
  const click = first(desk, 'click');
  if (click === null) throw new Error('the page did not notice the click');

  const after = (at: number | null | undefined) => (at ? Math.round((at - click) * 10) / 10 : undefined);
  const later = (...times: (number | null)[]) => (times.includes(null) ? null : Math.max(...(times as number[])));
  const serverMark = (what: 'began' | 'committed' | 'resumed') => timed.marks.find((mark) => mark.what === what)?.at;
  const audible = later(heardAtLeader, heardAtCitizen);
  return {
    atLeader: atLeader.at - click,
    atCitizen: atCitizen.at - click,
    video: Math.max(atLeader.at, atCitizen.at) - click,
    audio: audible === null ? null : audible - click,
    steps: {
      sent: after(first(desk, 'sent')),
      began: after(serverMark('began')),
      committed: after(serverMark('committed')),
      resumed: after(serverMark('resumed')),
      flowing: after(later(first(leader, 'flowing'), first(citizen, 'flowing'))),
      received: after(later(atLeader.receivedAt, atCitizen.receivedAt)),
      acknowledged: after(first(desk, 'acknowledged')),
    },
  };
}

async function pause(ms: number): Promise<false> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return false;
}

function first(marks: readonly Mark[], what: Mark['what']): number | null {
  return marks.find((mark) => mark.what === what)?.at ?? null;
}

function stepMedians(all: readonly Round[]): Record<Step, number | null> {
  const entries = STEPS.map((step) => {
    const values = all.map(({ steps }) => steps[step]).filter((value): value is number => value !== undefined);
    return [step, median(values)] as const;
  });
  return Object.fromEntries(entries) as Record<Step, number | null>;
}

function describe({ atLeader, atCitizen, audio: heard, steps }: Round): string {
  const ms = (value: number | null | undefined) => (typeof value === 'number' ? value.toFixed(0) : '–');
  const way = STEPS.map((step) => `${step} ${ms(steps[step])}`).join(', ');
  return `leader ${ms(atLeader)}, citizen ${ms(atCitizen)}, voice ${ms(heard)} (${way})`;
}

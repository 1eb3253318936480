/**
 * A resident on a bad network: packets lost and late, nothing at all for a while, another address. Media over a UDP relay
 * and signalling over a TCP relay of our own, which fail together; ICE over TCP finds nobody. The call lives, the place is
 * kept, and media is back. How soon is the network bench's question.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, picturesMove } from '../support/browser.ts';
import { browserEvening } from '../support/browser-evening.ts';
import { hears } from '../support/flows.ts';
import { callToDeck, enterWithVideo, putThrough, type Resident, SESSION, takeNumber } from '../support/journey.ts';
import { localPorts } from '../support/local-ports.ts';
import { packetsReceived } from '../support/media/sent.ts';
import { TcpRelay } from '../support/tcp-relay.ts';
import { UdpRelay } from '../support/udp-relay.ts';
import { until } from '../support/until.ts';

/** Everybody is told this address; only the relay answers on it, and only over UDP. */
const RELAYED = '127.0.0.3';
const evening = browserEvening({ announced: [RELAYED] });
let media: UdpRelay;
let signalling: TcpRelay;
let moderator: Person;
let screen: Person;
let resident: Resident;
let callId: string;
const LEADER = 'video[aria-label*="王建国"]';

beforeAll(async () => {
  media = await UdpRelay.create(RELAYED, evening.app.config.media.port, '127.0.0.1');
  signalling = await TcpRelay.create(evening.app.config.port);
  ({ moderator, screen } = await evening.open('moderator', 'screen'));
  resident = await takeNumber(evening.browser, signalling.origin, '山里的人');
  await enterWithVideo(resident);
  await callToDeck(moderator, resident);
  await putThrough(moderator);
  await allFlows();
  callId = (await runningCall())?.id ?? '';
}, 120_000);
afterAll(async () => {
  media?.close();
  signalling?.close();
});

const runningCall = async () => (await evening.app.deps.store.read.runningCalls(SESSION))[0];
/**
 * An overloaded machine looks like a poor network, and the page goes down to sound (C12): its person takes the picture again
 * until it moves.
 */
async function keepPicture(moves: Promise<unknown>): Promise<void> {
  let isOver = false;
  const over = moves.finally(() => {
    isOver = true;
  });
  const { page } = resident;
  const looking = until(
    'the pictures',
    async () => {
      const on = page.getByRole('button', { name: /^(改用视频|打开画面)$/ }).first();
      if (!isOver && (await on.isVisible())) await on.click({ timeout: 1_000 }).catch(() => undefined);
      return isOver;
    },
    60_000,
  );
  await Promise.all([over, looking]);
}
async function allFlows(): Promise<void> {
  await keepPicture(bothMove());
  await Promise.all([hears(screen, resident), hears(resident, screen)]);
}
const bothMove = () => Promise.all([picturesMove(screen.page, 'video'), picturesMove(resident.page, LEADER)]);
/** The same call, live, of the same ticket: nobody was put back, nothing began anew. */
async function isSameCall(): Promise<void> {
  const call = await runningCall();
  expect([call?.id, call?.state]).toEqual([callId, 'live']);
  const ticket = await evening.app.deps.store.read.ticket(call?.ticketId ?? '');
  expect(ticket?.state).toBe('live');
}
/** The desks' own network is a good one. */
async function spareDesks(): Promise<void> {
  for (const { page } of [screen, moderator]) media.spare(await localPorts(page));
}
/** Nothing of the resident arrives any more. */
async function isDead(): Promise<void> {
  let before = -1;
  await until('nothing to arrive', async () => {
    const now = await packetsReceived(resident.wire.transports);
    const ended = now === before;
    before = now;
    return ended;
  });
}

test.each([
  { name: '15 % of the packets lost', faults: { lossRatio: 0.15 } },
  { name: '30 % of the packets lost', faults: { lossRatio: 0.3 } },
  { name: 'packets up to 200 ms late', faults: { jitterMs: 200 } },
])(
  '$name, each way: pictures move and sound is heard both ways',
  async ({ faults }) => {
    await spareDesks();
    media.set(faults);
    const before = await packetsReceived(resident.wire.transports);
    await until('a good many packets', async () => (await packetsReceived(resident.wire.transports)) > before + 500);
    await allFlows();
    await isSameCall();
    media.set({});
    await allFlows();
  },
  120_000,
);

test.each([2, 8, 20])(
  'nothing passes for %i s: the place is kept, and media comes back by itself',
  async (seconds) => {
    await spareDesks();
    const downAt = Date.now();
    media.set({ cut: true });
    signalling.cut();
    await isDead();
    await until('the end of the outage', () => Date.now() - downAt >= seconds * 1000, 30_000);
    await isSameCall();
    media.set({});
    signalling.restore();
    await allFlows();
    await isSameCall();
    // Signalling is back as well.
    await resident.page.getByText('网络断开了').waitFor({ state: 'hidden' });
  },
  120_000,
);

test('another address, for media and signalling: the same call goes on', async () => {
  await spareDesks();
  const transports = [...resident.wire.transports];
  signalling.stall();
  media.changeAddress();
  await allFlows();
  await isSameCall();
  expect(resident.wire.transports.slice(0, transports.length)).toEqual(transports);
}, 120_000);

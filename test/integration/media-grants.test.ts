/** [C7] By trying: everybody asks for everything in every state, and gets what the one function grants, nothing more. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantOf } from '../../server/domain/calls/grants.ts';
import { mediaStateOf } from '../../server/domain/calls/media-state.ts';
import type { Grant, PeerIdentity } from '../../server/domain/calls/media-types.ts';
import type { Notice } from '../../shared/notices/all.ts';
import type { MediaSource } from '../../shared/states.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, randomId, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { approval, arrive, type Evening, type Resident, SEAT, SESSION } from '../support/evening.ts';
import { until } from '../support/until.ts';

type ConsumerNotice = Extract<Notice, { notice: 'media.consumer' }>;

interface Peer {
  readonly is: string;
  readonly socket: SocketClient;
  readonly identity: PeerIdentity;
  readonly clientId: string;
  send: string;
}

let app: TestApp;
let moderator: Peer;
let caller: Peer;
let peers: Peer[] = [];
let evening: Evening;
let resident: Resident;
const producers = new Map<string, { owner: Peer; source: MediaSource }>();
const none = { ticketId: null, seatId: null, personId: null };

beforeAll(async () => {
  app = await startTestApp();
  const { origin } = app;
  const join = async (
    is: string,
    http: HttpClient,
    as: Parameters<typeof SocketClient.connect>[1],
    who: Partial<PeerIdentity>,
  ): Promise<Peer> => {
    const clientId = randomId();
    const socket = await SocketClient.connect(http, { ...as, clientId } as typeof as);
    const identity = { ...none, sessionId: SESSION, role: as.as, ...who } as PeerIdentity;
    const { routerRtpCapabilities: rtpCapabilities } = await socket.call('media.join', {
      clientId,
      rtpCapabilities: null,
    });
    await socket.call('media.join', { clientId, rtpCapabilities });
    await socket.call('media.createTransport', { direction: 'recv', protocol: 'any' });
    const { id } = await socket.call('media.createTransport', { direction: 'send', protocol: 'any' });
    const key =
      as.as === 'check'
        ? `check:${clientId}`
        : as.as === 'audience'
          ? `audience:${clientId}`
          : `${as.as}:${identity.personId}:${clientId}`;
    return { is, socket, identity: { ...identity, key: who.key ?? key }, clientId, send: id };
  };
  const desk = async (is: string, userName: string, as: 'moderator' | 'aide') => {
    const http = await signInStaff(origin, userName);
    const { personId } = await http.call('staff.me', {});
    return join(is, http, { as, sessionId: SESSION }, { personId });
  };
  moderator = await desk('the moderator who holds', 'moderator', 'moderator');
  await moderator.socket.call('session.start', { sessionId: SESSION });
  const second = await desk('another moderator', 'admin', 'moderator');
  const aide = await desk('the aide', 'aide', 'aide');
  const leader = await signInStaff(origin, 'leader');
  const { personId } = await leader.call('staff.me', {});
  const screen = { as: 'official', sessionId: SESSION, seatId: SEAT } as const;
  const official = await join('the leader', leader, screen, {
    seatId: SEAT,
    personId,
    key: `official:${SESSION}:${SEAT}`,
  });
  const citizen = async (is: string, name: string) => {
    const one = await arrive(origin, { name });
    const { ticketId } = one;
    const peer = await join(
      is,
      one.http,
      { as: 'citizen', sessionId: SESSION, ticketId },
      { ticketId, key: `ticket:${ticketId}` },
    );
    return { one: { ...one, socket: peer.socket }, peer };
  };
  const upNext = await citizen('the caller', '李秀英');
  const waiting = await citizen('somebody who waits', '王大山');
  caller = upNext.peer;
  resident = upNext.one;
  const audience = await join('the audience', await signInPhone(origin), { as: 'audience', sessionId: SESSION }, {});
  const check = await join(
    'a device check',
    new HttpClient(origin),
    { as: 'check' },
    { sessionId: 'check', role: 'check' },
  );
  peers = [moderator, second, aide, official, caller, waiting.peer, audience, check];
  evening = { origin, moderator: moderator.socket, aide: aide.socket, screen: official.socket };
  for (const peer of [moderator, second, official, check])
    for (const source of ['camera', 'microphone'] as const) await produced(peer, source);
});
afterAll(stopApps);

let ssrc = 1000;
const sent = (peer: Peer, source: MediaSource) => {
  const video = source === 'camera';
  const codec = video
    ? {
        mimeType: 'video/VP8',
        payloadType: 101,
        clockRate: 90_000,
        parameters: {},
        rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
      }
    : {
        mimeType: 'audio/opus',
        payloadType: 100,
        clockRate: 48_000,
        channels: 2,
        parameters: { useinbandfec: 1 },
        rtcpFeedback: [],
      };
  const rtpParameters = {
    codecs: [codec],
    headerExtensions: [],
    encodings: [{ ssrc: ssrc++ }],
    rtcp: { cname: randomId() },
  };
  return peer.socket.call('media.produce', {
    transportId: peer.send,
    source,
    kind: video ? 'video' : 'audio',
    rtpParameters,
  });
};
async function produced(peer: Peer, source: MediaSource): Promise<void> {
  const { producerId } = await sent(peer, source);
  producers.set(producerId, { owner: peer, source });
}

/** The consumers that a page has now, as it was told of them. */
function consumersOf({
  socket,
}: Peer): Map<string, { consumerId: string; purpose: ConsumerNotice['purpose']; flowing: boolean }> {
  const now = new Map<string, { consumerId: string; purpose: ConsumerNotice['purpose']; flowing: boolean }>();
  for (const notice of socket.notices) {
    if (notice.notice === 'media.consumer')
      now.set(notice.producerId, { consumerId: notice.consumerId, purpose: notice.purpose, flowing: notice.flowing });
    for (const [producerId, one] of now) {
      if (notice.notice === 'media.consumerClosed' && notice.consumerId === one.consumerId) now.delete(producerId);
      if (notice.notice !== 'media.consumerFlow') continue;
      const flow = notice.flows.find(({ consumerId }) => consumerId === one.consumerId);
      if (flow) now.set(producerId, flow);
    }
  }
  return now;
}

async function grants(): Promise<(viewer: Peer, owner: Peer, source: MediaSource) => Grant> {
  const { read } = app.deps.store;
  const session = (await read.session(SESSION)) ?? expect.fail('no session');
  const state = mediaStateOf(session, await read.stageTickets(SESSION), await read.runningCalls(SESSION));
  return (viewer, owner, source) => grantOf(viewer.identity, owner.identity, source, state);
}

/** Everybody asks for every producer; whoever is granted one has its consumer, and nobody has any other. */
async function everybodyAsks(during: string): Promise<number> {
  const granted = await grants();
  let given = 0;
  for (const viewer of peers) {
    for (const [producerId, { owner, source }] of producers) {
      const own = viewer === owner;
      // A device check hears itself, and nobody else hears it.
      const grant: Grant = own
        ? viewer.identity.role === 'check'
          ? { flow: 'flowing', purpose: 'check' }
          : { flow: 'none' }
        : granted(viewer, owner, source);
      const told = `${during}: ${viewer.is} asks for the ${source} of ${owner.is}`;
      const ack = await viewer.socket.raw({ name: 'media.subscribe', input: { producerId } });
      if (grant.flow === 'none') {
        expect(ack, told).toMatchObject({ ok: false, error: { code: 'MEDIA_FORBIDDEN' } });
        await until(`${told}: nothing`, () => !consumersOf(viewer).has(producerId));
        continue;
      }
      given += 1;
      expect(ack, told).toMatchObject({ ok: true });
      const { consumerId } = await until(told, () => consumersOf(viewer).get(producerId));
      await viewer.socket.call('media.consumerReady', { consumerId });
      const wanted = { purpose: grant.purpose, flowing: grant.flow === 'flowing' };
      await until(`${told}: ${JSON.stringify(wanted)}`, () => {
        const has = consumersOf(viewer).get(producerId);
        return has?.purpose === wanted.purpose && has.flowing === wanted.flowing;
      });
    }
    const unknown = await viewer.socket.raw({ name: 'media.subscribe', input: { producerId: 'nobody-sends-this' } });
    expect(unknown).toMatchObject({ ok: false, error: { code: 'MEDIA_FORBIDDEN' } });
  }
  return given;
}

async function maySend(during: string, allowed: boolean): Promise<void> {
  for (const source of ['camera', 'microphone'] as const) {
    if (allowed) await produced(caller, source);
    else await expect(sent(caller, source), `${during}: ${source}`).rejects.toMatchObject({ code: 'MEDIA_FORBIDDEN' });
  }
}

/** What the caller sent is gone, for everybody. */
async function callerSilent(during: string): Promise<void> {
  const gone = [...producers].filter(([, { owner }]) => owner === caller).map(([producerId]) => producerId);
  for (const producerId of gone) {
    producers.delete(producerId);
    await until(`${during}: no producer`, () =>
      caller.socket.notices.some((one) => one.notice === 'media.producerClosed' && one.producerId === producerId),
    );
    for (const viewer of peers) {
      await until(`${during}: ${viewer.is} lost it`, () => !consumersOf(viewer).has(producerId));
      const again = await viewer.socket.raw({ name: 'media.subscribe', input: { producerId } });
      expect(again).toMatchObject({ ok: false, error: { code: 'MEDIA_FORBIDDEN' } });
    }
  }
  expect(gone.length).toBeGreaterThan(0);
}

test('[C7] from the waiting room to the stage and back, everybody gets what is granted and nothing else', {
  timeout: 240_000,
}, async () => {
  const { ticketId } = resident;
  const ticket = { sessionId: SESSION, ticketId };
  const desk = evening.moderator;

  await maySend('waiting', false);
  const whileWaiting = await everybodyAsks('waiting');

  await desk.call('queue.call', { ...ticket, reason: '试' });
  await maySend('called, not answered', false);
  await everybodyAsks('called, not answered');

  await resident.socket.call('ticket.answer', { ticketId });
  await maySend('screening', true);
  expect(await everybodyAsks('screening')).toBeGreaterThan(whileWaiting);

  await desk.call('ticket.approve', approval(ticketId));
  await desk.call('ticket.toDeck', { ...ticket, seatId: SEAT });
  await maySend('on deck', true);
  for (const [producerId, { owner }] of producers) {
    // Sending anew replaces what was sent before.
    if (
      owner === caller &&
      caller.socket.notices.some((one) => one.notice === 'media.producerClosed' && one.producerId === producerId)
    )
      producers.delete(producerId);
  }
  expect([...producers.values()].filter(({ owner }) => owner === caller)).toHaveLength(2);
  await everybodyAsks('on deck');

  const { callId } = await desk.call('call.putThrough', ticket);
  const call = { sessionId: SESSION, callId };
  await everybodyAsks('on air');
  await desk.call('programme.cut', { sessionId: SESSION });
  await everybodyAsks('cut');
  await desk.call('programme.restore', { sessionId: SESSION });
  await desk.call('call.setPublic', { ...call, public: false });
  await everybodyAsks('off the programme');
  await desk.call('call.setPublic', { ...call, public: true });
  await desk.call('call.hold', call);
  await everybodyAsks('held');
  await desk.call('call.resume', call);
  await resident.socket.call('ticket.changeConsent', {
    ticketId,
    scope: 'broadcast',
    given: false,
    version: '2026-11',
  });
  await everybodyAsks('without consent to broadcast');

  await desk.call('call.end', { ...call, outcome: 'failed', note: '', whereTo: '没有声音', unitId: null });
  await callerSilent('after the call failed');
  await maySend('back in the waiting room', false);
  await everybodyAsks('back in the waiting room');

  await desk.call('queue.call', { ...ticket, reason: '再试' });
  await resident.socket.call('ticket.answer', { ticketId });
  await maySend('screening again', true);
  await desk.call('queue.refuse', { ...ticket, reason: '诉讼', whereTo: '法院' });
  await callerSilent('refused');
  await maySend('refused', false);
  expect(await everybodyAsks('refused')).toBe(whileWaiting);
});

test('[C7] audience and aide send nothing, and nobody sends by another’s transport', async () => {
  for (const peer of peers.filter(({ identity }) => identity.role === 'audience' || identity.role === 'aide'))
    await expect(sent(peer, 'microphone'), peer.is).rejects.toMatchObject({
      code: peer.identity.role === 'audience' ? 'NOT_SIGNED_IN' : 'FORBIDDEN',
    });
  await expect(sent({ ...moderator, send: caller.send }, 'camera')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const rtpParameters = { codecs: [], encodings: [] };
  const odd = moderator.socket.call('media.produce', {
    transportId: moderator.send,
    source: 'camera',
    kind: 'audio',
    rtpParameters,
  });
  await expect(odd).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await everybodyAsks('after odd requests');
});

test('[C7] [T5] desks are told whose ticket a stream is of, and nobody else is', () => {
  const told = (peer: Peer) =>
    new Set(
      peer.socket.notices.flatMap((notice) =>
        notice.notice === 'media.consumer' ? [`${notice.from} ${notice.ticketId}`] : [],
      ),
    );
  expect(told(moderator)).toEqual(new Set(['official null', `citizen ${resident.ticketId}`]));
  for (const peer of peers.filter(({ identity }) => ['citizen', 'audience', 'check'].includes(identity.role)))
    expect([...told(peer)].filter((line) => !line.endsWith(' null'))).toEqual([]);
});

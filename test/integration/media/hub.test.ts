import { createHmac } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { grantOf } from '../../../server/domain/calls/grants.ts';
import type { PeerIdentity } from '../../../server/domain/calls/media-types.ts';
import { announce, listenInfos } from '../../../server/media/candidates.ts';
import { MediasoupHub } from '../../../server/media/hub.ts';
import type { Peer } from '../../../server/media/peer.ts';
import { turnServers } from '../../../server/media/turn.ts';
import type { Notice } from '../../../shared/notices/all.ts';
import { freePort } from '../../support/free-port.ts';
import { audience, citizen, moderator, nothing, official, onDeck, SESSION } from '../../support/media/identities.ts';
import { until } from '../../support/media/until.ts';

let hub: MediasoupHub;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

const options = {
  workers: 1,
  listenHosts: ['127.0.0.1'],
  port: 0,
  announcedAddresses: ['127.0.0.1', 'media.example.org'],
  log: quiet,
  grantOf,
  timers: { graceMs: 100, readyMs: 100 },
};

beforeEach(async () => {
  hub = await MediasoupHub.create(options);
});
afterEach(() => hub.close());

const join = (identity: PeerIdentity, clientId = 'page-1', notices: Notice[] = []) =>
  hub.join(identity, { clientId, rtpCapabilities: null }, (notice) => notices.push(notice));
const asPage = { clientId: 'page-1', rtpCapabilities: null };
const newest = (): void => undefined;
const opus = (ssrc: number, mid = '0') => ({
  mid,
  codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2, parameters: {} }],
  encodings: [{ ssrc }],
  headerExtensions: [],
  rtcp: { cname: 'a', reducedSize: true },
});
const vp8 = (ssrc: number) => ({
  ...opus(ssrc),
  codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000, parameters: {} }],
});
const sender = async (identity: PeerIdentity, clientId?: string, notices?: Notice[]) => {
  const { peer } = await join(identity, clientId, notices);
  const { id } = await peer.createTransport({ direction: 'send', protocol: 'any' });
  const speak = (ssrc: number) =>
    peer.produce({ transportId: id, source: 'microphone', kind: 'audio', rtpParameters: opus(ssrc) });
  return { peer, transportId: id, speak };
};

/** Datagrams that the system threw away since the socket was bound: the last column of its table (proc(5)). */
function droppedAt(port: number): number {
  const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const row = readFileSync('/proc/net/udp', 'utf8')
    .split('\n')
    .find((line) => line.includes(` ${address} `));
  if (!row) throw new Error(`no socket is bound to ${port}`);
  return Number(row.trim().split(/\s+/).at(-1));
}

test('[C7] audience, and a citizen whose turn it is not, may not send', async () => {
  const watching = await sender(audience(1));
  await expect(watching.speak(1)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const waiting = await sender(citizen(1));
  await expect(waiting.speak(2)).rejects.toMatchObject({ code: 'MEDIA_FORBIDDEN' });
  await hub.apply(onDeck('ticket-1'));
  await expect(waiting.speak(3)).resolves.toHaveProperty('producerId');
  expect(hub.counts().producers).toBe(1);
});

test('[C7] the right to send ends with the turn', async () => {
  await hub.apply(onDeck('ticket-1'));
  const notices: Notice[] = [];
  const { speak } = await sender(citizen(1), 'page-1', notices);
  const { producerId } = await speak(1);
  await hub.apply(nothing);
  expect(hub.counts().producers).toBe(0);
  expect(notices).toContainEqual({ notice: 'media.producerClosed', producerId });
});

test('a second producer of the same source replaces the first, even under the same mid', async () => {
  const { speak } = await sender(moderator);
  await speak(1);
  await speak(2);
  expect(hub.counts().producers).toBe(1);
});

test('[T4] what mediasoup would choke on is refused and changes nothing', async () => {
  const { peer, transportId } = await sender(official);
  const produce = (rtpParameters: Record<string, unknown>, kind: 'audio' | 'video' = 'audio') =>
    peer.produce({ transportId, source: 'microphone', kind, rtpParameters });
  const encodings = Array.from({ length: 9 }, (_, index) => ({ ssrc: index + 1 }));
  for (const [rtpParameters, kind] of [
    [{}, 'audio'],
    [{ codecs: 'none' }, 'audio'],
    [{ ...opus(1), encodings: [] }, 'audio'],
    [{ ...opus(1), encodings }, 'audio'],
    [opus(1), 'video'],
  ] as const) {
    await expect(produce(rtpParameters, kind)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  }
  await expect(peer.connectTransport({ transportId, dtlsParameters: {} })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(peer.restartIce({ transportId: 'nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(
    hub.join(audience(1), { clientId: 'page', rtpCapabilities: { codecs: 7 } }, () => undefined),
  ).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(peer.restartIce({ transportId })).resolves.toHaveProperty('iceParameters');
  expect(hub.counts()).toMatchObject({ producers: 0, transports: 1, workers: 1 });
});

test('the same page finds its transports again, another page takes over', async () => {
  const notices: Notice[] = [];
  const first = await join(official, 'page-1', notices);
  await first.peer.createTransport({ direction: 'send', protocol: 'any' });
  const again = await join(official, 'page-1', notices);
  expect(again.result.resumed).toBe(true);
  expect(again.peer).toBe(first.peer);
  const other = await join(official, 'page-2');
  expect(other.result.resumed).toBe(false);
  expect(notices).toContainEqual({ notice: 'superseded' });
  await expect(first.peer.createTransport({ direction: 'send', protocol: 'any' })).rejects.toMatchObject({
    code: 'STALE',
  });
  expect(hub.counts()).toMatchObject({ peers: 1, transports: 0 });
});

test('a page that does not come back within the grace time has left', async () => {
  await hub.join(official, asPage, newest);
  hub.detach(official.key, () => undefined);
  hub.detach(official.key, newest);
  expect(hub.counts().peers).toBe(1);
  await until('it left', () => hub.counts().peers === 0);
});

test('[Q1] a page that came back by a newer socket is not away when the end of the older one is heard of', async () => {
  const older = (): void => undefined;
  const first = hub.join(official, asPage, older);
  const { peer } = await hub.join(official, asPage, newest);
  await first;
  hub.detach(official.key, older);
  expect((peer as Peer).away).toBe(false);
  hub.detach(official.key, newest);
  expect((peer as Peer).away).toBe(true);
});

test('a stream that could not be had on a transport that was replaced meanwhile comes on the next', async () => {
  const { speak } = await sender(official);
  const { producerId } = await speak(1);
  const { result } = await join(moderator);
  const notices: Notice[] = [];
  const { routerRtpCapabilities: rtpCapabilities } = result;
  const joined = await hub.join(moderator, { clientId: 'page-1', rtpCapabilities }, (one) => notices.push(one));
  const peer = joined.peer as Peer;
  const { receiver } = await peer.createTransport({ direction: 'recv', protocol: 'any' }).then(() => peer);
  if (!receiver) throw new Error('nothing to receive by');
  vi.spyOn(receiver, 'consume').mockImplementationOnce(async () => {
    await peer.createTransport({ direction: 'recv', protocol: 'any' });
    throw new Error('the transport is gone');
  });
  await hub.apply(onDeck('ticket-1'));
  await until('it comes', () =>
    notices.some((one) => one.notice === 'media.consumer' && one.producerId === producerId),
  );
});

test('two pages of one person at once leave one', async () => {
  const results = await Promise.allSettled([join(official, 'page-1'), join(official, 'page-2')]);
  expect(results.map((result) => result.status)).toEqual(['rejected', 'fulfilled']);
  expect(hub.counts().peers).toBe(1);
});

test('each transport announces every address over UDP and TCP', async () => {
  const { peer } = await join(official);
  const { iceCandidates } = await peer.createTransport({ direction: 'send', protocol: 'any' });
  const seen = iceCandidates.map(({ address, protocol }) => `${protocol} ${address}`);
  expect(seen.sort()).toEqual(['tcp 127.0.0.1', 'tcp media.example.org', 'udp 127.0.0.1', 'udp media.example.org']);
  const { iceCandidates: onlyTcp } = await peer.createTransport({ direction: 'recv', protocol: 'tcp' });
  expect(onlyTcp.every(({ protocol }) => protocol === 'tcp')).toBe(true);
});

test('a TCP port of an address of its own is announced under that address alone, after all others', async () => {
  await hub.close();
  const port = await freePort();
  hub = await MediasoupHub.create({
    ...options,
    tcp: [{ ip: '127.0.0.2', port, announced: '192.0.2.9' }],
  });
  const { peer } = await join(official);
  const { iceCandidates } = await peer.createTransport({ direction: 'send', protocol: 'any' });
  const last = iceCandidates.toSorted((a, b) => Number(b.priority) - Number(a.priority)).at(-1);
  expect(last).toMatchObject({ protocol: 'tcp', address: '192.0.2.9', port });
  expect(iceCandidates.filter((each) => each.address === '192.0.2.9')).toHaveLength(1);
  const socket = connect(port, '127.0.0.2');
  await once(socket, 'connect');
  socket.destroy();
});

test('an address is announced for sockets of its family only', () => {
  const candidate = { foundation: 'a', priority: 1000, ip: '::1', address: '::1', protocol: 'udp', port: 1 } as const;
  const announced = announce([{ ...candidate, type: 'host' }], ['192.0.2.1', '2001:db8::1']);
  expect(announced.map((each) => each.address)).toEqual(['2001:db8::1']);
  expect(listenInfos(['0.0.0.0', '::'], 40_000)).toHaveLength(4);
});

test('what comes while a worker does not run is kept for it', async () => {
  const { peer } = await join(official);
  const { iceCandidates } = await peer.createTransport({ direction: 'send', protocol: 'any' });
  const port = Number(
    iceCandidates.find(({ protocol, address }) => protocol === 'udp' && address === '127.0.0.1')?.port,
  );
  const [pid] = hub.workerPids();
  if (pid === undefined) throw new Error('no worker runs');
  const sender = createSocket('udp4');
  process.kill(pid, 'SIGSTOP');
  try {
    // Some 1,150 bytes as a picture's packets have; the system's own size holds less than a hundred of them.
    const send = promisify<Buffer, number, string>(sender.send.bind(sender));
    for (let packet = 0; packet < 160; packet += 1) await send(Buffer.alloc(1150), port, '127.0.0.1');
    expect(droppedAt(port)).toBe(0);
  } finally {
    process.kill(pid, 'SIGCONT');
    sender.close();
  }
});

test('a worker that died is replaced and its peers are told', async () => {
  const notices: Notice[] = [];
  const { speak } = await sender(official, 'page-1', notices);
  await speak(1);
  const [pid] = hub.workerPids();
  process.kill(pid ?? 0, 'SIGKILL');
  await until('the notice', () => notices.some((notice) => notice.notice === 'media.reset'));
  expect(hub.sending(SESSION)).toEqual([]);
  const { result } = await join(official, 'page-1', notices);
  expect(result.resumed).toBe(false);
  expect(hub.workerPids()).not.toContain(pid);
});

test('a page that builds its consumer too late may ask again, and the next state tries again', async () => {
  await hub.apply(onDeck('ticket-1'));
  const { speak } = await sender(citizen(1));
  const { producerId } = await speak(1);
  const notices: Notice[] = [];
  const { peer, result } = await join(moderator, 'page-1', notices);
  const rtpCapabilities = result.routerRtpCapabilities;
  await hub.join(moderator, { clientId: 'page-1', rtpCapabilities }, (notice) => notices.push(notice));
  await peer.createTransport({ direction: 'recv', protocol: 'any' });
  const count = (name: Notice['notice']) => notices.filter(({ notice }) => notice === name).length;
  await until('given up', () => count('media.consumerClosed') === 1);
  await peer.subscribe({ producerId });
  await until('offered again', () => count('media.consumer') === 2);
  await until('given up again', () => count('media.consumerClosed') === 2);
  await hub.apply(onDeck('ticket-1', true));
  await until('offered by the next state', () => count('media.consumer') === 3);
  const last = notices.findLast((notice) => notice.notice === 'media.consumer');
  await peer.consumerReady({ consumerId: last?.consumerId ?? '' });
  // Another page that never gets ready is given up later than this one would be.
  const later: Notice[] = [];
  const second = { ...moderator, key: 'mod-2' };
  const { peer: other } = await join(second, 'page-2', later);
  await hub.join(second, { clientId: 'page-2', rtpCapabilities }, (notice) => later.push(notice));
  await other.createTransport({ direction: 'recv', protocol: 'any' });
  await until('the other given up', () => later.some(({ notice }) => notice === 'media.consumerClosed'));
  expect(hub.counts().consumers).toBe(1);
});

test('TURN credentials are an expiry, a key and their keyed hash', () => {
  const [server] = turnServers({ urls: ['turn:turn.example.org'], secret: 's', ttlSeconds: 60 }, 'citizen-1', 5_000);
  expect(server?.username).toBe('65:citizen-1');
  expect(server?.credential).toBe(createHmac('sha1', 's').update('65:citizen-1').digest('base64'));
  expect(turnServers(null, 'citizen-1', 0)).toEqual([]);
});

test('a page that takes sound only is given no pictures and has no failures; one that leaves is given nothing', async () => {
  const warnings: unknown[] = [];
  const strict = await MediasoupHub.create({ ...options, log: { ...quiet, warn: (...words) => warnings.push(words) } });
  try {
    await strict.apply(onDeck('ticket-1'));
    const { peer: caller } = await strict.join(citizen(1), { clientId: 'c', rtpCapabilities: null }, () => undefined);
    const { id } = await caller.createTransport({ direction: 'send', protocol: 'any' });
    await caller.produce({ transportId: id, source: 'camera', kind: 'video', rtpParameters: vp8(1) });
    await caller.produce({ transportId: id, source: 'microphone', kind: 'audio', rtpParameters: opus(2, '1') });
    const notices: Notice[] = [];
    const joinWith = (capabilities: Record<string, unknown> | null) =>
      strict.join(moderator, { clientId: 'm', rtpCapabilities: capabilities, receiveBy: 'any' }, (one) =>
        notices.push(one),
      );
    const { routerRtpCapabilities: all } = (await joinWith(null)).result;
    const codecs = (all.codecs as { kind: string }[]).filter(({ kind }) => kind === 'audio');
    await joinWith({ ...all, codecs });
    const kinds = () => notices.flatMap((one) => (one.notice === 'media.consumer' ? [one.kind] : []));
    await until('the sound', () => kinds().length > 0);
    await strict.apply(onDeck('ticket-1', true));
    await joinWith(all);
    await until('the picture too', () => kinds().includes('video'));
    expect(kinds().filter((kind) => kind === 'video')).toHaveLength(1);
    expect(warnings).toEqual([]);
    await strict.join(moderator, { clientId: 'm', rtpCapabilities: null }, () => undefined);
    expect(strict.counts().consumers).toBe(0);
  } finally {
    await strict.close();
  }
});

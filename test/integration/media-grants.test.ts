/** [C7] By trying: everybody asks for everything in every state of the ticket, and gets what the table says, nothing more. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallRecord } from '../../server/domain/calls/types.ts';
import type { TicketRecord } from '../../server/domain/queue/types.ts';
import type { SessionRecord } from '../../server/domain/sessions/types.ts';
import type { Notice } from '../../shared/notices/all.ts';
import { type MediaSource, TICKET_STATES } from '../../shared/states.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, randomId, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { arrive, SEAT, SESSION } from '../support/evening.ts';
import { type Expected, GRANTS } from '../support/media/grant-table.ts';
import { rtpOf } from '../support/media/rtp.ts';
import { isPaused } from '../support/media/sent.ts';
import { callIn, sessionIn, ticketIn } from '../support/records.ts';
import { until } from '../support/until.ts';

type ConsumerNotice = Extract<Notice, { notice: 'media.consumer' }>;
const SEAT_2 = 'seat-2';
const SOURCES = ['camera', 'microphone'] as const satisfies readonly MediaSource[];

interface Peer {
  readonly is: string;
  readonly socket: SocketClient;
  readonly send: string;
}
interface Producer {
  readonly owner: Peer;
  readonly source: MediaSource;
}

let app: TestApp;
const peers: Peer[] = [];
const producers = new Map<string, Producer>();
let caller: Peer;
let host: Peer;
let hostId = '';
let callerTicketId = '';
let personId = '';
let opening: SessionRecord;

const as = (is: string): Peer => peers.find((peer) => peer.is === is) ?? expect.fail(is);

async function join(is: string, http: HttpClient, hello: Parameters<typeof SocketClient.connect>[1]): Promise<Peer> {
  const clientId = randomId();
  const socket = await SocketClient.connect(http, { ...hello, clientId });
  const { routerRtpCapabilities: rtpCapabilities } = await socket.call('media.join', {
    clientId,
    rtpCapabilities: null,
  });
  await socket.call('media.join', { clientId, rtpCapabilities });
  await socket.call('media.createTransport', { direction: 'recv', protocol: 'any' });
  const { id } = await socket.call('media.createTransport', { direction: 'send', protocol: 'any' });
  const peer = { is, socket, send: id };
  peers.push(peer);
  return peer;
}

async function put(records: {
  session?: SessionRecord;
  tickets?: readonly TicketRecord[];
  call?: CallRecord;
}): Promise<void> {
  const { store } = app.deps;
  await store.transaction(async (tx) => {
    if (records.session) await tx.saveSession(records.session);
    for (const ticket of records.tickets ?? []) {
      const { version = 0 } = (await tx.ticket(ticket.id)) ?? {};
      await tx.saveTicket({ ...ticket, version });
    }
    for (const call of await tx.runningCalls(SESSION))
      await tx.saveCall({
        ...callIn('ended', { id: call.id, sessionId: SESSION, ticketId: call.ticketId }),
        version: call.version,
      });
    if (records.call) await tx.insertCall(records.call);
  });
  await app.realtime.stage(SESSION);
}

beforeAll(async () => {
  app = await startTestApp();
  const { origin } = app;
  const { read } = app.deps.store;
  const session = (await read.session(SESSION)) ?? expect.fail('no session');
  const { admitting: _, ...live } = sessionIn('live', { ...session, id: SESSION }) as SessionRecord & {
    admitting?: boolean;
  };
  const [seat] = session.seats;
  opening = {
    ...live,
    admitting: true,
    seats: [
      { ...seat, id: SEAT, onAir: true },
      { ...seat, id: SEAT_2, onAir: true },
    ],
  } as SessionRecord;
  const elsewhere = sessionIn('live');
  await app.deps.store.transaction(async (tx) => {
    await tx.saveSession(opening);
    await tx.saveSession(elsewhere);
  });
  const staff = async (userName: string) => {
    const http = await signInStaff(origin, userName);
    return { http, personId: (await http.call('staff.me', {})).personId };
  };
  const one = await staff('moderator');
  const two = await staff('admin');
  hostId = one.personId;
  host = await join('host', one.http, { as: 'moderator', sessionId: SESSION });
  await join('host2', two.http, { as: 'moderator', sessionId: SESSION });
  await join('aide', (await staff('aide')).http, { as: 'aide', sessionId: SESSION });
  const room = (seatId: string, sessionId = SESSION) => ({ as: 'official', sessionId, seatId }) as const;
  await join('room', (await staff('leader')).http, room(SEAT));
  await join('room2', two.http, room(SEAT_2));
  await join('room3', two.http, room(SEAT, elsewhere.id));
  const citizen = async (is: string, name: string) => {
    const { http, ticketId, socket } = await arrive(origin, { name });
    socket.close();
    return { ticketId, peer: await join(is, http, { as: 'citizen', sessionId: SESSION, ticketId }) };
  };
  const upNext = await citizen('next', '赵小云');
  const calling = await citizen('caller', '李秀英');
  await citizen('waits', '王大山');
  caller = calling.peer;
  callerTicketId = calling.ticketId;
  personId = (await read.ticket(callerTicketId))?.personId ?? '';
  await join('audience', await signInPhone(origin), { as: 'audience', sessionId: SESSION });
  await join('outside', new HttpClient(origin), { as: 'audience', sessionId: elsewhere.id });
  await join('check', new HttpClient(origin), { as: 'check' });
  const nextTicket = (await read.ticket(upNext.ticketId)) ?? expect.fail('no ticket');
  await put({
    tickets: [
      ticketIn('onDeck', { ...nextTicket, heldBy: two.personId, approval: { at: Date.now(), by: two.personId } }),
    ],
  });
  for (const is of ['host', 'host2', 'room', 'room2', 'room3', 'next', 'check'])
    for (const source of SOURCES) await produced(as(is), source);
}, 300_000);
afterAll(stopApps);

const produce = ({ socket, send }: Peer, source: MediaSource) =>
  socket.call('media.produce', {
    transportId: send,
    source,
    kind: source === 'camera' ? 'video' : 'audio',
    rtpParameters: rtpOf(source),
  });
async function produced(owner: Peer, source: MediaSource): Promise<void> {
  producers.set((await produce(owner, source)).producerId, { owner, source });
}

/** The consumers that a page has now, as it was told of them. */
function consumersOf({ socket }: Peer): Map<string, Pick<ConsumerNotice, 'consumerId' | 'purpose'>> {
  const now = new Map<string, Pick<ConsumerNotice, 'consumerId' | 'purpose'>>();
  for (const notice of socket.notices) {
    if (notice.notice === 'media.consumer') now.set(notice.producerId, notice);
    if (notice.notice === 'media.consumerClosed')
      for (const [producerId, one] of now) if (one.consumerId === notice.consumerId) now.delete(producerId);
  }
  return now;
}

/** What the caller sends in this state; what was sent before and is not any more is gone for everybody. */
async function callerSends(may: boolean): Promise<void> {
  // Whatever the server told before has arrived when it answers.
  await caller.socket.call('session.beat', {});
  const closed = new Set(
    caller.socket.notices.flatMap((one) => (one.notice === 'media.producerClosed' ? one.producerId : [])),
  );
  for (const [producerId, { owner }] of producers)
    if (owner === caller && closed.has(producerId)) producers.delete(producerId);
  const sent = [...producers.values()].filter(({ owner }) => owner === caller).map(({ source }) => source);
  if (may) {
    for (const source of SOURCES) if (!sent.includes(source)) await produced(caller, source);
  } else {
    expect(sent).toEqual([]);
    for (const source of SOURCES)
      await expect(produce(caller, source), source).rejects.toMatchObject({ code: 'MEDIA_FORBIDDEN' });
  }
}

type Has = 'nothing' | Expected[string];
const wantedOf = (table: Expected, viewer: Peer, { owner, source }: Producer, without: readonly MediaSource[]): Has =>
  (owner === caller || viewer === caller) && without.includes(source)
    ? 'nothing'
    : (table[`${viewer.is}<${owner.is}`] ?? 'nothing');

/** What this page has of a producer, by the server's own consumer. */
function hasOf(viewer: Peer, producerId: string): Has | 'unknown' {
  const one = consumersOf(viewer).get(producerId);
  if (!one) return 'nothing';
  const paused = isPaused(one.consumerId);
  return paused === null ? 'unknown' : `${one.purpose} ${paused ? 'prepared' : 'flows'}`;
}

async function everybodyAsks(table: Expected, without: readonly MediaSource[]): Promise<void> {
  for (const viewer of peers) {
    for (const [producerId, producer] of producers) {
      const wanted = wantedOf(table, viewer, producer, without);
      const told = `${viewer.is} asks for the ${producer.source} of ${producer.owner.is}: ${wanted}`;
      const ack = await viewer.socket.raw({ name: 'media.subscribe', input: { producerId } });
      if (wanted === 'nothing') {
        expect(ack, told).toMatchObject({ ok: false, error: { code: 'MEDIA_FORBIDDEN' } });
        continue;
      }
      expect(ack, told).toMatchObject({ ok: true });
      const { consumerId } = await until(told, () => consumersOf(viewer).get(producerId));
      await viewer.socket.call('media.consumerReady', { consumerId });
      await until(told, () => hasOf(viewer, producerId) === wanted);
    }
    const unknown = await viewer.socket.raw({ name: 'media.subscribe', input: { producerId: 'nobody-sends-this' } });
    expect(unknown).toMatchObject({ ok: false, error: { code: 'MEDIA_FORBIDDEN' } });
  }
  // Again once everything that was under way has arrived: a consumer that comes late is seen here.
  await app.realtime.stage(SESSION);
  for (let trip = 0; trip < 2; trip++) await Promise.all(peers.map(({ socket }) => socket.call('session.beat', {})));
  const seen: Record<string, Has | 'unknown'> = {};
  const expected: Record<string, Has> = {};
  for (const viewer of peers) {
    for (const [producerId, producer] of producers) {
      const pair = `${viewer.is} < ${producer.source} of ${producer.owner.is}`;
      seen[pair] = hasOf(viewer, producerId);
      expected[pair] = wantedOf(table, viewer, producer, without);
    }
    for (const producerId of consumersOf(viewer).keys())
      expect([...producers.keys()], `${viewer.is} has something else`).toContain(producerId);
  }
  expect(seen).toEqual(expected);
}

interface Row {
  readonly during: string;
  readonly table: Expected;
  readonly ticket: TicketRecord['state'];
  readonly facts?: Omit<Parameters<typeof ticketIn>[1], 'sessionId' | 'personId' | 'number'>;
  readonly call?: { state: Exclude<CallRecord['state'], 'ended'> } & Partial<
    Pick<CallRecord, 'public' | 'participation' | 'seatId'>
  >;
  readonly session?: Partial<Pick<SessionRecord, 'public' | 'cut'>>;
  readonly maySend: boolean;
  /** Sources that neither go to the caller nor come from them. */
  readonly without?: readonly MediaSource[];
}

const live = { ticket: 'live', maySend: true } as const;
const onAir = { state: 'live', public: true } as const;
const UP = ['screening', 'onDeck', 'live'];
const ROWS: Row[] = [
  ...TICKET_STATES.filter((state) => !UP.includes(state)).map(
    (ticket): Row => ({ during: ticket, ticket, table: GRANTS.NOT_UP, maySend: false }),
  ),
  {
    during: 'called, not answered',
    ticket: 'screening',
    facts: { answeredAt: null },
    table: GRANTS.NOT_UP,
    maySend: false,
  },
  { during: 'in the green room', ticket: 'screening', table: GRANTS.SCREENED, maySend: true },
  { during: 'on deck', ticket: 'onDeck', table: GRANTS.ON_DECK, maySend: true },
  {
    during: 'connecting',
    ticket: 'live',
    call: { state: 'connecting', public: true },
    table: GRANTS.NOT_UP,
    maySend: false,
  },
  { ...live, during: 'on air', call: onAir, table: GRANTS.ON_AIR },
  {
    ...live,
    during: 'cut',
    call: onAir,
    session: { cut: { at: 1, by: 'demo-moderator' } as SessionRecord['cut'] },
    table: GRANTS.OFF_PROGRAMME,
  },
  { ...live, during: 'off the programme', call: { state: 'live', public: false }, table: GRANTS.OFF_PROGRAMME },
  { ...live, during: 'held', call: { state: 'held', public: true }, table: GRANTS.HELD },
  {
    ...live,
    during: 'without consent to the broadcast',
    call: onAir,
    facts: { consent: { call: true, recording: false, broadcast: false } },
    table: GRANTS.STAGE_ALONE,
  },
  {
    ...live,
    during: 'in a session that is not public',
    call: onAir,
    session: { public: false },
    table: GRANTS.NOT_PUBLIC,
  },
  {
    ...live,
    during: 'sound only',
    call: { ...onAir, participation: 'audio' },
    table: GRANTS.ON_AIR,
    without: ['camera'],
  },
  {
    during: 'on deck with sound only',
    ticket: 'onDeck',
    facts: { participation: 'audio' },
    table: GRANTS.ON_DECK,
    maySend: true,
    without: ['camera'],
  },
  {
    ...live,
    during: 'at the second seat',
    facts: { seatId: SEAT_2 } as Row['facts'] & object,
    call: { ...onAir, seatId: SEAT_2 },
    table: GRANTS.ON_AIR_AT_ROOM_2,
  },
  { ...live, during: 'by telephone', call: { ...onAir, participation: 'phone' }, table: GRANTS.BY_PHONE },
  {
    ...live,
    during: 'consent to the call withdrawn',
    call: onAir,
    facts: { consent: { call: false, recording: false, broadcast: true } },
    table: GRANTS.NOT_UP,
    maySend: false,
  },
  { during: 'waiting again', ticket: 'waiting', table: GRANTS.NOT_UP, maySend: false },
];

describe('[C7] everybody asks for everything', () => {
  test('every state of a ticket is here', () => {
    expect(TICKET_STATES.filter((state) => !ROWS.some((row) => row.ticket === state))).toEqual([]);
  });

  test.each(ROWS.map((row) => [row.during, row] as const))('%s', { timeout: 120_000 }, async (_during, row) => {
    const before = (await app.deps.store.read.ticket(callerTicketId)) ?? expect.fail('no ticket');
    const callId = `ca-${randomId()}`;
    const { number, receiptToken } = before;
    const ticket = ticketIn(row.ticket, {
      sessionId: SESSION,
      personId,
      number,
      receiptToken,
      id: callerTicketId,
      heldBy: hostId,
      callId,
      ...row.facts,
    });
    const facts = { id: callId, sessionId: SESSION, ticketId: callerTicketId, ...row.call };
    await put({
      session: { ...opening, ...row.session },
      tickets: [ticket],
      ...(row.call ? { call: callIn(row.call.state, facts) } : {}),
    });
    await callerSends(row.maySend);
    await everybodyAsks(row.table, row.without ?? []);
  });
});

test('[C7] audience and aide send nothing, and nobody sends by another’s transport', async () => {
  for (const [is, code] of [
    ['audience', 'NOT_SIGNED_IN'],
    ['aide', 'FORBIDDEN'],
  ] as const)
    await expect(produce(as(is), 'microphone'), is).rejects.toMatchObject({ code });
  await expect(produce({ ...host, send: caller.send }, 'camera')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const odd = host.socket.call('media.produce', {
    transportId: host.send,
    source: 'camera',
    kind: 'audio',
    rtpParameters: { codecs: [], encodings: [] },
  });
  await expect(odd).rejects.toMatchObject({ code: 'BAD_INPUT' });
});

test('[C7] [T5] desks are told whose ticket a stream is of, and nobody else is', () => {
  const told = (peer: Peer) =>
    new Set(
      peer.socket.notices.flatMap((notice) =>
        notice.notice === 'media.consumer' ? [`${notice.from} ${notice.ticketId}`] : [],
      ),
    );
  const desk = told(host);
  expect(desk).toContain('official null');
  expect([...desk].some((line) => line.startsWith('citizen ') && !line.endsWith(' null'))).toBe(true);
  for (const peer of peers.filter(({ is }) => !['host', 'host2', 'aide', 'room', 'room2', 'room3'].includes(is)))
    expect(
      [...told(peer)].filter((line) => !line.endsWith(' null')),
      peer.is,
    ).toEqual([]);
});

/** [T4] Whatever comes in by the socket: a refusal with a code, nothing changed, nobody else harmed. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MAX_MESSAGE_BYTES } from '../../shared/action.ts';
import { ACTIONS } from '../../shared/actions/all.ts';
import { ErrorCode } from '../../shared/errors.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, randomId, SocketClient } from '../support/clients.ts';
import { digestOf } from '../support/digest.ts';
import {
  arrive,
  deck,
  type Evening,
  endCall,
  putThrough,
  type Resident,
  SEAT,
  SESSION,
  startEvening,
} from '../support/evening.ts';
import { inputOf } from '../support/examples.ts';
import { misfitOf, NO_SUCH_ID, polluted } from '../support/hostile.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let evening: Evening;
let waiting: Resident;
let bystander: Resident;
let audience: SocketClient;
let check: SocketClient;
const ids: Record<string, string[]> = {};

beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
  const heard = await arrive(app.origin, { name: '先' });
  const firstCall = await putThrough(evening, heard);
  await endCall(evening, firstCall);
  const live = await arrive(app.origin, { name: '甲' });
  const callId = await putThrough(evening, live);
  const onDeck = await arrive(app.origin, { name: '乙' });
  await deck(evening, onDeck);
  waiting = await arrive(app.origin, { name: '丙' });
  bystander = await arrive(app.origin, { name: '丁' });
  audience = await SocketClient.connect(new HttpClient(app.origin), { as: 'audience', sessionId: SESSION });
  check = await SocketClient.connect(new HttpClient(app.origin), { as: 'check' });
  ids.sessionId = [SESSION];
  ids.ticketId = [heard.ticketId, live.ticketId, onDeck.ticketId, waiting.ticketId];
  ids.callId = [firstCall, callId];
  ids.seatId = [SEAT];
});
afterAll(stopApps);

const digest = () => digestOf(app.deps.store.read, SESSION);
const everybody = () => [evening.moderator, evening.aide, evening.screen, waiting.socket, audience, check];

afterEach(async () => {
  for (const one of [...everybody(), bystander.socket]) {
    expect(one.socket.connected).toBe(true);
    expect((await one.raw({ name: 'session.beat', input: {} })).ok).toBe(true);
  }
  expect((await bystander.socket.call('session.snapshot', {})).views.length).toBeGreaterThan(1);
});

/** Sends it as a moderator, as a citizen and as one more; all are refused, with a code that is not our own fault. */
async function refused(request: unknown, third = 0): Promise<void> {
  const others = [evening.aide, evening.screen, audience, check];
  const senders = [evening.moderator, waiting.socket, others[third % others.length] ?? audience];
  const acks = await Promise.all(senders.map((one) => one.raw(request)));
  for (const ack of acks) {
    expect(ack.ok, JSON.stringify([request, ack])).toBe(false);
    if (ack.ok) continue;
    expect(ErrorCode.options).toContain(ack.error.code);
    expect(ack.error.code, JSON.stringify(request)).not.toBe('INTERNAL');
    expect(JSON.stringify(ack.error).length).toBeLessThan(4096);
  }
}

const onSocket = [...ACTIONS.values()]
  .filter((action) => action.socket)
  .map((action) => [action.name, action] as const);
const ODD_COMMAND_IDS = [
  undefined,
  null,
  '',
  'short',
  'x'.repeat(65),
  'with blank s',
  7,
  {},
  ['abcdefgh'],
  '\u0000'.repeat(8),
];

describe('[T4] input that does not fit is refused and changes nothing', () => {
  test.each(onSocket)('%s', async (name, action) => {
    const before = await digest();
    await fc.assert(
      fc.asyncProperty(misfitOf(action, realIds), fc.nat(3), async (input, third) => {
        await refused({ name, commandId: randomId(), input }, third);
      }),
      { numRuns: 12 },
    );
    if (action.kind === 'command') {
      await fc.assert(
        fc.asyncProperty(inputOf(action), fc.constantFrom(...ODD_COMMAND_IDS), async (input, commandId) => {
          await refused({ name, commandId, input: { ...input, ...realIds(input) } });
          const nowhere = Object.keys(input).filter((key) => key.endsWith('Id'));
          const of = Object.fromEntries(nowhere.map((key) => [key, NO_SUCH_ID]));
          await refused({ name, commandId: randomId(), input: { ...polluted(input), ...of } });
        }),
        { numRuns: 4 },
      );
    }
    expect(await digest()).toBe(before);
  });
});

/** Ids of records that are there, for the fields that an input has. */
function realIds(input: Record<string, unknown>, pick = 0): Record<string, string> {
  return Object.fromEntries(
    Object.keys(input).flatMap((key) => {
      const known = ids[key];
      return known ? [[key, known[pick % known.length] ?? '']] : [];
    }),
  );
}

/** Past the client's own encoder; answers the packet that acknowledges it. */
async function rawPacket({ socket }: SocketClient, body: string): Promise<string> {
  const { engine } = socket.io;
  const acknowledged = new Promise<string>((resolve) => {
    const onPacket = ({ data }: { data?: unknown }) => {
      if (typeof data !== 'string' || !data.startsWith('3999999[')) return;
      engine.off('packet', onPacket);
      resolve(data);
    };
    engine.on('packet', onPacket);
  });
  engine.write(`2999999${body}`);
  return acknowledged;
}

describe('[T4] messages that are no requests', () => {
  const names = fc.oneof(
    fc.string({ maxLength: 64 }),
    fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'queue.callnext',
      'queue',
      '',
      ' ',
      '../queue.callNext',
    ),
    fc.constantFrom(...[...ACTIONS.values()].filter((action) => !action.socket).map((action) => action.name)),
  );

  test('unknown names, and actions of the other door', async () => {
    const before = await digest();
    await fc.assert(
      fc.asyncProperty(names, fc.jsonValue({ maxDepth: 2 }), async (name, input) => {
        fc.pre(!ACTIONS.get(name as never)?.socket);
        await refused({ name, commandId: randomId(), input });
      }),
      { numRuns: 60 },
    );
    expect(await digest()).toBe(before);
  });

  test('anything else than a request', async () => {
    const before = await digest();
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), async (request) => {
        await refused(request);
      }),
      { numRuns: 60 },
    );
    await refused(Buffer.from('queue.callNext'));
    await refused({ name: 'queue.callNext', commandId: randomId(), input: { sessionId: Buffer.from(SESSION) } });
    expect(await digest()).toBe(before);
  });

  test('larger than 16 KiB, and nested deeper than anybody means', async () => {
    const before = await digest();
    const of = (bytes: number) => ({
      name: 'call.note',
      commandId: randomId(),
      input: { sessionId: SESSION, note: 'x'.repeat(bytes) },
    });
    for (const bytes of [MAX_MESSAGE_BYTES, 2 * MAX_MESSAGE_BYTES, 3.9 * MAX_MESSAGE_BYTES])
      expect(await evening.moderator.raw(of(bytes))).toMatchObject({ ok: false, error: { code: 'TOO_LARGE' } });
    const deep = '['.repeat(30_000) + ']'.repeat(30_000);
    expect(await rawPacket(evening.moderator, `["action",${deep}]`)).toMatch(/"code":"(TOO_LARGE|BAD_INPUT)"/);
    const level = '['.repeat(7_000) + ']'.repeat(7_000);
    const join = `["action",{"name":"media.join","input":{"clientId":"x","rtpCapabilities":{"codecs":${level}}}}]`;
    expect(await rawPacket(evening.moderator, join)).toMatch(/"code":"BAD_INPUT"/);
    expect(await digest()).toBe(before);
  });

  test('above the transport’s own limit ends that connection alone', async () => {
    const before = await digest();
    const own = await SocketClient.connect(new HttpClient(app.origin), { as: 'audience', sessionId: SESSION });
    own.socket.emit('action', { name: 'x', input: 'x'.repeat(5 * MAX_MESSAGE_BYTES) });
    await until('the end of the connection', () => !own.socket.connected);
    expect(await digest()).toBe(before);
  });

  test('events that nobody listens to, and requests without an acknowledgement', async () => {
    const before = await digest();
    for (const one of everybody()) {
      one.socket.emit('view', { view: 'moderator' });
      one.socket.emit('action');
      one.socket.emit('action', null, 'not a function');
      one.socket.emit('action', { name: 'queue.callNext', input: 1 });
      one.socket.emit('__proto__', {});
    }
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, maxLength: 20 }),
        fc.jsonValue({ maxDepth: 1 }),
        async (event, value) => {
          fc.pre(
            ![
              'action',
              'connect',
              'connect_error',
              'disconnect',
              'disconnecting',
              'newListener',
              'removeListener',
            ].includes(event),
          );
          for (const one of everybody()) one.socket.emit(event, value);
        },
      ),
      { numRuns: 20 },
    );
    expect(await digest()).toBe(before);
  });

  test('a handshake that does not fit is not admitted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.constantFrom('as', 'sessionId', 'ticketId', 'seatId', '__proto__'),
          fc.jsonValue({ maxDepth: 1 }),
        ),
        async (auth) => {
          fc.pre(auth.as !== 'check');
          const refusal = SocketClient.connect(new HttpClient(app.origin), auth as never);
          await expect(refusal).rejects.toMatchObject({
            code: expect.stringMatching(/^(BAD_INPUT|NOT_FOUND|NOT_SIGNED_IN|FORBIDDEN)$/),
          });
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('[T4] actions in any order, by anybody', () => {
  test('are done or refused with a code; what is refused changes nothing', { timeout: 120_000 }, async () => {
    const step = fc.record({
      by: fc.nat(5),
      action: fc.constantFrom(
        ...onSocket
          .map(([, action]) => action)
          .filter(({ name }) => !name.startsWith('session.') || name === 'session.snapshot'),
      ),
      seed: fc.nat(),
      pick: fc.nat(3),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
        for (const { by, action, seed, pick } of steps) {
          const [input = {}] = fc.sample(inputOf(action), { seed, numRuns: 1 });
          const held = await digest();
          const one = everybody()[by] ?? audience;
          const ack = await one.raw({
            name: action.name,
            commandId: randomId(),
            input: { ...input, ...realIds(input, pick) },
          });
          if (ack.ok) continue;
          expect(ack.error.code, action.name).not.toBe('INTERNAL');
          expect(await digest(), action.name).toBe(held);
        }
      }),
      // A slow machine tries fewer; those that it tried count.
      { numRuns: 20, interruptAfterTimeLimit: 60_000 },
    );
  });
});

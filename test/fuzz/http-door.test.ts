/** [T4] Whatever comes in by HTTP: a problem with a code, nothing changed, nobody else harmed. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { MAX_MESSAGE_BYTES } from '../../shared/action.ts';
import { ACTIONS } from '../../shared/actions/all.ts';
import { ERRORS, ErrorCode } from '../../shared/errors.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, joinInput, randomId, signInPhone, signInStaff } from '../support/clients.ts';
import { digestOf } from '../support/digest.ts';
import { arrive, type Evening, endCall, putThrough, type Resident, SESSION, startEvening } from '../support/evening.ts';
import { misfitOf, polluted } from '../support/hostile.ts';

const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: ErrorCode,
  details: z.optional(z.record(z.string(), z.unknown())),
});

let app: TestApp;
let evening: Evening;
let bystander: Resident;
let callers: HttpClient[] = [];
const ids: Record<string, string> = { sessionId: SESSION };

beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
  const heard = await arrive(app.origin, { name: '先' });
  await endCall(evening, await putThrough(evening, heard));
  bystander = await arrive(app.origin, { name: '丁' });
  const [record] = await app.deps.store.read.casesOfTicket(heard.ticketId);
  ids.ticketId = heard.ticketId;
  ids.caseId = record?.id ?? '';
  ids.number = record?.number ?? '';
  callers = [
    new HttpClient(app.origin),
    heard.http,
    await signInStaff(app.origin, 'moderator'),
    await signInStaff(app.origin, 'supervisor'),
  ];
});
afterAll(stopApps);
afterEach(async () => {
  expect(bystander.socket.socket.connected).toBe(true);
  expect((await bystander.socket.call('session.snapshot', {})).views.length).toBeGreaterThan(1);
  expect((await fetch(`${app.origin}/readyz`)).status).toBe(200);
});

const digest = () => digestOf(app.deps.store.read, SESSION);

async function problemOf(response: Response): Promise<z.infer<typeof Problem>> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = z.parse(Problem, await response.json());
  expect(problem.status).toBe(response.status);
  expect(ERRORS[problem.code].status).toBe(response.status);
  expect(problem.code).not.toBe('INTERNAL');
  return problem;
}

const overHttp = [...ACTIONS.values()].flatMap((action) =>
  action.http ? [[action.name, action, action.http] as const] : [],
);
const known = (input: Record<string, unknown>) =>
  Object.fromEntries(Object.keys(input).flatMap((key) => (ids[key] ? [[key, ids[key]]] : [])));

describe('[T4] input that does not fit is refused and changes nothing', () => {
  test.each(overHttp.filter(([, , { method }]) => method !== 'GET'))('%s', async (name, action, { method, path }) => {
    const before = await digest();
    await fc.assert(
      fc.asyncProperty(misfitOf(action, known), fc.nat(callers.length - 1), async (input, by) => {
        const fields: Record<string, unknown> =
          typeof input === 'object' && input !== null && !Array.isArray(input) ? { ...input } : {};
        // What stands in the path or a query is text in any case.
        const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, key = '']) => key);
        fc.pre(
          inPath.every(
            (key) => typeof fields[key] === 'string' && fields[key] !== '' && (fields[key] as string).isWellFormed(),
          ),
        );
        const url = path.replace(/\{(\w+)\}/g, (_all, key: string) => encodeURIComponent(String(fields[key])));
        for (const key of inPath) delete fields[key];
        const body = JSON.stringify(Object.keys(fields).length > 0 || inPath.length > 0 ? fields : input);
        const response = await callers[by]?.raw(method, url, body, { 'idempotency-key': randomId() });
        if (!response) return;
        // An action without fields takes whatever object comes.
        if (response.ok) expect(Object.keys(fields).length, `${name} ${body}`).toBe(0);
        else await problemOf(response);
      }),
      { numRuns: 10 },
    );
    expect(await digest()).toBe(before);
  });

  test.each(overHttp.filter(([, , { method }]) => method === 'GET'))('%s', async (_name, _action, { path }) => {
    const before = await digest();
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    const query = fc.dictionary(fc.constantFrom('state', 'text', 'cursor', '__proto__', 'sessionId', 'a[b]', ''), text);
    await fc.assert(
      fc.asyncProperty(text, query, fc.nat(callers.length - 1), async (value, fields, by) => {
        // `.` and `..` are steps of a path, not values in it.
        fc.pre(!/^\.+$/.test(value));
        const url = path.replace(/\{\w+\}/g, encodeURIComponent(value));
        const response = await callers[by]?.raw('GET', `${url}?${new URLSearchParams(fields)}`);
        if (response && !response.ok) await problemOf(response);
      }),
      { numRuns: 10 },
    );
    expect(await digest()).toBe(before);
  });

  test('queries: lists, objects and odd values where a text is expected', async () => {
    const odd = [
      'state=closed&state=closed',
      'state[]=closed',
      'state=nothing',
      'text=',
      `text=${'x'.repeat(61)}`,
      'text=%00',
      'cursor=%F0%9F%99%82',
      'cursor=a&cursor=b',
      '__proto__=1&state=x',
      'text=%ED%A0%80&text=1',
    ];
    const supervisor = callers[3] ?? expect.fail();
    for (const query of odd) {
      const response = await supervisor.raw('GET', `/api/cases?${query}`);
      // `state[]` is the name of no field, and unknown fields are left out.
      if (query.startsWith('state[]')) expect(response.status).toBe(200);
      else expect(await problemOf(response), query).toMatchObject({ code: 'BAD_INPUT' });
    }
  });

  test('command ids: missing and odd', async () => {
    const before = await digest();
    const citizen = await signInPhone(app.origin);
    const body = JSON.stringify(joinInput(SESSION));
    for (const id of [null, '', 'short', 'x'.repeat(65), 'with blanks in', '../../../etc', '%00%00%00%00'])
      expect(
        await problemOf(
          await citizen.raw(
            'POST',
            `/api/sessions/${SESSION}/tickets`,
            body,
            id === null ? {} : { 'idempotency-key': id },
          ),
        ),
      ).toMatchObject({ code: 'BAD_INPUT' });
    expect(await digest()).toBe(before);
  });

  test('[T3] the same key with other content is refused, with the same content answered alike', async () => {
    const citizen = await signInPhone(app.origin);
    const id = randomId();
    const send = (name: string) =>
      citizen.raw('POST', `/api/sessions/${SESSION}/tickets`, JSON.stringify(joinInput(SESSION, name)), {
        'idempotency-key': id,
      });
    const first = await (await send('张三')).json();
    expect(await (await send('张三')).json()).toEqual(first);
    const before = await digest();
    expect(await problemOf(await send('李四'))).toMatchObject({ code: 'COMMAND_ID_REUSED' });
    expect(await digest()).toBe(before);
  });
});

describe('[T4] requests that are none', () => {
  test('bodies that cannot be read', async () => {
    const before = await digest();
    const send = (body: BodyInit, headers: Record<string, string> = {}) =>
      fetch(`${app.origin}/api/staff/sign-in`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'x-directline': '1', ...headers },
      });
    const bodies: [BodyInit, Record<string, string>?][] = [
      ['{'],
      [''],
      ['null'],
      ['[]'],
      ['"text"'],
      ['{"userName":'],
      ['\ufeff{}'],
      ['{"userName":"a","password":"b"}', { 'content-type': 'text/plain' }],
      ['userName=a&password=b', { 'content-type': 'application/x-www-form-urlencoded' }],
      ['{}', { 'content-type': 'application/json; charset=utf-99' }],
      ['not gzip', { 'content-encoding': 'gzip' }],
      ['{}', { 'content-encoding': 'no-such-coding' }],
      ['['.repeat(8000) + ']'.repeat(8000)],
      [`{"userName":${'['.repeat(7000)}${']'.repeat(7000)}}`],
      [new Uint8Array([0xff, 0xfe, 0x00])],
    ];
    for (const [body, headers] of bodies)
      expect(await problemOf(await send(body, headers)), String(body).slice(0, 40)).toMatchObject({
        code: 'BAD_INPUT',
      });
    expect(await digest()).toBe(before);
  });

  test('larger than 16 KiB, packed or not', async () => {
    const body = JSON.stringify({ userName: 'a', password: 'x'.repeat(MAX_MESSAGE_BYTES) });
    const headers = { 'content-type': 'application/json', 'x-directline': '1' };
    const send = (packed: BodyInit, more: Record<string, string> = {}) =>
      fetch(`${app.origin}/api/staff/sign-in`, { method: 'POST', body: packed, headers: { ...headers, ...more } });
    expect(await problemOf(await send(body))).toMatchObject({ code: 'TOO_LARGE' });
    expect(await problemOf(await send('x'.repeat(2_000_000)))).toMatchObject({ code: 'TOO_LARGE' });
    expect(await problemOf(await send(gzipSync(' '.repeat(20_000_000)), { 'content-encoding': 'gzip' }))).toMatchObject(
      { code: 'TOO_LARGE' },
    );
  });

  test('paths and methods that nothing answers', async () => {
    const before = await digest();
    const paths = [
      '/api',
      '/api/',
      '/api/nothing',
      '/api/__proto__',
      '/api/sessions/demo/nothing',
      '/api//sessions',
      '/api/sessions/demo/tickets/x',
    ];
    for (const path of paths)
      expect(await problemOf(await fetch(app.origin + path)), path).toMatchObject({ code: 'UNKNOWN_ACTION' });
    for (const method of ['DELETE', 'PUT', 'PATCH', 'OPTIONS'])
      expect(
        await problemOf(await fetch(`${app.origin}/api/sessions`, { method, headers: { 'x-directline': '1' } })),
        method,
      ).toMatchObject({ code: 'UNKNOWN_ACTION' });
    for (const path of [
      '/api/sessions/%E0%A4%A',
      '/api/sessions/%00',
      '/api/sessions/..%2f..%2fetc',
      `/api/sessions/${'x'.repeat(41)}`,
      '/api/receipts/%F0%9F%99%82',
    ])
      expect(await problemOf(await fetch(app.origin + path)), path).toMatchObject({ code: 'BAD_INPUT' });
    expect(await digest()).toBe(before);
  });

  test('fields that reach for what every object has', async () => {
    const before = await digest();
    const body = JSON.stringify(polluted({ userName: 'moderator', password: 'wrong' }));
    const keyed = { 'idempotency-key': randomId() };
    expect(
      await problemOf(await new HttpClient(app.origin).raw('POST', '/api/staff/sign-in', body, keyed)),
    ).toMatchObject({ code: 'WRONG_CREDENTIALS' });
    expect(({} as Record<string, unknown>).roles).toBeUndefined();
    expect(await digest()).toBe(before);
  });

  test('files of the server are not served', async () => {
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/..%2fpackage.json',
      '/assets/../../server/main.ts',
      '/.env',
      '/data/field.key',
    ]) {
      const text = await (await fetch(app.origin + path)).text();
      expect(text, path).not.toMatch(/"directline"|startApp|DIRECTLINE_/);
    }
  });
});

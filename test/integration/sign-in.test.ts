/** Signing in, and what guards the HTTP door: codes, passwords, cookies, origins, headers. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../server/app.ts';
import { createLogger } from '../../server/observability/logger.ts';
import { createThrottle } from '../../server/security/throttle.ts';
import { DEMO_PASSWORD } from '../../server/storage/seed-demo.ts';
import { makeAuthority, makeLeaf } from '../../server/tls/certificates.ts';
import { addCounty, CountyFile } from '../../server/tools/county.ts';
import { startTestApp, stopApps, type TestApp, testConfig } from '../support/app.ts';
import { HttpClient, newPhone, randomId, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { SESSION } from '../support/evening.ts';
import { until } from '../support/until.ts';

const MINUTE_MS = 60_000;
let app: TestApp;
let aheadMs = 0;

beforeAll(async () => {
  app = await startTestApp({ clock: () => Date.now() + aheadMs });
});
afterAll(stopApps);

/** The newest code that was sent to a phone. */
async function codeOf(phone: string): Promise<string> {
  const { messages } = await new HttpClient(app.origin).call('demo.outbox', {});
  const code = messages
    .find((one) => one.template === 'code' && one.to.endsWith(phone.slice(-4)))
    ?.text.match(/\d{6}/)?.[0];
  if (!code) throw new Error('no code');
  return code;
}
const keyed = () => ({ 'idempotency-key': randomId() });
const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('a phone and its code', () => {
  test('the code signs in once, and the number stays masked', async () => {
    const phone = newPhone();
    const http = new HttpClient(app.origin);
    await http.call('phone.requestCode', { phone: ` +86 ${phone.slice(0, 3)}-${phone.slice(3)} ` });
    const code = await codeOf(phone);
    const { phoneMasked } = await http.call('phone.verify', { phone, code });
    expect(phoneMasked).not.toContain(phone.slice(3, 7));
    expect(await http.call('citizen.me', {})).toMatchObject({ phoneMasked });
    await expect(new HttpClient(app.origin).call('phone.verify', { phone, code })).rejects.toMatchObject({
      code: 'CODE_EXPIRED',
    });
  });

  test('[T3] what was asked once and answered into a dead network is answered again, and done once', async () => {
    const phone = newPhone();
    const [asked, tried, verified] = [randomId(), randomId(), randomId()];
    const first = await new HttpClient(app.origin).call('phone.requestCode', { phone }, asked);
    expect(await new HttpClient(app.origin).call('phone.requestCode', { phone }, asked)).toEqual(first);
    const { messages } = await new HttpClient(app.origin).call('demo.outbox', {});
    expect(messages.filter((one) => one.template === 'code' && one.to.endsWith(phone.slice(-4)))).toHaveLength(1);

    const code = await codeOf(phone);
    const refusal = { code: 'WRONG_CODE', details: { triesLeft: 4 } };
    for (const _ of [1, 2]) {
      const again = new HttpClient(app.origin).call('phone.verify', { phone, code: wrong(code) }, tried);
      await expect(again).rejects.toMatchObject(refusal);
    }
    await new HttpClient(app.origin).call('phone.verify', { phone, code }, verified);
    const http = new HttpClient(app.origin);
    await http.call('phone.verify', { phone, code }, verified);
    expect((await http.call('citizen.me', {})).phoneMasked).not.toBeNull();
    await expect(
      new HttpClient(app.origin).call('phone.verify', { phone, code: wrong(code) }, verified),
    ).rejects.toMatchObject({ code: 'COMMAND_ID_REUSED' });

    const out = randomId();
    await http.call('citizen.signOut', {}, out);
    await http.call('citizen.signOut', {}, out);
    const late = new HttpClient(app.origin);
    await late.call('phone.verify', { phone, code }, verified);
    expect((await late.call('citizen.me', {})).phoneMasked).toBeNull();
  });

  test('[T3] a member of staff whose answer was lost is signed in by the same command, and nobody else is', async () => {
    const command = randomId();
    await new HttpClient(app.origin).call('staff.signIn', { userName: 'moderator', password: DEMO_PASSWORD }, command);
    const again = new HttpClient(app.origin);
    await again.call('staff.signIn', { userName: 'moderator', password: DEMO_PASSWORD }, command);
    expect(await again.call('staff.me', {})).toMatchObject({ userName: 'moderator' });
    const guess = new HttpClient(app.origin).call(
      'staff.signIn',
      { userName: 'moderator', password: 'guess' },
      command,
    );
    await expect(guess).rejects.toMatchObject({ code: 'WRONG_CREDENTIALS' });
    const other = { userName: 'aide', password: DEMO_PASSWORD };
    await expect(new HttpClient(app.origin).call('staff.signIn', other, command)).rejects.toMatchObject({
      code: 'COMMAND_ID_REUSED',
    });
  });

  test('is good for five minutes', async () => {
    const [early, late] = [newPhone(), newPhone()];
    const http = new HttpClient(app.origin);
    await http.call('phone.requestCode', { phone: early });
    await http.call('phone.requestCode', { phone: late });
    aheadMs += 5 * MINUTE_MS - 20_000;
    await http.call('phone.verify', { phone: early, code: await codeOf(early) });
    aheadMs += 20_000;
    await expect(http.call('phone.verify', { phone: late, code: await codeOf(late) })).rejects.toMatchObject({
      code: 'CODE_EXPIRED',
    });
  });

  test('has five tries, and a used-up code is none', async () => {
    const phone = newPhone();
    const http = new HttpClient(app.origin);
    await http.call('phone.requestCode', { phone });
    const code = await codeOf(phone);
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      const refusal = { code: 'WRONG_CODE', details: { triesLeft } };
      await expect(http.call('phone.verify', { phone, code: wrong(code) })).rejects.toMatchObject(refusal);
    }
    await expect(http.call('phone.verify', { phone, code })).rejects.toMatchObject({ code: 'CODE_EXPIRED' });
    expect(await http.call('citizen.me', {})).toEqual({ phoneMasked: null, tickets: [], listed: [] });
  });

  test('another one may be asked for after a minute, and only the newest counts', async () => {
    const phone = newPhone();
    const http = new HttpClient(app.origin);
    const { askAgainAt, expiresAt } = await http.call('phone.requestCode', { phone });
    expect(expiresAt - askAgainAt).toBe(4 * MINUTE_MS);
    const first = await codeOf(phone);
    await expect(http.call('phone.requestCode', { phone })).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      details: { retryAfterMs: expect.any(Number) },
    });
    aheadMs += MINUTE_MS;
    await http.call('phone.requestCode', { phone });
    const second = await codeOf(phone);
    if (first !== second)
      await expect(http.call('phone.verify', { phone, code: first })).rejects.toMatchObject({ code: 'WRONG_CODE' });
    await http.call('phone.verify', { phone, code: second });
  });

  test('somebody else’s code does not sign in', async () => {
    const [own, other] = [newPhone(), newPhone()];
    const http = new HttpClient(app.origin);
    await http.call('phone.requestCode', { phone: other });
    await expect(http.call('phone.verify', { phone: own, code: await codeOf(other) })).rejects.toMatchObject({
      code: 'CODE_EXPIRED',
    });
  });

  test('[T5] the outbox and the database show no whole number', async () => {
    const phone = newPhone();
    await signInPhone(app.origin, phone);
    const { messages } = await new HttpClient(app.origin).call('demo.outbox', {});
    expect(JSON.stringify(messages)).not.toContain(phone);
  });
});

describe('limits', () => {
  test('as they are in production', async () => {
    const throttle = createThrottle();
    const uses = {
      codePerPhone: 5,
      codePerAddress: 60,
      codePerCounty: 3000,
      verifyPerAddress: 120,
      signInPerName: 20,
      signInPerAddress: 60,
      actionsPerConnection: 400,
    } as const;
    for (const [name, points] of Object.entries(uses) as [keyof typeof uses, number][]) {
      for (let use = 0; use < points; use++) await throttle.use(name, 'one');
      await expect(throttle.use(name, 'one')).rejects.toMatchObject({
        code: 'TOO_MANY_REQUESTS',
        details: { retryAfterMs: expect.any(Number) },
      });
      await throttle.use(name, 'another');
    }
  });

  test('asking again within the minute uses up none of the five codes an hour', async () => {
    let minutes = 0;
    const strict = await startTestApp({ throttleFactor: 1, clock: () => Date.now() + minutes * MINUTE_MS });
    const http = new HttpClient(strict.origin);
    const phone = newPhone();
    for (; minutes < 5; minutes++) {
      await http.call('phone.requestCode', { phone });
      for (const _ of [1, 2, 3])
        await expect(http.call('phone.requestCode', { phone })).rejects.toMatchObject({
          code: 'TOO_MANY_REQUESTS',
          details: { codeOnItsWay: true },
        });
    }
    const refusal: unknown = await http.call('phone.requestCode', { phone }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'TOO_MANY_REQUESTS', details: { retryAfterMs: expect.any(Number) } });
    expect(refusal).not.toHaveProperty('details.codeOnItsWay');
    await strict.close();
  });

  test('a name is tried 20 times at most, right password or not, and the answer says when to come back', async () => {
    const strict = await startTestApp({ throttleFactor: 1 });
    const http = new HttpClient(strict.origin);
    const attempts = Array.from({ length: 20 }, () =>
      http.call('staff.signIn', { userName: 'moderator', password: 'wrong' }),
    );
    for (const attempt of await Promise.allSettled(attempts))
      expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'WRONG_CREDENTIALS' } });
    const body = JSON.stringify({ userName: 'moderator', password: DEMO_PASSWORD });
    const response = await http.raw('POST', '/api/staff/sign-in', body, keyed());
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await response.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS', status: 429 });
    await signInStaff(strict.origin, 'aide');
    await strict.close();
  });
});

describe('staff', () => {
  test('a wrong password and an unknown name are refused alike', async () => {
    const http = new HttpClient(app.origin);
    const answers = await Promise.all(
      [
        { userName: 'moderator', password: 'wrong' },
        { userName: 'nobody', password: 'wrong' },
      ].map(async (body) => (await http.raw('POST', '/api/staff/sign-in', JSON.stringify(body), keyed())).text()),
    );
    expect(answers[0]).toBe(answers[1]);
    expect(JSON.parse(answers[0] ?? '')).toMatchObject({ code: 'WRONG_CREDENTIALS', status: 401 });
    await expect(http.call('staff.me', {})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  test('signing out ends the sign-in, everywhere its cookie is', async () => {
    const http = await signInStaff(app.origin, 'aide');
    const copy = http.cookieHeader;
    expect(await http.call('staff.me', {})).toMatchObject({ userName: 'aide', roles: ['aide'] });
    await http.call('staff.signOut', {});
    await expect(http.call('staff.me', {})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    const response = await new HttpClient(app.origin).raw('GET', '/api/staff/me', undefined, { cookie: copy });
    expect(response.status).toBe(401);
  });

  test('signing out ends the desks that were opened with it, and no others', async () => {
    const [leaving, staying] = [await signInStaff(app.origin, 'moderator'), await signInStaff(app.origin, 'moderator')];
    const desk = await SocketClient.connect(leaving, { as: 'moderator', sessionId: SESSION });
    const other = await SocketClient.connect(staying, { as: 'moderator', sessionId: SESSION });
    await leaving.call('staff.signOut', {});
    await until('the end of the desk', () => !desk.socket.connected);
    expect(desk.notices).toContainEqual({ notice: 'goodbye', reason: 'signedOut' });
    expect((await other.call('session.snapshot', {})).views.length).toBeGreaterThan(0);
    const again = SocketClient.connect(leaving, { as: 'moderator', sessionId: SESSION });
    await expect(again).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    other.close();
  });

  test('a sign-in ends by itself after its hours', async () => {
    const http = await signInStaff(app.origin, 'supervisor');
    const citizen = await signInPhone(app.origin);
    aheadMs += 12 * 60 * MINUTE_MS + 1000;
    await expect(http.call('staff.me', {})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect((await citizen.call('citizen.me', {})).phoneMasked).not.toBeNull();
    aheadMs += 30 * 24 * 60 * MINUTE_MS;
    expect((await citizen.call('citizen.me', {})).phoneMasked).toBeNull();
  });

  test('a sign-in that ends by itself ends the desks that were opened with it, and no others', async () => {
    const openDesk = async () =>
      SocketClient.connect(await signInStaff(app.origin, 'moderator'), { as: 'moderator', sessionId: SESSION });
    const early = await openDesk();
    aheadMs += 6 * 60 * MINUTE_MS;
    const late = await openDesk();
    expect((await early.call('session.snapshot', {})).views.length).toBeGreaterThan(0);
    aheadMs += 6 * 60 * MINUTE_MS;
    await until('the end of the desk', () => !early.socket.connected);
    expect(early.notices).toContainEqual({ notice: 'goodbye', reason: 'signedOut' });
    expect((await late.call('session.snapshot', {})).views.length).toBeGreaterThan(0);
    late.close();
  });

  test('a sign-in that another process ended ends the desks that were opened with it, and no others', async () => {
    const openDesk = async (name: string, as: 'moderator' | 'aide') =>
      SocketClient.connect(await signInStaff(app.origin, name), { as, sessionId: SESSION });
    const [ended, other] = [await openDesk('moderator', 'moderator'), await openDesk('aide', 'aide')];
    await app.deps.store.transaction((tx) => tx.deleteSignInsOf('demo-moderator'));
    aheadMs += 10_000;
    await until('the end of the desk', () => !ended.socket.connected);
    expect(ended.notices).toContainEqual({ notice: 'goodbye', reason: 'signedOut' });
    expect((await other.call('session.snapshot', {})).views.length).toBeGreaterThan(0);
    other.close();
  });

  test('a made-up cookie is nobody’s', async () => {
    for (const cookie of [
      'directline-staff=admin',
      'directline-staff=',
      'directline-staff=%00',
      `directline-staff=${'x'.repeat(4000)}`,
    ]) {
      const response = await new HttpClient(app.origin).raw('GET', '/api/staff/me', undefined, { cookie });
      expect(response.status).toBe(401);
    }
  });
});

describe('cookies and headers', () => {
  const signIn = JSON.stringify({ userName: 'moderator', password: DEMO_PASSWORD });

  test('a cookie is HttpOnly, SameSite and of the whole site', async () => {
    const response = await new HttpClient(app.origin).raw('POST', '/api/staff/sign-in', signIn, keyed());
    const [cookie = ''] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^directline-staff=[\w-]{40};/);
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=(Lax|Strict)/i);
    expect(cookie).toMatch(/; Path=\//i);
    expect(cookie).not.toMatch(/Domain=/i);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('without X-Directline or from another site a command is refused before anything is done', async () => {
    const http = await signInStaff(app.origin, 'moderator');
    const send = (headers: Record<string, string>) =>
      http.raw('POST', '/api/staff/sign-out', '{}', { ...keyed(), ...headers });
    const foreign: Record<string, string>[] = [
      { 'x-directline': '' },
      { 'x-directline': '2' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: app.origin.replace('127.0.0.1', 'localhost.evil.example') },
    ];
    for (const headers of foreign) {
      const response = await send(headers);
      expect(response.status, JSON.stringify(headers)).toBe(403);
      expect(await response.json()).toMatchObject({ code: 'BAD_ORIGIN' });
    }
    expect(await http.call('staff.me', {})).toMatchObject({ userName: 'moderator' });
    expect((await send({ origin: app.origin })).status).toBe(200);
  });

  test('a socket from another site is not let in', async () => {
    const response = await fetch(`${app.origin}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
    expect(
      (await fetch(`${app.origin}/socket.io/?EIO=4&transport=polling`, { headers: { origin: app.origin } })).status,
    ).toBe(200);
  });

  test('every answer forbids scripts of others, inline scripts, frames and sniffing', async () => {
    for (const url of ['/', '/desk', '/api/sessions', '/api/docs', '/api/nothing', '/healthz']) {
      const response = await fetch(app.origin + url);
      const policy = response.headers.get('content-security-policy') ?? '';
      const directive = (name: string) =>
        policy
          .split(';')
          .find((one) => one.trim().startsWith(`${name} `))
          ?.trim();
      expect(directive('script-src'), url).toBe("script-src 'self'");
      expect(directive('object-src'), url).toBe("object-src 'none'");
      expect(directive('frame-ancestors'), url).toBe("frame-ancestors 'none'");
      expect(directive('base-uri'), url).toBe("base-uri 'none'");
      expect(policy).not.toContain('unsafe-eval');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('cross-origin-opener-policy')).toBe('noopener-allow-popups');
      expect(response.headers.get('x-powered-by')).toBeNull();
      await response.arrayBuffer();
    }
  });
});

const postOverTls = (
  port: number,
  ca: string,
  body: string,
): Promise<{ status: number | undefined; headers: IncomingMessage['headers'] }> =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-directline': '1', ...keyed() };
    const asked = request(
      { host: '127.0.0.1', port, path: '/api/staff/sign-in', method: 'POST', ca, headers },
      (response) => {
        response.resume();
        resolve({ status: response.statusCode, headers: response.headers });
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });

describe('under TLS', () => {
  test('cookies are __Host- and Secure, and the browser is told to stay with TLS', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'directline-tls-'));
    const authority = await makeAuthority(new Date());
    const leaf = await makeLeaf(authority, ['127.0.0.1'], new Date());
    const tls = { certFile: path.join(dataDir, 'server.crt'), keyFile: path.join(dataDir, 'server.key') };
    await Promise.all([writeFile(tls.certFile, leaf.certificate), writeFile(tls.keyFile, leaf.key)]);
    const config = await testConfig(dataDir);
    const secure = { ...config, tls, publicUrl: config.publicUrl.replace('http:', 'https:') };
    const running = await startApp(secure, createLogger('silent'));
    try {
      const body = JSON.stringify({ userName: 'moderator', password: DEMO_PASSWORD });
      const { headers, status } = await postOverTls(secure.port, authority.certificate, body);
      expect(status).toBe(200);
      const [cookie = ''] = headers['set-cookie'] ?? [];
      expect(cookie).toMatch(/^__Host-directline-staff=[\w-]{40};.*; Secure/);
      expect(cookie).not.toMatch(/Domain=/i);
      expect(headers['strict-transport-security']).toMatch(/max-age=\d{7,}/);
    } finally {
      await running.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});

describe('in production', () => {
  test('there is no outbox to read, no known account and no known password', async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'directline-production-'));
    const county = {
      id: 'elsewhere',
      name: '某县',
      zone: 'Asia/Shanghai',
      places: [{ township: '河口镇', villages: ['河口村'] }],
    };
    await addCounty(
      await testConfig(dataDir, { mode: 'production' }),
      CountyFile.parse({ county, units: [], staff: [], sessions: [] }),
    );
    const production = await startTestApp({ dataDir, mode: 'production' });
    const http = new HttpClient(production.origin);
    const response = await http.raw('GET', '/api/demo/outbox');
    expect(response.status).toBe(404);
    await expect(http.call('staff.signIn', { userName: 'admin', password: DEMO_PASSWORD })).rejects.toMatchObject({
      code: 'WRONG_CREDENTIALS',
    });
    const document = (await (await http.raw('GET', '/api/openapi.json')).json()) as { paths: object };
    expect(Object.keys(document.paths)).not.toContain('/api/demo/outbox');
    await production.close();
    await rm(dataDir, { recursive: true, force: true });
  });
});

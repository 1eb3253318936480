/** What a balancer and a monitor ask, over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { arrive, type Evening, endCall, putThrough, SESSION, startEvening } from '../support/evening.ts';

let app: TestApp;
let evening: Evening;
beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
});
afterAll(stopApps);

const get = (path: string): Promise<Response> => fetch(app.origin + path);
const ready = async () => {
  const response = await get('/readyz');
  return { status: response.status, report: await response.json() };
};

describe('/metrics', () => {
  /** The value of a sample; `undefined` where it is not told. */
  const sample = async (name: string): Promise<number | undefined> => {
    const response = await get('/metrics');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    const line = (await response.text()).split('\n').find((one) => one.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length));
  };

  test('tells calls, tickets, sockets, workers and the delay of the event loop', async () => {
    expect(await sample('directline_calls{state="live"}')).toBe(0);
    const callId = await putThrough(evening, await arrive(app.origin));
    await arrive(app.origin, { name: '等候' });
    expect(await sample('directline_calls{state="live"}')).toBe(1);
    expect(await sample('directline_tickets{state="live"}')).toBe(1);
    expect(await sample('directline_tickets{state="waiting"}')).toBe(1);
    expect(await sample('directline_sockets{role="citizen"}')).toBe(2);
    expect(await sample('directline_sockets{role="moderator"}')).toBe(1);
    expect(await sample('directline_media_workers')).toBe(1);
    expect(await sample('directline_event_loop_delay_seconds{quantile="0.99"}')).toBeGreaterThanOrEqual(0);
    await evening.moderator.call('call.hold', { sessionId: SESSION, callId });
    expect(await sample('directline_calls{state="live"}')).toBe(0);
    expect(await sample('directline_calls{state="held"}')).toBe(1);
    await endCall(evening, callId);
    expect(await sample('directline_calls{state="held"}')).toBe(0);
  });

  test('[T5] names nobody', async () => {
    const text = await (await get('/metrics')).text();
    expect(text).not.toMatch(/李秀英|等候|(?<![\d.])1[3-9]\d{9}(?!\d)|tk_|ca_/);
  });
});

describe('/healthz and /readyz', () => {
  test('say ok while everything works, degraded without media, down without the database; the process lives on', async () => {
    expect(await ready()).toMatchObject({
      status: 200,
      report: { status: 'ok', checks: { database: { ok: true }, media: { ok: true } } },
    });
    await app.media.close();
    expect(await ready()).toMatchObject({
      status: 200,
      report: { status: 'degraded', checks: { media: { ok: false } } },
    });
    await app.deps.store.close();
    expect(await ready()).toMatchObject({
      status: 503,
      report: { status: 'down', checks: { database: { ok: false } } },
    });
    const alive = await get('/healthz');
    expect([alive.status, await alive.json()]).toEqual([200, { ok: true }]);
  });
});

/** Addresses of the demo lead to the session that is open now, whichever that is. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, SocketClient, signInStaff } from '../support/clients.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(stopApps);

const open = (path: string) => fetch(app.origin + path, { redirect: 'manual' });

test('after the session was ended, its addresses lead on to a new one that gives out numbers', async () => {
  expect((await open('/s/demo/join')).headers.get('location')).toBeNull();
  const http = await signInStaff(app.origin, 'moderator');
  const moderator = await SocketClient.connect(http, { as: 'moderator', sessionId: 'demo' });
  await moderator.call('session.end', { sessionId: 'demo' });

  const location = (await open('/s/demo?from=poster')).headers.get('location') ?? '';
  expect(location).toMatch(/^\/s\/demo-\w+\?from=poster$/);
  const id = location.slice(3, location.indexOf('?'));
  for (const path of ['/s/X/join', '/screen/X', '/desk/moderator/X', '/desk/official/X']) {
    const answer = await open(path.replace('X', 'demo'));
    expect([answer.status, answer.headers.get('location')]).toEqual([302, path.replace('X', id)]);
  }
  const { session } = await new HttpClient(app.origin).call('session.show', { sessionId: id });
  expect(session).toMatchObject({ state: 'lobby', admitting: true });
  // A ticket of the ended session stays where it is.
  expect((await open('/s/demo/wait/tk-1')).headers.get('location')).toBeNull();
  expect((await open(`/s/${id}`)).headers.get('location')).toBeNull();
});

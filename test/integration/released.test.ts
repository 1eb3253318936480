/** A server that runs for months keeps nothing in memory of evenings that are over. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { SocketClient } from '../support/clients.ts';
import { arrive, SESSION, startEvening } from '../support/evening.ts';
import { until } from '../support/until.ts';

const HOUR_MS = 3_600_000;
/** A server whose clock is set waits some seconds before it looks again. */
const SEVERAL_LOOKS_MS = 7_000;
let app: TestApp;
let aheadMs = 0;

beforeAll(async () => {
  app = await startTestApp({ clock: () => Date.now() + aheadMs });
});
afterAll(stopApps);

test('an evening is let go once it is over and everybody has gone, and is there for whoever comes back', async () => {
  const { moderator, aide, screen } = await startEvening(app.origin);
  const resident = await arrive(app.origin);
  await moderator.call('session.end', { sessionId: SESSION });
  await resident.socket.see('ticket', ({ sessionState }) => sessionState === 'ended');
  for (const socket of [moderator, aide, screen]) socket.close();
  aheadMs += HOUR_MS;
  await resident.socket.call('session.beat', {});
  expect(app.realtime.counts().sessions).toBe(1);
  resident.socket.close();
  await until('nobody is connected', () => app.realtime.counts().sockets === 0);
  // The last to go may be told of after an hour has passed.
  let passedAt = 0;
  await until(
    'the evening is let go',
    () => {
      if (Date.now() - passedAt > SEVERAL_LOOKS_MS) {
        aheadMs += HOUR_MS;
        passedAt = Date.now();
      }
      return app.realtime.counts().sessions === 0;
    },
    3 * SEVERAL_LOOKS_MS,
  );

  const ticketId = resident.ticketId;
  const again = await SocketClient.connect(resident.http, { as: 'citizen', sessionId: SESSION, ticketId });
  await again.see('ticket', ({ sessionState }) => sessionState === 'ended');
  expect(app.realtime.counts().sessions).toBe(1);
});

/** [Q3] Desks that call at once, on one server and on two. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Store } from '../../server/services/ports/store.ts';
import { openStore } from '../../server/storage/open-store.ts';
import { Refusal } from '../../shared/errors.ts';
import { startTestApp, stopApps } from '../support/app.ts';
import { ChildServer } from '../support/child-server.ts';
import { SocketClient, signInStaff } from '../support/clients.ts';
import { fill } from '../support/crowd.ts';
import { SESSION } from '../support/evening.ts';
import { newPlace } from '../support/places.ts';
import { quietLog, TEST_FIELD_KEY } from '../support/store-template.ts';

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  await stopApps();
  for (const step of closing.splice(0).reverse()) await step();
});

interface Race {
  readonly called: readonly string[];
  readonly refusals: ReadonlySet<string>;
}

/** Every desk calls and refuses the one it got, until nobody waits; each command is sent again once acknowledged. */
async function race(desks: readonly SocketClient[]): Promise<Race> {
  const called: string[] = [];
  const refusals = new Set<string>();
  const work = async (desk: SocketClient, index: number): Promise<void> => {
    for (let round = 0; ; round++) {
      const commandId = `desk${index}-round${round}`;
      try {
        const { ticketId } = await desk.call('queue.callNext', { sessionId: SESSION }, commandId);
        called.push(ticketId);
        expect(await desk.call('queue.callNext', { sessionId: SESSION }, commandId)).toEqual({ ticketId });
        await desk.call('queue.refuse', { sessionId: SESSION, ticketId, reason: '试', whereTo: '窗口' });
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refusals.add(error.code);
        if (error.code === 'QUEUE_EMPTY') return;
        // The others have the green room; this desk asks anew with a new intention.
        if (error.code !== 'GREEN_ROOM_FULL') throw error;
      }
    }
  };
  await Promise.all(desks.map(work));
  return { called, refusals };
}

function nobodyTwiceNobodySkipped({ called, refusals }: Race, tickets: readonly string[]): void {
  expect(new Set(called).size).toBe(called.length);
  expect(called.toSorted()).toEqual(tickets.toSorted());
  expect([...refusals].filter((code) => code !== 'QUEUE_EMPTY' && code !== 'GREEN_ROOM_FULL')).toEqual([]);
}

const desksOf = (origins: readonly string[], each: number): Promise<SocketClient[]> =>
  Promise.all(
    origins.flatMap((origin) =>
      Array.from({ length: each }, async () =>
        SocketClient.connect(await signInStaff(origin, 'moderator'), { as: 'moderator', sessionId: SESSION }),
      ),
    ),
  );

/** One entry for each ticket that was called, and one for each that was refused: what was repeated is not written twice. */
async function writtenOnce(store: Store, tickets: readonly string[]): Promise<void> {
  const entries = await store.read.auditOfSession(SESSION, 10_000);
  for (const what of ['queue.callNext', 'queue.refuse'])
    expect(
      entries
        .filter((entry) => entry.what === what)
        .map((entry) => entry.ticketId ?? '')
        .sort(),
    ).toEqual(tickets.toSorted());
}

describe('[Q3] never the same ticket twice, never one skipped', () => {
  test('five desks and 60 tickets on one server with the embedded database', { timeout: 120_000 }, async () => {
    const app = await startTestApp();
    const tickets = await fill(app.deps.store, 60);
    const desks = await desksOf([app.origin], 5);
    await desks[0]?.call('session.start', { sessionId: SESSION });
    nobodyTwiceNobodySkipped(await race(desks), tickets);
    await writtenOnce(app.deps.store, tickets);
  });

  const server = process.env.TEST_DATABASE_URL;
  test.skipIf(!server)('20 desks on two servers and 500 tickets on PostgreSQL', { timeout: 240_000 }, async () => {
    const place = await newPlace(server ?? null);
    closing.push(() => place.remove());
    const first = await ChildServer.create(place.dataDir, place.databaseUrl);
    closing.push(() => first.kill());
    const second = await ChildServer.create(place.dataDir, place.databaseUrl);
    closing.push(() => second.kill());
    const { store } = await openStore({
      databaseUrl: place.databaseUrl,
      dataDir: place.dataDir,
      fieldKey: TEST_FIELD_KEY,
      log: quietLog,
      poolSize: 2,
    });
    closing.push(() => store.close());
    const tickets = await fill(store, 500);
    const desks = await desksOf([first.origin, second.origin], 10);
    await desks[0]?.call('session.start', { sessionId: SESSION });
    nobodyTwiceNobodySkipped(await race(desks), tickets);
    await writtenOnce(store, tickets);
    for (const desk of desks) desk.close();
  });
});

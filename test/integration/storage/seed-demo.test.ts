import { expect, it } from 'vitest';
import {
  DEMO_ACCOUNTS,
  DEMO_COUNTY_ID,
  DEMO_PASSWORD,
  keepDemoOpen,
  seedDemo,
} from '../../../server/storage/seed-demo.ts';
import { withDatabases } from '../../support/database.ts';

const MINUTE = 60_000;
const hashPassword = async (password: string) => `hash of ${password}`;

withDatabases('the demo county', (makeStore) => {
  it('is made once and always has a running session', async () => {
    const { store } = await makeStore();
    // Wednesday 2026-01-07 20:00 in Shanghai
    const now = Date.UTC(2026, 0, 7, 12);
    const first = await seedDemo(store, { now, hashPassword });
    expect(first.sessionId).toBe('demo');
    expect(await seedDemo(store, { now: now + MINUTE, hashPassword })).toEqual(first);
    const later = now + 61 * MINUTE;
    const fresh = await seedDemo(store, { now: later, hashPassword });
    expect(fresh.sessionId).not.toBe('demo');
    expect(await store.read.session(fresh.sessionId)).toMatchObject({
      state: 'lobby',
      admitting: true,
      public: true,
      startsAt: later - MINUTE,
      endsAt: later + 90 * MINUTE,
    });

    const planned = (await store.read.sessions(DEMO_COUNTY_ID, now, 9)).filter(({ state }) => state === 'scheduled');
    expect(planned.map(({ startsAt, endsAt }) => [new Date(startsAt).toISOString(), endsAt - startsAt])).toEqual([
      ['2026-01-08T11:00:00.000Z', 90 * MINUTE],
      ['2026-01-13T11:00:00.000Z', 90 * MINUTE],
    ]);
    expect(await store.read.units(DEMO_COUNTY_ID)).toHaveLength(9);
    expect((await store.read.county(DEMO_COUNTY_ID))?.places).toHaveLength(6);
    for (const { userName, roles } of DEMO_ACCOUNTS) {
      const account = await store.read.account(DEMO_COUNTY_ID, userName);
      expect(account).toMatchObject({ roles, passwordHash: `hash of ${DEMO_PASSWORD}` });
    }
  });

  it('has a session open again after it was ended and after its time is past', async () => {
    const { store } = await makeStore();
    const now = Date.UTC(2026, 0, 7, 12);
    await seedDemo(store, { now, hashPassword });
    expect(await keepDemoOpen(store, now + 80 * MINUTE)).toBe('demo');
    const demo = await store.read.session('demo');
    if (!demo) throw new Error('the demo has no session');
    await store.transaction((tx) => tx.saveSession({ ...demo, state: 'ended', endedAt: now + MINUTE }));
    const second = await keepDemoOpen(store, now + 2 * MINUTE);
    expect(second).not.toBe('demo');
    expect(await store.read.session(second)).toMatchObject({ state: 'lobby', admitting: true });
    expect(await keepDemoOpen(store, now + 3 * MINUTE)).toBe(second);
    expect(await keepDemoOpen(store, now + 93 * MINUTE)).not.toBe(second);
  });
});

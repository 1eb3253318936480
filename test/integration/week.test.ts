/** [S1] The office's plan of a week: who attends, who is on duty, rehearsed or not, and what is missing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { missingOf, unprepared } from '../../server/domain/calendar/preparation.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { joinInput, signInPhone, signInStaff } from '../support/clients.ts';
import { sessionIn } from '../support/records.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(stopApps);

test('what is missing is marked until it is there; officers are kept sealed and can be taken off', async () => {
  const startsAt = Date.now() + 86_400_000;
  const session = sessionIn('scheduled', { startsAt, endsAt: startsAt + 5_400_000 });
  const { store } = app.deps;
  await store.transaction((tx) => tx.saveSession(session));
  await (await signInPhone(app.origin)).call('ticket.take', joinInput(session.id, '预约'));
  const moderator = await signInStaff(app.origin, 'moderator');
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(startsAt);
  const shown = async () => {
    const week = await moderator.call('week.show', { day });
    expect(week.from <= day && day <= week.until).toBe(true);
    return { units: week.units, evening: week.evenings.find(({ sessionId }) => sessionId === session.id) };
  };
  const { units, evening } = await shown();
  expect(evening).toMatchObject({ missing: ['duty', 'rehearsal'], placesTaken: 1, placesLeft: 665, duty: [] });
  const officer = { sessionId: session.id, unitId: units[0]?.id ?? '', name: '刘芳', reach: '0573-555 转 12' };
  await moderator.call('evening.setDuty', officer);
  await moderator.call('evening.setRehearsed', { sessionId: session.id, rehearsed: true });
  expect((await shown()).evening).toMatchObject({
    missing: [],
    duty: [{ name: '刘芳', reach: '0573-555 转 12', unitName: units[0]?.name }],
    rehearsed: { by: '主持人 周敏' },
  });
  await moderator.call('evening.setDuty', { ...officer, name: null, reach: null });
  await moderator.call('evening.setRehearsed', { sessionId: session.id, rehearsed: false });
  expect((await shown()).evening).toMatchObject({ missing: ['duty', 'rehearsal'], rehearsed: null });
  await expect(moderator.call('evening.setDuty', { ...officer, unitId: 'none' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('a seat without a leader is marked; nothing is missing of an evening that began', () => {
  const [seat] = sessionIn('scheduled').seats;
  if (!seat) throw new Error('no seat');
  const seats = [{ ...seat, officialName: '' }];
  const unnamed = sessionIn('scheduled', { seats });
  expect(missingOf(unnamed, unprepared(unnamed))).toEqual(['leader', 'duty', 'rehearsal']);
  const live = sessionIn('live', { seats });
  expect(missingOf(live, unprepared(live))).toEqual([]);
});

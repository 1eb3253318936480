/** [Q10] Whoever is barred gets no place by any way; what they have goes on; the supervisor sees and lifts it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import {
  type HttpClient,
  joinInput,
  newPhone,
  SocketClient,
  signInPhone,
  signInStaff,
  smsOf,
} from '../support/clients.ts';
import { connectAs, SESSION } from '../support/evening.ts';
import { sessionIn } from '../support/records.ts';

const DAY_MS = 86_400_000;
let app: TestApp;
let aheadMs = 0;
let desk: SocketClient;
let supervisor: HttpClient;
let moderator: HttpClient;
beforeAll(async () => {
  app = await startTestApp({ clock: () => Date.now() + aheadMs });
  desk = await connectAs(app.origin, 'moderator');
  supervisor = await signInStaff(app.origin, 'supervisor');
  moderator = await signInStaff(app.origin, 'moderator');
});
afterAll(stopApps);

const bar = (ticketId: string, length: 'evening' | 'days7' = 'days7') =>
  desk.call('ticket.bar', { sessionId: SESSION, ticketId, length, reason: '经提醒仍辱骂' });
const BARRED = { code: 'BARRED', details: { untilWall: expect.stringMatching(/^\d{4}-\d\d-\d\d 24:00$/) } };
async function coming(change: Partial<ReturnType<typeof sessionIn>> = {}): Promise<string> {
  const startsAt = Date.now() + 3 * 3_600_000;
  const session = { ...sessionIn('scheduled', { startsAt, endsAt: startsAt + 5_400_000 }), ...change };
  await app.deps.store.transaction((tx) => tx.saveSession(session as ReturnType<typeof sessionIn>));
  return session.id;
}

test('no number, booking, waiting list or officer gives a place; the place and page that are there go on', async () => {
  const phone = newPhone();
  const http = await signInPhone(app.origin, phone);
  const booked = await coming();
  const here = await http.call('ticket.take', joinInput(SESSION, '李闹'));
  const there = await http.call('ticket.take', joinInput(booked, '李闹'));
  const page = await SocketClient.connect(http, { as: 'citizen', sessionId: SESSION, ticketId: here.ticketId });
  await page.call('ticket.enter', { ticketId: here.ticketId, participation: 'video' });

  const { until } = await bar(here.ticketId);
  expect(until).toBeGreaterThan(Date.now() + 7 * DAY_MS);
  const [entry] = await app.deps.store.read.auditOfSession(SESSION, 1);
  expect(entry).toMatchObject({
    what: 'ticket.bar',
    ticketId: here.ticketId,
    why: '经提醒仍辱骂',
    byName: '主持人 周敏',
  });
  expect((await smsOf(app.origin, 'barred'))[0]).toMatch(/24:00.*经提醒仍辱骂.*12345/);
  expect(await page.see('ticket', () => true)).toMatchObject({ state: 'waiting' });

  const other = await coming();
  await expect(http.call('ticket.take', joinInput(other, '李闹'))).rejects.toMatchObject(BARRED);
  // Another name of the same phone, too; and the refusal does not say why (T5).
  await expect(http.call('ticket.take', joinInput(SESSION, '李别名'))).rejects.toMatchObject(BARRED);
  const officer = await signInStaff(app.origin, 'officer');
  const proxy = { ...joinInput(SESSION, '李闹'), phone, byPhone: false };
  const refusal = await officer.call('ticket.takeFor', proxy).catch((error: unknown) => error);
  expect(refusal).toMatchObject(BARRED);
  expect(JSON.stringify(refusal)).not.toContain('辱骂');
  await expect(http.call('booking.move', { ticketId: there.ticketId, toSessionId: other })).rejects.toMatchObject(
    BARRED,
  );
  const full = await coming({ capacity: 1, ratio: { booked: 1, walkIn: 0 } });
  await (await signInPhone(app.origin)).call('ticket.take', joinInput(full, '先来'));
  await expect(http.call('waitlist.join', joinInput(full, '李闹'))).rejects.toMatchObject(BARRED);
  // Nobody else is touched by it.
  await (await signInPhone(app.origin)).call('ticket.take', joinInput(other, '李闹'));
});

test('somebody without a phone is barred as the person they are', async () => {
  const officer = await signInStaff(app.origin, 'officer');
  const proxy = { ...joinInput(SESSION, '王无机'), phone: null, byPhone: false };
  const { ticketId } = await officer.call('ticket.takeFor', proxy);
  await bar(ticketId);
  const other = await coming();
  await expect(officer.call('ticket.takeFor', { ...proxy, sessionId: other })).rejects.toMatchObject(BARRED);
  await officer.call('ticket.takeFor', { ...proxy, sessionId: other, name: '王有理' });
});

test('whoever is barred while on a list is passed by, and keeps the place on it', async () => {
  const full = await coming({ capacity: 1, ratio: { booked: 1, walkIn: 0 } });
  const first = await signInPhone(app.origin);
  const { ticketId } = await first.call('ticket.take', joinInput(full, '有位'));
  const barred = await signInPhone(app.origin);
  const { entryId } = await barred.call('waitlist.join', joinInput(full, '候补甲'));
  const own = await barred.call('ticket.take', joinInput(SESSION, '候补甲'));
  const next = await signInPhone(app.origin);
  const second = await next.call('waitlist.join', joinInput(full, '候补乙'));
  await bar(own.ticketId);
  const page = await SocketClient.connect(first, { as: 'citizen', sessionId: full, ticketId });
  await page.call('ticket.leave', { ticketId });
  expect(await next.call('waitlist.show', { entryId: second.entryId ?? '' })).toMatchObject({ state: 'placed' });
  expect(await barred.call('waitlist.show', { entryId: entryId ?? '' })).toMatchObject({ state: 'listed', place: 1 });
});

test('the supervisor sees who, why, since, until and by whom, and lifts it once; a bar ends by itself', async () => {
  const phone = newPhone();
  const http = await signInPhone(app.origin, phone);
  const { ticketId, number } = await http.call('ticket.take', joinInput(SESSION, '赵解除'));
  await bar(ticketId);
  const { bars } = await supervisor.call('bars.list', {});
  const row = bars.find(({ name }) => name === '赵解除');
  expect(row).toMatchObject({ reason: '经提醒仍辱骂', byName: '主持人 周敏', number, lifted: null });
  expect(row?.phoneMasked).toMatch(/^1\d\d\*{4}\d{4}$/);
  const mark = async (wanted: 'lasts' | null) =>
    desk.see('moderator', ({ rows }) => rows.some((one) => one.ticketId === ticketId && one.bar === wanted));
  await mark('lasts');
  const seen = async () => (await moderator.call('ticket.bars', { ticketId })).bars;
  expect(await seen()).toMatchObject([{ reason: '经提醒仍辱骂', byName: '主持人 周敏', lasts: true }]);
  const lifting = { barId: row?.id ?? '', reason: '异议成立' };
  await supervisor.call('bar.lift', lifting);
  await expect(supervisor.call('bar.lift', lifting)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  await expect(supervisor.call('bar.lift', { ...lifting, barId: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const after = (await supervisor.call('bars.list', {})).bars.find(({ id }) => id === row?.id);
  expect(after?.lifted).toMatchObject({ reason: '异议成立', byName: expect.stringContaining('督办员') });
  const [entry] = await app.deps.store.read.auditOfSession(SESSION, 1);
  expect(entry).toMatchObject({ what: 'bar.lift', why: '异议成立', ticketId });
  expect(await smsOf(app.origin, 'barLifted')).toHaveLength(1);
  // What was lifted is not held against them.
  expect(await seen()).toEqual([]);
  await mark(null);
  const other = await coming();
  const again = await http.call('ticket.take', joinInput(other, '赵解除'));
  expect(again.number).toBe(1);

  await bar(ticketId);
  const later = await coming({ startsAt: Date.now() + 20 * DAY_MS, endsAt: Date.now() + 20 * DAY_MS + 5_400_000 });
  await expect(http.call('ticket.take', joinInput(later, '赵解除'))).rejects.toMatchObject(BARRED);
  aheadMs = 9 * DAY_MS;
  moderator = await signInStaff(app.origin, 'moderator');
  expect(await seen()).toMatchObject([{ lasts: false }]);
  await (await signInPhone(app.origin, phone)).call('ticket.take', joinInput(later, '赵解除'));
});

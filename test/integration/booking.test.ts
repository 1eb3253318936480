/** [Q2] A place booked before the evening, through the whole server: its number and time, reminders, coming late. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, joinInput, SocketClient, signInPhone, signInStaff, smsOf } from '../support/clients.ts';
import { sessionIn } from '../support/records.ts';
import { until } from '../support/until.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
let app: TestApp;
/** The server's clock is so far ahead of the database's, by which jobs are due. */
let aheadMs = 0;
beforeAll(async () => {
  app = await startTestApp({ clock: () => Date.now() + aheadMs });
});
beforeEach(() => {
  aheadMs = 0;
});
afterAll(stopApps);

const sms = (template: string) => smsOf(app.origin, template);

async function evening(change: Partial<ReturnType<typeof sessionIn>> = {}) {
  const startsAt = Date.now() + 3 * HOUR_MS;
  const session = { ...sessionIn('scheduled'), startsAt, endsAt: startsAt + 90 * MINUTE_MS, ...change };
  await app.deps.store.transaction((tx) => tx.saveSession(session as ReturnType<typeof sessionIn>));
  return session;
}
const book = async (sessionId: string, name: string) => {
  const http = await signInPhone(app.origin);
  return { http, ...(await http.call('ticket.take', joinInput(sessionId, name))) };
};

test('a place has a number and a time, is told by SMS, and is shown as bookable until its share is taken', async () => {
  const session = await evening({ capacity: 3, ratio: { booked: 2, walkIn: 1 } });
  const anyone = new HttpClient(app.origin);
  const shown = async () => (await anyone.call('session.show', { sessionId: session.id })).session.bookable;
  expect(await shown()).toBe(true);
  const first = await book(session.id, '预约一');
  expect(first.number).toBe(1);
  expect((await sms('booked'))[0]).toContain('1 号');
  expect(await app.deps.store.read.ticket(first.ticketId)).toMatchObject({
    state: 'booked',
    lane: 'booked',
    slotAt: session.startsAt,
  });
  const second = await book(session.id, '预约二');
  expect(await shown()).toBe(false);
  await expect(book(session.id, '预约三')).rejects.toMatchObject({ code: 'SESSION_FULL' });
  expect(await app.deps.store.read.session(session.id)).toMatchObject({ issued: 2 });
  // Given back, it is another's.
  const page = await SocketClient.connect(second.http, {
    as: 'citizen',
    sessionId: session.id,
    ticketId: second.ticketId,
  });
  await page.call('ticket.leave', { ticketId: second.ticketId });
  expect(await shown()).toBe(true);
  expect((await book(session.id, '预约三')).number).toBe(3);
  page.close();
});

test('is reminded of before its time, and not of a time that is no more', async () => {
  /** An hour before comes so many milliseconds from now. */
  const remindedIn = (ms: number) => {
    const startsAt = Date.now() + HOUR_MS + ms;
    return evening({ startsAt, endsAt: startsAt + 90 * MINUTE_MS });
  };
  await book((await remindedIn(2_000)).id, '提醒');
  await until('the reminder', async () => ((await sms('reminder')).length === 1 ? true : undefined), 40_000);
  const moved = await remindedIn(4_000);
  await book(moved.id, '改期');
  const office = await signInStaff(app.origin, 'admin');
  const { evenings } = await office.call('calendar.show', { from: day(moved.startsAt), until: day(moved.startsAt) });
  const planned = evenings.find(({ sessionId }) => sessionId === moved.id);
  if (!planned) throw new Error('not planned');
  const to = day(moved.startsAt + 48 * HOUR_MS);
  const change = { sessionId: moved.id, date: to, time: '19:00', plan: planned.plan, following: false };
  await office.call('evening.change', change);
  expect((await sms('eveningMoved')).length).toBe(1);
  // One that is due after the old reminder of the moved one shows that this was passed by.
  await book((await remindedIn(6_000)).id, '最后');
  await until('the later reminder', async () => ((await sms('reminder')).length >= 2 ? true : undefined), 40_000);
  const [later] = await sms('reminder');
  expect(await sms('reminder')).toHaveLength(2);
  expect(later).toContain('1 号');
});

const day = (at: number) => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(at);

test('who comes in time is called before walk-ins; who comes too late goes on behind them', async () => {
  const session = await evening();
  const sessionId = session.id;
  const booked = [await book(sessionId, '准时'), await book(sessionId, '迟到')];
  const desk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), { as: 'moderator', sessionId });
  await desk.call('session.openLobby', { sessionId });
  const walkIn = await book(sessionId, '现场');
  const enter = async ({ http, ticketId }: { http: HttpClient; ticketId: string }) => {
    const page = await SocketClient.connect(http, { as: 'citizen', sessionId, ticketId });
    await page.call('ticket.enter', { ticketId, participation: 'video' });
    return page;
  };
  const pages = [await enter(walkIn), await enter(booked[0]!)];
  await desk.call('session.start', { sessionId });
  aheadMs = session.startsAt + 30 * MINUTE_MS - Date.now();
  pages.push(await enter(booked[1]!));
  const view = await desk.see('moderator', ({ rows }) => rows.filter(({ place }) => place !== null).length === 3);
  const order = view.rows
    .filter(({ place }) => place !== null)
    .sort((a, b) => (a.place ?? 0) - (b.place ?? 0))
    .map(({ name, lane }) => [name, lane]);
  expect(order).toEqual([
    ['准时', 'booked'],
    ['现场', 'walkIn'],
    ['迟到', 'walkIn'],
  ]);
  for (const page of [...pages, desk]) page.close();
});

/** Series, single evenings and holidays through the whole server; whoever has a place hears of every change. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EveningPlan } from '../../shared/actions/calendar.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, joinInput, SocketClient, signInPhone, signInStaff, smsOf } from '../support/clients.ts';

let app: TestApp;
let office: HttpClient;
const PLAN: EveningPlan = {
  title: '周二周四直通夜',
  topic: '道路与饮水',
  scope: '',
  minutes: 90,
  public: false,
  capacity: 30,
  recorded: true,
  callMinutes: 6,
  overtimeMinutes: 5,
  delaySeconds: 10,
  ratio: { booked: 2, walkIn: 1 },
  seats: [{ name: '一号席', officialName: '王建国', officialTitle: '县长', onAir: true, unitId: null, categories: [] }],
};
const DAY_MS = 86_400_000;
const ZONE = 'Asia/Shanghai';
const dateIn = (days: number) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(Date.now() + days * DAY_MS);

beforeAll(async () => {
  app = await startTestApp();
  office = await signInStaff(app.origin, 'admin');
});
afterAll(stopApps);

const shown = () => office.call('calendar.show', { from: dateIn(0), until: dateIn(70) });
const ofSeries = async (seriesId: string) =>
  (await shown()).evenings.filter((evening) => evening.seriesId === seriesId);
const newSeries = (from = dateIn(1)) =>
  office.call('series.plan', { weekdays: [2, 4], time: '19:00', from, until: null, plan: PLAN });
const sms = (template: string) => smsOf(app.origin, template);
const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();

/** A number in a session whose waiting room is open. */
async function placeIn(sessionId: string, name: string) {
  const desk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), { as: 'moderator', sessionId });
  await desk.call('session.openLobby', { sessionId });
  const http = await signInPhone(app.origin);
  const { ticketId } = await http.call('ticket.take', joinInput(sessionId, name));
  const page = await SocketClient.connect(http, { as: 'citizen', sessionId, ticketId });
  await page.call('ticket.enter', { ticketId, participation: 'video' });
  return { desk, http, ticketId, page };
}

describe('a series', () => {
  test('is there eight weeks ahead, on its days at its time, numbered on, without holidays', async () => {
    const holiday = [...Array(7).keys()].map((days) => dateIn(days + 14)).find((date) => weekday(date) === 2) ?? '';
    await office.call('calendar.setDay', { date: holiday, works: false, name: '放假' });
    const { seriesId, evenings } = await newSeries();
    const planned = await ofSeries(seriesId);
    expect(planned).toHaveLength(evenings);
    expect(evenings).toBeGreaterThan(12);
    expect(planned.every(({ date, time }) => [2, 4].includes(weekday(date)) && time === '19:00')).toBe(true);
    expect(planned.map(({ date }) => date)).not.toContain(holiday);
    const numbers = planned.map(({ number }) => number);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect((await shown()).days).toContainEqual({ date: holiday, works: false, name: '放假' });
    expect(await office.call('calendar.setDay', { date: holiday, works: null, name: '放假' })).toEqual({ evenings: 0 });
  });

  test('changes from one evening on; the one before stays, dates stay, a new time is told', async () => {
    const { seriesId } = await newSeries();
    const [first, second, third] = await ofSeries(seriesId);
    if (!first || !second || !third) throw new Error('no evenings');
    const changed = await office.call('evening.change', {
      sessionId: second.sessionId,
      date: dateIn(9),
      time: '18:30',
      plan: { ...PLAN, topic: '住房' },
      following: true,
    });
    const after = await ofSeries(seriesId);
    const byId = new Map(after.map((evening) => [evening.sessionId, evening]));
    expect(byId.get(first.sessionId)).toMatchObject({ time: '19:00', plan: { topic: '道路与饮水' } });
    expect(byId.get(second.sessionId)).toMatchObject({ date: dateIn(9), time: '18:30', plan: { topic: '住房' } });
    expect(byId.get(third.sessionId)).toMatchObject({ date: third.date, time: '18:30', plan: { topic: '住房' } });
    expect(changed.evenings).toBe(after.length - 1);
    expect((await shown()).series.find((one) => one.seriesId === seriesId)).toMatchObject({ time: '18:30' });
  });

  test('[S5] what was changed alone is changed in those that follow: each keeps its own leader, topic and time', async () => {
    const { seriesId } = await newSeries();
    const [first, second, third] = await ofSeries(seriesId);
    if (!first || !second || !third) throw new Error('no evenings');
    const seats = [{ ...PLAN.seats[0]!, officialName: '赵新', officialTitle: '副县长' }];
    const own = { ...PLAN, topic: '供暖', seats };
    const alone = { sessionId: third.sessionId, date: third.date, time: '20:00', plan: own, following: false };
    await office.call('evening.change', alone);
    const change = { sessionId: second.sessionId, date: second.date, following: true };
    await office.call('evening.change', { ...change, time: '19:00', plan: { ...PLAN, minutes: 60 } });
    const planOf = async (sessionId: string) =>
      (await ofSeries(seriesId)).find((evening) => evening.sessionId === sessionId);
    expect(await planOf(third.sessionId)).toMatchObject({ time: '20:00', plan: { ...own, minutes: 60 } });
    // Its time, once that is what is changed.
    await office.call('evening.change', { ...change, time: '18:30', plan: { ...PLAN, minutes: 60 } });
    expect(await planOf(third.sessionId)).toMatchObject({ time: '18:30', plan: { ...own, minutes: 60 } });
    const series = (await shown()).series.find((one) => one.seriesId === seriesId);
    expect(series).toMatchObject({ time: '18:30', plan: { ...PLAN, minutes: 60 } });
  });

  test('one that is postponed stays in the calendar, whatever days are asked for, and ends with those that follow', async () => {
    const { seriesId } = await newSeries();
    const [first, second] = await ofSeries(seriesId);
    if (!first || !second) throw new Error('no evenings');
    await office.call('evening.postpone', { sessionId: second.sessionId, reason: '防汛' });
    const { evenings } = await office.call('calendar.show', { from: dateIn(200), until: dateIn(300) });
    expect(evenings.filter((one) => one.seriesId === seriesId)).toMatchObject([
      { sessionId: second.sessionId, state: 'postponed', date: second.date },
    ]);
    const all = await ofSeries(seriesId);
    expect(all.filter(({ sessionId }) => sessionId === second.sessionId)).toHaveLength(1);
    await office.call('evening.cancel', { sessionId: first.sessionId, reason: '换届', following: true });
    expect((await ofSeries(seriesId)).map(({ state }) => state)).toEqual(all.map(() => 'cancelled'));
  });

  test('ends where it is cancelled from, and the night’s work does not bring it back', async () => {
    const { seriesId } = await newSeries();
    const all = await ofSeries(seriesId);
    const from = all[3];
    const { evenings } = await office.call('evening.cancel', {
      sessionId: from?.sessionId ?? '',
      reason: '换届',
      following: true,
    });
    expect(evenings).toBe(all.length - 3);
    const states = (await ofSeries(seriesId)).map(({ state }) => state);
    expect(states).toEqual(all.map((_, index) => (index < 3 ? 'scheduled' : 'cancelled')));
    await newSeries(dateIn(60));
    expect((await ofSeries(seriesId)).map(({ state }) => state)).toEqual(states);
  });
});

describe('[S5] another leader, changed in the calendar', () => {
  const seatsOf = (...names: string[]) =>
    names.map((officialName, index) => ({ ...PLAN.seats[0]!, name: `${index + 1}号席`, officialName }));
  const book = async (sessionId: string, name: string) => {
    const http = await signInPhone(app.origin);
    const { ticketId } = await http.call('ticket.take', joinInput(sessionId, name));
    return SocketClient.connect(http, { as: 'citizen', sessionId, ticketId });
  };

  test('in one evening: whoever has a place is told by SMS and on the page, once, and the log has it', async () => {
    const [date, time] = [dateIn(8), '19:00'];
    const { sessionId } = await office.call('evening.plan', { date, time, plan: PLAN });
    const change = (seats: EveningPlan['seats'], at = time) =>
      office.call('evening.change', { sessionId, date, time: at, plan: { ...PLAN, seats }, following: false });
    expect(await change(seatsOf('钱川'))).toEqual({ evenings: 1, told: 0 });
    const page = await book(sessionId, '约好的人');
    const texts = async () => (await sms('leaderChangedBooked')).filter((text) => text.includes(sessionId));

    expect(await change(seatsOf('赵新', '钱川'))).toEqual({ evenings: 1, told: 0 });
    expect(await texts()).toEqual([]);
    expect(await change(seatsOf('赵新'))).toEqual({ evenings: 1, told: 1 });
    expect(await texts()).toEqual([expect.stringMatching(/接访领导改为县长赵新。.*1 号保留/)]);
    const { notice } = await page.see('waiting', (view) => view.notice !== null);
    const { session } = await page.see('programme', (view) => view.session.leaderChange !== null);
    expect(notice).toEqual({ text: '接访领导改为县长赵新。', at: session.leaderChange?.at });
    const [entry] = await app.deps.store.read.auditOfSession(sessionId, 1);
    expect(entry).toMatchObject({ what: 'evening.change', why: '接访领导改为县长赵新。' });

    // With another time too, somebody is told of both, and counted once.
    expect(await change(seatsOf('孙立'), '19:30')).toEqual({ evenings: 1, told: 1 });
    expect(await texts()).toHaveLength(2);
    page.close();
  });

  test('in all that follow: each evening’s people are told whose leader it was', async () => {
    const { seriesId } = await newSeries();
    const [first, second, third] = await ofSeries(seriesId);
    if (!first || !second || !third) throw new Error('no evenings');
    const own = { ...PLAN, seats: seatsOf('赵新') };
    const ofThird = { sessionId: third.sessionId, date: third.date, time: '19:00', plan: own, following: false };
    await office.call('evening.change', ofThird);
    const pages = [];
    for (const { sessionId } of [first, second, third]) pages.push(await book(sessionId, '约好的人'));
    const { sessionId, date } = first;
    const change = { sessionId, date, time: '19:00', plan: own, following: true };
    expect(await office.call('evening.change', change)).toMatchObject({ told: 2 });
    const told = (await sms('leaderChangedBooked')).map((text) =>
      [first, second, third].find((one) => text.includes(one.sessionId)),
    );
    expect(
      told
        .filter(Boolean)
        .map((one) => one?.date)
        .sort(),
    ).toEqual([first.date, second.date].sort());
    for (const page of pages) page.close();
  });
});

describe('one evening', () => {
  const planned = async (days: number) =>
    (await office.call('evening.plan', { date: dateIn(days), time: '19:00', plan: PLAN })).sessionId;

  test('postponed: places are kept and told; with a new date it takes place and is told again', async () => {
    const sessionId = await planned(3);
    const one = await placeIn(sessionId, '推迟');
    expect(await office.call('evening.postpone', { sessionId, reason: '防汛' })).toEqual({ told: 1 });
    await one.page.see('ticket', ({ state, sessionState }) => state === 'booked' && sessionState === 'postponed');
    expect((await sms('eveningPostponed'))[0]).toContain('防汛');
    const plan = { ...PLAN, title: '改期直通夜' };
    const change = { sessionId, date: dateIn(5), time: '20:00', plan, following: false };
    expect(await office.call('evening.change', change)).toEqual({ evenings: 1, told: 1 });
    expect((await sms('eveningMoved'))[0]).toContain('改期直通夜');
    const ticket = await app.deps.store.read.ticket(one.ticketId);
    const session = await app.deps.store.read.session(sessionId);
    expect(ticket).toMatchObject({ state: 'booked', number: 1, entered: false, slotAt: session?.startsAt });
    expect(session).toMatchObject({ state: 'scheduled', title: '改期直通夜' });
    for (const socket of [one.page, one.desk]) socket.close();
  });

  test('[S4] cancelled: whoever has a place chooses what comes next', async () => {
    const sessionId = await planned(2);
    const one = await placeIn(sessionId, '取消');
    const cancelled = await office.call('evening.cancel', { sessionId, reason: '领导出差', following: false });
    expect(cancelled).toEqual({ evenings: 1, told: 1 });
    expect((await sms('eveningCancelled'))[0]).toContain('领导出差');
    const choices = await one.http.call('ticket.choices', { ticketId: one.ticketId });
    expect(choices.nextSession).not.toBeNull();
    const toSessionId = choices.nextSession?.sessionId ?? '';
    const choice = { ticketId: one.ticketId, choice: 'nextSession', toSessionId } as const;
    expect((await one.http.call('ticket.chooseNext', choice)).carried).toMatchObject({ sessionId: toSessionId });
    for (const socket of [one.page, one.desk]) socket.close();
  });

  test('[T4] bad dates, places that are given out, an evening that is over: a clear error, and nothing changed', async () => {
    const sessionId = await planned(4);
    const change = { sessionId, date: dateIn(4), time: '19:00', plan: PLAN, following: false };
    const before = await app.deps.store.read.session(sessionId);
    const refused = (input: Partial<typeof change>) => office.call('evening.change', { ...change, ...input });
    await expect(refused({ date: '2027-02-30' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(refused({ date: dateIn(-1) })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(refused({ time: '24:00' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(refused({ following: true })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(refused({ plan: { ...PLAN, seats: [] } })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const [leader] = PLAN.seats;
    const room = { ...leader!, name: '水利局', onAir: false, unitId: 'u-water', categories: ['C0304'] };
    const rooms = {
      'no leader’s seat': [room],
      'a room on air': [leader!, { ...room, onAir: true }],
      'an unknown unit': [leader!, { ...room, unitId: 'u-none' }],
      'an unknown category': [leader!, { ...room, categories: ['C9999'] }],
      'categories of a leader': [{ ...leader!, categories: ['C0304'] }],
    };
    for (const [what, seats] of Object.entries(rooms))
      await expect(refused({ plan: { ...PLAN, seats } }), what).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(refused({ plan: { ...PLAN, ratio: { booked: 0, walkIn: 0 } } })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
    expect(await app.deps.store.read.session(sessionId)).toEqual(before);
    await office.call('evening.cancel', { sessionId, reason: '取消', following: false });
    await expect(refused({})).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const series = { weekdays: [2], time: '19:00', from: dateIn(9), until: dateIn(8), plan: PLAN };
    await expect(office.call('series.plan', series)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const long = { from: dateIn(0), until: dateIn(400) };
    await expect(office.call('calendar.show', long)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});

describe('holidays', () => {
  const ics = (...events: string[]) => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR'].join('\r\n');
  const event = (summary: string, start: string, end: string) =>
    `BEGIN:VEVENT\r\nUID:${summary}${start}\r\nDTSTART;VALUE=DATE:${start}\r\nDTEND;VALUE=DATE:${end}\r\nSUMMARY:${summary}\r\nEND:VEVENT`;

  test('come from an iCalendar file, with the days that make up for them; due dates follow', async () => {
    const text = ics(event('国庆节 休', '20271001', '20271004'), event('国庆节 补班', '20271009', '20271010'));
    expect(await office.call('calendar.import', { text })).toEqual({ days: 4 });
    expect((await office.call('calendar.show', { from: '2027-10-01', until: '2027-10-31' })).days).toEqual([
      { date: '2027-10-01', works: false, name: '国庆节 休' },
      { date: '2027-10-02', works: false, name: '国庆节 休' },
      { date: '2027-10-03', works: false, name: '国庆节 休' },
      { date: '2027-10-09', works: true, name: '国庆节 补班' },
    ]);
  });

  test('[T4] what is no calendar is refused, and nothing is taken', async () => {
    for (const text of ['not a calendar', ics(), ics(event('长', '20280101', '20300101'))])
      await expect(office.call('calendar.import', { text })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect((await office.call('calendar.show', { from: '2028-01-01', until: '2028-12-31' })).days).toEqual([]);
  });
});

test('evenings can be subscribed to, one can be kept, and its address is a code for a poster', async () => {
  const { sessionId } = await office.call('evening.plan', { date: dateIn(6), time: '19:00', plan: PLAN });
  const all = await fetch(`${app.origin}/calendar.ics`);
  expect(all.headers.get('content-type')).toMatch(/^text\/calendar/);
  const text = await all.text();
  expect(text).toContain(`/s/${sessionId}`);
  expect(text).toContain('SUMMARY:周二周四直通夜');
  const one = await (await fetch(`${app.origin}/s/${sessionId}/evening.ics`)).text();
  expect(one.match(/BEGIN:VEVENT/g)).toHaveLength(1);
  const code = await fetch(`${app.origin}/s/${sessionId}/qr.svg`);
  expect(code.headers.get('content-type')).toMatch(/^image\/svg/);
  expect(await code.text()).toMatch(/^<svg/);
  expect((await fetch(`${app.origin}/s/nowhere/evening.ics`)).headers.get('content-type')).toMatch(/html/);
});

test('every evening has a short link of its own, which is on its poster; one that nobody has says so', async () => {
  const { sessionId } = await office.call('evening.plan', { date: dateIn(6), time: '19:00', plan: PLAN });
  const { seriesId } = await newSeries();
  const links = new Map<string, string>();
  for (const id of [sessionId, ...(await ofSeries(seriesId)).map((evening) => evening.sessionId), 'demo']) {
    const poster = await office.call('poster.show', { sessionId: id });
    links.set(poster.shortLink ?? '', id);
  }
  expect(links.size).toBeGreaterThan(13);
  for (const [link, id] of links) {
    expect(link).toMatch(new RegExp(`^${app.origin}/e/[2-9A-HJKMNP-Z]{4}$`));
    for (const typed of [link, link.toLowerCase()]) {
      const answer = await fetch(typed, { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([302, `/s/${id}`]);
    }
  }
  const free = ['2222', '3333', '4444'].find((code) => !links.has(`${app.origin}/e/${code}`));
  for (const unknown of [free, 'O0IL', '%E5%8F%B7']) {
    const answer = await fetch(`${app.origin}/e/${unknown}`, { redirect: 'manual' });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/html/);
  }
});

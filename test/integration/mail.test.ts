/** Being told by e-mail, besides the SMS: the address, the code that confirms it, what is sent, and its end. */
import ICAL from 'ical.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, joinInput, signInPhone, signInStaff } from '../support/clients.ts';
import { type Evening, SESSION, startEvening } from '../support/evening.ts';
import { sessionIn } from '../support/records.ts';
import { type Mail, type SmtpServer, startSmtpServer } from '../support/smtp-server.ts';

const ADDRESS = 'li.ming@example.org';
/** A refusal goes out when it can no longer be undone. */
const SOON = { timeout: 20_000 };
const DAY_MS = 24 * 3_600_000;
let app: TestApp;
let evening: Evening;
let server: SmtpServer;

beforeAll(async () => {
  server = await startSmtpServer();
  app = await startTestApp({ mail: { url: server.url, from: 'line@example.org' } });
  evening = await startEvening(app.origin);
});
afterAll(async () => {
  await stopApps();
  await server.close();
});

async function placeOf(name: string) {
  const http = await signInPhone(app.origin);
  const { ticketId } = await http.call('ticket.take', joinInput(SESSION, name));
  return { http, ticketId };
}
const textOf = (mail: Mail | undefined) => mail?.parts[0]?.text ?? '';
async function codeSent(): Promise<string> {
  const code = () => /验证码 (\d{6})/.exec(textOf(server.mails.at(-1)))?.[1] ?? '';
  await expect.poll(code, SOON).toMatch(/^\d{6}$/);
  return code();
}

test('[T2] whoever gave an address and its code is told by e-mail, too, until they use the link that ends it', async () => {
  const { http, ticketId } = await placeOf('要邮件的人');
  expect(await http.call('mail.show', { ticketId })).toEqual({ offered: true, address: null, confirmed: false });
  await http.call('mail.ask', { ticketId, address: ` ${ADDRESS} ` });
  const code = await codeSent();
  const wrong = code === '111111' ? '222222' : '111111';
  await expect(http.call('mail.confirm', { ticketId, code: wrong })).rejects.toMatchObject({
    code: 'WRONG_CODE',
    details: { triesLeft: 4 },
  });
  await http.call('mail.confirm', { ticketId, code });
  await expect(http.call('mail.confirm', { ticketId, code })).rejects.toMatchObject({ code: 'CODE_EXPIRED' });
  const shown = await http.call('mail.show', { ticketId });
  expect(shown).toEqual({ offered: true, address: 'li***@example.org', confirmed: true });

  const refusal = { reason: '属于其他部门', whereTo: '镇政府' };
  await evening.moderator.call('queue.refuse', { sessionId: SESSION, ticketId, ...refusal });
  await expect.poll(() => textOf(server.mails.at(-1)), SOON).toContain('属于其他部门');
  const moderator = await signInStaff(app.origin, 'moderator');
  const { notices } = await moderator.call('notices.ofTicket', { ticketId });
  expect(notices.find(({ text }) => text.includes('属于其他部门'))?.deliveries.map(({ way }) => way)).toEqual([
    'sms',
    'mail',
  ]);
  // Neither a code nor an address is for the desk.
  expect(JSON.stringify(notices)).not.toMatch(new RegExp(`${code}|example\\.org`));

  const token = /\/mail\/([A-Za-z0-9_-]{40})/.exec(textOf(server.mails.at(-1)))?.[1] ?? '';
  const anybody = new HttpClient(app.origin);
  await anybody.call('mail.endByLink', { token });
  await anybody.call('mail.endByLink', { token });
  expect(await app.deps.store.read.ticketMail(ticketId)).toBeNull();
});

test('an address that could carry more than itself is refused, and another code only after a minute', async () => {
  const { http, ticketId } = await placeOf('写错的人');
  for (const address of [
    `${ADDRESS}\r\nBcc: x@example.org`,
    `Li <${ADDRESS}>`,
    `${ADDRESS},x@example.org`,
    'li@localhost',
  ])
    await expect(http.call('mail.ask', { ticketId, address })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await http.call('mail.ask', { ticketId, address: ADDRESS });
  await expect(http.call('mail.ask', { ticketId, address: ADDRESS })).rejects.toMatchObject({
    code: 'TOO_MANY_REQUESTS',
  });
  const other = await signInPhone(app.origin);
  await expect(other.call('mail.show', { ticketId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('a booking in a calendar moves there with its evening, and to another evening', async () => {
  const evenings = [1, 2].map((days) => {
    const startsAt = Date.now() + days * DAY_MS;
    return { ...sessionIn('scheduled'), startsAt, endsAt: startsAt + 3_600_000 };
  });
  const [from, to] = evenings;
  if (!from || !to) throw new Error('no evenings');
  await app.deps.store.transaction(async (tx) => {
    for (const one of evenings) await tx.saveSession(one);
  });
  const http = await signInPhone(app.origin);
  const { ticketId } = await http.call('ticket.take', joinInput(from.id, '要日历的人'));
  const sent = server.mails.length;
  await http.call('mail.ask', { ticketId, address: 'zhang@example.org' });
  await expect.poll(() => server.mails.length, SOON).toBeGreaterThan(sent);
  await http.call('mail.confirm', { ticketId, code: await codeSent() });
  const files = () => server.mails.flatMap(({ parts }) => parts.filter(({ type }) => type.startsWith('text/calendar')));
  const newest = async (count: number) => {
    await expect.poll(() => files().length, SOON).toBe(count);
    const calendar = new ICAL.Component(ICAL.parse(files().at(-1)?.text ?? ''));
    return new ICAL.Event(calendar.getFirstSubcomponent('vevent') ?? undefined);
  };
  const startOf = (event: ICAL.Event) => event.startDate.toJSDate().getTime();
  const whole = (at: number) => Math.floor(at / 1000) * 1000;
  const booked = await newest(1);
  expect(startOf(booked)).toBe(whole(from.startsAt));

  const office = await signInStaff(app.origin, 'admin');
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(from.startsAt);
  const planned = (await office.call('calendar.show', { from: date, until: date })).evenings.find(
    ({ sessionId }) => sessionId === from.id,
  );
  if (!planned) throw new Error('not planned');
  const change = { sessionId: from.id, date: dayLater(date), time: '19:00', plan: planned.plan, following: false };
  await office.call('evening.change', change);
  const moved = await newest(2);
  expect(startOf(moved)).toBe((await app.deps.store.read.session(from.id))?.startsAt);

  await http.call('booking.move', { ticketId, toSessionId: to.id });
  const elsewhere = await newest(3);
  expect(startOf(elsewhere)).toBe(whole(to.startsAt));
  expect(new Set([booked, moved, elsewhere].map(({ uid }) => uid)).size).toBe(1);
});

const dayLater = (date: string) => new Date(Date.parse(date) + DAY_MS).toISOString().slice(0, 10);

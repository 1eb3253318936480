/** [Q7] Several people on one phone, through the whole server: their limit, their views, and whom an SMS means. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, joinInput, newPhone, SocketClient, signInPhone, smsOf } from '../support/clients.ts';
import { type Evening, endCall, putThrough, SESSION, startEvening } from '../support/evening.ts';

let app: TestApp;
let evening: Evening;
beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
});
afterAll(stopApps);

const take = (http: HttpClient, name: string) => http.call('ticket.take', joinInput(SESSION, name));
const open = (http: HttpClient, ticketId: string) =>
  SocketClient.connect(http, { as: 'citizen', sessionId: SESSION, ticketId });

test('four persons of one phone have a number each, a fifth has none, and one given back leaves room', async () => {
  const http = await signInPhone(app.origin);
  const tickets = [];
  for (const name of ['张一', '张二', '张三', '张四']) tickets.push(await take(http, name));
  await expect(take(http, '张五')).rejects.toMatchObject({ code: 'PHONE_FULL', details: { most: 4 } });
  const first = tickets[0]!.ticketId;
  await expect(take(http, '张一')).rejects.toMatchObject({ code: 'ALREADY_IN_QUEUE', details: { ticketId: first } });
  const page = await open(http, first);
  await page.call('ticket.leave', { ticketId: first });
  page.close();
  expect((await take(http, '张五')).number).toBeGreaterThan(tickets[3]!.number);
});

test('a page shows the others of its phone, hears of a call for them, and nobody else does', async () => {
  const phone = newPhone();
  const http = await signInPhone(app.origin, phone);
  const mother = await take(http, '李桂兰');
  expect((await smsOf(app.origin, 'numberTaken'))[0]).toContain('】您已取到');
  const son = await take(http, '李明');
  expect((await smsOf(app.origin, 'numberTaken'))[0]).toContain(`】李明：您已取到 ${son.number} 号`);

  const page = await open(http, mother.ticketId);
  await page.call('ticket.enter', { ticketId: mother.ticketId, participation: 'video' });
  const sons = await open(http, son.ticketId);
  await sons.call('ticket.enter', { ticketId: son.ticketId, participation: 'video' });
  sons.close();
  const strangers = await signInPhone(app.origin);
  const stranger = await take(strangers, '陌生人');
  const strange = await open(strangers, stranger.ticketId);
  const before = await page.see('ticket', ({ others }) => others[0]?.entered === true);
  expect(before.others).toMatchObject([{ ticketId: son.ticketId, name: '李明', state: 'waiting', called: false }]);
  // The phone is there, though with the mother's page.
  await evening.moderator.see('moderator', ({ rows }) =>
    [son, stranger].every(({ ticketId }) => rows.find((row) => row.ticketId === ticketId)?.presence === 'here'),
  );

  await evening.moderator.call('queue.call', { sessionId: SESSION, ticketId: son.ticketId, reason: '试线' });
  await page.see('ticket', ({ others }) => others[0]?.called === true);
  expect((await smsOf(app.origin, 'called'))[0]).toContain('】李明：');
  expect((await strange.see('ticket', () => true)).others).toEqual([]);
  await expect(open(strangers, son.ticketId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await page.call('ticket.answer', { ticketId: son.ticketId });
  await page.see('ticket', ({ others }) => others[0]?.called === false);
  for (const one of [page, strange]) one.close();
});

test('what the desk writes to one, and the end of the evening, name whom they mean where the other is not told', async () => {
  const http = await signInPhone(app.origin);
  const mother = await take(http, '赵桂兰');
  const son = await take(http, '赵强');
  const message = { sessionId: SESSION, ticketId: son.ticketId, text: '请准备材料', alsoSms: true };
  expect(await evening.moderator.call('message.send', message)).toMatchObject({ sms: 1 });
  expect((await smsOf(app.origin, 'deskMessage'))[0]).toContain(`】赵强：${son.number} 号`);

  const socket = await open(http, mother.ticketId);
  await socket.call('ticket.enter', { ticketId: mother.ticketId, participation: 'video' });
  await endCall(evening, await putThrough(evening, { http, socket, ...mother }));
  socket.close();
  await evening.moderator.call('session.end', { sessionId: SESSION });
  const over = (await smsOf(app.origin, 'sessionOver')).filter((text) => text.includes(son.ticketId));
  expect(over).toEqual([expect.stringContaining('】赵强：')]);
});

/** Q5 through the whole server: SMS when three are ahead and when next, once each, in step with the queue. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, joinInput, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { sessionIn } from '../support/records.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(stopApps);

test('[Q5] everybody hears once that the turn comes near, and once that they are next', async () => {
  const session = sessionIn('scheduled');
  const sessionId = session.id;
  await app.deps.store.transaction((tx) => tx.saveSession(session));
  /** Numbers that were told, in no order. */
  const told = async (template: string) => {
    const { messages } = await new HttpClient(app.origin).call('demo.outbox', {});
    return messages
      .filter((message) => message.template === template)
      .map(({ text }) => Number(/(\d+) 号/.exec(text)?.[1]))
      .sort((a, b) => a - b);
  };
  const desk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), { as: 'moderator', sessionId });
  await desk.call('session.openLobby', { sessionId });
  const take = async (name: string) => {
    const http = await signInPhone(app.origin);
    const { ticketId } = await http.call('ticket.take', joinInput(sessionId, name));
    const page = await SocketClient.connect(http, { as: 'citizen', sessionId, ticketId });
    await page.call('ticket.enter', { ticketId, participation: 'video' });
    return { ticketId, page };
  };
  const people = [];
  for (const name of ['一', '二', '三', '四', '五', '六']) people.push(await take(name));
  const [first, second, third, fourth] = people;
  expect([await told('near'), await told('next')]).toEqual([[], []]);

  await desk.call('session.start', { sessionId });
  expect([await told('near'), await told('next')]).toEqual([[2, 3, 4], [1]]);

  await desk.call('queue.callNext', { sessionId });
  expect([await told('near'), await told('next')]).toEqual([
    [2, 3, 4, 5],
    [1, 2],
  ]);
  // Whoever stepped away keeps the place, and hears of it; nobody hears twice.
  await third?.page.call('ticket.stepAway', { ticketId: third.ticketId });
  await second?.page.call('ticket.leave', { ticketId: second.ticketId });
  expect([await told('near'), await told('next')]).toEqual([
    [2, 3, 4, 5, 6],
    [1, 2, 3],
  ]);
  await desk.call('queue.return', { sessionId, ticketId: first?.ticketId ?? '', reason: '线路' });
  await desk.call('queue.callNext', { sessionId });
  expect([await told('near'), await told('next')]).toEqual([
    [2, 3, 4, 5, 6],
    [1, 2, 3],
  ]);
  // A number taken with three ahead is seen on the page; a place that came nearer is not.
  await third?.page.call('ticket.leave', { ticketId: third.ticketId });
  people.push(await take('七'), await take('八'));
  expect(await told('near')).toEqual([2, 3, 4, 5, 6]);
  await fourth?.page.call('ticket.leave', { ticketId: fourth.ticketId });
  expect(await told('near')).toEqual([2, 3, 4, 5, 6, 8]);
  // S5: those who are near after a pause hear so anew, once, whatever they were told before; nobody does in the pause.
  await desk.call('session.pause', { sessionId });
  const before = [await told('near'), await told('next')];
  await people[4]?.page.call('ticket.leave', { ticketId: people[4].ticketId });
  expect([await told('near'), await told('next')]).toEqual(before);
  const near = (await app.deps.store.read.openTickets(sessionId)).filter(({ state }) => state === 'waiting');
  const numbers = near.map(({ number }) => number).sort((a, b) => a - b);
  await desk.call('session.resume', { sessionId });
  const sorted = (all: number[]) => all.sort((a, b) => a - b);
  const after = [sorted([...(before[0] ?? []), ...numbers.slice(1)]), sorted([...(before[1] ?? []), numbers[0] ?? 0])];
  expect([await told('near'), await told('next')]).toEqual(after);
  await desk.call('session.pause', { sessionId });
  expect([await told('near'), await told('next')]).toEqual(after);
  // Moved to the end somebody will hear again; taken back at once, they have heard.
  for (const name of ['九', '十', '十一']) people.push(await take(name));
  await desk.call('session.resume', { sessionId });
  const ticketId = near.find(({ number }) => number === numbers[0])?.id ?? '';
  const toldOf = async () => (await app.deps.store.read.ticket(ticketId))?.told;
  const heard = await told('next');
  await desk.call('queue.move', { sessionId, ticketId, beforeTicketId: null, reason: '有事' });
  expect(await toldOf()).toBe('nothing');
  await desk.call('ticket.undo', { sessionId, ticketId });
  expect(await toldOf()).toBe('next');
  expect((await told('next')).filter((number) => number === numbers[0])).toEqual(
    heard.filter((number) => number === numbers[0]),
  );
  for (const { page } of people) page.close();
  desk.close();
});

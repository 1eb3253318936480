/** [Q9] What a moderator did to a ticket and takes back within seconds; with a second moderator beside them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, type SocketClient, signInStaff } from '../support/clients.ts';
import { fill } from '../support/crowd.ts';
import { arrive, connectDesk, type Evening, type Resident, SESSION, startEvening } from '../support/evening.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let evening: Evening;
let other: SocketClient;

beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
  // An administrator stands in for a moderator.
  other = await connectDesk(await signInStaff(app.origin, 'admin'), 'moderator');
});
afterAll(stopApps);

const of = ({ ticketId }: Resident) => ({ sessionId: SESSION, ticketId });
const ticketOf = async ({ ticketId }: Resident) => (await app.deps.store.read.ticket(ticketId)) ?? expect.fail();
const undo = (desk: SocketClient, resident: Resident) => desk.call('ticket.undo', of(resident));
const smsOf = async ({ number }: Resident) =>
  (await new HttpClient(app.origin).call('demo.outbox', {})).messages
    .filter(({ text }) => text.includes(`${number} 号`))
    .map(({ template }) => template);
const refusal = { reason: '已进入诉讼', whereTo: '县人民法院' };
const seesUndo = (desk: SocketClient, resident: Resident) =>
  desk.see('moderator', ({ rows }) => rows.some((row) => row.ticketId === resident.ticketId && row.undo !== null));

test('a move, a refusal and a pass go back to where they were; nobody was told, both desks see it', async () => {
  const { moderator } = evening;
  const first = await arrive(app.origin, { name: '甲' });
  const second = await arrive(app.origin, { name: '乙', participation: 'phone' });
  const third = await arrive(app.origin, { name: '丙' });
  const placesOf = (desk: SocketClient, wanted: readonly (number | null)[]) =>
    desk.see('moderator', ({ rows }) =>
      [first, second, third].every(
        ({ ticketId }, index) => rows.find((row) => row.ticketId === ticketId)?.place === wanted[index],
      ),
    );
  const before = await ticketOf(third);
  await moderator.call('queue.move', { ...of(third), beforeTicketId: first.ticketId, reason: '年长' });
  await placesOf(other, [2, 3, 1]);
  await undo(moderator, third);
  expect(await ticketOf(third)).toMatchObject({ lane: before.lane, order: before.order, state: 'waiting' });
  await placesOf(other, [1, 2, 3]);

  await moderator.call('queue.refuse', { ...of(first), ...refusal });
  await seesUndo(other, first);
  await first.socket.see('ticket', ({ state }) => state === 'waiting');
  await expect(undo(other, first)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await undo(moderator, first);
  await placesOf(other, [1, 2, 3]);
  await expect(undo(moderator, first)).rejects.toMatchObject({ code: 'UNDO_CHANGED' });

  await moderator.call('queue.call', { ...of(second), reason: '电话' });
  const calling = await ticketOf(second);
  await moderator.call('queue.passOver', of(second));
  expect(await ticketOf(second)).toMatchObject({ state: 'waiting', passes: 1 });
  await undo(moderator, second);
  const { version: _version, ...again } = await ticketOf(second);
  expect({ ...again, version: calling.version }).toEqual(calling);
  await moderator.call('queue.reached', of(second));

  const { log } = await moderator.see('moderator', (view) => view.log[0]?.what === 'queue.reached');
  const undone = log.filter(({ what }) => what.startsWith('undo.'));
  expect(undone.map(({ what, who }) => [what, who])).toEqual([
    ['undo.passOver', '主持人 周敏'],
    ['undo.refuse', '主持人 周敏'],
    ['undo.move', '主持人 周敏'],
  ]);
  for (const one of [first, second, third]) {
    expect(await smsOf(one)).not.toEqual(expect.arrayContaining(['refused']));
    expect(await smsOf(one)).not.toEqual(expect.arrayContaining(['passedOver']));
    await one.socket.call('ticket.leave', { ticketId: one.ticketId });
  }
});

test('what another moderator did since is left alone; what nobody undoes is told after 6 s, page and SMS, and stands', async () => {
  const { moderator } = evening;
  const moved = await arrive(app.origin, { name: '丁' });
  const refused = await arrive(app.origin, { name: '戊' });
  await moderator.call('queue.refuse', { ...of(refused), ...refusal });
  await moderator.call('queue.move', { ...of(moved), beforeTicketId: null, reason: '自己要求' });
  await other.call('queue.call', { ...of(moved), reason: '年长' });
  await expect(undo(moderator, moved)).rejects.toMatchObject({ code: 'UNDO_CHANGED' });
  expect((await ticketOf(moved)).state).toBe('screening');

  expect(await smsOf(refused)).not.toContain('refused');
  expect((await refused.http.call('citizen.me', {})).tickets[0]?.state).toBe('waiting');
  await refused.socket.see('ticket', ({ state, ended }) => state === 'refused' && ended?.whereTo === '县人民法院');
  await until('the SMS', async () => (await smsOf(refused)).includes('refused'));
  expect((await smsOf(refused)).filter((template) => template === 'refused')).toHaveLength(1);
  await expect(undo(moderator, refused)).rejects.toMatchObject({ code: 'UNDO_TOO_LATE' });
  expect((await ticketOf(refused)).state).toBe('refused');
  await moved.socket.call('ticket.leave', { ticketId: moved.ticketId });
});

test('whoever was moved behind those that the desk is shown is shown as long as it can be undone', async () => {
  const { moderator } = evening;
  const ids = await fill(app.deps.store, 502, (each) => ({ number: each + 100, order: each + 100 }));
  const ofTicket = { sessionId: SESSION, ticketId: ids[0] ?? '' };
  await moderator.call('queue.move', { ...ofTicket, beforeTicketId: null, reason: '自己要求' });
  const { rows } = await moderator.see('moderator', (view) => view.rows.some((row) => row.undo !== null));
  expect(rows.find((row) => row.undo !== null)).toMatchObject({ ticketId: ofTicket.ticketId, place: 502 });
  await moderator.call('ticket.undo', ofTicket);
  await moderator.see('moderator', (view) =>
    view.rows.some(({ ticketId, place }) => ticketId === ofTicket.ticketId && place === 1),
  );
});

/** [T5] Words of the county's list are confirmed once more before anything with them may be public; who did is written down. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, joinInput, type SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { approval, connectAs, SESSION } from '../support/evening.ts';

let app: TestApp;
let office: HttpClient;
let desk: SocketClient;
beforeAll(async () => {
  app = await startTestApp();
  office = await signInStaff(app.origin, 'admin');
  desk = await connectAs(app.origin, 'moderator');
});
afterAll(stopApps);

const listed = async () => (await office.call('words.list', {})).words.map(({ word }) => word);
const ASK = { level: 'ask', reason: '骂人的话' } as const;

test('the office adds words one per line, each spelling once, and takes them off', async () => {
  expect(await office.call('words.add', { text: '骗子\n\n坏蛋\nBad', ...ASK })).toEqual({ added: 3, known: 0 });
  expect(await office.call('words.add', { text: '骗 子\nＢＡＤ\n黑心', ...ASK })).toEqual({ added: 1, known: 2 });
  expect((await listed()).sort()).toEqual(['Bad', '坏蛋', '骗子', '黑心']);
  await office.call('words.add', { text: '骗子', level: 'never', reason: '骂人' });
  expect((await office.call('words.list', {})).words).toContainEqual({ word: '骗子', level: 'never', reason: '骂人' });
  await office.call('words.add', { text: '骗子', ...ASK });
  await office.call('words.remove', { word: 'bad' });
  await expect(office.call('words.remove', { word: 'bad' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(office.call('words.add', { text: `好\n${'长'.repeat(21)}`, ...ASK })).rejects.toMatchObject({
    code: 'BAD_INPUT',
    details: { issues: [{ path: 'text', message: 'line 2' }] },
  });
  const tooMany = Array.from({ length: 3000 }, (_, at) => `w${at}`).join('\n');
  const [half, rest] = [tooMany.slice(0, 9000), tooMany.slice(9000)];
  await office.call('words.add', { text: half, ...ASK });
  await expect(office.call('words.add', { text: rest, ...ASK })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  for (const word of ['坏蛋', '骗子', '黑心']) expect(await listed()).toContain(word);
});

test('approving needs each word confirmed that stands in subject, public name or remark', async () => {
  const http = await signInPhone(app.origin);
  const input = joinInput(SESSION);
  const { ticketId } = await http.call('ticket.take', { ...input, more: '村里有黑 心商贩' });
  const asked = { ...approval(ticketId), subject: '骗。子骗了我' };
  const refused = { code: 'WORDS_FOUND', details: { words: expect.arrayContaining(['骗子', '黑心']) } };
  await expect(desk.call('ticket.approve', asked)).rejects.toMatchObject(refused);
  await expect(desk.call('ticket.approve', { ...asked, despite: ['骗子'] })).rejects.toMatchObject(refused);
  expect((await app.deps.store.read.ticket(ticketId))?.approval).toBeNull();

  // Never what would be public, however it is confirmed; in the remark, which nobody is shown, it asks as the others.
  await office.call('words.add', { text: '黑心', level: 'never', reason: '点名商家' });
  await office.call('words.add', { text: '全名', level: 'never', reason: '个人信息' });
  await expect(
    desk.call('ticket.approve', { ...asked, publicName: '全-名', despite: ['骗子', '黑心', '全名'] }),
  ).rejects.toMatchObject({ code: 'WORDS_NEVER', details: { words: ['全名'] } });
  await desk.call('ticket.approve', { ...asked, despite: ['骗子', '黑心'] });
  const ticket = await app.deps.store.read.ticket(ticketId);
  expect(ticket).toMatchObject({ subject: '骗。子骗了我', approval: { by: 'demo-moderator' } });
  const [entry] = await app.deps.store.read.auditOfSession(SESSION, 1);
  expect(entry).toMatchObject({ what: 'ticket.approveDespite', ticketId, byName: '主持人 周敏' });
  expect(entry?.why?.split(' / ').sort()).toEqual(['骗子', '黑心']);
});

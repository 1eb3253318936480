/** [Q8] Three of five come with the same trouble: how the desk sees and sorts them, and what it writes to them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { joinInput, SocketClient, signInPhone, signInStaff, smsOf } from '../support/clients.ts';
import { type Evening, SESSION, startEvening } from '../support/evening.ts';
import { caseIn } from '../support/records.ts';

let app: TestApp;
let evening: Evening;

beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
});
afterAll(stopApps);

async function comes(name: string, subject: string) {
  const http = await signInPhone(app.origin);
  const { ticketId } = await http.call('ticket.take', { ...joinInput(SESSION, name), subject });
  const socket = await SocketClient.connect(http, { as: 'citizen', sessionId: SESSION, ticketId });
  await socket.call('ticket.enter', { ticketId, participation: 'video' });
  return { ticketId, socket };
}

test('[Q8] proposed, confirmed, split, joined; told, told by SMS, read, offered to listen', async () => {
  const { moderator } = evening;
  const { store } = app.deps;
  const lamp = { subject: '石桥村路灯不亮', placeName: '青石镇 石桥村', personId: 'nobody', openedAt: 1 };
  await store.transaction(async (tx) => {
    const known = { id: 'cs-lamp', number: 'DL2026-900002', state: 'inProgress', mainUnitId: 'u-housing' } as const;
    await tx.insertCase(caseIn({ ...lamp, ...known }));
    // One that is kept from moderators is not proposed to them (K2).
    await tx.insertCase(caseIn({ ...lamp, id: 'cs-sealed', number: 'DL2026-900003', sealed: true }));
  });
  const a = await comes('赵一', '村口的路灯坏了三个月没人修');
  const b = await comes('钱二', '工地拖欠工资半年');
  const c = await comes('孙三', '路灯不亮，晚上走路害怕');
  const d = await comes('李四', '孩子学区划分不合理');
  const e = await comes('周五', '路灯坏了');
  const groupsSeen = async (wanted: readonly string[]) => {
    const view = await moderator.see('moderator', ({ rows }) => {
      const alike = rows.filter((row) => row.trouble !== null).map((row) => row.ticketId);
      return alike.toSorted().join() === wanted.toSorted().join();
    });
    return view.rows.flatMap((row) => row.trouble ?? []);
  };
  const ofTicket = (ticketId: string) => ({ sessionId: SESSION, ticketId });
  const lamps = [a.ticketId, c.ticketId, e.ticketId];
  expect(await groupsSeen(lamps)).toEqual(lamps.map(() => ({ groupId: a.ticketId, count: 3, said: false })));

  const desk = await signInStaff(app.origin, 'moderator');
  expect(await desk.call('trouble.show', ofTicket(a.ticketId))).toEqual({
    cases: [
      {
        id: 'cs-lamp',
        number: 'DL2026-900002',
        subject: '石桥村路灯不亮',
        place: '青石镇 石桥村',
        state: 'inProgress',
        unitName: expect.any(String),
      },
    ],
  });
  expect(await desk.call('trouble.show', ofTicket(d.ticketId))).toEqual({ cases: [] });

  const { groupId } = await moderator.call('trouble.join', { sessionId: SESSION, ticketIds: lamps });
  await moderator.see('moderator', ({ rows }) => rows.filter((row) => row.trouble?.said).length === 3);
  await moderator.call('trouble.split', ofTicket(e.ticketId));
  await groupsSeen([a.ticketId, c.ticketId]);
  const again = await moderator.call('trouble.join', { sessionId: SESSION, ticketIds: [a.ticketId, d.ticketId] });
  expect(again.groupId).toBe(groupId);
  await groupsSeen([a.ticketId, c.ticketId, d.ticketId]);
  const log = (await store.read.auditOfSession(SESSION, 50)).map(({ what }) => what);
  expect(log.filter((what) => what.startsWith('trouble.'))).toEqual(['trouble.join', 'trouble.split', 'trouble.join']);
  const elsewhere = moderator.call('trouble.join', { sessionId: SESSION, ticketIds: [a.ticketId, 'nobody'] });
  await expect(elsewhere).rejects.toMatchObject({ code: 'NOT_FOUND' });

  // To the group; one page is closed.
  c.socket.close();
  await moderator.see('moderator', ({ rows }) => rows.some((row) => row.presence === 'lost'));
  const ticketIds = [a.ticketId, c.ticketId, d.ticketId];
  const toGroup = { sessionId: SESSION, ticketId: null, ticketIds, text: '请一起等候', alsoSms: true };
  expect(await moderator.call('message.send', toGroup)).toEqual({ to: 3, here: 2, sms: 1 });
  expect(await smsOf(app.origin, 'deskMessage')).toEqual([expect.stringContaining('3 号，现场通知：请一起等候')]);
  const seen = await a.socket.see('ticket', ({ messages }) => messages.length === 1);
  expect(b.socket.view('ticket')?.messages).toEqual([]);
  await a.socket.call('ticket.readMessages', { ticketId: a.ticketId, upTo: seen.messages[0]?.at ?? 0 });
  await a.socket.see('ticket', ({ messagesReadAt }) => messagesReadAt === seen.messages[0]?.at);
  const listed = await desk.call('message.list', { sessionId: SESSION });
  expect(listed.messages).toMatchObject([{ numbers: [1, 3, 4], to: 3, here: 2, sms: 1, read: 1, listen: false }]);

  // To everybody, twice: the first stays until it is read.
  for (const text of ['稍有延后', '马上开始'])
    await moderator.call('message.send', { sessionId: SESSION, ticketId: null, text });
  await b.socket.see('waiting', ({ notice }) => notice?.text === '马上开始');
  await b.socket.see('ticket', ({ messages }) => messages.map(({ text }) => text).join() === '稍有延后');
  await b.socket.call('ticket.readMessages', { ticketId: b.ticketId, upTo: Date.now() });
  await b.socket.see('ticket', ({ messages }) => messages.length === 0);

  // The answer to listen to; what is not public cannot be listened to.
  const offer = { ...toGroup, ticketIds: [d.ticketId], text: '请听答复', alsoSms: false, listen: true };
  await moderator.call('message.send', offer);
  await d.socket.see('ticket', ({ messages }) => messages.at(-1)?.listen === true);
  await d.socket.call('ticket.leave', { ticketId: d.ticketId });
  await expect(moderator.call('message.send', offer)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const session = await store.read.session(SESSION);
  await store.transaction((tx) => tx.saveSession({ ...session!, public: false }));
  const toA = moderator.call('message.send', { ...offer, ticketIds: [a.ticketId] });
  await expect(toA).rejects.toMatchObject({ code: 'WRONG_STATE', details: { public: false } });
});

/** [K7] The log of an evening: in order, in words that were typed, names and no numbers (T5); each download is in it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, signInPhone, signInStaff } from '../support/clients.ts';
import { arrive, type Evening, endCall, putThrough, SESSION, startEvening } from '../support/evening.ts';

let app: TestApp;
let evening: Evening;
let supervisor: HttpClient;

beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
  supervisor = await signInStaff(app.origin, 'supervisor');
});
afterAll(stopApps);

test('tells what happened in order, page after page; who may, sees names and no telephone numbers', async () => {
  const first = await arrive(app.origin, { name: '李秀英' });
  const { moderator } = evening;
  const ofTicket = { sessionId: SESSION, ticketId: first.ticketId };
  await moderator.call('queue.move', { ...ofTicket, beforeTicketId: null, reason: '本人要求' });
  await moderator.call('ticket.undo', ofTicket);
  await moderator.call('message.send', { ...ofTicket, text: '请把灯打开' });
  await moderator.call('ticket.revealPhone', ofTicket);
  await endCall(evening, await putThrough(evening, first));

  const { entries, more, session } = await supervisor.call('log.show', { sessionId: SESSION, after: '0' });
  expect([more, session.title]).toEqual([false, '干群直通车（演示）']);
  const its = entries.filter(({ number }) => number === first.number);
  const inOrder = ['ticket.take', 'ticket.enter', 'queue.move', 'undo.move', 'message.send', 'ticket.revealPhone'];
  expect(its.map(({ what }) => what).slice(0, 6)).toEqual(inOrder);
  expect(its.map(({ what }) => what)).toEqual(expect.arrayContaining(['queue.call', 'call.putThrough', 'call.end']));
  expect(its[2]).toMatchObject({ who: '主持人 周敏', name: '李秀英', why: '本人要求' });
  expect(its[4]).toMatchObject({ why: '请把灯打开' });
  expect(its.find(({ what }) => what === 'call.end')?.details).toMatchObject({ outcome: 'answered' });
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map(({ seq }) => seq).toSorted((a, b) => a - b));
  expect(JSON.stringify(entries.map(({ at: _at, ...entry }) => entry))).not.toMatch(/1[3-9]\d{9}/);

  const after = String(its[3]?.seq);
  const { entries: rest } = await supervisor.call('log.show', { sessionId: SESSION, after });
  expect(rest[0]).toEqual(its[4]);
});

const filter = { kinds: ['queue' as const], who: '主持人 周敏', text: '本人' };

test('each download is in the log, with who took it and what it was filtered by; a look is not', async () => {
  const before = await supervisor.call('log.show', { sessionId: SESSION, after: '0' });
  const file = await supervisor.call('log.download', { sessionId: SESSION, filter });
  expect(file.entries.slice(0, -1)).toEqual(before.entries);
  expect(file.entries.at(-1)).toMatchObject({
    what: 'log.download',
    who: '督办员 赵强',
    details: { filter },
  });
});

test('[T1] nobody else reads it', async () => {
  const others = [await signInPhone(app.origin), await signInStaff(app.origin, 'aide')];
  for (const name of ['leader', 'caseworker', 'officer']) others.push(await signInStaff(app.origin, name));
  for (const http of others)
    for (const ask of [
      http.call('log.show', { sessionId: SESSION, after: '0' }),
      http.call('log.download', { sessionId: SESSION, filter }),
    ])
      await expect(ask).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

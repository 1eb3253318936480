/** What follows from a call that fails and from the end of an evening: for tickets, media, SMS and the citizen's page. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { joinInput, SocketClient, signInPhone, signInStaff, smsOf } from '../support/clients.ts';
import { approval, arrive, deck, type Evening, putThrough, SEAT, SESSION, startEvening } from '../support/evening.ts';
import { sessionIn } from '../support/records.ts';

const MINUTE_MS = 60_000;
let app: TestApp;
let aheadMs = 0;

beforeAll(async () => {
  app = await startTestApp({ clock: () => Date.now() + aheadMs });
});
afterAll(stopApps);

const sms = (template: string) => smsOf(app.origin, template);

describe('[C3] a call that fails', () => {
  let evening: Evening;
  beforeAll(async () => {
    evening = await startEvening(app.origin);
  });

  test('is told by SMS and on the page, without the words of the desk', async () => {
    const resident = await arrive(app.origin, { name: '断线' });
    const callId = await putThrough(evening, resident);
    const ending = { outcome: 'failed', note: '', whereTo: '对方手机没电', unitId: null } as const;
    await evening.moderator.call('call.end', { sessionId: SESSION, callId, ...ending });
    const view = await resident.socket.see('ticket', ({ lane }) => lane === 'head');
    expect(view).toMatchObject({ state: 'waiting', lastFailure: 'technical', returnedAt: null, sessionState: 'live' });
    expect(JSON.stringify(view)).not.toContain('没电');
    const texts = await sms('callFailed');
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain(`${resident.number} 号`);
    expect(await sms('callEnded')).toEqual([]);
    // The next call of the same person says nothing of the failure any more.
    await deck(evening, resident);
    expect(await resident.socket.see('ticket', ({ state }) => state === 'onDeck')).toMatchObject({ lastFailure: null });
    await resident.socket.call('ticket.leave', { ticketId: resident.ticketId });
  });

  test('a return by the desk shows on the page, its reason does not', async () => {
    const resident = await arrive(app.origin, { name: '退回' });
    const { ticketId } = resident;
    await deck(evening, resident);
    await evening.moderator.call('queue.return', { sessionId: SESSION, ticketId, reason: '先解决画面' });
    const view = await resident.socket.see('ticket', ({ returnedAt }) => returnedAt !== null);
    expect(view.state).toBe('waiting');
    expect(view.returnedAt).toBeGreaterThan(Date.now() - MINUTE_MS);
    expect(view.lastFailure).toBeNull();
    expect(JSON.stringify(view)).not.toContain('画面');
    const [entry] = await app.deps.store.read.auditOfSession(SESSION, 1);
    expect(entry).toMatchObject({ what: 'queue.return', why: '先解决画面', ticketId });
    await resident.socket.call('ticket.leave', { ticketId });
  });
});

describe('[S3] [S4] the end of an evening', () => {
  async function shortEvening() {
    const session = sessionIn('scheduled');
    await app.deps.store.transaction((tx) => tx.saveSession(session));
    const sessionId = session.id;
    const desk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), { as: 'moderator', sessionId });
    await desk.call('session.openLobby', { sessionId });
    await desk.call('session.start', { sessionId });
    const join = async (name: string, participation: 'video' | 'phone' = 'video') => {
      const http = await signInPhone(app.origin);
      const { ticketId, number } = await http.call('ticket.take', joinInput(sessionId, name));
      const page = await SocketClient.connect(http, { as: 'citizen', sessionId, ticketId });
      await page.call('ticket.enter', { ticketId, participation });
      return { ticketId, number, page };
    };
    const call = async (one: { ticketId: string; page: SocketClient }) => {
      const ticket = { sessionId, ticketId: one.ticketId };
      await desk.call('queue.call', { ...ticket, reason: '试线' });
      await one.page.call('ticket.answer', { ticketId: one.ticketId });
      await desk.call('ticket.approve', { ...approval(one.ticketId), sessionId });
    };
    return { sessionId, desk, join, call };
  }

  test('takes everybody off green room and deck, tells each who waits once, and shows on their pages', async () => {
    const { sessionId, desk, join, call } = await shortEvening();
    const [waiting, away, called, ready, gone] = [
      await join('等候'),
      await join('暂离'),
      await join('核对'),
      await join('候场'),
      await join('走了'),
    ];
    await away.page.call('ticket.stepAway', { ticketId: away.ticketId });
    await gone.page.call('ticket.leave', { ticketId: gone.ticketId });
    await call(called);
    await call(ready);
    await desk.call('ticket.toDeck', { sessionId, ticketId: ready.ticketId, seatId: SEAT });
    const before = (await sms('sessionOver')).length;
    await desk.call('session.end', { sessionId });

    for (const { page } of [waiting, called, ready])
      await page.see('ticket', (view) => view.sessionState === 'ended' && view.state === 'waiting');
    await away.page.see('ticket', (view) => view.sessionState === 'ended' && view.state === 'away');
    await gone.page.see('ticket', (view) => view.sessionState === 'ended' && view.state === 'left');
    const texts = (await sms('sessionOver')).slice(0, -before || undefined);
    const numbers = [waiting, away, called, ready].map(({ number }) => number);
    expect(texts.map((text) => Number(/(\d+) 号/.exec(text)?.[1])).sort()).toEqual(numbers.sort());
    for (const one of [waiting, away, called, ready, gone]) one.page.close();
    desk.close();
  });

  test('overtime that runs out ends the call, and its citizen hears that tonight is over, not to wait', async () => {
    const { sessionId, desk, join } = await shortEvening();
    const last = await join('最后', 'phone');
    const other = await join('没轮到');
    await desk.call('ticket.approve', { ...approval(last.ticketId), sessionId });
    await desk.call('call.byPhone', { sessionId, ticketId: last.ticketId, seatId: SEAT });
    const failed = (await sms('callFailed')).length;
    const overtime = sessionIn('live').overtimeMs;
    aheadMs = 2_000 - overtime;
    await desk.call('session.end', { sessionId });
    aheadMs = 0;
    await last.page.see('ticket', ({ state, sessionState }) => state === 'waiting' && sessionState === 'ended');
    expect(await last.page.see('ticket', () => true)).toMatchObject({ lastFailure: 'overtime' });
    await other.page.see('ticket', ({ sessionState }) => sessionState === 'ended');
    expect((await sms('callUnfinished'))[0]).toContain(`${last.number} 号`);
    expect((await sms('sessionOver'))[0]).toContain(`${other.number} 号`);
    expect(await sms('callFailed')).toHaveLength(failed);
    const entries = await app.deps.store.read.auditOfSession(sessionId, 50);
    expect(entries.filter((entry) => entry.what === 'call.end')).toHaveLength(1);
    expect(await app.deps.store.read.session(sessionId)).toMatchObject({ state: 'ended', finishedCalls: 1 });
    for (const page of [last.page, other.page, desk]) page.close();
  });
});

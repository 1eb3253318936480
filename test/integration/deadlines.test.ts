/** What happens by itself: who does not answer, the closing time, an evening without a moderator, a lost page. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, joinInput, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import {
  approval,
  arrive,
  connectAs,
  deck,
  type Evening,
  endCall,
  putThrough,
  SEAT,
  SESSION,
  screenIn,
  startEvening,
} from '../support/evening.ts';
import { sessionIn } from '../support/records.ts';
import { until } from '../support/until.ts';

const SECOND_MS = 1000;
let app: TestApp;
let evening: Evening;
/** The server's clock is so far ahead of the database's, by which jobs are due. */
let aheadMs = 0;

beforeAll(async () => {
  app = await startTestApp({ clock: () => Date.now() + aheadMs });
  evening = await startEvening(app.origin);
});
afterAll(stopApps);
beforeEach(() => {
  aheadMs = 0;
});

/** Deadlines that are set within are due two seconds from now. */
async function soon<Result>(windowMs: number, work: () => Promise<Result>): Promise<Result> {
  aheadMs = 2 * SECOND_MS - windowMs;
  try {
    return await work();
  } finally {
    aheadMs = 0;
  }
}
const read = () => app.deps.store.read;
const ticketOf = async (ticketId: string) => (await read().ticket(ticketId)) ?? expect.fail('no ticket');

describe('[Q4] who is called and does not answer', () => {
  test('is passed over after 60 s, told, and keeps the place', async () => {
    const resident = await arrive(app.origin, { name: '不在' });
    const later = await arrive(app.origin, { name: '后来' });
    await soon(60 * SECOND_MS, () => screenIn(evening, resident, false));
    await resident.socket.see('ticket', (view) => view.state === 'screening');
    await resident.socket.see('ticket', (view) => view.state === 'waiting' && view.passes === 1);
    const view = await evening.moderator.see('moderator', ({ rows }) =>
      rows.some((row) => row.ticketId === resident.ticketId && row.place === 1),
    );
    expect(view.rows.find((row) => row.ticketId === later.ticketId)?.place).toBe(2);
    expect(view.log[0]).toMatchObject({ what: 'queue.passOver', who: 'system' });
    const { messages } = await new HttpClient(app.origin).call('demo.outbox', {});
    expect(
      messages.some((message) => message.template === 'passedOver' && message.text.includes(String(resident.number))),
    ).toBe(true);
    // Page and desk say that the place alone does not decide this once.
    await resident.socket.see('ticket', ({ setBack }) => setBack);
    expect(view.rows.find((row) => row.ticketId === resident.ticketId)?.setBack).toBe(true);
    // The next call goes to the one after, and the pass counts once until a call was finished.
    expect(await evening.moderator.call('queue.callNext', { sessionId: SESSION })).toEqual({
      ticketId: later.ticketId,
    });
    await later.socket.call('ticket.answer', { ticketId: later.ticketId });
    for (const one of [later, resident]) await one.socket.call('ticket.leave', { ticketId: one.ticketId });
  });

  test('who answered in time is not, and a desk cannot pass over before the time', async () => {
    const [answering, waiting] = [
      await arrive(app.origin, { name: '应答' }),
      await arrive(app.origin, { name: '未答' }),
    ];
    const passOver = (ticketId: string) => evening.moderator.call('queue.passOver', { sessionId: SESSION, ticketId });
    await soon(60 * SECOND_MS, () => screenIn(evening, answering));
    await answering.socket.call('session.beat', {});
    await soon(60 * SECOND_MS, () => screenIn(evening, waiting, false));
    await expect(passOver(answering.ticketId)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(passOver(waiting.ticketId)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await waiting.socket.see('ticket', (view) => view.state === 'waiting');
    // Both jobs were due by now; the answered one stays.
    expect(await ticketOf(answering.ticketId)).toMatchObject({ state: 'screening', passes: 0 });
    for (const one of [answering, waiting]) await one.socket.call('ticket.leave', { ticketId: one.ticketId });
  });

  test('the third pass, at most one per finished call, makes a no-show, who may come back as a walk-in', async () => {
    const absent = await arrive(app.origin, { name: '三次' });
    const { ticketId } = absent;
    const pass = async () => {
      aheadMs = 0;
      await screenIn(evening, absent, false);
      aheadMs = 61 * SECOND_MS;
      await evening.moderator.call('queue.passOver', { sessionId: SESSION, ticketId });
      aheadMs = 0;
    };
    const heard = async (name: string) =>
      endCall(evening, await putThrough(evening, await arrive(app.origin, { name })));
    await pass();
    await pass();
    expect(await ticketOf(ticketId)).toMatchObject({ state: 'waiting', passes: 1 });
    await heard('一');
    await pass();
    expect(await ticketOf(ticketId)).toMatchObject({ state: 'waiting', passes: 2 });
    await heard('二');
    await pass();
    await absent.socket.see('ticket', (view) => view.state === 'noShow');
    // [Q7] A number that was taken since is theirs; the old one comes back only without it.
    const { ticketId: taken } = await absent.http.call('ticket.take', joinInput(SESSION, '三次'));
    for (const again of [
      () => absent.socket.call('ticket.comeBack', { ticketId }),
      () => evening.moderator.call('ticket.rang', { sessionId: SESSION, ticketId, result: 'byPhone' }),
    ])
      await expect(again()).rejects.toMatchObject({ code: 'ALREADY_IN_QUEUE', details: { ticketId: taken } });
    const page = await SocketClient.connect(absent.http, { as: 'citizen', sessionId: SESSION, ticketId: taken });
    await page.call('ticket.leave', { ticketId: taken });
    page.close();
    const behind = await arrive(app.origin, { name: '在后' });
    await absent.socket.call('ticket.comeBack', { ticketId });
    expect(await ticketOf(ticketId)).toMatchObject({ state: 'waiting', lane: 'walkIn', passes: 0 });
    const view = await evening.moderator.see('moderator', ({ rows }) =>
      rows.some((row) => row.ticketId === ticketId && row.place !== null),
    );
    const placeOf = (id: string) => view.rows.find((row) => row.ticketId === id)?.place ?? 0;
    expect(placeOf(ticketId)).toBeGreaterThan(placeOf(behind.ticketId));
    for (const one of [absent, behind]) await one.socket.call('ticket.leave', { ticketId: one.ticketId });
  });
});

describe('[S3] the closing time', () => {
  /** Another evening, which closes two seconds after its lobby opened. */
  async function shortEvening(inMs: number) {
    const session = sessionIn('scheduled', { endsAt: Date.now() + inMs });
    await app.deps.store.transaction((tx) => tx.saveSession(session));
    const sessionId = session.id;
    const desk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), { as: 'moderator', sessionId });
    await desk.call('session.openLobby', { sessionId });
    await desk.call('session.start', { sessionId });
    return { sessionId, desk };
  }

  test('ends an evening without a call by itself', async () => {
    const { sessionId, desk } = await shortEvening(4 * SECOND_MS);
    await desk.see('moderator', (view) => view.session.state === 'ended');
    await expect(desk.call('queue.callNext', { sessionId })).rejects.toMatchObject({ code: 'WRONG_STATE' });
    const entries = await read().auditOfSession(sessionId, 50);
    expect(entries.filter((entry) => entry.what === 'session.ended')).toMatchObject([{ byPersonId: 'system' }]);
    desk.close();
  });

  test('leaves the call on air its overtime; no new one starts; then that ends too', async () => {
    const { sessionId, desk } = await shortEvening(20 * SECOND_MS);
    const http = await signInPhone(app.origin);
    const { ticketId } = await http.call('ticket.take', joinInput(sessionId, '最后一位'));
    const page = await SocketClient.connect(http, { as: 'citizen', sessionId, ticketId });
    const other = await signInPhone(app.origin);
    const tooLate = await other.call('ticket.take', joinInput(sessionId, '没轮到'));
    const otherPage = await SocketClient.connect(other, { as: 'citizen', sessionId, ticketId: tooLate.ticketId });
    await otherPage.call('ticket.enter', { ticketId: tooLate.ticketId, participation: 'video' });
    await page.call('ticket.enter', { ticketId, participation: 'phone' });
    await desk.call('ticket.approve', { ...approval(ticketId), sessionId });
    const { callId } = await desk.call('call.byPhone', { sessionId, ticketId, seatId: SEAT });
    // The closing time comes while the overtime is about to run out as well.
    await soon(300 * SECOND_MS, () => desk.call('session.end', { sessionId }));
    await desk.see('moderator', (view) => view.session.state === 'closing');
    await expect(desk.call('queue.callNext', { sessionId })).rejects.toMatchObject({ code: 'CLOSING_TIME' });
    await expect(
      desk.call('call.byPhone', { sessionId, ticketId: tooLate.ticketId, seatId: SEAT }),
    ).rejects.toMatchObject({ code: 'CLOSING_TIME' });
    await expect(
      signInPhone(app.origin).then((late) => late.call('ticket.take', joinInput(sessionId))),
    ).rejects.toMatchObject({ code: 'LOBBY_CLOSED' });
    await desk.see('moderator', (view) => view.session.state === 'ended' && view.calls.length === 0);
    expect(await read().call(callId)).toMatchObject({ state: 'ended', outcome: 'failed', whereTo: 'overtime' });
    for (const socket of [page, otherPage, desk]) socket.close();
  });

  test('asked of a session by the clock, when it has come', async () => {
    const [calm] = [await arrive(app.origin, { name: '钟点' })];
    await deck(evening, calm);
    const session = (await read().session(SESSION)) ?? expect.fail('no session');
    aheadMs = session.endsAt - Date.now() + SECOND_MS;
    const putting = evening.moderator.call('call.putThrough', { sessionId: SESSION, ticketId: calm.ticketId });
    await expect(putting).rejects.toMatchObject({ code: 'CLOSING_TIME' });
    aheadMs = 0;
    await calm.socket.call('ticket.leave', { ticketId: calm.ticketId });
  });
});

describe('[C6] without a moderator', () => {
  test('ten seconds cut the programme, once, and a desk has to restore it', async () => {
    const audience = await SocketClient.connect(new HttpClient(app.origin), { as: 'audience', sessionId: SESSION });
    const callId = await putThrough(evening, await arrive(app.origin, { name: '在播' }));
    await audience.see('programme', (view) => view.programme.state === 'stage');
    const second = await connectAs(app.origin, 'moderator');
    evening.moderator.close();
    await until('one desk less', () => app.realtime.counts().byRole.moderator === 1);
    for (aheadMs = 0; aheadMs < 30 * SECOND_MS; aheadMs += 3 * SECOND_MS) await second.call('session.beat', {});
    // Somebody still moderates; the aide's note makes the views go round once more.
    await evening.aide.call('call.note', { sessionId: SESSION, callId, note: '一人在' });
    await evening.aide.see('aide', (view) => view.calls[0]?.note === '一人在' && view.programme.state === 'stage');
    second.close();
    await until('no desk', () => app.realtime.counts().byRole.moderator === undefined);
    aheadMs += 10 * SECOND_MS;
    const view = await audience.see('programme', ({ programme }) => programme.state === 'cut');
    expect(JSON.stringify(view)).not.toContain('石桥村');
    const cuts = (await read().auditOfSession(SESSION, 200)).filter((entry) => entry.what === 'programme.cut');
    expect(cuts).toMatchObject([{ byPersonId: 'system' }]);
    const moderator = await connectAs(app.origin, 'moderator');
    expect((await moderator.see('moderator', () => true)).programme.state).toBe('cut');
    await moderator.call('programme.restore', { sessionId: SESSION });
    await audience.see('programme', ({ programme }) => programme.state === 'stage');
    evening = { ...evening, moderator };
    await endCall(evening, callId);
    await audience.see('programme', ({ programme }) => programme.state === 'slate');
    audience.close();
  });
});

describe('[C3] a page that is gone', () => {
  test('from the deck for 60 s goes back to its place; from the stage, to the head with the reason', async () => {
    const first = await arrive(app.origin, { name: '台上' });
    const callId = await putThrough(evening, first);
    const second = await arrive(app.origin, { name: '候场' });
    await deck(evening, second);
    first.socket.close();
    second.socket.close();
    await evening.moderator.see('moderator', ({ rows }) => rows.filter((row) => row.presence === 'lost').length >= 2);
    aheadMs = 61 * SECOND_MS;
    const view = await evening.moderator.see('moderator', ({ rows }) =>
      [first, second].every(({ ticketId }) => rows.some((row) => row.ticketId === ticketId && row.state === 'waiting')),
    );
    const rowOf = (ticketId: string) => view.rows.find((row) => row.ticketId === ticketId);
    expect(rowOf(first.ticketId)).toMatchObject({ lane: 'head', place: 1, lastFailure: 'connectionLost' });
    expect(rowOf(second.ticketId)).toMatchObject({ lane: 'walkIn', lastFailure: null });
    expect(await read().call(callId)).toMatchObject({ state: 'ended', outcome: 'failed', whereTo: 'connectionLost' });
  });
});

/** The main job over real sockets, the real database and real workers; pictures are checked in the browser tests. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, joinInput, newPhone, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { until } from '../support/until.ts';

const SESSION = 'demo';
let app: TestApp;
let moderator: SocketClient;
let aide: SocketClient;
let screen: SocketClient;

beforeAll(async () => {
  app = await startTestApp();
  moderator = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), {
    as: 'moderator',
    sessionId: SESSION,
  });
  await moderator.call('session.start', { sessionId: SESSION });
  const aideHttp = await signInStaff(app.origin, 'aide');
  aide = await SocketClient.connect(aideHttp, { as: 'aide', sessionId: SESSION });
  screen = await SocketClient.connect(aideHttp, { as: 'official', sessionId: SESSION, seatId: null });
});
afterAll(stopApps);

async function citizenWithNumber(
  name: string,
): Promise<{ http: HttpClient; socket: SocketClient; ticketId: string; number: number }> {
  const http = await signInPhone(app.origin);
  const { ticketId, number } = await http.call('ticket.take', joinInput(SESSION, name));
  const socket = await SocketClient.connect(http, { as: 'citizen', sessionId: SESSION, ticketId });
  await socket.call('ticket.enter', { ticketId, participation: 'video' });
  return { http, socket, ticketId, number };
}

const approval = (ticketId: string) => ({
  sessionId: SESSION,
  ticketId,
  subject: '石桥村路灯维修',
  publicName: '石桥村李女士',
  categoryCode: 'C0101',
});

describe('from a number to a case', () => {
  test('[C1] [C5] [C8] [K1] a resident takes a number, is screened, put through, promised something, and has a case', async () => {
    const resident = await citizenWithNumber('李秀英');
    const { ticketId } = resident;
    await resident.socket.see('ticket', (view) => view.state === 'waiting' && view.entered);
    await resident.socket.see('waiting', (view) => view.digest.lanes.walkIn.runs.length > 0);
    await moderator.see('moderator', (view) =>
      view.rows.some((row) => row.ticketId === ticketId && row.presence === 'here'),
    );

    expect(await moderator.call('queue.callNext', { sessionId: SESSION })).toEqual({ ticketId });
    await resident.socket.see('ticket', (view) => view.state === 'screening' && view.called?.answered === false);
    await expect(moderator.call('ticket.toDeck', { sessionId: SESSION, ticketId, seatId: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await resident.socket.call('ticket.answer', { ticketId });

    const seatId = moderator.view('moderator')?.seats[0]?.id ?? '';
    await expect(moderator.call('ticket.toDeck', { sessionId: SESSION, ticketId, seatId })).rejects.toMatchObject({
      code: 'NOT_APPROVED',
    });
    await moderator.call('ticket.approve', approval(ticketId));
    await moderator.call('ticket.toDeck', { sessionId: SESSION, ticketId, seatId });
    await screen.see('screen', (view) => view.next?.subject === '石桥村路灯维修');

    const { callId } = await moderator.call('call.putThrough', { sessionId: SESSION, ticketId });
    await resident.socket.see('ticket', (view) => view.state === 'live' && view.call?.onAir === true);
    await screen.see('screen', (view) => view.now?.publicName === '石桥村李女士');
    const onAir = await aide.see('aide', (view) => view.calls.length === 1);
    expect(onAir.calls[0]?.matter).toMatchObject({ name: '李秀英', cases: [], joined: false });

    const { units } = await (await signInStaff(app.origin, 'aide')).call('units.list', {});
    const dueOn = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
    const promise = {
      sessionId: SESSION,
      callId,
      caseId: null,
      wording: '十日内修好石桥村路灯',
      unitId: units[0]?.id ?? '',
      dueOn,
      confirmed: false,
    };
    const { promiseId } = await aide.call('promise.record', promise);
    const ending = {
      sessionId: SESSION,
      callId,
      outcome: 'promised',
      note: '县长当场答应',
      whereTo: null,
      unitId: null,
    } as const;
    await expect(aide.call('call.end', ending)).rejects.toMatchObject({ code: 'OUTCOME_MISSING' });
    const ofPromise = { sessionId: SESSION, callId, promiseId };
    // [C8] While the citizen is there they hear it first.
    await expect(aide.call('promise.confirm', ofPromise)).rejects.toMatchObject({ details: { needs: 'readBack' } });
    await aide.call('promise.readBack', ofPromise);
    await aide.call('promise.confirm', ofPromise);
    await aide.call('call.end', ending);

    const after = await resident.socket.see('ticket', (view) => view.state === 'done' && view.ended !== null);
    expect(after.ended?.promises).toEqual([{ wording: '十日内修好石桥村路灯', unitName: units[0]?.name, dueOn }]);
    const number = after.ended?.cases[0]?.number ?? '';
    const supervisor = await signInStaff(app.origin, 'supervisor');
    const record = await supervisor.call('case.show', { number });
    expect(record.case).toMatchObject({ state: 'dispatched', subject: '石桥村路灯维修', personName: '李秀英' });
    expect(record.calls).toMatchObject([{ outcome: 'promised', note: '县长当场答应', participation: 'video' }]);
    expect(record.timeline.map((entry) => entry.what)).toEqual(
      expect.arrayContaining(['case.open', 'call.putThrough', 'promise.record', 'promise.confirm', 'call.end']),
    );
    const receipt = await resident.http.call('receipt.show', { token: after.ended?.receiptToken ?? '' });
    expect(receipt.cases).toMatchObject([{ number, state: 'dispatched', promises: [{ dueOn }] }]);
    expect(JSON.stringify(receipt)).not.toContain('李秀英');
  });

  test('[Q1] a page that goes away and comes back finds its ticket as it is', async () => {
    const resident = await citizenWithNumber('王大山');
    await resident.socket.call('ticket.stepAway', { ticketId: resident.ticketId });
    resident.socket.close();
    await moderator.see('moderator', (view) =>
      view.rows.some((row) => row.ticketId === resident.ticketId && row.presence === 'lost' && row.state === 'away'),
    );
    const again = await SocketClient.connect(resident.http, {
      as: 'citizen',
      sessionId: SESSION,
      ticketId: resident.ticketId,
    });
    expect((await again.see('ticket', () => true)).state).toBe('away');
    await again.call('ticket.comeBack', { ticketId: resident.ticketId });
    await again.call('ticket.leave', { ticketId: resident.ticketId });
  });

  test('a second page of the same ticket takes over and the first is told', async () => {
    const resident = await citizenWithNumber('赵小云');
    const second = await SocketClient.connect(resident.http, {
      as: 'citizen',
      sessionId: SESSION,
      ticketId: resident.ticketId,
    });
    await second.see('ticket', () => true);
    await until('the first page being told', () =>
      resident.socket.notices.some((notice) => notice.notice === 'superseded'),
    );
    await second.call('ticket.leave', { ticketId: resident.ticketId });
  });

  test('[Q6] [T1] moving and refusing need a reason, are written down, and are the moderator’s alone', async () => {
    const first = await citizenWithNumber('甲');
    const second = await citizenWithNumber('乙');
    const move = { sessionId: SESSION, ticketId: second.ticketId, beforeTicketId: first.ticketId };
    await expect(moderator.call('queue.move', { ...move, reason: '  ' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(aide.call('queue.move', { ...move, reason: '老人' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(first.socket.call('queue.move', { ...move, reason: '我急' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await moderator.call('queue.move', { ...move, reason: '年长，身体不适' });
    const view = await moderator.see('moderator', ({ rows }) => {
      const place = (id: string) => rows.find((row) => row.ticketId === id)?.place ?? 0;
      return place(second.ticketId) > 0 && place(second.ticketId) < place(first.ticketId);
    });
    expect(view.log[0]).toMatchObject({ what: 'queue.move', why: '年长，身体不适' });
    await moderator.call('queue.refuse', {
      sessionId: SESSION,
      ticketId: first.ticketId,
      reason: '已进入诉讼',
      whereTo: '县人民法院',
    });
    await first.socket.see('ticket', (ticket) => ticket.ended?.whereTo === '县人民法院');
    await second.socket.call('ticket.leave', { ticketId: second.ticketId });
  });

  test('by telephone: the number is shown on request, that is written down, and the same outcome is asked', async () => {
    const phone = newPhone();
    const http = await signInPhone(app.origin, phone);
    const { ticketId } = await http.call('ticket.take', joinInput(SESSION, '孙老汉'));
    const resident = await SocketClient.connect(http, { as: 'citizen', sessionId: SESSION, ticketId });
    await resident.call('ticket.enter', { ticketId, participation: 'phone' });
    expect(await moderator.call('ticket.revealPhone', { sessionId: SESSION, ticketId })).toEqual({ phone });
    await moderator.see('moderator', (view) => view.log.some((entry) => entry.what === 'ticket.revealPhone'));
    await moderator.call('ticket.approve', approval(ticketId));
    const seatId = moderator.view('moderator')?.seats[0]?.id ?? '';
    const { callId } = await moderator.call('call.byPhone', { sessionId: SESSION, ticketId, seatId });
    await screen.see('screen', (view) => view.now?.participation === 'phone');
    const ending = {
      sessionId: SESSION,
      callId,
      outcome: 'outOfScope',
      note: '',
      whereTo: null,
      unitId: null,
    } as const;
    await expect(moderator.call('call.end', ending)).rejects.toMatchObject({ code: 'OUTCOME_MISSING' });
    await moderator.call('call.end', { ...ending, whereTo: '县自然资源局窗口' });
    await resident.see('ticket', (view) => view.ended?.whereTo === '县自然资源局窗口');
  });

  test('[C3] a call that failed technically puts the ticket back at the head with the reason', async () => {
    const other = await citizenWithNumber('先来的人');
    const resident = await citizenWithNumber('断线的人');
    await moderator.call('queue.call', { sessionId: SESSION, ticketId: resident.ticketId, reason: '测试线路' });
    await resident.socket.call('ticket.answer', { ticketId: resident.ticketId });
    await moderator.call('ticket.approve', approval(resident.ticketId));
    const seatId = moderator.view('moderator')?.seats[0]?.id ?? '';
    await moderator.call('ticket.toDeck', { sessionId: SESSION, ticketId: resident.ticketId, seatId });
    const { callId } = await moderator.call('call.putThrough', { sessionId: SESSION, ticketId: resident.ticketId });
    await moderator.call('call.end', {
      sessionId: SESSION,
      callId,
      outcome: 'failed',
      note: '',
      whereTo: '没有声音',
      unitId: null,
    });
    await moderator.see('moderator', (view) => {
      const row = view.rows.find((one) => one.ticketId === resident.ticketId);
      return row?.place === 1 && row.lane === 'head' && row.lastFailure === '没有声音';
    });
    expect(await moderator.call('queue.callNext', { sessionId: SESSION })).toEqual({ ticketId: resident.ticketId });
    await moderator.call('queue.return', { sessionId: SESSION, ticketId: resident.ticketId, reason: '测试结束' });
    await resident.socket.call('ticket.leave', { ticketId: resident.ticketId });
    await other.socket.call('ticket.leave', { ticketId: other.ticketId });
  });

  test('[C2] [T6] revoking the broadcast consent takes a running call off the programme and the call goes on', async () => {
    const audience = await SocketClient.connect(await signInPhone(app.origin), { as: 'audience', sessionId: SESSION });
    const resident = await citizenWithNumber('不愿公开');
    const { ticketId } = resident;
    await moderator.call('queue.callNext', { sessionId: SESSION });
    await resident.socket.call('ticket.answer', { ticketId });
    await moderator.call('ticket.approve', approval(ticketId));
    const seatId = moderator.view('moderator')?.seats[0]?.id ?? '';
    await moderator.call('ticket.toDeck', { sessionId: SESSION, ticketId, seatId });
    const { callId } = await moderator.call('call.putThrough', { sessionId: SESSION, ticketId });
    await audience.see('programme', (view) => view.programme.now?.subject === '石桥村路灯维修');
    await resident.socket.call('ticket.changeConsent', {
      ticketId,
      scope: 'broadcast',
      given: false,
      version: '2026-11-2',
    });
    const slate = await audience.see('programme', (view) => view.programme.state === 'slate');
    expect(JSON.stringify(slate)).not.toContain('石桥村');
    await moderator.see('moderator', ({ calls }) => calls.length === 1);
    await expect(moderator.call('call.setPublic', { sessionId: SESSION, callId, public: true })).rejects.toMatchObject({
      code: 'CONSENT_MISSING',
    });
    await moderator.call('call.end', {
      sessionId: SESSION,
      callId,
      outcome: 'answered',
      note: '',
      whereTo: null,
      unitId: null,
    });
  });
});

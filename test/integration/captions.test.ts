import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HelperKind } from '../../shared/helpers.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, randomId, SocketClient, signInStaff } from '../support/clients.ts';
import { clockOf } from '../support/clock.ts';
import {
  arrive,
  deck,
  type Evening,
  endCall,
  putThrough,
  type Resident,
  SEAT,
  SESSION,
  startEvening,
} from '../support/evening.ts';

let app: TestApp;
let evening: Evening;
let captioner: { http: HttpClient; socket: SocketClient };

beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
  captioner = await comeIn('captioner');
});
afterAll(stopApps);

async function comeIn(kind: HelperKind): Promise<{ http: HttpClient; socket: SocketClient; secret: string }> {
  const wanted = { sessionId: SESSION, seatId: SEAT, kind, name: '钱', language: null } as const;
  const { link } = await evening.moderator.call('helper.book', wanted);
  const secret = link.split('#')[1] ?? '';
  const http = new HttpClient(app.origin);
  await http.call('helper.open', { secret });
  return { http, secret, socket: await SocketClient.connect(http, { as: 'helper', sessionId: SESSION }) };
}
const write = (text: string, commandId = randomId()) => captioner.socket.call('caption.write', { text }, commandId);
const reads = (socket: SocketClient, text: string) =>
  socket.see('captions', ({ calls }) => calls.some(({ lines }) => lines.some((line) => line.text === text)));
const kept = async (callId: string) => (await app.deps.store.read.captionsOfCalls([callId])).map(({ text }) => text);
async function agreeing(recording: boolean): Promise<{ resident: Resident; callId: string }> {
  const resident = await arrive(app.origin);
  if (recording)
    await resident.socket.call('ticket.changeConsent', {
      ticketId: resident.ticketId,
      scope: 'recording',
      given: true,
      version: '2026-11-2',
    });
  const callId = await putThrough(evening, resident);
  // What is written while it is announced is not the audience's (C2).
  await evening.moderator.see('moderator', ({ calls }) => calls.some(({ id, shown }) => id === callId && shown));
  return { resident, callId };
}

describe('[C15] captions', () => {
  test('are read on the stage and in the programme while they grow, and finished once for a command id', async () => {
    const audience = await SocketClient.connect(new HttpClient(app.origin), { as: 'audience', sessionId: SESSION });
    const { resident, callId } = await agreeing(false);
    await captioner.socket.call('caption.type', { text: '路灯坏' });
    for (const socket of [resident.socket, evening.screen, evening.moderator, evening.aide, audience])
      await reads(socket, '路灯坏');
    const commandId = randomId();
    for (let times = 0; times < 2; times += 1) await write('路灯坏了。', commandId);
    const { calls } = await reads(audience, '路灯坏了。');
    expect(calls).toEqual([{ callId, lines: [{ id: expect.any(String), text: '路灯坏了。', final: true }] }]);
    // [R1] Nobody agreed to the recording: it is shown, and not kept.
    expect(await kept(callId)).toEqual([]);
    // Somebody who comes now has what is shown now.
    const late = await SocketClient.connect(new HttpClient(app.origin), { as: 'audience', sessionId: SESSION });
    const { views } = await late.call('session.snapshot', {});
    expect(views.find(({ view }) => view === 'captions')?.data).toEqual({ calls });
    await evening.moderator.call('call.hold', { sessionId: SESSION, callId });
    await expect(write('听不到')).rejects.toMatchObject({ code: 'WRONG_STATE', details: { needs: 'liveCall' } });
    await evening.moderator.call('call.resume', { sessionId: SESSION, callId });
    await evening.moderator.call('programme.cut', { sessionId: SESSION });
    await audience.see('captions', (view) => view.calls.length === 0);
    await evening.moderator.see('moderator', ({ programme }) => programme.state === 'cut');
    await write('只有台上看得到');
    await reads(resident.socket, '只有台上看得到');
    expect(audience.view('captions')?.calls).toEqual([]);
    await evening.moderator.call('programme.restore', { sessionId: SESSION });
    await evening.moderator.see('moderator', ({ programme }) => programme.state === 'stage');
    // [C6] The stage reads both; whoever was cut off what was written meanwhile never does.
    await write('又公开了');
    const open = await reads(audience, '又公开了');
    expect(open.calls.flatMap(({ lines }) => lines.map((line) => line.text))).toEqual(['又公开了']);
    await reads(resident.socket, '只有台上看得到');
    await endCall(evening, callId);
    for (const text of ['之后', ''])
      await expect(write(text)).rejects.toMatchObject({ code: text ? 'WRONG_STATE' : 'BAD_INPUT' });
    audience.close();
    late.close();
  });

  test('[C2] of a call that is not public are for its stage alone; on deck and in the queue nobody reads along', async () => {
    const audience = await SocketClient.connect(new HttpClient(app.origin), { as: 'audience', sessionId: SESSION });
    const resident = await arrive(app.origin, { broadcast: false });
    const callId = await putThrough(evening, resident);
    const next = await arrive(app.origin);
    await deck(evening, next);
    await write('不公开的话');
    await reads(resident.socket, '不公开的话');
    await reads(evening.screen, '不公开的话');
    for (const socket of [audience, next.socket]) expect(socket.view('captions')?.calls ?? []).toEqual([]);
    await endCall(evening, callId);
    await evening.moderator.call('queue.return', { sessionId: SESSION, ticketId: next.ticketId, reason: 'desk' });
    await next.socket.call('ticket.leave', { ticketId: next.ticketId });
    audience.close();
  });

  test('[C6] are cut with a cut that could not be stored, until it is lifted', async () => {
    const audience = await SocketClient.connect(new HttpClient(app.origin), { as: 'audience', sessionId: SESSION });
    const { resident, callId } = await agreeing(false);
    const { command } = app.deps.store;
    app.deps.store.command = () => Promise.reject(new Error('the disk is full'));
    const cut = evening.moderator.call('programme.cut', { sessionId: SESSION });
    await expect(cut).rejects.toMatchObject({ code: 'INTERNAL' });
    app.deps.store.command = command;
    await write('掐断以后');
    await reads(resident.socket, '掐断以后');
    await evening.moderator.call('programme.restore', { sessionId: SESSION }).catch(() => undefined);
    await write('恢复以后');
    const { calls } = await reads(audience, '恢复以后');
    expect(calls.flatMap(({ lines }) => lines.map(({ text }) => text))).toEqual(['恢复以后']);
    await endCall(evening, callId);
    audience.close();
  });

  test('what was typed for one caller is never shown with the next', async () => {
    const { callId: before } = await agreeing(false);
    await endCall(evening, before);
    const { callId } = await agreeing(true);
    for (const name of ['caption.type', 'caption.write'] as const)
      await expect(captioner.socket.call(name, { text: '别人的事', callId: before })).rejects.toMatchObject({
        code: 'WRONG_STATE',
        details: { needs: 'liveCall' },
      });
    await captioner.socket.call('caption.write', { text: '他的事', callId });
    const { calls } = await reads(evening.screen, '他的事');
    expect(calls.flatMap(({ lines }) => lines.map(({ text }) => text))).toEqual(['他的事']);
    expect(await kept(callId)).toEqual(['他的事']);
    await endCall(evening, callId);
  });

  test('[T1] only who was booked to write writes; a recogniser does it by its secret alone', async () => {
    const { callId } = await agreeing(false);
    const signer = await comeIn('signLanguage');
    const text = '不是字幕员';
    for (const socket of [signer.socket, evening.moderator, evening.screen])
      for (const name of ['caption.write', 'caption.type'] as const)
        await expect(socket.call(name, { text })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { secret, socket } = await comeIn('recogniser');
    const say = (said: string, cookie = `directline-guest=${secret}`) =>
      new HttpClient(app.origin).raw('POST', '/api/guest/captions', JSON.stringify({ text: said }), {
        cookie,
        'idempotency-key': randomId(),
      });
    await socket.call('caption.type', { text: '机器' });
    await reads(evening.screen, '机器');
    expect((await say('机器听到的。')).status).toBe(200);
    await reads(evening.screen, '机器听到的。');
    expect((await say(text, 'directline-guest=none')).status).toBe(401);
    await endCall(evening, callId);
  });
});

describe('[C15] captions that are kept', () => {
  test('with both sides’ consent to the recording; withdrawn, they are gone; each look is written down', async () => {
    const { resident, callId } = await agreeing(true);
    const { caseId } = await evening.aide.call('call.openCase', {
      sessionId: SESSION,
      callId,
      subject: '路灯',
      kind: 'help',
      categoryCode: 'C0101',
    });
    await write('第一句');
    await write('第二句');
    expect(await kept(callId)).toEqual(['第一句', '第二句']);
    await endCall(evening, callId);
    const supervisor = await signInStaff(app.origin, 'supervisor');
    const { calls } = await supervisor.call('caption.list', { caseId });
    expect(calls).toMatchObject([{ callId, lines: 2 }]);
    await expect(supervisor.call('caption.show', { caseId, callId })).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await supervisor.call('caption.open', { caseId, callId });
    const { lines } = await supervisor.call('caption.show', { caseId, callId });
    expect(lines.map(({ text }) => text)).toEqual(['第一句', '第二句']);
    // [R7] Who reads the case and may not watch it finds nothing.
    const moderator = await signInStaff(app.origin, 'moderator');
    expect(await moderator.call('caption.list', { caseId })).toEqual({ calls: [] });
    await expect(moderator.call('caption.open', { caseId, callId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(supervisor.call('caption.open', { caseId, callId: 'none' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    // [R4]
    await resident.socket.call('ticket.changeConsent', {
      ticketId: resident.ticketId,
      scope: 'recording',
      given: false,
      version: '2026-11-2',
    });
    expect(await kept(callId)).toEqual([]);
    expect((await supervisor.call('caption.show', { caseId, callId })).lines).toEqual([]);
    const log = await app.deps.store.read.auditOfCase(caseId);
    expect(log.map(({ what }) => what)).toEqual(expect.arrayContaining(['caption.open', 'caption.delete']));
  });

  test('[R6] as long as its recordings would be', async () => {
    const { store } = app.deps;
    const { countyId } = (await store.read.session(SESSION)) ?? expect.fail('no session');
    const line = { countyId, sessionId: SESSION, ticketId: 'old', callId: 'old', text: '旧话' };
    const day = 86_400_000;
    await store.transaction(async (tx) => {
      await tx.insertCaption({ ...line, id: 'cp-old', at: Date.now() - 91 * day });
      await tx.insertCaption({ ...line, id: 'cp-new', at: Date.now() - 89 * day });
    });
    await clockOf(app).deleteOutdatedRecordings();
    expect((await store.read.captionsOfCalls(['old'])).map(({ id }) => id)).toEqual(['cp-new']);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HelperKind } from '../../shared/helpers.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, randomId, SocketClient, signInStaff } from '../support/clients.ts';
import { arrive, type Evening, endCall, putThrough, SEAT, SESSION, startEvening } from '../support/evening.ts';
import { sessionIn } from '../support/records.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let evening: Evening;

beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
});
afterAll(stopApps);

const book = (kind: HelperKind, name = '孙老师', sessionId = SESSION) =>
  evening.moderator.call('helper.book', { sessionId, seatId: SEAT, kind, name, language: null });
const secretOf = (link: string): string => link.split('#')[1] ?? '';
async function comeIn(link: string): Promise<{ http: HttpClient; socket: SocketClient }> {
  const http = new HttpClient(app.origin);
  const { sessionId } = await http.call('helper.open', { secret: secretOf(link) });
  return { http, socket: await SocketClient.connect(http, { as: 'helper', sessionId }) };
}
const row = (helperId: string) => evening.moderator.view('moderator')?.helpers.find(({ id }) => id === helperId)?.state;

describe('[C14] a guest link', () => {
  test('is booked, opened, seen at the desk as here and away, named to the citizen, and taken back at once', async () => {
    const { helperId, link } = await book('signLanguage');
    expect(link).toMatch(/\/guest#[\w-]{40}$/);
    await until('the desk knows of the link', () => row(helperId) === 'notYet');
    const { http, socket } = await comeIn(link);
    await until('the desk sees that they are here', () => row(helperId) === 'here');
    expect(await http.call('helper.me', {})).toEqual({
      sessionId: SESSION,
      kind: 'signLanguage',
      name: '孙老师',
      over: false,
    });
    const resident = await arrive(app.origin);
    const callId = await putThrough(evening, resident);
    const { now } = await socket.see('helper', (view) => view.now !== null);
    // [T5] Approved words, and no name.
    expect(now).toMatchObject({ callId, publicName: '石桥村李女士', subject: '石桥村路灯维修' });
    const { call } = await resident.socket.see('ticket', ({ call: its }) => (its?.onStage.length ?? 0) > 2);
    expect(call?.onStage).toContainEqual({ role: 'signLanguage', label: '孙老师' });
    await evening.screen.see('screen', (view) => view.helpers[0]?.id === helperId);
    await evening.aide.see('aide', (view) => view.helpers[0]?.id === helperId);
    socket.close();
    await until('the desk sees that they are away', () => row(helperId) === 'away');

    const again = await SocketClient.connect(http, { as: 'helper', sessionId: SESSION });
    await evening.moderator.call('helper.remove', { sessionId: SESSION, helperId });
    await until('they are told and let go', () => again.notices.some(({ notice }) => notice === 'goodbye'));
    await until('their socket is closed', () => !again.socket.connected);
    await until('the desk sees that it is over', () => row(helperId) === 'ended');
    // Neither by the cookie, nor by the link again.
    await expect(http.call('helper.me', {})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    await expect(SocketClient.connect(http, { as: 'helper', sessionId: SESSION })).rejects.toMatchObject({
      code: 'NOT_SIGNED_IN',
    });
    await expect(comeIn(link)).rejects.toMatchObject({ code: 'GUEST_LINK_OVER' });
    await endCall(evening, callId);
    const log = await app.deps.store.read.auditOfSession(SESSION, 50);
    const own = log.filter(({ what }) => what.startsWith('helper.')).reverse();
    expect(own.map(({ what }) => what)).toEqual(['helper.book', 'helper.open', 'helper.remove']);
    // [T5] What opens it is nowhere but in the link.
    expect(JSON.stringify([log, await app.deps.store.read.helpersOfSession(SESSION)])).not.toContain(secretOf(link));
  });

  test('[T3] booked again with the same command id is one link', async () => {
    const wanted = { sessionId: SESSION, seatId: SEAT, kind: 'captioner', name: '钱', language: '汉语' } as const;
    const commandId = randomId();
    const first = await evening.moderator.call('helper.book', wanted, commandId);
    expect(await evening.moderator.call('helper.book', wanted, commandId)).toEqual(first);
    await evening.moderator.call('helper.remove', { sessionId: SESSION, helperId: first.helperId });
  });

  test('[T4] refuses a wrong secret, half of one, a seat that is not there and a name of nothing', async () => {
    const nobody = new HttpClient(app.origin);
    await expect(nobody.call('helper.open', { secret: 'x'.repeat(40) })).rejects.toMatchObject({
      code: 'GUEST_LINK_WRONG',
    });
    await expect(nobody.call('helper.open', { secret: 'half' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
    const wanted = { sessionId: SESSION, seatId: 'none', kind: 'interpreter', name: '孙', language: null } as const;
    await expect(evening.moderator.call('helper.book', wanted)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const name of ['', ' ', 'a\u0000b'])
      await expect(evening.moderator.call('helper.book', { ...wanted, seatId: SEAT, name })).rejects.toMatchObject({
        code: 'BAD_INPUT',
      });
    await expect(
      evening.moderator.call('helper.remove', { sessionId: SESSION, helperId: 'none' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is for its own evening alone, and over with it', async () => {
    const session = sessionIn('lobby');
    await app.deps.store.transaction((tx) => tx.saveSession(session));
    const { link, helperId } = await book('interpreter', '周译', session.id);
    await expect(evening.moderator.call('helper.remove', { sessionId: SESSION, helperId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const { http, socket } = await comeIn(link);
    await expect(SocketClient.connect(http, { as: 'helper', sessionId: SESSION })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    // Not as anybody else either.
    for (const as of ['moderator', 'aide'] as const)
      await expect(SocketClient.connect(http, { as, sessionId: session.id })).rejects.toMatchObject({
        code: 'NOT_SIGNED_IN',
      });
    const desk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), {
      as: 'moderator',
      sessionId: session.id,
    });
    await desk.call('session.start', { sessionId: session.id });
    await desk.call('session.end', { sessionId: session.id });
    await until('they are let go with the end', () => !socket.socket.connected);
    expect(await http.call('helper.me', {})).toMatchObject({ over: true });
    const over = { code: 'GUEST_LINK_OVER' };
    await expect(SocketClient.connect(http, { as: 'helper', sessionId: session.id })).rejects.toMatchObject(over);
    await expect(comeIn(link)).rejects.toMatchObject(over);
    await expect(book('interpreter', '周译', session.id)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    desk.close();
  });

  test('leaves the browser with the tap on “leave”', async () => {
    const { link, helperId } = await book('captioner');
    const { http } = await comeIn(link);
    await http.call('helper.leave', {});
    await expect(http.call('helper.me', {})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    await evening.moderator.call('helper.remove', { sessionId: SESSION, helperId });
  });
});

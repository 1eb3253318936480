/** [Q7] A township's terminal: what it may, and that nothing of whoever set it up is left on it. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, joinInput, newPhone, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { approval, type Evening, SEAT, SESSION, startEvening } from '../support/evening.ts';
import { sessionIn } from '../support/records.ts';

let app: TestApp;
let evening: Evening;
let terminal: HttpClient;
let staffCookie: string;
beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
  terminal = await signInStaff(app.origin, 'officer');
  staffCookie = terminal.cookieHeader;
  await terminal.call('terminal.setUp', { name: '石桥镇便民服务中心' });
});
afterAll(stopApps);

const takeHere = (name: string, phone: string | null = null) =>
  terminal.call('ticket.takeFor', { ...joinInput(SESSION, name), phone, byPhone: false });
const turns = async () => (await terminal.call('terminal.show', { sessionId: SESSION })).turns;

test('[T1] whoever sets it up is signed out by it, and the terminal is let do nothing of theirs', async () => {
  const old = await new HttpClient(app.origin).raw('GET', '/api/staff/me', undefined, { cookie: staffCookie });
  expect(old.status).toBe(401);
  expect(terminal.cookieHeader).not.toBe(staffCookie);
  for (const refused of [
    () => terminal.call('staff.me', {}),
    () => terminal.call('tickets.taken', { sessionId: SESSION }),
    () => terminal.call('units.list', {}),
    () => terminal.call('calendar.show', { from: '2026-12-01', until: '2026-12-31' }),
    () => terminal.call('cases.list', {}),
    () => terminal.call('terminal.setUp', { name: '另一台' }),
    () => takeHere('孙桂英', newPhone()),
    () => SocketClient.connect(terminal, { as: 'moderator', sessionId: SESSION }),
  ])
    await expect(refused()).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(new HttpClient(app.origin).call('terminal.setUp', { name: '无' })).rejects.toMatchObject({
    code: 'NOT_SIGNED_IN',
  });
  const aide = await signInStaff(app.origin, 'aide');
  expect(await aide.call('terminal.setUp', { name: '青禾镇大厅' })).toEqual({ name: '青禾镇大厅' });
});

test('a number for somebody without a phone: shown by public name when called, taken part in there, by nobody else', async () => {
  const { ticketId, number } = await takeHere('孙桂英');
  const other = await signInStaff(app.origin, 'aide');
  await other.call('terminal.setUp', { name: '另一台' });
  expect(await turns()).toEqual([]);
  await evening.moderator.call('queue.call', { sessionId: SESSION, ticketId, reason: '试线' });
  const { publicName } = joinInput(SESSION, '');
  expect(await turns()).toEqual([{ ticketId, number, publicName, state: 'screening', called: true }]);
  expect((await other.call('terminal.show', { sessionId: SESSION })).turns).toEqual([]);
  await expect(SocketClient.connect(other, { as: 'citizen', sessionId: SESSION, ticketId })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  const page = await SocketClient.connect(terminal, { as: 'citizen', sessionId: SESSION, ticketId });
  await page.call('ticket.answer', { ticketId });
  await evening.moderator.call('ticket.approve', approval(ticketId));
  await evening.moderator.call('ticket.toDeck', { sessionId: SESSION, ticketId, seatId: SEAT });
  const { callId } = await evening.moderator.call('call.putThrough', { sessionId: SESSION, ticketId });
  expect(await turns()).toMatchObject([{ ticketId, state: 'live', called: false }]);
  const end = { outcome: 'answered', note: '', whereTo: null, unitId: null } as const;
  await evening.moderator.call('call.end', { sessionId: SESSION, callId, ...end });
  expect(await turns()).toEqual([]);
  page.close();
  // What was said by a tap of the person's own is not spoken (T6); the desk and the log know where it was taken.
  const consents = await app.deps.store.read.consentsOfTicket(ticketId);
  expect(consents.map(({ spoken }) => spoken)).toEqual([false, false, false]);
  const log = await app.deps.store.read.auditOfSession(SESSION, 50);
  expect(log.find((entry) => entry.ticketId === ticketId && entry.what === 'ticket.takeFor')?.byName).toBe(
    '石桥镇便民服务中心',
  );
});

/** An evening that is still to open. */
async function opening(): Promise<string> {
  const startsAt = Date.now() + 3_600_000;
  const coming = { ...sessionIn('scheduled'), startsAt, endsAt: startsAt + 3_600_000 };
  await app.deps.store.transaction((tx) => tx.saveSession(coming));
  return coming.id;
}

test('[Q2] booked before the evening: says at the terminal that they have come once the waiting room is open, and is called there', async () => {
  const sessionId = await opening();
  const input = { ...joinInput(sessionId, '何秀莲'), phone: null, byPhone: false };
  const { ticketId, number } = await terminal.call('ticket.takeFor', input);
  const shown = () => terminal.call('terminal.show', { sessionId });
  const enter = () => terminal.call('ticket.enter', { ticketId, participation: 'video' });
  expect(await shown()).toMatchObject({ turns: [], expected: [] });
  await expect(enter()).rejects.toMatchObject({ code: 'NOT_OPEN_YET' });
  const moderator = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), {
    as: 'moderator',
    sessionId,
  });
  await moderator.call('session.openLobby', { sessionId });
  expect((await shown()).expected).toEqual([{ ticketId, number, publicName: input.publicName }]);
  await enter();
  expect((await shown()).expected).toEqual([]);
  await moderator.call('session.start', { sessionId });
  await moderator.call('queue.callNext', { sessionId });
  expect((await shown()).turns).toMatchObject([{ ticketId, called: true }]);
  moderator.close();
});

test('[S4, Q7] whoever waits, stepped away or is still to choose is held there, and does all of it there', async () => {
  const sessionId = await opening();
  const moderator = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), {
    as: 'moderator',
    sessionId,
  });
  await moderator.call('session.openLobby', { sessionId });
  const take = (name: string) =>
    terminal.call('ticket.takeFor', { ...joinInput(sessionId, name), phone: null, byPhone: false });
  const held = async () =>
    (await terminal.call('terminal.show', { sessionId })).held.map(({ ticketId, state }) => [ticketId, state]);
  const [waits, leaves] = [await take('郭等候'), await take('郭退号')];
  const { publicName } = joinInput(sessionId, '');
  expect((await terminal.call('terminal.show', { sessionId })).held[0]).toEqual({
    ...waits,
    publicName,
    state: 'waiting',
  });
  const open = (ticketId: string) => SocketClient.connect(terminal, { as: 'citizen', sessionId, ticketId });
  const page = await open(waits.ticketId);
  expect((await page.see('waiting', () => true)).digest).toBeDefined();
  await page.call('ticket.stepAway', { ticketId: waits.ticketId });
  expect(await held()).toContainEqual([waits.ticketId, 'away']);
  await page.call('ticket.comeBack', { ticketId: waits.ticketId });
  const other = await open(leaves.ticketId);
  await other.call('ticket.leave', { ticketId: leaves.ticketId });
  expect(await held()).toEqual([[waits.ticketId, 'waiting']]);
  // In the turn they are shown as called, and not twice.
  await moderator.call('session.start', { sessionId });
  await moderator.call('queue.callNext', { sessionId });
  expect(await held()).toEqual([]);
  await moderator.call('session.end', { sessionId });
  expect(await held()).toEqual([[waits.ticketId, 'waiting']]);
  const choice = { ticketId: waits.ticketId, choice: 'written', toSessionId: null } as const;
  expect(await terminal.call('ticket.chooseNext', choice)).toMatchObject({ caseNumber: expect.any(String) });
  expect(await held()).toEqual([]);
  for (const socket of [page, other, moderator]) socket.close();
});

test('[S4] of an evening that is called off whoever booked at it is to choose there, too', async () => {
  const sessionId = await opening();
  const input = { ...joinInput(sessionId, '郭预约'), phone: null, byPhone: false };
  const { ticketId } = await terminal.call('ticket.takeFor', input);
  const held = async () => (await terminal.call('terminal.show', { sessionId })).held;
  expect(await held()).toEqual([]);
  const administrator = await signInStaff(app.origin, 'admin');
  await administrator.call('evening.cancel', { sessionId, reason: '停电', following: false });
  expect(await held()).toMatchObject([{ ticketId, state: 'booked' }]);
});

test('[Q7] set up anew under its name it has what was booked at it; beside one of that name that is in use it is another', async () => {
  const sessionId = await opening();
  const setUp = async (userName: string) => {
    const device = await signInStaff(app.origin, userName);
    await device.call('terminal.setUp', { name: '服务大厅' });
    return device;
  };
  const expected = async (device: HttpClient) =>
    (await device.call('terminal.show', { sessionId })).expected.map(({ ticketId }) => ticketId);
  const first = await setUp('officer');
  const input = { ...joinInput(sessionId, '马兰花'), phone: null, byPhone: false };
  const { ticketId } = await first.call('ticket.takeFor', input);
  const moderator = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), {
    as: 'moderator',
    sessionId,
  });
  await moderator.call('session.openLobby', { sessionId });
  moderator.close();
  const beside = await setUp('officer');
  expect(await expected(beside)).toEqual([]);
  const officer = await signInStaff(app.origin, 'officer');
  const { terminals } = await officer.call('terminals.list', {});
  for (const { name, terminalId } of terminals)
    if (name === '服务大厅') await officer.call('terminal.end', { terminalId });
  // Of that name in another unit.
  expect(await expected(await setUp('aide'))).toEqual([]);
  const anew = await setUp('officer');
  expect(await expected(anew)).toEqual([ticketId]);
  await anew.call('ticket.enter', { ticketId, participation: 'video' });
});

test('with a phone: its code signs in beside the terminal, and signing out leaves the terminal as it was', async () => {
  const phone = newPhone();
  const own = await signInPhone(app.origin, phone);
  const { ticketId } = await own.call('ticket.take', joinInput(SESSION, '王芳'));
  await expect(SocketClient.connect(terminal, { as: 'citizen', sessionId: SESSION, ticketId })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  await terminal.call('citizen.signOut', {});
  expect(await turns()).toEqual([]);
});

test('is listed and signed out for good by whoever cares for it; its numbers stay', async () => {
  const { ticketId } = await takeHere('周秀兰');
  const officer = await signInStaff(app.origin, 'officer');
  const { terminals } = await officer.call('terminals.list', {});
  const its = terminals.find(({ name }) => name === '石桥镇便民服务中心')!;
  expect(its).toMatchObject({ unitName: '石桥镇', open: expect.any(Number) });
  expect(its.open).toBeGreaterThan(0);
  // Of another unit: seen and ended by the county's office alone.
  const aide = await signInStaff(app.origin, 'aide');
  const ofHall = (await aide.call('terminals.list', {})).terminals.find(({ name }) => name === '青禾镇大厅')!;
  expect(terminals.map(({ name }) => name)).not.toContain('青禾镇大厅');
  await expect(officer.call('terminal.end', { terminalId: ofHall.terminalId })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
  const page = await SocketClient.connect(terminal, { as: 'citizen', sessionId: SESSION, ticketId });
  await officer.call('terminal.end', { terminalId: its.terminalId });
  await vi.waitFor(() => expect(page.notices).toContainEqual({ notice: 'goodbye', reason: 'signedOut' }));
  await expect(turns()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  expect((await officer.call('terminals.list', {})).terminals.map(({ name }) => name)).not.toContain(its.name);
  expect((await app.deps.store.read.ticket(ticketId))?.state).toBe('waiting');
  await aide.call('terminal.end', { terminalId: ofHall.terminalId });
});

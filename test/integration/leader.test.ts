/** [S5] The leader is lost and another one comes, through the whole server: one action, everybody told, each chooses. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { joinInput, SocketClient, signInPhone, signInStaff, smsOf } from '../support/clients.ts';
import { approval, arrive, type Evening, SEAT, SESSION, startEvening } from '../support/evening.ts';
import { sessionIn } from '../support/records.ts';

let app: TestApp;
let evening: Evening;
beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
});
afterAll(stopApps);

const sms = (template: string) => smsOf(app.origin, template);

test('[S5] lost: the session pauses, whoever was called is back at their place, everybody is told and may choose', async () => {
  const [called, waits, leaves] = [
    await arrive(app.origin, { name: '被叫' }),
    await arrive(app.origin, { name: '等候' }),
    await arrive(app.origin, { name: '另选' }),
  ];
  const choice = { ticketId: leaves.ticketId, choice: 'written', toSessionId: null } as const;
  // Writing instead of waiting is everybody's at any time (C12); a call by telephone is for whom the evening fails.
  const byPhone = leaves.http.call('ticket.chooseNext', { ...choice, choice: 'phone' });
  await expect(byPhone).rejects.toMatchObject({ code: 'WRONG_STATE' });
  await evening.moderator.call('queue.callNext', { sessionId: SESSION });
  await called.socket.see('ticket', ({ state }) => state === 'screening');
  const change = {
    sessionId: SESSION,
    seatId: SEAT,
    what: 'lost',
    officialName: null,
    officialTitle: null,
    text: '领导临时离开',
  } as const;
  expect(await evening.moderator.call('session.changeLeader', change)).toEqual({ told: 3 });
  const view = await called.socket.see('ticket', ({ state }) => state === 'waiting');
  expect(view.sessionState).toBe('paused');
  expect((await called.socket.see('programme', ({ session }) => session.leaderChange !== null)).session).toMatchObject({
    state: 'paused',
    leaderChange: { what: 'lost' },
  });
  expect((await waits.socket.see('waiting', ({ notice }) => notice !== null)).notice?.text).toBe('领导临时离开');
  const texts = await sms('leaderChanged');
  expect(texts).toHaveLength(3);
  expect(texts[0]).toContain('领导临时离开');
  await leaves.http.call('ticket.chooseNext', choice);
  await leaves.socket.see('ticket', ({ state }) => state === 'written');
  const log = await app.deps.store.read.auditOfSession(SESSION, 20);
  expect(log.find(({ what }) => what === 'session.changeLeader')).toMatchObject({ why: '领导临时离开' });
  expect(log.find(({ what }) => what === 'queue.return')).toMatchObject({
    why: 'leaderAway',
    ticketId: called.ticketId,
  });

  await evening.moderator.call('session.resume', { sessionId: SESSION });
  const late = { ...choice, ticketId: waits.ticketId, choice: 'phone' } as const;
  await expect(waits.http.call('ticket.chooseNext', late)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  for (const { socket } of [called, waits, leaves]) socket.close();
});

test('[S5] replaced: the other one’s name is what everybody sees of the call', async () => {
  const resident = await arrive(app.origin, { name: '换人' });
  const official = { officialName: '赵新', officialTitle: '副县长' };
  const change = { sessionId: SESSION, seatId: SEAT, what: 'replaced', ...official, text: '由副县长赵新接访' } as const;
  await evening.moderator.call('session.changeLeader', change);
  await evening.moderator.call('ticket.approve', { ...approval(resident.ticketId), sessionId: SESSION });
  const byPhone = { sessionId: SESSION, ticketId: resident.ticketId, seatId: SEAT, reason: '老人' };
  await evening.moderator.call('call.byPhone', byPhone);
  const view = await resident.socket.see('ticket', ({ call }) => call !== null);
  expect(view.call?.withWhom).toBe('副县长 赵新');
  resident.socket.close();
});

test('[S5] before the evening: whoever booked is told on phone and page, and promised no choice that they do not have', async () => {
  const startsAt = Date.now() + 3 * 3_600_000;
  const session = { ...sessionIn('scheduled'), startsAt, endsAt: startsAt + 5_400_000 };
  await app.deps.store.transaction((tx) => tx.saveSession(session));
  const sessionId = session.id;
  const http = await signInPhone(app.origin);
  const { ticketId } = await http.call('ticket.take', joinInput(sessionId, '约好的人'));
  const page = await SocketClient.connect(http, { as: 'citizen', sessionId, ticketId });
  const official = { officialName: '赵新', officialTitle: '副县长' };
  const change = { sessionId, seatId: SEAT, what: 'replaced', ...official, text: '改由赵新接访。' } as const;
  const desk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), { as: 'moderator', sessionId });
  expect(await desk.call('session.changeLeader', change)).toEqual({ told: 1 });
  const [text] = await sms('leaderChangedBooked');
  expect(text).toMatch(/改由赵新接访。.*1 号保留/);
  expect(text).not.toMatch(/书面答复/);
  // The page knows by this moment that the message is for whoever has a place.
  const { notice } = await page.see('waiting', (view) => view.notice !== null);
  const programme = await page.see('programme', (view) => view.session.leaderChange !== null);
  expect(notice).toEqual({ text: '改由赵新接访。', at: programme.session.leaderChange?.at });
  for (const socket of [page, desk]) socket.close();
});

test('[S5] once the waiting room is open whoever booked and has not come chooses like those who wait, or gives back', async () => {
  const startsAt = Date.now() + 3_600_000;
  const session = { ...sessionIn('scheduled'), startsAt, endsAt: startsAt + 3_600_000 };
  await app.deps.store.transaction((tx) => tx.saveSession(session));
  const sessionId = session.id;
  const book = async (name: string) => {
    const http = await signInPhone(app.origin);
    return { http, ...(await http.call('ticket.take', joinInput(sessionId, name))) };
  };
  const [chooses, leaves] = [await book('另选的人'), await book('退号的人')];
  const desk = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), { as: 'moderator', sessionId });
  await desk.call('session.openLobby', { sessionId });
  const choice = { ticketId: chooses.ticketId, choice: 'phone', toSessionId: null } as const;
  await expect(chooses.http.call('ticket.chooseNext', choice)).rejects.toMatchObject({ code: 'WRONG_STATE' });
  const official = { officialName: '赵新', officialTitle: '副县长' };
  const change = { sessionId, seatId: SEAT, what: 'replaced', ...official, text: '改由赵新接访。' } as const;
  expect(await desk.call('session.changeLeader', change)).toEqual({ told: 2 });
  const { phoneBy } = await chooses.http.call('ticket.choices', { ticketId: chooses.ticketId });
  expect(await chooses.http.call('ticket.chooseNext', choice)).toMatchObject({ dueOn: phoneBy });
  const page = await SocketClient.connect(leaves.http, { as: 'citizen', sessionId, ticketId: leaves.ticketId });
  await page.call('ticket.leave', { ticketId: leaves.ticketId });
  await page.see('ticket', ({ state }) => state === 'left');
  for (const socket of [page, desk]) socket.close();
});

test('[T1] is the moderator’s alone, and bad input changes nothing', async () => {
  const before = await app.deps.store.read.session(SESSION);
  const change = {
    sessionId: SESSION,
    seatId: SEAT,
    what: 'late',
    officialName: null,
    officialTitle: null,
    text: '请稍候',
  } as const;
  const aide = await SocketClient.connect(await signInStaff(app.origin, 'aide'), { as: 'aide', sessionId: SESSION });
  await expect(aide.call('session.changeLeader', change)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const refused = (input: object) => evening.moderator.call('session.changeLeader', { ...change, ...input });
  await expect(refused({ seatId: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(refused({ what: 'replaced' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(refused({ text: '' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  expect(await app.deps.store.read.session(SESSION)).toEqual(before);
  aide.close();
});

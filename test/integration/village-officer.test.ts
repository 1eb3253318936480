/** [Q7] A village officer takes numbers for neighbours and holds their places, through the whole server. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_PASSWORD } from '../../server/storage/seed-demo.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import {
  type HttpClient,
  joinInput,
  newPhone,
  SocketClient,
  signInPhone,
  signInStaff,
  smsOf,
} from '../support/clients.ts';
import { approval, type Evening, SEAT, SESSION, startEvening } from '../support/evening.ts';
import { sessionIn } from '../support/records.ts';

let app: TestApp;
let evening: Evening;
let officer: HttpClient;
beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
  officer = await signInStaff(app.origin, 'officer');
});
afterAll(stopApps);

const takeFor = (name: string, facts: { phone?: string; byPhone?: boolean; by?: HttpClient } = {}) =>
  (facts.by ?? officer).call('ticket.takeFor', {
    ...joinInput(SESSION, name),
    phone: facts.phone ?? null,
    byPhone: facts.byPhone ?? false,
  });
const open = (http: HttpClient, ticketId: string) =>
  SocketClient.connect(http, { as: 'citizen', sessionId: SESSION, ticketId });
const taken = async (http = officer) => (await http.call('tickets.taken', { sessionId: SESSION })).tickets;
const rowOf = async (ticketId: string) => {
  const { rows } = await evening.moderator.see('moderator', (view) =>
    view.rows.some((row) => row.ticketId === ticketId),
  );
  return rows.find((row) => row.ticketId === ticketId);
};

/** Another officer, of another village. */
async function secondOfficer(): Promise<HttpClient> {
  const { store, secrets } = app.deps;
  const { countyId } = await officer.call('staff.me', {});
  const passwordHash = await secrets.hashPassword(DEMO_PASSWORD);
  await store.transaction((tx) =>
    tx.insertAccount({
      personId: 'officer-2',
      countyId,
      userName: 'officer2',
      displayName: '村干部 周强',
      passwordHash,
      unitId: null,
      roles: ['villageOfficer'],
    }),
  );
  return signInStaff(app.origin, 'officer2');
}

test('for somebody with a phone: the SMS goes there, and the phone opens the place by code', async () => {
  const phone = newPhone();
  const { ticketId, number } = await takeFor('王芳', { phone });
  expect((await smsOf(app.origin, 'numberTaken'))[0]).toContain(`您已取到 ${number} 号`);
  const own = await signInPhone(app.origin, phone);
  expect((await own.call('citizen.me', {})).tickets).toMatchObject([{ ticketId, name: '王芳' }]);
  const page = await open(own, ticketId);
  await page.call('ticket.enter', { ticketId, participation: 'video' });
  expect((await taken()).find((one) => one.ticketId === ticketId)).toMatchObject({
    name: '王芳',
    entered: true,
    phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
  });
  page.close();
});

test('who took it for whom is written down, with the consents that were spoken, and marked at the desk (T6)', async () => {
  const { ticketId } = await takeFor('赵福');
  const log = await app.deps.store.read.auditOfSession(SESSION, 50);
  const entries = log.filter((entry) => entry.ticketId === ticketId);
  expect(entries).toMatchObject([{ what: 'ticket.takeFor', byPersonId: 'demo-officer', byName: '村干部 何建军' }]);
  const consents = await app.deps.store.read.consentsOfTicket(ticketId);
  expect(consents).toHaveLength(3);
  for (const consent of consents) expect(consent).toMatchObject({ spoken: true, byPersonId: 'demo-officer' });
  expect(await rowOf(ticketId)).toMatchObject({ takenBy: '村干部 何建军', name: '赵福' });
  await officer.call('ticket.changeConsent', { ticketId, scope: 'recording', given: false, version: '2026-11-2' });
  expect((await app.deps.store.read.consentsOfTicket(ticketId)).at(-1)).toMatchObject({
    scope: 'recording',
    given: false,
    spoken: true,
    byPersonId: 'demo-officer',
  });
});

test('for somebody without one: waits at once, is called, and is put through on the officer’s connection', async () => {
  const { ticketId } = await takeFor('孙桂英');
  expect(await rowOf(ticketId)).toMatchObject({ state: 'waiting', entered: true, participation: 'video' });
  await evening.moderator.call('queue.call', { sessionId: SESSION, ticketId, reason: '试线' });
  expect((await taken()).filter((one) => one.called)).toMatchObject([{ ticketId, phoneMasked: null }]);
  const page = await open(officer, ticketId);
  await page.call('ticket.answer', { ticketId });
  expect((await taken()).filter((one) => one.called)).toEqual([]);
  await evening.moderator.call('ticket.approve', approval(ticketId));
  await evening.moderator.call('ticket.toDeck', { sessionId: SESSION, ticketId, seatId: SEAT });
  const { callId } = await evening.moderator.call('call.putThrough', { sessionId: SESSION, ticketId });
  await page.see('ticket', ({ state }) => state === 'live');
  await evening.moderator.call('call.end', {
    sessionId: SESSION,
    callId,
    outcome: 'answered',
    note: '',
    whereTo: null,
    unitId: null,
  });
  page.close();
});

test('the officer’s page shows no other place of the neighbour’s phone, whose own page does', async () => {
  const phone = newPhone();
  const { ticketId } = await takeFor('郑兰', { phone });
  const own = await signInPhone(app.origin, phone);
  const other = await own.call('ticket.take', joinInput(SESSION, '郑兰的丈夫'));
  const officerPage = await open(officer, ticketId);
  const any = () => true;
  expect((await officerPage.see('ticket', any)).others).toEqual([]);
  const change = { ticketId, scope: 'recording', given: false, version: '2026-11-2' } as const;
  await officerPage.call('ticket.changeConsent', change);
  const isChanged = ({ consent }: { consent: { recording: boolean } }) => !consent.recording;
  expect((await officerPage.see('ticket', isChanged)).others).toEqual([]);
  const ownPage = await open(own, ticketId);
  expect((await ownPage.see('ticket', any)).others).toMatchObject([{ ticketId: other.ticketId, name: '郑兰的丈夫' }]);
  const again = await open(officer, ticketId);
  const { views } = await again.call('session.snapshot', {});
  expect(views.find(({ view }) => view === 'ticket')?.data).toMatchObject({ ticketId, others: [] });
  for (const page of [officerPage, ownPage, again]) page.close();
});

test('by telephone: nothing is to be pressed, and a phone is needed', async () => {
  await expect(takeFor('钱贵', { byPhone: true })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  const { ticketId } = await takeFor('钱贵', { phone: newPhone(), byPhone: true });
  expect(await rowOf(ticketId)).toMatchObject({ state: 'waiting', entered: true, participation: 'phone' });
});

test('[Q7] whoever has no phone is nowhere promised a call by telephone, and keeps picture and sound', async () => {
  const noPhone = { code: 'NO_PHONE' };
  const { ticketId } = await takeFor('吴无机');
  const page = await open(officer, ticketId);
  expect((await page.see('ticket', () => true)).hasPhone).toBe(false);
  expect(await rowOf(ticketId)).toMatchObject({ hasPhone: false });
  await expect(page.call('ticket.enter', { ticketId, participation: 'phone' })).rejects.toMatchObject(noPhone);
  const of = { sessionId: SESSION, ticketId };
  const { moderator } = evening;
  await expect(moderator.call('ticket.offerStep', { ...of, step: 'phone' })).rejects.toMatchObject(noPhone);
  await expect(moderator.call('ticket.rang', { ...of, result: 'byPhone' })).rejects.toMatchObject(noPhone);
  const byPhone = { ...of, seatId: SEAT, reason: '老人' };
  await expect(moderator.call('call.byPhone', byPhone)).rejects.toMatchObject(noPhone);
  expect(await app.deps.store.read.ticket(ticketId)).toMatchObject({ state: 'waiting', participation: 'video' });
  await page.call('ticket.leave', { ticketId });
  page.close();
});

test('[S4, Q7] after the end whoever has no phone chooses among what reaches them; their neighbour with one among all', async () => {
  const session = sessionIn('lobby');
  await app.deps.store.transaction((tx) => tx.saveSession(session));
  const sessionId = session.id;
  const take = async (name: string, phone: string | null) =>
    (await officer.call('ticket.takeFor', { ...joinInput(sessionId, name), phone, byPhone: false })).ticketId;
  const [without, helped, withPhone] = [
    await take('孙无机', null),
    await take('李无机', null),
    await take('王有机', newPhone()),
  ];
  const deskHttp = await signInStaff(app.origin, 'moderator');
  const desk = await SocketClient.connect(deskHttp, { as: 'moderator', sessionId });
  await desk.call('session.end', { sessionId });
  const choose = (http: HttpClient, ticketId: string, choice: 'phone' | 'written') =>
    http.call('ticket.chooseNext', { ticketId, choice, toSessionId: null });
  expect((await officer.call('ticket.choices', { ticketId: without })).phoneBy).toBeNull();
  await expect(choose(officer, without, 'phone')).rejects.toMatchObject({ code: 'NO_PHONE' });
  await expect(choose(deskHttp, helped, 'phone')).rejects.toMatchObject({ code: 'NO_PHONE' });
  expect(await app.deps.store.read.casesOfTicket(without)).toEqual([]);
  expect(await choose(officer, without, 'written')).toMatchObject({ caseNumber: expect.any(String) });
  const { phoneBy } = await officer.call('ticket.choices', { ticketId: withPhone });
  expect(await choose(officer, withPhone, 'phone')).toMatchObject({ dueOn: phoneBy });
  desk.close();
});

test('[Q4] by telephone, booked before the evening: waits once the waiting room is open, and is told that the phone rings', async () => {
  const startsAt = Date.now() + 3_600_000;
  const coming = { ...sessionIn('scheduled'), startsAt, endsAt: startsAt + 3_600_000 };
  await app.deps.store.transaction((tx) => tx.saveSession(coming));
  const sessionId = coming.id;
  const book = (name: string, byPhone: boolean) =>
    officer.call('ticket.takeFor', { ...joinInput(sessionId, name), phone: newPhone(), byPhone });
  const rung = await book('马贵', true);
  const opens = await book('马芳', false);
  expect((await smsOf(app.origin, 'bookedByPhone'))[0]).toContain(`${rung.number} 号`);
  const moderator = await SocketClient.connect(await signInStaff(app.origin, 'moderator'), {
    as: 'moderator',
    sessionId,
  });
  await moderator.call('session.openLobby', { sessionId });
  const { rows } = await moderator.see('moderator', ({ session }) => session.state === 'lobby');
  const rowOfIts = (ticketId: string) => rows.find((row) => row.ticketId === ticketId);
  expect(rowOfIts(rung.ticketId)).toMatchObject({ state: 'waiting', entered: true, participation: 'phone' });
  expect(rowOfIts(opens.ticketId)).toMatchObject({ state: 'booked', entered: false });
  const told = async (template: string) =>
    (await smsOf(app.origin, template)).filter((text) => text.includes(coming.title));
  expect(await told('lobbyOpenByPhone')).toEqual([expect.stringContaining(`${rung.number} 号`)]);
  expect(await told('lobbyOpen')).toEqual([expect.stringContaining(`${opens.number} 号`)]);
  await moderator.call('session.start', { sessionId });
  await moderator.call('queue.callNext', { sessionId });
  expect(await app.deps.store.read.ticket(rung.ticketId)).toMatchObject({ state: 'screening' });
  moderator.close();
});

test('nobody else holds it: another officer, another phone, a moderator, the officer at others’ tickets', async () => {
  const { ticketId } = await takeFor('周芳');
  const other = await secondOfficer();
  expect(await taken(other)).toEqual([]);
  const resident = await signInPhone(app.origin);
  const foreign = await resident.call('ticket.take', joinInput(SESSION, '别人'));
  for (const [http, id] of [
    [other, ticketId],
    [resident, ticketId],
    [officer, foreign.ticketId],
  ] as const) {
    await expect(open(http, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const change = { ticketId: id, scope: 'recording', given: false, version: '2026-11-2' } as const;
    await expect(http.call('ticket.changeConsent', change)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
  await expect(open(await signInStaff(app.origin, 'moderator'), ticketId)).rejects.toMatchObject({
    code: 'NOT_SIGNED_IN',
  });
  const page = await open(officer, ticketId);
  await expect(page.call('ticket.leave', { ticketId: foreign.ticketId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(page.call('queue.callNext', { sessionId: SESSION })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  page.close();
});

test('an officer’s device that is signed in with a phone too acts for each as who holds it', async () => {
  const both = await signInStaff(app.origin, 'officer');
  const phone = newPhone();
  await both.call('phone.requestCode', { phone });
  const code = (await smsOf(app.origin, 'code'))[0]?.match(/\d{6}/)?.[0] ?? '';
  await both.call('phone.verify', { phone, code });
  const own = await both.call('ticket.take', joinInput(SESSION, '何建军'));
  const neighbour = await takeFor('吴春', { by: both });
  for (const { ticketId } of [own, neighbour]) {
    await both.call('ticket.changeConsent', { ticketId, scope: 'recording', given: true, version: '2026-11-2' });
    (await open(both, ticketId)).close();
  }
  const [last] = (await app.deps.store.read.consentsOfTicket(own.ticketId)).slice(-1);
  expect(last).toMatchObject({ spoken: false });
});

test('a person has one number: the same name of a village without a phone is told of it, by a code that carries it', async () => {
  const { ticketId, number } = await takeFor('李梅');
  await expect(takeFor('李梅')).rejects.toMatchObject({ code: 'ALREADY_IN_QUEUE', details: { ticketId, number } });
  expect((await takeFor('李梅（三组）')).number).toBeGreaterThan(number);
});

test('without the consent to the call there is no number, and nothing of it is left', async () => {
  const before = await taken();
  const input = joinInput(SESSION, '冯山');
  const consent = { ...input.consent, call: false };
  await expect(
    officer.call('ticket.takeFor', { ...input, consent, phone: null, byPhone: false }),
  ).rejects.toMatchObject({ code: 'CONSENT_MISSING' });
  expect(await taken()).toEqual(before);
});

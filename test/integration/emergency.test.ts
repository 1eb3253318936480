/** [C9] A threat to life rings the other desks with phone and place; the call goes on, and nothing of it is public. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, joinInput, newPhone, SocketClient, signInStaff, smsOf } from '../support/clients.ts';
import { clockOf } from '../support/clock.ts';
import { arrive, connectDesk, type Evening, endCall, putThrough, SESSION, startEvening } from '../support/evening.ts';
import { until } from '../support/until.ts';

const DUTY = '13700001111';
let app: TestApp;
let aheadMs = 0;
let evening: Evening;
let raiser: HttpClient;
let aide: HttpClient;
let supervisor: HttpClient;
let other: HttpClient;
let otherDesk: SocketClient;
beforeAll(async () => {
  app = await startTestApp({ dutyPhone: DUTY, clock: () => Date.now() + aheadMs });
  evening = await startEvening(app.origin);
  raiser = await signInStaff(app.origin, 'moderator');
  aide = await signInStaff(app.origin, 'aide');
  supervisor = await signInStaff(app.origin, 'supervisor');
  other = await signInStaff(app.origin, 'admin');
  otherDesk = await connectDesk(other, 'moderator');
});
afterAll(stopApps);

const raise = (ticketId: string, by = raiser) =>
  by.call('emergency.raise', { sessionId: SESSION, ticketId, said: '我不想活了' });
const auditOf = async (ticketId: string) =>
  (await app.deps.store.read.auditOfSession(SESSION, 30)).filter((entry) => entry.ticketId === ticketId);

test('the aide raises it on a call: both moderators see it, one accepts, steps and end are in the case, the call runs on', async () => {
  const resident = await arrive(app.origin, { name: '钱绝望' });
  const callId = await putThrough(evening, resident);
  const audience = await SocketClient.connect(new HttpClient(app.origin), { as: 'audience', sessionId: SESSION });
  const { ticketId } = resident;
  const { emergencyId } = await raise(ticketId, aide);
  // Pressed twice it is one.
  expect(await raise(ticketId)).toEqual({ emergencyId });

  const isThere = (heads: readonly { id: string }[]) => heads.some(({ id }) => id === emergencyId);
  for (const desk of [evening.moderator, otherDesk]) {
    const { emergencies } = await desk.see('moderator', (view) => isThere(view.emergencies));
    expect(emergencies[0]).toMatchObject({
      number: resident.number,
      accepted: null,
      raised: { byName: '联络员 陈立' },
    });
    expect(JSON.stringify(emergencies)).not.toMatch(/不想活|钱绝望/);
  }
  await evening.aide.see('aide', (view) => isThere(view.emergencies));
  expect((await supervisor.call('emergencies.list', {})).emergencies).toMatchObject([{ id: emergencyId }]);

  const person = await supervisor.call('emergency.open', { emergencyId });
  expect(person).toMatchObject({ name: '钱绝望', said: '我不想活了', dutyPhone: DUTY });
  expect(person.phone).toMatch(/^1\d{10}$/);
  expect(await aide.call('emergency.open', { emergencyId })).toMatchObject({ phone: person.phone });

  await expect(aide.call('emergency.accept', { emergencyId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const accepts = await Promise.allSettled([
    supervisor.call('emergency.accept', { emergencyId }),
    other.call('emergency.accept', { emergencyId }),
  ]);
  expect(accepts.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const lost = accepts.find((one) => one.status === 'rejected');
  expect(lost?.reason).toMatchObject({ code: 'STALE', details: { byName: expect.any(String) } });
  const accepted = await evening.moderator.see('moderator', (view) => view.emergencies[0]?.accepted !== null);
  expect(accepted.calls.find(({ id }) => id === callId)).toMatchObject({ state: 'live' });

  await aide.call('emergency.called', { emergencyId, whom: 'ambulance' });
  await evening.moderator.see('moderator', (view) => view.emergencies[0]?.steps[0]?.whom === 'ambulance');
  await supervisor.call('emergency.close', { emergencyId, outcome: 'handedOver', note: '120 已到村' });
  await evening.moderator.see('moderator', (view) => view.emergencies.length === 0);
  await evening.aide.see('aide', (view) => view.emergencies.length === 0);
  await expect(other.call('emergency.called', { emergencyId, whom: 'fire' })).rejects.toMatchObject({
    code: 'WRONG_STATE',
  });
  const inCase = (await app.deps.store.read.auditOfCase(person.caseId)).map(({ what, why }) => [what, why]);
  expect(inCase).toEqual(
    expect.arrayContaining([
      ['emergency.raise', '我不想活了'],
      ['emergency.open', null],
      ['emergency.accept', null],
      ['emergency.called.ambulance', null],
      ['emergency.close.handedOver', '120 已到村'],
    ]),
  );
  // Neither the audience nor the person on the call is told anything of it.
  for (const one of [audience, resident.socket]) {
    const { views } = await one.call('session.snapshot', {});
    expect(views.length).toBeGreaterThan(0);
    expect(JSON.stringify(views)).not.toMatch(/emergenc|不想活/);
  }
  await endCall(evening, callId);
});

test('somebody who waits, too; an aide does not open what others raised', async () => {
  const resident = await arrive(app.origin, { name: '孙等候' });
  const { emergencyId } = await raise(resident.ticketId);
  await expect(aide.call('emergency.open', { emergencyId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(raiser.call('emergency.accept', { emergencyId })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(supervisor.call('emergency.open', { emergencyId: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await app.deps.store.read.ticket(resident.ticketId)).toMatchObject({ state: 'waiting' });
  await raiser.call('emergency.close', { emergencyId, outcome: 'mistaken', note: '' });
  await resident.socket.call('ticket.leave', { ticketId: resident.ticketId });
  await expect(raise(resident.ticketId)).rejects.toMatchObject({ code: 'WRONG_STATE' });
});

test('half a minute without anybody: the duty phone is sent an SMS with place and phone, once; not when somebody took it', async () => {
  const resident = await arrive(app.origin, { name: '李无人' });
  const taken = await arrive(app.origin, { name: '周有人' });
  const before = (await smsOf(app.origin, 'emergency')).length;
  const { emergencyId } = await raise(resident.ticketId);
  const second = await raise(taken.ticketId);
  await supervisor.call('emergency.accept', { emergencyId: second.emergencyId });
  const clock = clockOf(app);
  aheadMs = 31_000;
  await clock.escalate(emergencyId);
  await clock.escalate(emergencyId);
  await clock.escalate(second.emergencyId);
  const { phone } = await supervisor.call('emergency.open', { emergencyId });
  const sent = await until('the SMS', async () => {
    const all = await smsOf(app.origin, 'emergency');
    return all.length > before && all;
  });
  expect(sent).toHaveLength(before + 1);
  expect(sent[0]).toContain(`${resident.number} 号`);
  expect(sent[0]).toContain(phone ?? 'none');
  expect((await app.deps.store.read.emergency(emergencyId))?.escalatedAt).toBeGreaterThan(Date.now());
  expect((await auditOf(resident.ticketId)).map(({ what }) => what)).toContain('emergency.escalate');
});

test('[Q7] whoever has no phone is found at the terminal or officer where they take part, at the desks and by the duty phone', async () => {
  const terminal = await signInStaff(app.origin, 'officer');
  await terminal.call('terminal.setUp', { name: '石桥镇便民服务中心' });
  const officer = await signInStaff(app.origin, 'officer');
  const take = async (by: HttpClient, name: string, phone: string | null = null) =>
    (await by.call('ticket.takeFor', { ...joinInput(SESSION, name), phone, byPhone: false })).ticketId;
  const open = async (ticketId: string) => {
    const { emergencyId } = await raise(ticketId);
    return { emergencyId, ...(await supervisor.call('emergency.open', { emergencyId })) };
  };
  const here = await open(await take(terminal, '孙终端'));
  const home = joinInput(SESSION, '').place;
  const at = { by: 'terminal', name: '石桥镇便民服务中心', unitName: '石桥镇' };
  expect(here).toMatchObject({ phone: null, at, placeName: home });
  const beside = await open(await take(officer, '李身边'));
  expect(beside.at).toEqual({ by: 'officer', name: '村干部 何建军', unitName: '石桥镇' });
  // A neighbour with a phone may be anywhere.
  expect((await open(await take(officer, '王有机', newPhone()))).at).toBeNull();
  aheadMs += 31_000;
  for (const { emergencyId } of [here, beside]) await clockOf(app).escalate(emergencyId);
  const sent = await until('both SMS', async () => {
    const all = (await smsOf(app.origin, 'emergency')).filter((text) => text.includes('家在'));
    return all.length === 2 && all.join();
  });
  expect(sent).toContain(`所在地：在石桥镇便民服务中心（石桥镇）的自助终端前，家在${home}。`);
  expect(sent).toContain(`所在地：在村干部 何建军（石桥镇）身边，家在${home}。`);
});

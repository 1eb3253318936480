/** A department's room beside the leaders' seats, one queue: its officer calls, talks, ends; people are sent there and back. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_ROOM_ID } from '../../server/storage/seed-demo.ts';
import { positionOf } from '../../shared/queue/position.ts';
import type { ViewOf } from '../../shared/views/all.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { randomId, SocketClient, signInStaff, smsOf } from '../support/clients.ts';
import {
  approval,
  arrive,
  type Evening,
  putThrough,
  type Resident,
  SEAT,
  SESSION,
  startEvening,
} from '../support/evening.ts';
import { rtpOf } from '../support/media/rtp.ts';
import { until } from '../support/until.ts';

const inRoom = { sessionId: SESSION, seatId: DEMO_ROOM_ID };
const WATER = 'C0304';

let app: TestApp;
let evening: Evening;
let officer: SocketClient;

beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
  officer = await SocketClient.connect(await signInStaff(app.origin, 'duty'), { as: 'duty', ...inRoom });
});
afterAll(stopApps);

const ofTicket = ({ ticketId }: Resident) => ({ sessionId: SESSION, ticketId });
const aboutWater = (resident: Resident) =>
  evening.moderator.call('ticket.approve', { ...approval(resident.ticketId), categoryCode: WATER });
const send = (by: SocketClient, resident: Resident, toSeatId: string | null) =>
  by.call('queue.send', { ...ofTicket(resident), toSeatId, reason: 'department' });
const leave = ({ socket, ticketId }: Resident) => socket.call('ticket.leave', { ticketId });
/** What a phone shows. */
const placeOf = ({ socket }: Resident): number | null => {
  const [own, waiting] = [socket.view('ticket'), socket.view('waiting')];
  return own && waiting ? positionOf(waiting.digest, own).place : null;
};

describe('[Q2] whom the room serves', () => {
  test('those of its categories, beside the leaders, and whoever is sent to it; it sees these and nobody else', async () => {
    const [other, water, sent] = [await arrive(app.origin), await arrive(app.origin), await arrive(app.origin)];
    await aboutWater(water);
    await send(evening.moderator, sent, DEMO_ROOM_ID);
    const view = await officer.see('duty', ({ rows }) => rows.length === 2);
    expect(view.rows.map(({ ticketId, place }) => [ticketId, place])).toEqual([
      [water.ticketId, 1],
      [sent.ticketId, 2],
    ]);
    expect(view.nextTicketId).toBe(water.ticketId);
    expect(JSON.stringify(view)).not.toContain(other.ticketId);
    const { rows, nextTicketId } = await evening.moderator.see('moderator', (now) => now.rows.length === 3);
    expect(nextTicketId).toBe(other.ticketId);
    expect(rows.map(({ ticketId }) => ticketId)).toEqual([other, water, sent].map(({ ticketId }) => ticketId));
    // [Q5] Every phone shows the server's place, with whom they will speak, and that the room is manned.
    for (const resident of [other, water, sent])
      await resident.socket.see(
        'waiting',
        () => placeOf(resident) === rows.find((row) => row.ticketId === resident.ticketId)?.place,
      );
    expect(await sent.socket.see('ticket', ({ sentTo }) => sentTo === 'room')).toMatchObject({
      withWhom: [{ who: '水利局值班员 郑波', isRoom: true }],
    });
    const { withWhom } = await water.socket.see('ticket', (ticket) => ticket.withWhom.length === 2);
    expect(withWhom.map(({ isRoom }) => isRoom)).toEqual([false, true]);
    expect(await smsOf(app.origin, 'sentToRoom')).toEqual([
      expect.stringContaining(`${sent.number} 号，您的事转到“水利局连线室”`),
    ]);
    await Promise.all([other, water, sent].map(leave));
  });
});

describe('[Q3] a moderator and a room at once', () => {
  test('never get the same ticket: two different ones, or one is told that nobody is left', async () => {
    for (const people of [1, 2, 3]) {
      const waiting: Resident[] = [];
      for (let each = 0; each < people; each += 1) waiting.push(await arrive(app.origin));
      for (const resident of waiting) await aboutWater(resident);
      const called = await Promise.allSettled([
        evening.moderator.call('queue.callNext', { sessionId: SESSION }),
        officer.call('room.callNext', inRoom),
      ]);
      const got = called.flatMap((one) => (one.status === 'fulfilled' ? one.value.ticketId : []));
      expect(got).toEqual([...new Set(got)]);
      expect(got.length).toBe(Math.min(2, people));
      expect(new Set(got)).toEqual(new Set(waiting.slice(0, 2).map(({ ticketId }) => ticketId)));
      const refused = called.flatMap((one) => (one.status === 'rejected' ? one.reason.code : []));
      expect(refused).toEqual(people === 1 ? ['QUEUE_EMPTY'] : []);
      await Promise.all(waiting.map(leave));
    }
  });

  test('a room calls one at a time', async () => {
    const [first, second] = [await arrive(app.origin), await arrive(app.origin)];
    for (const resident of [first, second]) await send(evening.moderator, resident, DEMO_ROOM_ID);
    await officer.call('room.callNext', inRoom);
    const busy = { code: 'SEAT_BUSY', details: { ticketId: first.ticketId } };
    await expect(officer.call('room.callNext', inRoom)).rejects.toMatchObject(busy);
    await first.socket.call('ticket.answer', { ticketId: first.ticketId });
    await expect(officer.call('room.callNext', inRoom)).rejects.toMatchObject(busy);
    await Promise.all([first, second].map(leave));
  });
});

describe('[C2] a call of the room', () => {
  test('goes from the call to the end without a green room, and is never public nor the aide’s', async () => {
    const resident = await arrive(app.origin);
    await send(evening.moderator, resident, DEMO_ROOM_ID);
    const { ticketId } = await officer.call('room.callNext', inRoom);
    expect(ticketId).toBe(resident.ticketId);
    await resident.socket.see('ticket', ({ called }) => called?.toRoom === true);
    await resident.socket.call('ticket.answer', { ticketId });
    await resident.socket.see('ticket', ({ state }) => state === 'onDeck');
    const { callId } = await officer.call('call.putThrough', ofTicket(resident));
    const { call } = await resident.socket.see('ticket', ({ state }) => state === 'live');
    expect(call).toMatchObject({ withWhom: '水利局值班员 郑波', onAir: false, head: { public: false, shown: false } });
    // [C4] Who sees and hears it: the aide beside the leader does not.
    expect(call?.onStage.map(({ role }) => role)).toEqual(['official', 'citizen', 'moderator']);
    const seatOffAir = { code: 'WRONG_STATE', details: { state: 'seatOffAir' } };
    const ofCall = { sessionId: SESSION, callId };
    await expect(evening.moderator.call('call.setPublic', { ...ofCall, public: true })).rejects.toMatchObject(
      seatOffAir,
    );
    const { calls } = await evening.moderator.see('moderator', (view) => view.calls.length === 1);
    expect(calls).toMatchObject([{ seatId: DEMO_ROOM_ID, public: false, shown: false }]);
    expect(evening.aide.view('aide')?.calls).toEqual([]);
    expect(evening.screen.view('screen')?.now).toBeNull();
    await officer.call('call.note', { ...ofCall, note: '已说明停水原因' });
    await officer.call('call.end', { ...ofCall, outcome: 'answered', note: '', whereTo: null, unitId: null });
    await resident.socket.see('ticket', ({ ended }) => ended?.outcome === 'answered' && ended.cases.length === 1);
  });

  test('[C9] its officer raises an emergency of whom they talk with, reads who takes care of it, and of no other', async () => {
    const [resident, other] = [await arrive(app.origin), await arrive(app.origin)];
    const raise = (one: Resident) => officer.call('emergency.raise', { ...ofTicket(one), said: '我不想活了' });
    await send(evening.moderator, resident, DEMO_ROOM_ID);
    await expect(raise(resident)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await expect(raise(other)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await officer.call('room.callNext', inRoom);
    const { emergencyId } = await raise(resident);
    const { emergencies } = await evening.moderator.see('moderator', (view) => view.emergencies.length === 1);
    expect(emergencies[0]).toMatchObject({ id: emergencyId, raised: { byName: expect.stringContaining('郑波') } });
    const moderator = await signInStaff(app.origin, 'moderator');
    const { emergencyId: elsewhere } = await moderator.call('emergency.raise', { ...ofTicket(other), said: '' });
    await moderator.call('emergency.accept', { emergencyId });
    const taken = await officer.see('duty', (view) => view.emergencies.some((one) => one.accepted !== null));
    expect(taken.emergencies.map(({ id, accepted }) => [id, accepted?.byName])).toEqual([[emergencyId, '主持人 周敏']]);
    for (const action of ['emergency.open', 'emergency.accept'] as const)
      await expect((await signInStaff(app.origin, 'duty')).call(action, { emergencyId })).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    for (const id of [emergencyId, elsewhere])
      await moderator.call('emergency.close', { emergencyId: id, outcome: 'calmed', note: '' });
    await officer.see('duty', (view) => view.emergencies.length === 0);
    await Promise.all([resident, other].map(leave));
  });

  test('[T5] shows the officer the number of whom the room called by telephone, and of nobody who waits', async () => {
    const resident = await arrive(app.origin, { participation: 'phone' });
    await send(evening.moderator, resident, DEMO_ROOM_ID);
    await expect(officer.call('ticket.revealPhone', ofTicket(resident))).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await officer.call('room.callNext', inRoom);
    expect((await officer.call('ticket.revealPhone', ofTicket(resident))).phone).toMatch(/^139/);
    await officer.call('queue.reached', ofTicket(resident));
    const { callId } = await officer.call('call.putThrough', ofTicket(resident));
    const failed = { outcome: 'failed', note: '', whereTo: '没有听清', unitId: null } as const;
    await officer.call('call.end', { sessionId: SESSION, callId, ...failed });
    await officer.see('duty', ({ rows }) => rows[0]?.lane === 'head');
    await leave(resident);
  });
});

describe('[Q6] to the room and back', () => {
  test('keeps the place, from the queue, the green room and the room’s deck, written down with who and why', async () => {
    const people = [await arrive(app.origin), await arrive(app.origin), await arrive(app.origin)];
    const [first, second, third] = people as [Resident, Resident, Resident];
    const open = ({ rows }: ViewOf<'moderator'>) => rows.filter(({ ended }) => ended === null);
    const order = async () =>
      open(await evening.moderator.see('moderator', (view) => open(view).length === 3)).map(({ ticketId }) => ticketId);
    const before = await order();
    await evening.moderator.call('queue.callNext', { sessionId: SESSION });
    await first.socket.call('ticket.answer', { ticketId: first.ticketId });
    await send(evening.moderator, first, DEMO_ROOM_ID);
    await first.socket.see('ticket', ({ state, sentTo }) => state === 'waiting' && sentTo === 'room');
    await second.socket.see('waiting', () => placeOf(second) === 1);
    await officer.call('room.callNext', inRoom);
    await first.socket.call('ticket.answer', { ticketId: first.ticketId });
    await send(officer, first, null);
    await first.socket.see('ticket', ({ state, sentTo }) => state === 'waiting' && sentTo === 'leader');
    expect((await app.deps.store.read.ticket(first.ticketId))?.order).toBe(first.number);
    await third.socket.see('waiting', () => people.every((one, index) => placeOf(one) === index + 1));
    expect(await order()).toEqual(before);
    const log = (await app.deps.store.read.auditOfSession(SESSION, 20)).filter(({ what }) => what === 'queue.send');
    expect(log.slice(0, 2).map(({ byName, why }) => [byName, why])).toEqual([
      ['值班员 郑波', 'department'],
      ['主持人 周敏', 'department'],
    ]);
    expect((await smsOf(app.origin, 'sentToLeader')).length).toBe(1);
    await Promise.all(people.map(leave));
  });
});

describe('[C11] a department that is called to the leader’s stage', () => {
  const rings = (callId: string) => officer.see('duty', ({ summoned }) => summoned?.callId === callId);

  test('rings, refuses with a reason, joins, is named to the citizen, leaves and is sent away, all in the log', async () => {
    const resident = await arrive(app.origin);
    const callId = await putThrough(evening, resident);
    const ofRoom = { ...inRoom, callId };
    await evening.aide.call('summons.call', ofRoom);
    // [T5] Approved words, and no name.
    const { summoned } = await rings(callId);
    expect(summoned).toMatchObject({
      joined: false,
      publicName: '石桥村李女士',
      subject: '石桥村路灯维修',
      others: [],
    });
    await expect(evening.moderator.call('summons.call', ofRoom)).rejects.toMatchObject({ code: 'SEAT_BUSY' });
    // What it may name of that call is its answer alone.
    await expect(officer.call('call.note', { sessionId: SESSION, callId, note: '' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await officer.call('summons.refuse', { ...ofRoom, reason: 'busy' });
    await officer.see('duty', (view) => view.summoned === null);
    await evening.moderator.see('moderator', (view) => view.summons[0]?.reason === 'busy');
    await expect(officer.call('summons.accept', ofRoom)).rejects.toMatchObject({ code: 'WRONG_STATE' });

    await evening.moderator.call('summons.call', ofRoom);
    await rings(callId);
    await officer.call('summons.accept', ofRoom);
    const { call } = await resident.socket.see(
      'ticket',
      (view) => view.call?.onStage.some(({ role }) => role === 'officer') === true,
    );
    expect(call?.onStage).toContainEqual({ role: 'officer', label: '水利局' });
    await evening.screen.see('screen', ({ now }) => now?.officers[0]?.unitName === '水利局');
    await evening.aide.see('aide', (view) => view.summons[0]?.state === 'joined');
    await officer.call('summons.leave', ofRoom);
    await evening.screen.see('screen', ({ now }) => now?.officers.length === 0);
    await evening.aide.call('summons.call', ofRoom);
    await evening.aide.call('summons.dismiss', ofRoom);
    await officer.see('duty', (view) => view.summoned === null);
    const answered = { outcome: 'answered', note: '', whereTo: null, unitId: null } as const;
    await evening.moderator.call('call.end', { sessionId: SESSION, callId, ...answered });

    const steps = ['dismiss', 'call', 'leave', 'accept', 'call', 'refuse', 'call'].map((step) => `summons.${step}`);
    const [record] = await app.deps.store.read.casesOfTicket(resident.ticketId);
    const ofCase = await app.deps.store.read.auditOfCase(record?.id ?? '');
    const log = ofCase.filter(({ what }) => what.startsWith('summons.')).reverse();
    expect(log.map(({ what }) => what)).toEqual(steps);
    expect(log[5]).toMatchObject({ why: 'busy', byName: '值班员 郑波', data: { seatId: DEMO_ROOM_ID, callId } });
    expect((await app.deps.store.read.call(callId))?.summons.map(({ state }) => state)).toEqual([
      'refused',
      'left',
      'left',
    ]);
  });

  test('[C4] is handed the call over, and goes on with it off the programme, off the leader’s desk', async () => {
    const resident = await arrive(app.origin);
    const callId = await putThrough(evening, resident);
    const ofCall = { sessionId: SESSION, callId };
    await evening.moderator.call('summons.call', { ...inRoom, callId });
    await rings(callId);
    await officer.call('summons.accept', { ...inRoom, callId });
    const unitId = (await (await signInStaff(app.origin, 'aide')).call('units.list', {})).units[0]?.id ?? '';
    const said = { caseId: null, wording: '修好', unitId, dueOn: '2099-01-01', confirmed: false };
    const { promiseId } = await evening.aide.call('promise.record', { ...ofCall, ...said });
    const handOver = () => evening.moderator.call('call.handOver', { ...ofCall, toSeatId: DEMO_ROOM_ID });
    await expect(handOver()).rejects.toMatchObject({ details: { needs: 'promisesSettled' } });
    await evening.aide.call('promise.withdraw', { ...ofCall, promiseId });
    await handOver();
    const { call } = await resident.socket.see('ticket', (view) => view.call?.head.seatId === DEMO_ROOM_ID);
    expect(call).toMatchObject({ withWhom: '水利局值班员 郑波', onAir: false });
    expect(call?.onStage.map(({ role }) => role)).toEqual(['official', 'citizen', 'moderator']);
    await evening.screen.see('screen', ({ now }) => now === null);
    await evening.aide.see('aide', ({ calls }) => calls.length === 0);
    await officer.see('duty', (view) => view.summoned === null && view.calls[0]?.head.id === callId);
    // From here on it is the room's own call.
    await officer.call('call.end', { ...ofCall, outcome: 'answered', note: '', whereTo: null, unitId: null });
    const log = await app.deps.store.read.auditOfSession(SESSION, 20);
    expect(log.find(({ what }) => what === 'call.handOver')?.data).toEqual({ callId, from: SEAT, to: DEMO_ROOM_ID });
  });

  test('[C8] a promise of before stays the leader’s, and stands in the evening’s log', async () => {
    const resident = await arrive(app.origin);
    const callId = await putThrough(evening, resident);
    const supervisor = await signInStaff(app.origin, 'supervisor');
    const unitId = (await supervisor.call('units.list', {})).units[0]?.id ?? '';
    const said = { wording: '交给值班室前说的', unitId, dueOn: '2027-06-01', readBack: true, confirmed: true };
    const ofCall = { sessionId: SESSION, callId };
    await evening.aide.call('promise.record', { ...ofCall, caseId: null, ...said });
    await evening.moderator.call('call.handOver', { ...ofCall, toSeatId: DEMO_ROOM_ID });
    await officer.see('duty', (view) => view.calls[0]?.head.id === callId);
    await officer.call('call.end', { ...ofCall, outcome: 'answered', note: '', whereTo: null, unitId: null });
    const call = (await app.deps.store.read.call(callId)) ?? expect.fail('no call');
    expect(call.before).toMatchObject([{ seatId: SEAT, public: true }]);
    const [promise] = await app.deps.store.read.promisesOfCall(callId);
    expect(promise?.seat).toEqual({ seatId: SEAT, from: call.startedAt });
    const { promises } = await supervisor.call('promises.list', { by: '县长 王建国' });
    expect(promises.map(({ wording }) => wording)).toContain(said.wording);
    const [record] = await app.deps.store.read.casesOfTicket(resident.ticketId);
    const page = await supervisor.call('case.show', { number: record?.number ?? '' });
    expect(page.calls).toMatchObject([{ withWhom: '县长 王建国、水利局值班员 郑波' }]);
    expect(page.calls[0]?.seatName.split('、')).toHaveLength(2);
    const ledger = await supervisor.call('ledger.open', { sessionId: SESSION });
    expect(ledger.rows.find(({ number }) => number === resident.number)?.official).toMatch(/^县长 王建国、/);
    const log = await app.deps.store.read.auditOfSession(SESSION, 50);
    const { ticketId } = resident;
    expect(log.find(({ what, data }) => what === 'promise.confirm' && data.promiseId === promise?.id)).toMatchObject({
      ...{ sessionId: SESSION, ticketId, caseId: record?.id },
    });
  });

  test('[K2] is never one that the matter complains of', async () => {
    const resident = await arrive(app.origin);
    const callId = await putThrough(evening, resident);
    const { unitId } =
      (await app.deps.store.read.session(SESSION))?.seats.find(({ id }) => id === DEMO_ROOM_ID)?.room ??
      expect.fail('no room');
    const { caseId } = await evening.aide.call('call.openCase', {
      sessionId: SESSION,
      callId,
      subject: '水利局不答复',
      kind: 'complain',
      categoryCode: WATER,
    });
    const record = (await app.deps.store.read.case(caseId)) ?? expect.fail('no case');
    await app.deps.store.transaction((tx) => tx.saveCase({ ...record, aboutUnitIds: [unitId] }));
    await expect(evening.moderator.call('summons.call', { ...inRoom, callId })).rejects.toMatchObject({
      code: 'COMPLAINS_OF',
    });
    expect(officer.view('duty')?.summoned).toBeNull();
    await evening.moderator.call('call.end', {
      sessionId: SESSION,
      callId,
      outcome: 'answered',
      note: '',
      whereTo: null,
      unitId: null,
    });
  });
});

describe('[T1] the officer’s reach ends at the room', () => {
  test('nobody else’s tickets, calls and seats; no other unit’s room', async () => {
    const resident = await arrive(app.origin);
    await expect(send(officer, resident, DEMO_ROOM_ID)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(officer.call('room.callNext', { sessionId: SESSION, seatId: SEAT })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(officer.call('queue.callNext', { sessionId: SESSION })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const connect = async (userName: string, seatId = DEMO_ROOM_ID) =>
      SocketClient.connect(await signInStaff(app.origin, userName), { as: 'duty', sessionId: SESSION, seatId });
    for (const userName of ['caseworker', 'moderator', 'aide', 'leader', 'supervisor'])
      await expect(connect(userName), userName).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(connect('duty', SEAT)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const screen = signInStaff(app.origin, 'leader').then((http) =>
      SocketClient.connect(http, { as: 'official', ...inRoom }),
    );
    await expect(screen).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await leave(resident);
  });
});

test('[C7] its picture is the moderator’s and never the aide’s, also before anything happened on a stage', async () => {
  const joined = async (socket: SocketClient, direction: 'send' | 'recv') => {
    const clientId = randomId();
    const { routerRtpCapabilities } = await socket.call('media.join', { clientId, rtpCapabilities: null });
    await socket.call('media.join', { clientId, rtpCapabilities: routerRtpCapabilities });
    return (await socket.call('media.createTransport', { direction, protocol: 'any' })).id;
  };
  const offered = ({ notices }: SocketClient) => notices.some(({ notice }) => notice === 'media.consumer');
  await joined(evening.aide, 'recv');
  const transportId = await joined(officer, 'send');
  const rtpParameters = rtpOf('microphone');
  await officer.call('media.produce', { transportId, source: 'microphone', kind: 'audio', rtpParameters });
  await joined(evening.moderator, 'recv');
  await until('the moderator is offered it', () => offered(evening.moderator));
  expect(offered(evening.aide)).toBe(false);
});

test('[Q5] a room that nobody is in calls nobody: whoever was sent there is told so', async () => {
  const [water, sent] = [await arrive(app.origin), await arrive(app.origin)];
  await aboutWater(water);
  await send(evening.moderator, sent, DEMO_ROOM_ID);
  officer.close();
  await sent.socket.see('waiting', ({ digest }) => digest.rooms[0]?.open === false);
  expect([placeOf(water), placeOf(sent)]).toEqual([1, 2]);
  await evening.moderator.see('moderator', ({ seats }) =>
    seats.some(({ room }) => room?.open === false && room.waiting === 2),
  );
});

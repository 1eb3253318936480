/** What the desks may do and see beyond the main job: calls by telephone, ended tickets, promises that were not confirmed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EXTENSION_MS } from '../../shared/call-time.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, signInStaff } from '../support/clients.ts';
import {
  approval,
  arrive,
  deck,
  type Evening,
  endCall,
  putThrough,
  type Resident,
  SEAT,
  SESSION,
  screenIn,
  startEvening,
} from '../support/evening.ts';

let app: TestApp;
let evening: Evening;

beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
});
afterAll(stopApps);

const inSession = { sessionId: SESSION };
const leave = ({ socket, ticketId }: Resident) => socket.call('ticket.leave', { ticketId });
const desk = () => evening.moderator;

test('[S2] a page that is opened later learns the time of now, not of when its views last changed', async () => {
  const askedAt = Date.now();
  // Nothing changes between the two.
  for (let time = 0; time < 2; time += 1) {
    const { views } = await desk().call('session.snapshot', {});
    for (const { serverTime } of views) expect(serverTime).toBeGreaterThanOrEqual(askedAt);
  }
});

describe('[Q4] by telephone', () => {
  test('nobody is passed over by the clock, an SMS says that the desk rings, and the desk says how it went', async () => {
    const resident = await arrive(app.origin, { name: '孙老汉', participation: 'phone' });
    const { ticketId, number } = resident;
    const ofTicket = { ...inSession, ticketId };
    const sms = async (template: string) =>
      (await new HttpClient(app.origin).call('demo.outbox', {})).messages.some(
        (message) => message.template === template && message.text.includes(`${number} 号`),
      );
    await desk().call('queue.callNext', inSession);
    expect(await sms('calledByPhone')).toBe(true);
    expect(await sms('called')).toBe(false);
    // Not reached: no 60 s to wait for.
    await desk().call('queue.passOver', ofTicket);
    expect(await app.deps.store.read.ticket(ticketId)).toMatchObject({ state: 'waiting', passes: 1 });

    await desk().call('queue.callNext', inSession);
    await desk().call('queue.reached', ofTicket);
    await desk().see('moderator', ({ rows }) => rows.some((row) => row.ticketId === ticketId && row.answered));
    await expect(desk().call('queue.passOver', ofTicket)).rejects.toMatchObject({ code: 'WRONG_STATE' });
    await desk().call('ticket.approve', approval(ticketId));
    const { callId } = await desk().call('call.byPhone', { ...ofTicket, seatId: SEAT });
    await endCall(evening, callId);
  });
});

describe('[Q6] a call by telephone out of turn', () => {
  test('needs a reason that is written down; the next one needs none and moves the turn on', async () => {
    const first = await arrive(app.origin, { name: '先到' });
    const second = await arrive(app.origin, { name: '后到' });
    for (const { ticketId } of [first, second]) await desk().call('ticket.approve', approval(ticketId));
    await desk().see('moderator', (view) => view.nextTicketId === first.ticketId);
    const byPhone = ({ ticketId }: Resident, reason?: string) =>
      desk().call('call.byPhone', { ...inSession, ticketId, seatId: SEAT, ...(reason ? { reason } : {}) });
    const turn = async () => (await app.deps.store.read.session(SESSION))?.turn ?? -1;

    await expect(byPhone(second)).rejects.toMatchObject({ code: 'REASON_MISSING' });
    expect(await app.deps.store.read.ticket(second.ticketId)).toMatchObject({ state: 'waiting' });
    const before = await turn();
    await endCall(evening, (await byPhone(second, '年老体弱')).callId);
    await desk().see('moderator', ({ log }) =>
      log.some(
        ({ what, about, why }) => what === 'call.byPhone' && about === String(second.number) && why === '年老体弱',
      ),
    );
    expect(await turn()).toBe(before);

    await endCall(evening, (await byPhone(first)).callId);
    expect(await turn(), 'the turn of the round goes on').not.toBe(before);
  });
});

describe('[C10] the length of a call', () => {
  test('is extended once by moderator or aide, on both desks and the screen, in the log', async () => {
    const resident = await arrive(app.origin, { name: '说得久' });
    const ofCall = { ...inSession, callId: await putThrough(evening, resident) };
    await evening.aide.call('call.extend', ofCall);
    await evening.aide.see('aide', ({ calls }) => calls.some(({ head }) => head.extendedMs === EXTENSION_MS));
    await desk().see(
      'moderator',
      ({ calls, log }) =>
        calls.some(({ extendedMs }) => extendedMs === EXTENSION_MS) &&
        log.some(({ what, about }) => what === 'call.extend' && about === String(resident.number)),
    );
    await evening.screen.see('screen', ({ now }) => now?.head.extendedMs === EXTENSION_MS);
    await expect(desk().call('call.extend', ofCall)).rejects.toMatchObject({
      code: 'WRONG_STATE',
      details: { needs: 'notExtended' },
    });
    await desk().call('call.hold', ofCall);
    await desk().see('moderator', ({ calls }) => calls.some(({ heldAt }) => heldAt !== null));
    await desk().call('call.resume', ofCall);
    const call = await app.deps.store.read.call(ofCall.callId);
    expect(call).toMatchObject({ state: 'live', extendedMs: EXTENSION_MS });
    expect(call?.heldMs).toBeGreaterThan(0);
    await endCall(evening, ofCall.callId);
  });
});

describe('[C4] a swap', () => {
  test('holds the one on, puts the next through, and goes back, each in one action', async () => {
    const [one, two, three] = [
      await arrive(app.origin, { name: '先连线' }),
      await arrive(app.origin, { name: '急事' }),
      await arrive(app.origin, { name: '第三位' }),
    ];
    const first = await putThrough(evening, one);
    await deck(evening, two);
    const through = { ...inSession, ticketId: two.ticketId };
    await expect(desk().call('call.putThrough', through)).rejects.toMatchObject({ code: 'SEAT_BUSY' });
    const { callId: second } = await desk().call('call.swap', through);
    const states = async () =>
      Promise.all([first, second].map(async (id) => (await app.deps.store.read.call(id))?.state));
    expect(await states()).toEqual(['held', 'live']);
    await one.socket.see('ticket', ({ state, call }) => state === 'live' && call?.head.state === 'held');
    await two.socket.see('ticket', ({ call }) => call?.head.state === 'live');
    await evening.screen.see('screen', ({ now }) => now?.head.id === second);
    await evening.aide.see('aide', ({ calls }) => calls.length === 2);

    // One held at most: nobody waits behind two.
    await deck(evening, three);
    const third = desk().call('call.swap', { ...inSession, ticketId: three.ticketId });
    await expect(third).rejects.toMatchObject({ code: 'SEAT_BUSY' });
    await desk().call('queue.return', { ...inSession, ticketId: three.ticketId, reason: '换人' });

    await desk().call('call.resume', { ...inSession, callId: first });
    expect(await states()).toEqual(['live', 'held']);
    await evening.screen.see('screen', ({ now }) => now?.head.id === first);
    await two.socket.see('ticket', ({ call }) => call?.head.state === 'held');
    await endCall(evening, first);
    await desk().call('call.resume', { ...inSession, callId: second });
    await endCall(evening, second);
    await leave(three);
  });
});

test('[Q6] a return goes to the place kept, or to another in the same action, both written down', async () => {
  const [one, two] = [await arrive(app.origin, { name: '先取号' }), await arrive(app.origin, { name: '后取号' })];
  const order = async () => {
    const { rows } = await desk().see(
      'moderator',
      (view) => view.rows.filter(({ place }) => place !== null).length === 2,
    );
    return rows.filter(({ place }) => place !== null).map(({ ticketId }) => ticketId);
  };
  const back = async (resident: Resident, beforeTicketId?: string | null) => {
    await screenIn(evening, resident);
    const place = beforeTicketId === undefined ? {} : { beforeTicketId };
    await desk().call('queue.return', { ...inSession, ticketId: resident.ticketId, reason: '画面', ...place });
  };
  await back(one);
  expect(await order()).toEqual([one.ticketId, two.ticketId]);
  await back(one, null);
  await desk().see('moderator', ({ rows }) => rows[0]?.ticketId === two.ticketId);
  await back(one, two.ticketId);
  await desk().see('moderator', ({ rows }) => rows[0]?.ticketId === one.ticketId);
  const log = (await app.deps.store.read.auditOfSession(SESSION, 12)).filter(
    ({ ticketId }) => ticketId === one.ticketId,
  );
  expect(log.slice(0, 2).map(({ what, why }) => [what, why])).toEqual([
    ['queue.move', '画面'],
    ['queue.return', '画面'],
  ]);
  await Promise.all([one, two].map(leave));
});

describe('the moderator’s table', () => {
  test('has tonight’s ended tickets last, newest first, with how they ended', async () => {
    const [left, refused] = [
      await arrive(app.origin, { name: '退号的' }),
      await arrive(app.origin, { name: '拒绝的' }),
    ];
    const waiting = await arrive(app.origin, { name: '还在等' });
    await leave(left);
    const refusal = { reason: '已进入诉讼', whereTo: '县人民法院' };
    await desk().call('queue.refuse', { ...inSession, ticketId: refused.ticketId, ...refusal });
    const { rows } = await desk().see('moderator', (view) =>
      view.rows.some((row) => row.ticketId === refused.ticketId && row.state === 'refused'),
    );
    const at = ({ ticketId }: Resident) => rows.findIndex((row) => row.ticketId === ticketId);
    expect(rows[at(refused)]).toMatchObject({ name: '拒绝的', place: null, ended: { outcome: null, ...refusal } });
    expect(at(waiting)).toBeLessThan(at(refused));
    expect(at(refused)).toBeLessThan(at(left));
    await leave(waiting);
  });
});

describe('a running call', () => {
  test('[C1] [C5] goes on by telephone when the citizen changes to it, and the desks see how', async () => {
    const resident = await arrive(app.origin, { name: '周改换' });
    const callId = await putThrough(evening, resident);
    await resident.socket.call('ticket.enter', { ticketId: resident.ticketId, participation: 'phone' });
    await evening.moderator.see('moderator', (view) =>
      view.calls.some(({ id, participation }) => id === callId && participation === 'phone'),
    );
    expect(await app.deps.store.read.call(callId)).toMatchObject({ state: 'live', participation: 'phone' });
    await endCall(evening, callId);
  });
});

test('[C8] what the leader said without promising is a remark in the log of the case, and no promise', async () => {
  const resident = await arrive(app.origin, { name: '问政策' });
  const callId = await putThrough(evening, resident);
  await evening.aide.call('call.remark', { ...inSession, callId, caseId: null, text: '我们会研究' });
  const [record] = await app.deps.store.read.casesOfTicket(resident.ticketId);
  const log = await app.deps.store.read.auditOfCase(record?.id ?? '');
  expect(log.at(-1)).toMatchObject({ what: 'call.remark', why: '我们会研究', caseId: record?.id });
  expect(await app.deps.store.read.promisesOfCall(callId)).toEqual([]);
  expect(record?.state).toBe('submitted');
  await endCall(evening, callId);
});

describe('[C8] a promise that the leader did not confirm', () => {
  const promise = { ...inSession, caseId: null, dueOn: '2099-01-01', confirmed: false };

  test('stays on the aide’s desk after the call, is confirmed or withdrawn there, and the log keeps it', async () => {
    const { aide } = evening;
    const resident = await arrive(app.origin, { name: '李秀英' });
    const callId = await putThrough(evening, resident);
    const { units } = await (await signInStaff(app.origin, 'aide')).call('units.list', {});
    const unitId = units[0]?.id ?? '';
    const record = (wording: string) => aide.call('promise.record', { ...promise, callId, wording, unitId });
    const wrong = await record('三日内修好');
    const right = await record('十日内修好');
    // An evening without an aide has all of it at the moderator's desk.
    const { promises: atModerator } = await desk().see('moderator', (view) => view.promises[0]?.promises.length === 2);
    expect(atModerator).toMatchObject([{ callId, promises: [{ confirmed: false }, { confirmed: false }] }]);
    // A mistake heard at once is taken back during the call.
    const slip = await record('口误');
    await aide.call('promise.withdraw', { ...inSession, callId, promiseId: slip.promiseId });
    await endCall(evening, callId);

    const { unsettled } = await aide.see('aide', (view) => view.calls.length === 0 && view.unsettled.length === 2);
    expect(unsettled[0]).toMatchObject({ number: resident.number, name: '李秀英', promise: { callId } });
    await desk().see('moderator', (view) => view.calls.length === 0 && view.unsettled.length === 2);
    await aide.call('promise.withdraw', { ...inSession, callId, promiseId: wrong.promiseId });
    await aide.call('promise.confirm', { ...inSession, callId, promiseId: right.promiseId });
    await aide.see('aide', (view) => view.unsettled.length === 0);
    await expect(
      aide.call('promise.withdraw', { ...inSession, callId, promiseId: right.promiseId }),
    ).rejects.toMatchObject({ code: 'WRONG_STATE' });

    const [ofCase] = await app.deps.store.read.casesOfTicket(resident.ticketId);
    const kept = await app.deps.store.read.auditOfCase(ofCase?.id ?? '');
    expect(kept.find(({ data }) => data.promiseId === wrong.promiseId && 'wording' in data)).toMatchObject({
      what: 'promise.withdraw',
      data: { wording: '三日内修好', dueOn: '2099-01-01', unitId },
    });
    expect((await app.deps.store.read.promisesOfCall(callId)).map(({ wording }) => wording)).toEqual(['十日内修好']);
  });

  test('an ended call with unconfirmed promises ends as promised only when one of its own is confirmed [C5]', async () => {
    const resident = await arrive(app.origin, { name: '王大山' });
    const callId = await putThrough(evening, resident);
    const ending = { ...inSession, callId, outcome: 'promised', note: '', whereTo: null, unitId: null } as const;
    await expect(evening.aide.call('call.end', ending)).rejects.toMatchObject({
      code: 'OUTCOME_MISSING',
      details: { needs: 'promise' },
    });
    await endCall(evening, callId);
  });
});

test('[C6] the aide cuts, and restoring is the moderator’s', async () => {
  await evening.aide.call('programme.cut', inSession);
  await expect(evening.aide.call('programme.restore', inSession)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await desk().call('programme.restore', inSession);
});

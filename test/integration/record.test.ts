/** The record of a call: the cases it opens or joins, what is written down of it, and who sees how much. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QualityWindow } from '../../shared/actions/media.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, joinInput, newPhone, SocketClient, signInPhone, signInStaff } from '../support/clients.ts';
import { type Evening, putThrough, type Resident, SESSION, startEvening } from '../support/evening.ts';
import { wholeCounty } from '../support/records.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let evening: Evening;
let supervisor: HttpClient;
let unitId: string;

beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
  supervisor = await signInStaff(app.origin, 'supervisor');
  unitId = (await supervisor.call('units.list', {})).units[0]?.id ?? '';
});
afterAll(stopApps);

/** Somebody who comes, perhaps again with the same phone. */
async function comes(name: string, http?: HttpClient): Promise<Resident> {
  const own = http ?? (await signInPhone(app.origin, newPhone()));
  const { ticketId, number } = await own.call('ticket.take', joinInput(SESSION, name));
  const socket = await SocketClient.connect(own, { as: 'citizen', sessionId: SESSION, ticketId });
  await socket.call('ticket.enter', { ticketId, participation: 'video' });
  return { http: own, socket, ticketId, number };
}

const answered = { outcome: 'answered', note: '', whereTo: null, unitId: null } as const;
const call = (callId: string) => ({ sessionId: SESSION, callId });
const end = (callId: string, ending: Partial<Parameters<typeof evening.aide.call<'call.end'>>[1]> = {}) =>
  evening.aide.call('call.end', { ...call(callId), ...answered, ...ending });
const casesOf = (resident: Resident) => app.deps.store.read.casesOfTicket(resident.ticketId);
const pageOf = async (resident: Resident, reader = supervisor) =>
  reader.call('case.show', { number: (await casesOf(resident))[0]?.number ?? '' });

describe('[K1] a call opens none, one or several cases; a ticket opens or joins one', () => {
  test('one that fails opens none and uses up no number; the one that follows opens the case', async () => {
    const resident = await comes('失败的人');
    await end(await putThrough(evening, resident), { outcome: 'failed', whereTo: '没有声音' });
    expect(await casesOf(resident)).toEqual([]);
    const callId = await putThrough(evening, resident);
    await end(callId);
    const page = await pageOf(resident);
    expect(page.case).toMatchObject({ state: 'replied', subject: '石桥村路灯维修' });
    expect(page.calls.map(({ outcome }) => outcome)).toEqual(['failed', 'answered']);
    const numbers = (await app.deps.store.read.cases({ scope: wholeCounty('qinghe'), limit: 99 })).map(
      ({ number }) => number,
    );
    expect(numbers.map((number) => Number(number.slice(-6))).sort()).toEqual(numbers.map((_, index) => index + 1));
  });

  test('a promise opens it, and a call that fails after that keeps it', async () => {
    const resident = await comes('先承诺的人');
    const callId = await putThrough(evening, resident);
    const promise = { caseId: null, wording: '修好', unitId, dueOn: '2099-01-01', confirmed: false };
    await evening.aide.call('promise.record', { ...call(callId), ...promise });
    await end(callId, { outcome: 'failed', whereTo: '断线' });
    const [kept] = await casesOf(resident);
    await end(await putThrough(evening, resident));
    expect((await casesOf(resident)).map(({ id, state }) => [id, state])).toEqual([[kept?.id, 'replied']]);
  });

  test('the outcome settles every case of the call: with its own unit, or the one that is named', async () => {
    const resident = await comes('两件事的人');
    const callId = await putThrough(evening, resident);
    const matter = { kind: 'help', categoryCode: 'C0101' } as const;
    const own = await evening.aide.call('call.openCase', { ...call(callId), subject: '路灯', ...matter });
    const second = await evening.aide.call('call.openCase', { ...call(callId), subject: '饮水', ...matter });
    const promise = {
      caseId: second.caseId,
      wording: '通水',
      unitId,
      dueOn: '2099-01-01',
      readBack: true,
      confirmed: true,
    };
    await evening.aide.call('promise.record', { ...call(callId), ...promise });
    const other = (await supervisor.call('units.list', {})).units[1]?.id ?? '';
    await end(callId, { outcome: 'dispatched', unitId: other });
    expect((await casesOf(resident)).map(({ id, state, mainUnitId }) => ({ id, state, mainUnitId }))).toEqual([
      { id: own.caseId, state: 'dispatched', mainUnitId: other },
      { id: second.caseId, state: 'dispatched', mainUnitId: unitId },
    ]);
  });

  test('somebody who comes again goes on with the earlier case, which stays the same record', async () => {
    const first = await comes('再来的人');
    const firstCall = await putThrough(evening, first);
    await end(firstCall, { outcome: 'dispatched', unitId });
    const [earlier] = await casesOf(first);
    const stranger = await comes('别人');
    const strangerCall = await putThrough(evening, stranger);
    const joining = { caseId: earlier?.id ?? '' };
    await expect(evening.aide.call('call.joinCase', { ...call(strangerCall), ...joining })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await end(strangerCall);

    const again = await comes('再来的人', first.http);
    const callId = await putThrough(evening, again);
    const seen = await evening.aide.see('aide', ({ calls }) => calls[0]?.head.id === callId);
    expect(seen.calls[0]?.matter).toMatchObject({ cases: [], joined: false, earlier: [{ id: earlier?.id }] });
    await evening.aide.call('call.joinCase', { ...call(callId), ...joining });
    const joined = await evening.aide.see('aide', ({ calls }) => calls[0]?.matter.joined === true);
    expect(joined.calls[0]?.matter).toMatchObject({ cases: [{ id: earlier?.id }], earlier: [] });
    await end(callId);

    expect((await casesOf(again)).map(({ id }) => id)).toEqual([earlier?.id]);
    const page = await pageOf(again);
    // In a unit's hands already: the second call's outcome does not take it away.
    expect(page.case).toMatchObject({ number: earlier?.number, state: 'dispatched' });
    expect(page.calls.map(({ id }) => id)).toEqual([firstCall, callId]);
    const what = page.timeline.map((entry) => entry.what);
    expect(what.filter((one) => one === 'call.putThrough')).toHaveLength(2);
    expect(what).toContain('case.join');
    const receipt = await again.socket.see('ticket', (view) => view.ended !== null);
    expect(receipt.ended?.cases).toEqual([{ number: earlier?.number, subject: earlier?.subject }]);
  });

  test('[C8] [K3] of an earlier case that stands still the clock goes on once something is promised', async () => {
    const first = await comes('等了很久的人');
    await end(await putThrough(evening, first), { outcome: 'dispatched', unitId });
    const caseId = (await casesOf(first))[0]?.id ?? '';
    const version = async () => (await app.deps.store.read.case(caseId))?.version ?? 0;
    const caseworker = await signInStaff(app.origin, 'caseworker');
    await caseworker.call('case.sign', { caseId, version: await version() });
    await supervisor.call('case.suspend', { caseId, version: await version(), reason: '汛期' });
    const again = await comes('等了很久的人', first.http);
    const callId = await putThrough(evening, again);
    await evening.aide.call('call.joinCase', { ...call(callId), caseId });
    const promise = { caseId, wording: '通水', unitId, dueOn: '2099-01-01', readBack: true, confirmed: true };
    await evening.aide.call('promise.record', { ...call(callId), ...promise });
    await end(callId, { outcome: 'promised' });
    const record = await app.deps.store.read.case(caseId);
    expect(record).toMatchObject({ state: 'dispatched', promised: true, stoppedAt: null });
    expect(record?.dueAt).toBeGreaterThan(Date.now());
  });

  test('[C8] a second promise leaves the case with the first unit, beside the other, by the earlier date', async () => {
    const resident = await comes('两个单位的人');
    const callId = await putThrough(evening, resident);
    const { units } = await supervisor.call('units.list', {});
    const of = (name: string) => units.find((unit) => unit.name === name)?.id ?? expect.fail(name);
    const [water, farming] = [of('水利局'), of('农业农村局')];
    const promise = { caseId: null, wording: '通水', readBack: true, confirmed: true };
    const soon = new Date(Date.now() + 4 * 86_400_000).toISOString().slice(0, 10);
    await evening.aide.call('promise.record', { ...call(callId), ...promise, unitId: water, dueOn: soon });
    const [first] = await casesOf(resident);
    await evening.aide.call('promise.record', { ...call(callId), ...promise, unitId: farming, dueOn: '2099-01-01' });
    await end(callId, { outcome: 'promised' });
    const [both] = await casesOf(resident);
    expect(both).toMatchObject({ mainUnitId: water, coUnitIds: [farming], dueAt: first?.dueAt, state: 'dispatched' });
    for (const who of ['duty', 'caseworker'] as const)
      expect((await pageOf(resident, await signInStaff(app.origin, who))).case.number).toBe(both?.number);
  });

  test('a case that is over is not gone on with', async () => {
    const first = await comes('旧事的人');
    await end(await putThrough(evening, first), { outcome: 'outOfScope', whereTo: '法院' });
    const [over] = await casesOf(first);
    const again = await comes('旧事的人', first.http);
    const callId = await putThrough(evening, again);
    const joining = evening.aide.call('call.joinCase', { ...call(callId), caseId: over?.id ?? '' });
    await expect(joining).rejects.toMatchObject({ code: 'WRONG_STATE', details: { state: 'refused' } });
    await end(callId);
    expect((await casesOf(again)).map(({ id }) => id)).not.toContain(over?.id);
  });
});

describe('[K7] what is written down', () => {
  test('the timeline says what was approved, decided and promised, in codes and in the words that were typed', async () => {
    const resident = await comes('有经过的人');
    const callId = await putThrough(evening, resident);
    const promise = {
      caseId: null,
      wording: '十日内修好',
      unitId,
      dueOn: '2099-01-01',
      readBack: true,
      confirmed: true,
    };
    await evening.aide.call('promise.record', { ...call(callId), ...promise });
    for (const note of ['一', '一二', '一二三']) await evening.aide.call('call.note', { ...call(callId), note });
    await end(callId, { outcome: 'promised' });
    const page = await pageOf(resident);
    await supervisor.call('case.categorise', { caseId: page.case.id, kind: 'complain', categoryCode: 'C0102' });
    const { timeline, case: row } = await pageOf(resident);
    const details = (what: string) => timeline.find((entry) => entry.what === what)?.details;
    expect(details('ticket.approve')).toEqual({
      subject: '石桥村路灯维修',
      publicName: '石桥村李女士',
      categoryCode: 'C0101',
    });
    expect(details('promise.confirm')).toMatchObject({ wording: '十日内修好', dueOn: '2099-01-01' });
    expect(details('promise.confirm')?.unitName).not.toBe('');
    expect(details('call.end')).toEqual({ outcome: 'promised' });
    expect(details('case.categorise')).toEqual({ kind: 'complain', categoryCode: 'C0102' });
    expect(row.categoryCode).toBe('C0102');
    // Typing is one entry, without the words.
    const notes = timeline.filter((entry) => entry.what === 'call.note');
    expect(notes).toMatchObject([{ why: null, details: {} }]);
    expect(page.calls[0]?.note).toBe('一二三');
  });

  test('[C6] a cut and what ended it are in the record of the call that was shown, and of no other', async () => {
    const inSession = { sessionId: SESSION };
    const cutAndRestore = async () => {
      await evening.aide.call('programme.cut', inSession);
      await evening.moderator.call('programme.restore', inSession);
    };
    const resident = await comes('被切断的人');
    const callId = await putThrough(evening, resident);
    await evening.moderator.see('moderator', ({ programme }) => programme.state === 'stage');
    await cutAndRestore();
    await evening.moderator.call('call.setPublic', { ...call(callId), public: false });
    await cutAndRestore();
    await end(callId);
    const { timeline } = await pageOf(resident);
    const what = timeline.map((entry) => entry.what).filter((one) => /^programme|^call\./.test(one));
    expect(what).toEqual(['call.putThrough', 'programme.cut', 'programme.restore', 'call.notPublic', 'call.end']);
  });

  test('[Q6] a refusal keeps where to go', async () => {
    const resident = await comes('被引导的人');
    const refusal = { sessionId: SESSION, ticketId: resident.ticketId, reason: '已进入诉讼', whereTo: '县人民法院' };
    await evening.moderator.call('queue.refuse', refusal);
    const [entry] = await app.deps.store.read.auditOfSession(SESSION, 1);
    expect(entry).toMatchObject({ what: 'queue.refuse', why: '已进入诉讼', data: { whereTo: '县人民法院' } });
  });
});

describe('[T6] consents', () => {
  test('are read as they were given and withdrawn: scope, wording, spoken or not, by whom, when', async () => {
    const resident = await comes('同意的人');
    const { ticketId } = resident;
    const change = { ticketId, scope: 'recording', version: '2026-11-2' } as const;
    await resident.socket.call('ticket.changeConsent', { ...change, given: true });
    await resident.socket.call('ticket.changeConsent', { ...change, given: false });
    const spoken = { sessionId: SESSION, ticketId, scope: 'recording', given: true } as const;
    await evening.moderator.call('ticket.logSpokenConsent', spoken);
    await end(await putThrough(evening, resident));
    const { consents } = await pageOf(resident);
    const told = { ticketId, version: '2026-11-2', spoken: false, by: 'citizen', at: expect.any(Number) };
    expect(consents).toEqual([
      { ...told, scope: 'call', given: true },
      { ...told, scope: 'recording', given: false },
      { ...told, scope: 'broadcast', given: true },
      { ...told, scope: 'recording', given: true },
      { ...told, scope: 'recording', given: false },
      { ...told, scope: 'recording', given: true, spoken: true, by: '主持人 周敏' },
    ]);
  });

  test('are given to the present wording alone', async () => {
    const http = await signInPhone(app.origin, newPhone());
    const input = joinInput(SESSION, '旧文本的人');
    const outdated = { code: 'CONSENT_OUTDATED', details: { version: '2026-11-2' } };
    const take = http.call('ticket.take', { ...input, consent: { ...input.consent, version: '2020-01' } });
    await expect(take).rejects.toMatchObject(outdated);
    const { ticketId } = await http.call('ticket.take', input);
    for (const given of [true, false]) {
      const change = { ticketId, scope: 'broadcast', given, version: '随便' } as const;
      await expect(http.call('ticket.changeConsent', change)).rejects.toMatchObject(outdated);
    }
    expect((await app.deps.store.read.ticket(ticketId))?.consent.broadcast).toBe(true);
  });
});

describe('[T5] who sees how much', () => {
  test('the masked phone is for everybody who reads the case; the exact name finds it', async () => {
    const phone = newPhone();
    const resident = await comes('欧阳 春花', await signInPhone(app.origin, phone));
    await end(await putThrough(evening, resident), { outcome: 'dispatched', unitId: 'u-agriculture' });
    const [record] = await casesOf(resident);
    const masked = `${phone.slice(0, 3)}****${phone.slice(-4)}`;
    for (const userName of ['moderator', 'aide', 'caseworker', 'supervisor', 'admin']) {
      const reader = await signInStaff(app.origin, userName);
      expect((await pageOf(resident, reader)).phoneMasked, userName).toBe(masked);
      const found = await reader.call('cases.list', { text: '欧阳　春花' });
      expect(
        found.cases.map(({ number }) => number),
        userName,
      ).toEqual([record?.number]);
      // Names are found whole: nobody reads through them letter by letter.
      expect((await reader.call('cases.list', { text: '欧阳' })).cases, userName).toEqual([]);
    }
  });

  test('[K2] a caseworker sees no other unit’s case beside the own one, nor a note that is of both', async () => {
    const resident = await comes('两个单位的人');
    const callId = await putThrough(evening, resident);
    const matter = { kind: 'complain', categoryCode: 'C0101' } as const;
    await evening.aide.call('call.openCase', { ...call(callId), subject: '农机补贴', ...matter });
    const other = await evening.aide.call('call.openCase', { ...call(callId), subject: '农业局的人', ...matter });
    const promise = {
      caseId: other.caseId,
      wording: '核查',
      unitId: 'u-petitions',
      dueOn: '2099-01-01',
      readBack: true,
      confirmed: true,
    };
    await evening.aide.call('promise.record', { ...call(callId), ...promise });
    await end(callId, { outcome: 'dispatched', unitId: 'u-agriculture', note: '投诉农业局' });
    expect(await pageOf(resident)).toMatchObject({
      related: [{ number: other.number }],
      calls: [{ note: '投诉农业局' }],
    });
    const caseworker = await signInStaff(app.origin, 'caseworker');
    expect(await pageOf(resident, caseworker)).toMatchObject({ related: [], calls: [{ note: null }] });
  });
});

describe('quality', () => {
  test('is added up over reports, over a page that is loaded anew, and for either side', async () => {
    const resident = await comes('测过的人');
    const callId = await putThrough(evening, resident);
    const window: QualityWindow = {
      ...{ overMs: 5000, received: 990, lost: 10, freezes: 1 },
      ...{ jitterMs: 10, roundTripMs: 40, width: 640, height: 480 },
    };
    const kept = async () => (await app.deps.store.read.call(callId))?.quality;
    const reports = async (socket: SocketClient, change: Partial<QualityWindow>, measuredMs: number) => {
      await socket.call('media.reportQuality', { quality: { ...window, ...change } });
      await until('the report being kept', async () => (await kept())?.citizen?.measuredMs === measuredMs);
    };
    await resident.socket.see('ticket', (view) => view.state === 'live');
    await reports(resident.socket, {}, 5000);
    await reports(resident.socket, { roundTripMs: 100 }, 10_000);
    resident.socket.close();
    const page = await SocketClient.connect(resident.http, {
      as: 'citizen',
      sessionId: SESSION,
      ticketId: resident.ticketId,
    });
    await reports(page, { received: 0, lost: 20, freezes: 4 }, 15_000);
    await evening.screen.call('media.reportQuality', { quality: { ...window, lost: 0, width: 1280, height: 720 } });
    await until('the screen’s report', async () => (await kept())?.official?.measuredMs === 5000);
    // A desk is no side of the call.
    await evening.aide.call('media.reportQuality', { quality: window });
    await end(callId);

    const { calls } = await pageOf(resident);
    expect(calls[0]?.quality.citizen).toEqual({
      measuredMs: 15_000,
      lossRatio: 40 / 2020,
      worstLossRatio: 1,
      jitterMs: 10,
      roundTripMs: 60,
      worstRoundTripMs: 100,
      freezes: 6,
      width: 640,
      height: 480,
    });
    expect(calls[0]?.quality.official).toMatchObject({ measuredMs: 5000, lossRatio: 0, width: 1280, height: 720 });
  });
});

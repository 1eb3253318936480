/** [T5] [K2] The ledger of an evening: one row a matter, opened again by a reader; who may take it, and that it is written down. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, joinInput, signInPhone, signInStaff } from '../support/clients.ts';
import { SEAT } from '../support/evening.ts';
import { callIn, caseIn, sessionIn } from '../support/records.ts';
import { sheetsOf } from '../support/workbook.ts';

const sessionId = 'se-ledger';
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  const { store } = app.deps;
  const now = Date.now();
  const facts = { id: sessionId, title: '第七期', startsAt: now - 60_000, endsAt: now + 600_000 };
  await store.transaction((tx) => tx.saveSession(sessionIn('lobby', facts)));
  const take = async (name: string, subject: string) => {
    const http = await signInPhone(app.origin);
    return (await http.call('ticket.take', { ...joinInput(sessionId, name), subject })).ticketId;
  };
  const told = await take('欧阳娜', '=HYPERLINK("x")路灯');
  await take('诸葛明', '没有轮到的事');
  const unitId = (await store.read.units(DEMO_COUNTY_ID))[0]?.id ?? '';
  await store.transaction(async (tx) => {
    const ticket = await tx.ticket(told);
    if (!ticket) throw new Error('no ticket');
    const done = { state: 'done', endedAt: now, outcome: 'promised', whereTo: null } as const;
    await tx.saveTicket({ ...ticket, ...done } as never);
    const before = { id: 'ca-broken', sessionId, ticketId: told, seatId: SEAT, startedAt: now - 60_000 };
    await tx.insertCall({ ...callIn('ended', before), outcome: 'failed', whereTo: '断线', liveAt: null } as never);
    const call = callIn('ended', { id: 'ca-l', sessionId, ticketId: told, seatId: SEAT, startedAt: now });
    await tx.insertCall({ ...call, outcome: 'promised', liveAt: now, endedAt: now + 180_000 } as never);
    const of = { personId: ticket.personId, ticketId: told, callId: 'ca-l', mainUnitId: unitId };
    const rating = { solved: 5, attitude: 4, speed: 3, comment: '', at: now };
    await tx.insertCase(
      caseIn({ ...of, id: 'cs-l', number: 'DL2026-900001', subject: '路灯不亮', state: 'inProgress', rating }),
    );
    await tx.insertCase(caseIn({ ...of, id: 'cs-s', number: 'DL2026-900002', subject: '举报的事', sealed: true }));
    for (const caseId of ['cs-l', 'cs-s']) {
      const record = await tx.case(caseId);
      if (record && caseId === 'cs-s') await tx.joinCase(record, told, now);
    }
    const promise = {
      countyId: DEMO_COUNTY_ID,
      caseId: 'cs-l',
      unitId,
      readBackAt: null,
      seat: null,
      recordedBy: '陈立',
    };
    const kept = { ...promise, confirmedAt: now, dueOn: '2027-01-15' };
    await tx.insertPromise({ ...kept, id: 'pr-l', callId: 'ca-l', wording: '月底前修好' });
    await tx.insertPromise({ ...kept, id: 'pr-l-broken', callId: 'ca-broken', wording: '断线前答应' });
    await tx.insertPromise({ ...kept, id: 'pr-l-not', callId: 'ca-broken', wording: '没有确认', confirmedAt: null });
  });
});
afterAll(stopApps);

const fileFor = (http: HttpClient) => http.raw('GET', `/api/sessions/${sessionId}/ledger.xlsx`);
const looks = async () =>
  (await app.deps.store.read.auditOfSession(sessionId, 50)).filter(({ what }) => what === 'ledger.open').length;

test('a supervisor opens it: matters, promises and figures, names as the role may, nothing that is sealed', async () => {
  const response = await fileFor(await signInStaff(app.origin, 'supervisor'));
  expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([
    200,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'no-store',
  ]);
  expect(response.headers.get('content-disposition')).toBe('attachment; filename=ledger-7.xlsx');
  const { sheets, hasFormula } = sheetsOf(Buffer.from(await response.arrayBuffer()));
  expect([...sheets.keys()]).toEqual(['台账', '承诺', '统计']);
  expect(hasFormula).toBe(false);
  const [heads, first, second, ...rest] = sheets.get('台账') ?? [];
  expect(rest).toEqual([]);
  expect(heads?.slice(0, 4)).toEqual(['号', '连线时间', '群众', '乡镇']);
  expect(first).toHaveLength(14);
  for (const cell of [
    '1',
    '欧阳娜',
    '青石镇',
    '路灯不亮',
    '县长 王建国',
    '现场承诺',
    'DL2026-900001',
    '办理中',
    '5/4/3',
  ])
    expect(first).toContain(cell);
  expect(first?.join('|')).toContain('月底前修好（2027-01-15 前）');
  expect(second).toEqual(expect.arrayContaining(['2', '诸葛明', '没有轮到的事', '等候中']));
  expect(sheets.get('承诺')?.[1]).toEqual(
    expect.arrayContaining(['1', 'DL2026-900001', '月底前修好', '2027-01-15', '已确认']),
  );
  const figures = new Map((sheets.get('统计') ?? []).map(([name = '', value = '']) => [name, value]));
  expect(figures.get('取号')).toBe('2');
  expect(figures.get('现场承诺')).toBe('1');
  // One of them in a call that broke off.
  expect(figures.get('已确认的承诺')).toBe('2');
  expect(figures.get('平均连线（分钟）')).toBe('3');
  expect(figures.get('没有轮到')).toBe('1');
  expect(JSON.stringify([...sheets])).not.toContain('举报的事');
  expect(await looks()).toBe(1);
});

test('nobody else gets it, and nothing is written down', async () => {
  const before = await looks();
  const nobody = await fileFor(new HttpClient(app.origin));
  expect([nobody.status, await nobody.json()]).toMatchObject([401, { code: 'NOT_SIGNED_IN' }]);
  const others = ['aide', 'leader', 'caseworker', 'clerk'] as const;
  for (const who of others) expect((await fileFor(await signInStaff(app.origin, who))).status, who).toBe(403);
  expect((await fileFor(await signInPhone(app.origin))).status).toBe(403);
  expect(await looks()).toBe(before);
});

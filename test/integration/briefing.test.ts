/** [T5] [C8] The briefing of an evening: what each role reads of it, as a page and as a file; every look is written down. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { HttpClient, joinInput, signInPhone, signInStaff } from '../support/clients.ts';
import { callIn, caseIn, sessionIn, ticketIn } from '../support/records.ts';

const DAY_MS = 86_400_000;
let app: TestApp;
let sessionId = '';
beforeAll(async () => {
  app = await startTestApp();
  const before = sessionIn('ended', { startsAt: Date.now() - 2 * DAY_MS, endsAt: Date.now() - 2 * DAY_MS + 1 });
  const startsAt = Date.now() + DAY_MS;
  const session = sessionIn('scheduled', { startsAt, endsAt: startsAt + 5_400_000 });
  sessionId = session.id;
  await app.deps.store.transaction(async (tx) => {
    await tx.saveSession(before);
    await tx.saveSession(session);
  });
  const http = await signInPhone(app.origin);
  const { ticketId } = await http.call('ticket.take', { ...joinInput(sessionId, '欧阳娜'), more: '找过村里' });
  await (await signInPhone(app.origin)).call('ticket.take', joinInput(sessionId, '买买提·吐尔逊'));
  const ticket = await app.deps.store.read.ticket(ticketId);
  if (!ticket) throw new Error('no ticket');
  const { countyId, personId } = ticket;
  const [unit] = await app.deps.store.read.units(countyId);
  const earlier = ticketIn('done', { sessionId: before.id, personId, number: 1 });
  const record = { id: 'cs-b', number: 'DL2026-700001', kind: 'help', state: 'inProgress', subject: '水渠' } as const;
  const rest = { more: '', placeName: '', categoryCode: null, mainUnitId: unit?.id ?? '', dueAt: null, replyBy: null };
  const promise = { id: 'pr-b', caseId: 'cs-b', callId: 'ca-b', wording: '月底前清好水渠', unitId: unit?.id ?? '' };
  await app.deps.store.transaction(async (tx) => {
    await tx.insertTicket(earlier);
    await tx.insertCall(callIn('ended', { id: 'ca-b', sessionId: before.id, ticketId: earlier.id }));
    const ofCall = { ticketId: earlier.id, callId: 'ca-b', openedAt: before.startsAt, version: 0 };
    await tx.insertCase(caseIn({ ...record, ...rest, ...ofCall, countyId, personId }));
    const made = { countyId, seat: null, recordedBy: '陈立', dueOn: '2020-01-01', readBackAt: null };
    await tx.insertPromise({ ...promise, ...made, confirmedAt: before.startsAt });
    await tx.insertPromise({ ...promise, ...made, id: 'pr-c', wording: '没有确认', confirmedAt: null });
  });
});
afterAll(stopApps);

const looks = async () =>
  (await app.deps.store.read.auditOfSession(sessionId, 50)).filter(({ what }) => what === 'briefing.open').length;
const fileFor = (http: HttpClient) => http.raw('GET', `/api/sessions/${sessionId}/briefing.pdf`);

test('an aide reads names, matters, earlier cases and what was promised and is open', async () => {
  const briefing = await (await signInStaff(app.origin, 'aide')).call('briefing.open', { sessionId });
  expect(briefing).toMatchObject({ people: 2, open: [{ wording: '月底前清好水渠', overdue: true }] });
  expect(briefing.groups).toMatchObject([{ categoryCode: null }]);
  expect(briefing.groups[0]?.people).toMatchObject([
    {
      number: 1,
      name: '欧阳娜',
      more: '找过村里',
      cases: [{ number: 'DL2026-700001' }],
      promises: [{ wording: '月底前清好水渠' }],
    },
    { number: 2, name: '买买提·吐尔逊', cases: [], promises: [] },
  ]);
  expect(await looks()).toBe(1);
});

test('the leader reads no name, and no words that nobody approved', async () => {
  const leader = await signInStaff(app.origin, 'leader');
  const before = await leader.call('briefing.open', { sessionId });
  expect(before.groups[0]?.people[0]).toMatchObject({ name: null, more: null, subject: '', publicName: '', cases: [] });
  expect(JSON.stringify(before)).not.toContain('欧阳');
});

test('as a file: A4, its own letters in it, kept by nobody on the way, each look written down', async () => {
  const moderator = await signInStaff(app.origin, 'moderator');
  const before = await looks();
  const response = await fileFor(moderator);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/pdf');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename=briefing-7.pdf');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.toString('latin1')).toContain('/MediaBox [0 0 595.28 841.89]');
  expect(bytes.length).toBeLessThan(400_000);
  expect(await looks()).toBe(before + 1);
});

test('nobody else gets it, and nothing is written down', async () => {
  const before = await looks();
  const nobody = await fileFor(new HttpClient(app.origin));
  expect([nobody.status, await nobody.json()]).toMatchObject([401, { code: 'NOT_SIGNED_IN' }]);
  for (const other of [await signInPhone(app.origin), await signInStaff(app.origin, 'caseworker')])
    expect((await fileFor(other)).status).toBe(403);
  const missing = await (await signInStaff(app.origin, 'aide')).raw('GET', '/api/sessions/none/briefing.pdf');
  expect(missing.status).toBe(404);
  expect(await looks()).toBe(before);
});

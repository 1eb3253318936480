/** [K1] [C3] One ticket, one case: a call that failed and the one after it belong to the same matter. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { signInStaff } from '../support/clients.ts';
import { arrive, type Evening, endCall, putThrough, SESSION, startEvening } from '../support/evening.ts';

let app: TestApp;
let evening: Evening;
beforeAll(async () => {
  app = await startTestApp();
  evening = await startEvening(app.origin);
});
afterAll(stopApps);

test('a second call after a failed one opens no second case', async () => {
  const resident = await arrive(app.origin, { name: '李秀英' });
  const { ticketId } = resident;
  const first = await putThrough(evening, resident);
  const [opened, ...more] = await app.deps.store.read.casesOfTicket(ticketId);
  expect(more).toEqual([]);
  const failed = { outcome: 'failed', note: '', whereTo: '没有声音', unitId: null } as const;
  await evening.moderator.call('call.end', { sessionId: SESSION, callId: first, ...failed });
  const second = await putThrough(evening, resident);
  await endCall(evening, second);

  const cases = await app.deps.store.read.casesOfTicket(ticketId);
  expect(cases.map(({ id, number }) => ({ id, number }))).toEqual([{ id: opened?.id, number: opened?.number }]);
  const supervisor = await signInStaff(app.origin, 'supervisor');
  const record = await supervisor.call('case.show', { number: opened?.number ?? '' });
  expect(record.calls.map(({ outcome }) => outcome).sort()).toEqual(['answered', 'failed']);
  expect(record.timeline.filter(({ what }) => what === 'case.open')).toHaveLength(1);
  expect(record.timeline.filter(({ what }) => what === 'call.end')).toHaveLength(2);
});

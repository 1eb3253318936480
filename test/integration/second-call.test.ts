/** [K1] [C3] One ticket, one case: a call that failed before anything was recorded leaves none, and the next opens one. */
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

test('[K1] [C3] a call that failed leaves no case; the call after it opens one, which shows both', async () => {
  const resident = await arrive(app.origin, { name: '李秀英' });
  const { ticketId } = resident;
  const first = await putThrough(evening, resident);
  const failed = { outcome: 'failed', note: '', whereTo: '没有声音', unitId: null } as const;
  await evening.moderator.call('call.end', { sessionId: SESSION, callId: first, ...failed });
  expect(await app.deps.store.read.casesOfTicket(ticketId)).toEqual([]);
  const second = await putThrough(evening, resident);
  await endCall(evening, second);

  const [opened, ...more] = await app.deps.store.read.casesOfTicket(ticketId);
  expect(opened).toBeDefined();
  expect(more).toEqual([]);
  const supervisor = await signInStaff(app.origin, 'supervisor');
  const record = await supervisor.call('case.show', { number: opened?.number ?? '' });
  expect(record.calls.map(({ outcome }) => outcome).sort()).toEqual(['answered', 'failed']);
  expect(record.timeline.filter(({ what }) => what === 'case.open')).toHaveLength(1);
  expect(record.timeline.filter(({ what }) => what === 'call.end')).toHaveLength(2);
});

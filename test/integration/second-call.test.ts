/** [K1] [C3] One ticket, one case: a call that failed before anything was recorded leaves none, and the next opens one. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { newPhone, signInStaff, smsOf } from '../support/clients.ts';
import { arrive, type Evening, endCall, putThrough, SESSION, startEvening } from '../support/evening.ts';
import { caseIn } from '../support/records.ts';

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

test('[K6] a master that is answered on air: whoever was merged into it and whoever follows them is told', async () => {
  const resident = await arrive(app.origin, { name: '赵春兰' });
  const callId = await putThrough(evening, resident);
  const matter = { subject: '路灯不亮', kind: 'help', categoryCode: 'C0101' } as const;
  const { caseId } = await evening.aide.call('call.openCase', { sessionId: SESSION, callId, ...matter });
  const number = 'DL2026-700001';
  await app.deps.store.transaction(async (tx) => {
    const { id: personId } = await tx.citizen(DEMO_COUNTY_ID, await tx.phoneId(DEMO_COUNTY_ID, newPhone()), '王秀英');
    const merged = { state: 'merged', at: 1, into: caseId } as const;
    await tx.insertCase(caseIn({ id: 'cs-below', number, personId, ...merged }));
    const follower = await tx.phoneId(DEMO_COUNTY_ID, newPhone());
    await tx.saveFollow({ caseId: 'cs-below', countyId: DEMO_COUNTY_ID, phoneId: follower }, 1);
  });
  await endCall(evening, callId);
  for (const template of ['caseReplied', 'followedReplied'] as const)
    await expect
      .poll(async () => (await smsOf(app.origin, template)).filter((text) => text.includes(number)))
      .toHaveLength(1);
});

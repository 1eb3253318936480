/** [R7] [C4] Of a call that one leader handed over to another each of them watches, and reads, what they were in. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_COUNTY_ID } from '../../server/storage/seed-demo.ts';
import { startTestApp, stopApps, type TestApp } from '../support/app.ts';
import { type HttpClient, joinInput, signInPhone, signInStaff } from '../support/clients.ts';
import { SEAT } from '../support/evening.ts';
import { callIn, caseIn, sessionIn } from '../support/records.ts';

const sessionId = 'se-parts';
const OTHER = { id: 'seat-other', name: '二号席', officialName: '赵新', officialTitle: '副县长', onAir: true };
const now = Date.now();
const HANDED_OVER = now + 60_000;
let app: TestApp;
let leader: HttpClient;
let supervisor: HttpClient;

beforeAll(async () => {
  app = await startTestApp();
  const { store } = app.deps;
  const times = { startsAt: now - 60_000, endsAt: now + 600_000 };
  const { seats } = sessionIn('lobby', { id: sessionId });
  await store.transaction((tx) =>
    tx.saveSession(sessionIn('lobby', { id: sessionId, seats: [...seats, OTHER], ...times })),
  );
  const { ticketId } = await (await signInPhone(app.origin)).call('ticket.take', joinInput(sessionId, '李秀英'));
  leader = await signInStaff(app.origin, 'leader');
  supervisor = await signInStaff(app.origin, 'supervisor');
  await store.transaction(async (tx) => {
    const personId = (await tx.ticket(ticketId))?.personId ?? '';
    const of = { sessionId, ticketId, startedAt: now };
    const before = (seatId: string) => [{ seatId, until: HANDED_OVER, public: true }];
    await tx.insertCall(callIn('ended', { ...of, id: 'ca-from', seatId: OTHER.id, before: before(SEAT) }));
    await tx.insertCall(callIn('ended', { ...of, id: 'ca-to', seatId: SEAT, before: before(OTHER.id) }));
    await tx.insertCall(callIn('ended', { ...of, id: 'ca-elsewhere', seatId: OTHER.id }));
    await tx.insertCase(caseIn({ id: 'cs-parts', number: 'DL2026-810001', personId, ticketId, state: 'inProgress' }));
    for (const callId of ['ca-from', 'ca-to', 'ca-elsewhere'])
      for (const [part, side, startedAt, lengthMs] of [
        ['whole', 'citizen', now + 10, 120_000],
        ['early', 'official', now + 20, 60_020],
        ['late', 'official', HANDED_OVER + 20, 50_000],
      ] as const) {
        const id = `${callId}-${part}`;
        const file = {
          countyId: DEMO_COUNTY_ID,
          sessionId,
          ticketId,
          callId,
          side,
          file: id,
          container: 'webm',
        } as const;
        await tx.insertRecording({ ...file, id, startedAt, state: 'kept', lengthMs, bytes: 9, picture: true });
        if (side === 'official')
          await tx.insertCaption({
            ...{ countyId: DEMO_COUNTY_ID, sessionId, ticketId, callId },
            ...{ id: `cp-${id}`, at: startedAt, text: id },
          });
      }
  });
});
afterAll(stopApps);

const watchedBy = async (who: HttpClient) =>
  Object.fromEntries(
    (await who.call('recording.list', { caseId: 'cs-parts' })).calls.map(({ callId, recordings, together }) => [
      callId,
      [recordings.map(({ id }) => id.slice(callId.length + 1)), together !== 'none'],
    ]),
  );

test('what their own seat recorded while it was there, and the citizen; the supervisor all', async () => {
  const all = ['whole', 'early', 'late'];
  expect(await watchedBy(supervisor)).toEqual({
    'ca-from': [all, true],
    'ca-to': [all, true],
    'ca-elsewhere': [all, true],
  });
  expect(await watchedBy(leader)).toEqual({
    'ca-from': [['whole', 'early'], false],
    'ca-to': [['whole', 'late'], false],
  });
});

test('no file beyond it, and not the whole in one', async () => {
  for (const watchedId of ['ca-from', 'ca-to']) await leader.call('recording.watch', { caseId: 'cs-parts', watchedId });
  const file = (recordingId: string) => leader.call('recording.file', { caseId: 'cs-parts', recordingId });
  expect(await file('ca-from-early')).toMatchObject({ side: 'official', whole: false });
  expect((await file('ca-to-late')).id).toBe('ca-to-late');
  for (const id of ['ca-from-late', 'ca-to-early', 'ca-elsewhere-whole'])
    await expect(file(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const whole = await leader.raw('GET', '/api/cases/cs-parts/recordings/ca-from-whole/together');
  expect(whole.status).toBe(404);
});

test('[C15] the lines that were written while they were there', async () => {
  const { calls } = await leader.call('caption.list', { caseId: 'cs-parts' });
  expect(calls.map(({ callId, lines }) => [callId, lines])).toEqual([
    ['ca-from', 1],
    ['ca-to', 1],
  ]);
  const read = async (callId: string) => {
    await leader.call('caption.open', { caseId: 'cs-parts', callId });
    return (await leader.call('caption.show', { caseId: 'cs-parts', callId })).lines.map(({ text }) => text);
  };
  expect([await read('ca-from'), await read('ca-to')]).toEqual([['ca-from-early'], ['ca-to-late']]);
});

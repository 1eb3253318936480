/** [R8] How the recordings of one call lie beside and behind each other. */
import { expect, test } from 'vitest';
import type { RecordingFacts, RecordingRecord } from '../../../server/domain/calls/recording.ts';
import { wholeOf } from '../../../server/domain/calls/together.ts';

const facts: RecordingFacts = {
  ...{ id: 'a', countyId: 'c', sessionId: 's', ticketId: 't', callId: 'k', side: 'citizen' },
  ...{ startedAt: 1_000, file: 'f', container: 'webm' },
};
const kept = (change: Partial<RecordingFacts>, lengthMs: number): RecordingRecord => ({
  ...{ ...facts, ...change },
  ...{ state: 'kept', lengthMs, bytes: 1, picture: true },
});

test('from the first moment of either side to the last, each where it was; what failed is left out', () => {
  const official = kept({ id: 'b', side: 'official', startedAt: 1_400 }, 2_000);
  const after = kept({ id: 'c', startedAt: 9_000 }, 500);
  const failed: RecordingRecord = { ...facts, id: 'd', state: 'failed', why: 'ended' };
  const whole = wholeOf([after, failed, official, kept({}, 3_000)]);
  expect(whole).toMatchObject({ first: { id: 'a' }, lengthMs: 8_500 });
  expect(whole?.parts.map(({ side, offsetMs }) => [side, offsetMs])).toEqual([
    ['citizen', 0],
    ['official', 400],
    ['citizen', 8_000],
  ]);
});

test('[R4] nothing while one is open, once one is deleted, or where nothing is kept', () => {
  const open: RecordingRecord = { ...facts, id: 'o', state: 'recording' };
  const deleted: RecordingRecord = { ...facts, id: 'x', state: 'deleted', why: 'consent', deletedAt: 5 };
  const message = kept({ side: 'message' }, 1);
  for (const list of [[], [message], [kept({}, 1), open], [kept({}, 1), deleted]]) expect(wholeOf(list)).toBeNull();
});

/** Recordings as they are kept: begun and ended by the recorder, deleted by consent and by time (R1, R4–R6). */

import { isMessage } from '../domain/calls/left-message.ts';
import type { RecordingRecord } from '../domain/calls/recording.ts';
import { closeRecording, deleteRecording, keptSince, whyNotRecorded } from '../domain/calls/recording.ts';
import type { CommandAsked, Deps } from './context.ts';
import type { RecordingKeeper } from './ports/recordings.ts';
import type { LaterJob } from './ports/store.ts';
import { writeDown } from './support.ts';

/** So many of the outdated go at a time. */
const AT_ONCE = 200;

/** What the recorder is given. Each of its changes is a transaction of its own: a call never waits for one. */
export function recordingKeeper(deps: Deps): RecordingKeeper {
  const { store, clock, newId } = deps;
  return {
    begin: ({ callId, side }, { file, container }) =>
      store.transaction(async (tx) => {
        const call = await tx.call(callId);
        const [session, ticket] = call ? await Promise.all([tx.session(call.sessionId), tx.ticket(call.ticketId)]) : [];
        // What the recorder was told may be a moment old.
        if (!call || !session || whyNotRecorded(session, call, ticket ?? undefined) !== null) return null;
        const { countyId, sessionId, ticketId } = call;
        const isFirst = (await tx.recordingsOfCalls([callId])).length === 0;
        const id = newId('rc');
        const now = clock();
        await tx.insertRecording({
          ...{ id, countyId, sessionId, ticketId, callId, side, file, container },
          startedAt: now,
          state: 'recording',
        });
        if (isFirst) {
          const asked = { tx, now, deps, actor: { kind: 'system', countyId } } as const;
          await writeDown(asked, 'recording.begin', { sessionId, ticketId, data: { callId } });
        }
        return id;
      }),
    end: (recordingId, startedAt, closed) =>
      store.transaction(async (tx) => {
        const before = await tx.lockRecording(recordingId);
        const after = before && closeRecording(before, startedAt ?? before.startedAt, closed);
        if (after) await tx.saveRecording(after);
        return after !== null;
      }),
    async unfinished() {
      const all = await store.read.recordingsUnfinished();
      // A message that is still being sent is closed with its sending.
      return all
        .filter((record) => !isMessage(record))
        .map(({ id, file, container }) => ({ recordingId: id, file, container }));
    },
  };
}

/** R8: when the evening is over, the newest call first. What is still being closed is waited for by the job. */
export async function joinRecordings({ tx, now }: CommandAsked, sessionId: string): Promise<void> {
  const calls = await tx.callsOfSession(sessionId);
  const recorded = new Set((await tx.recordingsOfCalls(calls.map(({ id }) => id))).map(({ callId }) => callId));
  for (const { id: callId, startedAt } of calls) {
    if (!recorded.has(callId)) continue;
    await tx.later(joining(callId, startedAt, now));
  }
}

/** The newest call first. */
export const joining = (callId: string, startedAt: number, now: number): LaterJob => ({
  ...{ queue: 'recording.join', key: callId, at: now, data: { callId, askedAt: String(now) } },
  priority: Math.floor(startedAt / 60_000),
});

/** R4: from this moment nobody sees them, and the files go within seconds. Written down. */
export async function deleteRecordings(
  asked: CommandAsked,
  records: readonly RecordingRecord[],
  why: 'consent' | 'retention',
): Promise<void> {
  const { tx, now } = asked;
  const there = records.filter(({ state }) => state !== 'deleted');
  for (const record of there) {
    await tx.saveRecording(deleteRecording(record, why, now));
    await tx.later({ queue: 'recording.delete', key: record.id, at: now, data: { file: record.file } });
  }
  const ofCalls = new Map(there.map((record) => [record.callId, record]));
  for (const { callId, sessionId, ticketId } of ofCalls.values())
    await writeDown(asked, 'recording.delete', { sessionId, ticketId, why, data: { callId } });
}

/** R6, by the clock: what is older than each county's rule, captions with it (C15). */
export async function deleteOutdated(asked: CommandAsked): Promise<void> {
  const { tx, now } = asked;
  for (const { id, recordingDays } of await tx.counties()) {
    const outdated = await tx.recordingsBefore(id, keptSince(recordingDays, now), AT_ONCE);
    await deleteRecordings({ ...asked, actor: { kind: 'system', countyId: id } }, outdated, 'retention');
    await tx.deleteCaptionsBefore(id, keptSince(recordingDays, now));
  }
}

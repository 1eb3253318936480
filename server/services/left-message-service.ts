/** A recorded message instead of a call (C12): taken in pieces, looked at, and answered in writing (S4). */
import { Refusal } from '../../shared/errors.ts';
import { beginMessage, isMessage, keepMessage } from '../domain/calls/left-message.ts';
import { closeRecording, type RecordingRecord } from '../domain/calls/recording.ts';
import { once, query } from './context.ts';
import { answerLater } from './not-reached-service.ts';
import type { Reader } from './ports/store.ts';
import { consent, refuseOtherWording } from './queue-service.ts';
import { must, notFound, sessionForUpdate, ticketOf, writeDown } from './support.ts';

export const leftMessageHandlers = {
  'leftMessage.begin': once<'leftMessage.begin'>(async ({ ticketId, container }, asked) => {
    const { tx, now, deps } = asked;
    const { sessionId } = await ticketOf(tx, ticketId);
    await sessionForUpdate(tx, sessionId);
    const file = await deps.leftFiles.begin();
    if (file === null) throw new Refusal('NO_RECORDER');
    for (const earlier of await tx.recordingsOfTicket(ticketId)) {
      if (!isMessage(earlier)) continue;
      const dropped = closeRecording(earlier, earlier.startedAt, { state: 'failed', why: 'begun again' });
      if (!dropped) continue;
      await tx.saveRecording(dropped);
      await tx.later({ queue: 'recording.delete', key: earlier.id, at: now, data: { file: earlier.file } });
    }
    const record = beginMessage(await ticketOf(tx, ticketId), { id: deps.newId('rc'), file, container }, now);
    await tx.insertRecording(record);
    return { recordingId: record.id };
  }),

  'leftMessage.received': query<'leftMessage.received'>(async ({ ticketId, recordingId }, { read, deps }) => {
    const { file } = await arriving(read, ticketId, recordingId);
    return { received: await deps.leftFiles.received(file) };
  }),

  'leftMessage.send': once<'leftMessage.send'>(async ({ ticketId, recordingId, version }, asked) => {
    const { tx, deps } = asked;
    refuseOtherWording(true, version);
    const { sessionId } = await ticketOf(tx, ticketId);
    const session = await sessionForUpdate(tx, sessionId);
    const record = await arriving(tx, ticketId, recordingId);
    const found = deps.leftFiles.of(record.file);
    if (!found) throw new Refusal('NOT_A_RECORDING');
    await tx.saveRecording(must(keepMessage(record, found)));
    await consent(asked, ticketId, 'recording', true, version, false);
    const answered = await answerLater(asked, await ticketOf(tx, ticketId), session, 'written');
    await writeDown(asked, 'leftMessage.send', {
      ...{ sessionId, ticketId, caseId: answered.record.id },
      data: { recordingId, lengthMs: found.lengthMs },
    });
    asked.touched.stage(sessionId);
    asked.touched.queue(sessionId);
    return { caseNumber: answered.record.number, dueOn: answered.dueOn };
  }),
};

/** A message of this very ticket that is not handed in yet. */
export async function arriving(
  read: Pick<Reader, 'recording'>,
  ticketId: string,
  recordingId: string,
): Promise<RecordingRecord> {
  const record = await read.recording(recordingId);
  if (!record || record.ticketId !== ticketId || !isMessage(record)) return notFound();
  if (record.state !== 'recording') throw new Refusal('WRONG_STATE', { state: record.state });
  return record;
}

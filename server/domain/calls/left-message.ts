/** A recorded message instead of a call (C12): kept as a recording is, with no call (R4, R6, R7). */
import { MESSAGE_MOST_MS } from '../../../shared/left-message.ts';
import type { RecordingContainer } from '../../../shared/states.ts';
import type { TicketRecord } from '../queue/types.ts';
import { type Decision, decided, refused } from '../result.ts';
import { closeRecording, type RecordingRecord } from './recording.ts';

/** What a phone stops its recording by is not to the second. */
const MORE_MS = 15_000;

export const beginMessage = (
  ticket: TicketRecord,
  facts: { readonly id: string; readonly file: string; readonly container: RecordingContainer },
  now: number,
): RecordingRecord => ({
  ...facts,
  countyId: ticket.countyId,
  sessionId: ticket.sessionId,
  ticketId: ticket.id,
  callId: ticket.id,
  side: 'message',
  startedAt: now,
  state: 'recording',
});

export const isMessage = ({ side }: Pick<RecordingRecord, 'side'>): boolean => side === 'message';

/** The whole of it is there, and plays. */
export function keepMessage(
  record: RecordingRecord,
  found: { readonly lengthMs: number; readonly bytes: number; readonly picture: boolean },
): Decision<RecordingRecord, never> {
  if (found.lengthMs > MESSAGE_MOST_MS + MORE_MS) return refused('MESSAGE_TOO_LONG');
  const kept = closeRecording(record, record.startedAt, { state: 'kept', ...found });
  return kept ? decided<RecordingRecord, never>(kept) : refused('WRONG_STATE', { state: record.state });
}

/** How the recordings of one call lie beside and behind each other in one file (R8). Pure. */
import type { RecordingSide } from '../../../shared/states.ts';
import { isMessage } from './left-message.ts';
import type { RecordingRecord } from './recording.ts';

export type KeptRecording = Extract<RecordingRecord, { state: 'kept' }>;

export interface PartOfCall {
  readonly recording: KeptRecording;
  readonly side: RecordingSide;
  /** From the beginning of the whole. */
  readonly offsetMs: number;
}

export interface WholeCall {
  /** By whose file it is named: it goes when that one goes (R4, R6). */
  readonly first: KeptRecording;
  readonly lengthMs: number;
  readonly parts: readonly PartOfCall[];
}

/** `null`: nothing is there to join, not all of it is closed, or it is a message that nobody answered beside (C12). */
export function wholeOf(recordings: readonly RecordingRecord[]): WholeCall | null {
  if (recordings.some((one) => one.state === 'recording' || one.state === 'deleted' || isMessage(one))) return null;
  const kept = recordings
    .filter((one): one is KeptRecording => one.state === 'kept')
    .toSorted((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  const [first] = kept;
  if (!first) return null;
  return {
    first,
    lengthMs: Math.max(...kept.map(({ startedAt, lengthMs }) => startedAt + lengthMs)) - first.startedAt,
    parts: kept.map((recording) => ({
      recording,
      side: recording.side,
      offsetMs: recording.startedAt - first.startedAt,
    })),
  };
}

/** Recordings of a case's calls, for whoever may watch them (R7). The files themselves are sent as they are, not as JSON. */
import * as z from 'zod/mini';
import { defineAction } from '../action.ts';
import { EpochMs, Id } from '../ids.ts';
import { RecordingContainer, RecordingSide } from '../states.ts';

export const Recording = z.object({
  id: Id,
  side: RecordingSide,
  startedAt: EpochMs,
  lengthMs: z.int(),
  container: RecordingContainer,
  /** Otherwise sound alone. */
  picture: z.boolean(),
});
export type Recording = z.infer<typeof Recording>;

export const listRecordings = defineAction({
  name: 'recording.list',
  says: 'Which calls of a case were recorded, for whoever may watch them; empty for everybody else.',
  kind: 'query',
  http: { method: 'GET', path: '/api/cases/{caseId}/recordings' },
  input: z.object({ caseId: Id }),
  result: z.object({
    calls: z.array(
      z.object({
        /** Of a message that was left instead of a call, its ticket (C12). */
        callId: Id,
        /** Until when they are kept, as the county's rule is now. */
        keptUntil: EpochMs,
        /** Some are being made, or are not closed yet. */
        open: z.boolean(),
        /** By their start; empty: none is there any more, or none that plays. */
        recordings: z.array(Recording),
        deleted: z.nullable(z.enum(['consent', 'retention'])),
        /** One file with both people (R8), made after the evening: `/together` behind the path of the first recording. */
        together: z.enum(['none', 'waiting', 'made', 'failed', 'partMissing']),
      }),
    ),
  }),
});

export const watchRecordings = defineAction({
  name: 'recording.watch',
  says: 'Begins to watch the recordings of a call; written down (K7). Their files are sent to the same person for the next hours.',
  http: { method: 'POST', path: '/api/cases/{caseId}/watched/{watchedId}' },
  input: z.object({
    caseId: Id,
    /** The call, or whatever else `recording.list` says as `callId`. */
    watchedId: Id,
  }),
  result: z.object({}),
});

export const recordingFile = defineAction({
  name: 'recording.file',
  says: 'One recording that is being watched. `/content` behind its path sends the file, in ranges too, `/poster` a picture of it.',
  kind: 'query',
  http: { method: 'GET', path: '/api/cases/{caseId}/recordings/{recordingId}' },
  input: z.object({ caseId: Id, recordingId: Id }),
  /** `whole`: whether they may have the file of the whole call, too. */
  result: z.extend(Recording, { whole: z.boolean() }),
});

/** What of a call is recorded, what the desks are told of it, and how long it is kept (R1–R6). */
import type { MediaSource, RecordingContainer, RecordingMark, RecordingSide } from '../../../shared/states.ts';
import { roomSeats } from '../queue/lines.ts';
import type { TicketRecord } from '../queue/types.ts';
import type { SessionRecord } from '../sessions/types.ts';
import type { PeerIdentity, SessionMediaState } from './media-types.ts';
import { carries } from './stands.ts';
import type { CallRecord } from './types.ts';

const DAY_MS = 86_400_000;
/** A county that says nothing else keeps recordings so long. */
export const RECORDINGS_KEPT_DAYS = 90;

/** One side of one call: whoever speaks there, whichever page and worker they are on. */
export interface RecordedSide {
  /** Of a message that was left instead of a call, its ticket (C12). */
  readonly callId: string;
  readonly side: RecordingSide;
}

/** One person, from the moment they were recorded until something stopped it. */
export interface RecordingFacts extends RecordedSide {
  readonly id: string;
  readonly countyId: string;
  readonly sessionId: string;
  readonly ticketId: string;
  /** Epoch milliseconds: the first packet. */
  readonly startedAt: number;
  /** Name in the folder of recordings, without what its kind adds. */
  readonly file: string;
  readonly container: RecordingContainer;
}

/** What came of a file. */
export type Closed =
  | {
      readonly state: 'kept';
      readonly lengthMs: number;
      readonly bytes: number;
      /** Otherwise sound alone. */
      readonly picture: boolean;
    }
  | { readonly state: 'failed'; readonly why: string };

export type RecordingRecord = RecordingFacts &
  (
    | { readonly state: 'recording' }
    | Closed
    /** Its file is gone, or goes within seconds. */
    | { readonly state: 'deleted'; readonly why: 'consent' | 'retention'; readonly deletedAt: number }
  );

/**
 * Why a call is not recorded; `null`: it is to be (R1). Leaders and citizen have said yes, and it is live; the officer of a
 * department's room was never asked.
 */
export function whyNotRecorded(
  session: SessionRecord,
  call: CallRecord,
  ticket: TicketRecord | undefined,
): 'session' | 'room' | 'phone' | 'consent' | 'held' | null {
  if (!session.recorded) return 'session';
  if (roomSeats(session).some((seat) => seat.id === call.seatId)) return 'room';
  if (call.participation === 'phone') return 'phone';
  if (!ticket?.consent.call || !ticket.consent.recording) return 'consent';
  return call.state === 'live' ? null : 'held';
}

/** Which side of which call one source of somebody is recorded as; `null`: it is not (R1, C7). */
export function recordedAs(owner: PeerIdentity, source: MediaSource, state: SessionMediaState): RecordedSide | null {
  if (owner.sessionId !== state.sessionId) return null;
  for (const call of state.calls) {
    if (!call.recorded || call.state !== 'live') continue;
    const { callId, ticketId, seatId, participation } = call;
    if (owner.role === 'citizen' && owner.ticketId === ticketId)
      return carries(participation, source) ? { callId, side: 'citizen' } : null;
    if (owner.role === 'official' && owner.seatId === seatId) return { callId, side: 'official' };
  }
  return null;
}

/** How the recorder stands with one side that it is to record. */
export interface RecorderNow extends RecordedSide {
  readonly state: 'starting' | 'on' | 'failed';
  /** Why it failed last, in this call. */
  readonly why: 'ended' | 'diskFull' | null;
}

/** What moderator and aide are told of a call (R3). `recorder`: `null` where this machine has none. */
export function recordingMark(
  session: SessionRecord,
  call: CallRecord,
  ticket: TicketRecord | undefined,
  recorder: readonly RecorderNow[] | null,
): RecordingMark {
  const why = whyNotRecorded(session, call, ticket);
  if (why !== null) return why;
  if (recorder === null) return 'noRecorder';
  const sides = recorder.filter((one) => one.callId === call.id);
  const failed = sides.find((one) => one.state === 'failed');
  if (failed) return failed.why ?? 'ended';
  if (sides.length === 0 || sides.some((one) => one.state !== 'on')) return 'starting';
  return sides.some((one) => one.why !== null) ? 'again' : 'on';
}

/** R4: whose recordings are over. A file that is still written to goes once it is closed. */
export const deleteRecording = (
  record: RecordingRecord,
  why: 'consent' | 'retention',
  now: number,
): RecordingRecord => ({
  ...factsOf(record),
  state: 'deleted',
  why,
  deletedAt: now,
});

/** `null`: it was deleted meanwhile. */
export function closeRecording(record: RecordingRecord, startedAt: number, closed: Closed): RecordingRecord | null {
  if (record.state !== 'recording') return null;
  return { ...factsOf(record), startedAt, ...closed };
}

function factsOf(record: RecordingRecord): RecordingFacts {
  const { id, countyId, sessionId, ticketId, callId, side, startedAt, file, container } = record;
  return { id, countyId, sessionId, ticketId, callId, side, startedAt, file, container };
}

/** Recordings that began before this moment go (R6). */
export const keptSince = (keptDays: number | null, now: number): number =>
  now - (keptDays ?? RECORDINGS_KEPT_DAYS) * DAY_MS;

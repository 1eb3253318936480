/** Recordings on the case's page: which there are, and watching them, each time written down (R7, K7). */
import type { InputOf, ResultOf } from '../../shared/actions/all.ts';
import type { Recording } from '../../shared/actions/recordings.ts';
import { Refusal } from '../../shared/errors.ts';
import { isMessage } from '../domain/calls/left-message.ts';
import { keptSince, type RecordingRecord } from '../domain/calls/recording.ts';
import { stretchesOf } from '../domain/calls/seats.ts';
import { wholeOf } from '../domain/calls/together.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import type { CaseRecord } from '../domain/cases/types.ts';
import { mayWatch, WATCHING_MS, type Within, wasRecordedWithin } from '../domain/cases/watching.ts';
import { officialAt } from '../domain/sessions/seats.ts';
import { readable } from './case-access.ts';
import { once, query } from './context.ts';
import type { Reader } from './ports/store.ts';
import { joining } from './recording-service.ts';
import { notFound, type Staff, staffOf, writeDown } from './support.ts';

type ListedCall = ResultOf<'recording.list'>['calls'][number];
type Kept = Extract<RecordingRecord, { state: 'kept' }>;

export const watchHandlers = {
  'recording.list': query<'recording.list'>(async ({ caseId }, { read, actor, now, deps }) => {
    const staff = staffOf(actor);
    const record = readable(await read.case(caseId), staff);
    const calls = await callsToWatch(record, staff, read);
    const [all, county] = await Promise.all([
      read.recordingsOfCalls(calls.map(({ id }) => id)),
      read.county(staff.countyId),
    ]);
    const keptMs = now - keptSince(county?.recordingDays ?? null, now);
    const recorded = calls
      .map((call) => ({
        call,
        its: all.filter((one) => one.callId === call.id && wasRecordedWithin(call.within, one)),
      }))
      .filter(({ its }) => its.length > 0);
    return {
      calls: await Promise.all(
        recorded.map(async ({ call, its }) => {
          const whole = call.within === null ? wholeOf(its) : null;
          return { ...listed(call, its, keptMs), together: whole ? await deps.together(whole) : 'none' };
        }),
      ),
    };
  }),

  'recording.watch': once<'recording.watch'>(async ({ caseId, watchedId: callId }, asked) => {
    const { tx, actor, now, deps } = asked;
    const staff = staffOf(actor);
    const { sessionId, ticketId } = await callToWatch(caseId, callId, staff, tx);
    await writeDown(asked, 'recording.watch', { caseId, sessionId, ticketId, data: { callId } });
    // Nobody asked yet, it was lost since, or what was in its way may be gone (R8).
    const whole = wholeOf(await tx.recordingsOfCalls([callId]));
    if (whole && ['waiting', 'failed'].includes(await deps.together(whole)))
      await tx.later({ ...joining(callId, whole.first.startedAt, now), again: true });
    return {};
  }),

  'recording.file': query<'recording.file'>(async (input, { read, actor, now }) => {
    const staff = staffOf(actor);
    const { recording, whole } = await watched(input, staff, read);
    const of = { caseId: input.caseId, callId: recording.callId };
    if (!(await isOpened('recording.watch', of, staff, read, now))) throw new Refusal('FORBIDDEN');
    return { ...told(recording), whole };
  }),
};

/** Whether that person wrote down, not long ago, that they look at what is kept of the call (K7). */
export async function isOpened(
  entry: 'recording.watch' | 'caption.open',
  { caseId, callId }: { readonly caseId: string; readonly callId: string },
  staff: Staff,
  read: Reader,
  now: number,
): Promise<boolean> {
  const entries = await read.auditOfCase(caseId);
  return entries.some(
    ({ what, byPersonId, at, data }) =>
      what === entry && byPersonId === staff.personId && data.callId === callId && now - at < WATCHING_MS,
  );
}

/** The calls of a case of which somebody may look at what is kept (R7). */
export const callsOfCase = async (caseId: string, staff: Staff, read: Reader): Promise<Watched[]> =>
  callsToWatch(readable(await read.case(caseId), staff), staff, read);

export const callToWatch = async (caseId: string, callId: string, staff: Staff, read: Reader): Promise<Watched> =>
  (await callsOfCase(caseId, staff, read)).find(({ id }) => id === callId) ?? notFound();

/** Asked anew with each part of a file: who may not any more gets no more. */
async function watched(
  { caseId, recordingId }: InputOf<'recording.file'>,
  staff: Staff,
  read: Reader,
): Promise<{ recording: Kept; whole: boolean }> {
  const record = readable(await read.case(caseId), staff);
  const recording = await read.recording(recordingId);
  if (recording?.state !== 'kept') notFound();
  const calls = await callsToWatch(record, staff, read);
  const call = calls.find(({ id }) => id === recording.callId);
  if (!call || !wasRecordedWithin(call.within, recording)) notFound();
  return { recording, whole: call.within === null };
}

/** What is watched as one: a call, or the message that was left instead of one, which bears the ticket's id (C12). */
type Watched = Pick<CallRecord, 'id' | 'sessionId' | 'ticketId'> & { readonly within: Within };

async function callsToWatch(record: CaseRecord, staff: Staff, read: Reader): Promise<Watched[]> {
  const [ticketIds, addressees] = await Promise.all([read.ticketIdsOfCase(record.id), read.addressees(staff.countyId)]);
  const posts = addressees.flatMap((post) => (post.holderPersonId === staff.personId ? post.holderName : []));
  const visits = await Promise.all(
    ticketIds.map(async (ticketId) => {
      const [calls, together, recorded] = await Promise.all([
        read.callsOfTicket(ticketId),
        read.casesOfTicket(ticketId),
        read.recordingsOfTicket(ticketId),
      ]);
      // Only what was handed in.
      const message = recorded.find((one) => isMessage(one) && (one.state === 'kept' || one.state === 'deleted'));
      const left: Watched[] =
        message && mayWatch(staff, record, together, undefined, posts)
          ? [{ id: ticketId, sessionId: message.sessionId, ticketId, within: null }]
          : [];
      const sessions = await Promise.all(calls.map(({ sessionId }) => read.session(sessionId)));
      const watched = calls.flatMap((call, index): Watched[] => {
        const stretches = stretchesOf(call);
        const own = stretches.filter(({ seatId, from }) => {
          const seat = sessions[index]?.seats.find(({ id }) => id === seatId);
          return mayWatch(staff, record, together, seat && officialAt(seat, from), posts);
        });
        const { id, sessionId } = call;
        return own.length === 0
          ? []
          : [{ id, sessionId, ticketId, within: own.length === stretches.length ? null : own }];
      });
      return [...watched, ...left];
    }),
  );
  return visits.flat();
}

function listed(call: Watched, its: readonly RecordingRecord[], keptMs: number): Omit<ListedCall, 'together'> {
  const deleted = its.find((one) => one.state === 'deleted');
  return {
    callId: call.id,
    keptUntil: Math.min(...its.map(({ startedAt }) => startedAt)) + keptMs,
    open: its.some(({ state }) => state === 'recording'),
    recordings: its.flatMap((one) => (one.state === 'kept' ? told(one) : [])),
    deleted: deleted?.state === 'deleted' ? deleted.why : null,
  };
}

const told = ({ id, side, startedAt, lengthMs, container, picture }: Kept): Recording => ({
  id,
  side,
  startedAt,
  lengthMs,
  container,
  picture,
});

/** Captions: written by helpers of a stage, kept as far as the recording of their call may be, read on a case's page (C15). */
import { Refusal } from '../../shared/errors.ts';
import { type CaptionSegment, captionedCall } from '../domain/calls/captions.ts';
import { whyNotRecorded } from '../domain/calls/recording.ts';
import { wasSaidWithin } from '../domain/cases/watching.ts';
import type { Actor } from '../domain/people/types.ts';
import { type Asked, type CommandAsked, once, query } from './context.ts';
import type { Reader } from './ports/store.ts';
import { notFound, staffOf, writeDown } from './support.ts';
import { callsOfCase, callToWatch, isOpened } from './watch-service.ts';

export const captionHandlers = {
  'caption.type': query<'caption.type'>(async ({ text, callId }, asked) => {
    const { helperId, call } = await written(asked, asked.read, callId);
    asked.showCaption(call, segment(helperId, { id: helperId, text, final: false }));
    return {};
  }),

  'caption.write': once<'caption.write'>(async ({ text, callId: heard }, asked) => {
    const { tx, now, deps, touched } = asked;
    const { helperId, call } = await written(asked, tx, heard);
    const { id: callId, countyId, sessionId, ticketId } = call;
    const id = deps.newId('cp');
    const [session, ticket] = await Promise.all([tx.session(sessionId), tx.ticket(ticketId)]);
    if (session && whyNotRecorded(session, call, ticket ?? undefined) === null)
      await tx.insertCaption({ id, countyId, sessionId, ticketId, callId, at: now, text });
    touched.caption(call, segment(helperId, { id, text, final: true }));
    return {};
  }),

  'caption.list': query<'caption.list'>(async ({ caseId }, { read, actor }) => {
    const calls = await callsOfCase(caseId, staffOf(actor), read);
    const all = await read.captionsOfCalls(calls.map(({ id }) => id));
    return {
      calls: calls.flatMap(({ id: callId, within }) => {
        const [first, ...others] = all.filter((line) => line.callId === callId && wasSaidWithin(within, line.at));
        return first ? [{ callId, since: first.at, lines: others.length + 1 }] : [];
      }),
    };
  }),

  'caption.open': once<'caption.open'>(async ({ caseId, callId }, asked) => {
    const { sessionId, ticketId } = await callToWatch(caseId, callId, staffOf(asked.actor), asked.tx);
    await writeDown(asked, 'caption.open', { caseId, sessionId, ticketId, data: { callId } });
    return {};
  }),

  'caption.show': query<'caption.show'>(async ({ caseId, callId }, { read, actor, now }) => {
    const staff = staffOf(actor);
    const { within } = await callToWatch(caseId, callId, staff, read);
    const isRead = await isOpened('caption.open', { caseId, callId }, staff, read, now);
    if (!isRead) throw new Refusal('WRONG_STATE', { needs: 'opened' });
    const lines = await read.captionsOfCalls([callId]);
    return { lines: lines.filter(({ at }) => wasSaidWithin(within, at)).map(({ at, text }) => ({ at, text })) };
  }),
};

const segment = (helperId: string, line: Omit<CaptionSegment, 'sourceId'>): CaptionSegment => ({
  sourceId: helperId,
  ...line,
});

/**
 * The live call of the stage at which they help. What was typed for the one before it is of another citizen, and arrives
 * late where their line was down.
 */
async function written({ actor }: Asked, read: Reader, heard: string | undefined) {
  const { helperId, sessionId, seatId } = helperOf(actor);
  const calls = await read.runningCalls(sessionId);
  const here = calls.filter((call) => call.seatId === seatId);
  const tickets = new Map(
    await Promise.all(here.map(async ({ ticketId }) => [ticketId, await read.ticket(ticketId)] as const)),
  );
  const call = captionedCall(calls, seatId, (ticketId) => tickets.get(ticketId) ?? undefined);
  if (!call || (heard !== undefined && heard !== call.id)) throw new Refusal('WRONG_STATE', { needs: 'liveCall' });
  return { helperId, call };
}

const helperOf = (actor: Actor) => (actor.kind === 'helper' ? actor : notFound());

/** R4: with the consent to the recording goes what was written of it. */
export async function deleteCaptions(asked: CommandAsked, ticketId: string): Promise<void> {
  const callIds = await asked.tx.deleteCaptionsOfTicket(ticketId);
  const sessionId = callIds.length === 0 ? null : ((await asked.tx.ticket(ticketId))?.sessionId ?? null);
  for (const callId of new Set(callIds))
    await writeDown(asked, 'caption.delete', { sessionId, ticketId, why: 'consent', data: { callId } });
}

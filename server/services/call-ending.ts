/** What the end of a call does to call, ticket and case (C3, C5). */
import type { Outcome } from '../../shared/states.ts';
import * as calls from '../domain/calls/transitions.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import { promiseCounts } from '../domain/cases/transitions.ts';
import { finish } from '../domain/queue/transitions.ts';
import { countFinishedCall } from '../domain/sessions/transitions.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import { settleCases } from './call-case-service.ts';
import type { CommandAsked } from './context.ts';
import { keepTicket } from './keep-ticket.ts';
import { must, ticketOf, writeDown } from './support.ts';

export interface Ending {
  readonly outcome: Outcome;
  readonly note: string;
  readonly whereTo: string | null;
  readonly unitId: string | null;
}

/** C5; `failed` puts the ticket back at the head (C3). Saves and answers the session, which has a finished call more. */
export async function stopCall(
  asked: CommandAsked,
  session: SessionRecord,
  before: CallRecord,
  ending: Ending,
): Promise<SessionRecord> {
  const { tx, now, touched } = asked;
  const promises = (await tx.promisesOfCall(before.id)).filter(promiseCounts).length;
  await tx.saveCall(must(calls.end(before, { ...ending, promises }, now)));
  const onAir = await ticketOf(tx, before.ticketId);
  const failed = ending.outcome === 'failed';
  // Before the ticket, whose message names the cases.
  if (!failed) await settleCases(asked, session, onAir, before.id, ending);
  const ticket = await keepTicket(asked, finish(onAir, ending.outcome, ending.whereTo, session, now));
  await writeDown(asked, 'call.end', {
    sessionId: session.id,
    ticketId: ticket.id,
    why: failed ? ending.whereTo : null,
    data: { callId: before.id, outcome: ending.outcome, ...(failed ? {} : { whereTo: ending.whereTo }) },
  });
  touched.stage(session.id);
  if (failed) touched.queue(session.id);
  const counted = countFinishedCall(session);
  await tx.saveSession(counted);
  return counted;
}

/** Looks up what a rule asks of: the session, ticket, call or case that the input names, and whose they are. */
import { Refusal } from '../../shared/errors.ts';
import type { ActionContext } from '../domain/people/policy.ts';
import type { Actor } from '../domain/people/types.ts';
import type { Connection } from './context.ts';
import type { Reader } from './ports/store.ts';

interface Named {
  readonly sessionId?: string;
  readonly ticketId?: string;
  readonly callId?: string;
  readonly caseId?: string;
}

/**
 * Throws `NOT_FOUND` when a named record is missing, belongs to another county than the asking member of staff, or does
 * not belong to the named session: an id of elsewhere is no id here.
 */
export async function actionContext(
  input: Named,
  actor: Actor,
  connection: Connection | null,
  read: Reader,
  demo: boolean,
): Promise<ActionContext> {
  const [session, ticket, call, record] = await Promise.all([
    input.sessionId === undefined ? undefined : read.session(input.sessionId),
    input.ticketId === undefined || input.ticketId === null ? undefined : read.ticket(input.ticketId),
    input.callId === undefined ? undefined : read.call(input.callId),
    input.caseId === undefined || input.caseId === null ? undefined : read.case(input.caseId),
  ]);
  for (const found of [session, ticket, call, record]) {
    if (found === null) throw new Refusal('NOT_FOUND');
    if (found && actor.kind === 'staff' && found.countyId !== actor.countyId) throw new Refusal('NOT_FOUND');
  }
  if (session && ticket && ticket.sessionId !== session.id) throw new Refusal('NOT_FOUND');
  if (session && call && call.sessionId !== session.id) throw new Refusal('NOT_FOUND');

  const context: Mutable<ActionContext> = { demo };
  const evening = session ?? (ticket ? await read.session(ticket.sessionId) : null);
  if (evening) {
    context.sessionState = evening.state;
    context.sessionCountyId = evening.countyId;
  }
  if (ticket) {
    context.ticketState = ticket.state;
    if (actor.kind === 'citizen') context.ownsTicket = (await read.person(ticket.personId))?.phoneId === actor.phoneId;
    else context.ownsTicket = false;
  }
  if (call) context.callState = call.state;
  if (connection) context.connectedAs = connection.as.as;
  return context;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

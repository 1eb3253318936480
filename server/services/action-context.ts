/** Looks up what a rule asks of: the session, ticket, call or case that the input names, and whose they are. */
import { Refusal } from '../../shared/errors.ts';
import { mayBeOnDuty } from '../../shared/roles.ts';
import { mayReadCase } from '../domain/cases/access.ts';
import { handsOf } from '../domain/cases/steps.ts';
import { holds } from '../domain/people/holding.ts';
import type { ActionContext } from '../domain/people/policy.ts';
import type { Actor } from '../domain/people/types.ts';
import { standsIn } from '../domain/queue/lines.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import type { Connection } from './context.ts';
import type { Reader } from './ports/store.ts';

interface Named {
  readonly sessionId?: string;
  readonly seatId?: string;
  readonly ticketId?: string;
  readonly callId?: string;
  readonly caseId?: string;
}

/** What the input names; `undefined`: it names none, `null`: there is none. */
export async function namedBy(input: Named, read: Reader) {
  const [session, ticket, call, record] = await Promise.all([
    input.sessionId === undefined ? undefined : read.session(input.sessionId),
    input.ticketId === undefined || input.ticketId === null ? undefined : read.ticket(input.ticketId),
    input.callId === undefined ? undefined : read.call(input.callId),
    input.caseId === undefined || input.caseId === null ? undefined : read.case(input.caseId),
  ]);
  return { session, ticket, call, record };
}

/**
 * Throws `NOT_FOUND` when a named record is missing, belongs to another county than the asking member of staff, or does
 * not belong to the named session: an id of elsewhere is no id here.
 */
export async function actionContext(
  { session, ticket, call, record }: Awaited<ReturnType<typeof namedBy>>,
  input: Named,
  actor: Actor,
  connection: Connection | null,
  read: Reader,
  demo: boolean,
): Promise<ActionContext> {
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
    context.ownsTicket = holds(actor, ticket, actor.kind === 'citizen' ? await read.person(ticket.personId) : null);
  }
  if (call) context.callState = call.state;
  if (record) {
    context.caseKept = actor.kind === 'staff' && !mayReadCase(actor, record);
    context.caseState = record.state;
    context.caseHands = handsOf(actor, record, actor.kind === 'citizen' ? await read.person(record.personId) : null);
  }
  if (connection) context.connectedAs = connection.as.as;
  if (connection?.as.as === 'duty') {
    context.asOwnRoom = isAtRoom(connection.as, actor, input, evening ?? null, ticket ?? null);
    context.atOwnRoom = context.asOwnRoom && (!call || call.seatId === connection.as.seatId);
  }
  return context;
}

/** What the desk of a department's room asks about is its own: the room, and whoever stands in its line or is in it. */
function isAtRoom(
  { sessionId, seatId }: Extract<Connection['as'], { as: 'duty' }>,
  actor: Actor,
  named: Named,
  session: SessionRecord | null,
  ticket: TicketRecord | null,
): boolean {
  if (session) {
    const room = session.seats.find((seat) => seat.id === seatId)?.room;
    if (session.id !== sessionId || !room || actor.kind !== 'staff' || !mayBeOnDuty(actor, room)) return false;
    if (ticket && seatOf(ticket, seatId, session) !== seatId) return false;
  }
  return named.seatId === undefined || named.seatId === seatId;
}

/** Where a ticket is: at a seat, in the room's line, or elsewhere. */
function seatOf(ticket: TicketRecord, roomId: string, session: SessionRecord): string | null {
  if (ticket.state === 'waiting' || ticket.state === 'away') return standsIn(ticket, roomId, session) ? roomId : null;
  return 'seatId' in ticket ? ticket.seatId : null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Small things that every service does alike. */
import { Refusal } from '../../shared/errors.ts';
import type { AuditEntry } from '../domain/audit/types.ts';
import type { CallRecord } from '../domain/calls/types.ts';
import type { Actor, PersonRecord } from '../domain/people/types.ts';
import { hasPhone, isShared } from '../domain/queue/holders.ts';
import { isOpen } from '../domain/queue/transitions.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import type { Refused } from '../domain/result.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import type { Asked, CommandAsked } from './context.ts';
import type { OutgoingNotice, Reader, Writer } from './ports/store.ts';
import { whose } from './wording.ts';

/** Throws the refusal of a decision, or answers its state. */
export function must<State>(decision: { ok: true; state: State } | Refused): State {
  if (!decision.ok) throw new Refusal(decision.code, decision.details);
  return decision.state;
}

export function allowed(check: { ok: true } | Refused): void {
  if (!check.ok) throw new Refusal(check.code, check.details);
}

export async function sessionForUpdate(tx: Writer, sessionId: string): Promise<SessionRecord> {
  return (await tx.lockSession(sessionId)) ?? notFound();
}
export async function ticketOf(read: Reader, ticketId: string): Promise<TicketRecord> {
  return (await read.ticket(ticketId)) ?? notFound();
}
/** Q7: whoever did not answer may have taken a new number by now, which is then theirs. */
export async function refuseSecondPlace({ tx }: CommandAsked, ticketId: string): Promise<void> {
  const { state, personId, sessionId } = await ticketOf(tx, ticketId);
  if (state !== 'noShow') return;
  const held = (await tx.ticketsOfPerson(personId)).find((one) => one.sessionId === sessionId && isOpen(one));
  if (held) throw new Refusal('ALREADY_IN_QUEUE', { ticketId: held.id, number: held.number });
}
/** Nobody rings whoever has no phone: an officer's neighbour, or somebody at a terminal (Q7). */
export async function refuseWithoutPhone(read: Reader, { personId }: TicketRecord): Promise<void> {
  if (!hasPhone(await read.person(personId))) throw new Refusal('NO_PHONE');
}
export async function callOf(read: Reader, callId: string): Promise<CallRecord> {
  return (await read.call(callId)) ?? notFound();
}
export function notFound(): never {
  throw new Refusal('NOT_FOUND');
}

export type Staff = Extract<Actor, { kind: 'staff' }>;

/** Rules let only staff (or the clock) this far; this says so to the compiler. */
export function staffOf(actor: Actor): Staff {
  if (actor.kind !== 'staff') throw new Refusal('FORBIDDEN');
  return actor;
}

const who = (actor: Actor): { byPersonId: string; byName: string } => {
  switch (actor.kind) {
    case 'staff':
      return { byPersonId: actor.personId, byName: actor.displayName };
    case 'citizen':
      return { byPersonId: actor.phoneId, byName: 'citizen' };
    case 'helper':
      return { byPersonId: actor.helperId, byName: actor.name };
    case 'anyone':
    case 'system':
      return { byPersonId: 'system', byName: 'system' };
  }
};

type Concerning = Partial<Pick<AuditEntry, 'sessionId' | 'caseId' | 'ticketId' | 'why' | 'data'>>;

/** Writes down what was done in the same transaction (Q6, K7). `why` and `data` are sealed in the store; a phone number is in neither. */
export async function writeDown(
  asked: Pick<CommandAsked, 'tx' | 'actor' | 'now' | 'deps'>,
  what: string,
  about: Concerning,
): Promise<void> {
  const { tx, actor, now, deps } = asked;
  await tx.appendAudit({
    id: deps.newId('au'),
    countyId: actor.countyId,
    sessionId: null,
    caseId: null,
    ticketId: null,
    why: null,
    data: {},
    ...about,
    at: now,
    ...who(actor),
    what,
  });
}

/** What counts for one more place (Q7): all that this person's phone holds, or of somebody without one their own. */
export async function heldBy(read: Reader, { id, phoneId }: Pick<PersonRecord, 'id' | 'phoneId'>) {
  if (phoneId === null) return { tickets: await read.ticketsOfPerson(id), listed: [] };
  return { tickets: await read.ticketsOfPhone(phoneId), listed: await read.listedOfPhone(phoneId) };
}

/** Queues an SMS to the phone of a ticket; without one (a person at a terminal) there is nothing to send to. */
export async function tell(
  asked: Pick<CommandAsked, 'tx' | 'now' | 'deps'>,
  ticket: TicketRecord,
  template: string,
  fields: OutgoingNotice['fields'],
): Promise<void> {
  const addressee = await asked.tx.addressee(ticket.personId);
  if (!addressee) return;
  const { phone, name, held } = addressee;
  await asked.tx.queueNotice({
    id: asked.deps.newId('nt'),
    countyId: ticket.countyId,
    ticketId: ticket.id,
    phone,
    template,
    fields: { ...fields, whose: isShared(held, ticket) ? whose(name) : '' },
    at: asked.now,
  });
}

/** Where a switch over effects ends: the compiler shows that nothing comes here. */
export function unknownEffect(effect: never): never {
  throw new Error(`nothing carries out ${JSON.stringify(effect)}`);
}

export type AskedFor = Pick<Asked, 'actor' | 'now' | 'deps'>;

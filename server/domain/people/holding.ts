/** Whose a ticket is (Q1, Q7): of the phone that its person has, and of whoever took the number for them. */
import { holdsForOthers } from '../../../shared/roles.ts';
import type { TicketRecord } from '../queue/types.ts';
import type { Actor, PersonRecord } from './types.ts';

export function holds(
  actor: Actor,
  ticket: Pick<TicketRecord, 'takenBy'>,
  person: Pick<PersonRecord, 'phoneId'> | null,
): boolean {
  switch (actor.kind) {
    case 'citizen':
      return person?.phoneId === actor.phoneId;
    case 'staff':
      return holdsForOthers(actor.roles) && ticket.takenBy?.id === actor.personId;
    case 'anyone':
    case 'helper':
    case 'system':
      return false;
  }
}

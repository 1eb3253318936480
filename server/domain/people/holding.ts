/** Whose a ticket is (Q1, Q7): of the phone that its person has, and of whoever took the number for them. */
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
      return (
        actor.roles.includes('villageOfficer') &&
        ticket.takenBy?.by === 'officer' &&
        ticket.takenBy.id === actor.personId
      );
    case 'anyone':
    case 'system':
      return false;
  }
}

/** Q7: a phone is not a person. How many persons one phone may bring to an evening, and whom a message to it means. */
import { PERSONS_PER_PHONE } from '../../../shared/queue/persons.ts';
import type { ListedState } from '../../../shared/states.ts';
import type { PersonRecord } from '../people/types.ts';
import { type Refused, refused } from '../result.ts';
import { isOpen } from './transitions.ts';
import type { TicketRecord, TicketState } from './types.ts';

/**
 * Whether `personId` may have a place in the session. `ofPhone`: every ticket that this person's phone ever held; `listed`: its
 * persons on waiting lists, who are counted too.
 * `ALREADY_IN_QUEUE` names the ticket that is open; `PHONE_FULL` says how many persons a phone may bring.
 */
export function mayTake(
  ofPhone: readonly TicketRecord[],
  personId: string,
  sessionId: string,
  listed: readonly { readonly sessionId: string; readonly personId: string }[],
): Refused | { readonly ok: true } {
  const here = ofPhone.filter((ticket) => ticket.sessionId === sessionId);
  const held = here.find((ticket) => ticket.personId === personId && isOpen(ticket));
  if (held) return refused('ALREADY_IN_QUEUE', { ticketId: held.id, number: held.number });
  const others = new Set(here.flatMap((one) => (one.state === 'left' ? [] : one.personId)));
  for (const entry of listed) if (entry.sessionId === sessionId) others.add(entry.personId);
  others.delete(personId);
  return others.size < PERSONS_PER_PHONE ? { ok: true } : refused('PHONE_FULL', { most: PERSONS_PER_PHONE });
}

/** A ticket of a phone, or a place on a waiting list. */
export interface Held extends Pick<TicketRecord, 'sessionId' | 'personId'> {
  readonly state: TicketState | ListedState;
}

/** Whether a message to this phone must say whom it means: numbers or places on the list of several persons tonight. */
export const isShared = (
  ofPhone: readonly Held[],
  { sessionId, personId }: Pick<TicketRecord, 'sessionId' | 'personId'>,
): boolean =>
  ofPhone.some((other) => other.sessionId === sessionId && other.personId !== personId && other.state !== 'left');

/** Whether somebody can be rung; a neighbour at an officer's desk and somebody at a terminal may have no phone. */
export const hasPhone = (person: Pick<PersonRecord, 'phoneId'> | null | undefined): boolean =>
  (person?.phoneId ?? null) !== null;

/** Giving out a number with everything that belongs to it: consents, record, SMS, reminders (Q1, Q2, T6). */
import type { ConsentGiven } from '../../shared/actions/ticket.ts';
import { Refusal } from '../../shared/errors.ts';
import type { Participation } from '../../shared/states.ts';
import { bookedPlaces, freePlaces, givenBack } from '../domain/queue/booking.ts';
import * as transitions from '../domain/queue/transitions.ts';
import type { Taker, TicketRecord } from '../domain/queue/types.ts';
import { decided } from '../domain/result.ts';
import { issueNumber } from '../domain/sessions/transitions.ts';
import type { SessionRecord } from '../domain/sessions/types.ts';
import type { CommandAsked } from './context.ts';
import { followTicket } from './keep-ticket.ts';
import { remindLater } from './reminders.ts';
import { must, writeDown } from './support.ts';

export interface Wanted {
  readonly personId: string;
  readonly subject: string;
  readonly more: string;
  readonly placeName: string;
  readonly publicName: string;
  readonly given: ConsentGiven;
  /** Somebody took it for this person, who said the consents aloud (Q7, T6). */
  readonly taker?: { readonly takenBy: Taker; readonly enters: Participation | null };
  /** From the waiting list, and since when the consents are given. */
  readonly movedUp?: { readonly givenAt: number };
}

/** Under the session's lock. Throws `SESSION_FULL` where no place is left, `LOBBY_CLOSED` where none is given out. */
export async function giveNumber(asked: CommandAsked, before: SessionRecord, wanted: Wanted): Promise<TicketRecord> {
  const { tx, now, deps, touched } = asked;
  const { personId, subject, more, placeName, publicName, given, taker, movedUp } = wanted;
  const { version, ...consent } = given;
  // Looked for only where they decide: everybody counts in a session of many thousands.
  const booking = before.state === 'scheduled';
  const counts = booking || before.issued >= before.capacity ? await tx.ticketCounts(before.id) : {};
  if (booking && freePlaces(before, counts, now) === 0)
    throw new Refusal('SESSION_FULL', { capacity: bookedPlaces(before) });
  const session = must(issueNumber(before, givenBack(counts)));
  const visits = (await tx.visitsOf([personId])).get(personId) ?? { visits: 0, openCases: 0 };
  const facts = {
    id: deps.newId('tk'),
    countyId: session.countyId,
    personId,
    number: session.issued,
    ahead: counts.booked ?? 0,
    subject,
    more,
    placeName,
    publicName,
    consent,
    ...visits,
    receiptToken: deps.secrets.newToken(),
    takenBy: taker?.takenBy ?? null,
    participation: taker?.enters ?? 'video',
  };
  const taken = transitions.take(session, facts, now);
  const fresh = must(taken);
  const enters = session.state === 'scheduled' ? null : (taker?.enters ?? null);
  const ticket = enters === null ? fresh : must(transitions.enter(fresh, enters, session, now));
  await tx.saveSession(session);
  await tx.insertTicket(ticket);
  const at = movedUp?.givenAt ?? now;
  const consented = {
    ticketId: ticket.id,
    personId,
    version,
    spoken: taker?.takenBy.by === 'officer',
    at,
    byPersonId: taker?.takenBy.id ?? personId,
  };
  const scopes = ['call', 'recording', 'broadcast'] as const;
  await tx.insertConsents(scopes.map((scope) => ({ ...consented, scope, given: consent[scope] })));
  await writeDown(asked, movedUp ? 'waitlist.movedUp' : taker ? 'ticket.takeFor' : 'ticket.take', {
    sessionId: session.id,
    ticketId: ticket.id,
  });
  const told = movedUp ? decided(ticket, { effect: 'tell', what: 'movedUp' } as const) : taken;
  await followTicket(asked, ticket, told);
  await remindLater(asked, ticket);
  touched.session(session.id);
  return ticket;
}

/** The citizen's side: taking a number, waiting, answering, leaving. */

import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '../../shared/errors.ts';
import type { Lane } from '../../shared/states.ts';
import { changeParticipation } from '../domain/calls/transitions.ts';
import { type BarRecord, mayHavePlace } from '../domain/people/bars.ts';
import type { PersonRecord } from '../domain/people/types.ts';
import { mayTake } from '../domain/queue/holders.ts';
import { type LineOf, lineOf } from '../domain/queue/lines.ts';
import { NEAR_AHEAD } from '../domain/queue/near-turn.ts';
import * as transitions from '../domain/queue/transitions.ts';
import type { TicketRecord } from '../domain/queue/types.ts';
import { type Ahead, type CommandAsked, once, onceReading } from './context.ts';
import { giveNumber } from './give-number.ts';
import { keepTicket } from './keep-ticket.ts';
import type { Reader } from './ports/store.ts';
import { consent, refuseOtherWording } from './queue-service.ts';
import {
  allowed,
  must,
  refuseSecondPlace,
  refuseWithoutPhone,
  sessionForUpdate,
  ticketOf,
  writeDown,
} from './support.ts';
import { offTheList } from './waitlist-service.ts';

/** Who takes a number, and what their phone has and may have. */
interface Taking {
  readonly person: PersonRecord;
  readonly held: TicketRecord[];
  readonly listed: Awaited<ReturnType<Reader['listedOfPhone']>>;
  readonly bars: readonly BarRecord[];
  /** How many stand in each lane of this line, as far as it matters to whose turn comes near. */
  readonly standing: Readonly<Record<Lane, number>>;
  readonly line: LineOf;
}

const readTaking: Ahead<'ticket.take', Taking | null> = async ({ name }, { actor, tx, now }, found) => {
  if (actor.kind !== 'citizen') return null;
  const { countyId, phoneId } = actor;
  const line = lineOf(null, found);
  const [person, held, listed, bars, standing] = await Promise.all([
    tx.citizen(countyId, phoneId, name),
    tx.ticketsOfPhone(phoneId),
    tx.listedOfPhone(phoneId),
    tx.barsOf([phoneId], now),
    tx.standingInLanes(found.id, line, NEAR_AHEAD + 1),
  ]);
  return { person, held, listed, bars, standing, line };
};

export const ticketHandlers = {
  'ticket.take': onceReading<'ticket.take', Taking | null>(readTaking, async (input, asked, taking) => {
    const { tx, actor, now, touched } = asked;
    if (actor.kind !== 'citizen' || !taking) throw new Refusal('NOT_SIGNED_IN');
    if (!input.consent.call) throw new Refusal('CONSENT_MISSING', { scope: 'call' });
    refuseOtherWording(true, input.consent.version);
    const before = await sessionForUpdate(tx, input.sessionId);
    if (before.countyId !== actor.countyId) throw new Refusal('NOT_FOUND');
    const { person, held, listed, bars, standing, line } = taking;
    allowed(mayHavePlace(bars, before.zone, now));
    allowed(mayTake(held, person.id, before.id, listed));

    const { place: placeName, subject, more, publicName, consent: given } = input;
    const ticket = await giveNumber(asked, before, {
      personId: person.id,
      subject,
      more,
      placeName,
      publicName,
      given,
    });
    if (listed.length > 0) await offTheList(asked, ticket);
    const isSameLine = isDeepStrictEqual(line, lineOf(null, before));
    touched.queue(before.id, ticket, isSameLine ? standing[ticket.lane] : undefined);
    return { ticketId: ticket.id, number: ticket.number };
  }),

  'ticket.enter': once<'ticket.enter'>(async (input, asked) => {
    const { participation } = input;
    const found = await ticketOf(asked.tx, input.ticketId);
    const session = await sessionForUpdate(asked.tx, found.sessionId);
    if (participation === 'phone') await refuseWithoutPhone(asked.tx, found);
    await change(asked, input.ticketId, 'ticket.enter', (ticket) =>
      transitions.enter(ticket, participation, session, asked.now, input.why ?? null),
    );
    const ticket = await ticketOf(asked.tx, input.ticketId);
    if (ticket.state === 'live') {
      const call = await asked.tx.call(ticket.callId);
      if (call && call.participation !== participation)
        await asked.tx.saveCall(must(changeParticipation(call, participation)));
    }
    return {};
  }),
  'ticket.offerStep': once<'ticket.offerStep'>(async ({ ticketId, step }, asked) => {
    if (step === 'phone') await refuseWithoutPhone(asked.tx, await ticketOf(asked.tx, ticketId));
    return change(asked, ticketId, 'ticket.offerStep', (ticket) => transitions.offerStep(ticket, step), { step });
  }),
  'ticket.declineStep': once<'ticket.declineStep'>((input, asked) =>
    change(asked, input.ticketId, 'ticket.declineStep', transitions.declineStep),
  ),
  'ticket.stepAway': once<'ticket.stepAway'>((input, asked) =>
    change(asked, input.ticketId, 'ticket.stepAway', (ticket) => transitions.stepAway(ticket, asked.now)),
  ),
  'ticket.comeBack': once<'ticket.comeBack'>(async (input, asked) => {
    const before = await ticketOf(asked.tx, input.ticketId);
    const session = await sessionForUpdate(asked.tx, before.sessionId);
    await refuseSecondPlace(asked, input.ticketId);
    return change(asked, input.ticketId, 'ticket.comeBack', (ticket) =>
      transitions.comeBack(ticket, session, asked.now),
    );
  }),
  'ticket.leave': once<'ticket.leave'>((input, asked) =>
    change(asked, input.ticketId, 'ticket.leave', (ticket) => transitions.leave(ticket, asked.now)),
  ),
  'ticket.answer': once<'ticket.answer'>((input, asked) =>
    change(asked, input.ticketId, 'ticket.answer', (ticket) => transitions.answer(ticket, asked.now)),
  ),
  'ticket.readMessages': once<'ticket.readMessages'>(async (input, asked) => {
    const { sessionId } = await ticketOf(asked.tx, input.ticketId);
    await sessionForUpdate(asked.tx, sessionId);
    const ticket = await ticketOf(asked.tx, input.ticketId);
    await keepTicket(asked, transitions.readMessages(ticket, input.upTo, asked.now));
    asked.touched.session(sessionId);
    return {};
  }),
  'ticket.changeConsent': once<'ticket.changeConsent'>(async (input, asked) => {
    refuseOtherWording(input.given, input.version);
    // An officer says what a neighbour said (T6).
    const spoken = asked.actor.kind === 'staff' && asked.actor.roles.includes('villageOfficer');
    await consent(asked, input.ticketId, input.scope, input.given, input.version, spoken);
    return {};
  }),
};

/** One ticket, under its session's lock, so that it never crosses a desk's action (Q3). */
async function change(
  asked: CommandAsked,
  ticketId: string,
  what: string,
  decide: (ticket: TicketRecord) => ReturnType<typeof transitions.leave>,
  data: Record<string, unknown> = {},
): Promise<Record<string, never>> {
  const { tx, touched } = asked;
  const { sessionId } = await ticketOf(tx, ticketId);
  await sessionForUpdate(tx, sessionId);
  await keepTicket(asked, decide(await ticketOf(tx, ticketId)));
  await writeDown(asked, what, { sessionId, ticketId, data });
  touched.stage(sessionId);
  touched.queue(sessionId);
  return {};
}

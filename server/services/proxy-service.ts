/** Q7: a village officer takes numbers for neighbours, with or without a phone. */

import { Refusal } from '../../shared/errors.ts';
import { holderOf } from '../domain/people/bars.ts';
import { maskPhone } from '../domain/people/mask.ts';
import { mayTake } from '../domain/queue/holders.ts';
import { isCalling } from '../domain/queue/transitions.ts';
import { asTold } from '../domain/queue/undo.ts';
import { refuseBarred } from './bar-service.ts';
import { once, query } from './context.ts';
import { giveNumber } from './give-number.ts';
import { refuseOtherWording } from './queue-service.ts';
import { allowed, heldBy, sessionForUpdate, staffOf } from './support.ts';
import { offTheList } from './waitlist-service.ts';

export const proxyHandlers = {
  'ticket.takeFor': once<'ticket.takeFor'>(async (input, asked) => {
    const { tx, actor, touched } = asked;
    const officer = staffOf(actor);
    const atTerminal = officer.roles.includes('terminal');
    const { phone, byPhone, name, place, subject, more, publicName, consent } = input;
    if (!consent.call) throw new Refusal('CONSENT_MISSING', { scope: 'call' });
    refuseOtherWording(true, consent.version);
    if (byPhone && phone === null)
      throw new Refusal('BAD_INPUT', { issues: [{ path: 'phone', message: 'is needed for a call by telephone' }] });
    // At a terminal a phone is shown to be one's own by its code, and takes its number itself.
    if (atTerminal && phone !== null) throw new Refusal('FORBIDDEN');
    const before = await sessionForUpdate(tx, input.sessionId);
    const { countyId } = before;
    const person =
      phone === null
        ? await tx.citizenWithoutPhone(countyId, name, place)
        : await tx.citizen(countyId, await tx.phoneId(countyId, phone), name);
    await refuseBarred(asked, holderOf(person), before.zone);
    const held = await heldBy(tx, person);
    allowed(mayTake(held.tickets, person.id, before.id, held.listed));
    const ticket = await giveNumber(asked, before, {
      personId: person.id,
      subject,
      more,
      placeName: place,
      publicName,
      given: consent,
      taker: {
        takenBy: { by: atTerminal ? 'terminal' : 'officer', id: officer.personId },
        // The officer's device is there already; whoever has a phone of their own opens the place on it.
        enters: byPhone ? 'phone' : phone === null ? 'video' : null,
      },
    });
    await offTheList(asked, ticket);
    touched.queue(before.id, ticket);
    return { ticketId: ticket.id, number: ticket.number };
  }),

  'tickets.taken': query<'tickets.taken'>(async ({ sessionId }, { read, actor }) => {
    const tickets = await read.ticketsTakenBy(staffOf(actor).personId, sessionId);
    const ids = tickets.map((ticket) => ticket.personId);
    const [people, phones] = await Promise.all([read.persons(ids), read.phonesOf(ids)]);
    return {
      tickets: tickets.map(asTold).map((ticket) => {
        const phone = phones.get(ticket.personId);
        return {
          ticketId: ticket.id,
          number: ticket.number,
          name: people.get(ticket.personId)?.name ?? '',
          placeName: ticket.placeName,
          subject: ticket.subject,
          state: ticket.state,
          entered: ticket.entered,
          participation: ticket.participation,
          phoneMasked: phone === undefined ? null : maskPhone(phone),
          called: isCalling(ticket),
        };
      }),
    };
  }),
};
